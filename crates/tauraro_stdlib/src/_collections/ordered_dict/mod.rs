//! `collections.OrderedDict`: a dict whose entries can be moved, and which compares in order.
//!
//! Dicts keep their order anyway, so an instance has the layout of a dict; moving an entry is
//! taking it out and putting it back at either end.

mod iter;
mod methods;
mod views;

use iter::{Part, new_iterator};
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, SetItemFn, TypeFlags};
use tauraro_core::{Dict, PyResult, Type, Value, Vm};
use tauraro_objects::dict::copy_dict;
use tauraro_objects::dict::update::update_from;
use tauraro_objects::iterable::{Row, drain, list_from_iterable};
use tauraro_objects::repr_guard::repr_once;

#[derive(Clone, Copy)]
pub(super) struct Types {
    pub(super) ordered_dict: Gc<Type>,
    keys: Gc<Type>,
    values: Gc<Type>,
    items: Gc<Type>,
    iterator: Gc<Type>,
}

impl Trace for Types {
    fn trace(&self, tracer: &mut Tracer) {
        for ty in [self.ordered_dict, self.keys, self.values, self.items, self.iterator] {
            ty.trace(tracer);
        }
    }
}

pub(super) fn types(vm: &Vm) -> Types {
    super::types(vm).ordered_dict
}

#[inline(always)]
fn this(v: Value) -> Gc<Dict> {
    v.cast().expect("slots of OrderedDict get dicts")
}

fn is_exact(vm: &Vm, dict: Gc<Dict>) -> bool {
    vm.type_of(dict.value()) == types(vm).ordered_dict
}

/// Whether setting an item does just that: no class overrides it.
fn sets_plainly(vm: &Vm, v: Value) -> bool {
    let (own, base): (Option<SetItemFn>, Option<SetItemFn>) =
        (vm.type_of(v).slots.setitem.get(), vm.types.dict.slots.setitem.get());
    matches!((own, base), (Some(a), Some(b)) if std::ptr::fn_addr_eq(a, b))
}

/// Adds everything of a mapping or of pairs with `self[key] = value`.
fn update(vm: &mut Vm, dict: Gc<Dict>, from: Value) -> PyResult<()> {
    let this = dict.value();
    if vm.getattr_opt(from, vm.names.keys)?.is_some() {
        if sets_plainly(vm, this) {
            return update_from(vm, dict, from);
        }
        let keys = vm.call_method_args(from, vm.names.keys, Args::NONE)?;
        let iter = vm.iter(keys)?;
        return drain(vm, iter, |vm, key| {
            let value = vm.getitem(from, key)?;
            vm.setitem(this, key, Some(value))
        });
    }
    let iter = vm.iter(from)?;
    drain(vm, iter, |vm, pair| {
        let row = match Row::of(pair) {
            Some(row) => row,
            None => Row::List(list_from_iterable(vm, pair)?),
        };
        match row.slots() {
            [key, value] => vm.setitem(this, key.get(), Some(value.get())),
            short @ ([] | [_]) => {
                let plural = if short.len() == 1 { "" } else { "s" };
                Err(vm.value_error(format!("need more than {} value{plural} to unpack", short.len())))
            }
            _ => Err(vm.value_error("too many values to unpack (expected 2)")),
        }
    })
}

fn update_with(vm: &mut Vm, dict: Gc<Dict>, args: Args<'_>) -> PyResult<()> {
    if let Some(from) = args.plain().first() {
        update(vm, dict, *from)?;
    }
    for (name, value) in args.keywords() {
        vm.setitem(dict.value(), name.value(), Some(value))?;
    }
    Ok(())
}

fn init(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult<()> {
    let n = args.plain().len();
    if n > 1 {
        return Err(vm.type_error(format!("expected at most 1 argument, got {n}")));
    }
    update_with(vm, this(v), args)
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let dict = this(v);
    let name = vm.type_of(v).short_name();
    if dict.is_empty() {
        return vm.new_str(&format!("{name}()")).map(Gc::value);
    }
    repr_once(vm, v, "...", |vm| {
        let copy = copy_dict(vm, dict)?;
        let content = vm.repr(copy.value())?;
        let start = vm.new_str(&format!("{name}("))?;
        let text = vm.concat_str(start, content)?;
        let end = vm.new_str(")")?;
        vm.concat_str(text, end).map(Gc::value)
    })
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    if !a.is::<Dict>() || !b.is::<Dict>() || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let base = vm.types.dict.slots.compare.get().expect("dict has its comparison");
    let same = base(vm, a, b, CompareOp::Eq)?;
    let mut same = vm.truth(same)?;
    if same && vm.is_instance(b, types(vm).ordered_dict) && vm.is_instance(a, types(vm).ordered_dict) {
        same = same_order(vm, this(a), this(b))?;
    }
    Ok(Value::bool(same == (op == CompareOp::Eq)))
}

fn same_order(vm: &mut Vm, a: Gc<Dict>, b: Gc<Dict>) -> PyResult<bool> {
    let (mut i, mut j) = (0, 0);
    while let (Some((p, x, _)), Some((q, y, _))) = (a.table.next_entry(i), b.table.next_entry(j)) {
        if !vm.eq(x, y)? {
            return Ok(false);
        }
        (i, j) = (p + 1, q + 1);
    }
    Ok(true)
}

fn or(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    if !a.is::<Dict>() || !b.is::<Dict>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    // The result has the class of the ordered dict, whichever side it is on.
    let ordered = types(vm).ordered_dict;
    let cls = if vm.is_instance(a, ordered) { vm.type_of(a) } else { vm.type_of(b) };
    let result = vm.call(cls.value(), &[a])?;
    match result.cast::<Dict>() {
        Some(dict) => update(vm, dict, b).map(|()| result),
        None => Ok(result),
    }
}

static SPEC: TypeSpec = TypeSpec {
    name: "OrderedDict",
    module: "collections",
    doc: Some("A dictionary that remembers the order of insertion and lets its entries be moved."),
    flags: TypeFlags::BASE.with(TypeFlags::MAPPING),
    has_dict: true,
    weakrefs: true,
    methods: methods::METHODS,
    slots: |s| {
        s.repr.set(Some(repr));
        s.compare.set(Some(compare));
        s.iter.set(Some(|vm, v| Ok(new_iterator(vm, this(v), Part::Keys, false).value())));
        s.init.set(Some(init));
        s.or.set(Some(or));
        s.inplace_or.set(Some(|vm, a, b| update(vm, this(a), b).map(|()| a)));
    },
    ..TypeSpec::EMPTY
};

pub(super) fn make(vm: &mut Vm) -> PyResult<Types> {
    let types = vm.types;
    Ok(Types {
        ordered_dict: vm.new_type(&SPEC, types.dict)?,
        keys: vm.new_type(&views::KEYS, types.dict_keys)?,
        values: vm.new_type(&views::VALUES, types.dict_values)?,
        items: vm.new_type(&views::ITEMS, types.dict_items)?,
        iterator: vm.new_type(&iter::SPEC, types.object)?,
    })
}
