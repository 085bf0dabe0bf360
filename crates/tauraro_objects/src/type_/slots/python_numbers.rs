//! Trampolines of the numeric slots: they call `__add__` and `__radd__` of Python classes in
//! the order that the language reference fixes under "Emulating numeric types".

use tauraro_core::object::{BinaryFn, Slots, TernaryFn};
use tauraro_core::{Gc, PyResult, Str, Type, Value, Vm};

/// Whether the right operand's class has its own version of a method of the left's.
fn overrides(vm: &mut Vm, left: Gc<Type>, right: Gc<Type>, name: Gc<Str>) -> bool {
    let theirs = vm.lookup(right, name);
    theirs.is_some() && theirs != vm.lookup(left, name)
}

/// NotImplemented where the method is missing.
fn call_or_not_implemented(vm: &mut Vm, obj: Value, name: Gc<Str>, args: &[Value]) -> PyResult {
    Ok(vm.call_special(obj, name, args)?.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// `a op b` where the slot of `a`, of `b` or of both is the trampoline `own`.
#[inline]
fn operator(
    vm: &mut Vm,
    a: Value,
    b: Value,
    names: (Gc<Str>, Gc<Str>),
    own: impl Fn(&Slots) -> bool,
    more: &[Value],
) -> PyResult {
    let (ta, tb) = (vm.type_of(a), vm.type_of(b));
    let (name, reflected) = names;
    let with = |first: Value| match more {
        [] => ([first, Value::NONE], 1),
        [third, ..] => ([first, *third], 2),
    };
    let (forward, n) = with(b);
    let (backward, _) = with(a);
    let mut try_right = ta != tb && own(&tb.slots);
    if own(&ta.slots) {
        if try_right && tb.is_subtype(ta) && overrides(vm, ta, tb, reflected) {
            let result = call_or_not_implemented(vm, b, reflected, &backward[..n])?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
            try_right = false;
        }
        let result = call_or_not_implemented(vm, a, name, &forward[..n])?;
        if !result.is_not_implemented() || ta == tb {
            return Ok(result);
        }
    }
    if try_right { call_or_not_implemented(vm, b, reflected, &backward[..n]) } else { Ok(Value::NOT_IMPLEMENTED) }
}

macro_rules! operators {
    ($($field:ident $name:ident $reflected:ident),* $(,)?) => {
        $(
            // Never inlined: the address says that a slot is this trampoline.
            #[inline(never)]
            pub(super) fn $field(vm: &mut Vm, a: Value, b: Value) -> PyResult {
                let own = |s: &Slots| s.$field.get().is_some_and(|f| std::ptr::fn_addr_eq(f, $field as BinaryFn));
                let names = (vm.names.$name, vm.names.$reflected);
                operator(vm, a, b, names, own, &[])
            }
        )*
    };
}

operators! {
    add add radd,
    subtract sub rsub,
    multiply mul rmul,
    matrix_multiply matmul rmatmul,
    true_divide truediv rtruediv,
    floor_divide floordiv rfloordiv,
    remainder r#mod rmod,
    divmod divmod rdivmod,
    lshift lshift rlshift,
    rshift rshift rrshift,
    and and rand,
    or or ror,
    xor xor rxor,
}

#[inline(never)]
pub(super) fn power(vm: &mut Vm, a: Value, b: Value, modulus: Value) -> PyResult {
    let own = |s: &Slots| s.power.get().is_some_and(|f| std::ptr::fn_addr_eq(f, power as TernaryFn));
    let names = (vm.names.pow, vm.names.rpow);
    let third = [modulus];
    operator(vm, a, b, names, own, if modulus.is_none() { &[] } else { &third })
}

macro_rules! inplace {
    ($($field:ident $name:ident),* $(,)?) => {
        $(
            pub(super) fn $field(vm: &mut Vm, a: Value, b: Value) -> PyResult {
                let name = vm.names.$name;
                call_or_not_implemented(vm, a, name, &[b])
            }
        )*
    };
}

inplace! {
    inplace_add iadd,
    inplace_subtract isub,
    inplace_multiply imul,
    inplace_matrix_multiply imatmul,
    inplace_true_divide itruediv,
    inplace_floor_divide ifloordiv,
    inplace_remainder imod,
    inplace_lshift ilshift,
    inplace_rshift irshift,
    inplace_and iand,
    inplace_or ior,
    inplace_xor ixor,
}

pub(super) fn inplace_power(vm: &mut Vm, a: Value, b: Value, _: Value) -> PyResult {
    let name = vm.names.ipow;
    call_or_not_implemented(vm, a, name, &[b])
}

macro_rules! unary {
    ($($field:ident $name:ident),* $(,)?) => {
        $(
            pub(super) fn $field(vm: &mut Vm, v: Value) -> PyResult {
                let name = vm.names.$name;
                super::python::call_required(vm, v, name, &[])
            }
        )*
    };
}

unary! {
    negative neg,
    positive pos,
    absolute abs,
    invert invert,
    int int,
    float float,
    index index,
}
