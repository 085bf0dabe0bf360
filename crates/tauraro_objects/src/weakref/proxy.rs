//! `weakref.ProxyType` and `CallableProxyType`: they stand for their target in all operations.

use super::shown_target;
use crate::identity;
use tauraro_core::heap::HasKindInfo;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::Slots;
use tauraro_core::ops::BinaryOp;
use tauraro_core::weak::WeakProxy;
use tauraro_core::{Gc, PyResult, Value, Vm, defs, pyfunction};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.weakproxy, &PROXY)?;
    vm.fill_type(vm.types.weakcallableproxy, &CALLABLE)?;
    for ty in [vm.types.weakproxy, vm.types.weakcallableproxy] {
        // Hashing the target would let it change under its hash.
        ty.slots.hash.set(None);
    }
    Ok(())
}

static PROXY: TypeSpec = TypeSpec {
    module: "weakref",
    doc: Some("Stands for an object without keeping it alive."),
    kind: Some(WeakProxy::INFO),
    weakrefs: true,
    methods: defs![bytes, reversed],
    slots: fill,
    ..TypeSpec::EMPTY
};

static CALLABLE: TypeSpec = TypeSpec {
    module: "weakref",
    doc: Some("Stands for a callable object without keeping it alive."),
    kind: Some(WeakProxy::INFO),
    weakrefs: true,
    slots: |s| {
        fill(s);
        s.call.set(Some(|vm, v, args| {
            let target = target(vm, v)?;
            vm.call_args(target, args)
        }));
    },
    ..TypeSpec::EMPTY
};

/// `weakref.proxy(target, callback)`. Raises TypeError if it cannot be weakly referenced.
pub fn new_proxy(vm: &mut Vm, target: Value, callback: Option<Value>) -> PyResult {
    let reference = vm.new_weakref(vm.types.weakref, target, callback)?;
    let callable = vm.type_of(target).slots.call.get().is_some();
    let ty = if callable { vm.types.weakcallableproxy } else { vm.types.weakproxy };
    Ok(vm.alloc(ty.root_shape.get(), WeakProxy { reference }).value())
}

/// The target of a proxy, or the value itself if it is none. Raises ReferenceError.
fn target(vm: &mut Vm, v: Value) -> PyResult {
    match v.cast::<WeakProxy>() {
        None => Ok(v),
        Some(proxy) => match proxy.reference.get() {
            Some(target) => Ok(target),
            None => Err(vm.raise_text(vm.exc.reference_error, "weakly-referenced object no longer exists")),
        },
    }
}

macro_rules! operators {
    ($s:expr; $($field:ident $op:ident),* $(,)?) => {
        $( $s.$field.set(Some(|vm, a, b| {
            let (a, b) = (target(vm, a)?, target(vm, b)?);
            vm.binary(BinaryOp::$op, a, b)
        })); )*
    };
}

macro_rules! inplace {
    ($s:expr; $($field:ident $op:ident),* $(,)?) => {
        $( $s.$field.set(Some(|vm, a, b| {
            let (a, b) = (target(vm, a)?, target(vm, b)?);
            vm.inplace(BinaryOp::$op, a, b)
        })); )*
    };
}

/// A unary operation by the target's own slot; the text is for a target without it.
macro_rules! unary {
    ($s:expr; $($field:ident $name:literal),* $(,)?) => {
        $( $s.$field.set(Some(|vm, v| {
            let t = target(vm, v)?;
            match vm.type_of(t).slots.$field.get() {
                Some(f) => f(vm, t),
                None => {
                    let text = format!("bad operand type for {}: '{}'", $name, vm.type_name(t));
                    Err(vm.type_error(text))
                }
            }
        })); )*
    };
}

fn fill(s: &Slots) {
    operators!(s; add Add, subtract Subtract, multiply Multiply, matrix_multiply MatrixMultiply,
        true_divide TrueDivide, floor_divide FloorDivide, remainder Remainder, lshift Lshift, rshift Rshift,
        and And, or Or, xor Xor);
    inplace!(s; inplace_add Add, inplace_subtract Subtract, inplace_multiply Multiply,
        inplace_matrix_multiply MatrixMultiply, inplace_true_divide TrueDivide,
        inplace_floor_divide FloorDivide, inplace_remainder Remainder, inplace_lshift Lshift,
        inplace_rshift Rshift, inplace_and And, inplace_or Or, inplace_xor Xor);
    unary!(s; negative "unary -", positive "unary +", absolute "abs()", invert "unary ~");
    s.divmod.set(Some(|vm, a, b| {
        let (a, b) = (target(vm, a)?, target(vm, b)?);
        vm.divmod(a, b)
    }));
    s.power.set(Some(|vm, a, b, m| {
        let (a, b, m) = (target(vm, a)?, target(vm, b)?, target(vm, m)?);
        vm.power(a, b, m)
    }));
    s.inplace_power.set(Some(|vm, a, b, _| {
        let (a, b) = (target(vm, a)?, target(vm, b)?);
        vm.inplace(BinaryOp::Power, a, b)
    }));
    fill_conversions(s);
    fill_container(s);
    s.repr.set(Some(repr));
    s.str.set(Some(|vm, v| {
        let t = target(vm, v)?;
        vm.str(t).map(Gc::value)
    }));
    s.getattr.set(Some(|vm, v, name| {
        let t = target(vm, v)?;
        vm.getattr(t, name).map(Some)
    }));
    s.setattr.set(Some(|vm, v, name, x| {
        let t = target(vm, v)?;
        vm.setattr(t, name, x)
    }));
    s.compare.set(Some(|vm, a, b, op| {
        let (a, b) = (target(vm, a)?, target(vm, b)?);
        vm.compare(a, b, op)
    }));
}

fn fill_conversions(s: &Slots) {
    s.bool.set(Some(|vm, v| {
        let t = target(vm, v)?;
        vm.truth(t)
    }));
    s.int.set(Some(|vm, v| {
        let (t, int) = (target(vm, v)?, vm.types.int.value());
        vm.call(int, &[t])
    }));
    s.float.set(Some(|vm, v| {
        let (t, float) = (target(vm, v)?, vm.types.float.value());
        vm.call(float, &[t])
    }));
    s.index.set(Some(|vm, v| {
        let t = target(vm, v)?;
        vm.index(t)
    }));
}

fn fill_container(s: &Slots) {
    s.len.set(Some(|vm, v| {
        let t = target(vm, v)?;
        vm.len(t)
    }));
    s.getitem.set(Some(|vm, v, key| {
        let t = target(vm, v)?;
        vm.getitem(t, key)
    }));
    s.setitem.set(Some(|vm, v, key, x| {
        let t = target(vm, v)?;
        vm.setitem(t, key, x)
    }));
    s.contains.set(Some(|vm, v, item| {
        let t = target(vm, v)?;
        vm.contains(t, item)
    }));
    s.iter.set(Some(|vm, v| {
        let t = target(vm, v)?;
        vm.iter(t)
    }));
    s.iternext.set(Some(|vm, v| {
        let t = target(vm, v)?;
        if vm.type_of(t).slots.iternext.get().is_none() {
            let text = format!("Weakref proxy referenced a non-iterator '{}' object", vm.type_name(t));
            return Err(vm.type_error(text));
        }
        vm.next(t)
    }));
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let proxy = v.cast::<WeakProxy>().expect("slots get instances of their type");
    let shown = shown_target(vm, proxy.reference.get())?;
    Ok(vm.new_str(&format!("<weakproxy at {:#x}; {shown}>", identity::address(v)))?.value())
}

/// `bytes(target)` by its `__bytes__`.
#[pyfunction("ProxyType.__bytes__($self, /)")]
fn bytes(vm: &mut Vm, this: Value) -> PyResult {
    let t = target(vm, this)?;
    vm.call_method(t, "__bytes__", &[])
}

/// `reversed(target)` by its `__reversed__`.
#[pyfunction("ProxyType.__reversed__($self, /)")]
fn reversed(vm: &mut Vm, this: Value) -> PyResult {
    let t = target(vm, this)?;
    vm.call_method(t, "__reversed__", &[])
}
