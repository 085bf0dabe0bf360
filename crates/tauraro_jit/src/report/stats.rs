//! Counters that are always kept, for `sys._jit` and the report.

use crate::ir::Why;
use std::time::Duration;

/// What was compiled and how it went.
#[derive(Clone, Default, Debug)]
pub struct Stats {
    /// Units that became machine code.
    pub compiled: u64,
    /// Loops and functions that did not.
    pub refused: u64,
    /// Bytes of machine code, in whole pages.
    pub code_bytes: usize,
    /// Time spent on compiling, what failed included.
    pub compile_time: Duration,
    /// How often machine code of loops was entered.
    pub loops_entered: u64,
    /// How often units were left, by the reason.
    pub exits: Vec<(Why, u64)>,
    /// How often a unit was given up to be compiled anew, as its guesses had failed.
    pub discarded: u64,
}

impl Stats {
    pub(crate) fn left(&mut self, why: Why) {
        match self.exits.iter_mut().find(|(known, _)| *known == why) {
            Some((_, count)) => *count += 1,
            None => self.exits.push((why, 1)),
        }
    }
}

impl Why {
    /// A word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Why::Done => "done",
            Why::Poll => "poll",
            Why::Type => "type",
            Why::Overflow => "overflow",
            Why::Zero => "zero",
            Why::Shift => "shift",
            Why::Unsupported => "unsupported",
            Why::Raised => "raised",
            Why::Traced => "traced",
            Why::Shape => "shape",
            Why::Index => "index",
            Why::Global => "global",
            Why::Unbound => "unbound",
            Why::Deep => "deep",
        }
    }
}
