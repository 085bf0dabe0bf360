//! Type variables in the arguments of aliases: finding them, and putting types in their place.

use tauraro_core::{Gc, List, PyResult, Raised, Str, Tuple, Type, Value, Vm};

/// The type variables among arguments, each once, in the order of their appearance.
pub(crate) fn collect(vm: &mut Vm, args: Gc<Tuple>) -> PyResult<Gc<Tuple>> {
    let found = vm.new_list(&[])?;
    for arg in args.items() {
        collect_from(vm, *arg, found)?;
    }
    vm.list_to_tuple(found)
}

fn collect_from(vm: &mut Vm, arg: Value, found: Gc<List>) -> PyResult<()> {
    if arg.is::<Type>() {
        return Ok(());
    }
    if let Some(inner) = row(vm, arg)? {
        for v in inner.items() {
            collect_from(vm, *v, found)?;
        }
        return Ok(());
    }
    if is_variable(vm, arg)? {
        return add(vm, arg, found);
    }
    let name = vm.names.parameters;
    if let Some(theirs) = vm.getattr_opt(arg, name)?.and_then(Value::cast::<Tuple>) {
        for v in theirs.items() {
            add(vm, *v, found)?;
        }
    }
    Ok(())
}

/// The items of a list or tuple of arguments (`Callable[[int], str]`).
fn row(vm: &mut Vm, v: Value) -> PyResult<Option<Gc<Tuple>>> {
    match (v.cast::<Tuple>(), v.cast::<List>()) {
        (Some(t), _) => Ok(Some(t)),
        (_, Some(list)) => vm.list_to_tuple(list).map(Some),
        _ => Ok(None),
    }
}

fn add(vm: &mut Vm, v: Value, found: Gc<List>) -> PyResult<()> {
    let mut i = 0;
    while let Some(known) = found.items.get(i) {
        if vm.eq(known, v)? {
            return Ok(());
        }
        i += 1;
    }
    found.push(vm, v)
}

/// Type variables are what knows how to be substituted.
fn is_variable(vm: &mut Vm, v: Value) -> PyResult<bool> {
    let name = vm.names.typing_subst;
    Ok(vm.getattr_opt(v, name)?.is_some())
}

/// The arguments `args` of `alias` with `item` (one or a tuple) in the place of `parameters`.
pub(crate) fn substitute(
    vm: &mut Vm,
    alias: Value,
    args: Gc<Tuple>,
    parameters: Gc<Tuple>,
    item: Value,
) -> PyResult<Gc<Tuple>> {
    if parameters.is_empty() {
        let shown = vm.repr(alias)?.to_string_lossy();
        return Err(vm.type_error(format!("{shown} is not a generic class")));
    }
    let mut given = unpack(vm, item)?;
    for p in parameters.items() {
        let name = vm.names.typing_prepare_subst;
        if let Some(prepare) = vm.getattr_opt(*p, name)?.and_then(Value::non_none) {
            let prepared = vm.call(prepare, &[alias, given.value()])?;
            given = match prepared.cast::<Tuple>() {
                Some(t) => t,
                None => vm.new_tuple(&[prepared])?,
            };
        }
    }
    if given.len() != parameters.len() {
        return Err(wrong_count(vm, alias, given.len(), parameters.len()));
    }
    let result = vm.new_list(&[])?;
    for arg in args.items() {
        substitute_one(vm, alias, *arg, parameters, given, result)?;
    }
    vm.list_to_tuple(result)
}

#[cold]
fn wrong_count(vm: &mut Vm, alias: Value, given: usize, wanted: usize) -> Raised {
    let shown = match vm.repr(alias) {
        Ok(s) => s.to_string_lossy(),
        Err(raised) => return raised,
    };
    let many = if given > wanted { "many" } else { "few" };
    vm.type_error(format!("Too {many} arguments for {shown}; actual {given}, expected {wanted}"))
}

/// The arguments of a subscription, with `*tuple[int, str]` written out.
fn unpack(vm: &mut Vm, item: Value) -> PyResult<Gc<Tuple>> {
    let given = match item.cast::<Tuple>() {
        Some(t) => t,
        None => vm.new_tuple(&[item])?,
    };
    let list = vm.new_list(&[])?;
    for v in given.items() {
        let name = vm.names.typing_unpacked_tuple_args;
        let inner = if v.is::<Type>() { None } else { vm.getattr_opt(*v, name)?.and_then(Value::cast::<Tuple>) };
        match inner {
            Some(t) if t.items().last() != Some(&Value::ELLIPSIS) => {
                for v in t.items() {
                    list.push(vm, *v)?;
                }
            }
            _ => list.push(vm, *v)?,
        }
    }
    vm.list_to_tuple(list)
}

fn substitute_one(
    vm: &mut Vm,
    alias: Value,
    arg: Value,
    parameters: Gc<Tuple>,
    given: Gc<Tuple>,
    result: Gc<List>,
) -> PyResult<()> {
    if arg.is::<Type>() {
        return result.push(vm, arg);
    }
    if let Some(inner) = row(vm, arg)? {
        let part = vm.new_list(&[])?;
        for v in inner.items() {
            substitute_one(vm, alias, *v, parameters, given, part)?;
        }
        let made = if arg.is::<List>() { part.value() } else { vm.list_to_tuple(part)?.value() };
        return result.push(vm, made);
    }
    let starred = is_starred_variable(vm, arg)?;
    let name: Gc<Str> = vm.names.typing_subst;
    let made = match vm.getattr_opt(arg, name)? {
        Some(substitute) => {
            let at = parameters.items().iter().position(|p| *p == arg);
            let Some(with) = at.and_then(|i| given.get(i)) else {
                let shown = vm.repr(arg)?.to_string_lossy();
                return Err(vm.type_error(format!("argument {shown} was not found in __parameters__")));
            };
            vm.call(substitute, &[with])?
        }
        None => in_alias(vm, arg, parameters, given)?,
    };
    if !starred {
        return result.push(vm, made);
    }
    let Some(many) = made.cast::<Tuple>() else {
        let text = format!(
            "expected __typing_subst__ of {} objects to return a tuple, not {}",
            vm.type_name(arg),
            vm.type_name(made)
        );
        return Err(vm.type_error(text));
    };
    for v in many.items() {
        result.push(vm, *v)?;
    }
    Ok(())
}

fn is_starred_variable(vm: &mut Vm, arg: Value) -> PyResult<bool> {
    let name = vm.names.typing_is_unpacked_typevartuple;
    match vm.getattr_opt(arg, name)? {
        Some(flag) => vm.truth(flag),
        None => Ok(false),
    }
}

/// An argument that is an alias with variables of its own: subscribed with what they stand for.
fn in_alias(vm: &mut Vm, arg: Value, parameters: Gc<Tuple>, given: Gc<Tuple>) -> PyResult {
    let name = vm.names.parameters;
    let Some(theirs) = vm.getattr_opt(arg, name)?.and_then(Value::cast::<Tuple>) else { return Ok(arg) };
    if theirs.is_empty() {
        return Ok(arg);
    }
    let with = vm.new_list(&[])?;
    for p in theirs.items() {
        match parameters.items().iter().position(|q| q == p).and_then(|i| given.get(i)) {
            Some(v) => match v.cast::<Tuple>().filter(|_| crate::typing_::is_type_var_tuple(*p)) {
                Some(many) => {
                    for v in many.items() {
                        with.push(vm, *v)?;
                    }
                }
                None => with.push(vm, v)?,
            },
            None => with.push(vm, *p)?,
        }
    }
    let with = vm.list_to_tuple(with)?;
    vm.getitem(arg, with.value())
}
