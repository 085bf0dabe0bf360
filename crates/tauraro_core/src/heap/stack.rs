//! The native stack as a source of roots.

/// Words of a stack that may hold references.
#[derive(Clone, Copy, Debug)]
pub struct StackRange {
    /// Lowest address, the top of the stack.
    pub low: usize,
    /// First address behind the range.
    pub high: usize,
}

impl StackRange {
    /// From the present frame up to `base`.
    #[inline(never)]
    pub(crate) fn from_here(base: usize) -> StackRange {
        let low = crate::vm::approximate_stack_pointer() & !7;
        StackRange { low, high: base & !7 }
    }

    /// Its words.
    pub(crate) fn words(self) -> impl Iterator<Item = usize> {
        (self.low..self.high).step_by(8).map(|address| {
            // SAFETY: the range is inside of a live stack and its words are initialised or at
            // least mapped; whatever is read is only compared with addresses of cells.
            unsafe { std::ptr::read_volatile(address as *const usize) }
        })
    }
}

/// Calls `f` with the registers that a called function must preserve, as they are now: a caller
/// may keep its only reference to a cell there.
#[inline(never)]
pub(crate) fn with_registers<T>(f: impl FnOnce(&[usize]) -> T) -> T {
    let mut saved = [0_usize; 12];
    // SAFETY: only stores registers into the array.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        std::arch::asm!(
            "mov [{0}], rbx", "mov [{0} + 8], rbp", "mov [{0} + 16], r12",
            "mov [{0} + 24], r13", "mov [{0} + 32], r14", "mov [{0} + 40], r15",
            in(reg) saved.as_mut_ptr(), options(nostack)
        );
        #[cfg(target_arch = "aarch64")]
        std::arch::asm!(
            "stp x19, x20, [{0}]", "stp x21, x22, [{0}, #16]", "stp x23, x24, [{0}, #32]",
            "stp x25, x26, [{0}, #48]", "stp x27, x28, [{0}, #64]", "str x29, [{0}, #80]",
            in(reg) saved.as_mut_ptr(), options(nostack)
        );
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    compile_error!("the collector does not know this processor's registers");
    f(std::hint::black_box(&saved))
}
