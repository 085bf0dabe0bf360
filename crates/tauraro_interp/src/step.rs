//! One instruction by itself, for machine code: what a unit does not translate, it has executed here.
//!
//! Operands are taken from the frame's window and results put there, as in the loop. A call of a Python
//! function runs to its end in a loop of its own. Nothing here pushes a frame that stays.

use crate::enter::run_frame;
use crate::frame::{Frame, Return, current};
use crate::operands::{a, b, b_signed, bc, bc_signed, c, c_signed, op_of};
use crate::slow::{self, Next};
use crate::{arith, attrs, calls, iterate, names, operators, rare};
use tauraro_bytecode::{Op, Role};
use tauraro_core::heap::Slot;
use tauraro_core::object::{CellVar, Dict, List, Str};
use tauraro_core::ops::BinaryOp;
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm};

/// Whether `execute` does what the op does: it neither ends the frame nor leaves it for a while, and
/// raises nothing on purpose.
#[must_use]
pub fn executes(op: Op) -> bool {
    !matches!(
        op.generic(),
        Op::Return
            | Op::ReturnConst
            | Op::ReturnGenerator
            | Op::Yield
            | Op::YieldFrom
            | Op::Send
            | Op::Raise
            | Op::RaiseFrom
            | Op::RaiseAgain
            | Op::Reraise
            | Op::CleanupThrow
            | Op::EndAsyncFor
            | Op::JumpIfNoExcMatch
            | Op::PushExcInfo
            | Op::PopExcept
            | Op::Jump
            | Op::Loop
            | Op::ImportStar
            | Op::LoadLocals
    )
}

/// Where instructions of a kind are executed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// Jumps that depend on something.
    Tests,
    /// Operators that give a value.
    Operators,
    /// Names, cells, attributes and items.
    Places,
    /// Calls.
    Calls,
    /// All others.
    Others,
}

impl Family {
    /// All, in the order of their numbers.
    pub const ALL: [Family; 5] = [Family::Tests, Family::Operators, Family::Places, Family::Calls, Family::Others];

    /// That of an op.
    #[must_use]
    pub fn of(op: Op) -> Family {
        let op = op.generic();
        let gives = operators::comparison(op).is_some_and(|(_, form)| form.gives);
        let is_operator = gives || operators::binary(op).is_some();
        match op {
            _ if is_operator => Family::Operators,
            _ if op.is_call() || op == Op::CallEx => Family::Calls,
            _ if op.info().operands.iter().any(|operand| operand.role == Role::Jump) => Family::Tests,
            Op::Neg | Op::Pos | Op::Invert | Op::Not | Op::Is | Op::IsNot => Family::Operators,
            Op::Contains | Op::NotContains | Op::GetIter => Family::Operators,
            Op::CopyFreeVars | Op::MakeCell | Op::LoadDeref | Op::StoreDeref => Family::Places,
            Op::LoadGlobal | Op::StoreGlobal | Op::LoadName | Op::StoreName => Family::Places,
            Op::LoadAttr | Op::StoreAttr | Op::LoadMethod | Op::LoadSpecial => Family::Places,
            Op::LoadSuperAttr | Op::LoadSuperMethod => Family::Places,
            Op::Subscr | Op::SubscrImm | Op::SubscrSlice | Op::StoreSubscr => Family::Places,
            _ => Family::Others,
        }
    }
}

/// Executes the instruction at `pc`, which is of that family; whether it jumps.
///
/// # Errors
/// What the instruction raises.
///
/// # Safety
/// `frame` is the current frame, `pc` an instruction of its code whose op `executes` allows, and the
/// registers that it reads hold what they should.
#[inline(always)]
pub unsafe fn execute(vm: &mut Vm, frame: *mut Frame, pc: *mut u64, family: Family) -> PyResult<bool> {
    // SAFETY: by the contract; operands were checked by the verifier.
    unsafe {
        (*frame).pc = pc;
        let op = op_of(*pc).generic();
        match family {
            Family::Tests => return tests(vm, frame, pc, op),
            Family::Operators => operators(vm, frame, pc, op)?,
            Family::Places => places(vm, frame, pc, op)?,
            Family::Calls => call(vm, frame, pc, op)?,
            Family::Others => others(vm, frame, pc, op)?,
        }
        Ok(false)
    }
}

unsafe fn reg(frame: *mut Frame, at: usize) -> *mut Value {
    // SAFETY: the callers take `at` from an operand.
    unsafe { (*frame).regs.add(at) }
}

/// Jumps that depend on something.
unsafe fn tests(vm: &mut Vm, frame: *mut Frame, pc: *mut u64, op: Op) -> PyResult<bool> {
    // SAFETY: by the caller's contract.
    unsafe {
        let w = *pc;
        let (x, y) = (|| *reg(frame, a(w)), || *reg(frame, b(w)));
        Ok(match op {
            Op::JumpIfTrue | Op::LoopIfTrue => vm.truth(x())?,
            Op::JumpIfFalse | Op::LoopIfFalse => !vm.truth(x())?,
            Op::JumpIfNone | Op::LoopIfNone => x().is_none(),
            Op::JumpIfNotNone | Op::LoopIfNotNone => !x().is_none(),
            Op::JumpIfIs => slow::is(x(), y()),
            Op::JumpIfIsNot => !slow::is(x(), y()),
            Op::JumpIfIn => slow::contains(vm, y(), x())?,
            Op::JumpIfNotIn => !slow::contains(vm, y(), x())?,
            Op::ForNext | Op::ForRange => return item(vm, frame, pc, op),
            _ => {
                let (compare, form) = operators::comparison(op).expect("the family has no other jumps");
                let right = if form.literal { Value::small(b_signed(w)) } else { y() };
                arith::compare_test(vm, x(), right, compare)? == form.when
            }
        })
    }
}

/// A step of a `for` loop.
unsafe fn item(vm: &mut Vm, frame: *mut Frame, pc: *mut u64, op: Op) -> PyResult<bool> {
    // SAFETY: by the caller's contract.
    unsafe {
        let w = *pc;
        let base = reg(frame, b(w));
        let (value, end) = (*base, *base.add(1));
        let found = if op == Op::ForRange && end.is_small_int() {
            if value == end {
                return Ok(false);
            }
            *base = Value::sum_in_range(value, *base.add(2));
            Some(value)
        } else if op == Op::ForRange {
            vm.next(value)?
        } else {
            iterate::step(vm, &*frame, pc, value)?
        };
        let Some(v) = found else { return Ok(false) };
        *reg(frame, a(w)) = v;
        Ok(true)
    }
}

/// Both operands immediate ints, or both floats: the commonest cases without a slot. `None`: others.
#[inline(always)]
fn numbers(op: BinaryOp, x: Value, y: Value) -> Option<Value> {
    if Value::both_small(x, y) {
        return match op {
            BinaryOp::Add => arith::add(x, y),
            BinaryOp::Subtract => arith::sub(x, y),
            BinaryOp::Multiply => arith::mul(x, y),
            BinaryOp::TrueDivide => arith::true_div(x, y),
            BinaryOp::FloorDivide => arith::floor_div(x, y),
            BinaryOp::Remainder => arith::modulo(x, y),
            BinaryOp::Power => arith::pow(x, y),
            BinaryOp::And => arith::and(x, y),
            BinaryOp::Or => arith::or(x, y),
            BinaryOp::Xor => arith::xor(x, y),
            BinaryOp::Lshift => arith::lshift(x, y),
            BinaryOp::Rshift => arith::rshift(x, y),
            BinaryOp::MatrixMultiply => None,
        };
    }
    let (x, y) =
        if x.is_float() && y.is_float() { (x.float_unchecked(), y.float_unchecked()) } else { arith::mixed(x, y)? };
    Some(Value::float(match op {
        BinaryOp::Add => x + y,
        BinaryOp::Subtract => x - y,
        BinaryOp::Multiply => x * y,
        BinaryOp::TrueDivide if y != 0.0 => x / y,
        _ => return None,
    }))
}

/// Operators that give a value.
unsafe fn operators(vm: &mut Vm, frame: *mut Frame, pc: *mut u64, op: Op) -> PyResult<()> {
    // SAFETY: by the caller's contract.
    unsafe {
        let w = *pc;
        let (x, y) = (|| *reg(frame, b(w)), || *reg(frame, c(w)));
        let v = if let Some((binary, literal)) = operators::binary(op) {
            let flags = *pc.add(1) as u32;
            if literal {
                arith::binary_literal(vm, binary, x(), Value::small(c_signed(w)), flags)?
            } else {
                match numbers(binary, x(), y()) {
                    Some(v) => v,
                    None => arith::binary(vm, binary, x(), y(), flags)?,
                }
            }
        } else if let Some((compare, _)) = operators::comparison(op) {
            vm.compare(x(), y(), compare)?
        } else {
            match op {
                Op::Neg => arith::negative(vm, x())?,
                Op::Pos => arith::positive(vm, x())?,
                Op::Invert => arith::invert(vm, x())?,
                Op::Not => Value::bool(!vm.truth(x())?),
                Op::Is => Value::bool(slow::is(x(), y())),
                Op::IsNot => Value::bool(!slow::is(x(), y())),
                Op::Contains => Value::bool(slow::contains(vm, y(), x())?),
                Op::NotContains => Value::bool(!slow::contains(vm, y(), x())?),
                Op::GetIter => vm.iter(x())?,
                _ => unreachable!("the family has no other ops"),
            }
        };
        *reg(frame, a(w)) = v;
        Ok(())
    }
}

/// Names, cells, attributes and items.
unsafe fn places(vm: &mut Vm, frame: *mut Frame, pc: *mut u64, op: Op) -> PyResult<()> {
    // SAFETY: by the caller's contract.
    unsafe {
        let w = *pc;
        let dst = reg(frame, a(w));
        match op {
            Op::CopyFreeVars => names::copy_free_vars(&*frame, a(w), b(w)),
            Op::MakeCell => *dst = vm.alloc(ShapeId::CELL, CellVar { content: Slot::new(*dst) }).value(),
            Op::LoadDeref => {
                let content = names::cell(*reg(frame, b(w))).content.get();
                if content.is_unbound() {
                    names::unbound_cell(vm, (*frame).code, b(w))?;
                }
                *dst = content;
            }
            Op::StoreDeref => {
                let cell = names::cell(*dst);
                cell.set(&cell.content, *reg(frame, b(w)));
            }
            Op::LoadGlobal => {
                *dst = match names::cached_global(&*frame, pc) {
                    Some(v) => v,
                    None => names::load_global(vm, &*frame, pc)?,
                };
            }
            Op::StoreGlobal => names::store_global(vm, &*frame, pc, *dst)?,
            Op::LoadName => *dst = names::load_name(vm, &*frame, pc)?,
            Op::StoreName => names::store_name(vm, &*frame, pc, *dst)?,
            Op::LoadAttr => {
                let obj = *reg(frame, b(w));
                *dst = match attrs::cached(vm, pc, obj) {
                    Some(v) => v,
                    None => load_attr(vm, frame, pc, obj)?,
                };
            }
            Op::StoreAttr => {
                let (obj, v) = (*dst, *reg(frame, b(w)));
                if !attrs::store_cached(vm, pc, obj, v) {
                    attrs::store_attr(vm, &*frame, pc, obj, v)?;
                }
            }
            Op::LoadMethod => {
                let obj = *reg(frame, b(w));
                match attrs::cached_method(vm, pc, obj) {
                    Some((callee, receiver)) => {
                        *dst = callee;
                        *dst.add(1) = receiver;
                    }
                    None => put_method(dst, attrs::load_method(vm, &*frame, pc, obj)?),
                }
            }
            Op::LoadSpecial => put_method(dst, attrs::load_special(vm, *reg(frame, b(w)), c(w))?),
            Op::LoadSuperAttr => *dst = attrs::load_super_attr(vm, &*frame, reg(frame, b(w)), *pc.add(1))?,
            Op::LoadSuperMethod => {
                let base = reg(frame, b(w));
                let is_cached = op_of(w) == Op::LoadSuperMethodClass && attrs::super_cached(vm, base, *pc.add(2));
                put_method(
                    dst,
                    match is_cached {
                        true => (Value::from_bits(*pc.add(3)), Some(*base.add(2))),
                        false => attrs::load_super_method(vm, &*frame, pc, base)?,
                    },
                );
            }
            Op::Subscr | Op::SubscrImm => {
                let obj = *reg(frame, b(w));
                let key = if op == Op::Subscr { *reg(frame, c(w)) } else { Value::small(c_signed(w)) };
                *dst = match slow::subscr_fast(vm, obj, key) {
                    Some(v) => v,
                    None => vm.getitem(obj, key)?,
                };
            }
            Op::SubscrSlice => {
                let from = reg(frame, c(w));
                *dst = slow::subscr_slice(vm, *reg(frame, b(w)), *from, *from.add(1))?;
            }
            Op::StoreSubscr => {
                let (obj, key, v) = (*dst, *reg(frame, b(w)), *reg(frame, c(w)));
                if !slow::store_subscr_fast(vm, obj, key, v) {
                    vm.setitem(obj, key, Some(v))?;
                }
            }
            _ => unreachable!("the family has no other ops"),
        }
        Ok(())
    }
}

/// Loads an attribute that the instruction's cache does not hold itself.
unsafe fn load_attr(vm: &mut Vm, frame: *mut Frame, pc: *mut u64, obj: Value) -> PyResult {
    // SAFETY: by the caller's contract; the op has two cache words.
    unsafe {
        let (op, cache) = (op_of(*pc), *pc.add(1));
        if op != Op::LoadAttrProperty || attrs::version_matches(vm, &obj, cache as u32).is_none() {
            return attrs::load_attr(vm, &*frame, pc, obj);
        }
        match calls::call_getter(vm, Value::from_bits(*pc.add(2)), obj, a(*pc))? {
            Next::Value(v) => Ok(v),
            Next::Frame => run_pushed(vm),
        }
    }
}

/// Writes a callable and its receiver, or none, to the pair of registers that a call takes.
unsafe fn put_method(pair: *mut Value, (callee, receiver): (Value, Option<Value>)) {
    // SAFETY: the verifier checked the pair.
    unsafe {
        *pair = callee;
        *pair.add(1) = receiver.unwrap_or(Value::UNBOUND);
    }
}

/// Calls.
unsafe fn call(vm: &mut Vm, frame: *mut Frame, pc: *mut u64, op: Op) -> PyResult<()> {
    // SAFETY: by the caller's contract.
    unsafe {
        let w = *pc;
        let base = reg(frame, b(w));
        if let Some(v) = cached_call(vm, frame, pc, base)? {
            *reg(frame, a(w)) = v;
            return Ok(());
        }
        let next = match op {
            Op::Call => calls::call(vm, pc, base, base.add(1), c(w))?,
            Op::CallMethod => {
                let skip = usize::from((*base.add(1)).is_unbound());
                calls::call(vm, pc, base, base.add(1 + skip), c(w) + 1 - skip)?
            }
            Op::CallKw => calls::call_kw(vm, pc, *base, base.add(1), c(w), a(w))?,
            Op::CallMethodKw => {
                let skip = usize::from((*base.add(1)).is_unbound());
                calls::call_kw(vm, pc, *base, base.add(1 + skip), c(w) + 1 - skip, a(w))?
            }
            _ => calls::call_ex(vm, *base, *base.add(1), *base.add(2), a(w))?,
        };
        let v = match next {
            Next::Value(v) => v,
            Next::Frame => run_pushed(vm)?,
        };
        *reg(frame, a(w)) = v;
        Ok(())
    }
}

/// Calls what the instruction's cache knows. `None`: that was something else.
unsafe fn cached_call(vm: &mut Vm, frame: *mut Frame, pc: *mut u64, base: *mut Value) -> PyResult<Option<Value>> {
    // SAFETY: by the caller's contract; the ops that have cache words have these.
    unsafe {
        let w = *pc;
        let cache = || (*pc.add(1), *pc.add(2));
        let made = match op_of(w) {
            Op::CallBuiltin1 if calls::is_cached_builtin(*base, cache().0) => calls::native1(vm, base, cache().1)?,
            Op::CallBuiltin2 if calls::is_cached_builtin(*base, cache().0) => calls::native2(vm, base, cache().1)?,
            Op::CallMethodBuiltin1 if calls::is_cached_method(base, cache().0, cache().1) => {
                calls::native1(vm, base, cache().1)?
            }
            Op::CallMethodBuiltin2 if calls::is_cached_method(base, cache().0, cache().1) => {
                calls::native2(vm, base, cache().1)?
            }
            Op::CallMethodBuiltin3 if calls::is_cached_method(base, cache().0, cache().1) => {
                calls::native3(vm, base, cache().1)?
            }
            Op::CallMethodBuiltinN if calls::is_cached_method(base, cache().0, cache().1) => {
                calls::native_n(vm, base, c(w) + 1, cache().1)?
            }
            Op::CallType1 if c(w) == 1 => {
                let Some(ty) = calls::cached_type(*base, cache().0) else { return Ok(None) };
                return calls::call_type_of_one(vm, ty, *base.add(1)).transpose();
            }
            Op::CallClass => {
                let (version, init) = cache();
                let Some(init) = calls::cached_init(*base, version, init) else { return Ok(None) };
                calls::make_instance(vm, base);
                calls::call_python(vm, frame, init, base, c(w) + 1, (Return::Instance, a(w) as u16, *base))?;
                run_pushed(vm)?
            }
            Op::CallKwPy => {
                let (operands, map) = cache();
                let Some(f) = calls::cached_keywords(*base, operands) else { return Ok(None) };
                calls::call_mapped(vm, frame, f, base.add(1), c(w), (map, a(w)))?;
                run_pushed(vm)?
            }
            _ => return Ok(None),
        };
        Ok(Some(made))
    }
}

/// Runs the frame that a call has just pushed, and gives what its caller gets.
pub(crate) fn run_pushed(vm: &mut Vm) -> PyResult {
    let pushed = current(vm);
    // SAFETY: it is the current frame; it does not exist any more when `run_frame` has returned.
    unsafe {
        let (returns, instance) = ((*pushed).returns, (*pushed).extra);
        (*pushed).returns = Return::Native;
        if let Err(raised) = vm.check_native_stack() {
            vm.thread.frame = (*pushed).below.cast();
            return Err(raised);
        }
        let v = run_frame(vm, pushed)?;
        if returns != Return::Instance {
            return Ok(v);
        }
        if !v.is_none() {
            calls::init_returned(vm, v)?;
        }
        Ok(instance)
    }
}

/// Building, taking apart, formats, loops over ranges, and what has a function elsewhere.
unsafe fn others(vm: &mut Vm, frame: *mut Frame, pc: *mut u64, op: Op) -> PyResult<()> {
    // SAFETY: by the caller's contract.
    unsafe {
        let w = *pc;
        let dst = reg(frame, a(w));
        match op {
            Op::Nop => {}
            Op::Move => *dst = *reg(frame, b(w)),
            Op::MovePair => {
                *dst = *reg(frame, b(w));
                *dst.add(1) = *reg(frame, c(w));
            }
            Op::LoadConst => *dst = (*frame).constant(bc(w)),
            Op::LoadInt => *dst = Value::small(bc_signed(w) as i64),
            Op::CheckLocal | Op::DeleteLocal => {
                if (*dst).is_unbound() {
                    names::unbound_local(vm, (*frame).code, a(w))?;
                }
                if op == Op::DeleteLocal {
                    *dst = Value::UNBOUND;
                }
            }
            Op::ClearLocal => *dst = Value::UNBOUND,
            Op::RangePrepare => slow::range_prepare(vm, dst, b(w))?,
            Op::BuildTuple => {
                *dst = vm.new_tuple(std::slice::from_raw_parts(reg(frame, b(w)), c(w)))?.value();
            }
            Op::BuildList => {
                *dst = vm.new_list(std::slice::from_raw_parts(reg(frame, b(w)), c(w)))?.value();
            }
            Op::BuildMap => {
                *dst = slow::build_map(vm, std::slice::from_raw_parts(reg(frame, b(w)), 2 * c(w)))?;
            }
            Op::BuildString => {
                *dst = slow::build_string(vm, std::slice::from_raw_parts(reg(frame, b(w)), c(w)))?;
            }
            Op::ListAppend => {
                if let Some(list) = (*dst).cast::<List>() {
                    list.push(vm, *reg(frame, b(w)))?;
                }
            }
            Op::SetAdd => slow::set_add(vm, *dst, *reg(frame, b(w)))?,
            Op::MapAdd => {
                if let Some(dict) = (*dst).cast::<Dict>() {
                    dict.set_item(vm, *reg(frame, b(w)), *reg(frame, c(w)))?;
                }
            }
            Op::UnpackTwo => {
                let src = *reg(frame, c(w));
                let (x, y) = match slow::two_of(src) {
                    Some(pair) => pair,
                    None => slow::unpack_two(vm, src)?,
                };
                *dst = x;
                *reg(frame, b(w)) = y;
            }
            Op::Unpack => {
                let src = *reg(frame, c(w));
                slow::unpack(vm, src, std::slice::from_raw_parts_mut(dst, b(w)))?;
            }
            Op::FormatSimple => {
                let v = *reg(frame, b(w));
                *dst = match v.cast::<Str>() {
                    Some(s) if s.shape() == ShapeId::STR => v,
                    _ => slow::format(vm, v, Value::UNBOUND)?,
                };
            }
            Op::FormatSpec => *dst = slow::format(vm, *reg(frame, b(w)), *reg(frame, c(w)))?,
            Op::MatchSequence => *dst = Value::bool(slow::is_sequence(vm, *reg(frame, b(w)))),
            Op::GetLen => {
                let v = *reg(frame, b(w));
                let n = match slow::len_of_row(v) {
                    Some(n) => n,
                    None => vm.len(v)?,
                };
                *dst = Value::small(n as i64);
            }
            _ => {
                rare::execute(vm, &mut *frame, pc)?;
            }
        }
        Ok(())
    }
}
