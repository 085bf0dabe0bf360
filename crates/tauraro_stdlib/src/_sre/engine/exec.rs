//! The matcher: a backtracking machine over `Code`. All its state is on the heap in a
//! `Scratch` that is used again from match to match, so neither the pattern nor the subject
//! can exhaust the native stack.
//!
//! The backtrack stack holds two kinds of entries. *Choices* say where else to go on; *undo*
//! entries say what a group's mark or a loop's register was before it changed. To fail is to
//! take entries off: undo entries are carried out, the first choice is followed. An atomic
//! part removes the choices it made and keeps the undo entries, so that a later failure still
//! restores the groups. Where the stack is empty a failure ends the attempt, and nothing needs
//! to be remembered at all.

use super::code::{Code, LIST_END, Op, PEEK_FIRST, PEEK_SECOND, Pc};
use super::prefilter::Prefilter;
use super::text::{after, before, class_at, is_continuation, run_end};

/// A mark or register that is not set.
pub(crate) const NONE: usize = usize::MAX;

/// Why a match was given up.
// As wide as a position, so that results of the matcher's inner functions fit in registers.
#[repr(usize)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interrupt {
    /// The host asked to stop (a signal, a deadline).
    Stopped,
    /// The host refused more memory.
    Memory,
}

/// What the matcher asks of its surroundings while it runs.
pub trait Host {
    /// Called every few thousand steps; an error ends the match.
    fn poll(&mut self) -> Result<(), Interrupt>;
    /// Called before the backtrack stack grows by so many bytes.
    fn reserve(&mut self, bytes: usize) -> Result<(), Interrupt>;
}

/// Steps between two polls: some microseconds of plain matching.
const POLL_STEPS: u32 = 4096;
/// The first allocation of the backtrack stack, in entries.
const STACK_FIRST: usize = 64;
/// A stack larger than this many entries is given back after a match.
const STACK_KEPT: usize = 16 * 1024;

#[derive(Clone, Copy)]
pub(super) enum Frame {
    Choice {
        pc: Pc,
        pos: usize,
    },
    /// Alternatives from `list` on.
    Branch {
        list: u32,
        pos: usize,
    },
    /// A greedy run may still end anywhere from `low` to before `high`.
    Run {
        run: u32,
        low: usize,
        high: usize,
    },
    /// A lazy run may take up to `left` more.
    Lazy {
        run: u32,
        pos: usize,
        left: usize,
    },
    LoopExit {
        counted: u32,
        pos: usize,
        last: usize,
    },
    LoopMore {
        counted: u32,
        pos: usize,
    },
    /// An assertion, atomic group or possessive iteration began here.
    Barrier {
        pc: Pc,
        pos: usize,
        outer: usize,
    },
    UndoMark {
        mark: u32,
        lastindex: u32,
        old: usize,
    },
    UndoLoop {
        slot: u32,
        count: usize,
        last: usize,
    },
}

/// Registers of a counted loop.
#[derive(Clone, Copy)]
pub(super) struct Register {
    /// Iterations complete; one less than none before the loop's first test.
    pub(super) count: usize,
    /// Where the current iteration began, to stop after an empty one.
    pub(super) last: usize,
}

/// The matcher's memory, and after a match its groups. Positions are byte offsets.
#[derive(Default)]
pub struct Scratch {
    pub(super) stack: Vec<Frame>,
    pub(super) marks: Vec<usize>,
    pub(super) registers: Vec<Register>,
    lastindex: u32,
}

impl Scratch {
    /// Where a group (from 1) matched in the match found last.
    pub fn group(&self, group: usize) -> Option<(usize, usize)> {
        let at = group.checked_sub(1)? * 2;
        let (start, end) = (*self.marks.get(at)?, *self.marks.get(at + 1)?);
        (start != NONE && end != NONE).then_some((start, end))
    }

    /// The group closed last, or 0.
    pub fn lastindex(&self) -> usize {
        self.lastindex as usize
    }

    fn prepare(&mut self, code: &Code, host: &mut dyn Host) -> Result<(), Interrupt> {
        self.stack.clear();
        let marks = code.groups as usize * 2;
        if marks > self.marks.capacity() {
            host.reserve(marks * size_of::<usize>())?;
            let more = marks - self.marks.len();
            self.marks.try_reserve_exact(more).map_err(|_| Interrupt::Memory)?;
        }
        self.marks.resize(marks, NONE);
        self.reset_groups();
        // A loop sets its register before it reads it.
        self.registers.resize(code.slots, Register { count: 0, last: NONE });
        self.lastindex = 0;
        Ok(())
    }

    fn reset_groups(&mut self) {
        if !self.marks.is_empty() {
            self.marks.fill(NONE);
            self.lastindex = 0;
        }
    }

    /// Forgets choices above `height`, which is where a barrier stands, but not the groups'
    /// old marks. Loops that were running there are over, and so are their registers.
    fn cut(&mut self, height: usize, pure: bool) {
        let mut kept = height;
        if !pure {
            for at in height + 1..self.stack.len() {
                let frame = self.stack[at];
                if matches!(frame, Frame::UndoMark { .. }) {
                    self.stack[kept] = frame;
                    kept += 1;
                }
            }
        }
        self.stack.truncate(kept);
    }
}

/// What is asked of a match besides the pattern.
#[derive(Clone, Copy)]
pub(crate) struct Request {
    pub(crate) start: usize,
    /// The match must end at the subject's end.
    pub(crate) full: bool,
    /// A match at `start` must not be empty.
    pub(crate) must_advance: bool,
}

pub(crate) struct Matcher<'a, const WIDE: bool> {
    pub(super) code: &'a Code,
    pub(super) s: &'a [u8],
    pub(super) request: Request,
    pub(super) scratch: &'a mut Scratch,
    host: &'a mut dyn Host,
    /// Where the match found begins.
    pub(crate) start: usize,
    /// Stack index of the innermost barrier.
    pub(super) barrier: usize,
    /// Where the run that every match begins with has ended in this attempt, or 0.
    lead_end: usize,
    steps: u32,
}

/// A position, or `NONE`: a nested `Option` would travel through memory.
type Found = Result<usize, Interrupt>;

impl<'a, const WIDE: bool> Matcher<'a, WIDE> {
    #[inline(always)]
    pub(crate) fn new(
        code: &'a Code,
        s: &'a [u8],
        request: Request,
        scratch: &'a mut Scratch,
        host: &'a mut dyn Host,
    ) -> Result<Self, Interrupt> {
        scratch.prepare(code, host)?;
        Ok(Matcher {
            code,
            s,
            start: request.start,
            request,
            scratch,
            host,
            barrier: NONE,
            lead_end: 0,
            steps: POLL_STEPS,
        })
    }

    /// The end of a match that begins at the requested start.
    #[inline]
    pub(crate) fn match_here(&mut self) -> Found {
        let start = self.request.start;
        if self.s.len().saturating_sub(start) < self.code.min_bytes {
            return Ok(NONE);
        }
        let end = self.run(start);
        self.finish();
        end
    }

    /// The end of the first match that begins at the requested start or after it; `start` says
    /// where it begins.
    #[inline]
    pub(crate) fn search(&mut self) -> Found {
        let end = self.search_loop();
        self.finish();
        end
    }

    fn search_loop(&mut self) -> Found {
        let (code, s) = (self.code, self.s);
        let Some(last) = s.len().checked_sub(code.min_bytes) else { return Ok(NONE) };
        let mut at = self.request.start;
        if let Prefilter::Literal { finder, whole: true, .. } = &code.prefilter {
            let Some(distance) = s.get(at..).and_then(|rest| finder.find(rest)) else {
                return Ok(NONE);
            };
            self.start = at + distance;
            return Ok(self.start + finder.needle().len());
        }
        if !code.prefilter.possible(s, at) {
            return Ok(NONE);
        }
        while let Some(start) = code.prefilter.find(s, at, last) {
            at = start + 1;
            if WIDE && s.get(start).is_some_and(|&byte| is_continuation(byte)) {
                continue;
            }
            let end = self.run(start)?;
            if end != NONE {
                self.start = start;
                return Ok(end);
            }
            // The character at its end is not in the run, so nothing begins there either.
            if self.lead_end > start {
                at = self.lead_end + 1;
            }
            self.scratch.reset_groups();
        }
        Ok(NONE)
    }

    fn finish(&mut self) {
        if self.scratch.stack.capacity() > STACK_KEPT {
            self.scratch.stack = Vec::new();
        }
    }

    #[inline(always)]
    fn step(&mut self) -> Result<(), Interrupt> {
        self.steps -= 1;
        if self.steps == 0 {
            self.steps = POLL_STEPS;
            return self.host.poll();
        }
        Ok(())
    }

    #[inline(always)]
    pub(super) fn push(&mut self, frame: Frame) -> Result<(), Interrupt> {
        if self.scratch.stack.len() == self.scratch.stack.capacity() {
            self.grow()?;
        }
        self.scratch.stack.push(frame);
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) -> Result<(), Interrupt> {
        let stack = &mut self.scratch.stack;
        let more = stack.capacity().max(STACK_FIRST);
        self.host.reserve(more * size_of::<Frame>())?;
        stack.try_reserve_exact(more).map_err(|_| Interrupt::Memory)
    }

    /// The next byte as an index of a table that also has an entry for the end.
    #[inline(always)]
    pub(super) fn symbol(&self, pos: usize) -> usize {
        self.s.get(pos).map_or(256, |&byte| usize::from(byte))
    }

    /// Runs the program from `start`; gives the end of the match.
    #[expect(clippy::too_many_lines, reason = "a flat match over the program's instructions")]
    fn run(&mut self, start: usize) -> Found {
        self.scratch.stack.clear();
        self.barrier = NONE;
        self.lead_end = 0;
        let code = self.code;
        let s = self.s;
        let mut pc = code.start;
        let mut pos = start;
        self.step()?;
        loop {
            // An arm that falls through has failed; one that succeeds continues the loop.
            match code.ops[pc as usize] {
                Op::Fail => {}
                Op::Match => {
                    if self.accepts(start, pos) {
                        return Ok(pos);
                    }
                }
                Op::Byte { byte, next } => {
                    if s.get(pos) == Some(&byte) {
                        pos += 1;
                        pc = next;
                        continue;
                    }
                }
                Op::Literal { start, len, next } => {
                    let (start, len) = (start as usize, len as usize);
                    let literal = &code.bytes[start..start + len];
                    if s.get(pos..pos + len) == Some(literal) {
                        pos += len;
                        pc = next;
                        continue;
                    }
                }
                Op::Any { next } => {
                    if let Some(end) = after::<WIDE>(s, pos).filter(|_| s[pos] != b'\n') {
                        pos = end;
                        pc = next;
                        continue;
                    }
                }
                Op::AnyAll { next } => {
                    if let Some(end) = after::<WIDE>(s, pos) {
                        pos = end;
                        pc = next;
                        continue;
                    }
                }
                Op::Class { class, next } => {
                    if let Some(end) = class_at::<WIDE>(&code.classes[class as usize], s, pos) {
                        pos = end;
                        pc = next;
                        continue;
                    }
                }
                Op::At { at, next } => {
                    if self.at(at, pos) {
                        pc = next;
                        continue;
                    }
                }
                Op::Word { class, boundary, next } => {
                    if self.is_boundary(class, pos) == boundary {
                        pc = next;
                        continue;
                    }
                }
                Op::Mark { mark, next } => {
                    self.mark(mark, pos)?;
                    pc = next;
                    continue;
                }
                Op::Split { first, second } => {
                    self.step()?;
                    self.push(Frame::Choice { pc: second, pos })?;
                    pc = first;
                    continue;
                }
                Op::Peek { peek, first, second } => {
                    self.step()?;
                    let ways = code.peeks[peek as usize][self.symbol(pos)];
                    if ways & PEEK_FIRST != 0 {
                        if ways & PEEK_SECOND != 0 {
                            self.push(Frame::Choice { pc: second, pos })?;
                        }
                        pc = first;
                        continue;
                    }
                    if ways != 0 {
                        pc = second;
                        continue;
                    }
                }
                Op::Branch { dispatch } => {
                    let list = code.dispatches[dispatch as usize][self.symbol(pos)];
                    if let Some(entry) = self.alternative(list, pos)? {
                        pc = entry;
                        continue;
                    }
                }
                Op::RunGreedy { run } => {
                    let entry = &code.runs[run as usize];
                    if let Some(end) = self.run_greedy(run, entry, pos)? {
                        pos = end;
                        pc = entry.next;
                        continue;
                    }
                }
                Op::RunAll { run } => {
                    let entry = &code.runs[run as usize];
                    let end = run_end::<WIDE>(code, entry.unit, s, pos, entry.max);
                    self.note_run(run, end);
                    if self.lowest(entry, pos, end).is_some() {
                        pos = end;
                        pc = entry.next;
                        continue;
                    }
                }
                Op::CaptureAll { run, group } => {
                    let entry = &code.runs[run as usize];
                    let end = run_end::<WIDE>(code, entry.unit, s, pos, entry.max);
                    self.note_run(run, end);
                    if self.lowest(entry, pos, end).is_some() {
                        self.mark(2 * group, pos)?;
                        self.mark(2 * group + 1, end)?;
                        pos = end;
                        pc = entry.next;
                        continue;
                    }
                }
                Op::RunLazy { run } => {
                    let entry = &code.runs[run as usize];
                    if let Some(end) = self.run_lazy(run, entry, pos)? {
                        pos = end;
                        pc = entry.next;
                        continue;
                    }
                }
                Op::LookLiteral { start, len, behind, negative, next } => {
                    let literal = &code.bytes[start as usize..(start + len) as usize];
                    let beside = if behind { &s[..pos] } else { &s[pos..] };
                    let stands = if behind { beside.ends_with(literal) } else { beside.starts_with(literal) };
                    if stands != negative {
                        pc = next;
                        continue;
                    }
                }
                Op::LookUnit { class, behind, negative, next } => {
                    if self.unit_beside(class, behind, pos) != negative {
                        pc = next;
                        continue;
                    }
                }
                other => {
                    if let Some(target) = self.rare(other, pc, &mut pos)? {
                        pc = target;
                        continue;
                    }
                }
            }
            match self.backtrack()? {
                Some(target) => (pc, pos) = target,
                None => return Ok(NONE),
            }
        }
    }

    #[inline(always)]
    pub(super) fn note_run(&mut self, run: u32, end: usize) {
        if self.code.lead_run == Some(run) {
            self.lead_end = end;
        }
    }

    /// The operations that are not worth a place in the main loop.
    #[inline(never)]
    fn rare(&mut self, op: Op, pc: Pc, pos: &mut usize) -> Result<Option<Pc>, Interrupt> {
        match op {
            Op::LoopInit { slot, next } => {
                self.enter_loop(slot)?;
                Ok(Some(next))
            }
            Op::LoopGreedy { counted } => self.loop_greedy(counted, *pos),
            Op::LoopLazy { counted } => self.loop_lazy(counted, *pos),
            Op::LoopSimple { peek, body, exit } => {
                if self.code.peeks[peek as usize][self.symbol(*pos)] & PEEK_FIRST == 0 {
                    return Ok(Some(exit));
                }
                self.enter_barrier(pc, *pos)?;
                Ok(Some(body))
            }
            Op::LoopPossessive { counted } => self.loop_possessive(counted, pc, *pos),
            Op::Look { look } => self.look(look, pc, pos),
            Op::LookEnd { pure, next } => {
                let (height, start) = self.leave_barrier();
                self.scratch.cut(height, pure);
                *pos = start;
                Ok(Some(next))
            }
            Op::LookFail => {
                self.look_fail();
                Ok(None)
            }
            Op::Atomic { next } => {
                self.enter_barrier(pc, *pos)?;
                Ok(Some(next))
            }
            Op::Cut { pure, next } | Op::LoopCut { pure, next } => {
                let (height, _) = self.leave_barrier();
                self.scratch.cut(height, pure);
                Ok(Some(next))
            }
            Op::BackRef { group, fold, next } => Ok(self.back_reference(group, fold, *pos).map(|end| {
                *pos = end;
                next
            })),
            Op::Cond { group, yes, no } => Ok(Some(if self.closed_group(group).is_some() { yes } else { no })),
            _ => Ok(None),
        }
    }

    /// Takes entries off the stack up to the next way to go on.
    #[inline]
    fn backtrack(&mut self) -> Result<Option<(Pc, usize)>, Interrupt> {
        self.step()?;
        let code = self.code;
        loop {
            let Some(frame) = self.scratch.stack.pop() else {
                return Ok(None);
            };
            match frame {
                Frame::Choice { pc, pos } => return Ok(Some((pc, pos))),
                Frame::Branch { list, pos } => {
                    if let Some(pc) = self.alternative(list, pos)? {
                        return Ok(Some((pc, pos)));
                    }
                }
                Frame::Run { run, low, high } => {
                    let entry = &code.runs[run as usize];
                    let Some(shorter) = before::<WIDE>(self.s, high) else {
                        continue;
                    };
                    if let Some(pos) = self.give_back(run, entry, low, shorter)? {
                        return Ok(Some((entry.next, pos)));
                    }
                }
                Frame::Lazy { run, pos, left } => {
                    let entry = &code.runs[run as usize];
                    if let Some(pos) = self.take_another(run, entry, pos, left)? {
                        return Ok(Some((entry.next, pos)));
                    }
                }
                Frame::LoopExit { counted, pos, last } => {
                    return Ok(Some((self.loop_exit(counted, last), pos)));
                }
                Frame::LoopMore { counted, pos } => {
                    if let Some(pc) = self.loop_more(counted, pos)? {
                        return Ok(Some((pc, pos)));
                    }
                }
                Frame::Barrier { pc, pos, outer } => {
                    self.barrier = outer;
                    if let Some(pc) = self.barrier_failed(pc) {
                        return Ok(Some((pc, pos)));
                    }
                }
                Frame::UndoMark { .. } | Frame::UndoLoop { .. } => self.undo(frame),
            }
        }
    }

    pub(super) fn undo(&mut self, frame: Frame) {
        match frame {
            Frame::UndoMark { mark, lastindex, old } => {
                self.scratch.marks[mark as usize] = old;
                self.scratch.lastindex = lastindex;
            }
            Frame::UndoLoop { slot, count, last } => {
                self.scratch.registers[slot as usize] = Register { count, last };
            }
            _ => {}
        }
    }

    fn accepts(&self, start: usize, end: usize) -> bool {
        let Request { start: first, full, must_advance } = self.request;
        (!full || end == self.s.len()) && !(must_advance && end == first && start == first)
    }

    #[inline]
    fn mark(&mut self, mark: u32, pos: usize) -> Result<(), Interrupt> {
        let lastindex = self.scratch.lastindex;
        let old = std::mem::replace(&mut self.scratch.marks[mark as usize], pos);
        if mark & 1 != 0 {
            self.scratch.lastindex = mark / 2 + 1;
        }
        if self.scratch.stack.is_empty() {
            return Ok(());
        }
        self.push(Frame::UndoMark { mark, lastindex, old })
    }

    /// The first of the remaining alternatives; the others wait.
    #[inline]
    fn alternative(&mut self, list: u32, pos: usize) -> Result<Option<Pc>, Interrupt> {
        let at = list as usize;
        let entry = self.code.lists[at];
        if entry == LIST_END {
            return Ok(None);
        }
        if self.code.lists[at + 1] != LIST_END {
            self.push(Frame::Branch { list: list + 1, pos })?;
        }
        Ok(Some(entry))
    }
}
