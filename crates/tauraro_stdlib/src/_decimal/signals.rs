//! Signals: the exceptions, how a context raises them, and the mappings that are its flags and
//! traps.

use super::State;
use super::context::Context;
use super::number::status as st;
use crate::kinds;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Link};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, Module, TypeFlags};
use tauraro_core::{Dict, List, PyResult, Raised, Str, Tuple, Type, Value, Vm, defs, payload, pyfunction};

/// The signals in the order of flags: name and bits.
pub(super) const SIGNALS: [(&str, u32); 9] = [
    ("InvalidOperation", st::ALL_INVALID),
    ("FloatOperation", st::FLOAT_OPERATION),
    ("DivisionByZero", st::DIVISION_BY_ZERO),
    ("Overflow", st::OVERFLOW),
    ("Underflow", st::UNDERFLOW),
    ("Subnormal", st::SUBNORMAL),
    ("Inexact", st::INEXACT),
    ("Rounded", st::ROUNDED),
    ("Clamped", st::CLAMPED),
];

/// The signals in the order in which contexts are shown.
pub(super) const SHOWN: [(&str, u32); 9] = {
    let [a, b, c, d, e, f, g, h, clamped] = SIGNALS;
    [clamped, a, c, g, b, d, h, f, e]
};

/// Conditions that are signalled as InvalidOperation.
pub(super) const CONDITIONS: [(&str, u32); 5] = [
    ("InvalidOperation", st::INVALID_OPERATION),
    ("ConversionSyntax", st::CONVERSION_SYNTAX),
    ("DivisionImpossible", st::DIVISION_IMPOSSIBLE),
    ("DivisionUndefined", st::DIVISION_UNDEFINED),
    ("InvalidContext", st::INVALID_CONTEXT),
];

// ---- exceptions --------------------------------------------------------------------------------

fn exception(vm: &mut Vm, name: &str, bases: &[Gc<Type>]) -> PyResult {
    let dict = vm.new_dict();
    let module = vm.intern("decimal").value();
    dict.set_name(vm, vm.names.module, module)?;
    let name = vm.intern(name).value();
    let bases = vm.new_tuple_filled(bases.len(), |i| bases[i].value())?.value();
    vm.call(vm.types.type_.value(), &[name, bases, dict.value()])
}

/// Makes the exceptions: those of `SIGNALS` and those of `CONDITIONS`.
pub(super) fn make_exceptions(vm: &mut Vm, module: Gc<Module>) -> PyResult<([Value; 9], [Value; 5])> {
    let exc = vm.exc;
    let make = |vm: &mut Vm, name: &str, bases: &[Gc<Type>]| -> PyResult<Gc<Type>> {
        let made = exception(vm, name, bases)?;
        module.add(vm, name, made)?;
        Ok(made.cast().expect("type() makes types"))
    };
    let base = make(vm, "DecimalException", &[exc.arithmetic_error])?;
    let clamped = make(vm, "Clamped", &[base])?;
    let invalid = make(vm, "InvalidOperation", &[base])?;
    let by_zero = make(vm, "DivisionByZero", &[base, exc.zero_division_error])?;
    let inexact = make(vm, "Inexact", &[base])?;
    let rounded = make(vm, "Rounded", &[base])?;
    let subnormal = make(vm, "Subnormal", &[base])?;
    let overflow = make(vm, "Overflow", &[inexact, rounded])?;
    let underflow = make(vm, "Underflow", &[inexact, rounded, subnormal])?;
    let float = make(vm, "FloatOperation", &[base, exc.type_error])?;
    let syntax = make(vm, "ConversionSyntax", &[invalid])?;
    let impossible = make(vm, "DivisionImpossible", &[invalid])?;
    let undefined = make(vm, "DivisionUndefined", &[invalid, exc.zero_division_error])?;
    let context = make(vm, "InvalidContext", &[invalid])?;
    let signals = [invalid, float, by_zero, overflow, underflow, subnormal, inexact, rounded, clamped];
    let conditions = [invalid, syntax, impossible, undefined, context];
    Ok((signals.map(Gc::value), conditions.map(Gc::value)))
}

/// Notes conditions in a context's flags and raises the first that is trapped.
pub(super) fn signal(vm: &mut Vm, context: Gc<Context>, status: u32) -> PyResult<()> {
    let mut settings = context.settings.get();
    // A result without memory counts as invalid.
    settings.status |= if status & st::MEMORY != 0 { (status & !st::MEMORY) | st::INVALID_OPERATION } else { status };
    context.settings.set(settings);
    if status & (settings.traps | st::MEMORY) == 0 {
        return Ok(());
    }
    Err(raise(vm, status, settings.traps))
}

#[cold]
fn raise(vm: &mut Vm, status: u32, traps: u32) -> Raised {
    if status & st::MEMORY != 0 {
        return vm.memory_error();
    }
    let trapped = status & traps;
    let state = vm.extension::<State>();
    let first = SIGNALS.iter().position(|(_, bits)| trapped & bits != 0).unwrap_or(0);
    let class = state.signals[first];
    let conditions = CONDITIONS.iter().zip(&state.conditions);
    let others = SIGNALS.iter().zip(&state.signals).skip(1);
    let mut raised = [Value::NONE; CONDITIONS.len() + SIGNALS.len()];
    let mut count = 0;
    for ((_, bits), class) in conditions.chain(others) {
        if trapped & bits != 0 {
            raised[count] = *class;
            count += 1;
        }
    }
    let made = vm.new_list(&raised[..count]).and_then(|list| vm.call(class, &[list.value()]));
    match made {
        Ok(exc) => vm.raise(exc),
        Err(raised) => raised,
    }
}

/// The classes of the signals that are set, as a list.
pub(super) fn list_of(vm: &mut Vm, bits: u32) -> PyResult<Gc<List>> {
    let list = vm.new_list(&[])?;
    for (i, (_, signal)) in SIGNALS.iter().enumerate() {
        if bits & signal != 0 {
            let class = vm.extension::<State>().signals[i];
            list.push(vm, class)?;
        }
    }
    Ok(list)
}

#[cold]
fn unknown_signal(vm: &mut Vm) -> Raised {
    let text = "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   \
                Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]";
    match vm.new_str(text) {
        Ok(text) => vm.key_error(text.value()),
        Err(raised) => raised,
    }
}

/// The bits of a signal's class.
fn bits_of(vm: &mut Vm, class: Value) -> PyResult<u32> {
    match vm.extension::<State>().signals.iter().position(|s| *s == class) {
        Some(i) => Ok(SIGNALS[i].1),
        None => Err(unknown_signal(vm)),
    }
}

/// The bits of a list of signals.
pub(super) fn bits_of_list(vm: &mut Vm, list: Gc<List>) -> PyResult<u32> {
    let mut bits = 0;
    let tuple = vm.list_to_tuple(list)?;
    for v in tuple.items() {
        bits |= bits_of(vm, *v)?;
    }
    Ok(bits)
}

/// The bits of a dict that has exactly the signals as its keys.
fn bits_of_dict(vm: &mut Vm, dict: Gc<Dict>) -> PyResult<u32> {
    let mut bits = 0;
    if dict.len() != SIGNALS.len() {
        return Err(invalid_dict(vm));
    }
    for (i, (_, signal)) in SIGNALS.iter().enumerate() {
        let class = vm.extension::<State>().signals[i];
        let Some(v) = dict.get(vm, class)? else { return Err(invalid_dict(vm)) };
        if vm.truth(v)? {
            bits |= signal;
        }
    }
    Ok(bits)
}

#[cold]
fn invalid_dict(vm: &mut Vm) -> Raised {
    match vm.new_str("invalid signal dict") {
        Ok(text) => vm.key_error(text.value()),
        Err(raised) => raised,
    }
}

/// The bits that flags or traps are to have.
pub(super) fn bits_of_mapping(vm: &mut Vm, v: Value) -> PyResult<u32> {
    if let Some(signals) = v.cast::<SignalDict>() {
        return bits(vm, signals);
    }
    match v.cast::<Dict>() {
        Some(dict) => bits_of_dict(vm, dict),
        None => Err(vm.type_error("argument must be a signal dict")),
    }
}

// ---- flags and traps ---------------------------------------------------------------------------

/// The flags or the traps of a context.
pub(super) struct SignalDict {
    /// None in an object that Python code has made.
    context: Link<Context>,
    traps: bool,
}

payload!(SignalDict, kinds::DECIMAL_SIGNALS, "SignalDict", [context]);

pub(super) fn new_signal_dict(vm: &mut Vm, context: Gc<Context>, traps: bool) -> Gc<SignalDict> {
    let class = vm.extension::<State>().signal_dict;
    let payload = SignalDict { context: Link::new(Some(context)), traps };
    vm.alloc_with_slots(class.root_shape.get(), payload, class.inline_slots.get().into())
}

fn this(v: Value) -> Gc<SignalDict> {
    v.cast().expect("slots of SignalDict get them")
}

fn context_of(vm: &mut Vm, signals: Gc<SignalDict>) -> PyResult<Gc<Context>> {
    match signals.context.get() {
        Some(context) => Ok(context),
        None => Err(vm.value_error("invalid signal dict")),
    }
}

fn bits(vm: &mut Vm, signals: Gc<SignalDict>) -> PyResult<u32> {
    let settings = context_of(vm, signals)?.settings.get();
    Ok(if signals.traps { settings.traps } else { settings.status })
}

fn getitem(vm: &mut Vm, v: Value, key: Value) -> PyResult {
    let set = bits(vm, this(v))?;
    Ok(Value::bool(set & bits_of(vm, key)? != 0))
}

fn setitem(vm: &mut Vm, v: Value, key: Value, to: Option<Value>) -> PyResult<()> {
    let context = context_of(vm, this(v))?;
    let Some(to) = to else { return Err(vm.value_error("signal keys cannot be deleted")) };
    let bits = bits_of(vm, key)?;
    let on = vm.truth(to)?;
    let mut settings = context.settings.get();
    let target = if this(v).traps { &mut settings.traps } else { &mut settings.status };
    *target = if on { *target | bits } else { *target & !bits };
    context.settings.set(settings);
    Ok(())
}

fn iter(vm: &mut Vm, v: Value) -> PyResult {
    context_of(vm, this(v))?;
    let signals = vm.extension::<State>().signals;
    let tuple = vm.new_tuple(&signals)?;
    vm.iter(tuple.value())
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let set = bits(vm, this(v))?;
    let shown: Vec<String> = SIGNALS
        .iter()
        .map(|(name, bits)| format!("<class 'decimal.{name}'>:{}", if set & bits != 0 { "True" } else { "False" }))
        .collect();
    vm.new_str(&format!("{{{}}}", shown.join(", "))).map(Gc::value)
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let Some(x) = a.cast::<SignalDict>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let x = bits(vm, x)?;
    let y = if let Some(y) = b.cast::<SignalDict>() {
        bits(vm, y)?
    } else if let Some(dict) = b.cast::<Dict>() {
        let result = bits_of_dict(vm, dict);
        match vm.catching(result, vm.exc.key_error)? {
            Some(bits) => bits,
            None => return Ok(Value::NOT_IMPLEMENTED),
        }
    } else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    // The conditions of InvalidOperation count as one.
    let same = SIGNALS.iter().all(|(_, bits)| (x & bits != 0) == (y & bits != 0));
    Ok(Value::bool(same == (op == CompareOp::Eq)))
}

/// A dict of the signals.
#[pyfunction("SignalDictMixin.copy($self, /)")]
fn copy(vm: &mut Vm, this: Gc<SignalDict>) -> PyResult {
    let set = bits(vm, this)?;
    let dict = vm.new_dict();
    for (i, (_, bits)) in SIGNALS.iter().enumerate() {
        let class = vm.extension::<State>().signals[i];
        dict.set_item(vm, class, Value::bool(set & bits != 0))?;
    }
    Ok(dict.value())
}

fn new(vm: &mut Vm, class: Gc<Type>, _: Args<'_>) -> PyResult {
    let payload = SignalDict { context: Link::new(None), traps: false };
    Ok(vm.alloc_with_slots(class.root_shape.get(), payload, class.inline_slots.get().into()).value())
}

pub(super) static MIXIN: TypeSpec = TypeSpec {
    name: "SignalDictMixin",
    module: "decimal",
    kind: Some(SignalDict::INFO),
    flags: TypeFlags(TypeFlags::BASE.0 | TypeFlags::IMMUTABLE.0),
    new: Some(new),
    methods: defs![copy],
    slots: |s| {
        s.repr.set(Some(repr));
        s.compare.set(Some(compare));
        s.len.set(Some(|vm, v| context_of(vm, this(v)).map(|_| SIGNALS.len())));
        s.getitem.set(Some(getitem));
        s.setitem.set(Some(setitem));
        s.iter.set(Some(iter));
    },
    ..TypeSpec::EMPTY
};

/// The class of flags and traps: the mixin as a MutableMapping.
pub(super) fn signal_dict_class(vm: &mut Vm, mixin: Gc<Type>) -> PyResult<Gc<Type>> {
    let sequences = crate::importing::import_module(vm, "_collections_abc")?;
    let mapping = vm.getattr_str(sequences, "MutableMapping")?;
    let meta = vm.type_of(mapping).value();
    let name = vm.intern("SignalDict").value();
    let bases: Gc<Tuple> = vm.new_tuple(&[mixin.value(), mapping])?;
    let dict = vm.new_dict();
    let module: Gc<Str> = vm.intern("abc");
    dict.set_name(vm, vm.names.module, module.value())?;
    let class = vm.call(meta, &[name, bases.value(), dict.value()])?;
    Ok(class.cast().expect("a metaclass makes types"))
}
