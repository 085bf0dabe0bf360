//! What the loop tells a compiler of hot code, and how that takes over a loop.
//!
//! Back-edges count down in the half word that the op table keeps for it. At 0 the compiler is
//! asked: it may run the loop as machine code and say where the interpreter goes on.

use crate::frame::{Frame, InterpState};
use std::cell::UnsafeCell;
use std::marker::PhantomData;
use std::sync::Arc;
use tauraro_bytecode::{Code, Instruction, Op, OpFlags, Pc, Place, Reg, Role};
use tauraro_core::{Value, Vm};

/// A compiler of hot code.
#[derive(Clone, Copy)]
pub struct Tier {
    /// Asked when a loop has gone back to its header often.
    pub hot_loop: fn(&mut Vm, Site<'_>) -> Next,
    /// After how many back-edges it is asked.
    pub threshold: u32,
}

/// What the loop does after asking.
#[derive(Clone, Copy, Debug)]
pub struct Next {
    /// Where the interpreter goes on; `None`: with the header, nothing has happened.
    pub go_on_at: Option<Pc>,
    /// After how many more back-edges the compiler is asked again.
    pub back_edges: u32,
}

/// A frame that stands at the header of a loop.
pub struct Site<'a> {
    frame: *mut Frame,
    header: Pc,
    frame_of: PhantomData<&'a mut Frame>,
}

impl Site<'_> {
    fn frame(&self) -> &Frame {
        // SAFETY: a site is made for the current frame and lent for a call.
        unsafe { &*self.frame }
    }

    /// The instruction that the loop goes back to.
    #[must_use]
    pub fn header(&self) -> Pc {
        self.header
    }

    /// A number that no other code object of the isolate ever has.
    #[must_use]
    pub fn code_id(&self) -> u32 {
        self.frame().code.id
    }

    /// What the compiler made of the source.
    #[must_use]
    pub fn code(&self) -> Arc<Code> {
        self.frame().code.code.get().clone()
    }

    /// The frame's window.
    #[must_use]
    pub fn registers(&self) -> &[Value] {
        let frame = self.frame();
        // SAFETY: a started frame's registers are all initialised.
        unsafe { std::slice::from_raw_parts(frame.regs, frame.code.n_registers()) }
    }

    /// Writes a register.
    ///
    /// # Panics
    /// There is no such register.
    pub fn set_register(&self, register: Reg, v: Value) {
        let frame = self.frame();
        let at = usize::from(register.0);
        assert!(at < frame.code.n_registers(), "the register is one of the code's");
        // SAFETY: the register is inside of the window, and no borrow of it outlives a method.
        unsafe { *frame.regs.add(at) = v };
    }

    /// What the instruction at `at` would load if it is one that loads a global or a builtin and has
    /// found it before, in a dict whose keys are the same since.
    #[must_use]
    pub fn global(&self, at: Pc) -> Option<Value> {
        let frame = self.frame();
        if at.0 as usize >= frame.code.code.get().words.len() {
            return None;
        }
        // SAFETY: the instruction is one of the code's, with two cache words if it is one of these ops.
        unsafe {
            let pc = frame.code.start().add(at.0 as usize);
            match Op::of_word(*pc)? {
                Op::LoadGlobalModule | Op::LoadNameModule => {
                    let (table, cache) = (&frame.globals.table, *pc.add(1));
                    (table.known_keys_version() == cache as u32).then(|| table.value_at((cache >> 32) as usize))
                }
                Op::LoadGlobalBuiltin | Op::LoadNameBuiltin => {
                    let (own, cache, table) = (*pc.add(1), *pc.add(2), &frame.builtins.table);
                    let known = frame.globals.table.known_keys_version() == own as u32
                        && table.known_keys_version() == cache as u32;
                    known.then(|| table.value_at((cache >> 32) as usize))
                }
                _ => None,
            }
        }
    }

    /// All instructions for which `global` knows a value.
    pub fn globals(&self) -> impl Iterator<Item = (Pc, Value)> + '_ {
        let code = self.code();
        let mut at = Pc(0);
        std::iter::from_fn(move || {
            loop {
                let instruction = Instruction::decode(&code.words, at)?;
                at = instruction.next();
                if let Some(v) = self.global(instruction.at) {
                    return Some((instruction.at, v));
                }
            }
        })
    }

    /// The constants of the code.
    pub fn constants(&self) -> impl Iterator<Item = Value> + '_ {
        let consts = self.frame().code.consts();
        (0..consts.cap()).map(move |at| consts.slots()[at].get())
    }
}

/// Makes `tier` the compiler of the isolate.
pub fn set(vm: &mut Vm, tier: Tier) {
    vm.extension_mut::<InterpState>().tier = Some(tier);
}

/// Whether an instruction counts: it polls and jumps back, and its operand word has room. (The upper
/// half of that of a call with keywords is something else.)
fn counts(instruction: &Instruction) -> bool {
    let info = instruction.op.info();
    let has_room = info.operands.iter().any(|operand| operand.place == Place::X && operand.role == Role::Cache);
    let back = instruction.jump_target().is_some_and(|target| target <= i64::from(instruction.at.0));
    has_room && back && info.flags.has(OpFlags::SAFEPOINT)
}

/// The instructions of code that is about to run for the first time, with the counts of its loops.
pub(crate) fn with_counts(vm: &Vm, code: &[u64]) -> Box<[UnsafeCell<u64>]> {
    let mut words: Box<[UnsafeCell<u64>]> = code.iter().map(|word| UnsafeCell::new(*word)).collect();
    let Some(tier) = vm.extension::<InterpState>().tier else { return words };
    let mut at = Pc(0);
    while let Some(instruction) = Instruction::decode(code, at) {
        at = instruction.next();
        if counts(&instruction) {
            *words[instruction.at.0 as usize + 1].get_mut() |= u64::from(tier.threshold) << 32;
        }
    }
    words
}

/// How far an instruction with a count jumps back: the lower half of its operand word. It is read by
/// itself: a load of the whole word would have to wait for the store of the count.
///
/// # Safety
/// `pc` is an instruction with that operand.
#[inline(always)]
pub(crate) unsafe fn distance(pc: *mut u64) -> isize {
    // SAFETY: by the contract.
    unsafe { pc.add(1).cast::<i32>().read_volatile() as isize }
}

/// The count of such an instruction, the upper half: it goes down, and at 0 the compiler is asked.
/// Without a compiler it begins at 0 and goes round.
///
/// # Safety
/// As for `distance`.
#[inline(always)]
pub(crate) unsafe fn counts_down(pc: *mut u64) -> bool {
    // SAFETY: by the contract.
    unsafe {
        let count = count(pc);
        *count = (*count).wrapping_sub(1);
        *count == 0
    }
}

#[inline(always)]
unsafe fn count(pc: *mut u64) -> *mut u32 {
    // SAFETY: by the callers' contract.
    unsafe { pc.add(1).cast::<u32>().add(1) }
}

/// Asks the compiler about the loop that `frame` goes back in. Its `pc` is the instruction that does
/// so. Returns the one to go on with.
///
/// # Safety
/// `frame` is the current frame, and its `pc` an instruction with a count that jumps back.
#[cold]
#[inline(never)]
pub(crate) unsafe fn ask(vm: &mut Vm, frame: *mut Frame, target: *mut u64) -> *mut u64 {
    // SAFETY: by the contract; `target` is an instruction of the frame's code.
    unsafe {
        let count = count((*frame).pc);
        let header = Pc((*frame).code.index_of(target));
        (*frame).pc = target;
        let Some(tier) = vm.extension::<InterpState>().tier else { return target };
        let next = (tier.hot_loop)(vm, Site { frame, header, frame_of: PhantomData });
        *count = next.back_edges.max(1);
        next.go_on_at.map_or(target, |pc| (*frame).code.start().add(pc.0 as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::counts;
    use tauraro_bytecode::{Instruction, OPS, Op, Pc};

    #[test]
    fn only_instructions_that_jump_back_count() {
        for info in OPS {
            // Whatever stands in the lower half of the operand word is a distance back.
            let mut words = vec![info.op as u64, u64::from(-9_i32 as u32)];
            words.resize(usize::from(info.words).max(2), 0);
            let instruction = Instruction::decode(&words, Pc(0)).expect("the words are those of the op");
            let is_loop = info.generic.info().name.starts_with("LoopIf");
            let counting = is_loop || matches!(info.generic, Op::ForNext | Op::ForRange | Op::Send);
            assert_eq!(counts(&instruction), counting, "{}", info.name);
        }
    }
}
