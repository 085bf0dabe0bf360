//! Taking the items of any iterable: with a direct path for each built-in container, and with
//! the room that its length hint asks for.

use crate::range::Range;
use tauraro_core::heap::{Gc, Slot};
use tauraro_core::object::{IterNextFn, Set};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Dict, List, PyResult, Tuple, Value, Vm};

/// `operator.length_hint(v, default)`.
pub fn length_hint(vm: &mut Vm, v: Value, default: usize) -> PyResult<usize> {
    if vm.type_of(v).slots.len.get().is_some() {
        let result = vm.len(v);
        if let Some(n) = vm.catching(result, vm.exc.type_error)? {
            return Ok(n);
        }
    }
    let result = vm.call_special(v, vm.names.length_hint, &[]);
    let Some(hint) = vm.catching(result, vm.exc.type_error)?.flatten() else { return Ok(default) };
    if hint.is_not_implemented() {
        return Ok(default);
    }
    if hint.as_int().is_none() {
        let text = format!("__length_hint__ must be an integer, not {}", vm.type_name(hint));
        return Err(vm.type_error(text));
    }
    let hint = vm.index_i64(hint)?;
    match usize::try_from(hint) {
        Ok(n) => Ok(n),
        Err(_) => Err(vm.value_error("__length_hint__() should return >= 0")),
    }
}

/// Room that is made when an iterable gives no hint.
const DEFAULT_HINT: usize = 8;

/// Handles signals and the like between two items, where a loop runs natively.
#[inline(always)]
pub fn poll(vm: &mut Vm) -> PyResult<()> {
    vm.safepoint()
}

/// Calls `f` with each item that an iterator still has.
pub fn drain(vm: &mut Vm, iter: Value, mut f: impl FnMut(&mut Vm, Value) -> PyResult<()>) -> PyResult<()> {
    let Some(next): Option<IterNextFn> = vm.type_of(iter).slots.iternext.get() else {
        return vm.next(iter).map(|_| ());
    };
    loop {
        let item = match next(vm, iter) {
            Err(raised) => vm.end_of_iteration(raised)?,
            Ok(item) => item,
        };
        let Some(v) = item else { return Ok(()) };
        f(vm, v)?;
        poll(vm)?;
    }
}

/// `list(v)`: a new list.
pub fn list_from_iterable(vm: &mut Vm, v: Value) -> PyResult<Gc<List>> {
    if let Some(row) = Row::of(v) {
        return vm.new_list_of_slots(row.slots(), 1);
    }
    let list = vm.new_list(&[])?;
    extend(vm, list, v)?;
    Ok(list)
}

/// `tuple(v)`: `v` itself if it is exactly a tuple.
pub fn tuple_from_iterable(vm: &mut Vm, v: Value) -> PyResult<Gc<Tuple>> {
    if let Some(t) = v.cast::<Tuple>()
        && t.shape() == ShapeId::TUPLE
    {
        return Ok(t);
    }
    if let Some(row) = Row::of(v) {
        return vm.new_tuple_of_slots(row.slots());
    }
    // Unlike a list's, a tuple's making does not ask for the length.
    let list = vm.new_list(&[])?;
    match extend_directly(vm, list, v) {
        Some(done) => done?,
        None => {
            let iter = vm.iter(v)?;
            drain(vm, iter, |vm, item| list.push(vm, item))?;
        }
    }
    vm.new_tuple_of_slots(list.items.slots())
}

/// Exactly a list or exactly a tuple.
#[derive(Clone, Copy)]
pub enum Row {
    List(Gc<List>),
    Tuple(Gc<Tuple>),
}

impl Row {
    #[inline]
    pub fn of(v: Value) -> Option<Row> {
        match v.header()?.shape() {
            ShapeId::LIST => v.cast().map(Row::List),
            ShapeId::TUPLE => v.cast().map(Row::Tuple),
            _ => None,
        }
    }

    /// The items as they stand now.
    #[inline(always)]
    pub fn slots(&self) -> &[Slot] {
        match self {
            Row::List(l) => l.items.slots(),
            Row::Tuple(t) => t.slots(),
        }
    }
}

/// `list.extend(v)`.
pub fn extend(vm: &mut Vm, list: Gc<List>, v: Value) -> PyResult<()> {
    if let Some(row) = Row::of(v) {
        return list.items.extend_slots(vm, list.header(), row.slots());
    }
    if let Some(done) = extend_directly(vm, list, v) {
        return done;
    }
    let iter = vm.iter(v)?;
    let hint = length_hint(vm, v, DEFAULT_HINT)?;
    // A length that no list can have is no hint.
    if hint <= isize::MAX as usize - list.items.len() {
        list.items.reserve(vm, list.header(), hint)?;
    }
    drain(vm, iter, |vm, item| list.push(vm, item))
}

/// `extend` from containers whose iteration runs no Python code.
fn extend_directly(vm: &mut Vm, list: Gc<List>, v: Value) -> Option<PyResult<()>> {
    let shape = v.header()?.shape();
    match shape {
        ShapeId::RANGE => {
            let (start, _, step) = v.cast::<Range>()?.small_parts()?;
            let len = v.cast::<Range>()?.small_len()?;
            Some(extend_with(vm, list, len, |i| Value::checked_small(start + i as i64 * step)))
        }
        ShapeId::DICT => Some(extend_with_keys(vm, list, v.cast::<Dict>()?)),
        ShapeId::SET | ShapeId::FROZENSET => {
            let set = v.cast::<Set>()?;
            let mut at = 0;
            Some(extend_with(vm, list, set.len(), |_| {
                let (i, key, _) = set.table.next(at)?;
                at = i + 1;
                Some(key)
            }))
        }
        _ => crate::dict::views::extend_from_view(vm, list, v, shape),
    }
}

/// Appends the keys of a dict.
pub(crate) fn extend_with_keys(vm: &mut Vm, list: Gc<List>, dict: Gc<Dict>) -> PyResult<()> {
    let mut entries = dict.iter();
    extend_with(vm, list, dict.len(), |_| entries.next().map(|e| e.0))
}

/// Appends what `item` gives for `0..len`, until it gives nothing. It must not touch the list.
pub(crate) fn extend_with(
    vm: &mut Vm,
    list: Gc<List>,
    len: usize,
    mut item: impl FnMut(usize) -> Option<Value>,
) -> PyResult<()> {
    list.items.reserve(vm, list.header(), len)?;
    for i in 0..len {
        match item(i) {
            Some(v) => list.push(vm, v)?,
            None => break,
        }
    }
    Ok(())
}

/// A builtin that `__reduce__` names, such as `iter`.
pub fn builtin(vm: &mut Vm, name: &str) -> PyResult {
    let key = vm.intern(name);
    match vm.builtins.get_name(vm, key) {
        Some(f) => Ok(f),
        None => Err(vm.raise_with(vm.exc.attribute_error, key.value())),
    }
}

/// What `__reduce__` of an iterator by index gives. `state` says what it goes over (`None`: it is
/// exhausted) and where it stands, asked for once `iter` is found, as that may run Python code.
pub fn reduce_indexed(vm: &mut Vm, state: impl FnOnce() -> (Option<Value>, usize)) -> PyResult {
    let iter = builtin(vm, "iter")?;
    let (source, index) = state();
    match source {
        Some(source) => {
            let args = vm.new_tuple(&[source])?.value();
            let index = vm.new_uint(index as u64);
            vm.new_tuple(&[iter, args, index]).map(Gc::value)
        }
        None => {
            let empty = vm.new_tuple(&[])?.value();
            let args = vm.new_tuple(&[empty])?.value();
            vm.new_tuple(&[iter, args]).map(Gc::value)
        }
    }
}

/// `cls[item]` for generic containers.
pub fn generic_alias(vm: &mut Vm, cls: Value, item: Value) -> PyResult {
    let alias = vm.types.generic_alias.value();
    vm.call(alias, &[cls, item])
}
