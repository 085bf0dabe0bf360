//! Repeats of a single character: where they end at first and where they end next. These loops
//! stay inside a run as long as what follows it cannot match, instead of going through the
//! machine for every length.

use memchr::{memchr, memchr2, memrchr};

use super::code::{Follow, Run, Unit};
use super::exec::{Frame, Interrupt, Matcher};
use super::text::{advance, after, run_end, unit_at};
use super::tree::UNBOUNDED;

type Position = Result<Option<usize>, Interrupt>;

impl<const WIDE: bool> Matcher<'_, WIDE> {
    /// Nothing more is asked of a match than the pattern says, so its end is the end.
    fn is_last(&self, run: &Run) -> bool {
        run.last && !self.request.full && !self.request.must_advance
    }

    #[inline]
    pub(super) fn run_greedy(&mut self, id: u32, run: &Run, pos: usize) -> Position {
        let end = run_end::<WIDE>(self.code, run.unit, self.s, pos, run.max);
        self.note_run(id, end);
        let Some(low) = self.lowest(run, pos, end) else {
            return Ok(None);
        };
        if self.is_last(run) {
            return Ok(Some(end));
        }
        self.give_back(id, run, low, end)
    }

    /// Where the run has its least length, if it is that long at all.
    #[inline]
    pub(super) fn lowest(&self, run: &Run, pos: usize, end: usize) -> Option<usize> {
        match run.min {
            0 => Some(pos),
            1 if end > pos => after::<WIDE>(self.s, pos),
            min => advance::<WIDE>(&self.s[..end], pos, min),
        }
    }

    /// The longest end from `low` to `from` that what follows may accept.
    #[inline]
    pub(super) fn give_back(&mut self, id: u32, run: &Run, low: usize, from: usize) -> Position {
        let s = self.s;
        let found = match &run.follow {
            Follow::Anything => Some(from),
            Follow::Byte(byte) => {
                let ends = &s[low..s.len().min(from + 1)];
                memrchr(*byte, ends).map(|distance| low + distance)
            }
            Follow::Set(set) => {
                let mut ends = (low..=from).rev();
                ends.find(|&end| set[self.symbol(end)])
            }
        };
        let Some(end) = found else { return Ok(None) };
        if end > low {
            self.push(Frame::Run { run: id, low, high: end })?;
        }
        Ok(Some(end))
    }

    #[inline]
    pub(super) fn run_lazy(&mut self, id: u32, run: &Run, pos: usize) -> Position {
        let mut end = pos;
        for _ in 0..run.min {
            match unit_at::<WIDE>(self.code, run.unit, self.s, end) {
                Some(next) => end = next,
                None => return Ok(None),
            }
        }
        if self.is_last(run) {
            return Ok(Some(end));
        }
        let left = if run.max == UNBOUNDED { UNBOUNDED } else { run.max - run.min };
        self.take_more(id, run, end, left)
    }

    /// One unit more for a lazy run that failed at `pos`, and then as few as possible.
    #[inline]
    pub(super) fn take_another(&mut self, id: u32, run: &Run, pos: usize, left: usize) -> Position {
        match unit_at::<WIDE>(self.code, run.unit, self.s, pos) {
            Some(next) => self.take_more(id, run, next, one_less(left)),
            None => Ok(None),
        }
    }

    /// The nearest end from `pos` on that what follows may accept.
    fn take_more(&mut self, id: u32, run: &Run, pos: usize, mut left: usize) -> Position {
        let found = match (&run.follow, run.unit) {
            (Follow::Anything, _) => Some(pos),
            (Follow::Byte(byte), Unit::AnyAll) if left == UNBOUNDED => {
                memchr(*byte, &self.s[pos..]).map(|distance| pos + distance)
            }
            (Follow::Byte(byte), Unit::Not1(stop)) if left == UNBOUNDED => {
                let found = memchr2(*byte, stop, &self.s[pos..]).map(|distance| pos + distance);
                found.filter(|&end| self.s[end] == *byte)
            }
            _ => self.step_to_follow(run, pos, &mut left),
        };
        let Some(end) = found else { return Ok(None) };
        if left > 0 {
            self.push(Frame::Lazy { run: id, pos: end, left })?;
        }
        Ok(Some(end))
    }

    fn step_to_follow(&self, run: &Run, mut pos: usize, left: &mut usize) -> Option<usize> {
        loop {
            let symbol = self.symbol(pos);
            let accepted = match &run.follow {
                Follow::Anything => true,
                Follow::Byte(byte) => symbol == usize::from(*byte),
                Follow::Set(set) => set[symbol],
            };
            if accepted {
                return Some(pos);
            }
            if *left == 0 {
                return None;
            }
            *left = one_less(*left);
            pos = unit_at::<WIDE>(self.code, run.unit, self.s, pos)?;
        }
    }
}

fn one_less(left: usize) -> usize {
    if left == UNBOUNDED { UNBOUNDED } else { left - 1 }
}
