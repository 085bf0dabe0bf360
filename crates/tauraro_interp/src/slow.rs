//! What instructions do when it is more than a few lines: containers, formats, generators,
//! patterns, classes.

use crate::exceptions;
use crate::frame::Frame;
use crate::function::{Function, new_function};
use crate::generator::{GenState, Generator, Resumed};
use tauraro_bytecode::{CodeFlags, CommonConst, Conversion, FunctionAttr};
use tauraro_core::heap::Gc;
use tauraro_core::object::{Dict, List, PLAIN_ABSENT, PLAIN_UNKNOWN, Set, Str, Tuple, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm};
use tauraro_objects::iterable::{self, Row};

/// How a call goes on.
pub(crate) enum Next {
    /// It is done.
    Value(Value),
    /// A frame was pushed and is the current one.
    Frame,
}

pub(crate) fn common_const(vm: &Vm, which: usize) -> Value {
    match CommonConst::from_imm(which as u32) {
        Some(CommonConst::AssertionError) => vm.exc.assertion_error.value(),
        Some(CommonConst::NotImplementedError) => vm.exc.not_implemented_error.value(),
        None => unreachable!("the verifier checks operands"),
    }
}

/// Identity. Ints that are no immediates are the same object only if they are one cell.
#[inline(always)]
pub(crate) fn is(a: Value, b: Value) -> bool {
    a == b
}

// ---- subscripts ----------------------------------------------------------------------------

/// `obj[key]` for exact lists, tuples, strs and dicts with keys that need no Python code.
#[inline(always)]
pub(crate) fn subscr_fast(vm: &mut Vm, obj: Value, key: Value) -> Option<Value> {
    let header = obj.header()?;
    match header.shape() {
        ShapeId::LIST => {
            let list = obj.cast::<List>()?;
            list.items.get(position(key, list.items.len())?)
        }
        ShapeId::DICT => dict_get_fast(vm, obj.cast::<Dict>()?, key),
        ShapeId::TUPLE => {
            let tuple = obj.cast::<Tuple>()?;
            tuple.get(position(key, tuple.len())?)
        }
        ShapeId::STR => {
            let s = obj.cast::<Str>()?;
            if !s.is_ascii() {
                return None;
            }
            let b = *s.as_bytes().get(position(key, s.byte_len())?)?;
            Some(vm.ascii_char(b).value())
        }
        _ => None,
    }
}

/// The place that an immediate int means in a sequence of that length; it may lie outside.
#[inline(always)]
fn position(key: Value, len: usize) -> Option<usize> {
    let i = key.as_small()?;
    let i = if i < 0 { i + len as i64 } else { i };
    // A negative number becomes one that no sequence is long enough for.
    Some(i as usize)
}

#[inline]
fn dict_get_fast(vm: &mut Vm, dict: Gc<Dict>, key: Value) -> Option<Value> {
    let hash = vm.plain_hash(key)?;
    match dict.table.find_plain(key, hash) {
        PLAIN_ABSENT | PLAIN_UNKNOWN => None,
        i => Some(dict.table.value_at(i)),
    }
}

/// `obj[key] = v` for exact lists with an index in range, and exact dicts with a plain key.
#[inline(always)]
pub(crate) fn store_subscr_fast(vm: &mut Vm, obj: Value, key: Value, v: Value) -> bool {
    let Some(header) = obj.header() else { return false };
    match header.shape() {
        ShapeId::LIST => {
            let Some(list) = obj.cast::<List>() else { return false };
            match position(key, list.items.len()) {
                Some(i) if i < list.items.len() => {
                    list.items.set(i, v);
                    true
                }
                _ => false,
            }
        }
        ShapeId::DICT => {
            let Some(dict) = obj.cast::<Dict>() else { return false };
            let Some(hash) = vm.plain_hash(key) else { return false };
            match dict.table.find_plain(key, hash) {
                PLAIN_ABSENT | PLAIN_UNKNOWN => false,
                i => {
                    dict.table.set_entry_value(i, v);
                    true
                }
            }
        }
        _ => false,
    }
}

pub(crate) fn new_slice(vm: &mut Vm, from: Value, to: Value, step: Value) -> PyResult {
    Ok(tauraro_objects::slice::new_slice(vm, from, to, step).value())
}

pub(crate) fn subscr_slice(vm: &mut Vm, obj: Value, from: Value, to: Value) -> PyResult {
    if let Some(part) = slice_fast(vm, obj, from, to) {
        return part;
    }
    let slice = new_slice(vm, from, to, Value::NONE)?;
    vm.getitem(obj, slice)
}

/// `obj[from:to]` of exact lists, tuples and ASCII strs with bounds that are immediate ints or
/// None.
pub(crate) fn slice_fast(vm: &mut Vm, obj: Value, from: Value, to: Value) -> Option<PyResult> {
    let header = obj.header()?;
    match header.shape() {
        ShapeId::LIST => {
            let list = obj.cast::<List>()?;
            let (start, end) = slice_bounds(from, to, list.items.len())?;
            Some(vm.new_list_of_slots(&list.items.slots()[start..end], 1).map(Gc::value))
        }
        ShapeId::TUPLE => {
            let tuple = obj.cast::<Tuple>()?;
            let (start, end) = slice_bounds(from, to, tuple.len())?;
            if (start, end) == (0, tuple.len()) {
                return Some(Ok(obj));
            }
            Some(vm.new_tuple(&tuple.items()[start..end]).map(Gc::value))
        }
        ShapeId::STR => {
            let s = obj.cast::<Str>()?;
            if !s.is_ascii() {
                return None;
            }
            let (start, end) = slice_bounds(from, to, s.byte_len())?;
            if (start, end) == (0, s.byte_len()) {
                return Some(Ok(obj));
            }
            Some(vm.new_str_wtf8(&s.as_wtf8()[start..end]).map(Gc::value))
        }
        _ => None,
    }
}

/// Start and end of a slice without a step, `start <= end <= len`.
#[inline]
fn slice_bounds(from: Value, to: Value, len: usize) -> Option<(usize, usize)> {
    let bound = |v: Value, missing: usize| -> Option<usize> {
        if v.is_none() {
            return Some(missing);
        }
        let i = v.as_small()?;
        let i = if i < 0 { (i + len as i64).max(0) } else { i };
        Some((i as usize).min(len))
    };
    let (start, end) = (bound(from, 0)?, bound(to, len)?);
    Some((start, end.max(start)))
}

pub(crate) fn store_slice(vm: &mut Vm, obj: Value, from: Value, to: Value, v: Value) -> PyResult<()> {
    let slice = new_slice(vm, from, to, Value::NONE)?;
    vm.setitem(obj, slice, Some(v))
}

#[inline]
pub(crate) fn contains(vm: &mut Vm, container: Value, item: Value) -> PyResult<bool> {
    if let Some(dict) = container.cast::<Dict>()
        && dict.shape() == ShapeId::DICT
    {
        if let Some(hash) = vm.plain_hash(item) {
            match dict.table.find_plain(item, hash) {
                PLAIN_ABSENT => return Ok(false),
                PLAIN_UNKNOWN => {}
                _ => return Ok(true),
            }
        }
        let hash = vm.hash_key(item)?;
        return Ok(dict.table.find(vm, item, hash)?.is_some());
    }
    if let Some(set) = container.cast::<Set>()
        && (item.is_small_int() || item.is::<Str>())
        && set.shape() == ShapeId::SET
    {
        let hash = vm.hash(item)?;
        return Ok(set.table.find(vm, item, hash)?.is_some());
    }
    if let Some(tuple) = container.cast::<Tuple>()
        && tuple.shape() == ShapeId::TUPLE
    {
        for v in tuple.items() {
            if vm.eq(*v, item)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    vm.contains(container, item)
}

// ---- range loops ---------------------------------------------------------------------------

/// See `RangePrepare` in the op table.
pub(crate) fn range_prepare(vm: &mut Vm, base: *mut Value, nargs: usize) -> PyResult<()> {
    // SAFETY: the verifier checked that the run has `nargs + 1` and at least three registers.
    let regs = unsafe { std::slice::from_raw_parts_mut(base, (nargs + 1).max(3)) };
    let callee = regs[0];
    if callee == vm.types.range.value()
        && let Some((start, end, step)) = small_range(&regs[1..=nargs])
    {
        regs[0] = Value::small(start);
        regs[1] = Value::small(end);
        regs[2] = Value::small(step);
        return Ok(());
    }
    let made = vm.call(callee, &regs[1..=nargs])?;
    regs[0] = vm.iter(made)?;
    regs[1] = Value::UNBOUND;
    Ok(())
}

/// (start, the value behind the last one, step), if none of these leaves the immediate ints.
fn small_range(args: &[Value]) -> Option<(i64, i64, i64)> {
    let (start, stop, step) = match args {
        [stop] => (0, stop.as_small()?, 1),
        [start, stop] => (start.as_small()?, stop.as_small()?, 1),
        [start, stop, step] => (start.as_small()?, stop.as_small()?, step.as_small()?),
        _ => return None,
    };
    let count = match step {
        0 => return None,
        s if s > 0 && start < stop => (stop - start - 1) / s + 1,
        s if s < 0 && start > stop => (start - stop - 1) / -s + 1,
        _ => 0,
    };
    let end = count.checked_mul(step)?.checked_add(start)?;
    Value::checked_small(end)?;
    Some((start, end, step))
}

// ---- functions -----------------------------------------------------------------------------

pub(crate) fn make_function(vm: &mut Vm, frame: &Frame, at: usize) -> PyResult {
    let code = frame.code.nested_code(vm, at)?;
    let made = new_function(vm, code, frame.globals)?;
    Ok(made.value())
}

pub(crate) fn set_function_attr(func: Value, v: Value, which: usize) {
    let Some(f) = func.cast::<Function>() else { return };
    match FunctionAttr::from_imm(which as u32) {
        Some(FunctionAttr::Defaults) => f.link(&f.defaults, v.cast::<Tuple>()),
        Some(FunctionAttr::KwDefaults) => f.link(&f.kwdefaults, v.cast::<Dict>()),
        Some(FunctionAttr::Annotations) => f.set(&f.annotations, v),
        Some(FunctionAttr::Closure) => f.link(&f.closure, v.cast::<Tuple>()),
        Some(FunctionAttr::Annotate) => f.set(&f.annotate, v),
        Some(FunctionAttr::TypeParams) => f.set(&f.type_params, v),
        None => unreachable!("the verifier checks operands"),
    }
}

// ---- building ------------------------------------------------------------------------------

pub(crate) fn build_set(vm: &mut Vm, items: &[Value]) -> PyResult {
    let set = vm.new_set();
    for v in items {
        set_add(vm, set.value(), *v)?;
    }
    Ok(set.value())
}

pub(crate) fn build_map(vm: &mut Vm, items: &[Value]) -> PyResult {
    let dict = vm.new_dict();
    dict.table.reserve(vm, dict.header(), items.len() / 2)?;
    for pair in items.chunks_exact(2) {
        dict.set_item(vm, pair[0], pair[1])?;
    }
    Ok(dict.value())
}

pub(crate) fn build_string(vm: &mut Vm, items: &[Value]) -> PyResult {
    Ok(vm.concat_all(items)?.value())
}

pub(crate) fn set_add(vm: &mut Vm, set: Value, v: Value) -> PyResult<()> {
    changeable_set(vm, set)?.add(vm, v).map(|_| ())
}

/// The set that an instruction adds to.
fn changeable_set(vm: &mut Vm, set: Value) -> PyResult<Gc<Set>> {
    match set.cast::<Set>() {
        Some(set) if !vm.is_instance(set.value(), vm.types.frozenset) => Ok(set),
        // Only the program itself can have put something else there: it may assign to
        // `__conditional_annotations__`.
        _ => Err(vm.type_error(format!("'{}' object is not a set", vm.type_name(set)))),
    }
}

pub(crate) fn set_update(vm: &mut Vm, set: Value, iterable: Value) -> PyResult<()> {
    let set = changeable_set(vm, set)?;
    vm.for_each(iterable, |vm, v| set.add(vm, v).map(|_| ()))
}

pub(crate) fn list_extend(vm: &mut Vm, list: Value, iterable: Value) -> PyResult<()> {
    let ty = vm.type_of(iterable);
    if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
        return Err(vm.type_error(format!("Value after * must be an iterable, not {}", ty.name_str())));
    }
    let Some(list) = list.cast::<List>() else { return Ok(()) };
    iterable::extend(vm, list, iterable)
}

pub(crate) fn list_to_tuple(vm: &mut Vm, list: Value) -> PyResult {
    let Some(list) = list.cast::<List>() else { return Ok(list) };
    Ok(vm.new_tuple_of_slots(list.items.slots())?.value())
}

pub(crate) fn dict_update(vm: &mut Vm, dict: Value, other: Value) -> PyResult<()> {
    let Some(dict) = dict.cast::<Dict>() else { return Ok(()) };
    if !is_mapping_like(vm, other)? {
        let text = format!("'{}' object is not a mapping", vm.type_name(other));
        return Err(vm.type_error(text));
    }
    if copies_into_empty(vm, dict, other)? {
        return Ok(());
    }
    each_item(vm, other, |vm, k, v| dict.set_item(vm, k, v))
}

/// Gives an empty dict what a dict holds: its table is copied as it is. `false`: not such ones.
fn copies_into_empty(vm: &mut Vm, dict: Gc<Dict>, other: Value) -> PyResult<bool> {
    let Some(other) = other.cast::<Dict>().filter(|other| dict.is_empty() && iterates_as_dict(vm, *other)) else {
        return Ok(false);
    };
    let copy = other.table.copy(vm)?;
    dict.table.swap(dict.header(), &copy, dict.header());
    Ok(true)
}

fn is_mapping_like(vm: &mut Vm, v: Value) -> PyResult<bool> {
    Ok(v.is::<Dict>() || vm.getattr_opt(v, vm.names.keys)?.is_some())
}

/// Whether iterating a dict gives what its table holds: its class does not override `__iter__`.
fn iterates_as_dict(vm: &Vm, dict: Gc<Dict>) -> bool {
    let (own, plain) = (vm.type_of(dict.value()).slots.iter.get(), vm.types.dict.slots.iter.get());
    matches!((own, plain), (Some(a), Some(b)) if std::ptr::fn_addr_eq(a, b))
}

/// Calls `f` with each key and value of a mapping.
fn each_item(vm: &mut Vm, mapping: Value, mut f: impl FnMut(&mut Vm, Value, Value) -> PyResult<()>) -> PyResult<()> {
    if let Some(dict) = mapping.cast::<Dict>()
        && iterates_as_dict(vm, dict)
    {
        for (k, v) in dict.iter() {
            f(vm, k, v)?;
        }
        return Ok(());
    }
    let keys = vm.call_method(mapping, "keys", &[])?;
    let keys_type = vm.type_of(keys);
    if keys_type.slots.iter.get().is_none() && keys_type.slots.getitem.get().is_none() {
        let text = format!("{}.keys() returned a non-iterable (type {})", vm.type_name(mapping), keys_type.name_str());
        return Err(vm.type_error(text));
    }
    vm.for_each(keys, |vm, k| {
        let v = vm.getitem(mapping, k)?;
        f(vm, k, v)
    })
}

pub(crate) fn dict_merge(vm: &mut Vm, dict: Value, other: Value, callee: Value) -> PyResult<()> {
    let Some(dict) = dict.cast::<Dict>() else { return Ok(()) };
    if !is_mapping_like(vm, other)? {
        let what = crate::calls::describe_callable(vm, callee)?;
        let text = format!("{what} argument after ** must be a mapping, not {}", vm.type_name(other));
        return Err(vm.type_error(text));
    }
    let only_names = other.cast::<Dict>().is_some_and(|other| other.iter().all(|(k, _)| k.is::<Str>()));
    if only_names && copies_into_empty(vm, dict, other)? {
        return Ok(());
    }
    each_item(vm, other, |vm, k, v| {
        let Some(name) = k.cast::<Str>() else { return Err(vm.type_error("keywords must be strings")) };
        if dict.get(vm, k)?.is_some() {
            let what = crate::calls::describe_callable(vm, callee)?;
            let text = format!("{what} got multiple values for keyword argument '{}'", name.to_string_lossy());
            return Err(vm.type_error(text));
        }
        dict.set_item(vm, k, v)
    })
}

// ---- taking apart --------------------------------------------------------------------------

/// The items of an exact tuple or list of two.
#[inline(always)]
pub(crate) fn two_of(v: Value) -> Option<(Value, Value)> {
    if let Some(t) = v.cast::<Tuple>()
        && t.shape() == ShapeId::TUPLE
        && let [x, y] = t.items()
    {
        return Some((*x, *y));
    }
    None
}

pub(crate) fn unpack_two(vm: &mut Vm, src: Value) -> PyResult<(Value, Value)> {
    let mut to = [Value::UNBOUND; 2];
    unpack(vm, src, &mut to)?;
    Ok((to[0], to[1]))
}

/// Fills all of `to` from an iterable of exactly that length, or leaves it alone.
pub(crate) fn unpack(vm: &mut Vm, src: Value, to: &mut [Value]) -> PyResult<()> {
    if let Some(t) = src.cast::<Tuple>()
        && t.shape() == ShapeId::TUPLE
    {
        check_count(vm, to.len(), t.len(), Some(t.len()))?;
        to.copy_from_slice(t.items());
        return Ok(());
    }
    if let Some(l) = src.cast::<List>()
        && l.shape() == ShapeId::LIST
    {
        check_count(vm, to.len(), l.items.len(), Some(l.items.len()))?;
        for (place, slot) in to.iter_mut().zip(l.items.slots()) {
            *place = slot.get();
        }
        return Ok(());
    }
    let row = collect(vm, src, to.len(), to.len())?;
    for (place, slot) in to.iter_mut().zip(row.items.slots()) {
        *place = slot.get();
    }
    Ok(())
}

fn check_count(vm: &mut Vm, wanted: usize, got: usize, known: Option<usize>) -> PyResult<()> {
    if got < wanted {
        let text = format!("not enough values to unpack (expected {wanted}, got {got})");
        return Err(vm.value_error(text));
    }
    if got > wanted {
        let text = match known {
            Some(n) => format!("too many values to unpack (expected {wanted}, got {n})"),
            None => format!("too many values to unpack (expected {wanted})"),
        };
        return Err(vm.value_error(text));
    }
    Ok(())
}

/// The first `wanted` values of an iterable that has exactly that many, as a list.
fn collect(vm: &mut Vm, src: Value, wanted: usize, _: usize) -> PyResult<Gc<List>> {
    let iter = unpack_iter(vm, src)?;
    let row = vm.new_list(&[])?;
    while row.items.len() < wanted {
        match vm.next(iter)? {
            Some(v) => row.push(vm, v)?,
            None => {
                check_count(vm, wanted, row.items.len(), None)?;
                break;
            }
        }
    }
    if vm.next(iter)?.is_some() {
        let known = if src.is::<Dict>() { Some(vm.len(src)?) } else { None };
        check_count(vm, wanted, wanted + 1, known)?;
    }
    Ok(row)
}

fn unpack_iter(vm: &mut Vm, src: Value) -> PyResult {
    let ty = vm.type_of(src);
    if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
        return Err(vm.type_error(format!("cannot unpack non-iterable {} object", ty.name_str())));
    }
    vm.iter(src)
}

/// Fills `to`: `before` values, a list, the values after it.
pub(crate) fn unpack_ex(vm: &mut Vm, src: Value, to: &mut [Value], before: usize) -> PyResult<()> {
    let (fixed, after) = (to.len() - 1, to.len() - 1 - before);
    let too_few = |vm: &mut Vm, got: usize| {
        let text = format!("not enough values to unpack (expected at least {fixed}, got {got})");
        Err(vm.value_error(text))
    };
    if let Some(row) = Row::of(src) {
        let len = row.slots().len();
        if len < fixed {
            return too_few(vm, len);
        }
        let rest = vm.new_list_of_slots(&row.slots()[before..len - after], 1)?;
        let (left, right) = (&row.slots()[..before], &row.slots()[len - after..]);
        let (first, others) = to.split_at_mut(before);
        first.iter_mut().zip(left).for_each(|(place, slot)| *place = slot.get());
        others[1..].iter_mut().zip(right).for_each(|(place, slot)| *place = slot.get());
        others[0] = rest.value();
        return Ok(());
    }
    let iter = unpack_iter(vm, src)?;
    let first = vm.new_list(&[])?;
    while first.items.len() < before {
        match vm.next(iter)? {
            Some(v) => first.push(vm, v)?,
            None => return too_few(vm, first.items.len()),
        }
    }
    // What is left is asked for as a list would: `iter()` once more.
    let rest = vm.new_list(&[])?;
    vm.for_each(iter, |vm, v| rest.push(vm, v))?;
    let len = rest.items.len();
    if len < after {
        return too_few(vm, before + len);
    }
    for (i, place) in to.iter_mut().enumerate() {
        *place = match i {
            i if i < before => first.items.get(i).unwrap_or(Value::NONE),
            i if i == before => rest.value(),
            i => rest.items.get(len - after + i - before - 1).unwrap_or(Value::NONE),
        };
    }
    rest.items.truncate(len - after);
    Ok(())
}

// ---- strings -------------------------------------------------------------------------------

/// `format(v, spec)`; UNBOUND: without one.
pub(crate) fn format(vm: &mut Vm, v: Value, spec: Value) -> PyResult {
    let spec = spec.bound().unwrap_or(vm.names.empty.value());
    if (v.is_small_int() || v.is_float() || v.kind() == tauraro_core::kinds::STR)
        && let Some(spec) = spec.cast::<Str>()
    {
        return Ok(tauraro_objects::str::format_value(vm, v, spec)?.value());
    }
    let name = vm.names.format;
    match vm.call_special(v, name, &[spec])? {
        Some(s) if s.is::<Str>() => Ok(s),
        Some(other) => {
            let text = format!("__format__ must return a str, not {}", vm.type_name(other));
            Err(vm.type_error(text))
        }
        None => {
            let text = format!("Type {} doesn't define __format__", vm.type_name(v));
            Err(vm.type_error(text))
        }
    }
}

pub(crate) fn convert(vm: &mut Vm, v: Value, which: usize) -> PyResult {
    match Conversion::from_imm(which as u32) {
        Some(Conversion::Str) => Ok(vm.str(v)?.value()),
        Some(Conversion::Repr) => Ok(vm.repr(v)?.value()),
        Some(Conversion::Ascii) => {
            let name = vm.intern("ascii");
            match vm.builtins.get_name(vm, name) {
                Some(ascii) => vm.call(ascii, &[v]),
                None => Ok(vm.repr(v)?.value()),
            }
        }
        _ => Ok(v),
    }
}

pub(crate) fn build_interpolation(vm: &mut Vm, parts: [Value; 3], conversion: usize) -> PyResult {
    let [value, expression, spec] = parts;
    let conversion = match Conversion::from_imm(conversion as u32) {
        Some(Conversion::Str) => vm.ascii_char(b's').value(),
        Some(Conversion::Repr) => vm.ascii_char(b'r').value(),
        Some(Conversion::Ascii) => vm.ascii_char(b'a').value(),
        _ => Value::NONE,
    };
    let spec = spec.bound().unwrap_or(vm.names.empty.value());
    let class = vm.types.interpolation.value();
    vm.call(class, &[value, expression, conversion, spec])
}

pub(crate) fn build_template(vm: &mut Vm, strings: Value, interpolations: Value) -> PyResult {
    // `Template` takes both kinds mixed, in order; strings are one more than interpolations.
    let (Some(strings), Some(others)) = (strings.cast::<Tuple>(), interpolations.cast::<Tuple>()) else {
        return Err(vm.type_error("a template is made of two tuples"));
    };
    let mixed = vm.new_tuple_filled(strings.len() + others.len(), |i| {
        let from = if i % 2 == 0 { strings.get(i / 2) } else { others.get(i / 2) };
        from.unwrap_or(Value::NONE)
    })?;
    let class = vm.types.template.value();
    vm.call(class, mixed.items())
}

// ---- context managers ----------------------------------------------------------------------

pub(crate) fn with_except_start(vm: &mut Vm, exit: Value, receiver: Value, exc: Value) -> PyResult {
    let ty = vm.type_of(exc).value();
    let traceback = exc.cast::<tauraro_core::object::Exception>().map_or(Value::NONE, |e| e.traceback.get());
    let args = tauraro_core::call::Args { receiver: receiver.bound(), values: &[ty, exc, traceback], names: None };
    vm.call_args(exit, args)
}

// ---- generators ----------------------------------------------------------------------------

/// Takes a generator's frame off the stack at a `Yield` or `YieldFrom`.
pub(crate) fn suspend(vm: &mut Vm, frame: *mut Frame, waiting_for: Value) {
    // SAFETY: the caller passes the current frame, a generator's.
    let f = unsafe { &mut *frame };
    let Some(generator) = f.generator else { unreachable!("only generators yield") };
    generator.pc.set(f.code.index_of(f.pc));
    generator.set(&generator.waiting_for, waiting_for);
    let handled = if vm.handled == f.handled { Value::UNBOUND } else { vm.handled };
    generator.set(&generator.handled, handled);
    if let Some(object) = f.object {
        object.entered.set(false);
        object.last.set(generator.pc.get());
        object.active.set(std::ptr::null_mut());
        generator.link(&generator.frame_object, Some(object));
    }
    if let Some(registers) = generator.registers.get() {
        // The window was written without barriers while the body ran.
        registers.header().barrier();
    }
    generator.state.set(GenState::Suspended);
    vm.thread.frame = f.below.cast();
}

/// The same for a frame that passes on what the body has yielded for which it waits: it waits on.
#[inline(always)]
pub(crate) fn suspend_again(vm: &mut Vm, frame: *mut Frame, pc: *mut u64) {
    // SAFETY: the caller passes the current frame, a generator's, and an instruction of its code.
    let f = unsafe { &mut *frame };
    f.pc = pc;
    let waited = f.generator.map(|generator| (generator, generator.waiting_for.get(), generator.pc.get()));
    // SAFETY: its second operand is the register of what it waits for, which the verifier has checked.
    let waits_for = unsafe { *f.regs.add(crate::operands::b(*pc)) };
    match waited {
        Some((generator, waited_for, at))
            if f.object.is_none()
                && vm.handled == f.handled
                && waited_for == waits_for
                && at == f.code.index_of(pc) =>
        {
            if let Some(registers) = generator.registers.get() {
                registers.header().barrier();
            }
            generator.handled.set_unbarriered(Value::UNBOUND);
            generator.state.set(GenState::Suspended);
            vm.thread.frame = f.below.cast();
        }
        _ => suspend(vm, frame, waits_for),
    }
}

pub(crate) fn yield_from_iter(vm: &mut Vm, frame: &Frame, src: Value) -> PyResult {
    let ty = vm.type_of(src);
    if ty == vm.types.generator {
        return Ok(src);
    }
    if ty == vm.types.coroutine {
        if frame.code.has(CodeFlags::COROUTINE) || frame.code.has(CodeFlags::ITERABLE_COROUTINE) {
            return Ok(src);
        }
        return Err(vm.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"));
    }
    vm.iter(src)
}

/// Sends a value to an iterator.
pub(crate) fn send(vm: &mut Vm, iter: Value, v: Value) -> PyResult<Resumed> {
    if let Some(g) = iter.cast::<Generator>()
        && vm.type_of(iter) != vm.types.async_generator
    {
        return crate::generator_types::send(vm, g, v);
    }
    if let Some(o) = iter.cast::<crate::async_generators::Asend>() {
        return crate::async_generators::asend_step(vm, o, v);
    }
    // Not `Vm::next`: that drops the value of a StopIteration.
    let next = vm.type_of(iter).slots.iternext.get();
    let result = match next {
        Some(next) if v.is_none() => match next(vm, iter) {
            Ok(Some(v)) => return Ok(Resumed::Yielded(v)),
            Ok(None) => return Ok(Resumed::Returned(Value::NONE)),
            Err(raised) => Err(raised),
        },
        _ => vm.call_method(iter, "send", &[v]),
    };
    match result {
        Ok(v) => Ok(Resumed::Yielded(v)),
        Err(raised) => match exceptions::take_stop_iteration(vm) {
            Some(v) => Ok(Resumed::Returned(v)),
            None => Err(raised),
        },
    }
}

pub(crate) fn get_awaitable(vm: &mut Vm, src: Value, context: usize) -> PyResult {
    crate::generator_types::awaitable_iter(vm, src, context)
}

pub(crate) fn get_aiter(vm: &mut Vm, src: Value) -> PyResult {
    let ty = vm.type_of(src);
    let Some(aiter) = ty.slots.aiter.get() else {
        let text = format!("'async for' requires an object with __aiter__ method, got {}", ty.name_str());
        return Err(vm.type_error(text));
    };
    let it = aiter(vm, src)?;
    let it_type = vm.type_of(it);
    if it_type.slots.anext.get().is_none() {
        let text = format!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {}",
            it_type.name_str()
        );
        return Err(vm.type_error(text));
    }
    Ok(it)
}

pub(crate) fn get_anext(vm: &mut Vm, aiter: Value) -> PyResult {
    crate::generator_types::anext_awaitable(vm, aiter)
}

pub(crate) fn async_gen_wrap(vm: &mut Vm, v: Value) -> PyResult {
    crate::generator_types::wrap_yielded(vm, v)
}

// ---- classes and type parameters -------------------------------------------------------------

pub(crate) fn load_build_class(vm: &mut Vm, frame: &Frame) -> PyResult {
    let name = vm.intern("__build_class__");
    match frame.builtins.get_name(vm, name) {
        Some(v) => Ok(v),
        None => Err(vm.name_error(vm.exc.name_error, "__build_class__ not found", name)),
    }
}

pub(crate) fn make_type_param(vm: &mut Vm, name: Value, evaluate: Value, kind: u32) -> PyResult {
    tauraro_objects::typing_::new_type_param(vm, kind, name, evaluate)
}

pub(crate) fn set_type_param_default(param: Value, evaluate: Value) {
    tauraro_objects::typing_::set_default_evaluator(param, evaluate);
}

pub(crate) fn subscript_generic(vm: &mut Vm, params: Value) -> PyResult {
    tauraro_objects::typing_::subscript_generic(vm, params)
}

pub(crate) fn make_type_alias(vm: &mut Vm, frame: &Frame, parts: [Value; 3]) -> Value {
    let module = frame.globals.get_name(vm, vm.names.name).unwrap_or(Value::NONE);
    tauraro_objects::typing_::new_type_alias(vm, parts[0], parts[1], parts[2], module)
}

// ---- patterns ------------------------------------------------------------------------------

pub(crate) fn is_mapping(vm: &Vm, v: Value) -> bool {
    vm.type_of(v).has(TypeFlags::MAPPING)
}

pub(crate) fn is_sequence(vm: &Vm, v: Value) -> bool {
    vm.type_of(v).has(TypeFlags::SEQUENCE)
}

/// The length of an exact tuple or list.
#[inline(always)]
pub(crate) fn len_of_row(v: Value) -> Option<usize> {
    if let Some(t) = v.cast::<Tuple>()
        && t.shape() == ShapeId::TUPLE
    {
        return Some(t.len());
    }
    v.cast::<List>().filter(|l| l.shape() == ShapeId::LIST).map(|l| l.items.len())
}

pub(crate) fn match_keys(vm: &mut Vm, subject: Value, keys: Value) -> PyResult {
    let Some(keys) = keys.cast::<Tuple>() else { return Ok(Value::NONE) };
    let seen = vm.new_set();
    let found = vm.new_list(&[])?;
    let get = vm.getattr_str(subject, "get")?;
    // A fresh object that no mapping can hold tells a missing key from any value.
    let absent = vm.new_list(&[])?.value();
    for key in keys.items() {
        let hash = vm.hash(*key)?;
        if seen.table.find(vm, *key, hash)?.is_some() {
            let text = format!("mapping pattern checks duplicate key ({})", vm.repr(*key)?.to_string_lossy());
            return Err(vm.value_error(text));
        }
        set_add(vm, seen.value(), *key)?;
        let v = vm.call(get, &[*key, absent])?;
        if v == absent {
            return Ok(Value::NONE);
        }
        found.push(vm, v)?;
    }
    list_to_tuple(vm, found.value())
}

/// The attributes that a class pattern asks for, or None.
pub(crate) fn match_class(vm: &mut Vm, subject: Value, class: Value, names: Value, positional: usize) -> PyResult {
    let Some(ty) = class.cast::<tauraro_core::Type>() else {
        return Err(vm.type_error("called match pattern must be a class"));
    };
    if !crate::bridge::isinstance_of(vm, subject, class)? {
        return Ok(Value::NONE);
    }
    let found = vm.new_list(&[])?;
    let seen = vm.new_set();
    if positional > 0 && !match_positional(vm, subject, ty, positional, found, seen)? {
        return Ok(Value::NONE);
    }
    let Some(names) = names.cast::<Tuple>() else { return Ok(Value::NONE) };
    for name in names.items() {
        if !match_attribute(vm, subject, ty, *name, found, seen)? {
            return Ok(Value::NONE);
        }
    }
    list_to_tuple(vm, found.value())
}

fn match_positional(
    vm: &mut Vm,
    subject: Value,
    ty: Gc<tauraro_core::Type>,
    positional: usize,
    found: Gc<List>,
    seen: Gc<Set>,
) -> PyResult<bool> {
    let declared = vm.getattr_opt(ty.value(), vm.names.match_args)?;
    let (allowed, args) = match declared {
        None if ty.has(TypeFlags::MATCH_SELF) => (1, None),
        None => (0, None),
        Some(v) => match v.cast::<Tuple>() {
            Some(t) => (t.len(), Some(t)),
            None => {
                let text = format!("{}.__match_args__ must be a tuple (got {})", ty.name_str(), vm.type_name(v));
                return Err(vm.type_error(text));
            }
        },
    };
    if positional > allowed {
        let text = format!(
            "{}() accepts {allowed} positional sub-pattern{} ({positional} given)",
            ty.name_str(),
            if allowed == 1 { "" } else { "s" }
        );
        return Err(vm.type_error(text));
    }
    let Some(args) = args else {
        found.push(vm, subject)?;
        return Ok(true);
    };
    for name in args.items().iter().take(positional) {
        if !name.is::<Str>() {
            let text = format!("__match_args__ elements must be strings (got {})", vm.type_name(*name));
            return Err(vm.type_error(text));
        }
        if !match_attribute(vm, subject, ty, *name, found, seen)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn match_attribute(
    vm: &mut Vm,
    subject: Value,
    ty: Gc<tauraro_core::Type>,
    name: Value,
    found: Gc<List>,
    seen: Gc<Set>,
) -> PyResult<bool> {
    let hash = vm.hash(name)?;
    if seen.table.find(vm, name, hash)?.is_some() {
        let text =
            format!("{}() got multiple sub-patterns for attribute {}", ty.name_str(), vm.repr(name)?.to_string_lossy());
        return Err(vm.type_error(text));
    }
    set_add(vm, seen.value(), name)?;
    let Some(name) = name.cast::<Str>() else { return Ok(false) };
    match vm.getattr_opt(subject, name)? {
        Some(v) => {
            found.push(vm, v)?;
            Ok(true)
        }
        None => Ok(false),
    }
}

pub(crate) fn print_expr(vm: &mut Vm, v: Value) -> PyResult<()> {
    let name = vm.intern("sys");
    let sys = vm.modules.get_name(vm, name);
    let hook = match sys {
        Some(sys) => {
            let name = vm.intern("displayhook");
            vm.getattr_opt(sys, name)?
        }
        None => None,
    };
    match hook {
        Some(hook) => vm.call(hook, &[v]).map(|_| ()),
        None => Err(vm.runtime_error("lost sys.displayhook")),
    }
}
