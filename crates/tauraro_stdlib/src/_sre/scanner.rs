//! `SRE_Scanner`: a pattern on its way through a string. `finditer` calls its `search` until
//! there is no further match.

use super::engine::{Mode, Window};
use super::match_object::{self, Match};
use super::pattern::{Pattern, Walk};
use super::{read_only, types};
use crate::kinds;
use std::cell::Cell;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, TypeFlags};
use tauraro_core::{PyResult, Value, Vm, defs, payload, pyfunction};

pub(super) struct Scanner {
    pattern: Gc<Pattern>,
    string: Slot,
    limits: (usize, usize),
    /// What is still to be searched; `None`: nothing more will be found.
    window: Cell<Option<Window>>,
}

payload!(Scanner, kinds::SRE_SCANNER, "_sre.SRE_Scanner", [pattern, string]);

pub(super) fn new(
    vm: &mut Vm,
    pattern: Gc<Pattern>,
    string: Value,
    bounds: (Option<i64>, Option<i64>),
) -> PyResult<Gc<Scanner>> {
    let (window, limits) = Walk::over(vm, pattern, string, bounds, |_, walk| Ok((walk.window, walk.limits)))?;
    let payload = Scanner { pattern, string: Slot::new(string), limits, window: Cell::new(Some(window)) };
    let shape = types(vm).scanner.root_shape.get();
    Ok(vm.alloc(shape, payload))
}

fn advance(vm: &mut Vm, this: Gc<Scanner>, mode: Mode) -> PyResult<Option<Gc<Match>>> {
    let Some(window) = this.window.get() else { return Ok(None) };
    Walk::over(vm, this.pattern, this.string.get(), (None, None), |vm, walk| {
        // A buffer may be shorter by now.
        let len = walk.window.endpos;
        walk.window = Window { pos: window.pos.min(len), endpos: window.endpos.min(len), ..window };
        walk.limits = this.limits;
        let found = walk.next(vm, mode)?;
        this.window.set(found.map(|_| walk.window));
        match found {
            Some(span) => match_object::new(vm, walk, span).map(Some),
            None => Ok(None),
        }
    })
}

/// The next match that begins where the last one ended.
#[pyfunction("SRE_Scanner.match($self, /)")]
fn match_(vm: &mut Vm, this: Gc<Scanner>) -> PyResult<Option<Gc<Match>>> {
    advance(vm, this, Mode::Match)
}

/// The next match.
#[pyfunction("SRE_Scanner.search($self, /)")]
fn search(vm: &mut Vm, this: Gc<Scanner>) -> PyResult<Option<Gc<Match>>> {
    advance(vm, this, Mode::Search)
}

static GETSET: &[GetSetDef] = &[GetSetDef {
    name: "pattern",
    doc: "",
    get: |_, v| Ok(v.cast::<Scanner>().map_or(Value::NONE, |this| this.pattern.value())),
    set: Some(read_only),
}];

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "SRE_Scanner",
    module: "_sre",
    kind: Some(Scanner::INFO),
    flags: TypeFlags::IMMUTABLE.with(TypeFlags::NO_NEW),
    methods: defs![match_, search],
    getset: GETSET,
    ..TypeSpec::EMPTY
};
