//! Struct sequences: tuples whose items also have names (`sys.version_info`, `os.stat_result`,
//! `time.struct_time` ...).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use tauraro_core::builtin::FnDef;
use tauraro_core::heap::Gc;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Getter, Str, Tuple, TypeFlags, readonly};
use tauraro_core::{Dict, PyResult, Type, Value, Vm, defs, pyfunction};

/// How a struct sequence type looks.
pub(crate) struct SequenceSpec {
    pub(crate) spec: TypeSpec,
    /// Names of the items, then of the attributes that are no items; items may be unnamed ("").
    pub(crate) fields: &'static [&'static str],
    /// How many of them are items.
    pub(crate) visible: usize,
}

/// The parts of a type description that all struct sequences share.
pub(crate) const BASE: TypeSpec = TypeSpec {
    flags: TypeFlags::IMMUTABLE,
    new: Some(new::as_new),
    methods: METHODS,
    slots: |s| s.repr.set(Some(repr)),
    ..TypeSpec::EMPTY
};

const METHODS: &[&FnDef] = defs![reduce, replace];

/// A new struct sequence type.
pub(crate) fn new_type(vm: &mut Vm, spec: &'static SequenceSpec) -> PyResult<Gc<Type>> {
    let tuple = vm.types.tuple;
    let ty = vm.new_type(&spec.spec, tuple)?;
    let hidden = spec.fields.len() - spec.visible;
    // Attributes that are no items stand in slots behind the items.
    ty.fixed_slots.set(hidden as u16);
    ty.inline_slots.set(hidden as u16);
    let list = vm.new_list(&[])?;
    for (i, name) in spec.fields.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let text = vm.intern(name).value();
        if i < spec.visible {
            list.push(vm, text)?;
        }
    }
    for def in member_defs(spec.fields) {
        vm.add_getset(ty, def)?;
    }
    let match_args = vm.new_tuple_filled(list.items.len(), |i| list.items.get(i).unwrap_or(Value::NONE))?;
    let unnamed = spec.fields.iter().filter(|name| name.is_empty()).count();
    for (name, n) in
        [("n_fields", spec.fields.len()), ("n_sequence_fields", spec.visible), ("n_unnamed_fields", unnamed)]
    {
        vm.add_to_type(ty, name, Value::small(n as i64))?;
    }
    vm.add_to_type(ty, "__match_args__", match_args.value())?;
    vm.type_modified(ty);
    Ok(ty)
}

/// Descriptions of the named fields. They are made once in a process for each row of names, as
/// every runtime refers to the same ones.
fn member_defs(fields: &'static [&'static str]) -> &'static [GetSetDef] {
    static MADE: Mutex<BTreeMap<usize, &'static [GetSetDef]>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(fields.as_ptr() as usize).or_insert_with(|| {
        let named = fields.iter().zip(GETTERS).filter(|(name, _)| !name.is_empty());
        Vec::leak(named.map(|(name, get)| GetSetDef { name, doc: "", get, set: Some(readonly) }).collect())
    })
}

/// Field `I`: an item of the tuple, or one of the slots behind the items.
fn field<const I: usize>(vm: &mut Vm, v: Value) -> PyResult {
    let Some(row) = v.cast::<Tuple>() else { unreachable!("a struct sequence is a tuple") };
    let v = if I < row.len() { row.get(I) } else { vm.fixed_slot(v, (I - row.len()) as u16) };
    Ok(v.unwrap_or(Value::NONE))
}

macro_rules! getters {
    ($($i:literal)*) => { [$( field::<$i> as Getter ),*] };
}

/// As many as the longest sequence has fields, and some more.
const GETTERS: [Getter; 32] = getters!(
    0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
);

/// An instance with these values, all fields in order.
pub(crate) fn make(vm: &mut Vm, ty: Gc<Type>, visible: usize, values: &[Value]) -> PyResult {
    let slots = usize::from(ty.inline_slots.get());
    let made = vm.new_tuple_of_shape(ty.root_shape.get(), &values[..visible.min(values.len())], slots)?;
    for (i, v) in values.iter().enumerate().skip(visible) {
        vm.set_fixed_slot(made.value(), (i - visible) as u16, Some(*v));
    }
    Ok(made.value())
}

fn number(vm: &mut Vm, ty: Gc<Type>, name: &str) -> usize {
    let name = vm.intern(name);
    vm.lookup(ty, name).and_then(|v| v.as_i64()).unwrap_or(0) as usize
}

/// Makes a struct sequence of an iterable of its items.
#[pyfunction("structseq.__new__($type, sequence, dict={})")]
fn new(vm: &mut Vm, cls: Gc<Type>, sequence: Value, dict: Option<Gc<Dict>>) -> PyResult {
    construct(vm, cls, sequence, dict)
}

/// What calling a struct sequence type gives.
pub(crate) fn construct(vm: &mut Vm, cls: Gc<Type>, sequence: Value, dict: Option<Gc<Dict>>) -> PyResult {
    let (least, most) = (number(vm, cls, "n_sequence_fields"), number(vm, cls, "n_fields"));
    let list = vm.new_list(&[])?;
    let ty = vm.type_of(sequence);
    if ty.slots.iter.get().is_none() && ty.slots.getitem.get().is_none() {
        return Err(vm.type_error("constructor requires a sequence"));
    }
    vm.for_each(sequence, |vm, v| list.push(vm, v))?;
    let n = list.items.len();
    if n < least || n > most {
        let name = crate::struct_sequence::full_name(vm, cls);
        let wanted = match (least == most, n < least) {
            (true, _) => format!("a {least}-sequence"),
            (false, true) => format!("an at least {least}-sequence"),
            (false, false) => format!("an at most {most}-sequence"),
        };
        return Err(vm.type_error(format!("{name}() takes {wanted} ({n}-sequence given)")));
    }
    let slots = usize::from(cls.inline_slots.get());
    let row = vm.new_tuple_filled(n, |i| list.items.get(i).unwrap_or(Value::NONE))?;
    let made = vm.new_tuple_of_shape(cls.root_shape.get(), &row.items()[..least], slots)?;
    for i in least..most {
        let given = row.get(i);
        let from_dict = match dict {
            Some(d) if given.is_none() => hidden_from(vm, cls, d, i)?,
            _ => None,
        };
        vm.set_fixed_slot(made.value(), (i - least) as u16, Some(given.or(from_dict).unwrap_or(Value::NONE)));
    }
    Ok(made.value())
}

/// The value that the dict gives for the hidden field number `i`.
fn hidden_from(vm: &mut Vm, cls: Gc<Type>, dict: Gc<Dict>, i: usize) -> PyResult<Option<Value>> {
    let unnamed = number(vm, cls, "n_unnamed_fields");
    match nth_name(vm, cls, i - unnamed) {
        Some(name) => dict.get(vm, name),
        None => Ok(None),
    }
}

/// The i-th of the fields that have names.
fn nth_name(vm: &Vm, cls: Gc<Type>, i: usize) -> Option<Value> {
    let member = vm.types.member_descriptor;
    cls.dict.get()?.iter().filter(|(_, v)| vm.type_of(*v) == member).nth(i).map(|(k, _)| k)
}

/// `module.name` of a type.
pub(crate) fn full_name(_: &mut Vm, ty: Gc<Type>) -> String {
    ty.name_str()
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let ty = vm.type_of(v);
    let Some(tuple) = v.cast::<Tuple>() else { unreachable!("the slot is that of tuples") };
    let mut text = format!("{}(", full_name(vm, ty));
    for (i, item) in tuple.items().iter().enumerate() {
        if i > 0 {
            text.push_str(", ");
        }
        if let Some(name) = nth_name(vm, ty, i).and_then(Value::cast::<Str>) {
            text.push_str(&name.to_string_lossy());
            text.push('=');
        }
        text.push_str(&vm.repr(*item)?.to_string_lossy());
    }
    text.push(')');
    Ok(vm.new_str(&text)?.value())
}

/// A dict of the attributes of an instance that are no items.
fn hidden_fields(vm: &mut Vm, this: Gc<Tuple>) -> PyResult<Gc<Dict>> {
    let ty = vm.type_of(this.value());
    let (visible, all) = (number(vm, ty, "n_sequence_fields"), number(vm, ty, "n_fields"));
    let unnamed = number(vm, ty, "n_unnamed_fields");
    let rest = vm.new_dict();
    for i in visible..all {
        if let Some(name) = nth_name(vm, ty, i - unnamed) {
            let v = vm.fixed_slot(this.value(), (i - visible) as u16).unwrap_or(Value::NONE);
            rest.set_item(vm, name, v)?;
        }
    }
    Ok(rest)
}

/// The same with other values for some named fields.
#[pyfunction("structseq.__replace__($self, /, **changes)")]
pub(crate) fn replace(vm: &mut Vm, this: Gc<Tuple>, changes: Option<Gc<Dict>>) -> PyResult {
    let ty = vm.type_of(this.value());
    let unnamed = number(vm, ty, "n_unnamed_fields");
    if unnamed > 0 {
        let name = full_name(vm, ty);
        return Err(vm.type_error(format!("__replace__() is not supported for {name} because it has unnamed field(s)")));
    }
    let rest = hidden_fields(vm, this)?;
    let list = vm.new_list(this.items())?;
    if let Some(changes) = changes {
        let left = vm.new_dict();
        for (name, v) in changes.iter() {
            let at = (0..number(vm, ty, "n_fields")).find(|i| nth_name(vm, ty, *i) == Some(name));
            match at {
                Some(i) if i < this.len() => list.items.set(i, v),
                Some(_) => rest.set_item(vm, name, v)?,
                None => left.set_item(vm, name, v)?,
            }
        }
        if !left.is_empty() {
            let names = vm.call(vm.types.list.value(), &[left.value()])?;
            let text = format!("Got unexpected field name(s): {}", vm.repr(names)?.to_string_lossy());
            return Err(vm.type_error(text));
        }
    }
    construct(vm, ty, list.value(), Some(rest))
}

/// How to make an equal struct sequence.
#[pyfunction("structseq.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Tuple>) -> PyResult {
    let ty = vm.type_of(this.value());
    let items = vm.new_tuple(this.items())?.value();
    let rest = hidden_fields(vm, this)?.value();
    let args = vm.new_tuple(&[items, rest])?.value();
    Ok(vm.new_tuple(&[ty.value(), args])?.value())
}
