//! Joining the arguments of `f(*args, **kwargs)` and the parts of `[*a]` and `{**d}`.

use crate::dict::update::{OnDuplicate, merge};
use crate::iterable;
use tauraro_core::heap::Gc;
use tauraro_core::object::Exception;
use tauraro_core::{Dict, List, PyResult, Str, Tuple, Value, Vm};

/// How messages about arguments name a callee: `f()`, `module.Class.method()`.
pub fn function_text(vm: &mut Vm, f: Value) -> PyResult<String> {
    let qualname = vm.getattr_opt(f, vm.names.qualname)?;
    let Some(qualname) = qualname.and_then(Value::cast::<Str>) else {
        return Ok(vm.str(f)?.to_string_lossy());
    };
    let qualname = qualname.to_string_lossy();
    let module = vm.getattr_opt(f, vm.names.module)?.and_then(Value::cast::<Str>);
    Ok(match module.map(|m| m.to_string_lossy()) {
        Some(module) if module != "builtins" => format!("{module}.{qualname}()"),
        _ => format!("{qualname}()"),
    })
}

/// Appends the items of `*v` to the positional arguments for `f`, or (without `f`) to the items
/// of a display. Raises TypeError if `v` is not iterable.
pub fn extend_starred(vm: &mut Vm, f: Option<Value>, list: Gc<List>, v: Value) -> PyResult<()> {
    let ty = vm.type_of(v);
    if ty.slots.iter.get().is_some() || ty.slots.getitem.get().is_some() {
        return iterable::extend(vm, list, v);
    }
    let name = ty.name_str();
    let text = match f {
        Some(f) => format!("{} argument after * must be an iterable, not {name}", function_text(vm, f)?),
        None => format!("Value after * must be an iterable, not {name}"),
    };
    Err(vm.type_error(text))
}

/// `(*items,)` of a list that nothing else holds.
pub fn list_to_tuple(vm: &mut Vm, list: Gc<List>) -> PyResult<Gc<Tuple>> {
    vm.new_tuple_of_slots(list.items.slots())
}

/// Adds the entries of `**mapping` to the keyword arguments for `f`. Raises TypeError if it is
/// no mapping or a name comes twice.
pub fn merge_keywords(vm: &mut Vm, f: Value, kwargs: Gc<Dict>, mapping: Value) -> PyResult<()> {
    let Err(raised) = merge(vm, kwargs, mapping, OnDuplicate::Raise) else { return Ok(()) };
    if vm.catch(vm.exc.attribute_error).is_some() {
        let name = vm.type_name(mapping);
        let text = format!("{} argument after ** must be a mapping, not {name}", function_text(vm, f)?);
        return Err(vm.type_error(text));
    }
    let Some(exc) = vm.catch(vm.exc.key_error) else { return Err(raised) };
    let args = exc.cast::<Exception>().and_then(|e| e.args.get().cast::<Tuple>());
    let Some(&[key]) = args.as_ref().map(|a| a.items()) else { return Err(vm.raise_again(exc)) };
    if !key.is::<Str>() {
        return Err(vm.type_error("keywords must be strings"));
    }
    let key = vm.str(key)?.to_string_lossy();
    let text = format!("{} got multiple values for keyword argument '{key}'", function_text(vm, f)?);
    Err(vm.type_error(text))
}

/// `sorted(iterable, key=key, reverse=reverse)`
pub fn sorted(vm: &mut Vm, iterable: Value, key: Option<Value>, reverse: bool) -> PyResult<Gc<List>> {
    let list = iterable::list_from_iterable(vm, iterable)?;
    crate::list::sort_list(vm, list, key, reverse)?;
    Ok(list)
}
