//! Units as text, for people and for tests.

use super::{Compare, Edge, End, Exit, IrOp, Outside, StepAt, Ty, Unit, Val, inlined_of};
use std::fmt;

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Ty::None => "none",
            Ty::Int => "int",
            Ty::Float => "float",
            Ty::Bool => "bool",
            Ty::Any => "any",
        })
    }
}

impl fmt::Display for Val {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}", self.0)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "unit {}", self.name)?;
        for (i, block) in self.blocks.iter().enumerate() {
            write!(f, "b{i}(")?;
            for (n, param) in block.params.iter().enumerate() {
                write!(f, "{}{param}: {}", if n == 0 { "" } else { ", " }, self.ty(*param))?;
            }
            writeln!(f, "):")?;
            for v in &block.insts {
                self.print_inst(f, *v)?;
            }
            match &block.end {
                End::Jump(edge) => writeln!(f, "    jump {edge}")?,
                End::Branch(v, yes, no) => writeln!(f, "    if {v} {yes} else {no}")?,
                End::Exit(exit) => writeln!(f, "    exit x{}", exit.0)?,
                End::Return(v) => writeln!(f, "    return {v}")?,
            }
        }
        for (i, exit) in self.exits.iter().enumerate() {
            writeln!(f, "x{i}: {exit}")?;
        }
        Ok(())
    }
}

impl Unit {
    fn print_inst(&self, f: &mut fmt::Formatter<'_>, v: Val) -> fmt::Result {
        let inst = self.inst(v);
        let info = inst.op.info();
        f.write_str("    ")?;
        if inst.ty != Ty::None {
            write!(f, "{v}: {} = ", inst.ty)?;
        }
        f.write_str(info.name)?;
        match inst.op {
            IrOp::Float => write!(f, " {:?}", f64::from_bits(inst.imm as u64))?,
            IrOp::Value | IrOp::Same => write!(f, " {:#x}", inst.imm)?,
            IrOp::Register | IrOp::Window | IrOp::SetWindow | IrOp::NextPair => write!(f, " r{}", inst.imm)?,
            IrOp::Step | IrOp::StepTest | IrOp::StepCaught => {
                let at = StepAt::of_number(inst.imm);
                write!(f, " {}", at.pc.0)?;
                if let Some(inlined) = at.inlined {
                    write!(f, " of inlined {inlined}")?;
                }
            }
            IrOp::Untraced => {
                if let Some(inlined) = inlined_of(inst.imm) {
                    write!(f, " {inlined}")?;
                }
            }
            IrOp::Version => write!(f, " {} of {}", inst.imm >> 32, inst.imm as u32)?,
            IrOp::Compare | IrOp::CompareFloat => {
                write!(f, " {}", Compare::of(inst.imm).map_or("?", Compare::symbol))?;
            }
            IrOp::Ask1
            | IrOp::Ask2
            | IrOp::Test1
            | IrOp::Test2
            | IrOp::Make0
            | IrOp::Make1
            | IrOp::Make2
            | IrOp::Make3
            | IrOp::Do1
            | IrOp::Do2 => write!(f, " {:?}", Outside::of(inst.imm))?,
            _ if info.immediate => write!(f, " {}", inst.imm)?,
            _ => {}
        }
        for (n, arg) in inst.args.iter().enumerate() {
            write!(f, "{} {arg}", if n == 0 { "" } else { "," })?;
        }
        match inst.exit {
            Some(exit) => writeln!(f, " else x{}", exit.0),
            None => writeln!(f),
        }
    }
}

impl Compare {
    /// Its symbol.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Compare::Lt => "<",
            Compare::Le => "<=",
            Compare::Gt => ">",
            Compare::Ge => ">=",
            Compare::Eq => "==",
            Compare::Ne => "!=",
        }
    }
}

impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b{}(", self.to.0)?;
        for (n, arg) in self.args.iter().enumerate() {
            write!(f, "{}{arg}", if n == 0 { "" } else { ", " })?;
        }
        f.write_str(")")
    }
}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {}", self.why, self.pc.0)?;
        if let Some(inlined) = self.inlined {
            write!(f, " of inlined {inlined}{}", if self.standing { ", standing" } else { "" })?;
        }
        for (register, v) in &self.registers {
            write!(f, " {register}={v}")?;
        }
        for (part, v) in &self.parts {
            write!(f, " {part:?}={v}")?;
        }
        Ok(())
    }
}
