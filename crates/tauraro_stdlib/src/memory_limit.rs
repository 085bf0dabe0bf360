//! How much memory the machine lets a process have.

/// Share of a limit that the heap may take, in percent: the rest is for what is not counted.
const HEAP_SHARE_PERCENT: usize = 80;

/// Bytes that the heap of an isolate may take before it raises MemoryError: less than what would
/// have the system end the process.
#[must_use]
pub fn heap_bytes_max() -> usize {
    let limits = [installed(), address_space(), control_group()];
    let least = limits.into_iter().flatten().min().unwrap_or(usize::MAX);
    least / 100 * HEAP_SHARE_PERCENT
}

/// Memory of the machine.
fn installed() -> Option<usize> {
    // SAFETY: asks the system for two numbers.
    let (pages, size) = unsafe { (libc::sysconf(libc::_SC_PHYS_PAGES), libc::sysconf(libc::_SC_PAGESIZE)) };
    usize::try_from(pages).ok()?.checked_mul(usize::try_from(size).ok()?)
}

/// `ulimit -v`
fn address_space() -> Option<usize> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: writes the struct.
    let known = unsafe { libc::getrlimit(libc::RLIMIT_AS, &raw mut limit) } == 0;
    (known && limit.rlim_cur != libc::RLIM_INFINITY).then(|| usize::try_from(limit.rlim_cur).unwrap_or(usize::MAX))
}

/// What the container allows.
fn control_group() -> Option<usize> {
    let text = std::fs::read_to_string("/sys/fs/cgroup/memory.max").ok()?;
    text.trim().parse().ok()
}
