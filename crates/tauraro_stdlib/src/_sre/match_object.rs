//! `re.Match`: what a pattern found.
//!
//! The spans of the groups are kept as byte offsets into the subject. They are numbers, so they
//! stand in the object itself, or in a bytes object beside it if there are many.

use super::engine::Span;
use super::pattern::{Pattern, Walk};
use super::source::Source;
use super::{read_only, substitute};
use crate::kinds;
use tauraro_core::heap::{Gc, HasKindInfo, Link, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Bytes, Dict, GetSetDef, Tuple, TypeFlags};
use tauraro_core::{PyResult, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::iterable::generic_alias;

/// Groups, the whole match included, whose spans stand in the object.
const INLINE_GROUPS: usize = 4;

/// A span that is not set.
const UNSET: Span = Span { start: usize::MAX, end: usize::MAX };

pub(super) struct Match {
    /// The subject.
    string: Slot,
    pattern: Gc<Pattern>,
    /// `regs`, once somebody asked for it.
    regs: Slot,
    pos: usize,
    endpos: usize,
    lastindex: usize,
    spans: [Span; INLINE_GROUPS],
    /// Spans of the other groups, as pairs of native numbers.
    more: Link<Bytes>,
}

payload!(Match, kinds::SRE_MATCH, "re.Match", [string, pattern, regs, more]);

/// The match that a walk has just found at `span`.
pub(super) fn new(vm: &mut Vm, walk: &Walk, span: Span) -> PyResult<Gc<Match>> {
    let groups = walk.pattern.program.groups() as usize;
    let mut spans = [UNSET; INLINE_GROUPS];
    for (group, place) in spans.iter_mut().enumerate().take(groups + 1) {
        *place = walk.group(span, group).unwrap_or(UNSET);
    }
    let mut more = None;
    if groups >= INLINE_GROUPS {
        let rest = (INLINE_GROUPS..=groups).map(|group| walk.group(span, group).unwrap_or(UNSET));
        let bytes: Vec<u8> = rest.flat_map(|s| [s.start.to_ne_bytes(), s.end.to_ne_bytes()]).flatten().collect();
        more = Some(vm.new_bytes(&bytes)?);
    }
    let payload = Match {
        string: Slot::new(walk.source.object),
        pattern: walk.pattern,
        regs: Slot::new(Value::UNBOUND),
        pos: walk.limits.0,
        endpos: walk.limits.1,
        lastindex: walk.scratch.lastindex(),
        spans,
        more: Link::new(more),
    };
    let shape = walk.pattern.match_type.root_shape.get();
    Ok(vm.alloc(shape, payload))
}

impl Match {
    /// Groups, the whole match included.
    fn count(&self) -> usize {
        self.pattern.program.groups() as usize + 1
    }

    /// Where a group (from 0) stands, in byte offsets.
    fn span(&self, group: usize) -> Option<Span> {
        let span = match self.spans.get(group) {
            Some(span) => *span,
            None => self.distant_span(group - INLINE_GROUPS)?,
        };
        (span != UNSET).then_some(span)
    }

    fn distant_span(&self, at: usize) -> Option<Span> {
        const WORD: usize = size_of::<usize>();
        let more = self.more.get()?;
        let number = |word: usize| {
            let bytes = more.as_bytes().get(word * WORD..(word + 1) * WORD)?;
            bytes.try_into().ok().map(usize::from_ne_bytes)
        };
        Some(Span { start: number(2 * at)?, end: number(2 * at + 1)? })
    }

    /// The number of the group that an argument names. Raises IndexError.
    fn group_number(&self, vm: &mut Vm, group: Value) -> PyResult<usize> {
        let number = if vm.type_of(group).slots.index.get().is_some() {
            Some(vm.index_clamped(group)?)
        } else {
            self.pattern.groupindex.get(vm, group)?.and_then(|number| number.as_i64())
        };
        match number.and_then(|number| usize::try_from(number).ok()) {
            Some(number) if number < self.count() => Ok(number),
            _ => Err(vm.index_error("no such group")),
        }
    }

    /// `group_number` of an optional argument, by default the whole match.
    fn optional_number(&self, vm: &mut Vm, group: Option<Value>) -> PyResult<usize> {
        match group {
            Some(group) => self.group_number(vm, group),
            None => Ok(0),
        }
    }

    /// The text of a group, `unset` if it has none.
    pub(super) fn text(&self, vm: &mut Vm, group: usize, unset: Value) -> PyResult {
        let Some(span) = self.span(group) else { return Ok(unset) };
        let source = Source::open(vm, self.string.get())?;
        let text = source.slice(vm, span);
        source.close(vm);
        text
    }

    /// Where a group stands in items of the subject, (-1, -1) if nowhere.
    fn positions(&self, vm: &mut Vm, group: usize) -> PyResult<(Value, Value)> {
        let Some(span) = self.span(group) else { return Ok((Value::small(-1), Value::small(-1))) };
        let (start, end) = match self.string.get().cast::<tauraro_core::Str>() {
            Some(text) => (text.char_index(vm, span.start), text.char_index(vm, span.end)),
            None => (span.start, span.end),
        };
        Ok((vm.new_uint(start as u64), vm.new_uint(end as u64)))
    }
}

/// The text of the whole match or of a group, or a tuple of several groups' texts.
#[pyfunction("Match.group($self, /, *args)")]
fn group(vm: &mut Vm, this: Gc<Match>, args: &[Value]) -> PyResult {
    match *args {
        [] => this.text(vm, 0, Value::NONE),
        [one] => {
            let group = this.group_number(vm, one)?;
            this.text(vm, group, Value::NONE)
        }
        _ => {
            let texts = vm.new_list_with_capacity(args.len())?;
            for arg in args {
                let group = this.group_number(vm, *arg)?;
                let text = this.text(vm, group, Value::NONE)?;
                texts.push(vm, text)?;
            }
            vm.new_tuple_of_slots(texts.items.slots()).map(Gc::value)
        }
    }
}

fn getitem(vm: &mut Vm, v: Value, key: Value) -> PyResult {
    let this: Gc<Match> = this(v);
    let group = this.group_number(vm, key)?;
    this.text(vm, group, Value::NONE)
}

fn this(v: Value) -> Gc<Match> {
    v.cast().expect("slots of Match get matches")
}

/// Where the group's text begins in the string; -1 if the group has none.
#[pyfunction("Match.start($self, group=0, /)")]
fn start(vm: &mut Vm, this: Gc<Match>, group: Option<Value>) -> PyResult {
    let group = this.optional_number(vm, group)?;
    this.positions(vm, group).map(|positions| positions.0)
}

/// Where the group's text ends in the string; -1 if the group has none.
#[pyfunction("Match.end($self, group=0, /)")]
fn end(vm: &mut Vm, this: Gc<Match>, group: Option<Value>) -> PyResult {
    let group = this.optional_number(vm, group)?;
    this.positions(vm, group).map(|positions| positions.1)
}

fn pair(vm: &mut Vm, this: Gc<Match>, group: usize) -> PyResult {
    let (start, end) = this.positions(vm, group)?;
    vm.new_tuple(&[start, end]).map(Gc::value)
}

/// The tuple of the group's start and end.
#[pyfunction("Match.span($self, group=0, /)")]
fn span(vm: &mut Vm, this: Gc<Match>, group: Option<Value>) -> PyResult {
    let group = this.optional_number(vm, group)?;
    pair(vm, this, group)
}

/// A tuple of the texts of all groups, with the default for those that have none.
#[pyfunction("Match.groups($self, /, default=None)")]
fn groups(vm: &mut Vm, this: Gc<Match>, default: Option<Value>) -> PyResult<Gc<Tuple>> {
    let unset = default.unwrap_or(Value::NONE);
    let texts = vm.new_list_with_capacity(this.count() - 1)?;
    for group in 1..this.count() {
        let text = this.text(vm, group, unset)?;
        texts.push(vm, text)?;
    }
    vm.new_tuple_of_slots(texts.items.slots())
}

/// A dict of the texts of the named groups, with the default for those that have none.
#[pyfunction("Match.groupdict($self, /, default=None)")]
fn groupdict(vm: &mut Vm, this: Gc<Match>, default: Option<Value>) -> PyResult<Gc<Dict>> {
    let unset = default.unwrap_or(Value::NONE);
    let texts = vm.new_dict();
    for (name, number) in this.pattern.groupindex.iter() {
        let group = this.group_number(vm, number)?;
        let text = this.text(vm, group, unset)?;
        texts.set_item(vm, name, text)?;
    }
    Ok(texts)
}

/// The template with its references to groups replaced, as `sub` does it.
#[pyfunction("Match.expand($self, /, template)")]
fn expand(vm: &mut Vm, this: Gc<Match>, template: Value) -> PyResult {
    let template = substitute::compile_template(vm, this.pattern, template)?;
    let is_text = this.string.get().is::<tauraro_core::Str>();
    substitute::expand(vm, template, is_text, |vm, group| this.text(vm, group, Value::NONE))
}

/// The match itself: it never changes.
#[pyfunction("Match.__copy__($self, /)")]
fn copy(vm: &mut Vm, this: Gc<Match>) -> Gc<Match> {
    let _ = vm;
    this
}

/// The match itself: it never changes.
#[pyfunction("Match.__deepcopy__($self, memo, /)")]
fn deepcopy(vm: &mut Vm, this: Gc<Match>, memo: Value) -> Gc<Match> {
    let _ = (vm, memo);
    this
}

/// Matches are generic in the type of string that was matched (str or bytes).
#[pyfunction("Match.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    generic_alias(vm, cls, object)
}

/// Characters of the matched text's repr that are shown.
const REPR_CHARS_MAX: usize = 50;

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let this = this(v);
    let (start, end) = this.positions(vm, 0)?;
    let text = this.text(vm, 0, Value::NONE)?;
    let shown: String = vm.repr(text)?.to_string_lossy().chars().take(REPR_CHARS_MAX).collect();
    let (start, end) = (start.as_i64().unwrap_or(-1), end.as_i64().unwrap_or(-1));
    vm.new_str(&format!("<re.Match object; span=({start}, {end}), match={shown}>")).map(Gc::value)
}

/// All spans as a tuple, made once.
fn regs(vm: &mut Vm, v: Value) -> PyResult {
    let this = this(v);
    if let Some(regs) = this.regs.get().bound() {
        return Ok(regs);
    }
    let pairs = vm.new_list_with_capacity(this.count())?;
    for group in 0..this.count() {
        let pair = pair(vm, this, group)?;
        pairs.push(vm, pair)?;
    }
    let regs = vm.new_tuple_of_slots(pairs.items.slots())?.value();
    this.set(&this.regs, regs);
    Ok(regs)
}

static GETSET: &[GetSetDef] = &[
    GetSetDef {
        name: "string",
        doc: "The string that was matched.",
        get: |_, v| Ok(this(v).string.get()),
        set: Some(read_only),
    },
    GetSetDef {
        name: "re",
        doc: "The pattern that matched.",
        get: |_, v| Ok(this(v).pattern.value()),
        set: Some(read_only),
    },
    GetSetDef {
        name: "pos",
        doc: "Where the search began in the string.",
        get: |vm, v| Ok(vm.new_uint(this(v).pos as u64)),
        set: Some(read_only),
    },
    GetSetDef {
        name: "endpos",
        doc: "Where the string was taken to end.",
        get: |vm, v| Ok(vm.new_uint(this(v).endpos as u64)),
        set: Some(read_only),
    },
    GetSetDef {
        name: "lastindex",
        doc: "The number of the group that was closed last, or None.",
        get: |vm, v| match this(v).lastindex {
            0 => Ok(Value::NONE),
            group => Ok(vm.new_uint(group as u64)),
        },
        set: None,
    },
    GetSetDef {
        name: "lastgroup",
        doc: "The name of the group that was closed last, or None.",
        get: |_, v| {
            let this = this(v);
            let name = if this.lastindex == 0 { None } else { this.pattern.indexgroup.get(this.lastindex) };
            Ok(name.unwrap_or(Value::NONE))
        },
        set: None,
    },
    GetSetDef { name: "regs", doc: "The spans of the match and of its groups.", get: regs, set: None },
];

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Match",
    module: "re",
    doc: Some("The result of re.match() and re.search().\nMatch objects always have a boolean value of True."),
    kind: Some(Match::INFO),
    flags: TypeFlags::IMMUTABLE.with(TypeFlags::NO_NEW).with(TypeFlags::KEYS_ONLY),
    methods: defs![group, start, end, span, groups, groupdict, expand, copy, deepcopy, class_getitem],
    getset: GETSET,
    slots: |s| {
        s.repr.set(Some(repr));
        s.getitem.set(Some(getitem));
    },
    ..TypeSpec::EMPTY
};
