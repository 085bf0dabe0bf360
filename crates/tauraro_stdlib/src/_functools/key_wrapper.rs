//! `cmp_to_key`: makes a key function of an old-style comparison.

use super::state;
use crate::kinds;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, GetSetDef};
use tauraro_core::{PyResult, Value, Vm, payload, pyfunction};

/// The key function (without an object), and the keys that it makes.
pub(super) struct KeyWrapper {
    cmp: Slot,
    /// UNBOUND in the key function.
    object: Slot,
}

payload!(KeyWrapper, kinds::KEY_WRAPPER, "functools.KeyWrapper", [cmp, object]);

fn wrap(vm: &mut Vm, cmp: Value, object: Value) -> Value {
    let shape = state(vm).key_wrapper.root_shape.get();
    vm.alloc(shape, KeyWrapper { cmp: Slot::new(cmp), object: Slot::new(object) }).value()
}

/// Makes a key function of a function that compares two arguments.
#[pyfunction("cmp_to_key(mycmp)")]
pub(super) fn cmp_to_key(vm: &mut Vm, mycmp: Value) -> Value {
    wrap(vm, mycmp, Value::UNBOUND)
}

#[pyfunction("K($self, obj)")]
fn key(vm: &mut Vm, this: Gc<KeyWrapper>, obj: Value) -> Value {
    wrap(vm, this.cmp.get(), obj)
}

fn call(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult {
    let given = args.positional_count() + args.keyword_count();
    if given > 1 {
        return Err(vm.type_error(format!("K() takes at most 1 argument ({given} given)")));
    }
    key::as_call(vm, v, args)
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<KeyWrapper>(), b.cast::<KeyWrapper>()) else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    let (Some(p), Some(q)) = (x.object.get().bound(), y.object.get().bound()) else {
        return Err(vm.raise_text(vm.exc.attribute_error, "object"));
    };
    let verdict = vm.call(x.cmp.get(), &[p, q])?;
    vm.compare(verdict, Value::small(0), op)
}

const OBJ: GetSetDef = GetSetDef {
    name: "obj",
    doc: "Value wrapped by a key function.",
    get: |vm, v| match v.cast::<KeyWrapper>().and_then(|k| k.object.get().bound()) {
        Some(object) => Ok(object),
        None => Err(vm.raise_text(vm.exc.attribute_error, "obj")),
    },
    set: Some(|_, v, new| {
        if let Some(k) = v.cast::<KeyWrapper>() {
            k.set(&k.object, new.unwrap_or(Value::UNBOUND));
        }
        Ok(())
    }),
};

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "KeyWrapper",
    module: "functools",
    kind: Some(KeyWrapper::INFO),
    getset: &[OBJ],
    slots: |s| {
        s.call.set(Some(call));
        s.compare.set(Some(compare));
    },
    ..TypeSpec::EMPTY
};
