//! Bounds, constraints, defaults and values of aliases: given at once, or by a function that
//! is called when they are first asked for.

use crate::text_of::type_repr;
use tauraro_core::call::Args;
use tauraro_core::heap::{HasKindInfo, Header, Slot, Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::TypeFlags;
use tauraro_core::{PyResult, Tuple, Value, Vm, payload};

/// `annotationlib.Format.VALUE` and `STRING`.
const FORMAT_VALUE: i64 = 1;
const FORMAT_STRING: i64 = 4;

/// A value that may have to be computed first.
pub(super) struct Lazy {
    /// UNBOUND until it is given or computed.
    value: Slot,
    /// The function, UNBOUND if there is none.
    pub(super) evaluate: Slot,
}

impl Trace for Lazy {
    fn trace(&self, tracer: &mut Tracer) {
        self.value.trace(tracer);
        self.evaluate.trace(tracer);
    }
}

impl Lazy {
    pub(super) fn none() -> Lazy {
        Lazy { value: Slot::new(Value::UNBOUND), evaluate: Slot::new(Value::UNBOUND) }
    }

    pub(super) fn of(value: Value) -> Lazy {
        Lazy { value: Slot::new(value), evaluate: Slot::new(Value::UNBOUND) }
    }

    pub(super) fn by(evaluate: Value) -> Lazy {
        Lazy { value: Slot::new(Value::UNBOUND), evaluate: Slot::new(evaluate) }
    }

    /// The value; `owner` is the cell that this stands in. `None`: there is none.
    pub(super) fn get(&self, vm: &mut Vm, owner: &Header) -> PyResult<Option<Value>> {
        if let Some(known) = self.value.get().bound() {
            return Ok(Some(known));
        }
        let Some(evaluate) = self.evaluate.get().bound() else { return Ok(None) };
        let v = vm.call(evaluate, &[Value::small(FORMAT_VALUE)])?;
        self.value.set(owner, v);
        Ok(Some(v))
    }

    pub(super) fn is_given(&self) -> bool {
        !self.value.get().is_unbound() || !self.evaluate.get().is_unbound()
    }

    /// The function that evaluates it in any format, or None if there is no value.
    pub(super) fn evaluator(&self, vm: &mut Vm) -> Value {
        if let Some(evaluate) = self.evaluate.get().bound() {
            return evaluate;
        }
        match self.value.get().bound() {
            None => Value::NONE,
            Some(v) => {
                let ty = vm.extension::<super::Typing>().const_evaluator;
                vm.alloc(ty.root_shape.get(), ConstEvaluator { value: Slot::new(v) }).value()
            }
        }
    }
}

/// Gives a value that is known already, or its text.
pub(super) struct ConstEvaluator {
    value: Slot,
}

payload!(ConstEvaluator, tauraro_core::heap::Kind(CONST_EVALUATOR), "_typing._ConstEvaluator", [value]);

/// The kind's number, in the block that the table of built-in types leaves free.
const CONST_EVALUATOR: u16 = 210;

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "_ConstEvaluator",
    module: "_typing",
    doc: Some("Evaluates to a value that is known."),
    kind: Some(ConstEvaluator::INFO),
    flags: TypeFlags::IMMUTABLE.with(TypeFlags::NO_NEW),
    slots: |s| {
        s.repr.set(Some(repr));
        s.call.set(Some(call));
    },
    ..TypeSpec::EMPTY
};

fn value_of(v: Value) -> Value {
    v.cast::<ConstEvaluator>().expect("slots get instances of their type").value.get()
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let shown = vm.repr(value_of(v))?.to_string_lossy();
    Ok(vm.new_str(&format!("<constevaluator {shown}>"))?.value())
}

fn call(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult {
    if args.has_keywords() {
        return Err(vm.type_error("constevaluator.__call__() takes no keyword arguments"));
    }
    let [format] = *args.plain() else {
        let n = args.plain().len();
        let text = format!("constevaluator.__call__() takes exactly 1 argument ({n} given)");
        return Err(vm.type_error(text));
    };
    if vm.index_i64(format)? != FORMAT_STRING {
        return Ok(value_of(v));
    }
    let text = match value_of(v).cast::<Tuple>() {
        None => type_repr(vm, value_of(v))?,
        Some(row) => {
            let mut parts = Vec::new();
            for t in row.items() {
                parts.push(type_repr(vm, *t)?);
            }
            format!("({})", parts.join(", "))
        }
    };
    Ok(vm.new_str(&text)?.value())
}
