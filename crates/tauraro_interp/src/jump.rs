//! `frame.f_lineno = line`: going on at another line of the function.
//!
//! A jump must not lead to where registers are taken for granted that only the way there fills:
//! the iterator of a `for` loop, the exit method of a `with`, the handled exception of an
//! `except`. Those regions are read off the instructions.

use crate::code::CodeObject;
use crate::frame::Frame;
use crate::introspect::FrameObject;
use crate::operands::{a, bc, bc_signed};
use tauraro_bytecode::{Instruction, LocalKind, Op, Pc};
use tauraro_core::heap::Gc;
use tauraro_core::{PyResult, Value, Vm};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Block {
    For,
    With,
    Except,
}

/// A run of words that may be entered only at its beginning.
struct Region {
    block: Block,
    start: u32,
    end: u32,
}

/// All instructions but the one that no tool sees.
fn instructions(code: &CodeObject) -> impl Iterator<Item = Instruction> {
    let mut at = Pc(u32::from(code.begins_with_enter()));
    std::iter::from_fn(move || {
        let instruction = Instruction::decode(&code.code.words, at)?;
        at = instruction.next();
        Some(instruction)
    })
}

fn regions(code: &CodeObject) -> Vec<Region> {
    let mut regions = Vec::new();
    for instruction in instructions(code) {
        if matches!(instruction.op.generic(), Op::ForNext | Op::ForRange)
            && let Some(top) = instruction.jump_target().and_then(|t| u32::try_from(t).ok())
            && top <= instruction.at.0
        {
            regions.push(Region { block: Block::For, start: top, end: instruction.next().0 });
        }
    }
    for handler in &code.code.handlers {
        let first: Vec<Op> = ops_from(code, handler.target, 4);
        let block = match first.first() {
            Some(Op::PushExcInfo) if first.contains(&Op::WithExceptStart) => Block::With,
            Some(Op::PopExcept) => Block::Except,
            _ => continue,
        };
        regions.push(Region { block, start: handler.start.0, end: handler.end.0 });
    }
    regions
}

/// The first `n` ops from a word on.
fn ops_from(code: &CodeObject, mut at: Pc, n: usize) -> Vec<Op> {
    let mut ops = Vec::new();
    while ops.len() < n
        && let Some(instruction) = Instruction::decode(&code.code.words, at)
    {
        ops.push(instruction.op);
        at = instruction.next();
    }
    ops
}

/// The first instruction of a line.
pub(crate) fn target(code: Gc<CodeObject>, line: u32) -> Option<u32> {
    instructions(&code).map(|i| i.at.0).find(|at| code.line_at(*at) == line)
}

/// Whether the frame may go on at a line; notes it if so.
pub(crate) fn check(vm: &mut Vm, object: Gc<FrameObject>, to: i64) -> PyResult<()> {
    let code = object.code;
    if to < i64::from(code.code.first_line) {
        return Err(vm.value_error(format!("line {to} comes before the current code block")));
    }
    let lines = instructions(&code).map(|i| code.line_at(i.at.0)).filter(|l| *l != 0);
    let Some(line) = lines.filter(|l| i64::from(*l) >= to).min() else {
        return Err(vm.value_error(format!("line {to} comes after the current code block")));
    };
    let Some(at) = target(code, line) else { return Ok(()) };
    let from = object.traced.get().map_or(0, |t| t.1);
    for region in regions(&code) {
        let inside = |at: u32| region.start <= at && at < region.end;
        if inside(at) && !inside(from) {
            let text = match region.block {
                Block::For => "can't jump into the body of a for loop",
                Block::With => "incompatible stacks",
                Block::Except => "can't jump into an 'except' block as there's no exception",
            };
            return Err(vm.value_error(text));
        }
    }
    object.jump_to.set(line);
    Ok(())
}

/// Loads the literals that stand in front of the loops that a jump leads into: the loops take
/// them for loaded.
fn load_literals(f: &mut Frame, from: u32, to: u32) {
    let all: Vec<Instruction> = instructions(&f.code).collect();
    let n_named = f.code.code.locals.len();
    for back in &all {
        let Some(top) = back.jump_target().and_then(|t| u32::try_from(t).ok()) else { continue };
        let inside = |at: u32| top <= at && at < back.next().0;
        if top > back.at.0 || !inside(to) || inside(from) {
            continue;
        }
        let before = all.iter().rev().skip_while(|i| i.at.0 >= top);
        for load in before.skip_while(|i| i.op == Op::Jump).take_while(|i| matches!(i.op, Op::LoadConst | Op::LoadInt))
        {
            let word = f.code.code.words[load.at.0 as usize];
            let value = match load.op {
                Op::LoadInt => Value::small(bc_signed(word) as i64),
                _ => f.constant(bc(word)),
            };
            if a(word) >= n_named {
                // SAFETY: the verifier has checked that the register is in the window.
                unsafe { *f.regs.add(a(word)) = value };
            }
        }
    }
}

/// Makes the registers fit for a jump: variables that the compiler takes for bound must be, and
/// an `except` block that is left no longer handles its exception.
pub(crate) fn prepare(vm: &mut Vm, f: &mut Frame, from: u32, to: u32) {
    let left =
        |r: &Region| r.block == Block::Except && (r.start..r.end).contains(&from) && !(r.start..r.end).contains(&to);
    if regions(&f.code).iter().any(left) {
        vm.handled = f.handled;
    }
    load_literals(f, from, to);
    for (i, local) in f.code.code.locals.iter().enumerate() {
        let plain = local.kind == LocalKind::LOCAL;
        // SAFETY: every named register is in the window.
        unsafe {
            if plain && (*f.regs.add(i)).is_unbound() {
                *f.regs.add(i) = Value::NONE;
            }
        }
    }
}
