//! The order in which blocks are walked.

use std::collections::BTreeSet;

/// What can be reached from `start`, each behind one that leads to it but for edges back. `next` gives
/// the edges of a block by their number.
pub(crate) fn reverse_postorder<T: Copy + Ord>(start: T, next: impl Fn(T, usize) -> Option<T>) -> Vec<T> {
    let mut order = Vec::new();
    let mut seen = BTreeSet::from([start]);
    let mut stack = vec![(start, 0)];
    while let Some((block, which)) = stack.last_mut() {
        let to = next(*block, *which);
        *which += 1;
        match to {
            Some(to) if seen.insert(to) => stack.push((to, 0)),
            Some(_) => {}
            None => {
                order.push(*block);
                stack.pop();
            }
        }
    }
    order.reverse();
    order
}
