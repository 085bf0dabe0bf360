//! `_decimal`: what `decimal` is made of, after the General Decimal Arithmetic specification.
//!
//! The arithmetic knows nothing of objects: [`number`] has the numbers and the rounding that all
//! operations end in, [`arithmetic`], [`rounding`], [`compare`] and [`text`] the operations, which
//! take a context's settings and collect the conditions that they meet. Around them lie the types:
//! [`decimal`] and [`methods`] are `Decimal`, [`context`] and [`operations`] are `Context`,
//! [`signals`] the exceptions and the mappings of flags and traps.

mod arithmetic;
mod compare;
mod context;
mod convert;
mod decimal;
mod delegate;
mod exponential;
mod format;
mod methods;
mod number;
mod operations;
mod power;
mod rounding;
mod signals;
mod text;

use context::Context;
use number::{Ctx, Num, Rounding};
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::Module;
use tauraro_core::shape::ShapeId;
use tauraro_core::vm::Extension;
use tauraro_core::{Dict, PyResult, Type, Value, Vm, defs};

/// The module's types and objects.
struct State {
    decimal: Gc<Type>,
    /// That of `decimal`, which each result needs.
    shape: ShapeId,
    slots: usize,
    context: Gc<Type>,
    manager: Gc<Type>,
    /// The class of flags and traps.
    signal_dict: Gc<Type>,
    /// The context variable that has the current context.
    variable: Value,
    /// The exception of each signal, as `signals::SIGNALS`.
    signals: [Value; signals::SIGNALS.len()],
    /// The exception of each condition of InvalidOperation, as `signals::CONDITIONS`.
    conditions: [Value; signals::CONDITIONS.len()],
    decimal_tuple: Value,
    /// The settings of new contexts.
    default: Value,
    /// The contexts that are copied when they become current.
    templates: [Value; 3],
    /// What the module has, for its next load: there is one set of types.
    exports: Value,
}

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        for ty in [self.decimal, self.context, self.manager, self.signal_dict] {
            ty.trace(tracer);
        }
        for v in [self.variable, self.decimal_tuple, self.default, self.exports].iter().chain(&self.templates) {
            v.trace(tracer);
        }
        for v in self.signals.iter().chain(&self.conditions) {
            v.trace(tracer);
        }
    }
}

/// A new object of exactly the type Decimal.
#[inline]
fn new_decimal(vm: &mut Vm, x: Num) -> Value {
    let state = vm.extension::<State>();
    let (shape, slots) = (state.shape, state.slots);
    decimal::allocate(vm, shape, slots, x).value()
}

/// The settings of the three contexts that the module has: default, basic, extended.
fn template_settings() -> [Ctx; 3] {
    use number::status::{ALL_INVALID, CLAMPED, DIVISION_BY_ZERO, OVERFLOW, UNDERFLOW};
    let default = Ctx {
        prec: 28,
        emin: -999_999,
        emax: 999_999,
        traps: ALL_INVALID | DIVISION_BY_ZERO | OVERFLOW,
        ..Ctx::WIDEST
    };
    let basic = Ctx {
        prec: 9,
        rounding: Rounding::HalfUp,
        traps: ALL_INVALID | DIVISION_BY_ZERO | OVERFLOW | UNDERFLOW | CLAMPED,
        ..default
    };
    [default, basic, Ctx { prec: 9, traps: 0, ..default }]
}

/// `collections.namedtuple('DecimalTuple', 'sign digits exponent', module='decimal')`
fn decimal_tuple(vm: &mut Vm) -> PyResult {
    let collections = crate::importing::import_module(vm, "collections")?;
    let namedtuple = vm.getattr_str(collections, "namedtuple")?;
    let name = vm.intern("DecimalTuple").value();
    let fields = vm.new_str("sign digits exponent")?.value();
    let kwargs = vm.new_dict();
    let module = vm.intern("decimal").value();
    kwargs.set_str(vm, "module", module)?;
    vm.call_dict(namedtuple, &[name, fields], Some(kwargs))
}

fn make_state(vm: &mut Vm, module: Gc<Module>) -> PyResult<()> {
    let object = vm.types.object;
    let decimal = vm.new_type(&decimal::SPEC, object)?;
    let context = vm.new_type(&context::SPEC, object)?;
    let manager = vm.new_type(&context::MANAGER, object)?;
    let mixin = vm.new_type(&signals::MIXIN, object)?;
    let signal_dict = signals::signal_dict_class(vm, mixin)?;
    let (signals, conditions) = signals::make_exceptions(vm, module)?;
    let state = State {
        decimal,
        shape: decimal.root_shape.get(),
        slots: decimal.inline_slots.get().into(),
        context,
        manager,
        signal_dict,
        variable: crate::_contextvars::variable(vm, "decimal_context")?,
        signals,
        conditions,
        decimal_tuple: decimal_tuple(vm)?,
        default: Value::NONE,
        templates: [Value::NONE; 3],
        exports: Value::NONE,
    };
    vm.set_extension(state);
    let templates = template_settings().map(|settings| context::make(vm, context, settings).value());
    let state = vm.extension_mut::<State>();
    state.default = templates[0];
    state.templates = templates;
    Ok(())
}

/// Makes Decimal one of the numbers of `numbers`.
fn register(vm: &mut Vm, decimal: Gc<Type>) -> PyResult<()> {
    let numbers = crate::importing::import_module(vm, "numbers")?;
    let number = vm.getattr_str(numbers, "Number")?;
    vm.call_method(number, "register", &[decimal.value()])?;
    Ok(())
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    use context::{getcontext, ieee_context, localcontext, setcontext};
    let functions = defs![getcontext, setcontext, localcontext, ieee_context];
    let module = vm.new_module("_decimal", Some("C decimal arithmetic module"), functions)?;
    if let Some(exports) = vm.try_extension::<State>().and_then(|state| state.exports.cast::<Dict>()) {
        for (name, v) in exports.iter() {
            module.namespace().set_item(vm, name, v)?;
        }
        return Ok(module);
    }
    make_state(vm, module)?;
    let state = vm.extension::<State>();
    let (decimal, context, tuple, templates) = (state.decimal, state.context, state.decimal_tuple, state.templates);
    register(vm, decimal)?;
    module.add(vm, "Decimal", decimal)?;
    module.add(vm, "Context", context)?;
    module.add(vm, "DecimalTuple", tuple)?;
    for (name, template) in ["DefaultContext", "BasicContext", "ExtendedContext"].into_iter().zip(templates) {
        module.add(vm, name, template)?;
    }
    for (name, _) in Rounding::ALL {
        let text = vm.intern(name);
        module.add(vm, name, text)?;
    }
    let numbers = [
        ("MAX_PREC", number::MAX_PREC),
        ("MAX_EMAX", number::MAX_EMAX),
        ("MIN_EMIN", number::MIN_EMIN),
        ("MIN_ETINY", number::MIN_ETINY),
        ("IEEE_CONTEXT_MAX_BITS", context::IEEE_BITS_MAX),
    ];
    for (name, n) in numbers {
        let n = vm.new_int(n);
        module.add(vm, name, n)?;
    }
    module.add(vm, "HAVE_THREADS", Value::TRUE)?;
    module.add(vm, "HAVE_CONTEXTVAR", Value::TRUE)?;
    for (name, text) in [("__version__", "1.70"), ("__libmpdec_version__", "2.5.1")] {
        let text = vm.intern(text);
        module.add(vm, name, text)?;
    }
    let exports = vm.new_dict();
    for (name, v) in module.namespace().iter() {
        exports.set_item(vm, name, v)?;
    }
    vm.extension_mut::<State>().exports = exports.value();
    Ok(module)
}
