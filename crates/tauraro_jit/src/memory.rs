//! Memory for machine code: written first, then made executable, never both at once.

use crate::lower::Compiled;

/// Code of one unit. Dropping it gives the memory back.
#[derive(Debug)]
pub(crate) struct Code {
    start: *mut libc::c_void,
    mapped: usize,
}

impl Code {
    /// Places code. `None`: the system has no memory for it, or forbids it to be executed.
    pub(crate) fn place(compiled: &Compiled) -> Option<Code> {
        let mapped = compiled.bytes.len().next_multiple_of(page_bytes());
        debug_assert!(compiled.align <= page_bytes());
        // SAFETY: a new mapping of our own is filled within its length; nobody runs it before it
        // is executable, and nobody writes it then.
        unsafe {
            let (read_write, private) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
            let start = libc::mmap(std::ptr::null_mut(), mapped, read_write, private, -1, 0);
            if start == libc::MAP_FAILED {
                return None;
            }
            let code = Code { start, mapped };
            std::ptr::copy_nonoverlapping(compiled.bytes.as_ptr(), start.cast(), compiled.bytes.len());
            (libc::mprotect(start, mapped, libc::PROT_READ | libc::PROT_EXEC) == 0).then_some(code)
        }
    }

    /// Its first instruction.
    pub(crate) fn start(&self) -> *const u8 {
        self.start.cast_const().cast()
    }

    /// Bytes that it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.mapped
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours; whoever drops it knows that nothing runs in it.
        unsafe { libc::munmap(self.start, self.mapped) };
    }
}

fn page_bytes() -> usize {
    // SAFETY: asks a number.
    let bytes = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    usize::try_from(bytes).unwrap_or(4096)
}
