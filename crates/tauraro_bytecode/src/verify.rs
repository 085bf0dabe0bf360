//! The verifier: whether a code object can be run without leaving its window, its tables or
//! its words. The interpreter indexes without checks what was verified here, so it runs on
//! every code object that does not come straight from our compiler (and on those in tests).

use std::fmt;

use crate::code::{Code, LocalKind};
use crate::op::Instruction;
use crate::operand::{OpFlags, Operand, Pc, Role};

/// What is wrong, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifyError {
    /// `co_qualname` of the code.
    pub code: String,
    /// The word of the instruction.
    pub at: Pc,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at word {}: {}", self.code, self.at.0, self.what)
    }
}

impl std::error::Error for VerifyError {}

/// Checks a code object and the codes among its constants.
///
/// # Errors
/// The first thing found wrong.
pub fn verify(code: &Code) -> Result<(), VerifyError> {
    let mut pending = vec![code];
    while let Some(code) = pending.pop() {
        verify_one(code)?;
        pending.extend(code.consts.iter().filter_map(|value| value.as_code().map(|code| &**code)));
    }
    Ok(())
}

fn verify_one(code: &Code) -> Result<(), VerifyError> {
    let fail = |at: Pc, what: String| Err(VerifyError { code: code.qualname.to_string(), at, what });
    let locals = code.locals.len();
    if code.n_registers > 1 << 16 || locals > code.n_registers as usize {
        return fail(Pc(0), format!("{} registers for {locals} locals", code.n_registers));
    }
    if code.n_parameters() as usize > locals || code.posonly_count > code.arg_count {
        return fail(Pc(0), "parameter counts do not fit the locals".to_owned());
    }
    let mut starts = vec![false; code.words.len()];
    let mut last = None;
    let mut at = Pc(0);
    while (at.0 as usize) < code.words.len() {
        let Some(instruction) = Instruction::decode(&code.words, at) else {
            return fail(at, "no instruction".to_owned());
        };
        starts[at.0 as usize] = true;
        if let Err(what) = check_operands(code, &instruction) {
            return fail(at, what);
        }
        last = Some(instruction);
        at = instruction.next();
    }
    let Some(last) = last else { return fail(Pc(0), "empty".to_owned()) };
    if !last.op.info().flags.has(OpFlags::ENDS) {
        return fail(last.at, "control runs off the end".to_owned());
    }
    let is_start = |pc: i64| usize::try_from(pc).is_ok_and(|pc| starts.get(pc) == Some(&true));
    let mut at = Pc(0);
    while let Some(instruction) = Instruction::decode(&code.words, at) {
        if let Some(target) = instruction.jump_target()
            && !is_start(target)
        {
            return fail(at, format!("jump to {target}, which is no instruction"));
        }
        at = instruction.next();
    }
    let mut previous_end = 0;
    for handler in &code.handlers {
        let ordered = previous_end <= handler.start.0 && handler.start < handler.end;
        if !ordered || handler.end.0 as usize > code.words.len() {
            return fail(handler.start, "exception table out of order".to_owned());
        }
        if !is_start(handler.start.0.into()) || !is_start(handler.target.0.into()) {
            return fail(handler.start, "exception table points into an instruction".to_owned());
        }
        if u32::from(handler.exc.0) >= code.n_registers {
            return fail(handler.start, "exception register out of range".to_owned());
        }
        previous_end = handler.end.0;
    }
    Ok(())
}

fn check_operands(code: &Code, instruction: &Instruction) -> Result<(), String> {
    let info = instruction.op.info();
    let count = u64::from(instruction.count().unwrap_or(0));
    let second_count = info.operands.iter().filter(|operand| operand.role == Role::Count).nth(1);
    let after = second_count.map_or(0, |operand| u64::from(instruction.bits(operand)));
    for operand in info.operands {
        let bits = u64::from(instruction.bits(operand));
        let width = match operand.role {
            Role::Dst | Role::Src | Role::Use => 1,
            Role::DstPair | Role::SrcPair => 2,
            Role::SrcTriple | Role::UseTriple => 3,
            Role::DstRun | Role::SrcRun => count,
            Role::SrcRun2 => 2 * count,
            Role::DstStar => count + 1 + after,
            Role::CallRun1 => 1 + count,
            Role::CallRun2 => 2 + count,
            Role::WithRun => 5,
            Role::RangeRun => (1 + count).max(3),
            Role::Const => {
                in_table(bits, code.consts.len(), operand)?;
                continue;
            }
            Role::Name => {
                in_table(bits, code.names.len(), operand)?;
                continue;
            }
            Role::Jump | Role::Imm | Role::SImm | Role::Count | Role::Cache => continue,
        };
        if bits + width > u64::from(code.n_registers) && width > 0 {
            return Err(format!("{}: {} of {} registers from r{bits}", info.name, width, code.n_registers));
        }
    }
    check_cells(code, instruction)
}

fn in_table(index: u64, len: usize, operand: &Operand) -> Result<(), String> {
    if index < len as u64 { Ok(()) } else { Err(format!("{} {index} of {len}", operand.name)) }
}

/// Cell operations index the named registers, whose kinds say that they hold cells.
fn check_cells(code: &Code, instruction: &Instruction) -> Result<(), String> {
    for operand in instruction.op.info().operands.iter().filter(|operand| operand.name == "cell") {
        let register = instruction.bits(operand) as usize;
        let kind = code.locals.get(register).map_or(LocalKind::default(), |local| local.kind);
        if !kind.has(LocalKind::CELL) && !kind.has(LocalKind::FREE) {
            return Err(format!("r{register} is no cell"));
        }
    }
    for operand in instruction.op.info().operands.iter().filter(|operand| operand.name == "local") {
        let register = instruction.bits(operand) as usize;
        if register >= code.locals.len() {
            return Err(format!("r{register} has no name"));
        }
    }
    Ok(())
}
