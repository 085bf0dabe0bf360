//! Built-in functions of containers and iterators.

use tauraro_core::object::{CompareOp, Set, Tuple};
use tauraro_core::{Gc, List, PyResult, Value, Vm, pyfunction};

/// Whether all items are true; of none they are.
#[pyfunction("all(iterable, /)")]
pub(super) fn all(vm: &mut Vm, iterable: Value) -> PyResult<bool> {
    let iter = vm.iter(iterable)?;
    while let Some(v) = vm.next(iter)? {
        if !vm.truth(v)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether any item is true.
#[pyfunction("any(iterable, /)")]
pub(super) fn any(vm: &mut Vm, iterable: Value) -> PyResult<bool> {
    let iter = vm.iter(iterable)?;
    while let Some(v) = vm.next(iter)? {
        if vm.truth(v)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The number of items of a container.
#[pyfunction("len(obj, /)")]
pub(super) fn len(vm: &mut Vm, obj: Value) -> PyResult<usize> {
    vm.len(obj)
}

/// An iterator over an object; with a sentinel, over what a callable returns up to that.
#[pyfunction("iter(object, sentinel=None, /)")]
pub(super) fn iter(vm: &mut Vm, object: Value, sentinel: Option<Value>) -> PyResult {
    match sentinel {
        None => vm.iter(object),
        Some(sentinel) => crate::callable_iterator::new_callable_iterator(vm, object, sentinel).map(Gc::value),
    }
}

/// The next item of an iterator; at its end the default, if one is given, else StopIteration.
#[pyfunction("next(iterator, default=None, /)")]
pub(super) fn next(vm: &mut Vm, iterator: Value, default: Option<Value>) -> PyResult {
    let item = match default {
        // The StopIteration of a generator carries a value, which has to stay.
        None => vm.next_or_raise(iterator)?,
        Some(_) => vm.next(iterator)?,
    };
    match item.or(default) {
        Some(v) => Ok(v),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// An asynchronous iterator over an object.
#[pyfunction("aiter(async_iterable, /)")]
pub(super) fn aiter(vm: &mut Vm, async_iterable: Value) -> PyResult {
    let Some(aiter) = vm.type_of(async_iterable).slots.aiter.get() else {
        let text = format!("'{}' object is not an async iterable", vm.type_name(async_iterable));
        return Err(vm.type_error(text));
    };
    let made = aiter(vm, async_iterable)?;
    if vm.type_of(made).slots.anext.get().is_none() {
        let text = format!("aiter() returned not an async iterator of type '{}'", vm.type_name(made));
        return Err(vm.type_error(text));
    }
    Ok(made)
}

/// A new sorted list of the items; key gives what is compared.
#[pyfunction("sorted(iterable, /, *, key=None, reverse=False)")]
pub(super) fn sorted(vm: &mut Vm, iterable: Value, key: Option<Value>, reverse: Option<Value>) -> PyResult {
    let reverse = match reverse {
        Some(reverse) => vm.truth(reverse)?,
        None => false,
    };
    crate::call_args::sorted(vm, iterable, key.and_then(Value::non_none), reverse).map(Gc::value)
}

/// A sorted list of an iterable's items.
pub(super) fn sorted_list(vm: &mut Vm, iterable: Value) -> PyResult<Gc<List>> {
    crate::call_args::sorted(vm, iterable, None, false)
}

/// The greatest of the items of an iterable, or of several arguments.
#[pyfunction("max(*args, key=None, default=None)")]
pub(super) fn max(vm: &mut Vm, args: &[Value], key: Option<Value>, default: Option<Value>) -> PyResult {
    extreme(vm, args, key, default, "max", CompareOp::Gt)
}

/// The least of the items of an iterable, or of several arguments.
#[pyfunction("min(*args, key=None, default=None)")]
pub(super) fn min(vm: &mut Vm, args: &[Value], key: Option<Value>, default: Option<Value>) -> PyResult {
    extreme(vm, args, key, default, "min", CompareOp::Lt)
}

fn extreme(
    vm: &mut Vm,
    args: &[Value],
    key: Option<Value>,
    default: Option<Value>,
    name: &str,
    op: CompareOp,
) -> PyResult {
    let key = key.and_then(Value::non_none);
    match args {
        [] => Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
        [iterable] => {
            if key.is_none()
                && let Some(v) = extreme_int(vm, *iterable, op)
            {
                return Ok(v);
            }
            let iter = vm.iter(*iterable)?;
            let mut best = None;
            while let Some(v) = vm.next(iter)? {
                best = Some(better(vm, best, v, key, op)?);
            }
            match (best, default) {
                (Some((v, _)), _) => Ok(v),
                (None, Some(default)) => Ok(default),
                (None, None) => Err(vm.value_error(format!("{name}() iterable argument is empty"))),
            }
        }
        _ if default.is_some() => {
            Err(vm.type_error(format!("Cannot specify a default for {name}() with multiple positional arguments")))
        }
        several => {
            let mut best = None;
            for v in several {
                best = Some(better(vm, best, *v, key, op)?);
            }
            Ok(best.map_or(Value::NONE, |(v, _)| v))
        }
    }
}

/// The extreme of a list, a tuple or a set if all that is in it are ints that need no cell: these are compared
/// without calling anything.
fn extreme_int(vm: &Vm, iterable: Value, op: CompareOp) -> Option<Value> {
    let better = |best: Option<i64>, v: Value| {
        let v = v.is_small_int().then(|| v.small_unchecked())?;
        Some(match best {
            Some(best) if op == CompareOp::Lt => best.min(v),
            Some(best) => best.max(v),
            None => v,
        })
    };
    let mut best = None;
    let (ty, types) = (vm.type_of(iterable), &vm.types);
    if ty == types.list {
        for v in iterable.cast::<List>()?.items.slots() {
            best = Some(better(best, v.get())?);
        }
    } else if ty == types.tuple {
        for v in iterable.cast::<Tuple>()?.items() {
            best = Some(better(best, *v)?);
        }
    } else if ty == types.set || ty == types.frozenset {
        let set = iterable.cast::<Set>()?;
        let mut at = 0;
        while let Some((i, v, _)) = set.table.next(at) {
            best = Some(better(best, v)?);
            at = i + 1;
        }
    }
    best.map(Value::small)
}

/// The better of what was found so far and an item, each with its key.
#[inline]
fn better(
    vm: &mut Vm,
    best: Option<(Value, Value)>,
    v: Value,
    key: Option<Value>,
    op: CompareOp,
) -> PyResult<(Value, Value)> {
    let k = match key {
        Some(key) => vm.call(key, &[v])?,
        None => v,
    };
    match best {
        Some(best) if !vm.compare_bool(k, best.1, op)? => Ok(best),
        _ => Ok((v, k)),
    }
}
