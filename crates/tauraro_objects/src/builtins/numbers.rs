//! Built-in functions of numbers.

mod summation;

use tauraro_core::{PyResult, Value, Vm, pyfunction};

pub(super) use summation::sum;

/// The absolute value.
#[pyfunction("abs(x, /)")]
pub(super) fn abs(vm: &mut Vm, x: Value) -> PyResult {
    match vm.type_of(x).slots.absolute.get() {
        Some(abs) => abs(vm, x),
        None => {
            let text = format!("bad operand type for abs(): '{}'", vm.type_name(x));
            Err(vm.type_error(text))
        }
    }
}

/// The pair of x // y and x % y.
#[pyfunction("divmod(x, y, /)")]
pub(super) fn divmod(vm: &mut Vm, x: Value, y: Value) -> PyResult {
    vm.divmod(x, y)
}

/// base ** exp, or base ** exp % mod without the large number between.
#[pyfunction("pow(base, exp, mod=None)")]
pub(super) fn pow(vm: &mut Vm, base: Value, exp: Value, r#mod: Option<Value>) -> PyResult {
    vm.power(base, exp, r#mod.unwrap_or(Value::NONE))
}

/// The number rounded to so many digits behind the point, to an int without ndigits.
#[pyfunction("round(number, ndigits=None)")]
pub(super) fn round(vm: &mut Vm, number: Value, ndigits: Option<Value>) -> PyResult {
    let name = vm.names.round;
    let args = [ndigits.unwrap_or(Value::NONE)];
    let given = if args[0].is_none() { &args[..0] } else { &args[..] };
    match vm.call_special(number, name, given)? {
        Some(rounded) => Ok(rounded),
        None => {
            let text = format!("type {} doesn't define __round__ method", vm.type_name(number));
            Err(vm.type_error(text))
        }
    }
}
