//! `itemgetter`, `attrgetter` and `methodcaller`: callables that fetch something of their argument.

use super::call_with_dict;
use crate::kinds;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Link, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Module;
use tauraro_core::{Dict, PyResult, Str, Tuple, Type, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::iterable::Row;
use tauraro_objects::repr_guard::repr_once;

/// `itemgetter(item, ...)`: a tuple of subscripts.
struct ItemGetter {
    items: Gc<Tuple>,
}

payload!(ItemGetter, kinds::ITEMGETTER, "operator.itemgetter", [items]);

/// `attrgetter(name, ...)`: for each name a tuple of its dotted parts.
struct AttrGetter {
    names: Gc<Tuple>,
    paths: Gc<Tuple>,
}

payload!(AttrGetter, kinds::ATTRGETTER, "operator.attrgetter", [names, paths]);

/// `methodcaller(name, ...)`
struct MethodCaller {
    name: Slot,
    args: Gc<Tuple>,
    kwargs: Link<Dict>,
}

payload!(MethodCaller, kinds::METHODCALLER, "operator.methodcaller", [name, args, kwargs]);

/// The arguments of a constructor that takes one or more, and no keywords.
fn some_arguments<'a>(vm: &mut Vm, name: &str, args: Args<'a>) -> PyResult<&'a [Value]> {
    if args.has_keywords() {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    match args.plain() {
        [] => Err(vm.type_error(format!("{name} expected 1 argument, got 0"))),
        values => Ok(values),
    }
}

/// The one argument of a call.
fn one_argument(vm: &mut Vm, name: &str, args: Args<'_>) -> PyResult {
    if args.has_keywords() {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    match (args.positional_count(), args.get(0)) {
        (1, Some(v)) => Ok(v),
        (n, _) => Err(vm.type_error(format!("{name} expected 1 argument, got {n}"))),
    }
}

/// Applies `get` to each of `keys`: its result for one, else a tuple.
fn collect(vm: &mut Vm, keys: Gc<Tuple>, mut get: impl FnMut(&mut Vm, Value) -> PyResult) -> PyResult {
    if let &[key] = keys.items() {
        return get(vm, key);
    }
    let results = vm.new_list_with_capacity(keys.len())?;
    for key in keys.items() {
        let v = get(vm, *key)?;
        results.push(vm, v)?;
    }
    vm.new_tuple_of_slots(results.items.slots()).map(Gc::value)
}

fn new_itemgetter(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let items = some_arguments(vm, "itemgetter", args)?;
    let items = vm.new_tuple(items)?;
    Ok(vm.alloc(cls.root_shape.get(), ItemGetter { items }).value())
}

fn call_itemgetter(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult {
    let this: Gc<ItemGetter> = v.cast().expect("slots of itemgetter get them");
    let obj = one_argument(vm, "itemgetter", args)?;
    let row = Row::of(obj);
    collect(vm, this.items, |vm, key| {
        let direct = row.as_ref().and_then(|r| r.slots().get(usize::try_from(key.as_small()?).ok()?));
        match direct {
            Some(slot) => Ok(slot.get()),
            None => vm.getitem(obj, key),
        }
    })
}

/// Returns state information for pickling.
#[pyfunction("itemgetter.__reduce__($self, /)")]
fn reduce_itemgetter(vm: &mut Vm, this: Gc<ItemGetter>) -> PyResult {
    let ty = vm.type_of(this.value()).value();
    vm.new_tuple(&[ty, this.items.value()]).map(Gc::value)
}

fn new_attrgetter(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let names = some_arguments(vm, "attrgetter", args)?;
    let paths = vm.new_list_with_capacity(names.len())?;
    for name in names {
        let Some(name) = name.cast::<Str>() else { return Err(vm.type_error("attribute name must be a string")) };
        let path = vm.new_list(&[])?;
        let text = name.to_string_lossy();
        for part in text.split('.') {
            let part = vm.intern(part).value();
            path.push(vm, part)?;
        }
        let path = vm.new_tuple_of_slots(path.items.slots())?.value();
        paths.push(vm, path)?;
    }
    let names = vm.new_tuple(names)?;
    let paths = vm.new_tuple_of_slots(paths.items.slots())?;
    Ok(vm.alloc(cls.root_shape.get(), AttrGetter { names, paths }).value())
}

fn call_attrgetter(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult {
    let this: Gc<AttrGetter> = v.cast().expect("slots of attrgetter get them");
    let obj = one_argument(vm, "attrgetter", args)?;
    collect(vm, this.paths, |vm, path| {
        let path: Gc<Tuple> = path.cast().expect("paths are tuples");
        let mut found = obj;
        for name in path.items() {
            let name: Gc<Str> = name.cast().expect("names are strings");
            found = vm.getattr(found, name)?;
        }
        Ok(found)
    })
}

/// Returns state information for pickling.
#[pyfunction("attrgetter.__reduce__($self, /)")]
fn reduce_attrgetter(vm: &mut Vm, this: Gc<AttrGetter>) -> PyResult {
    let ty = vm.type_of(this.value()).value();
    vm.new_tuple(&[ty, this.names.value()]).map(Gc::value)
}

fn new_methodcaller(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let [name, rest @ ..] = args.plain() else {
        return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
    };
    let Some(name) = name.cast::<Str>() else { return Err(vm.type_error("method name must be a string")) };
    let name = vm.intern_str(name).value();
    let kwargs = if args.has_keywords() { Some(vm.new_dict()) } else { None };
    for (key, value) in args.keywords() {
        kwargs.map_or(Ok(()), |k| k.set_name(vm, key, value))?;
    }
    let args = vm.new_tuple(rest)?;
    let payload = MethodCaller { name: Slot::new(name), args, kwargs: Link::new(kwargs) };
    Ok(vm.alloc(cls.root_shape.get(), payload).value())
}

fn call_methodcaller(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult {
    let this: Gc<MethodCaller> = v.cast().expect("slots of methodcaller get them");
    let obj = one_argument(vm, "methodcaller", args)?;
    let name: Gc<Str> = this.name.get().cast().expect("the name is a string");
    match this.kwargs.get() {
        None => vm.call_method_args(obj, name, Args::positional(this.args.items())),
        Some(kwargs) => {
            let method = vm.getattr(obj, name)?;
            call_with_dict(vm, method, this.args.items(), kwargs)
        }
    }
}

/// Returns state information for pickling.
#[pyfunction("methodcaller.__reduce__($self, /)")]
fn reduce_methodcaller(vm: &mut Vm, this: Gc<MethodCaller>) -> PyResult {
    let ty = vm.type_of(this.value()).value();
    let name = this.name.get();
    let Some(kwargs) = this.kwargs.get() else {
        let args = this.args;
        let all = vm.new_tuple_filled(args.len() + 1, |i| if i == 0 { name } else { args.items()[i - 1] })?;
        return vm.new_tuple(&[ty, all.value()]).map(Gc::value);
    };
    // Keyword arguments travel in a partial.
    let functools = crate::import_module(vm, "functools")?;
    let partial = vm.getattr_str(functools, "partial")?;
    let made = call_with_dict(vm, partial, &[ty, name], kwargs)?;
    vm.new_tuple(&[made, this.args.value()]).map(Gc::value)
}

/// Prints `operator.name(arguments)`.
fn show(vm: &mut Vm, v: Value, name: &str, args: &[Value], kwargs: Option<Gc<Dict>>) -> PyResult {
    repr_once(vm, v, &format!("operator.{name}(...)"), |vm| {
        let mut text = vm.new_str(&format!("operator.{name}("))?;
        let mut separator = "";
        for arg in args {
            let shown = vm.repr(*arg)?;
            let start = vm.new_str(separator)?;
            text = vm.concat_str(text, start)?;
            text = vm.concat_str(text, shown)?;
            separator = ", ";
        }
        for (key, value) in kwargs.into_iter().flat_map(Gc::<Dict>::iter) {
            let key = vm.str(key)?.to_string_lossy();
            let shown = vm.repr(value)?;
            let start = vm.new_str(&format!("{separator}{key}="))?;
            text = vm.concat_str(text, start)?;
            text = vm.concat_str(text, shown)?;
            separator = ", ";
        }
        let end = vm.new_str(")")?;
        vm.concat_str(text, end).map(Gc::value)
    })
}

fn repr_itemgetter(vm: &mut Vm, v: Value) -> PyResult {
    let this: Gc<ItemGetter> = v.cast().expect("slots of itemgetter get them");
    show(vm, v, "itemgetter", this.items.items(), None)
}

fn repr_attrgetter(vm: &mut Vm, v: Value) -> PyResult {
    let this: Gc<AttrGetter> = v.cast().expect("slots of attrgetter get them");
    show(vm, v, "attrgetter", this.names.items(), None)
}

fn repr_methodcaller(vm: &mut Vm, v: Value) -> PyResult {
    let this: Gc<MethodCaller> = v.cast().expect("slots of methodcaller get them");
    let (name, args) = (this.name.get(), this.args);
    let all = vm.new_tuple_filled(args.len() + 1, |i| if i == 0 { name } else { args.items()[i - 1] })?;
    show(vm, v, "methodcaller", all.items(), this.kwargs.get())
}

static ITEMGETTER: TypeSpec = TypeSpec {
    name: "itemgetter",
    module: "operator",
    doc: Some(
        "itemgetter(item, /, *items) --> itemgetter object\n\nA callable that fetches the given items of its argument.",
    ),
    kind: Some(ItemGetter::INFO),
    new: Some(new_itemgetter),
    methods: defs![reduce_itemgetter],
    slots: |s| {
        s.repr.set(Some(repr_itemgetter));
        s.call.set(Some(call_itemgetter));
    },
    ..TypeSpec::EMPTY
};

static ATTRGETTER: TypeSpec = TypeSpec {
    name: "attrgetter",
    module: "operator",
    doc: Some(
        "attrgetter(attr, /, *attrs) --> attrgetter object\n\nA callable that fetches the given attributes of its \
         argument; names may be dotted.",
    ),
    kind: Some(AttrGetter::INFO),
    new: Some(new_attrgetter),
    methods: defs![reduce_attrgetter],
    slots: |s| {
        s.repr.set(Some(repr_attrgetter));
        s.call.set(Some(call_attrgetter));
    },
    ..TypeSpec::EMPTY
};

static METHODCALLER: TypeSpec = TypeSpec {
    name: "methodcaller",
    module: "operator",
    doc: Some(
        "methodcaller(name, /, *args, **kwargs) --> methodcaller object\n\nA callable that calls the given method of \
         its argument.",
    ),
    kind: Some(MethodCaller::INFO),
    new: Some(new_methodcaller),
    methods: defs![reduce_methodcaller],
    slots: |s| {
        s.repr.set(Some(repr_methodcaller));
        s.call.set(Some(call_methodcaller));
    },
    ..TypeSpec::EMPTY
};

pub(super) fn add(vm: &mut Vm, module: Gc<Module>) -> PyResult<()> {
    for spec in [&ITEMGETTER, &ATTRGETTER, &METHODCALLER] {
        let ty = vm.new_type(spec, vm.types.object)?;
        module.add(vm, spec.name, ty)?;
    }
    Ok(())
}
