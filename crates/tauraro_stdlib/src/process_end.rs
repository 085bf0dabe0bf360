//! The end of a process by a signal.

/// Ends the process as the interrupt signal does if nothing handles it, so that a shell that
/// waits for it sees that it was interrupted.
pub fn die_of_interrupt() -> ! {
    // SAFETY: the default action is installed for a signal that is then sent to this process;
    // no memory is passed.
    unsafe {
        libc::signal(libc::SIGINT, libc::SIG_DFL);
        libc::kill(libc::getpid(), libc::SIGINT);
    }
    // The signal is blocked: leave with the status that a shell gives it.
    std::process::exit(128 + libc::SIGINT)
}
