//! The machine's constructs with a body: counted loops, assertions, atomic groups and
//! possessive repeats; and what reads groups while matching: backreferences and conditions.

use super::class::Fold;
use super::code::{AtOp, Op, Pc};
use super::exec::{Frame, Interrupt, Matcher, NONE, Register};
use super::text::{before, class_at, decode, retreat};

type Target = Result<Option<Pc>, Interrupt>;

impl<const WIDE: bool> Matcher<'_, WIDE> {
    pub(super) fn at(&self, at: AtOp, pos: usize) -> bool {
        let s = self.s;
        match at {
            AtOp::Beginning => pos == 0,
            AtOp::BeginningLine => pos == 0 || s[pos - 1] == b'\n',
            AtOp::End => pos == s.len() || pos + 1 == s.len() && s[pos] == b'\n',
            AtOp::EndLine => pos == s.len() || s[pos] == b'\n',
            AtOp::EndString => pos == s.len(),
        }
    }

    /// Whether a character of the class is on exactly one side of `pos`.
    pub(super) fn is_boundary(&self, class: u32, pos: usize) -> bool {
        self.unit_beside(class, true, pos) != self.unit_beside(class, false, pos)
    }

    /// Whether the character before or after `pos` exists and is in the class.
    pub(super) fn unit_beside(&self, class: u32, behind: bool, pos: usize) -> bool {
        let start = if behind { before::<WIDE>(self.s, pos) } else { Some(pos) };
        let class = &self.code.classes[class as usize];
        start.and_then(|start| class_at::<WIDE>(class, self.s, start)).is_some()
    }

    pub(super) fn enter_loop(&mut self, slot: u32) -> Result<(), Interrupt> {
        // No iteration is complete, not even the empty one before the first test.
        self.set_register(slot, Register { count: 0usize.wrapping_sub(1), last: NONE })
    }

    /// Changes a register so that a failure brings the old one back.
    fn set_register(&mut self, slot: u32, new: Register) -> Result<(), Interrupt> {
        let register = &mut self.scratch.registers[slot as usize];
        let Register { count, last } = std::mem::replace(register, new);
        self.push(Frame::UndoLoop { slot, count, last })
    }

    pub(super) fn loop_greedy(&mut self, id: u32, pos: usize) -> Target {
        let counted = &self.code.counted[id as usize];
        let Register { count, last } = self.scratch.registers[counted.slot as usize];
        let count = count.wrapping_add(1);
        if count < counted.min {
            self.set_register(counted.slot, Register { count, last })?;
            return Ok(Some(counted.body));
        }
        if count >= counted.max || pos == last {
            return Ok(Some(counted.exit));
        }
        self.push(Frame::LoopExit { counted: id, pos, last })?;
        self.scratch.registers[counted.slot as usize] = Register { count, last: pos };
        Ok(Some(counted.body))
    }

    /// A greedy loop's last iteration failed: goes on after the iterations before it.
    pub(super) fn loop_exit(&mut self, id: u32, last: usize) -> Pc {
        let counted = &self.code.counted[id as usize];
        let register = &mut self.scratch.registers[counted.slot as usize];
        *register = Register { count: register.count.wrapping_sub(1), last };
        counted.exit
    }

    pub(super) fn loop_lazy(&mut self, id: u32, pos: usize) -> Target {
        let counted = &self.code.counted[id as usize];
        let Register { count, last } = self.scratch.registers[counted.slot as usize];
        let count = count.wrapping_add(1);
        if count < counted.min {
            self.set_register(counted.slot, Register { count, last })?;
            return Ok(Some(counted.body));
        }
        self.push(Frame::LoopMore { counted: id, pos })?;
        Ok(Some(counted.exit))
    }

    /// What follows a lazy loop failed: one more iteration, if there may be one.
    pub(super) fn loop_more(&mut self, id: u32, pos: usize) -> Target {
        let counted = &self.code.counted[id as usize];
        let Register { count, last } = self.scratch.registers[counted.slot as usize];
        let count = count.wrapping_add(1);
        if count >= counted.max || pos == last {
            return Ok(None);
        }
        self.set_register(counted.slot, Register { count, last: pos })?;
        Ok(Some(counted.body))
    }

    /// Between iterations of a possessive loop nothing is left to go back to, so its register
    /// needs no undo entries of its own.
    pub(super) fn loop_possessive(&mut self, id: u32, pc: Pc, pos: usize) -> Target {
        let counted = &self.code.counted[id as usize];
        let register = &mut self.scratch.registers[counted.slot as usize];
        let count = register.count.wrapping_add(1);
        if count >= counted.min {
            if count >= counted.max || pos == register.last {
                return Ok(Some(counted.exit));
            }
            register.last = pos;
        }
        register.count = count;
        self.enter_barrier(pc, pos)?;
        Ok(Some(counted.body))
    }

    pub(super) fn enter_barrier(&mut self, pc: Pc, pos: usize) -> Result<(), Interrupt> {
        self.push(Frame::Barrier { pc, pos, outer: self.barrier })?;
        self.barrier = self.scratch.stack.len() - 1;
        Ok(())
    }

    /// The innermost barrier's place on the stack and position; it is no longer the innermost.
    pub(super) fn leave_barrier(&mut self) -> (usize, usize) {
        let height = self.barrier;
        let Frame::Barrier { pos, outer, .. } = self.scratch.stack[height] else {
            unreachable!("`barrier` is the index of a barrier entry");
        };
        self.barrier = outer;
        (height, pos)
    }

    /// The body begun at a barrier has failed altogether.
    pub(super) fn barrier_failed(&self, pc: Pc) -> Option<Pc> {
        match self.code.ops[pc as usize] {
            Op::Look { look } => {
                let look = &self.code.looks[look as usize];
                look.negative.then_some(look.next)
            }
            Op::LoopSimple { exit, .. } => Some(exit),
            Op::LoopPossessive { counted } => {
                let counted = &self.code.counted[counted as usize];
                let complete = self.scratch.registers[counted.slot as usize].count;
                (complete >= counted.min).then_some(counted.exit)
            }
            _ => None,
        }
    }

    pub(super) fn look(&mut self, id: u32, pc: Pc, pos: &mut usize) -> Target {
        let look = &self.code.looks[id as usize];
        let Some(start) = retreat::<WIDE>(self.s, *pos, look.behind) else {
            return Ok(look.negative.then_some(look.next));
        };
        self.enter_barrier(pc, *pos)?;
        *pos = start;
        Ok(Some(look.body))
    }

    /// A negative assertion's body has matched: undoes what it did and forgets its choices.
    pub(super) fn look_fail(&mut self) {
        let (height, _) = self.leave_barrier();
        while self.scratch.stack.len() > height {
            if let Some(frame) = self.scratch.stack.pop() {
                self.undo(frame);
            }
        }
    }

    /// A group's span, unless it is not set or has been entered again and not left.
    pub(super) fn closed_group(&self, group: u32) -> Option<(usize, usize)> {
        let marks = &self.scratch.marks;
        let (start, end) = (marks[group as usize * 2], marks[group as usize * 2 + 1]);
        (start != NONE && end != NONE && start <= end).then_some((start, end))
    }

    /// The position after a repetition of the group's text at `pos`.
    pub(super) fn back_reference(&self, group: u32, fold: Fold, pos: usize) -> Option<usize> {
        let (start, end) = self.closed_group(group)?;
        let s = self.s;
        if fold == Fold::None {
            let text = &s[start..end];
            return s[pos..].starts_with(text).then_some(pos + text.len());
        }
        let (mut from, mut to) = (start, pos);
        while from < end {
            s.get(to)?;
            let (expected, next_from) = decode::<WIDE>(s, from);
            let (actual, next_to) = decode::<WIDE>(s, to);
            let locale = &self.code.locale;
            if expected != actual && fold.apply(expected, locale) != fold.apply(actual, locale) {
                return None;
            }
            (from, to) = (next_from, next_to);
        }
        Some(to)
    }
}
