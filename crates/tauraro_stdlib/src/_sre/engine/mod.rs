//! The engine behind `re`: matches the programs that the library's `re/_compiler.py` makes.
//!
//! A [`Program`] is made from code words once and is then matched against bytes or text; the
//! semantics, down to what groups hold after backtracking, are those of CPython's `_sre`.
//! The way of a pattern:
//!
//! ```text
//! code words -> parse -> tree -> facts -> lower -> Code  (narrow: one byte per character)
//!                                            \--> Code  (wide: WTF-8)
//! subject -> prefilter (where may a match start?) -> exec (the backtracking machine)
//! ```
//!
//! The module knows nothing of Python objects: positions are byte offsets, groups are spans in
//! a [`Scratch`], and the caller's wishes (signals, memory limits) come through [`Host`].

mod byteset;
mod class;
mod code;
mod constants;
mod exec;
mod facts;
mod groups;
mod lower;
mod parse;
mod prefilter;
mod runs;
mod text;
mod tree;
mod unicode;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

pub(crate) use constants::{CODESIZE, FLAG_ASCII, FLAG_LOCALE, FLAG_UNICODE, MAGIC, MAXGROUPS, MAXREPEAT};
pub use exec::{Host, Interrupt, Scratch};
pub use parse::InvalidCode;
pub use unicode::{ascii_iscased, ascii_tolower, unicode_iscased, unicode_tolower};

use unicode::Locale;

use code::Code;
use exec::{Matcher, NONE, Request};
use tree::Tree;

/// What a program is matched against.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    Bytes(&'a [u8]),
    /// A string's WTF-8 bytes; `ascii` if all of them are below 128.
    Text {
        wtf8: &'a [u8],
        ascii: bool,
    },
}

impl<'a> Subject<'a> {
    fn parts(self) -> (&'a [u8], bool) {
        match self {
            Subject::Bytes(bytes) => (bytes, false),
            Subject::Text { wtf8, ascii } => (wtf8, !ascii),
        }
    }
}

/// The part of a subject to look at, in byte offsets on character boundaries. What stands
/// before `pos` is still seen by `^`, `\b` and lookbehinds; the subject ends at `endpos`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub pos: usize,
    pub endpos: usize,
    /// A match that begins at `pos` must not be empty: the rule that lets `finditer`, `sub`
    /// and `split` find an empty match only where no match has just ended at the same place.
    pub must_advance: bool,
}

impl Window {
    pub fn new(pos: usize, endpos: usize) -> Window {
        Window { pos, endpos, must_advance: false }
    }

    /// The window for the match after `found`.
    pub fn after(self, found: Span) -> Window {
        Window { pos: found.end, must_advance: found.start == found.end, ..self }
    }
}

/// The whole match, in byte offsets. The groups are in the `Scratch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// Where a match may begin and must end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Anywhere from `window.pos` on.
    Search,
    /// At `window.pos`.
    Match,
    /// From `window.pos` to `window.endpos`.
    FullMatch,
}

/// A compiled pattern. It is made ready for a kind of subject when it first meets one.
pub struct Program {
    tree: Tree,
    locale: Box<Locale>,
    narrow: OnceLock<Code>,
    wide: OnceLock<Code>,
}

impl Program {
    /// Checks the code words of a pattern with so many groups (the whole match not counted).
    pub fn new(codes: &[u32], groups: u32) -> Result<Program, InvalidCode> {
        if groups > MAXGROUPS {
            return Err(InvalidCode);
        }
        Ok(Program {
            tree: parse::parse(codes, groups)?,
            locale: Box::new(Locale::c()),
            narrow: OnceLock::new(),
            wide: OnceLock::new(),
        })
    }

    pub fn groups(&self) -> u32 {
        self.tree.groups
    }

    /// The first match in the window, if there is one.
    pub fn find(
        &self,
        mode: Mode,
        subject: Subject<'_>,
        window: Window,
        scratch: &mut Scratch,
        host: &mut dyn Host,
    ) -> Result<Option<Span>, Interrupt> {
        let (bytes, wide) = subject.parts();
        let Some(s) = bytes.get(..window.endpos).filter(|s| window.pos <= s.len()) else {
            return Ok(None);
        };
        let request = Request { start: window.pos, full: mode == Mode::FullMatch, must_advance: window.must_advance };
        let once = if wide { &self.wide } else { &self.narrow };
        let code = once.get_or_init(|| lower::lower(&self.tree, wide, &self.locale));
        if wide {
            run(&mut Matcher::<true>::new(code, s, request, scratch, host)?, mode)
        } else {
            run(&mut Matcher::<false>::new(code, s, request, scratch, host)?, mode)
        }
    }
}

#[inline(always)]
fn run<const WIDE: bool>(matcher: &mut Matcher<'_, WIDE>, mode: Mode) -> Result<Option<Span>, Interrupt> {
    let end = if mode == Mode::Search { matcher.search()? } else { matcher.match_here()? };
    Ok((end != NONE).then_some(Span { start: matcher.start, end }))
}
