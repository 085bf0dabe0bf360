//! `reversed`: what `__reversed__` gives, or an iterator that counts the index down.

use crate::list::state_index;
use std::cell::Cell;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::value::Raised;
use tauraro_core::{PyResult, Type, Value, Vm, defs, kinds, payload, pyfunction};

#[repr(C)]
pub struct Reversed {
    /// UNBOUND once exhausted.
    pub sequence: Slot,
    pub index: Cell<i64>,
}

payload!(Reversed, kinds::REVERSED, "reversed", [sequence]);

#[pyfunction("reversed($cls, object, /)")]
fn new(vm: &mut Vm, cls: Gc<Type>, object: Value) -> PyResult {
    let ty = vm.type_of(object);
    match vm.lookup(ty, vm.names.reversed) {
        Some(method) if method.is_none() => return Err(not_reversible(vm, object)),
        Some(_) => {
            if let Some(result) = vm.call_special(object, vm.names.reversed, &[])? {
                return Ok(result);
            }
        }
        None => {}
    }
    // A sequence has numbered items; dicts have items but no numbers.
    if ty.slots.getitem.get().is_none() || object.kind() == kinds::DICT {
        return Err(not_reversible(vm, object));
    }
    let len = vm.len(object)?;
    let payload = Reversed { sequence: Slot::new(object), index: Cell::new(len as i64 - 1) };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into()).value())
}

fn new_slot(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    if cls != vm.types.reversed && args.has_keywords() && crate::filter::has_own_init(vm, cls) {
        return new::as_new(vm, cls, Args { names: None, values: args.plain(), ..args });
    }
    new::as_new(vm, cls, args)
}

#[cold]
fn not_reversible(vm: &mut Vm, object: Value) -> Raised {
    let text = format!("'{}' object is not reversible", vm.type_name(object));
    vm.type_error(text)
}

fn next(vm: &mut Vm, v: Value) -> PyResult<Option<Value>> {
    let this: Gc<Reversed> = v.cast().expect("slots of reversed get them");
    let index = this.index.get();
    let Some(sequence) = this.sequence.get().bound().filter(|_| index >= 0) else { return Ok(None) };
    let key = vm.new_int(index);
    match vm.getitem(sequence, key) {
        Ok(item) => {
            this.index.set(index - 1);
            Ok(Some(item))
        }
        Err(raised) => {
            this.index.set(-1);
            let ends = vm.catch(vm.exc.index_error).or_else(|| vm.catch(vm.exc.stop_iteration));
            match ends {
                Some(_) => {
                    this.set(&this.sequence, Value::UNBOUND);
                    Ok(None)
                }
                None => Err(raised),
            }
        }
    }
}

/// Estimates how many items are left.
#[pyfunction("reversed.__length_hint__($self, /)")]
fn length_hint(vm: &mut Vm, this: Gc<Reversed>) -> PyResult<i64> {
    let Some(sequence) = this.sequence.get().bound() else { return Ok(0) };
    let left = this.index.get() + 1;
    let len = vm.len(sequence)? as i64;
    Ok(if len < left { 0 } else { left })
}

/// Returns state information for pickling.
#[pyfunction("reversed.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Reversed>) -> PyResult {
    let ty = vm.type_of(this.value()).value();
    let Some(sequence) = this.sequence.get().bound() else {
        let empty = vm.new_tuple(&[])?.value();
        let args = vm.new_tuple(&[empty])?.value();
        return vm.new_tuple(&[ty, args]).map(Gc::value);
    };
    let args = vm.new_tuple(&[sequence])?.value();
    let index = vm.new_int(this.index.get());
    vm.new_tuple(&[ty, args, index]).map(Gc::value)
}

/// Sets state information for unpickling.
#[pyfunction("reversed.__setstate__($self, object, /)")]
fn setstate(vm: &mut Vm, this: Gc<Reversed>, object: Value) -> PyResult<()> {
    let index = state_index(vm, object)?;
    if let Some(sequence) = this.sequence.get().bound() {
        let len = vm.len(sequence)? as i64;
        this.index.set(index.clamp(-1, len - 1));
    }
    Ok(())
}

static SPEC: TypeSpec = TypeSpec {
    name: "reversed",
    doc: Some("reversed(object, /)\n\nAn iterator of the items of a sequence in reverse order."),
    kind: Some(Reversed::INFO),
    flags: TypeFlags(0),
    new: Some(new_slot),
    methods: defs![length_hint, reduce, setstate],
    slots: |s| {
        s.iter.set(Some(|_, v| Ok(v)));
        s.iternext.set(Some(next));
    },
    ..TypeSpec::EMPTY
};

pub(crate) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.reversed, &SPEC)
}
