//! Disassembly: one line an instruction, operands by name.

use std::fmt::Write;

use crate::code::Code;
use crate::consts::Const;
use crate::op::{Instruction, Op};
use crate::operand::{Pc, Role};

/// Text of bare instructions, without names and constants.
#[must_use]
pub fn disassemble_words(words: &[u64]) -> String {
    let mut out = String::new();
    let mut at = Pc(0);
    while let Some(instruction) = Instruction::decode(words, at) {
        let _ = write!(out, "{:4} ", at.0);
        write_instruction(&mut out, &instruction, None);
        out.push('\n');
        at = instruction.next();
    }
    out
}

/// Text of a code object and of the codes among its constants: `line  word op operands`.
#[must_use]
pub fn disassemble(code: &Code) -> String {
    let mut out = String::new();
    write_code(&mut out, code);
    let mut pending: Vec<&Code> = nested(code);
    while let Some(code) = pending.pop() {
        out.push('\n');
        write_code(&mut out, code);
        pending.extend(nested(code));
    }
    out
}

/// An instruction as tools show it.
#[derive(Clone, Debug)]
pub struct Row {
    /// Number of its first word.
    pub at: u32,
    pub name: &'static str,
    /// The operands by name, `dst=x a=1`.
    pub operands: String,
    /// Where it stands in the source.
    pub position: Option<crate::positions::Position>,
    /// The word that it may jump to.
    pub target: Option<i64>,
}

/// The instructions of a code object, without those of nested ones.
#[must_use]
pub fn rows(code: &Code) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut runs = code.positions.runs();
    let mut run = runs.next();
    let mut at = Pc(0);
    while let Some(instruction) = Instruction::decode(&code.words, at) {
        while run.is_some_and(|found| found.end <= at) {
            run = runs.next();
        }
        let mut text = String::new();
        write_instruction(&mut text, &instruction, Some(code));
        let name = instruction.op.info().name;
        rows.push(Row {
            at: at.0,
            name,
            operands: text.get(name.len()..).unwrap_or_default().trim().to_owned(),
            position: run.and_then(|run| run.position),
            target: instruction.jump_target(),
        });
        at = instruction.next();
    }
    rows
}

/// Nested codes in reverse order, ready to be popped.
fn nested(code: &Code) -> Vec<&Code> {
    code.consts.iter().rev().filter_map(|value| value.as_code().map(|code| &**code)).collect()
}

fn write_code(out: &mut String, code: &Code) {
    let _ = writeln!(out, "{}: line {}, {} registers", code.qualname, code.first_line, code.n_registers);
    let mut runs = code.positions.runs();
    let mut run = runs.next();
    let mut shown_line = None;
    let mut at = Pc(0);
    while let Some(instruction) = Instruction::decode(&code.words, at) {
        while run.is_some_and(|found| found.end <= at) {
            run = runs.next();
        }
        let line = run.and_then(|run| run.position).map(|position| position.line);
        match line {
            Some(line) if shown_line != Some(line) => {
                let _ = write!(out, "{line:4} {:4} ", at.0);
            }
            _ => {
                let _ = write!(out, "     {:4} ", at.0);
            }
        }
        shown_line = line.or(shown_line);
        write_instruction(out, &instruction, Some(code));
        out.push('\n');
        at = instruction.next();
    }
    for handler in &code.handlers {
        let _ = writeln!(out, "  {}..{} -> {} {}", handler.start.0, handler.end.0, handler.target.0, handler.exc);
    }
}

fn write_instruction(out: &mut String, instruction: &Instruction, code: Option<&Code>) {
    let info = instruction.op.info();
    out.push_str(info.name);
    for operand in info.operands {
        let bits = instruction.bits(operand);
        match operand.role {
            Role::Cache => continue,
            Role::Imm | Role::Count if bits == 0 && hides_zero(instruction.op) => continue,
            _ => {}
        }
        let _ = write!(out, " {}=", operand.name);
        match operand.role {
            Role::Imm | Role::Count | Role::Cache => {
                let _ = write!(out, "{bits}");
            }
            Role::SImm => {
                let _ = write!(out, "{}", operand.place.sign_extend(bits));
            }
            Role::Jump => {
                let target = instruction.jump_target().unwrap_or(-1);
                let _ = write!(out, "{target}");
            }
            Role::Const => match code.and_then(|code| code.consts.get(bits as usize)) {
                Some(value) => write_const(out, value),
                None => {
                    let _ = write!(out, "#{bits}");
                }
            },
            Role::Name => match code.and_then(|code| code.names.get(bits as usize)) {
                Some(name) => out.push_str(name),
                None => {
                    let _ = write!(out, "#{bits}");
                }
            },
            _ => write_register(out, bits, code),
        }
    }
}

/// Flags of binary operations are almost always zero and then only noise.
fn hides_zero(op: Op) -> bool {
    op.info().operands.iter().any(|operand| operand.name == "flags")
}

fn write_register(out: &mut String, register: u32, code: Option<&Code>) {
    let local = code.and_then(|code| code.locals.get(register as usize));
    let _ = write!(out, "r{register}");
    if let Some(local) = local {
        let _ = write!(out, "({})", local.name);
    }
}

/// Python-like text of a constant; nested code by its name.
fn write_const(out: &mut String, value: &Const) {
    let sequence = |out: &mut String, items: &[Const]| {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            write_const(out, item);
        }
    };
    match value {
        Const::None => out.push_str("None"),
        Const::Bool(value) => out.push_str(if *value { "True" } else { "False" }),
        Const::Ellipsis => out.push_str("..."),
        Const::Int(value) => {
            let _ = write!(out, "{value}");
        }
        Const::BigInt(value) => {
            let sign = if value.negative { "-" } else { "" };
            let _ = write!(out, "{sign}0x");
            for byte in value.magnitude.iter().rev() {
                let _ = write!(out, "{byte:02x}");
            }
        }
        Const::Float(value) => {
            let _ = write!(out, "{value:?}");
        }
        Const::Complex(real, imag) => {
            let _ = write!(out, "({real:?}, {imag:?}j)");
        }
        Const::Str(bytes) => {
            let _ = write!(out, "{:?}", String::from_utf8_lossy(bytes));
        }
        Const::Bytes(bytes) => {
            let _ = write!(out, "b\"{}\"", bytes.escape_ascii());
        }
        Const::Tuple(items) => {
            out.push('(');
            sequence(out, items);
            out.push_str(if items.len() == 1 { ",)" } else { ")" });
        }
        Const::FrozenSet(items) => {
            out.push_str("frozenset({");
            sequence(out, items);
            out.push_str("})");
        }
        Const::Slice(parts) => {
            out.push_str("slice(");
            sequence(out, &parts[..]);
            out.push(')');
        }
        Const::Code(code) => {
            let _ = write!(out, "<code {}>", code.name);
        }
    }
}
