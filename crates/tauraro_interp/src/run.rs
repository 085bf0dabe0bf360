//! The interpreter's loop.
//!
//! `run` executes from the current frame until the frame that it was entered with ends. Python
//! functions that Python code calls get a frame and go on in the same loop; native code that
//! calls Python code enters `run` anew. The hot paths stand in the arms; everything that can
//! call Python code or raise is a function in one of the neighbouring modules. Ops that are no more
//! than a call of such a function are in `rare`: what the loop does not hold makes it no slower.
//!
//! Invariants: `frame` is the current frame, `regs` its window, `pc` the instruction being
//! executed. Before anything that can look at frames or raise, `frame.pc` is set to `pc`.

use crate::frame::{Frame, Return, current};
use crate::function::Function;
use crate::generator::{self, Resumed};
use crate::iterate::{self, Step};
use crate::operands::{a, b, b_signed, bc, bc_signed, c, c_signed, op_of, w_signed};
use crate::record::{self, What};
use crate::slow::{self, Next};
use crate::{arith, attrs, calls, exceptions, names, rare, tier};
use std::sync::atomic::Ordering;
use tauraro_bytecode::Op;
use tauraro_core::object::{CellVar, CompareOp, Dict, List, Str};
use tauraro_core::ops::BinaryOp;
use tauraro_core::shape::ShapeId;
use tauraro_core::{PyResult, Raised, Value, Vm};

/// Runs the loop for the present state of tracing until the frame that it was entered with ends.
pub(crate) fn run(vm: &mut Vm, entry: *mut Frame) -> PyResult {
    loop {
        let result = if vm.thread.tracing { run_loop::<true>(vm, entry) } else { run_loop::<false>(vm, entry) };
        if !std::mem::replace(&mut vm.thread.switching, false) {
            return result;
        }
    }
}

#[expect(clippy::too_many_lines, reason = "a flat match whose arms are a few lines each")]
fn run_loop<const TRACED: bool>(vm: &mut Vm, entry: *mut Frame) -> PyResult {
    // SAFETY: see the module's invariants; operands were checked by the verifier against the
    // code's registers, constants, names and instruction starts.
    unsafe {
        // The word belongs to the `Vm` as long as it lives.
        let poll = std::sync::Arc::as_ptr(&vm.poll);
        let mut frame: *mut Frame = current(vm);
        let mut pc: *mut u64 = (*frame).pc;
        let mut regs: *mut Value = (*frame).regs;

        macro_rules! r {
            ($i:expr) => {
                *regs.add($i)
            };
        }
        macro_rules! reload {
            () => {{
                frame = current(vm);
                pc = (*frame).pc;
                regs = (*frame).regs;
                continue;
            }};
        }
        // The other loop goes on at the frame's `pc`.
        macro_rules! give_way {
            () => {{
                vm.thread.switching = true;
                return Err(Raised);
            }};
        }
        // After a native call, which may have turned tracing on or off: the other loop goes on then.
        macro_rules! native_returned {
            ($words:expr) => {{
                pc = pc.add($words);
                if vm.thread.tracing != TRACED {
                    (*frame).pc = pc;
                    give_way!();
                }
                continue;
            }};
        }
        // The frame is about to return or yield a value.
        macro_rules! leaving {
            ($v:expr, $yields:expr) => {{
                if TRACED {
                    tri!(crate::trace::leaving(vm, frame, $v, $yields));
                }
            }};
        }
        macro_rules! raise {
            () => {{
                (*frame).pc = pc;
                if exceptions::unwind(vm, entry, true) {
                    reload!();
                }
                return Err(Raised);
            }};
        }
        macro_rules! reraise {
            () => {{
                (*frame).pc = pc;
                if exceptions::unwind(vm, entry, false) {
                    reload!();
                }
                return Err(Raised);
            }};
        }
        // Evaluates something that may raise or look at frames.
        macro_rules! tri {
            ($e:expr) => {{
                (*frame).pc = pc;
                match $e {
                    Ok(v) => v,
                    Err(Raised) => raise!(),
                }
            }};
        }
        macro_rules! next {
            ($words:expr) => {{
                pc = pc.add($words);
                continue;
            }};
        }
        macro_rules! jump {
            ($words:expr, $distance:expr) => {{
                pc = pc.offset($words + $distance);
                continue;
            }};
        }
        // A jump back. A hot loop may go on elsewhere.
        macro_rules! back_edge {
            ($words:expr, $distance:expr) => {{
                if (*poll).load(Ordering::Relaxed) != 0 {
                    tri!(vm.safepoint());
                }
                let target = pc.offset($words + $distance);
                let asks = if TRACED { record::round(vm, frame, target, What::Loop) } else { tier::counts_down(pc) };
                if asks {
                    (*frame).pc = pc;
                    break tier::ask(vm, frame, target);
                }
                pc = target;
                continue;
            }};
        }
        macro_rules! jump_if {
            ($words:expr, $holds:expr, $distance:expr) => {{
                if $holds {
                    jump!($words, $distance);
                }
                next!($words);
            }};
        }
        macro_rules! loop_back_if {
            ($holds:expr) => {{
                if $holds {
                    back_edge!(2, tier::distance(pc));
                }
                next!(2);
            }};
        }
        // a op b on ints and floats inline, the rest by `arith::binary`.
        macro_rules! binary {
            ($w:ident, $op:ident, $int:ident, $of_floats:ident, |$x:ident, $y:ident| $float:expr) => {{
                let (left, right) = (r!(b($w)), r!(c($w)));
                if Value::both_small(left, right) {
                    if let Some(v) = arith::$int(left, right) {
                        r!(a($w)) = v;
                        next!(2);
                    }
                } else if left.is_float() && right.is_float() {
                    let ($x, $y) = (left.float_unchecked(), right.float_unchecked());
                    r!(a($w)) = seen_floats!($of_floats, $float);
                    next!(2);
                } else if let Some(($x, $y)) = arith::mixed(left, right) {
                    r!(a($w)) = Value::float($float);
                    next!(2);
                }
                let flags = *pc.add(1) as u32;
                r!(a($w)) = tri!(arith::binary(vm, BinaryOp::$op, left, right, flags));
                next!(2);
            }};
        }
        // The result of an operation on floats as a value; the op is rewritten to the variant.
        macro_rules! seen_floats {
            ($of_floats:ident, $float:expr) => {{
                let f: f64 = $float;
                if !f.is_nan() {
                    names::become_op(vm, pc, Op::$of_floats);
                }
                Value::float(f)
            }};
        }
        // An operation on what was floats so far: a result that is no NaN says that it is still.
        macro_rules! binary_float {
            ($w:ident, |$x:ident, $y:ident| $float:expr) => {{
                let ($x, $y) = (r!(b($w)).float_or_nan(), r!(c($w)).float_or_nan());
                let f: f64 = $float;
                if !f.is_nan() {
                    r!(a($w)) = Value::float_not_nan(f);
                    next!(2);
                }
                names::forget(pc);
                continue;
            }};
        }
        // The same for ints only.
        macro_rules! binary_int {
            ($w:ident, $op:ident, $int:ident) => {{
                let (left, right) = (r!(b($w)), r!(c($w)));
                if Value::both_small(left, right)
                    && let Some(v) = arith::$int(left, right)
                {
                    r!(a($w)) = v;
                    next!(2);
                }
                let flags = *pc.add(1) as u32;
                r!(a($w)) = tri!(arith::binary(vm, BinaryOp::$op, left, right, flags));
                next!(2);
            }};
        }
        // The same with a literal.
        macro_rules! binary_imm {
            ($w:ident, $op:ident, $int:ident) => {{
                let left = r!(b($w));
                let literal = Value::small(c_signed($w));
                if left.is_small_int()
                    && let Some(v) = arith::$int(left, literal)
                {
                    r!(a($w)) = v;
                    next!(2);
                }
                let flags = *pc.add(1) as u32;
                r!(a($w)) = tri!(arith::binary_literal(vm, BinaryOp::$op, left, literal, flags));
                next!(2);
            }};
            ($w:ident, $op:ident, $int:ident, |$x:ident, $y:ident| $float:expr) => {{
                let left = r!(b($w));
                let literal = Value::small(c_signed($w));
                if left.is_small_int() {
                    if let Some(v) = arith::$int(left, literal) {
                        r!(a($w)) = v;
                        next!(2);
                    }
                } else if left.is_float() {
                    let ($x, $y) = (left.float_unchecked(), c_signed($w) as f64);
                    r!(a($w)) = Value::float($float);
                    next!(2);
                }
                let flags = *pc.add(1) as u32;
                r!(a($w)) = tri!(arith::binary_literal(vm, BinaryOp::$op, left, literal, flags));
                next!(2);
            }};
        }
        // Truth of a comparison, ints and floats inline.
        macro_rules! test {
            ($left:expr, $right:expr, $op:ident, $sym:tt) => {{
                let (left, right): (Value, Value) = ($left, $right);
                if Value::both_small(left, right) {
                    (left.small_unchecked()) $sym (right.small_unchecked())
                } else if left.is_float() && right.is_float() {
                    left.float_unchecked() $sym right.float_unchecked()
                } else {
                    tri!(arith::compare_test(vm, left, right, CompareOp::$op))
                }
            }};
        }
        macro_rules! compare {
            ($w:ident, $op:ident, $sym:tt) => {{
                let (left, right) = (r!(b($w)), r!(c($w)));
                r!(a($w)) = if Value::both_small(left, right) {
                    Value::bool(left.small_unchecked() $sym right.small_unchecked())
                } else if left.is_float() && right.is_float() {
                    Value::bool(left.float_unchecked() $sym right.float_unchecked())
                } else {
                    tri!(vm.compare(left, right, CompareOp::$op))
                };
                next!(2);
            }};
        }
        macro_rules! branch {
            ($w:ident, $op:ident, $sym:tt, $when:literal) => {{
                let holds = test!(r!(a($w)), r!(b($w)), $op, $sym);
                let distance = w_signed(*pc.add(1));
                if holds == $when {
                    jump!(2, distance);
                }
                next!(2);
            }};
        }
        macro_rules! branch_imm {
            ($w:ident, $op:ident, $sym:tt, $when:literal) => {{
                let left = r!(a($w));
                let literal = b_signed($w);
                let holds = if left.is_small_int() {
                    left.small_unchecked() $sym literal
                } else if left.is_float() {
                    left.float_unchecked() $sym literal as f64
                } else {
                    tri!(arith::compare_test(vm, left, Value::small(literal), CompareOp::$op))
                };
                let distance = w_signed(*pc.add(1));
                if holds == $when {
                    jump!(2, distance);
                }
                next!(2);
            }};
        }
        macro_rules! loop_if {
            ($w:ident, $op:ident, $sym:tt) => {{
                let holds = test!(r!(a($w)), r!(b($w)), $op, $sym);
                if holds {
                    back_edge!(2, tier::distance(pc));
                }
                next!(2);
            }};
        }
        macro_rules! loop_if_imm {
            ($w:ident, $op:ident, $sym:tt) => {{
                let left = r!(a($w));
                let literal = b_signed($w);
                let holds = if left.is_small_int() {
                    left.small_unchecked() $sym literal
                } else if left.is_float() {
                    left.float_unchecked() $sym literal as f64
                } else {
                    tri!(arith::compare_test(vm, left, Value::small(literal), CompareOp::$op))
                };
                if holds {
                    back_edge!(2, tier::distance(pc));
                }
                next!(2);
            }};
        }
        // A callable and its receiver, or none, as the pair of registers that a call takes.
        macro_rules! method {
            ($w:ident, $found:expr, $words:expr) => {{
                let (callee, receiver) = $found;
                r!(a($w)) = callee;
                r!(a($w) + 1) = receiver.unwrap_or(Value::UNBOUND);
                next!($words);
            }};
        }
        // One step of a `for` loop by a quick step; falls through if that was not possible.
        macro_rules! for_step {
            ($w:ident, $step:expr) => {{
                match $step {
                    Step::Item(v) => {
                        r!(a($w)) = v;
                        back_edge!(2, tier::distance(pc));
                    }
                    Step::End => next!(2),
                    Step::Other => {}
                }
            }};
        }
        macro_rules! for_next {
            ($w:ident) => {{
                match tri!(iterate::for_next(vm, &*frame, pc, r!(b($w)))) {
                    Some(v) => {
                        r!(a($w)) = v;
                        back_edge!(2, tier::distance(pc));
                    }
                    None => next!(2),
                }
            }};
        }
        macro_rules! truth {
            ($v:expr) => {{
                let v: Value = $v;
                match v.as_bool() {
                    Some(t) => t,
                    None => tri!(vm.truth(v)),
                }
            }};
        }
        // The frame has ended with a value, which goes where the frame says.
        macro_rules! deliver {
            ($v:expr) => {{
                let v: Value = $v;
                let ended = frame;
                frame = (*ended).below;
                vm.thread.frame = frame.cast();
                match (*ended).returns {
                    Return::Register => {
                        pc = (*frame).pc;
                        regs = (*frame).regs;
                        r!(usize::from((*ended).dst)) = v;
                        pc = pc.add(calls::words_of_call(*pc));
                    }
                    Return::Native => return Ok(v),
                    Return::Instance => {
                        pc = (*frame).pc;
                        regs = (*frame).regs;
                        if !v.is_none() {
                            tri!(calls::init_returned(vm, v));
                        }
                        r!(usize::from((*ended).dst)) = (*ended).extra;
                        pc = pc.add(calls::words_of_call(*pc));
                    }
                    Return::Operator => {
                        pc = (*frame).pc;
                        regs = (*frame).regs;
                        pc = tri!(crate::operators::returned(vm, &*frame, pc, v));
                    }
                    Return::Item => {
                        generator::leave(vm, &*ended);
                        pc = (*frame).pc.add(2);
                        regs = (*frame).regs;
                    }
                    Return::Sent => {
                        generator::leave(vm, &*ended);
                        pc = (*frame).pc;
                        regs = (*frame).regs;
                        r!(a(*pc)) = v;
                        pc = pc.offset(2 + w_signed(*pc.add(1)));
                    }
                }
                continue;
            }};
        }
        macro_rules! returned {
            ($v:expr) => {{
                let v: Value = $v;
                leaving!(v, false);
                if (*frame).object.is_some() {
                    (*frame).pc = pc;
                    tri!(crate::introspect::detach(vm, frame));
                }
                deliver!(v);
            }};
        }
        // A generator's frame was just taken off the stack: its value goes to the instruction that
        // resumed it, or to native code.
        macro_rules! yielded {
            ($v:expr) => {{
                let v: Value = $v;
                let mut returns = (*frame).returns;
                loop {
                    let ended = frame;
                    if returns == Return::Native {
                        return Ok(v);
                    }
                    vm.handled = (*ended).handled;
                    frame = (*ended).below;
                    pc = (*frame).pc;
                    regs = (*frame).regs;
                    r!(a(*pc)) = v;
                    let word = *pc.add(2);
                    if TRACED || returns != Return::Sent || word as u16 != Op::YieldFrom as u16 {
                        break;
                    }
                    // A body that waits for the one that has yielded passes that on.
                    slow::suspend_again(vm, frame, pc.add(2));
                    returns = (*frame).returns;
                }
                if returns == Return::Item {
                    back_edge!(2, tier::distance(pc));
                }
                next!(2);
            }};
        }
        // Calls `*callee` with `n` arguments from `args` on, which directly follow it.
        macro_rules! call {
            ($w:ident, $base:expr, $args:expr, $n:expr) => {{
                let (base, args, n): (*mut Value, *mut Value, usize) = ($base, $args, $n);
                (*frame).pc = pc;
                if let Some(f) = (*base).cast::<Function>()
                    && let Some(code) = calls::takes_exactly(f, n)
                    && (*frame).generator.is_none()
                    && generator::makes_generator(code).is_none()
                {
                    // The arguments become the first registers where they stand.
                    let link = (Return::Register, a($w) as u16, Value::UNBOUND);
                    tri!(calls::push(vm, f, code, frame.add(1), args, n, link));
                    frame = frame.add(1);
                    pc = code.entry();
                    regs = args;
                    continue;
                }
                match calls::call(vm, pc, base, args, n) {
                    Ok(Next::Value(v)) => {
                        r!(a($w)) = v;
                        native_returned!(3);
                    }
                    Ok(Next::Frame) => reload!(),
                    Err(Raised) => raise!(),
                }
            }};
        }
        macro_rules! call_method {
            ($w:ident) => {{
                let base = regs.add(b($w));
                let skip = usize::from((*base.add(1)).is_unbound());
                call!($w, base, base.add(1 + skip), c($w) + 1 - skip);
            }};
        }
        // A native function that the cache knows, by its entry for so many arguments.
        macro_rules! builtin {
            ($w:ident, |$base:ident| $call:expr) => {{
                let $base = regs.add(b($w));
                if !TRACED && calls::is_cached_builtin(*$base, *pc.add(1)) {
                    r!(a($w)) = tri!($call);
                    native_returned!(3);
                }
                call!($w, $base, $base.add(1), c($w));
            }};
        }
        // The same for a method of a builtin type.
        macro_rules! builtin_method {
            ($w:ident, |$base:ident| $call:expr) => {{
                let $base = regs.add(b($w));
                if !TRACED && calls::is_cached_method($base, *pc.add(1), *pc.add(2)) {
                    r!(a($w)) = tri!($call);
                    native_returned!(3);
                }
                call_method!($w);
            }};
        }
        // After a call that may have pushed a frame.
        macro_rules! called {
            ($e:expr, $w:ident, $words:expr) => {{
                match tri!($e) {
                    Next::Value(v) => {
                        r!(a($w)) = v;
                        native_returned!($words);
                    }
                    Next::Frame => reload!(),
                }
            }};
        }

        // The inner loop ends when the compiler was asked.
        loop {
            let answer = loop {
                if TRACED {
                    if !tri!(crate::trace::instruction(vm, frame)) {
                        give_way!();
                    }
                    pc = (*frame).pc;
                }
                let w = *pc;
                match op_of(w) {
                    // ---- the beginning of a function ----
                    Op::Enter => {
                        if TRACED {
                            if record::round(vm, frame, pc.add(1), What::Function) {
                                (*frame).pc = pc;
                                break tier::enter(vm, frame);
                            }
                            next!(1);
                        }
                        let (fewer, was_last) = w.overflowing_sub(tier::ONE_CALL);
                        if was_last {
                            (*frame).pc = pc;
                            break tier::enter(vm, frame);
                        }
                        *pc = fewer;
                        next!(1);
                    }
                    Op::EnterGivenUp => next!(1),
                    Op::EnterUnit => {
                        if TRACED {
                            next!(1);
                        }
                        (*frame).pc = pc;
                        break tier::enter(vm, frame);
                    }

                    // ---- moves and constants ----
                    Op::Nop => next!(1),
                    Op::Move => {
                        r!(a(w)) = r!(b(w));
                        next!(1);
                    }
                    Op::MovePair => {
                        r!(a(w)) = r!(b(w));
                        r!(a(w) + 1) = r!(c(w));
                        next!(1);
                    }
                    Op::LoadConst => {
                        r!(a(w)) = (*frame).constant(bc(w));
                        next!(1);
                    }
                    Op::LoadInt => {
                        r!(a(w)) = Value::small(bc_signed(w) as i64);
                        next!(1);
                    }
                    Op::CheckLocal => {
                        if r!(a(w)).is_unbound() {
                            tri!(names::unbound_local(vm, (*frame).code, a(w)));
                        }
                        next!(1);
                    }
                    Op::ClearLocal => {
                        r!(a(w)) = Value::UNBOUND;
                        next!(1);
                    }
                    Op::DeleteLocal => {
                        if r!(a(w)).is_unbound() {
                            tri!(names::unbound_local(vm, (*frame).code, a(w)));
                        }
                        r!(a(w)) = Value::UNBOUND;
                        next!(1);
                    }

                    // ---- cells and free variables ----
                    Op::CopyFreeVars => {
                        names::copy_free_vars(&*frame, a(w), b(w));
                        next!(1);
                    }
                    Op::MakeCell => {
                        let content = tauraro_core::heap::Slot::new(r!(a(w)));
                        r!(a(w)) = vm.alloc(ShapeId::CELL, CellVar { content }).value();
                        next!(1);
                    }
                    Op::LoadDeref => {
                        let content = names::cell(r!(b(w))).content.get();
                        if content.is_unbound() {
                            tri!(names::unbound_cell(vm, (*frame).code, b(w)));
                        }
                        r!(a(w)) = content;
                        next!(1);
                    }
                    Op::StoreDeref => {
                        let cell = names::cell(r!(a(w)));
                        cell.set(&cell.content, r!(b(w)));
                        next!(1);
                    }

                    // ---- names ----
                    Op::LoadGlobal => {
                        r!(a(w)) = tri!(names::load_global(vm, &*frame, pc));
                        next!(3);
                    }
                    Op::LoadGlobalModule | Op::LoadNameModule => {
                        let cache = *pc.add(1);
                        let globals = (*frame).globals;
                        let table = &globals.table;
                        if table.known_keys_version() == cache as u32 {
                            r!(a(w)) = table.value_at((cache >> 32) as usize);
                            next!(3);
                        }
                        names::forget(pc);
                        continue;
                    }
                    Op::LoadGlobalBuiltin | Op::LoadNameBuiltin => {
                        let (own, other) = (*pc.add(1), *pc.add(2));
                        let (globals, builtins) = ((*frame).globals, (*frame).builtins);
                        let builtins = &builtins.table;
                        if globals.table.known_keys_version() == own as u32
                            && builtins.known_keys_version() == other as u32
                        {
                            r!(a(w)) = builtins.value_at((other >> 32) as usize);
                            next!(3);
                        }
                        names::forget(pc);
                        continue;
                    }
                    Op::StoreGlobal => {
                        tri!(names::store_global(vm, &*frame, pc, r!(a(w))));
                        next!(2);
                    }
                    Op::StoreGlobalModule | Op::StoreNameModule => {
                        let cache = *pc.add(1);
                        let globals = (*frame).globals;
                        let table = &globals.table;
                        if table.known_keys_version() == cache as u32 {
                            table.set_entry_value((cache >> 32) as usize, r!(a(w)));
                            next!(2);
                        }
                        names::forget(pc);
                        continue;
                    }
                    Op::LoadName => {
                        r!(a(w)) = tri!(names::load_name(vm, &*frame, pc));
                        next!(3);
                    }
                    Op::StoreName => {
                        tri!(names::store_name(vm, &*frame, pc, r!(a(w))));
                        next!(2);
                    }

                    // ---- attributes ----
                    Op::LoadAttr => {
                        r!(a(w)) = tri!(attrs::load_attr(vm, &*frame, pc, r!(b(w))));
                        next!(3);
                    }
                    Op::LoadAttrSlot => {
                        let cache = *pc.add(1);
                        if let Some(header) = attrs::version_matches(vm, &r!(b(w)), cache as u32) {
                            let v = *attrs::at_offset(header, (cache >> 32) as usize);
                            if !v.is_unbound() {
                                r!(a(w)) = v;
                                next!(3);
                            }
                        }
                        r!(a(w)) = tri!(attrs::load_attr(vm, &*frame, pc, r!(b(w))));
                        next!(3);
                    }
                    Op::LoadAttrClassValue => {
                        let cache = *pc.add(1);
                        if attrs::version_matches(vm, &r!(b(w)), cache as u32).is_some() {
                            r!(a(w)) = Value::from_bits(*pc.add(2));
                            next!(3);
                        }
                        r!(a(w)) = tri!(attrs::load_attr(vm, &*frame, pc, r!(b(w))));
                        next!(3);
                    }
                    Op::LoadAttrModule => {
                        r!(a(w)) = match attrs::of_module(r!(b(w)), *pc.add(1), *pc.add(2)) {
                            Some(v) => v,
                            None => tri!(attrs::load_attr(vm, &*frame, pc, r!(b(w)))),
                        };
                        next!(3);
                    }
                    Op::LoadAttrType => {
                        r!(a(w)) = match attrs::of_type(vm, r!(b(w)), *pc.add(1), *pc.add(2)) {
                            Some(v) => v,
                            None => tri!(attrs::load_attr(vm, &*frame, pc, r!(b(w)))),
                        };
                        next!(3);
                    }
                    Op::LoadAttrProperty => {
                        let cache = *pc.add(1);
                        let obj = r!(b(w));
                        if attrs::version_matches(vm, &obj, cache as u32).is_some() {
                            let getter = Value::from_bits(*pc.add(2));
                            called!(calls::call_getter(vm, getter, obj, a(w)), w, 3);
                        }
                        r!(a(w)) = tri!(attrs::load_attr(vm, &*frame, pc, obj));
                        next!(3);
                    }
                    Op::LoadAttrOverflow => {
                        if let Some(place) = attrs::overflow_place(vm, &r!(b(w)), *pc.add(1), *pc.add(2))
                            && let Some(v) = (*place).bound()
                        {
                            r!(a(w)) = v;
                            next!(3);
                        }
                        r!(a(w)) = tri!(attrs::load_attr(vm, &*frame, pc, r!(b(w))));
                        next!(3);
                    }
                    Op::LoadAttrMember | Op::LoadAttrGetset => {
                        r!(a(w)) = tri!(attrs::load_attr(vm, &*frame, pc, r!(b(w))));
                        next!(3);
                    }
                    Op::StoreAttr => {
                        tri!(attrs::store_attr(vm, &*frame, pc, r!(a(w)), r!(b(w))));
                        next!(3);
                    }
                    Op::StoreAttrSlot => {
                        let cache = *pc.add(1);
                        if let Some(header) = attrs::version_matches(vm, &r!(a(w)), cache as u32) {
                            *attrs::at_offset(header, (cache >> 32) as usize) = r!(b(w));
                            header.barrier();
                            next!(3);
                        }
                        tri!(attrs::store_attr(vm, &*frame, pc, r!(a(w)), r!(b(w))));
                        next!(3);
                    }
                    Op::StoreAttrAdd => {
                        let cache = *pc.add(1);
                        if let Some(header) = attrs::version_matches(vm, &r!(a(w)), cache as u32) {
                            *attrs::at_offset(header, (cache >> 32) as usize) = r!(b(w));
                            header.set_shape(ShapeId(*pc.add(2) as u32));
                            header.barrier();
                            next!(3);
                        }
                        tri!(attrs::store_attr(vm, &*frame, pc, r!(a(w)), r!(b(w))));
                        next!(3);
                    }
                    Op::StoreAttrOverflow => {
                        let cache = (*pc.add(1), *pc.add(2));
                        if !attrs::store_in_overflow(vm, &r!(a(w)), cache, r!(b(w))) {
                            tri!(attrs::store_attr(vm, &*frame, pc, r!(a(w)), r!(b(w))));
                        }
                        next!(3);
                    }
                    Op::StoreAttrMember => {
                        tri!(attrs::store_attr(vm, &*frame, pc, r!(a(w)), r!(b(w))));
                        next!(3);
                    }
                    Op::LoadMethod => {
                        let obj = r!(b(w));
                        method!(w, tri!(attrs::load_method(vm, &*frame, pc, obj)), 3);
                    }
                    Op::LoadMethodClass => {
                        let obj = r!(b(w));
                        let cache = *pc.add(1);
                        if attrs::version_matches(vm, &obj, cache as u32).is_some() {
                            r!(a(w)) = Value::from_bits(*pc.add(2));
                            r!(a(w) + 1) = obj;
                            next!(3);
                        }
                        method!(w, tri!(attrs::load_method(vm, &*frame, pc, obj)), 3);
                    }
                    Op::LoadMethodModule => {
                        let obj = r!(b(w));
                        if let Some(v) = attrs::of_module(obj, *pc.add(1), *pc.add(2)) {
                            r!(a(w)) = v;
                            r!(a(w) + 1) = Value::UNBOUND;
                            next!(3);
                        }
                        method!(w, tri!(attrs::load_method(vm, &*frame, pc, obj)), 3);
                    }
                    Op::LoadMethodType => {
                        let obj = r!(b(w));
                        if let Some((callee, receiver)) = attrs::method_of_type(obj, *pc.add(1), *pc.add(2)) {
                            r!(a(w)) = callee;
                            r!(a(w) + 1) = receiver;
                            next!(3);
                        }
                        method!(w, tri!(attrs::load_method(vm, &*frame, pc, obj)), 3);
                    }
                    Op::LoadMethodBuiltin | Op::LoadMethodSlot => {
                        let obj = r!(b(w));
                        method!(w, tri!(attrs::load_method(vm, &*frame, pc, obj)), 3);
                    }
                    Op::LoadSpecial => {
                        method!(w, tri!(attrs::load_special(vm, r!(b(w)), c(w))), 1);
                    }
                    Op::LoadSuperAttr => {
                        let operands = *pc.add(1);
                        let base = regs.add(b(w));
                        r!(a(w)) = tri!(attrs::load_super_attr(vm, &*frame, base, operands));
                        next!(3);
                    }
                    Op::LoadSuperMethod => {
                        let base = regs.add(b(w));
                        method!(w, tri!(attrs::load_super_method(vm, &*frame, pc, base)), 4);
                    }
                    Op::LoadSuperMethodClass => {
                        let base = regs.add(b(w));
                        let obj = *base.add(2);
                        if attrs::super_cached(vm, base, *pc.add(2)) {
                            r!(a(w)) = Value::from_bits(*pc.add(3));
                            r!(a(w) + 1) = obj;
                            next!(4);
                        }
                        method!(w, tri!(attrs::load_super_method(vm, &*frame, pc, base)), 4);
                    }

                    // ---- subscripts ----
                    Op::Subscr
                    | Op::SubscrListInt
                    | Op::SubscrTupleInt
                    | Op::SubscrDict
                    | Op::SubscrStrInt
                    | Op::SubscrPy => {
                        let (obj, key) = (r!(b(w)), r!(c(w)));
                        r!(a(w)) = match slow::subscr_fast(vm, obj, key) {
                            Some(v) => v,
                            None => tri!(vm.getitem(obj, key)),
                        };
                        next!(2);
                    }
                    Op::SubscrImm | Op::SubscrImmList | Op::SubscrImmTuple | Op::SubscrImmDict | Op::SubscrImmStr => {
                        let (obj, key) = (r!(b(w)), Value::small(c_signed(w)));
                        r!(a(w)) = match slow::subscr_fast(vm, obj, key) {
                            Some(v) => v,
                            None => tri!(vm.getitem(obj, key)),
                        };
                        next!(2);
                    }
                    Op::SubscrSlice => {
                        let (from, to) = (r!(c(w)), r!(c(w) + 1));
                        r!(a(w)) = tri!(slow::subscr_slice(vm, r!(b(w)), from, to));
                        next!(1);
                    }
                    Op::StoreSubscr | Op::StoreSubscrListInt | Op::StoreSubscrDict => {
                        let (obj, key, v) = (r!(a(w)), r!(b(w)), r!(c(w)));
                        if !slow::store_subscr_fast(vm, obj, key, v) {
                            tri!(vm.setitem(obj, key, Some(v)));
                        }
                        next!(2);
                    }

                    // ---- binary operations ----
                    Op::Add | Op::AddInt | Op::AddStr => binary!(w, Add, add, AddFloat, |x, y| x + y),
                    Op::Sub | Op::SubInt => binary!(w, Subtract, sub, SubFloat, |x, y| x - y),
                    Op::Mul | Op::MulInt => binary!(w, Multiply, mul, MulFloat, |x, y| x * y),
                    Op::AddFloat => binary_float!(w, |x, y| x + y),
                    Op::SubFloat => binary_float!(w, |x, y| x - y),
                    Op::MulFloat => binary_float!(w, |x, y| x * y),
                    Op::DivFloat => binary_float!(w, |x, y| if y == 0.0 { f64::NAN } else { x / y }),
                    Op::Div | Op::DivInt => {
                        let (left, right) = (r!(b(w)), r!(c(w)));
                        if left.is_float() && right.is_float() && right.float_unchecked() != 0.0 {
                            r!(a(w)) = seen_floats!(DivFloat, left.float_unchecked() / right.float_unchecked());
                            next!(2);
                        }
                        if let Some(v) = arith::true_div(left, right) {
                            r!(a(w)) = v;
                            next!(2);
                        }
                        let flags = *pc.add(1) as u32;
                        r!(a(w)) = tri!(arith::binary(vm, BinaryOp::TrueDivide, left, right, flags));
                        next!(2);
                    }
                    Op::FloorDiv | Op::FloorDivInt | Op::FloorDivFloat => binary_int!(w, FloorDivide, floor_div),
                    Op::Mod | Op::ModInt | Op::ModFloat | Op::ModStr => binary_int!(w, Remainder, modulo),
                    Op::Pow | Op::PowInt | Op::PowFloat => binary_int!(w, Power, pow),
                    Op::MatMul => {
                        let (left, right) = (r!(b(w)), r!(c(w)));
                        let flags = *pc.add(1) as u32;
                        r!(a(w)) = tri!(arith::binary(vm, BinaryOp::MatrixMultiply, left, right, flags));
                        next!(2);
                    }
                    Op::And | Op::AndInt => binary_int!(w, And, and),
                    Op::Or | Op::OrInt => binary_int!(w, Or, or),
                    Op::Xor | Op::XorInt => binary_int!(w, Xor, xor),
                    Op::Lshift | Op::LshiftInt => binary_int!(w, Lshift, lshift),
                    Op::Rshift | Op::RshiftInt => binary_int!(w, Rshift, rshift),
                    Op::AddImm | Op::AddImmInt | Op::AddImmFloat => binary_imm!(w, Add, add, |x, y| x + y),
                    Op::SubImm | Op::SubImmInt | Op::SubImmFloat => binary_imm!(w, Subtract, sub, |x, y| x - y),
                    Op::MulImm | Op::MulImmInt | Op::MulImmFloat => binary_imm!(w, Multiply, mul, |x, y| x * y),
                    Op::DivImm | Op::DivImmInt | Op::DivImmFloat => {
                        let (left, literal) = (r!(b(w)), Value::small(c_signed(w)));
                        if let Some(v) = arith::true_div(left, literal) {
                            r!(a(w)) = v;
                            next!(2);
                        }
                        let flags = *pc.add(1) as u32;
                        r!(a(w)) = tri!(arith::binary_literal(vm, BinaryOp::TrueDivide, left, literal, flags));
                        next!(2);
                    }
                    Op::FloorDivImm | Op::FloorDivImmInt => binary_imm!(w, FloorDivide, floor_div),
                    Op::ModImm | Op::ModImmInt => binary_imm!(w, Remainder, modulo),
                    Op::PowImm | Op::PowImmInt | Op::PowImmFloat => binary_imm!(w, Power, pow),
                    Op::AndImm | Op::AndImmInt => binary_imm!(w, And, and),
                    Op::OrImm | Op::OrImmInt => binary_imm!(w, Or, or),
                    Op::XorImm | Op::XorImmInt => binary_imm!(w, Xor, xor),
                    Op::LshiftImm | Op::LshiftImmInt => binary_imm!(w, Lshift, lshift),
                    Op::RshiftImm | Op::RshiftImmInt => binary_imm!(w, Rshift, rshift),

                    // ---- unary operations and comparisons ----
                    Op::Neg | Op::NegInt | Op::NegFloat => {
                        let v = r!(b(w));
                        r!(a(w)) = match (v.as_small(), v.as_float()) {
                            (Some(i), _) if Value::checked_small(-i).is_some() => Value::small(-i),
                            (_, Some(f)) => Value::float(-f),
                            _ => tri!(arith::negative(vm, v)),
                        };
                        next!(1);
                    }
                    Op::Pos => {
                        r!(a(w)) = tri!(arith::positive(vm, r!(b(w))));
                        next!(1);
                    }
                    Op::Invert => {
                        r!(a(w)) = tri!(arith::invert(vm, r!(b(w))));
                        next!(1);
                    }
                    Op::Not => {
                        let t = truth!(r!(b(w)));
                        r!(a(w)) = Value::bool(!t);
                        next!(1);
                    }
                    Op::Lt | Op::LtInt | Op::LtFloat => compare!(w, Lt, <),
                    Op::Le | Op::LeInt | Op::LeFloat => compare!(w, Le, <=),
                    Op::Gt | Op::GtInt | Op::GtFloat => compare!(w, Gt, >),
                    Op::Ge | Op::GeInt | Op::GeFloat => compare!(w, Ge, >=),
                    Op::Eq | Op::EqInt | Op::EqFloat | Op::EqStr => compare!(w, Eq, ==),
                    Op::Ne | Op::NeInt | Op::NeFloat | Op::NeStr => compare!(w, Ne, !=),
                    Op::Is => {
                        r!(a(w)) = Value::bool(slow::is(r!(b(w)), r!(c(w))));
                        next!(1);
                    }
                    Op::IsNot => {
                        r!(a(w)) = Value::bool(!slow::is(r!(b(w)), r!(c(w))));
                        next!(1);
                    }
                    Op::Contains | Op::ContainsDict | Op::ContainsSet | Op::ContainsSeq | Op::ContainsStr => {
                        let found = tri!(slow::contains(vm, r!(c(w)), r!(b(w))));
                        r!(a(w)) = Value::bool(found);
                        next!(2);
                    }
                    Op::NotContains
                    | Op::NotContainsDict
                    | Op::NotContainsSet
                    | Op::NotContainsSeq
                    | Op::NotContainsStr => {
                        let found = tri!(slow::contains(vm, r!(c(w)), r!(b(w))));
                        r!(a(w)) = Value::bool(!found);
                        next!(2);
                    }

                    // ---- branches ----
                    Op::Jump => jump!(1, bc_signed(w)),
                    Op::JumpIfTrue => jump_if!(1, truth!(r!(a(w))), bc_signed(w)),
                    Op::JumpIfFalse => jump_if!(1, !truth!(r!(a(w))), bc_signed(w)),
                    Op::JumpIfNone => jump_if!(1, r!(a(w)).is_none(), bc_signed(w)),
                    Op::JumpIfNotNone => jump_if!(1, !r!(a(w)).is_none(), bc_signed(w)),
                    Op::JumpIfIs => jump_if!(2, slow::is(r!(a(w)), r!(b(w))), w_signed(*pc.add(1))),
                    Op::JumpIfIsNot => jump_if!(2, !slow::is(r!(a(w)), r!(b(w))), w_signed(*pc.add(1))),
                    Op::JumpIfIn | Op::JumpIfInDict | Op::JumpIfInSet | Op::JumpIfInSeq | Op::JumpIfInStr => {
                        jump_if!(2, tri!(slow::contains(vm, r!(b(w)), r!(a(w)))), w_signed(*pc.add(1)))
                    }
                    Op::JumpIfNotIn
                    | Op::JumpIfNotInDict
                    | Op::JumpIfNotInSet
                    | Op::JumpIfNotInSeq
                    | Op::JumpIfNotInStr => {
                        jump_if!(2, !tri!(slow::contains(vm, r!(b(w)), r!(a(w)))), w_signed(*pc.add(1)))
                    }
                    Op::JumpIfLt | Op::JumpIfLtInt | Op::JumpIfLtFloat => branch!(w, Lt, <, true),
                    Op::JumpIfLe | Op::JumpIfLeInt | Op::JumpIfLeFloat => branch!(w, Le, <=, true),
                    Op::JumpIfGt | Op::JumpIfGtInt | Op::JumpIfGtFloat => branch!(w, Gt, >, true),
                    Op::JumpIfGe | Op::JumpIfGeInt | Op::JumpIfGeFloat => branch!(w, Ge, >=, true),
                    Op::JumpIfEq | Op::JumpIfEqInt | Op::JumpIfEqFloat | Op::JumpIfEqStr => branch!(w, Eq, ==, true),
                    Op::JumpIfNe | Op::JumpIfNeInt | Op::JumpIfNeFloat | Op::JumpIfNeStr => branch!(w, Ne, !=, true),
                    Op::JumpIfNotLt | Op::JumpIfNotLtInt | Op::JumpIfNotLtFloat => branch!(w, Lt, <, false),
                    Op::JumpIfNotLe | Op::JumpIfNotLeInt | Op::JumpIfNotLeFloat => branch!(w, Le, <=, false),
                    Op::JumpIfNotGt | Op::JumpIfNotGtInt | Op::JumpIfNotGtFloat => branch!(w, Gt, >, false),
                    Op::JumpIfNotGe | Op::JumpIfNotGeInt | Op::JumpIfNotGeFloat => branch!(w, Ge, >=, false),
                    Op::JumpIfNotEq | Op::JumpIfNotEqInt | Op::JumpIfNotEqFloat | Op::JumpIfNotEqStr => {
                        branch!(w, Eq, ==, false)
                    }
                    Op::JumpIfNotNe | Op::JumpIfNotNeInt | Op::JumpIfNotNeFloat | Op::JumpIfNotNeStr => {
                        branch!(w, Ne, !=, false)
                    }
                    Op::JumpIfLtImm | Op::JumpIfLtImmInt | Op::JumpIfLtImmFloat => branch_imm!(w, Lt, <, true),
                    Op::JumpIfLeImm | Op::JumpIfLeImmInt | Op::JumpIfLeImmFloat => branch_imm!(w, Le, <=, true),
                    Op::JumpIfGtImm | Op::JumpIfGtImmInt | Op::JumpIfGtImmFloat => branch_imm!(w, Gt, >, true),
                    Op::JumpIfGeImm | Op::JumpIfGeImmInt | Op::JumpIfGeImmFloat => branch_imm!(w, Ge, >=, true),
                    Op::JumpIfEqImm | Op::JumpIfEqImmInt | Op::JumpIfEqImmFloat => branch_imm!(w, Eq, ==, true),
                    Op::JumpIfNeImm | Op::JumpIfNeImmInt | Op::JumpIfNeImmFloat => branch_imm!(w, Ne, !=, true),
                    Op::JumpIfNotLtImm | Op::JumpIfNotLtImmInt | Op::JumpIfNotLtImmFloat => {
                        branch_imm!(w, Lt, <, false)
                    }
                    Op::JumpIfNotLeImm | Op::JumpIfNotLeImmInt | Op::JumpIfNotLeImmFloat => {
                        branch_imm!(w, Le, <=, false)
                    }
                    Op::JumpIfNotGtImm | Op::JumpIfNotGtImmInt | Op::JumpIfNotGtImmFloat => {
                        branch_imm!(w, Gt, >, false)
                    }
                    Op::JumpIfNotGeImm | Op::JumpIfNotGeImmInt | Op::JumpIfNotGeImmFloat => {
                        branch_imm!(w, Ge, >=, false)
                    }
                    Op::JumpIfNotEqImm | Op::JumpIfNotEqImmInt | Op::JumpIfNotEqImmFloat => {
                        branch_imm!(w, Eq, ==, false)
                    }
                    Op::JumpIfNotNeImm | Op::JumpIfNotNeImmInt | Op::JumpIfNotNeImmFloat => {
                        branch_imm!(w, Ne, !=, false)
                    }

                    // ---- back-edges ----
                    Op::Loop => back_edge!(2, tier::distance(pc)),
                    Op::LoopIfTrue => loop_back_if!(truth!(r!(a(w)))),
                    Op::LoopIfFalse => loop_back_if!(!truth!(r!(a(w)))),
                    Op::LoopIfNone => loop_back_if!(r!(a(w)).is_none()),
                    Op::LoopIfNotNone => loop_back_if!(!r!(a(w)).is_none()),
                    Op::LoopIfLt | Op::LoopIfLtInt | Op::LoopIfLtFloat => loop_if!(w, Lt, <),
                    Op::LoopIfLe | Op::LoopIfLeInt | Op::LoopIfLeFloat => loop_if!(w, Le, <=),
                    Op::LoopIfGt | Op::LoopIfGtInt | Op::LoopIfGtFloat => loop_if!(w, Gt, >),
                    Op::LoopIfGe | Op::LoopIfGeInt | Op::LoopIfGeFloat => loop_if!(w, Ge, >=),
                    Op::LoopIfEq | Op::LoopIfEqInt | Op::LoopIfEqFloat => loop_if!(w, Eq, ==),
                    Op::LoopIfNe | Op::LoopIfNeInt | Op::LoopIfNeFloat => loop_if!(w, Ne, !=),
                    Op::LoopIfLtImm | Op::LoopIfLtImmInt | Op::LoopIfLtImmFloat => loop_if_imm!(w, Lt, <),
                    Op::LoopIfLeImm | Op::LoopIfLeImmInt | Op::LoopIfLeImmFloat => loop_if_imm!(w, Le, <=),
                    Op::LoopIfGtImm | Op::LoopIfGtImmInt | Op::LoopIfGtImmFloat => loop_if_imm!(w, Gt, >),
                    Op::LoopIfGeImm | Op::LoopIfGeImmInt | Op::LoopIfGeImmFloat => loop_if_imm!(w, Ge, >=),
                    Op::LoopIfEqImm | Op::LoopIfEqImmInt | Op::LoopIfEqImmFloat => loop_if_imm!(w, Eq, ==),
                    Op::LoopIfNeImm | Op::LoopIfNeImmInt | Op::LoopIfNeImmFloat => loop_if_imm!(w, Ne, !=),

                    // ---- iteration ----
                    Op::GetIter => {
                        r!(a(w)) = tri!(vm.iter(r!(b(w))));
                        next!(1);
                    }
                    Op::ForNext => for_next!(w),
                    Op::ForNextList => {
                        for_step!(w, iterate::list_step(r!(b(w))));
                        for_next!(w);
                    }
                    Op::ForNextTuple => {
                        for_step!(w, iterate::tuple_step(r!(b(w))));
                        for_next!(w);
                    }
                    Op::ForNextRange => {
                        for_step!(w, iterate::range_step(r!(b(w))));
                        for_next!(w);
                    }
                    Op::ForNextStr => {
                        for_step!(w, iterate::str_step(vm, r!(b(w))));
                        for_next!(w);
                    }
                    Op::ForNextDict => {
                        for_step!(w, tri!(iterate::dict_step(vm, r!(b(w)))));
                        for_next!(w);
                    }
                    Op::ForNextPairs => {
                        if TRACED {
                            // The instruction that takes the pair apart is one that a tool counts.
                            for_next!(w);
                        }
                        match tri!(iterate::pair_step(vm, r!(b(w)))) {
                            Step::Item((first, second)) => {
                                // The body's first instruction, which would take the pair apart.
                                let start = iterate::loop_start(pc);
                                r!(a(*start)) = first;
                                r!(b(*start)) = second;
                                back_edge!(3, tier::distance(pc));
                            }
                            Step::End => next!(2),
                            Step::Other => for_next!(w),
                        }
                    }
                    Op::ForNextGenerator => {
                        let iter = r!(b(w));
                        if let Some(g) = generator::to_enter(iter, Value::NONE) {
                            tri!(generator::enter(vm, g, Value::NONE, Return::Item));
                            reload!();
                        }
                        for_next!(w);
                    }
                    Op::RangePrepare => {
                        tri!(slow::range_prepare(vm, regs.add(a(w)), b(w)));
                        next!(1);
                    }
                    Op::ForRange => {
                        let (value, end) = (r!(b(w)), r!(b(w) + 1));
                        if end.is_small_int() {
                            if value != end {
                                r!(a(w)) = value;
                                // `RangePrepare` has made sure that no sum leaves the immediate ints.
                                r!(b(w)) = Value::sum_in_range(value, r!(b(w) + 2));
                                back_edge!(2, tier::distance(pc));
                            }
                            next!(2);
                        }
                        match tri!(vm.next(r!(b(w)))) {
                            Some(v) => {
                                r!(a(w)) = v;
                                back_edge!(2, tier::distance(pc));
                            }
                            None => next!(2),
                        }
                    }
                    Op::EndAsyncFor => {
                        if !exceptions::is_stop_async(vm, r!(a(w))) {
                            vm.raise_again(r!(a(w)));
                            reraise!();
                        }
                        next!(1);
                    }

                    // ---- calls ----
                    Op::Call
                    | Op::CallPyExact
                    | Op::CallPy
                    | Op::CallBuiltin0
                    | Op::CallBuiltin3
                    | Op::CallBuiltinN
                    | Op::CallBoundMethod
                    | Op::CallLen
                    | Op::CallIsinstance => {
                        let base = regs.add(b(w));
                        call!(w, base, base.add(1), c(w));
                    }
                    Op::CallType1 => {
                        let base = regs.add(b(w));
                        if !TRACED
                            && c(w) == 1
                            && let Some(ty) = calls::cached_type(*base, *pc.add(1))
                        {
                            (*frame).pc = pc;
                            if let Some(made) = calls::call_type_of_one(vm, ty, *base.add(1)) {
                                r!(a(w)) = tri!(made);
                                native_returned!(3);
                            }
                        }
                        call!(w, base, base.add(1), c(w));
                    }
                    Op::CallBuiltin1 => builtin!(w, |base| calls::native1(vm, base, *pc.add(2))),
                    Op::CallBuiltin2 => builtin!(w, |base| calls::native2(vm, base, *pc.add(2))),
                    Op::CallClass => {
                        let base = regs.add(b(w));
                        if let Some(init) = calls::cached_init(*base, *pc.add(1), *pc.add(2)) {
                            (*frame).pc = pc;
                            calls::make_instance(vm, base);
                            let link = (Return::Instance, a(w) as u16, *base);
                            tri!(calls::call_python(vm, frame, init, base, c(w) + 1, link));
                            reload!();
                        }
                        call!(w, base, base.add(1), c(w));
                    }
                    Op::CallMethodBuiltin1 => builtin_method!(w, |base| calls::native1(vm, base, *pc.add(2))),
                    Op::CallMethodBuiltin2 => builtin_method!(w, |base| calls::native2(vm, base, *pc.add(2))),
                    Op::CallMethodBuiltin3 => builtin_method!(w, |base| calls::native3(vm, base, *pc.add(2))),
                    Op::CallMethodBuiltinN => {
                        builtin_method!(w, |base| calls::native_n(vm, base, c(w) + 1, *pc.add(2)))
                    }
                    Op::CallMethod
                    | Op::CallMethodPyExact
                    | Op::CallMethodPy
                    | Op::CallMethodBuiltin0
                    | Op::CallMethodListAppend => call_method!(w),
                    Op::CallKw | Op::CallKwPy => {
                        let base = regs.add(b(w));
                        if let Some(f) = calls::cached_keywords(*base, *pc.add(1)) {
                            tri!(calls::call_mapped(vm, frame, f, base.add(1), c(w), (*pc.add(2), a(w))));
                            reload!();
                        }
                        called!(calls::call_kw(vm, pc, *base, base.add(1), c(w), a(w)), w, 3);
                    }
                    Op::CallMethodKw | Op::CallMethodKwPy => {
                        let base = regs.add(b(w));
                        let skip = usize::from((*base.add(1)).is_unbound());
                        let (args, n) = (base.add(1 + skip), c(w) + 1 - skip);
                        if let Some(f) = calls::cached_keywords(*base, *pc.add(1))
                            && calls::same_count(&*frame, *pc.add(1), n, *pc.add(2))
                        {
                            tri!(calls::call_mapped(vm, frame, f, args, n, (*pc.add(2), a(w))));
                            reload!();
                        }
                        called!(calls::call_kw(vm, pc, *base, args, n, a(w)), w, 3);
                    }
                    Op::CallEx => {
                        let base = regs.add(b(w));
                        called!(calls::call_ex(vm, *base, *base.add(1), *base.add(2), a(w)), w, 1);
                    }
                    Op::Return => returned!(r!(a(w))),
                    Op::ReturnConst => returned!((*frame).constant(bc(w))),

                    // ---- building and taking apart ----
                    Op::BuildTuple => {
                        let items = std::slice::from_raw_parts(regs.add(b(w)), c(w));
                        r!(a(w)) = tri!(vm.new_tuple(items)).value();
                        next!(1);
                    }
                    Op::BuildList => {
                        let items = std::slice::from_raw_parts(regs.add(b(w)), c(w));
                        r!(a(w)) = tri!(vm.new_list(items)).value();
                        next!(1);
                    }
                    Op::BuildMap => {
                        let items = std::slice::from_raw_parts(regs.add(b(w)), 2 * c(w));
                        r!(a(w)) = tri!(slow::build_map(vm, items));
                        next!(1);
                    }
                    Op::BuildString => {
                        let items = std::slice::from_raw_parts(regs.add(b(w)), c(w));
                        r!(a(w)) = tri!(slow::build_string(vm, items));
                        next!(1);
                    }
                    Op::ListAppend => {
                        if let Some(list) = r!(a(w)).cast::<List>() {
                            tri!(list.push(vm, r!(b(w))));
                        }
                        next!(1);
                    }
                    Op::SetAdd => {
                        tri!(slow::set_add(vm, r!(a(w)), r!(b(w))));
                        next!(1);
                    }
                    Op::MapAdd => {
                        if let Some(dict) = r!(a(w)).cast::<Dict>() {
                            tri!(dict.set_item(vm, r!(b(w)), r!(c(w))));
                        }
                        next!(1);
                    }
                    Op::UnpackTwo | Op::UnpackTwoTuple | Op::UnpackTwoList => {
                        let src = r!(c(w));
                        let (x, y) = match slow::two_of(src) {
                            Some(pair) => pair,
                            None => tri!(slow::unpack_two(vm, src)),
                        };
                        r!(a(w)) = x;
                        r!(b(w)) = y;
                        next!(1);
                    }
                    Op::Unpack | Op::UnpackTuple | Op::UnpackList => {
                        let to = std::slice::from_raw_parts_mut(regs.add(a(w)), b(w));
                        let src = r!(c(w));
                        tri!(slow::unpack(vm, src, to));
                        next!(1);
                    }

                    // ---- strings ----
                    Op::FormatSimple => {
                        let v = r!(b(w));
                        r!(a(w)) = match v.cast::<Str>() {
                            Some(s) if s.shape() == ShapeId::STR => v,
                            _ => tri!(slow::format(vm, v, Value::UNBOUND)),
                        };
                        next!(1);
                    }
                    Op::FormatSpec => {
                        r!(a(w)) = tri!(slow::format(vm, r!(b(w)), r!(c(w))));
                        next!(1);
                    }

                    // ---- exceptions ----
                    Op::Raise => {
                        tri!(exceptions::raise(vm, r!(a(w)), None));
                        next!(1);
                    }
                    Op::RaiseFrom => {
                        tri!(exceptions::raise(vm, r!(a(w)), Some(r!(b(w)))));
                        next!(1);
                    }
                    Op::RaiseAgain => {
                        (*frame).pc = pc;
                        if exceptions::raise_again(vm) {
                            reraise!();
                        }
                        raise!();
                    }
                    Op::Reraise => {
                        vm.raise_again(r!(a(w)));
                        reraise!();
                    }
                    Op::PushExcInfo => {
                        let outer = vm.handled;
                        r!(a(w)) = if outer == (*frame).handled { Value::UNBOUND } else { outer };
                        vm.handled = r!(b(w));
                        next!(1);
                    }
                    Op::PopExcept => {
                        vm.handled = r!(a(w)).bound().unwrap_or((*frame).handled);
                        next!(1);
                    }
                    Op::JumpIfNoExcMatch => {
                        jump_if!(2, !tri!(exceptions::matches(vm, r!(a(w)), r!(b(w)))), w_signed(*pc.add(1)))
                    }

                    // ---- generators and coroutines ----
                    Op::ReturnGenerator => {
                        (*frame).pc = pc;
                        let made = tri!(generator::return_generator(vm, frame));
                        deliver!(made);
                    }
                    Op::Yield => {
                        let v = r!(b(w));
                        leaving!(v, true);
                        (*frame).pc = pc;
                        slow::suspend(vm, frame, Value::NONE);
                        yielded!(v);
                    }
                    Op::Send | Op::SendGenerator => {
                        let (iter, sent) = (r!(b(w)), r!(a(w)));
                        if let Some(g) = generator::to_enter(iter, sent) {
                            tri!(generator::enter(vm, g, sent, Return::Sent));
                            reload!();
                        }
                        match tri!(slow::send(vm, iter, sent)) {
                            Resumed::Yielded(v) => {
                                r!(a(w)) = v;
                                next!(2);
                            }
                            Resumed::Returned(v) => {
                                r!(a(w)) = v;
                                jump!(2, w_signed(*pc.add(1)));
                            }
                        }
                    }
                    Op::YieldFrom => {
                        let v = r!(a(w));
                        leaving!(v, true);
                        (*frame).pc = pc;
                        slow::suspend(vm, frame, r!(b(w)));
                        yielded!(v);
                    }
                    Op::CleanupThrow => match exceptions::stop_iteration_value(vm, r!(b(w))) {
                        Some(v) => {
                            r!(a(w)) = v;
                            jump!(2, w_signed(*pc.add(1)));
                        }
                        None => {
                            vm.raise_again(r!(b(w)));
                            reraise!();
                        }
                    },

                    // ---- pattern matching ----
                    Op::MatchSequence => {
                        r!(a(w)) = Value::bool(slow::is_sequence(vm, r!(b(w))));
                        next!(1);
                    }
                    Op::GetLen => {
                        let v = r!(b(w));
                        let n = match slow::len_of_row(v) {
                            Some(n) => n,
                            None => tri!(vm.len(v)),
                        };
                        r!(a(w)) = Value::small(n as i64);
                        next!(1);
                    }

                    // ---- what is a call of a function elsewhere ----
                    Op::SetupAnnotations
                    | Op::LoadBuildClass
                    | Op::MakeTypeParam
                    | Op::SetTypeParamDefault
                    | Op::SubscriptGeneric
                    | Op::MakeTypeAlias
                    | Op::MatchMapping
                    | Op::MatchKeys
                    | Op::MatchClass
                    | Op::PrintExpr
                    | Op::ImportName
                    | Op::ImportFrom
                    | Op::ImportStar
                    | Op::SplitExcGroup
                    | Op::JoinExcGroup
                    | Op::WithExceptStart
                    | Op::BuildInterpolation
                    | Op::BuildTemplate
                    | Op::ConvertValue
                    | Op::DictMerge
                    | Op::DictUpdate
                    | Op::SetUpdate
                    | Op::ListToTuple
                    | Op::ListExtend
                    | Op::UnpackEx
                    | Op::BuildSet
                    | Op::SetFunctionAttr
                    | Op::MakeFunction
                    | Op::GetAiter
                    | Op::GetAnext
                    | Op::LoadLocals
                    | Op::LoadFromDictOrGlobals
                    | Op::LoadFromDictOrDeref
                    | Op::DeleteName
                    | Op::DeleteGlobal
                    | Op::DeleteDeref
                    | Op::DeleteSubscr
                    | Op::BuildSlice
                    | Op::StoreSlice
                    | Op::DeleteAttr
                    | Op::StoreAttrWide
                    | Op::LoadAttrWide
                    | Op::AsyncGenWrap
                    | Op::GetYieldFromIter
                    | Op::GetAwaitable
                    | Op::LoadCommon => {
                        let words = tri!(rare::execute(vm, &mut *frame, pc));
                        next!(words);
                    }
                }
            };
            frame = current(vm);
            pc = (*frame).pc;
            regs = (*frame).regs;
            match answer {
                tier::Answer::GoOn => native_returned!(0),
                tier::Answer::Returned(v) => returned!(v),
                tier::Answer::Raised => raise!(),
            }
        }
    }
}
