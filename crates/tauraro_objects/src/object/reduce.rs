//! Pickling of any object: `__reduce_ex__`, `__reduce__`, `__getstate__`.

use tauraro_core::{Dict, Gc, List, PyResult, Str, Tuple, Type, Value, Vm, kinds, pyfunction};

/// How `pickle` and `copy` take the object apart, for a protocol.
#[pyfunction("object.__reduce_ex__($self, protocol, /)")]
pub(super) fn reduce_ex(vm: &mut Vm, this: Value, protocol: i64) -> PyResult {
    let name = vm.names.reduce;
    if let Some(own) = vm.getattr_opt(this, name)? {
        let cls = vm.type_of(this);
        let (object, theirs) = (vm.types.object, vm.lookup(cls, name));
        if theirs != vm.lookup(object, name) {
            return vm.call(own, &[]);
        }
    }
    common(vm, this, protocol)
}

/// How `pickle` takes the object apart, by the oldest protocol.
#[pyfunction("object.__reduce__($self, /)")]
pub(super) fn reduce(vm: &mut Vm, this: Value) -> PyResult {
    common(vm, this, 0)
}

/// What `pickle` and `copy` keep of the object.
#[pyfunction("object.__getstate__($self, /)")]
pub(super) fn getstate(vm: &mut Vm, this: Value) -> PyResult {
    default_state(vm, this, false)
}

fn common(vm: &mut Vm, this: Value, protocol: i64) -> PyResult {
    if protocol >= 2 {
        return new_object(vm, this);
    }
    let copyreg = crate::import::module(vm, "copyreg")?;
    vm.call_method(copyreg, "_reduce_ex", &[this, Value::small(protocol)])
}

/// The arguments for `__new__`: positional and keywords, if the class gives any.
fn new_arguments(vm: &mut Vm, this: Value) -> PyResult<(Option<Gc<Tuple>>, Option<Gc<Dict>>)> {
    let (ex, plain) = (vm.names.getnewargs_ex, vm.names.getnewargs);
    if let Some(given) = vm.call_special(this, ex, &[])? {
        return both_arguments(vm, given).map(|(a, k)| (Some(a), Some(k)));
    }
    match vm.call_special(this, plain, &[])? {
        None => Ok((None, None)),
        Some(args) => match args.cast::<Tuple>() {
            Some(args) => Ok((Some(args), None)),
            None => {
                let text = format!("__getnewargs__ should return a tuple, not '{}'", vm.type_name(args));
                Err(vm.type_error(text))
            }
        },
    }
}

fn both_arguments(vm: &mut Vm, given: Value) -> PyResult<(Gc<Tuple>, Gc<Dict>)> {
    let text = match given.cast::<Tuple>() {
        None => format!("__getnewargs_ex__ should return a tuple, not '{}'", vm.type_name(given)),
        Some(t) => match *t.items() {
            [args, kwargs] => match (args.cast::<Tuple>(), kwargs.cast::<Dict>()) {
                (Some(args), Some(kwargs)) => return Ok((args, kwargs)),
                (None, _) => format!(
                    "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{}'",
                    vm.type_name(args)
                ),
                (_, None) => format!(
                    "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{}'",
                    vm.type_name(kwargs)
                ),
            },
            _ => format!("__getnewargs_ex__ should return a tuple of length 2, not {}", t.len()),
        },
    };
    Err(vm.type_error(text))
}

fn new_object(vm: &mut Vm, this: Value) -> PyResult {
    let cls = vm.type_of(this);
    if cls.slots.new.get().is_none() {
        return Err(vm.type_error(format!("cannot pickle '{}' object", cls.name_str())));
    }
    let (args, kwargs) = new_arguments(vm, this)?;
    let copyreg = crate::import::module(vm, "copyreg")?;
    let kwargs = kwargs.filter(|k| !k.is_empty());
    let (maker, maker_args) = match (kwargs, args) {
        (Some(kwargs), Some(args)) => {
            let maker = vm.getattr_str(copyreg, "__newobj_ex__")?;
            (maker, vm.new_tuple(&[cls.value(), args.value(), kwargs.value()])?)
        }
        _ => {
            let maker = vm.getattr_str(copyreg, "__newobj__")?;
            let given = args.map_or(0, |a| a.len());
            let all = vm.new_tuple_filled(given + 1, |i| match (i, args) {
                (0, _) => cls.value(),
                (i, Some(args)) => args.items()[i - 1],
                _ => Value::NONE,
            })?;
            (maker, all)
        }
    };
    let (is_list, is_dict) = (this.is::<List>(), this.is::<Dict>());
    let state = state_of(vm, this, !(args.is_some() || is_list || is_dict))?;
    let items = if is_list { vm.iter(this)? } else { Value::NONE };
    let pairs = if is_dict {
        let pairs = vm.call_method(this, "items", &[])?;
        vm.iter(pairs)?
    } else {
        Value::NONE
    };
    Ok(vm.new_tuple(&[maker, maker_args.value(), state, items, pairs])?.value())
}

/// `this.__getstate__()`, unless it is the default.
fn state_of(vm: &mut Vm, this: Value, required: bool) -> PyResult {
    let name = vm.names.getstate;
    let (cls, object) = (vm.type_of(this), vm.types.object);
    if vm.lookup(cls, name) == vm.lookup(object, name) && vm.instance_get(this, name).is_none() {
        return default_state(vm, this, required);
    }
    vm.call_method_args(this, name, tauraro_core::Args::NONE)
}

/// The `__dict__`, together with the values of `__slots__` if there are any.
fn default_state(vm: &mut Vm, this: Value, required: bool) -> PyResult {
    let cls = vm.type_of(this);
    if required && cls.instance_kind.get() != kinds::INSTANCE {
        return Err(vm.type_error(format!("cannot pickle '{}' object", cls.name_str())));
    }
    // Without attributes there is no state, though there is a `__dict__`.
    let state = vm.getattr_opt(this, vm.names.dict)?.unwrap_or(Value::NONE);
    let state = if state.cast::<Dict>().is_some_and(Gc::<Dict>::is_empty) { Value::NONE } else { state };
    let slots = slot_values(vm, this, cls)?;
    if slots.is_empty() {
        return Ok(state);
    }
    Ok(vm.new_tuple(&[state, slots.value()])?.value())
}

fn slot_values(vm: &mut Vm, this: Value, cls: Gc<Type>) -> PyResult<Gc<Dict>> {
    let values = vm.new_dict();
    if cls.fixed_slots.get() == u16::from(cls.dict_slot.get().is_some()) {
        return Ok(values);
    }
    let copyreg = crate::import::module(vm, "copyreg")?;
    let names = vm.call_method(copyreg, "_slotnames", &[cls.value()])?;
    vm.for_each(names, |vm, name| {
        let Some(text) = name.cast::<Str>() else { return Ok(()) };
        if let Some(v) = vm.getattr_opt(this, text)? {
            values.set_item(vm, name, v)?;
        }
        Ok(())
    })?;
    Ok(values)
}
