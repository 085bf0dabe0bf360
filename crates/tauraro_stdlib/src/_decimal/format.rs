//! `Decimal.__format__`

use super::delegate;
use super::number::{Ctx, Num};
use tauraro_core::heap::Gc;
use tauraro_core::{Dict, PyResult, Raised, Str, Value, Vm};

#[cold]
fn invalid(vm: &mut Vm) -> Raised {
    vm.value_error("invalid format string")
}

/// What stands for the process's locale, from the dict that is an argument of `__format__`: the
/// grouping, which is a str there, as a list of ints.
pub(super) fn locale_of(vm: &mut Vm, given: Gc<Dict>) -> PyResult {
    let locale = vm.new_dict();
    for (name, bytes_max) in [("decimal_point", 4), ("thousands_sep", 4), ("grouping", usize::MAX)] {
        let Some(v) = given.get_str(vm, name) else {
            return Err(vm.value_error("invalid override dict"));
        };
        let Some(text) = v.cast::<Str>() else {
            return Err(vm.type_error("override dict values must be str"));
        };
        let is_grouping = name == "grouping";
        let one = is_grouping || text.char_len(vm) <= 1 && (name != "decimal_point" || !text.is_empty());
        if text.byte_len() > bytes_max || !one || is_grouping && !text.is_ascii() {
            return Err(vm.value_error("invalid override dict"));
        }
        let v = if is_grouping {
            let list = vm.new_list(&[])?;
            for byte in text.as_bytes() {
                list.push(vm, Value::small(i64::from(*byte)))?;
            }
            list.value()
        } else {
            v
        };
        locale.set_str(vm, name, v)?;
    }
    Ok(locale.value())
}

/// `format(x, spec)`
pub(super) fn format(vm: &mut Vm, x: &Num, spec: Gc<Str>, ctx: &Ctx, locale: Option<Value>) -> PyResult {
    let Some(text) = spec.as_str() else { return Err(invalid(vm)) };
    let Some(head) = text.strip_suffix('N') else {
        return delegate::format(vm, x, text, ctx, locale).map(Gc::value);
    };
    let made = delegate::format(vm, x, &format!("{head}n"), ctx, locale)?;
    let text = "Format specifier 'N' is deprecated and slated for removal in Python 3.18";
    vm.warn(vm.exc.deprecation_warning, text, None)?;
    if !x.is_finite() {
        return Ok(made.value());
    }
    let upper = made.to_string_lossy().replace("e+", "E+").replace("e-", "E-");
    vm.new_str(&upper).map(Gc::value)
}
