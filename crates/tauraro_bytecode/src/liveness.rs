//! Which temporaries of a frame may still be read, given the instruction that it executes.
//!
//! A register keeps its value until something else is written to it, so what an expression made
//! would live as long as its frame. A collection that a program asks for must not see that: the
//! runtime asks here which temporaries are dead and clears them. Named registers are always alive,
//! since a program can look at them.

use crate::code::{Code, Handler};
use crate::op::Instruction;
use crate::operand::{OpFlags, Pc};

/// Codes for which more than this many words of sets would be needed keep all they have: generated
/// code of that size is rare, and the answer is only about when something is freed.
const SET_WORDS_MAX: usize = 1 << 18;

/// A set of temporaries of one code object.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LiveTemporaries {
    first: u32,
    bits: Vec<u64>,
}

impl LiveTemporaries {
    /// Whether a register may still be read. Named ones always may.
    #[must_use]
    pub fn contains(&self, register: u32) -> bool {
        let Some(i) = register.checked_sub(self.first) else { return true };
        self.bits.get((i / 64) as usize).is_none_or(|word| word >> (i % 64) & 1 != 0)
    }

    fn put(&mut self, register: u32, live: bool) {
        let Some(i) = register.checked_sub(self.first) else { return };
        if let Some(word) = self.bits.get_mut((i / 64) as usize) {
            *word = *word & !(1 << (i % 64)) | u64::from(live) << (i % 64);
        }
    }

    fn add(&mut self, bits: &[u64]) {
        for (word, more) in self.bits.iter_mut().zip(bits) {
            *word |= more;
        }
    }
}

/// The temporaries that are read while the instruction at `at` is executed or after it. `None`: the
/// code is too large to tell, or there is no such instruction.
#[must_use]
pub fn live_temporaries(code: &Code, at: Pc) -> Option<LiveTemporaries> {
    Liveness::of(code)?.at(at)
}

/// The same for all instructions of a code object.
pub struct Liveness<'a>(Analysis<'a>);

impl<'a> Liveness<'a> {
    /// `None`: the code is too large to tell.
    #[must_use]
    pub fn of(code: &'a Code) -> Option<Liveness<'a>> {
        let first = code.locals.len() as u32;
        let width = (code.n_registers.saturating_sub(first) as usize).div_ceil(64);
        let mut analysis = Analysis::new(code, first, width)?;
        while analysis.pass() {}
        Some(Liveness(analysis))
    }

    /// The temporaries that are read while the instruction at `at` is executed or after it. `None`:
    /// there is no such instruction.
    #[must_use]
    pub fn at(&self, at: Pc) -> Option<LiveTemporaries> {
        let i = self.0.index_of(at)?;
        let mut live = self.0.live_behind(i);
        self.0.instructions[i].each_read(|register| live.put(register, true));
        Some(live)
    }

    /// The temporaries that are read when the instruction at `at` is executed anew, or after it:
    /// unlike `at` not those that it writes itself.
    #[must_use]
    pub fn before(&self, at: Pc) -> Option<LiveTemporaries> {
        let i = self.0.index_of(at)?;
        Some(LiveTemporaries { first: self.0.first, bits: self.0.row(i).to_vec() })
    }
}

struct Analysis<'a> {
    code: &'a Code,
    instructions: Vec<Instruction>,
    first: u32,
    width: usize,
    /// For each instruction, `width` words: what is live before it.
    before: Vec<u64>,
}

impl<'a> Analysis<'a> {
    fn new(code: &'a Code, first: u32, width: usize) -> Option<Analysis<'a>> {
        if code.words.len().saturating_mul(width) > SET_WORDS_MAX {
            return None;
        }
        let mut instructions = Vec::with_capacity(code.words.len());
        let mut at = Pc(0);
        while let Some(instruction) = Instruction::decode(&code.words, at) {
            instructions.push(instruction);
            at = instruction.next();
        }
        let before = vec![0; instructions.len() * width];
        Some(Analysis { code, instructions, first, width, before })
    }

    fn index_of(&self, at: Pc) -> Option<usize> {
        self.instructions.binary_search_by_key(&at.0, |instruction| instruction.at.0).ok()
    }

    fn row(&self, i: usize) -> &[u64] {
        &self.before[i * self.width..(i + 1) * self.width]
    }

    /// The handler that an exception of the instruction at `at` would go to.
    fn handler(&self, at: Pc) -> Option<&Handler> {
        let next = self.code.handlers.partition_point(|handler| handler.start <= at);
        self.code.handlers.get(next.checked_sub(1)?).filter(|handler| at < handler.end)
    }

    /// What is live where control may go from instruction `i`, as far as is known yet.
    fn live_behind(&self, i: usize) -> LiveTemporaries {
        let instruction = &self.instructions[i];
        let mut live = LiveTemporaries { first: self.first, bits: vec![0; self.width] };
        if let Some(handler) = self.handler(instruction.at)
            && let Some(target) = self.index_of(handler.target)
        {
            live.add(self.row(target));
            live.put(u32::from(handler.exc.0), false);
        }
        if !instruction.op.info().flags.has(OpFlags::ENDS) && i + 1 < self.instructions.len() {
            live.add(self.row(i + 1));
        }
        let target = instruction.jump_target().and_then(|target| u32::try_from(target).ok());
        if let Some(target) = target.and_then(|target| self.index_of(Pc(target))) {
            live.add(self.row(target));
        }
        live
    }

    /// One walk from the end to the beginning; whether it found anything new.
    fn pass(&mut self) -> bool {
        let mut changed = false;
        for i in (0..self.instructions.len()).rev() {
            let instruction = self.instructions[i];
            let mut live = self.live_behind(i);
            // What a handler needs is needed whether or not the instruction gets to write; and one
            // that may jump writes perhaps on one way only.
            if self.handler(instruction.at).is_none() && instruction.jump_target().is_none() {
                instruction.each_written(|register| live.put(register, false));
            }
            instruction.each_read(|register| live.put(register, true));
            let row = &mut self.before[i * self.width..(i + 1) * self.width];
            if *row != *live.bits {
                row.copy_from_slice(&live.bits);
                changed = true;
            }
        }
        changed
    }
}
