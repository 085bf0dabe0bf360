//! Stepping the iterators that most loops have without a call: list, tuple, range, str and dict
//! iterators, and pairs (`enumerate`, `zip`, `dict.items()`) that the loop takes apart at once.
//!
//! None of these iterator types can be changed or, where the shape is compared, be a subclass.
//! So a kind (and shape) compare is the whole guard, and what a step does is what the type's
//! `iternext` slot does.

use crate::frame::Frame;
use crate::names::become_op;
use crate::operands::{a, c};
use tauraro_bytecode::Op;
use tauraro_core::object::{Str, Tuple};
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Value, Vm, kinds};
use tauraro_objects::dict::DictIterator;
use tauraro_objects::enumerate::Enumerate;
use tauraro_objects::list::ListIterator;
use tauraro_objects::range::RangeIterator;
use tauraro_objects::str::StrIterator;
use tauraro_objects::tuple::TupleIterator;
use tauraro_objects::zip::Zip;

/// What a quick step found out.
pub(crate) enum Step<T> {
    Item(T),
    /// The iterator is exhausted.
    End,
    /// It is no iterator of the expected kind: ask its slot.
    Other,
}

/// The general step; remembers the iterator's kind in the instruction.
pub(crate) fn for_next(vm: &mut Vm, frame: &Frame, pc: *mut u64, iter: Value) -> PyResult<Option<Value>> {
    specialise(vm, frame, pc, iter);
    vm.next(iter)
}

fn specialise(vm: &Vm, frame: &Frame, pc: *mut u64, iter: Value) {
    let Some(header) = iter.header() else { return };
    let op = match header.kind() {
        kinds::LIST_ITERATOR => Op::ForNextList,
        kinds::TUPLE_ITERATOR => Op::ForNextTuple,
        kinds::RANGE_ITERATOR => Op::ForNextRange,
        kinds::STR_ITERATOR => Op::ForNextStr,
        kinds::DICT_KEYITERATOR => match header.shape() {
            ShapeId::DICT_KEYITERATOR | ShapeId::DICT_VALUEITERATOR => Op::ForNextDict,
            ShapeId::DICT_ITEMITERATOR if pair_is_unpacked(frame, pc) => Op::ForNextPairs,
            _ => return,
        },
        kinds::ENUMERATE | kinds::ZIP if pair_is_unpacked(frame, pc) => Op::ForNextPairs,
        kinds::GENERATOR if header.shape() == ShapeId::GENERATOR => Op::ForNextGenerator,
        _ => return,
    };
    become_op(vm, pc, op);
}

/// Whether the loop's body begins by taking the item apart into two registers, and nothing else
/// can see the item because it stands in a temporary.
fn pair_is_unpacked(frame: &Frame, pc: *mut u64) -> bool {
    // SAFETY: `pc` is a `ForNext`, whose operand word holds the distance to the loop's start.
    unsafe {
        let item = a(*pc);
        let start = *loop_start(pc);
        let unpacks = matches!(Op::of_word(start), Some(Op::UnpackTwo | Op::UnpackTwoTuple | Op::UnpackTwoList));
        unpacks && c(start) == item && item >= frame.code.code.locals.len()
    }
}

/// The first instruction of the loop that the `ForNext` at `pc` closes.
///
/// # Safety
/// `pc` is a `ForNext`.
#[inline(always)]
pub(crate) unsafe fn loop_start(pc: *mut u64) -> *mut u64 {
    // SAFETY: by the contract.
    unsafe { pc.offset(2 + *pc.add(1) as u32 as i32 as isize) }
}

#[inline(always)]
pub(crate) fn list_step(iter: Value) -> Step<Value> {
    let Some(it) = iter.cast::<ListIterator>() else { return Step::Other };
    let Some(list) = it.list.get() else { return Step::End };
    let i = it.index.get();
    match list.items.get(i) {
        Some(v) => {
            it.index.set(i + 1);
            Step::Item(v)
        }
        None => {
            it.link(&it.list, None);
            Step::End
        }
    }
}

#[inline(always)]
pub(crate) fn tuple_step(iter: Value) -> Step<Value> {
    let Some(it) = iter.cast::<TupleIterator>() else { return Step::Other };
    match it.step() {
        Some(v) => Step::Item(v),
        None => {
            it.link(&it.tuple, None);
            Step::End
        }
    }
}

/// Leaves numbers that are no immediate ints to the slot.
#[inline(always)]
pub(crate) fn range_step(iter: Value) -> Step<Value> {
    let Some(it) = iter.cast::<RangeIterator>() else { return Step::Other };
    if it.remaining.get() <= 0 {
        return Step::End;
    }
    match Value::checked_small(it.current.get()) {
        Some(v) => {
            it.step();
            Step::Item(v)
        }
        None => Step::Other,
    }
}

/// Leaves characters that are not ASCII to the slot.
#[inline(always)]
pub(crate) fn str_step(vm: &Vm, iter: Value) -> Step<Value> {
    let Some(it) = iter.cast::<StrIterator>() else { return Step::Other };
    let Some(s) = it.text.get().cast::<Str>() else { return Step::End };
    let at = it.at.get();
    match s.as_bytes().get(at) {
        Some(b) if b.is_ascii() => {
            it.at.set(at + 1);
            Step::Item(vm.ascii_char(*b).value())
        }
        _ => Step::Other,
    }
}

/// A key or a value.
#[inline(always)]
pub(crate) fn dict_step(vm: &mut Vm, iter: Value) -> PyResult<Step<Value>> {
    let Some(it) = iter.cast::<DictIterator>() else { return Ok(Step::Other) };
    let shape = it.shape();
    if shape != ShapeId::DICT_KEYITERATOR && shape != ShapeId::DICT_VALUEITERATOR {
        return Ok(Step::Other);
    }
    Ok(match tauraro_objects::dict::step(vm, it)? {
        Some((key, _)) if shape == ShapeId::DICT_KEYITERATOR => Step::Item(key),
        Some((_, value)) => Step::Item(value),
        None => Step::End,
    })
}

/// `vm.next` with the commonest iterators first.
#[inline(always)]
fn next_item(vm: &mut Vm, iter: Value) -> PyResult<Option<Value>> {
    let step = match iter.kind() {
        kinds::LIST_ITERATOR => list_step(iter),
        kinds::TUPLE_ITERATOR => tuple_step(iter),
        kinds::RANGE_ITERATOR => range_step(iter),
        kinds::STR_ITERATOR => str_step(vm, iter),
        _ => Step::Other,
    };
    match step {
        Step::Item(v) => Ok(Some(v)),
        Step::End => Ok(None),
        Step::Other => vm.next(iter),
    }
}

/// `for_next`, with the quick step of the iterator that the instruction has met before it.
///
/// # Safety
/// `pc` is a `ForNext` of the running code.
#[inline(always)]
pub(crate) unsafe fn step(vm: &mut Vm, frame: &Frame, pc: *mut u64, iter: Value) -> PyResult<Option<Value>> {
    // SAFETY: by the contract.
    let step = match crate::operands::op_of(unsafe { *pc }) {
        Op::ForNextList => list_step(iter),
        Op::ForNextTuple => tuple_step(iter),
        Op::ForNextRange => range_step(iter),
        Op::ForNextStr => str_step(vm, iter),
        Op::ForNextDict => dict_step(vm, iter)?,
        _ => Step::Other,
    };
    match step {
        Step::Item(v) => Ok(Some(v)),
        Step::End => Ok(None),
        Step::Other => for_next(vm, frame, pc, iter),
    }
}

/// Both halves of the next pair of `enumerate`, `zip` of two or `dict.items()`.
pub(crate) fn pair_step(vm: &mut Vm, iter: Value) -> PyResult<Step<(Value, Value)>> {
    let Some(header) = iter.header() else { return Ok(Step::Other) };
    match header.shape() {
        ShapeId::DICT_ITEMITERATOR => {
            let Some(it) = iter.cast::<DictIterator>() else { return Ok(Step::Other) };
            Ok(match tauraro_objects::dict::step(vm, it)? {
                Some(pair) => Step::Item(pair),
                None => Step::End,
            })
        }
        ShapeId::ENUMERATE => {
            let Some(it) = iter.cast::<Enumerate>() else { return Ok(Step::Other) };
            if Value::checked_small(it.index.get()).is_none() {
                return Ok(Step::Other);
            }
            let Some(item) = next_item(vm, it.iter.get())? else { return Ok(Step::End) };
            // Read again: the item's iterator may have run Python code that stepped this one.
            let i = it.index.get();
            it.index.set(i + 1);
            Ok(Step::Item((vm.new_int(i), item)))
        }
        ShapeId::ZIP => zip_step(vm, iter),
        _ => Ok(Step::Other),
    }
}

fn zip_step(vm: &mut Vm, iter: Value) -> PyResult<Step<(Value, Value)>> {
    let Some(it) = iter.cast::<Zip>() else { return Ok(Step::Other) };
    let Some(iters) = it.iters.get().cast::<Tuple>() else { return Ok(Step::Other) };
    let [x, y] = *iters.items() else { return Ok(Step::Other) };
    if it.strict.get() {
        return Ok(Step::Other);
    }
    let Some(first) = next_item(vm, x)? else { return Ok(Step::End) };
    let Some(second) = next_item(vm, y)? else { return Ok(Step::End) };
    Ok(Step::Item((first, second)))
}
