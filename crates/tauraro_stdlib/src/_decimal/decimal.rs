//! `Decimal`: the type, its construction and its operators.

use super::context::{current, given, unexpected_keyword};
use super::convert::{self, Made, comparands, from_object, give, operand};
use super::number::{Ctx, Num, Rounding, status as st};
use super::signals::signal;
use super::{State, arithmetic, compare, methods, new_decimal, power, rounding, text};
use crate::kinds;
use std::cell::Cell;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{CompareOp, GetSetDef, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Type, Value, Vm, payload};

/// `decimal.Decimal`
pub(super) struct Decimal {
    pub number: Num,
    /// The hash, once it was asked for; -1 before.
    hash: Cell<i64>,
}

payload!(Decimal, kinds::DECIMAL, "decimal.Decimal", []);

/// A new Decimal of a shape.
#[inline]
pub(super) fn allocate(vm: &mut Vm, shape: ShapeId, slots: usize, number: Num) -> Gc<Decimal> {
    let words = number.coeff.as_words().len();
    if words > 2 {
        vm.account_outside(words * 8);
    }
    vm.alloc_with_slots(shape, Decimal { number, hash: Cell::new(-1) }, slots)
}

/// A new Decimal of a class.
pub(super) fn make(vm: &mut Vm, class: Gc<Type>, number: Num) -> Value {
    allocate(vm, class.root_shape.get(), class.inline_slots.get().into(), number).value()
}

fn this(v: Value) -> Gc<Decimal> {
    v.cast().expect("slots and getters of Decimal get them")
}

// ---- construction ------------------------------------------------------------------------------

fn new(vm: &mut Vm, class: Gc<Type>, args: Args<'_>) -> PyResult {
    let (value, context) = arguments(vm, args)?;
    let context = given(vm, context)?;
    match value {
        Some(v) => construct(vm, class, v, context),
        None => Ok(make(vm, class, Num::from_i64(0))),
    }
}

/// The arguments value and context.
fn arguments(vm: &mut Vm, args: Args<'_>) -> PyResult<(Option<Value>, Option<Value>)> {
    let given = args.positional_count();
    let total = given + args.keyword_count();
    if total > 2 {
        let text = format!("function takes at most 2 arguments ({total} given)");
        return Err(vm.type_error(text));
    }
    let mut places = [args.get(0), args.get(1)];
    for (name, v) in args.keywords() {
        let at = match name.as_bytes() {
            b"value" => 0,
            b"context" => 1,
            _ => return Err(unexpected_keyword(vm, name)),
        };
        if places[at].is_some() {
            let name = name.to_string_lossy();
            let text = format!("argument for function given by name ('{name}') and position ({})", at + 1);
            return Err(vm.type_error(text));
        }
        places[at] = Some(v);
    }
    Ok((places[0], places[1]))
}

/// `class(v)`, exactly.
pub(super) fn construct(vm: &mut Vm, class: Gc<Type>, v: Value, context: Gc<super::Context>) -> PyResult {
    let plain = vm.extension::<State>().decimal;
    if let Some(d) = v.cast::<Decimal>()
        && class == plain
        && vm.type_of(v) == plain
    {
        return Ok(d.value());
    }
    let x = from_object(vm, v, context, Made::Exactly)?;
    Ok(make(vm, class, x))
}

// ---- operators ---------------------------------------------------------------------------------

/// An operation on two numbers.
pub(super) type Binary = fn(&Num, &Num, &Ctx, &mut u32) -> Num;
/// An operation on a number.
pub(super) type Unary = fn(&Num, &Ctx, &mut u32) -> Num;

#[inline(always)]
fn binary(vm: &mut Vm, a: Value, b: Value, op: impl Fn(&Num, &Num, &Ctx, &mut u32) -> Num) -> PyResult {
    let (Some(x), Some(y)) = (operand(a), operand(b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let context = current(vm)?;
    let mut status = 0;
    let made = op(&x, &y, &context.settings.get(), &mut status);
    give(vm, context, made, status)
}

#[inline(always)]
fn unary(vm: &mut Vm, v: Value, op: Unary) -> PyResult {
    let context = current(vm)?;
    let mut status = 0;
    let made = op(&this(v).number, &context.settings.get(), &mut status);
    give(vm, context, made, status)
}

fn divmod(vm: &mut Vm, a: Value, b: Value) -> PyResult {
    let (Some(x), Some(y)) = (operand(a), operand(b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let context = current(vm)?;
    let mut status = 0;
    let (q, r) = arithmetic::divmod(&x, &y, &context.settings.get(), &mut status);
    if status != 0 {
        signal(vm, context, status)?;
    }
    let (q, r) = (new_decimal(vm, q), new_decimal(vm, r));
    vm.new_pair(q, r)
}

fn pow(vm: &mut Vm, a: Value, b: Value, modulus: Value) -> PyResult {
    let (Some(x), Some(y)) = (operand(a), operand(b)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let modulus = match modulus.is_none() {
        true => None,
        false => match operand(modulus) {
            Some(m) => Some(m),
            None => return Ok(Value::NOT_IMPLEMENTED),
        },
    };
    let context = current(vm)?;
    power::give(vm, context, &x, &y, modulus.as_deref())
}

fn compare(vm: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    let Some(x) = a.cast::<Decimal>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let Some((x, y)) = comparands(vm, x, b, equality)? else { return Ok(Value::NOT_IMPLEMENTED) };
    if x.is_nan() || y.is_nan() {
        if x.is_signaling() || y.is_signaling() || !equality {
            let context = current(vm)?;
            signal(vm, context, st::INVALID_OPERATION)?;
        }
        return Ok(Value::bool(op == CompareOp::Ne));
    }
    Ok(Value::bool(op.holds(compare::compare_numbers(&x, &y))))
}

fn hash(vm: &mut Vm, v: Value) -> PyResult<i64> {
    let d = this(v);
    if d.hash.get() != -1 {
        return Ok(d.hash.get());
    }
    if d.number.is_signaling() {
        return Err(vm.type_error("Cannot hash a signaling NaN value"));
    }
    let hash = match (convert::hash(&d.number), vm.types.object.slots.hash.get()) {
        (None, Some(by_identity)) => by_identity(vm, v)?,
        (hash, _) => hash.unwrap_or_default(),
    };
    d.hash.set(hash);
    Ok(hash)
}

fn to_str(vm: &mut Vm, v: Value) -> PyResult {
    let capitals = current(vm)?.settings.get().capitals;
    let text = text::to_text(&this(v).number, capitals, false);
    vm.new_ascii(text.as_bytes()).map(Gc::value)
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let capitals = current(vm)?.settings.get().capitals;
    let text = text::to_text(&this(v).number, capitals, false);
    vm.new_str(&format!("Decimal('{text}')")).map(Gc::value)
}

fn float(vm: &mut Vm, v: Value) -> PyResult {
    convert::to_float_object(vm, &this(v).number)
}

static GETSET: [GetSetDef; 2] = [
    GetSetDef { name: "real", doc: "", get: |_, v| Ok(v), set: None },
    GetSetDef { name: "imag", doc: "", get: |vm, _| Ok(new_decimal(vm, Num::from_i64(0))), set: None },
];

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "Decimal",
    module: "decimal",
    doc: Some(
        "Construct a new Decimal object. 'value' can be an integer, string, tuple,\nor another Decimal object. If no \
         value is given, return Decimal('0'). The\ncontext does not affect the conversion and is only passed to \
         determine if\nthe InvalidOperation trap is active.\n\n",
    ),
    kind: Some(Decimal::INFO),
    flags: TypeFlags(TypeFlags::BASE.0 | TypeFlags::IMMUTABLE.0),
    new: Some(new),
    methods: methods::METHODS,
    getset: &GETSET,
    slots: |s| {
        s.repr.set(Some(repr));
        s.str.set(Some(to_str));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
        s.bool.set(Some(|_, v| Ok(!this(v).number.is_zero())));
        s.add.set(Some(|vm, a, b| binary(vm, a, b, arithmetic::add)));
        s.subtract.set(Some(|vm, a, b| binary(vm, a, b, arithmetic::subtract)));
        s.multiply.set(Some(|vm, a, b| binary(vm, a, b, arithmetic::multiply)));
        s.true_divide.set(Some(|vm, a, b| binary(vm, a, b, arithmetic::divide)));
        s.floor_divide.set(Some(|vm, a, b| binary(vm, a, b, arithmetic::divide_int)));
        s.remainder.set(Some(|vm, a, b| binary(vm, a, b, arithmetic::remainder)));
        s.divmod.set(Some(divmod));
        s.power.set(Some(pow));
        s.negative.set(Some(|vm, v| unary(vm, v, rounding::minus)));
        s.positive.set(Some(|vm, v| unary(vm, v, rounding::plus)));
        s.absolute.set(Some(|vm, v| unary(vm, v, rounding::abs)));
        s.int.set(Some(|vm, v| convert::to_int(vm, &this(v).number, Rounding::Down)));
        s.float.set(Some(float));
    },
    ..TypeSpec::EMPTY
};
