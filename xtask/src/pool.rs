//! Running many independent jobs on a few threads, results in the order of the jobs.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The number of jobs to run at once unless the person says otherwise: one a core.
pub(crate) fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

/// Calls `work` on each item, `jobs` at a time. `work` gets the item's index too.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], jobs: usize, work: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results: Vec<Mutex<Option<R>>> = items.iter().map(|_| Mutex::new(None)).collect();
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, items.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    let result = work(at, item);
                    *results[at].lock().expect("no job panics while it stores its result") = Some(result);
                }
            });
        }
    });
    results
        .into_iter()
        .map(|slot| {
            slot.into_inner()
                .expect("no job panics while it stores its result")
                .expect("every index below the length was taken by one thread")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn keeps_the_order() {
        let squares = super::map(&[1, 2, 3, 4, 5], 2, |at, n| (at, n * n));
        assert_eq!(squares, [(0, 1), (1, 4), (2, 9), (3, 16), (4, 25)]);
        assert!(super::map(&[] as &[u8], 2, |_, n| *n).is_empty());
    }
}
