//! Operations that `_pydecimal` computes: rare ones that take long anyway.

use super::number::{Ctx, Num};
use super::text::to_text;
use tauraro_core::heap::Gc;
use tauraro_core::{List, PyResult, Str, Value, Vm};

/// A context of `_pydecimal` with these settings, without flags and traps.
fn foreign_context(vm: &mut Vm, module: Value, ctx: &Ctx) -> PyResult {
    let class = vm.getattr_str(module, "Context")?;
    let (prec, emin, emax) = (vm.new_int(ctx.prec), vm.new_int(ctx.emin), vm.new_int(ctx.emax));
    let rounding = vm.intern(ctx.rounding.name()).value();
    let (capitals, clamp) = (vm.new_int(ctx.capitals.into()), vm.new_int(ctx.clamp.into()));
    let flags: Gc<List> = vm.new_list(&[])?;
    let traps: Gc<List> = vm.new_list(&[])?;
    vm.call(class, &[prec, rounding, emin, emax, capitals, clamp, flags.value(), traps.value()])
}

fn foreign_number(vm: &mut Vm, module: Value, x: &Num) -> PyResult {
    let class = vm.getattr_str(module, "Decimal")?;
    let text = vm.new_str(&to_text(x, true, false))?.value();
    vm.call(class, &[text])
}

/// `format(x, spec)` with a context's rounding and capitals; `locale`: in place of that of the
/// process.
pub(super) fn format(vm: &mut Vm, x: &Num, spec: &str, ctx: &Ctx, locale: Option<Value>) -> PyResult<Gc<Str>> {
    let module = crate::importing::import_module(vm, "_pydecimal")?;
    let context = foreign_context(vm, module, ctx)?;
    let number = foreign_number(vm, module, x)?;
    let method = vm.getattr_str(number, "__format__")?;
    let spec = vm.new_str(spec)?.value();
    let made = vm.call(method, &[spec, context, locale.unwrap_or(Value::NONE)]);
    let made = match vm.catching(made, vm.exc.memory_error) {
        Ok(Some(text)) => Ok(text),
        Err(raised) => Err(raised),
        Ok(None) => return Err(vm.value_error("format specification exceeds internal limits of _decimal")),
    };
    match vm.catching(made, vm.exc.value_error)? {
        Some(text) => vm.str(text),
        None => Err(vm.value_error("invalid format string")),
    }
}
