//! What the system knows of the calling thread.

/// The system's number of the thread.
pub(super) fn native_id() -> i64 {
    #[cfg(target_os = "linux")]
    // SAFETY: asks for a number of the calling thread.
    return unsafe { libc::syscall(libc::SYS_gettid) };
    #[cfg(not(target_os = "linux"))]
    return std::process::id().into();
}

/// Bytes of a thread's name that the system keeps.
pub(super) const NAME_BYTES_MAX: usize = 15;

/// Names the thread for debuggers and process lists.
pub(super) fn set_name(name: &[u8]) {
    let mut text = [0_u8; NAME_BYTES_MAX + 1];
    let n = name.len().min(NAME_BYTES_MAX);
    text[..n].copy_from_slice(&name[..n]);
    #[cfg(target_os = "linux")]
    // SAFETY: the text ends in a zero byte and lives for the call.
    unsafe {
        libc::pthread_setname_np(libc::pthread_self(), text.as_ptr().cast());
    }
}

/// The thread's name as the system has it.
pub(super) fn name() -> Vec<u8> {
    let mut text = [0_u8; 64];
    #[cfg(target_os = "linux")]
    // SAFETY: the buffer is as long as the call is told.
    unsafe {
        libc::pthread_getname_np(libc::pthread_self(), text.as_mut_ptr().cast(), text.len());
    }
    text.iter().copied().take_while(|b| *b != 0).collect()
}
