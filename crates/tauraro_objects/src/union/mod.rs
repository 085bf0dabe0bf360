//! `typing.Union`: `int | str`.

use crate::generic_alias::{GenericAlias, collect, substitute};
use crate::text_of::type_repr;
use std::cell::Cell;
use tauraro_core::heap::{HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, GetSetDef, readonly};
use tauraro_core::shape::ShapeId;
use tauraro_core::{Gc, List, PyResult, Str, Tuple, Type, Value, Vm, defs, kinds, payload, pyfunction};

pub(crate) struct Union {
    /// A tuple of at least two.
    args: Slot,
    /// Type variables, a tuple; UNBOUND until asked for.
    parameters: Slot,
    /// How many of the types had no hash when the union was made: it has none either.
    unhashable: Cell<i64>,
}

payload!(Union, kinds::UNION, "Union", [args, parameters]);

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.union, &SPEC)?;
    // Unions show it too.
    let typing = vm.intern("typing").value();
    vm.add_to_type(vm.types.union, "__module__", typing)
}

static SPEC: TypeSpec = TypeSpec {
    module: "typing",
    doc: Some("A choice of types."),
    kind: Some(Union::INFO),
    weakrefs: true,
    methods: defs![class_getitem, mro_entries],
    getset: &[
        GetSetDef { name: "__args__", doc: "The types.", get: |_, v| Ok(this(v).args.get()), set: Some(readonly) },
        GetSetDef { name: "__parameters__", doc: "Type variables.", get: get_parameters, set: None },
        GetSetDef { name: "__name__", doc: "Union.", get: |vm, _| Ok(vm.intern("Union").value()), set: None },
        GetSetDef { name: "__qualname__", doc: "Union.", get: |vm, _| Ok(vm.intern("Union").value()), set: None },
        GetSetDef { name: "__origin__", doc: "typing.Union.", get: |vm, _| Ok(vm.types.union.value()), set: None },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.getitem.set(Some(getitem));
        s.or.set(Some(or));
    },
    ..TypeSpec::EMPTY
};

fn this(v: Value) -> Gc<Union> {
    v.cast().expect("slots and getters get instances of their type")
}

/// The types of a union.
pub(crate) fn members(v: Value) -> Option<Gc<Tuple>> {
    v.cast::<Union>()?.args.get().cast()
}

/// What may be part of a union that `|` makes.
fn is_unionable(vm: &Vm, v: Value) -> bool {
    let t = &vm.types;
    let unionable = [t.type_alias_type, t.type_var, t.param_spec, t.type_var_tuple];
    v.is_none() || v.is::<Type>() || v.is::<GenericAlias>() || v.is::<Union>() || unionable.contains(&vm.type_of(v))
}

/// `a | b` of types.
pub(crate) fn or(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    // A union takes anything as a further member.
    if a.is::<Union>() || b.is::<Union>() {
        let (a, b) = (member(vm, a)?, member(vm, b)?);
        return make(vm, &[a, b]);
    }
    if !is_unionable(vm, a) || !is_unionable(vm, b) || a.is_none() && b.is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    make(vm, &[a, b])
}

/// A text as a reference to what it names; anything else as it is.
fn member(vm: &mut Vm, v: Value) -> PyResult {
    if v.is::<Str>() { check_type(vm, v) } else { Ok(v) }
}

/// The union of types: nested ones are flattened, equal ones merged; of one type it is that.
pub(crate) fn make(vm: &mut Vm, types: &[Value]) -> PyResult {
    let flat = vm.new_list(&[])?;
    for t in types {
        add(vm, *t, flat)?;
    }
    if flat.items.len() == 1 {
        return Ok(flat.items.get(0).unwrap_or(Value::NONE));
    }
    let args = vm.list_to_tuple(flat)?;
    let mut unhashable = 0;
    for t in args.items() {
        unhashable += i64::from(hash_of(vm, *t)?.is_none());
    }
    let payload = Union {
        args: Slot::new(args.value()),
        parameters: Slot::new(Value::UNBOUND),
        unhashable: Cell::new(unhashable),
    };
    Ok(vm.alloc(ShapeId::UNION, payload).value())
}

fn add(vm: &mut Vm, v: Value, flat: Gc<List>) -> PyResult<()> {
    if let Some(inner) = members(v) {
        for t in inner.items() {
            add(vm, *t, flat)?;
        }
        return Ok(());
    }
    let v = if v.is_none() { vm.types.none_type.value() } else { v };
    let mut i = 0;
    while let Some(known) = flat.items.get(i) {
        if same(vm, known, v)? {
            return Ok(());
        }
        i += 1;
    }
    flat.push(vm, v)
}

/// The hash of a member; `None`: it has none.
fn hash_of(vm: &mut Vm, v: Value) -> PyResult<Option<i64>> {
    let hash = vm.hash(v);
    vm.catching(hash, vm.exc.type_error)
}

/// Aliases are equal only if they are written alike; other types by `==`, if they are of one
/// hash or have none.
fn same(vm: &mut Vm, a: Value, b: Value) -> PyResult<bool> {
    if a == b {
        return Ok(true);
    }
    if a.is::<GenericAlias>() != b.is::<GenericAlias>() || hash_of(vm, a)? != hash_of(vm, b)? {
        return Ok(false);
    }
    vm.eq(a, b)
}

fn args_of(u: Gc<Union>) -> Gc<Tuple> {
    u.args.get().cast().expect("the arguments are a tuple")
}

fn get_parameters(vm: &mut Vm, v: Value) -> PyResult {
    let u = this(v);
    if let Some(known) = u.parameters.get().bound() {
        return Ok(known);
    }
    let found = collect(vm, args_of(u))?;
    u.set(&u.parameters, found.value());
    Ok(found.value())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    vm.check_native_stack()?;
    let mut parts = Vec::new();
    for t in args_of(this(v)).items() {
        parts.push(type_repr(vm, *t)?);
    }
    Ok(vm.new_str(&parts.join(" | "))?.value())
}

/// The order of the types does not matter.
fn hash(vm: &mut Vm, v: Value) -> PyResult<i64> {
    let mut h: i64 = 0x5EED;
    for t in args_of(this(v)).items() {
        // A sum does not depend on the order; scrambling keeps pairs from cancelling out.
        let of_type = vm.hash(*t)? as u64;
        h = h.wrapping_add((of_type ^ (of_type >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15) as i64);
    }
    match this(v).unhashable.get() {
        0 => Ok(if h == -1 { -2 } else { h }),
        // They have hashes by now, but what the union was made of then is what it is.
        1 => Err(vm.type_error("union contains 1 unhashable element")),
        n => Err(vm.type_error(format!("union contains {n} unhashable elements"))),
    }
}

fn contains_all(vm: &mut Vm, a: Gc<Tuple>, b: Gc<Tuple>) -> PyResult<bool> {
    for t in a.items() {
        let mut found = false;
        for u in b.items() {
            found |= same(vm, *t, *u)?;
        }
        if !found {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (members(a), members(b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal = x.len() == y.len() && contains_all(vm, x, y)? && contains_all(vm, y, x)?;
    Ok(Value::bool(equal == (op == CompareOp::Eq)))
}

/// Puts arguments in the place of type variables.
fn getitem(vm: &mut Vm, v: Value, item: Value) -> PyResult {
    let parameters = get_parameters(vm, v)?.cast::<Tuple>().expect("collect gives a tuple");
    let args = substitute(vm, v, args_of(this(v)), parameters, item)?;
    make(vm, args.items())
}

/// `Union[int, str]`: as `int | str`; texts stand for types that are not defined yet.
#[pyfunction("Union.__class_getitem__($cls, object, /)")]
fn class_getitem(vm: &mut Vm, _cls: Value, object: Value) -> PyResult {
    let types = match object.cast::<Tuple>() {
        Some(t) => t,
        None => vm.new_tuple(&[object])?,
    };
    if types.is_empty() {
        return Err(vm.type_error("Cannot take a Union of no types."));
    }
    make_checked(vm, types.items())
}

/// The union of types that may be texts or `typing`'s own.
pub(crate) fn make_checked(vm: &mut Vm, types: &[Value]) -> PyResult {
    let checked = vm.new_list(&[])?;
    for t in types {
        let t = if t.is_none() || is_unionable(vm, *t) { *t } else { check_type(vm, *t)? };
        checked.push(vm, t)?;
    }
    let checked = vm.list_to_tuple(checked)?;
    make(vm, checked.items())
}

/// What `typing` accepts as a type.
fn check_type(vm: &mut Vm, v: Value) -> PyResult {
    let typing = crate::import::module(vm, "typing")?;
    if v.is::<Str>() {
        let convert = vm.getattr_str(typing, "_type_convert")?;
        return vm.call(convert, &[v]);
    }
    let check = vm.getattr_str(typing, "_type_check")?;
    let message = vm.new_str("Union[arg, ...]: each arg must be a type.")?.value();
    vm.call(check, &[v, message])
}

/// A union cannot be a base: raises TypeError.
#[pyfunction("Union.__mro_entries__($self, bases, /)")]
fn mro_entries(vm: &mut Vm, this: Gc<Union>, _bases: Value) -> PyResult {
    let shown = vm.repr(this.value())?.to_string_lossy();
    Err(vm.type_error(format!("Cannot subclass {shown}")))
}
