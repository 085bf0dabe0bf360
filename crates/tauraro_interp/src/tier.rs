//! What the interpreter tells a compiler of hot code, and how that takes over.
//!
//! Back-edges and calls count down in the half word that the op table keeps for it. At 0 the compiler
//! is asked: it may run the loop or the function as machine code and say how the interpreter goes on.

use crate::frame::{Frame, InterpState};
use crate::machine::{self, Ran, Running};
use crate::record::{self, Recorded, Records, What};
use std::cell::UnsafeCell;
use std::marker::PhantomData;
use std::sync::Arc;
use tauraro_bytecode::{Code, Instruction, Op, OpFlags, Pc, Place, Role};
use tauraro_core::{Value, Vm};

/// A compiler of hot code.
#[derive(Clone, Copy)]
pub struct Tier {
    /// Asked when a loop has gone back to its header often.
    pub hot_loop: fn(&mut Vm, Site<'_>) -> Next,
    /// After how many back-edges it is asked.
    pub threshold: u32,
    /// Asked when a function has been called often.
    pub hot_function: fn(&mut Vm, Site<'_>) -> Entered,
    /// At which call it is asked.
    pub calls: u32,
    /// Asked after machine code of a function was left by an exit, whose number it gets: it puts the frame
    /// right and says how that goes on.
    pub left: fn(&mut Vm, Running, u64) -> Entered,
}

/// How a loop goes on after its compiler was asked.
#[derive(Clone, Copy, Debug)]
pub struct Next {
    /// Where.
    pub go: Go,
    /// After how many more back-edges the compiler is asked again.
    pub back_edges: u32,
    /// Whether what happens until then is recorded (see `Site::records`), for at most some 20 000
    /// instructions. Only with `Go::Stay`.
    pub record: bool,
}

/// Where a frame goes on.
#[derive(Clone, Copy, Debug)]
pub enum Go {
    /// Where it stands: nothing has happened.
    Stay,
    /// Where the current frame stands, which may be that of a function that machine code had inlined; the
    /// windows are right.
    GoOn,
    /// It has ended with a value.
    Returned(Value),
    /// An exception is pending; the frame's `pc` is the instruction that raised it.
    Raised,
}

/// How a call goes on after the compiler was asked about the function.
#[derive(Clone, Copy, Debug)]
pub enum Entered {
    /// It is interpreted, and so are all others: the compiler is not asked again.
    Interpret,
    /// It is interpreted; the compiler is asked again after so many calls.
    InterpretAndAskAgain(u32),
    /// The same, and what happens until then is recorded (see `Site::records`).
    Record(u32),
    /// As `Go`, and there is machine code: the compiler is asked at the next call again.
    GoOn,
    /// See `Go`.
    Returned(Value),
    /// See `Go`.
    Raised,
}

/// A frame that stands at the header of a loop, or at the beginning of a function.
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

    /// The frame's code, with what the interpreter has found out.
    #[must_use]
    pub fn running(&self) -> Running {
        // SAFETY: the frame is the current one; whoever asks uses it while the site is lent.
        unsafe { Running::new(self.frame) }
    }

    /// The instruction that the loop goes back to; for a function its first.
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

    /// What was recorded of the code, and of all that it has called. `None`: nothing.
    #[must_use]
    pub fn records(&self, vm: &mut Vm) -> Option<Arc<Records>> {
        record::records(vm, self.code_id())
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

/// What one call is in the word of an `Enter`.
pub(crate) const ONE_CALL: u64 = 1 << 32;

/// The word of an `Enter` that asks after so many calls.
fn enter_word(calls: u32) -> u64 {
    Op::Enter as u64 | (u64::from(calls) * ONE_CALL)
}

/// The instructions of code that is about to run for the first time, with the counts of its loops,
/// and whether its calls count.
pub(crate) fn with_counts(vm: &Vm, code: &Code) -> (Box<[UnsafeCell<u64>]>, bool) {
    let mut words: Box<[UnsafeCell<u64>]> = code.words.iter().map(|word| UnsafeCell::new(*word)).collect();
    let tier = vm.extension::<InterpState>().tier;
    let mut calls_count = false;
    let mut at = Pc(0);
    while let Some(instruction) = Instruction::decode(&code.words, at) {
        at = instruction.next();
        let place = instruction.at.0 as usize;
        if instruction.op.generic() == Op::Enter {
            let tier = tier.filter(|_| place == 0);
            calls_count |= tier.is_some();
            *words[place].get_mut() = tier.map_or(Op::EnterGivenUp as u64, |t| enter_word(t.calls.saturating_sub(1)));
        } else if let Some(tier) = tier
            && counts(&instruction)
        {
            *words[place + 1].get_mut() |= u64::from(tier.threshold) << 32;
        }
        if tier.is_none() && place == 0 {
            break;
        }
    }
    (words, calls_count)
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

/// How the loop goes on after the compiler was asked.
pub(crate) enum Answer {
    /// With the current frame, at its `pc`.
    GoOn,
    /// The current frame has ended.
    Returned(Value),
    /// The exception that is pending was raised at the current frame's `pc`.
    Raised,
}

/// Asks the compiler about the loop that `frame` goes back in. Its `pc` is the instruction that does
/// so.
///
/// # Safety
/// `frame` is the current frame, and its `pc` an instruction with a count that jumps back.
#[cold]
#[inline(never)]
pub(crate) unsafe fn ask(vm: &mut Vm, frame: *mut Frame, target: *mut u64) -> Answer {
    // SAFETY: by the contract; `target` is an instruction of the frame's code.
    unsafe {
        let count = count((*frame).pc);
        let header = Pc((*frame).code.index_of(target));
        (*frame).pc = target;
        let Some(tier) = vm.extension::<InterpState>().tier else { return Answer::GoOn };
        if vm.thread.recording && !record::round(vm, frame, target, What::Loop) {
            // A recording has begun further up, and this loop has not given way yet.
            *count = 1;
            return Answer::GoOn;
        }
        let site = Site { frame, header, frame_of: PhantomData };
        let code_id = site.code_id();
        let next = (tier.hot_loop)(vm, site);
        *count = next.back_edges.max(1);
        match next.go {
            Go::Stay => {
                let of = Recorded { code_id, header, what: What::Loop };
                if next.record && record::start(vm, of, next.back_edges) {
                    // When the recording ends, or else at the next chance.
                    *count = 1;
                }
                Answer::GoOn
            }
            Go::GoOn => Answer::GoOn,
            Go::Returned(v) => Answer::Returned(v),
            Go::Raised => Answer::Raised,
        }
    }
}

/// Asks the compiler about the function that `frame` begins. Its `pc` is the `Enter`.
///
/// # Safety
/// `frame` is the current frame, and its `pc` an `Enter`.
#[inline(never)]
pub(crate) unsafe fn enter(vm: &mut Vm, frame: *mut Frame) -> Answer {
    // SAFETY: by the contract; an `Enter` is one word.
    unsafe {
        let word = (*frame).pc;
        (*frame).pc = word.add(1);
        if let Some(ran) = machine::run(vm, frame) {
            return match ran {
                Ran::Returned(v) => Answer::Returned(v),
                Ran::Left(exit) => answer(machine::leave(vm, frame, exit)),
            };
        }
        let Some(tier) = vm.extension::<InterpState>().tier else { return Answer::GoOn };
        if vm.thread.recording && !record::round(vm, frame, (*frame).pc, What::Function) {
            return Answer::GoOn;
        }
        let header = Pc((*frame).code.index_of((*frame).pc));
        let site = Site { frame, header, frame_of: PhantomData };
        let code_id = site.code_id();
        match (tier.hot_function)(vm, site) {
            Entered::Interpret => {
                *word = Op::EnterGivenUp as u64;
                (*frame).code.enter_is_given_up();
                Answer::GoOn
            }
            Entered::InterpretAndAskAgain(calls) => {
                *word = enter_word(calls.saturating_sub(1));
                Answer::GoOn
            }
            Entered::Record(calls) => {
                let of = Recorded { code_id, header, what: What::Function };
                let recording = record::start(vm, of, calls);
                *word = enter_word(if recording { 0 } else { calls });
                Answer::GoOn
            }
            entered => {
                *word = Op::EnterUnit as u64;
                answer(entered)
            }
        }
    }
}

fn answer(entered: Entered) -> Answer {
    match entered {
        Entered::GoOn => Answer::GoOn,
        Entered::Returned(v) => Answer::Returned(v),
        _ => Answer::Raised,
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
            let counting = is_loop || matches!(info.generic, Op::Loop | Op::ForNext | Op::ForRange | Op::Send);
            assert_eq!(counts(&instruction), counting, "{}", info.name);
        }
    }
}
