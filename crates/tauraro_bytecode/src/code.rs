//! Code objects: what the compiler hands to the runtime.

use std::sync::Arc;

use crate::consts::Const;
use crate::operand::{Pc, Reg};
use crate::positions::Positions;

/// The compiled form of one scope. Immutable; the runtime copies `words` to where it may rewrite
/// them.
///
/// The window of a frame has `n_registers` registers: first the `locals` in their order, then
/// temporaries. Parameters come first among the locals in the order of `co_varnames`:
/// positional, keyword-only, `*args`, `**kwargs`; then other locals; then cells that are no
/// parameters (`co_cellvars`); then free variables (`co_freevars`).
#[derive(Clone, Debug)]
pub struct Code {
    /// `co_name`
    pub name: Box<str>,
    /// `co_qualname`
    pub qualname: Box<str>,
    /// `co_filename`
    pub filename: Arc<str>,
    /// `co_firstlineno`
    pub first_line: u32,
    /// `co_argcount`: positional parameters, positional-only ones included.
    pub arg_count: u32,
    /// `co_posonlyargcount`
    pub posonly_count: u32,
    /// `co_kwonlyargcount`
    pub kwonly_count: u32,
    /// `co_flags`
    pub flags: CodeFlags,
    /// The named registers.
    pub locals: Vec<Local>,
    /// `co_names`: globals, attributes, names of class and module scopes, imports.
    pub names: Vec<Box<str>>,
    /// `co_consts`; the docstring is the first if `HAS_DOCSTRING` is set.
    pub consts: Vec<Const>,
    /// The instructions.
    pub words: Vec<u64>,
    /// Size of the window.
    pub n_registers: u32,
    /// Exception table, sorted by `start`; ranges do not overlap.
    pub handlers: Vec<Handler>,
    /// Source positions.
    pub positions: Positions,
}

/// A named register.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Local {
    /// Name in the source (mangled if private).
    pub name: Box<str>,
    /// What the register holds.
    pub kind: LocalKind,
}

/// What a named register holds, as a set of bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LocalKind(pub u8);

impl LocalKind {
    /// A local variable or parameter (`co_varnames`).
    pub const LOCAL: LocalKind = LocalKind(1);
    /// A cell that this code makes (`co_cellvars`); with `LOCAL` it is a parameter too.
    pub const CELL: LocalKind = LocalKind(2);
    /// A cell of the closure (`co_freevars`).
    pub const FREE: LocalKind = LocalKind(4);
    /// The target of an inlined comprehension in a class or module scope: visible to `locals()`
    /// only while it is bound, absent from `co_varnames`.
    pub const HIDDEN: LocalKind = LocalKind(8);

    /// Whether all bits of `other` are set.
    #[must_use]
    pub const fn has(self, other: LocalKind) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets.
    #[must_use]
    pub const fn with(self, other: LocalKind) -> LocalKind {
        LocalKind(self.0 | other.0)
    }
}

/// A range of words and what to do with an exception raised by an instruction that starts in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handler {
    /// First word.
    pub start: Pc,
    /// Word after the last.
    pub end: Pc,
    /// Where to go on.
    pub target: Pc,
    /// The register that receives the exception.
    pub exc: Reg,
}

/// `co_flags`
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CodeFlags(pub u32);

impl CodeFlags {
    /// Locals are registers, no namespace dict.
    pub const OPTIMIZED: CodeFlags = CodeFlags(0x1);
    /// A call makes a new namespace.
    pub const NEWLOCALS: CodeFlags = CodeFlags(0x2);
    /// Has `*args`.
    pub const VARARGS: CodeFlags = CodeFlags(0x4);
    /// Has `**kwargs`.
    pub const VARKEYWORDS: CodeFlags = CodeFlags(0x8);
    /// Is nested in a function.
    pub const NESTED: CodeFlags = CodeFlags(0x10);
    /// A generator function.
    pub const GENERATOR: CodeFlags = CodeFlags(0x20);
    /// A coroutine function.
    pub const COROUTINE: CodeFlags = CodeFlags(0x80);
    /// A generator that may be awaited (`types.coroutine`).
    pub const ITERABLE_COROUTINE: CodeFlags = CodeFlags(0x100);
    /// An asynchronous generator function.
    pub const ASYNC_GENERATOR: CodeFlags = CodeFlags(0x200);
    /// `from __future__ import barry_as_FLUFL`
    pub const FUTURE_BARRY_AS_BDFL: CodeFlags = CodeFlags(0x40_0000);
    /// `from __future__ import generator_stop`
    pub const FUTURE_GENERATOR_STOP: CodeFlags = CodeFlags(0x80_0000);
    /// `from __future__ import annotations`
    pub const FUTURE_ANNOTATIONS: CodeFlags = CodeFlags(0x100_0000);
    /// The first constant is the docstring.
    pub const HAS_DOCSTRING: CodeFlags = CodeFlags(0x400_0000);
    /// A function defined in a class body.
    pub const METHOD: CodeFlags = CodeFlags(0x800_0000);

    /// Whether all bits of `other` are set.
    #[must_use]
    pub const fn has(self, other: CodeFlags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Adds the bits of `other`.
    pub fn insert(&mut self, other: CodeFlags) {
        self.0 |= other.0;
    }
}

impl Code {
    fn locals_with(&self, kind: LocalKind) -> impl Iterator<Item = &str> {
        self.locals.iter().filter(move |local| local.kind.has(kind)).map(|local| &*local.name)
    }

    /// `co_varnames`
    pub fn varnames(&self) -> impl Iterator<Item = &str> {
        self.locals_with(LocalKind::LOCAL)
    }

    /// `co_cellvars`
    pub fn cellvars(&self) -> impl Iterator<Item = &str> {
        self.locals_with(LocalKind::CELL)
    }

    /// `co_freevars`
    pub fn freevars(&self) -> impl Iterator<Item = &str> {
        self.locals_with(LocalKind::FREE)
    }

    /// Registers that hold parameters, `*args` and `**kwargs` included.
    #[must_use]
    pub fn n_parameters(&self) -> u32 {
        self.arg_count
            + self.kwonly_count
            + u32::from(self.flags.has(CodeFlags::VARARGS))
            + u32::from(self.flags.has(CodeFlags::VARKEYWORDS))
    }

    /// The handler for an exception raised by the instruction at `at`.
    #[must_use]
    pub fn handler(&self, at: Pc) -> Option<&Handler> {
        let index = self.handlers.partition_point(|handler| handler.start <= at);
        let handler = self.handlers.get(index.checked_sub(1)?)?;
        (at < handler.end).then_some(handler)
    }

    /// The docstring, a str constant.
    #[must_use]
    pub fn doc(&self) -> Option<&Const> {
        if self.flags.has(CodeFlags::HAS_DOCSTRING) { self.consts.first() } else { None }
    }
}
