//! What is done to a unit between building and machine code.
//!
//! Each pass is a function on the unit; what it may do to an instruction it reads in the table of ops
//! (`Effect`), so that a new op is right in all passes from the first day. A pass that puts one value
//! in the place of another does so through `Replaced`, which reaches instructions, edges and exits.

mod dce;
mod fold;
mod gvn;
mod headroom;
mod hoist;
mod induction;
mod nests;
mod range;
mod select;
mod tidy;
mod unroll;
mod wrap;

use crate::ir::{Unit, Val, verify};

type Pass = fn(&mut Unit);

/// The passes in their order.
const PIPELINE: &[(&str, Pass)] = &[
    ("tidy", tidy::run),
    ("gvn", gvn::run),
    ("tidy", tidy::run),
    ("gvn", gvn::run),
    ("nests", nests::run),
    ("tidy", tidy::run),
    ("hoist", hoist::run),
    ("headroom", headroom::run),
    ("induction", induction::run),
    ("wrap", wrap::run),
    ("range", range::run),
    ("select", select::run),
    ("gvn", gvn::run),
    ("tidy", tidy::run),
    ("dce", dce::run),
    ("unroll", unroll::run),
    ("tidy", tidy::run),
    ("compact", tidy::compact),
];

/// Optimises a unit.
///
/// # Panics
/// In debug builds, when a pass has left a unit that is not well formed.
pub fn run(unit: &mut Unit) {
    let start: (&str, Pass) = ("build", |_| {});
    for (name, pass) in std::iter::once(&start).chain(PIPELINE) {
        pass(unit);
        if cfg!(debug_assertions)
            && let Err(wrong) = verify(unit)
        {
            unreachable!("after {name}: {wrong}\n{unit}");
        }
    }
}

/// Which values others stand for.
struct Replaced(Vec<Val>);

impl Replaced {
    fn none(unit: &Unit) -> Replaced {
        Replaced((0..unit.insts.len() as u32).map(Val).collect())
    }

    /// What stands for a value now.
    fn now(&self, mut v: Val) -> Val {
        while let Some(next) = self.0.get(v.0 as usize)
            && *next != v
        {
            v = *next;
        }
        v
    }

    /// Lets `by`, which is known wherever `v` is used, stand for it.
    fn put(&mut self, v: Val, by: Val) {
        let by = self.now(by);
        debug_assert!(by != v);
        self.0[v.0 as usize] = by;
    }

    fn apply(self, unit: &mut Unit) {
        if self.0.iter().enumerate().any(|(v, by)| by.0 as usize != v) {
            unit.rewrite(|v| self.now(v));
        }
    }
}
