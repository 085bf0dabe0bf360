//! The program that the matcher runs: an array of operations that name their successor, with
//! larger operands in side tables. It is made from the tree once for subjects whose characters
//! are bytes ("narrow": bytes objects and ASCII text) and once for WTF-8 text ("wide"),
//! because literals, sets of first bytes and the length of a character differ.

use super::class::{Class, Fold};
use super::prefilter::Prefilter;
use super::unicode::Locale;

/// Index of an operation in `Code::ops`.
pub(crate) type Pc = u32;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Op {
    Fail,
    /// The whole pattern has matched.
    Match,
    Byte {
        byte: u8,
        next: Pc,
    },
    /// `Code::bytes[start..start + len]`.
    Literal {
        start: u32,
        len: u32,
        next: Pc,
    },
    /// Any character but a newline.
    Any {
        next: Pc,
    },
    AnyAll {
        next: Pc,
    },
    Class {
        class: u32,
        next: Pc,
    },
    At {
        at: AtOp,
        next: Pc,
    },
    Word {
        class: u32,
        boundary: bool,
        next: Pc,
    },
    /// Sets a group's start (even) or end (odd).
    Mark {
        mark: u32,
        next: Pc,
    },
    /// Goes on at `first` and, if that fails, at `second`.
    Split {
        first: Pc,
        second: Pc,
    },
    /// `Split`, without those ways that the next byte rules out.
    Peek {
        peek: u32,
        first: Pc,
        second: Pc,
    },
    /// Tries the alternatives in the list that the next byte selects.
    Branch {
        dispatch: u32,
    },
    RunGreedy {
        run: u32,
    },
    RunLazy {
        run: u32,
    },
    /// Takes all it can; nothing would be won by giving back, or the pattern forbids it.
    RunAll {
        run: u32,
    },
    /// A group of nothing but a run: `RunAll` with its marks.
    CaptureAll {
        run: u32,
        group: u32,
    },
    /// Starts a counted loop: its registers are saved and reset.
    LoopInit {
        slot: u32,
        next: Pc,
    },
    /// Stands before and after every iteration of a counted loop.
    LoopGreedy {
        counted: u32,
    },
    LoopLazy {
        counted: u32,
    },
    LoopPossessive {
        counted: u32,
    },
    /// The head of a possessive loop that needs no register.
    LoopSimple {
        peek: u32,
        body: Pc,
        exit: Pc,
    },
    /// An iteration of a possessive loop is complete and keeps no choices.
    LoopCut {
        pure: bool,
        next: Pc,
    },
    Look {
        look: u32,
    },
    /// A positive assertion's body has matched.
    LookEnd {
        pure: bool,
        next: Pc,
    },
    /// A negative assertion's body has matched, so the assertion fails.
    LookFail,
    /// The literal stands, or does not stand, after or before the position.
    LookLiteral {
        start: u32,
        len: u32,
        behind: bool,
        negative: bool,
        next: Pc,
    },
    /// One character beside the position is, or is not, in the class.
    LookUnit {
        class: u32,
        behind: bool,
        negative: bool,
        next: Pc,
    },
    Atomic {
        next: Pc,
    },
    /// An atomic group's body has matched and keeps no choices.
    Cut {
        pure: bool,
        next: Pc,
    },
    BackRef {
        group: u32,
        fold: Fold,
        next: Pc,
    },
    Cond {
        group: u32,
        yes: Pc,
        no: Pc,
    },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum AtOp {
    Beginning,
    BeginningLine,
    End,
    EndLine,
    EndString,
}

/// The character that a run repeats, in the form that scans fastest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Unit {
    Fail,
    AnyAll,
    /// One single-byte character.
    Byte(u8),
    /// Everything but one to three single-byte characters; unused entries repeat.
    Not1(u8),
    Not2(u8, u8),
    Not3(u8, u8, u8),
    Class(u32),
}

/// What the operation after a run needs to see next; positions that do not have it are
/// passed over without leaving the run's own loop.
#[derive(Clone, Debug)]
pub(crate) enum Follow {
    Anything,
    Byte(u8),
    /// Indexed by byte, or by 256 for the end of the subject.
    Set(Box<[bool; 257]>),
}

/// A repeat of a single character.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) unit: Unit,
    pub(crate) min: usize,
    pub(crate) max: usize,
    pub(crate) follow: Follow,
    pub(crate) next: Pc,
    /// The pattern ends after the run.
    pub(crate) last: bool,
}

/// A repeat that has to count its iterations or to watch for empty ones.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    pub(crate) slot: u32,
    pub(crate) min: usize,
    pub(crate) max: usize,
    pub(crate) body: Pc,
    pub(crate) exit: Pc,
}

/// A lookahead, or a lookbehind that starts `behind` characters before.
#[derive(Clone, Debug)]
pub(crate) struct Look {
    pub(crate) behind: usize,
    pub(crate) negative: bool,
    pub(crate) body: Pc,
    pub(crate) next: Pc,
}

/// Bits of an entry in a `Peek` table.
pub(crate) const PEEK_FIRST: u8 = 1;
pub(crate) const PEEK_SECOND: u8 = 2;

/// Ends a list of alternatives.
pub(crate) const LIST_END: Pc = Pc::MAX;

pub(crate) struct Code {
    pub(crate) ops: Vec<Op>,
    pub(crate) start: Pc,
    /// Literals of more than one byte.
    pub(crate) bytes: Vec<u8>,
    pub(crate) classes: Vec<Class>,
    pub(crate) runs: Vec<Run>,
    pub(crate) counted: Vec<Counted>,
    pub(crate) looks: Vec<Look>,
    pub(crate) peeks: Vec<[u8; 257]>,
    /// For each symbol where in `lists` its alternatives begin.
    pub(crate) dispatches: Vec<[u32; 257]>,
    /// Alternatives in the order of the pattern, each list ended by `LIST_END`.
    pub(crate) lists: Vec<Pc>,
    pub(crate) groups: u32,
    /// Number of counted loops.
    pub(crate) slots: usize,
    /// No match is shorter.
    pub(crate) min_bytes: usize,
    pub(crate) prefilter: Prefilter,
    /// The run that every match begins with, if it has no upper bound and nothing depends on
    /// where it began. A match that failed after it would fail from inside of it as well.
    pub(crate) lead_run: Option<u32>,
    /// For backreferences under `re.LOCALE`; the classes have it worked in.
    pub(crate) locale: Box<Locale>,
}
