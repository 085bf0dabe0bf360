//! `types.GenericAlias`: `list[int]`.

mod parameters;

use crate::text_of::type_repr;
use tauraro_core::attr::generic_getattr;
use tauraro_core::call::Args;
use tauraro_core::heap::{HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, GetSetDef, readonly};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Gc, List, PyResult, Str, Tuple, Type, Value, Vm, defs, kinds, payload, pyfunction};

pub(crate) use parameters::{collect, substitute};

pub(crate) struct GenericAlias {
    pub origin: Slot,
    /// A tuple.
    pub args: Slot,
    /// The type parameters among the arguments, a tuple; UNBOUND until asked for.
    parameters: Slot,
    /// `*tuple[int, ...]`
    pub starred: std::cell::Cell<bool>,
}

payload!(GenericAlias, kinds::GENERIC_ALIAS, "GenericAlias", [origin, args, parameters]);

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.generic_alias_iterator, &ITERATOR)?;
    vm.fill_type(vm.types.generic_alias, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    module: "types",
    doc: Some("A generic type with arguments."),
    kind: Some(GenericAlias::INFO),
    weakrefs: true,
    new: Some(new),
    methods: defs![mro_entries, instancecheck, subclasscheck, reduce, dir],
    getset: &[
        GetSetDef { name: "__origin__", doc: "The type.", get: |_, v| Ok(this(v).origin.get()), set: Some(readonly) },
        GetSetDef { name: "__args__", doc: "The arguments.", get: |_, v| Ok(this(v).args.get()), set: Some(readonly) },
        GetSetDef {
            name: "__unpacked__",
            doc: "Whether a star stands before it.",
            get: |_, v| Ok(Value::bool(this(v).starred.get())),
            set: Some(readonly),
        },
        GetSetDef { name: "__parameters__", doc: "Type variables.", get: get_parameters, set: None },
        GetSetDef {
            name: "__typing_unpacked_tuple_args__",
            doc: "The arguments of a starred tuple.",
            get: unpacked_tuple_args,
            set: None,
        },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.call.set(Some(call));
        s.getattr.set(Some(getattr));
        s.compare.set(Some(compare));
        s.getitem.set(Some(getitem));
        s.iter.set(Some(iter));
        s.or.set(Some(crate::union::or));
    },
    ..TypeSpec::EMPTY
};

fn this(v: Value) -> Gc<GenericAlias> {
    v.cast().expect("slots and getters get instances of their type")
}

/// `origin[item]`.
pub fn make(vm: &mut Vm, origin: Value, item: Value) -> PyResult {
    let cls = vm.types.generic_alias;
    alloc(vm, cls, origin, item, false)
}

fn alloc(vm: &mut Vm, cls: Gc<Type>, origin: Value, item: Value, starred: bool) -> PyResult {
    let args = match item.cast::<Tuple>() {
        Some(_) => item,
        None => vm.new_tuple(&[item])?.value(),
    };
    let payload = GenericAlias {
        origin: Slot::new(origin),
        args: Slot::new(args),
        parameters: Slot::new(Value::UNBOUND),
        starred: std::cell::Cell::new(starred),
    };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, usize::from(cls.inline_slots.get())).value())
}

fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    if args.has_keywords() {
        return Err(vm.type_error("GenericAlias() takes no keyword arguments"));
    }
    let [origin, item] = *args.plain() else {
        return Err(vm.type_error(format!("GenericAlias expected 2 arguments, got {}", args.plain().len())));
    };
    alloc(vm, cls, origin, item, false)
}

fn args_of(a: Gc<GenericAlias>) -> Gc<Tuple> {
    a.args.get().cast().expect("the arguments are a tuple")
}

fn get_parameters(vm: &mut Vm, v: Value) -> PyResult {
    let a = this(v);
    if let Some(known) = a.parameters.get().bound() {
        return Ok(known);
    }
    let found = collect(vm, args_of(a))?;
    a.set(&a.parameters, found.value());
    Ok(found.value())
}

fn unpacked_tuple_args(vm: &mut Vm, v: Value) -> PyResult {
    let a = this(v);
    let is_tuple = a.starred.get() && a.origin.get() == vm.types.tuple.value();
    Ok(if is_tuple { a.args.get() } else { Value::NONE })
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    vm.check_native_stack()?;
    let a = this(v);
    let mut text = if a.starred.get() { "*".to_owned() } else { String::new() };
    text.push_str(&type_repr(vm, a.origin.get())?);
    text.push('[');
    let args = args_of(a);
    if args.is_empty() {
        text.push_str("()");
    }
    for (i, arg) in args.items().iter().enumerate() {
        if i > 0 {
            text.push_str(", ");
        }
        let shown = match arg.cast::<List>() {
            Some(list) => list_repr(vm, list)?,
            None => type_repr(vm, *arg)?,
        };
        text.push_str(&shown);
    }
    text.push(']');
    Ok(vm.new_str(&text)?.value())
}

fn list_repr(vm: &mut Vm, list: Gc<List>) -> PyResult<String> {
    let mut parts = Vec::new();
    for i in 0..list.items.len() {
        // The text of an item may have made the list shorter.
        let Some(v) = list.items.get(i) else { return Err(vm.index_error("list index out of range")) };
        parts.push(type_repr(vm, v)?);
    }
    Ok(format!("[{}]", parts.join(", ")))
}

fn hash(vm: &mut Vm, v: Value) -> PyResult<i64> {
    let a = this(v);
    let (x, y) = (vm.hash(a.origin.get())?, vm.hash(a.args.get())?);
    Ok(x ^ y)
}

/// Makes an instance of the type, which is told the alias (`__orig_class__`) if it can hold it.
fn call(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult {
    let made = vm.call_args(this(v).origin.get(), args)?;
    let name = vm.names.orig_class;
    if let Err(raised) = vm.setattr(made, name, Some(v)) {
        let ignored = vm.catch(vm.exc.attribute_error).or_else(|| vm.catch(vm.exc.type_error));
        if ignored.is_none() {
            return Err(raised);
        }
    }
    Ok(made)
}

/// Attributes that the alias itself has; all others are those of its type.
const OWN: [&str; 12] = [
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__bases__",
    "__copy__",
    "__deepcopy__",
];

fn getattr(vm: &mut Vm, v: Value, name: Gc<Str>) -> PyResult<Option<Value>> {
    if name.as_bytes().starts_with(b"__") && OWN.iter().any(|n| n.as_bytes() == name.as_bytes()) {
        return generic_getattr(vm, v, name);
    }
    vm.getattr(this(v).origin.get(), name).map(Some)
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<GenericAlias>(), b.cast::<GenericAlias>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let same = x.starred.get() == y.starred.get()
        && vm.eq(x.origin.get(), y.origin.get())?
        && vm.eq(x.args.get(), y.args.get())?;
    Ok(Value::bool(same == (op == CompareOp::Eq)))
}

/// Puts arguments in the place of the type variables.
fn getitem(vm: &mut Vm, v: Value, item: Value) -> PyResult {
    let a = this(v);
    let parameters = get_parameters(vm, v)?.cast::<Tuple>();
    let parameters = parameters.expect("collect gives a tuple");
    let args = substitute(vm, v, args_of(a), parameters, item)?;
    let cls = vm.types.generic_alias;
    alloc(vm, cls, a.origin.get(), args.value(), a.starred.get())
}

/// `*alias` gives the starred alias, once.
fn iter(vm: &mut Vm, v: Value) -> PyResult {
    let payload = AliasIterator { alias: Slot::new(v) };
    Ok(vm.alloc(ShapeId::GENERIC_ALIAS_ITERATOR, payload).value())
}

/// What `iter(alias)` gives.
pub(crate) struct AliasIterator {
    /// UNBOUND once it was given.
    alias: Slot,
}

payload!(AliasIterator, kinds::GENERIC_ALIAS_ITERATOR, "generic_alias_iterator", [alias]);

static ITERATOR: TypeSpec = TypeSpec {
    kind: Some(AliasIterator::INFO),
    methods: defs![iterator_reduce],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<AliasIterator> = v.cast().expect("slots get instances of their type");
    let Some(alias) = this.alias.get().bound() else { return Ok(None) };
    this.set(&this.alias, Value::UNBOUND);
    let (a, cls) = (self::this(alias), vm.types.generic_alias);
    alloc(vm, cls, a.origin.get(), a.args.get(), true).map(Some)
}

/// For pickling: `iter` and the alias, or an empty tuple.
#[pyfunction("generic_alias_iterator.__reduce__($self, /)")]
fn iterator_reduce(vm: &mut Vm, this: Gc<AliasIterator>) -> PyResult<Gc<Tuple>> {
    // Finding `iter` may run code that takes the alias.
    let iter = crate::iterable::builtin(vm, "iter")?;
    let over = match this.alias.get().bound() {
        Some(alias) => alias,
        None => vm.new_tuple(&[])?.value(),
    };
    let args = vm.new_tuple(&[over])?.value();
    vm.new_tuple(&[iter, args])
}

/// For `class C(list[int])`: the type.
#[pyfunction("GenericAlias.__mro_entries__($self, bases, /)")]
fn mro_entries(vm: &mut Vm, this: Gc<GenericAlias>, _bases: Value) -> PyResult<Gc<Tuple>> {
    vm.new_tuple(&[this.origin.get()])
}

/// An alias is no class: raises TypeError.
#[pyfunction("GenericAlias.__instancecheck__($self, instance, /)")]
fn instancecheck(vm: &mut Vm, _this: Gc<GenericAlias>, _instance: Value) -> PyResult {
    Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
}

/// An alias is no class: raises TypeError.
#[pyfunction("GenericAlias.__subclasscheck__($self, cls, /)")]
fn subclasscheck(vm: &mut Vm, _this: Gc<GenericAlias>, _cls: Value) -> PyResult {
    Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
}

/// For pickling: the type and its arguments, and the star.
#[pyfunction("GenericAlias.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<GenericAlias>) -> PyResult<Gc<Tuple>> {
    let alias = vm.types.generic_alias.value();
    if this.starred.get() {
        let cls = vm.types.generic_alias;
        let plain = alloc(vm, cls, this.origin.get(), this.args.get(), false)?;
        let iter = vm.iter(plain)?;
        let next = crate::iterable::builtin(vm, "next")?;
        let args = vm.new_tuple(&[iter])?.value();
        return vm.new_tuple(&[next, args]);
    }
    let args = vm.new_tuple(&[this.origin.get(), this.args.get()])?.value();
    vm.new_tuple(&[alias, args])
}

/// The names of the type's attributes and of the alias's own.
#[pyfunction("GenericAlias.__dir__($self, /)")]
fn dir(vm: &mut Vm, this: Gc<GenericAlias>) -> PyResult<Gc<List>> {
    let names = crate::builtins::dir_of(vm, this.origin.get())?;
    for own in OWN.iter().filter(|n| !matches!(**n, "__bases__" | "__copy__" | "__deepcopy__")) {
        let name = vm.intern(own).value();
        let known = names.items.slots().iter().any(|s| s.get() == name);
        if !known {
            names.push(vm, name)?;
        }
    }
    Ok(names)
}
