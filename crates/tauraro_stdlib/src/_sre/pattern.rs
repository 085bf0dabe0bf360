//! `re.Pattern`: a compiled regular expression.

use super::engine::{FLAG_ASCII, FLAG_LOCALE, FLAG_UNICODE, Mode, Program, Scratch, Span, Window};
use super::match_object::{self, Match};
use super::scanner;
use super::source::Source;
use super::{read_only, types};
use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, Dict, GetSetDef, List, Tuple, TypeFlags};
use tauraro_core::{PyResult, Type, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::iterable::{generic_alias, poll};

pub(super) struct Pattern {
    /// What was compiled: a str, a bytes-like object or None.
    pub(super) pattern: Slot,
    /// Numbers of the named groups.
    pub(super) groupindex: Gc<Dict>,
    /// Names of the groups by number, None where there is none.
    pub(super) indexgroup: Gc<Tuple>,
    /// `re.Match`: here because each match needs it.
    pub(super) match_type: Gc<Type>,
    pub(super) flags: i64,
    /// Which kind of subject it is for; `None`: either.
    pub(super) is_bytes: Option<bool>,
    pub(super) codes: Box<[u32]>,
    pub(super) program: Program,
    /// The engine's memory, while no match is running.
    pub(super) scratch: Cell<Option<Box<Scratch>>>,
}

payload!(Pattern, kinds::SRE_PATTERN, "re.Pattern", [pattern, groupindex, indexgroup, match_type]);

fn this(v: Value) -> Gc<Pattern> {
    v.cast().expect("slots of Pattern get patterns")
}

/// A subject that a pattern walks over: opened, with the engine's memory at hand.
pub(super) struct Walk {
    pub(super) pattern: Gc<Pattern>,
    pub(super) source: Source,
    pub(super) scratch: Box<Scratch>,
    pub(super) window: Window,
    /// The window in items, as match objects show it.
    pub(super) limits: (usize, usize),
}

impl Walk {
    /// Opens `string` from `pos` to `endpos`, which are clamped to its length.
    pub(super) fn open(vm: &mut Vm, pattern: Gc<Pattern>, string: Value, pos: i64, endpos: i64) -> PyResult<Walk> {
        let source = Source::open_for(vm, pattern.is_bytes, string)?;
        let whole = (0, source.bytes().len());
        let (limits, (from, to)) = if pos <= 0 && endpos >= whole.1 as i64 {
            // The common case needs no positions of characters, but for showing the end.
            ((0, source.len(vm)), whole)
        } else {
            let len = source.len(vm);
            let clamp = |at: i64| usize::try_from(at).unwrap_or(0).min(len);
            let limits = (clamp(pos), clamp(endpos));
            (limits, (source.byte_offset(vm, limits.0), source.byte_offset(vm, limits.1)))
        };
        let scratch = pattern.scratch.take().unwrap_or_default();
        Ok(Walk { pattern, source, scratch, window: Window::new(from, to), limits })
    }

    pub(super) fn close(self, vm: &mut Vm) {
        self.pattern.scratch.set(Some(self.scratch));
        self.source.close(vm);
    }

    /// Runs `f` with the opened subject and closes it after that, come what may.
    pub(super) fn over<T>(
        vm: &mut Vm,
        pattern: Gc<Pattern>,
        string: Value,
        bounds: (Option<i64>, Option<i64>),
        f: impl FnOnce(&mut Vm, &mut Walk) -> PyResult<T>,
    ) -> PyResult<T> {
        let (pos, endpos) = (bounds.0.unwrap_or(0), bounds.1.unwrap_or(i64::MAX));
        let mut walk = Walk::open(vm, pattern, string, pos, endpos)?;
        let result = f(vm, &mut walk);
        walk.close(vm);
        result
    }

    /// The next match; the window moves behind it.
    #[inline]
    pub(super) fn next(&mut self, vm: &mut Vm, mode: Mode) -> PyResult<Option<Span>> {
        let found = self.source.find(vm, &self.pattern.program, mode, self.window, &mut self.scratch)?;
        if let Some(span) = found {
            self.window = self.window.after(span);
        }
        Ok(found)
    }

    /// Where a group (from 0) of the match found last stands.
    pub(super) fn group(&self, span: Span, group: usize) -> Option<Span> {
        match group {
            0 => Some(span),
            _ => self.scratch.group(group).map(|(start, end)| Span { start, end }),
        }
    }

    /// The text of a group of the match found last, `unset` if it has none.
    fn group_text(&self, vm: &mut Vm, group: usize, unset: Value) -> PyResult {
        match self.scratch.group(group) {
            Some((start, end)) => self.source.slice(vm, Span { start, end }),
            None => Ok(unset),
        }
    }
}

fn one(
    vm: &mut Vm,
    this: Gc<Pattern>,
    mode: Mode,
    string: Value,
    bounds: (Option<i64>, Option<i64>),
) -> PyResult<Option<Gc<Match>>> {
    Walk::over(vm, this, string, bounds, |vm, walk| match walk.next(vm, mode)? {
        Some(span) => match_object::new(vm, walk, span).map(Some),
        None => Ok(None),
    })
}

/// A match object if the pattern matches at the beginning of the string.
#[pyfunction("Pattern.match($self, /, string, pos=0, endpos=sys.maxsize)")]
fn match_(
    vm: &mut Vm,
    this: Gc<Pattern>,
    string: Value,
    pos: Option<i64>,
    endpos: Option<i64>,
) -> PyResult<Option<Gc<Match>>> {
    one(vm, this, Mode::Match, string, (pos, endpos))
}

/// A match object if the pattern matches the whole string.
#[pyfunction("Pattern.fullmatch($self, /, string, pos=0, endpos=sys.maxsize)")]
fn fullmatch(
    vm: &mut Vm,
    this: Gc<Pattern>,
    string: Value,
    pos: Option<i64>,
    endpos: Option<i64>,
) -> PyResult<Option<Gc<Match>>> {
    one(vm, this, Mode::FullMatch, string, (pos, endpos))
}

/// The match object of the first place where the pattern matches.
#[pyfunction("Pattern.search($self, /, string, pos=0, endpos=sys.maxsize)")]
fn search(
    vm: &mut Vm,
    this: Gc<Pattern>,
    string: Value,
    pos: Option<i64>,
    endpos: Option<i64>,
) -> PyResult<Option<Gc<Match>>> {
    one(vm, this, Mode::Search, string, (pos, endpos))
}

/// A list of all matches that do not overlap: their texts, or those of their groups.
#[pyfunction("Pattern.findall($self, /, string, pos=0, endpos=sys.maxsize)")]
fn findall(vm: &mut Vm, this: Gc<Pattern>, string: Value, pos: Option<i64>, endpos: Option<i64>) -> PyResult<Gc<List>> {
    Walk::over(vm, this, string, (pos, endpos), |vm, walk| {
        let found = vm.new_list(&[])?;
        let empty = walk.source.empty(vm)?;
        let groups = this.program.groups() as usize;
        while let Some(span) = walk.next(vm, Mode::Search)? {
            let item = match groups {
                0 => walk.source.slice(vm, span)?,
                1 => walk.group_text(vm, 1, empty)?,
                _ => {
                    let texts = vm.new_list_with_capacity(groups)?;
                    for group in 1..=groups {
                        let text = walk.group_text(vm, group, empty)?;
                        texts.push(vm, text)?;
                    }
                    vm.new_tuple_of_slots(texts.items.slots())?.value()
                }
            };
            found.push(vm, item)?;
            poll(vm)?;
        }
        Ok(found)
    })
}

/// The parts of the string between matches, and the groups of these.
#[pyfunction("Pattern.split($self, /, string, maxsplit=0)")]
fn split(vm: &mut Vm, this: Gc<Pattern>, string: Value, maxsplit: Option<i64>) -> PyResult<Gc<List>> {
    let most = maxsplit.unwrap_or(0);
    Walk::over(vm, this, string, (None, None), |vm, walk| {
        let parts = vm.new_list(&[])?;
        let (mut last, mut count) = (0, 0);
        while most == 0 || count < most {
            let Some(span) = walk.next(vm, Mode::Search)? else { break };
            let part = walk.source.slice(vm, Span { start: last, end: span.start })?;
            parts.push(vm, part)?;
            for group in 1..=this.program.groups() as usize {
                let text = walk.group_text(vm, group, Value::NONE)?;
                parts.push(vm, text)?;
            }
            last = span.end;
            count += 1;
            poll(vm)?;
        }
        let part = walk.source.slice(vm, Span { start: last, end: walk.window.endpos })?;
        parts.push(vm, part)?;
        Ok(parts)
    })
}

/// An iterator of the match objects of all matches that do not overlap.
#[pyfunction("Pattern.finditer($self, /, string, pos=0, endpos=sys.maxsize)")]
fn finditer(vm: &mut Vm, this: Gc<Pattern>, string: Value, pos: Option<i64>, endpos: Option<i64>) -> PyResult {
    let scanner = scanner::new(vm, this, string, (pos, endpos))?;
    let search = vm.getattr_str(scanner.value(), "search")?;
    tauraro_objects::callable_iterator::new_callable_iterator(vm, search, Value::NONE).map(Gc::value)
}

/// An object that matches again and again, each time from the end of the last match.
#[pyfunction("Pattern.scanner($self, /, string, pos=0, endpos=sys.maxsize)")]
fn scanner_(vm: &mut Vm, this: Gc<Pattern>, string: Value, pos: Option<i64>, endpos: Option<i64>) -> PyResult {
    scanner::new(vm, this, string, (pos, endpos)).map(Gc::value)
}

/// The string with the matches replaced, by a template or by what a function of the match returns.
#[pyfunction("Pattern.sub($self, /, repl, string, count=0)")]
fn sub(vm: &mut Vm, this: Gc<Pattern>, repl: Value, string: Value, count: Option<i64>) -> PyResult {
    super::substitute::substitute(vm, this, repl, string, count.unwrap_or(0)).map(|done| done.0)
}

/// As `sub`, but a tuple of the new string and the number of replacements.
#[pyfunction("Pattern.subn($self, /, repl, string, count=0)")]
fn subn(vm: &mut Vm, this: Gc<Pattern>, repl: Value, string: Value, count: Option<i64>) -> PyResult<Gc<Tuple>> {
    let (text, made) = super::substitute::substitute(vm, this, repl, string, count.unwrap_or(0))?;
    let made = vm.new_int(made);
    vm.new_tuple(&[text, made])
}

/// The pattern itself: it never changes.
#[pyfunction("Pattern.__copy__($self, /)")]
fn copy(vm: &mut Vm, this: Gc<Pattern>) -> Gc<Pattern> {
    let _ = vm;
    this
}

/// The pattern itself: it never changes.
#[pyfunction("Pattern.__deepcopy__($self, memo, /)")]
fn deepcopy(vm: &mut Vm, this: Gc<Pattern>, memo: Value) -> Gc<Pattern> {
    let _ = (vm, memo);
    this
}

/// Patterns are generic in the type of string they are for (str or bytes).
#[pyfunction("Pattern.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    generic_alias(vm, cls, object)
}

/// Names of the flags, from the lowest bit of each on.
const FLAG_NAMES: [(i64, &str); 8] = [
    (2, "re.IGNORECASE"),
    (4, "re.LOCALE"),
    (8, "re.MULTILINE"),
    (16, "re.DOTALL"),
    (32, "re.UNICODE"),
    (64, "re.VERBOSE"),
    (128, "re.DEBUG"),
    (256, "re.ASCII"),
];

/// Characters of the pattern's repr that are shown.
const REPR_CHARS_MAX: usize = 200;

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let this = this(v);
    let mut flags = this.flags;
    let types_of_text = i64::from(FLAG_LOCALE | FLAG_UNICODE | FLAG_ASCII);
    // What a str pattern has anyway is not shown.
    if this.is_bytes == Some(false) && flags & types_of_text == i64::from(FLAG_UNICODE) {
        flags &= !i64::from(FLAG_UNICODE);
    }
    let mut names = Vec::new();
    for (flag, name) in FLAG_NAMES {
        if flags & flag != 0 {
            names.push(name.to_owned());
            flags &= !flag;
        }
    }
    if flags != 0 {
        names.push(format!("{:#x}", flags as u32));
    }
    let shown: String = vm.repr(this.pattern.get())?.to_string_lossy().chars().take(REPR_CHARS_MAX).collect();
    let flags = names.join("|");
    let separator = if flags.is_empty() { "" } else { ", " };
    vm.new_str(&format!("re.compile({shown}{separator}{flags})")).map(Gc::value)
}

fn hash(vm: &mut Vm, v: Value) -> PyResult<i64> {
    let this = this(v);
    let pattern = vm.hash(this.pattern.get())?;
    let mixed = this.codes.iter().fold(pattern ^ this.flags, |hash, &word| {
        (hash.rotate_left(5) ^ i64::from(word)).wrapping_mul(0x517c_c1b7_2722_0a95)
    });
    Ok(if mixed == -1 { -2 } else { mixed })
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (a.cast::<Pattern>(), b.cast::<Pattern>()) else { return Ok(Value::NOT_IMPLEMENTED) };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal = a == b
        || a.flags == b.flags
            && a.is_bytes == b.is_bytes
            && a.program.groups() == b.program.groups()
            && a.codes == b.codes
            && vm.eq(a.pattern.get(), b.pattern.get())?;
    Ok(Value::bool(equal == (op == CompareOp::Eq)))
}

static GETSET: &[GetSetDef] = &[
    GetSetDef {
        name: "pattern",
        doc: "The pattern string from which the object was compiled.",
        get: |_, v| Ok(this(v).pattern.get()),
        set: Some(read_only),
    },
    GetSetDef {
        name: "flags",
        doc: "The flags, those in the pattern included.",
        get: |vm, v| Ok(vm.new_int(this(v).flags)),
        set: Some(read_only),
    },
    GetSetDef {
        name: "groups",
        doc: "The number of capturing groups.",
        get: |vm, v| Ok(vm.new_int(i64::from(this(v).program.groups()))),
        set: Some(read_only),
    },
    GetSetDef {
        name: "groupindex",
        doc: "The numbers of the named groups.",
        get: |vm, v| {
            let proxy = vm.types.mappingproxy.value();
            vm.call(proxy, &[this(v).groupindex.value()])
        },
        set: None,
    },
];

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Pattern",
    module: "re",
    doc: Some("Compiled regular expression object."),
    kind: Some(Pattern::INFO),
    flags: TypeFlags::IMMUTABLE.with(TypeFlags::NO_NEW),
    weakrefs: true,
    methods: defs![
        match_,
        fullmatch,
        search,
        sub,
        subn,
        findall,
        split,
        finditer,
        scanner_,
        copy,
        deepcopy,
        class_getitem
    ],
    getset: GETSET,
    slots: |s| {
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
    },
    ..TypeSpec::EMPTY
};

/// A pattern object.
pub(super) fn new(vm: &mut Vm, payload: Pattern) -> Gc<Pattern> {
    let shape = types(vm).pattern.root_shape.get();
    vm.alloc(shape, payload)
}
