//! What is noted while a program runs that will be reported on: the tiers call it, if there is one.

use super::{Stages, sampler};
use crate::build::Refused;
use crate::ir::{Apart, Effect, Inst, IrOp, Unit};
use crate::lower::Compiled;
use crate::snapshot::{Facts, Snapshot};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tauraro_bytecode::{Instruction, Op, Pc};
use tauraro_core::heap::{Slot, Trace};
use tauraro_core::vm::Extension;
use tauraro_core::{Value, Vm};
use tauraro_interp::machine;
use tauraro_interp::record::Kinds;

/// An instruction: the number of its code object, and its place.
pub(crate) type At = (u32, Pc);

/// What is noted.
#[derive(Default)]
pub(crate) struct Collector {
    pub(crate) stages: Stages,
    /// What is known of code, by its number.
    pub(crate) facts: HashMap<u32, Arc<Facts>>,
    /// By their numbers.
    pub(crate) units: HashMap<u64, Noted>,
    pub(crate) refused: Vec<Declined>,
    /// What instructions read when a unit was left there: by the unit and the exit.
    pub(crate) left: HashMap<(usize, usize), Vec<Kinds>>,
    /// The text of the unit that is being compiled, before the passes.
    before: String,
}

/// A unit.
pub(crate) struct Noted {
    /// The number of its code.
    pub(crate) owner: u32,
    pub(crate) start: usize,
    pub(crate) bytes: usize,
    /// Instructions that the interpreter executes for it.
    pub(crate) steps: Vec<At>,
    /// Instructions that a routine does for it which takes any objects.
    pub(crate) routines: Vec<At>,
    /// Calls that are not inlined, with the callee's number.
    pub(crate) apart: Vec<(At, u32, Apart)>,
    /// The instruction of each exit.
    pub(crate) exits: Vec<At>,
    /// Which exit's instruction the code from an offset on is for.
    pub(crate) places: Vec<(u32, u32)>,
    /// The IR before and after the passes, and the machine code, if they were asked for.
    pub(crate) texts: [String; 3],
}

/// A loop or a function that was not compiled.
pub(crate) struct Declined {
    pub(crate) at: At,
    pub(crate) why: Decline,
    pub(crate) steps: Vec<At>,
}

/// Why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Decline {
    Build(Refused),
    /// There is no code for it, or no memory.
    Code,
}

impl Extension for Collector {
    fn trace(&self, tracer: &mut tauraro_core::heap::Tracer) {
        for code in sampler::codes() {
            Slot::new(code).trace(tracer);
        }
    }
}

impl Collector {
    pub(crate) fn new(stages: Stages) -> Collector {
        Collector { stages, ..Collector::default() }
    }

    /// Notes what is known of the code of a unit to be.
    pub(crate) fn snapshot(&mut self, snapshot: &Snapshot) {
        let callees = snapshot.callees.values().map(|callee| &callee.facts);
        for facts in callees.chain([&snapshot.facts]) {
            self.facts.insert(facts.id, facts.clone());
        }
    }

    /// Notes a unit before the passes; whether its stages are kept.
    pub(crate) fn built(&mut self, unit: &Unit) -> bool {
        let wanted = self.stages.wants(&unit.name);
        self.before = if wanted { unit.to_string() } else { String::new() };
        wanted
    }

    /// Notes a unit that is ready.
    pub(crate) fn compiled(
        &mut self,
        snapshot: &Snapshot,
        unit: &Unit,
        compiled: &Compiled,
        (start, bytes): (usize, usize),
    ) {
        let owner = snapshot.facts.id;
        let at = |exit: &crate::ir::Exit| exit.blame.unwrap_or((owner, exit.pc));
        let (steps, routines) = (steps(unit, owner), routines(unit, owner));
        let exits: Vec<At> = unit.exits.iter().map(at).collect();
        let mut codes: Vec<u64> = exits
            .iter()
            .chain(&steps)
            .filter_map(|(code, _)| Some(self.facts.get(code)?.object))
            .chain([snapshot.facts.object])
            .collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            sampler::add(start, bytes, code);
        }
        let texts = if self.before.is_empty() {
            Default::default()
        } else {
            [std::mem::take(&mut self.before), unit.to_string(), compiled.text.clone().unwrap_or_default()]
        };
        let (places, apart) = (compiled.places.clone(), unit.apart.clone());
        let noted = Noted { owner, start, bytes, steps, routines, apart, exits, places, texts };
        self.units.insert(unit.number, noted);
    }

    /// Notes that there is no unit.
    pub(crate) fn declined(&mut self, snapshot: &Snapshot, why: Decline, unit: Option<&Unit>) {
        let at = (snapshot.facts.id, snapshot.header);
        let steps = unit.map_or_else(|| ends(snapshot), |unit| steps(unit, at.0));
        self.refused.push(Declined { at, why, steps });
    }

    /// Notes what the instruction reads at which a unit was left.
    pub(crate) fn left(vm: &mut Vm, unit: usize, exit: usize) {
        let Some((_, _, kinds)) = machine::at_work(vm) else { return };
        let known = vm.extension_mut::<Collector>().left.entry((unit, exit)).or_default();
        known.resize(kinds.len(), Kinds::default());
        for (known, kind) in known.iter_mut().zip(kinds) {
            known.add(kind);
        }
    }
}

/// The instructions that the interpreter executes for a unit. The last step of an iterator that machine
/// code has checked is none: it comes once.
fn steps(unit: &Unit, owner: u32) -> Vec<At> {
    let placed = || unit.blocks.iter().flat_map(|block| &block.insts).map(|v| unit.inst(*v));
    let at = |inst: &Inst| at(unit, owner, inst);
    let checks = placed().filter(|inst| inst.op.info().effect == Effect::Checks);
    let checked: HashSet<At> = checks.filter_map(at).collect();
    let tests = placed().filter(|inst| inst.op == IrOp::StepTest).filter_map(at).filter(|at| !checked.contains(at));
    let steps = placed().filter(|inst| inst.op == IrOp::Step).filter_map(at);
    let mut steps: Vec<At> = tests.chain(steps).collect();
    steps.sort_unstable();
    steps.dedup();
    steps
}

/// The instructions that a routine does for a unit.
fn routines(unit: &Unit, owner: u32) -> Vec<At> {
    let placed = unit.blocks.iter().flat_map(|block| &block.insts).map(|v| unit.inst(*v));
    let calls = placed.filter(|inst| {
        matches!(
            inst.op,
            IrOp::Ask1
                | IrOp::Ask2
                | IrOp::Test1
                | IrOp::Test2
                | IrOp::Make1
                | IrOp::Make2
                | IrOp::Make3
                | IrOp::Do1
                | IrOp::Do2
        )
    });
    let mut routines: Vec<At> = calls.filter_map(|inst| at(unit, owner, inst)).collect();
    routines.sort_unstable();
    routines.dedup();
    routines
}

/// The instruction of bytecode that one of the IR with an exit is for.
fn at(unit: &Unit, owner: u32, inst: &Inst) -> Option<At> {
    let exit = unit.exits.get(inst.exit?.0 as usize)?;
    Some(exit.blame.unwrap_or((owner, exit.pc)))
}

/// The instructions of a loop that machine code ends at.
fn ends(snapshot: &Snapshot) -> Vec<At> {
    let code = &snapshot.facts.code;
    let (mut at, mut found, mut last) = (snapshot.header, Vec::new(), snapshot.header);
    while let Some(i) = Instruction::decode(&code.words, at) {
        at = i.next();
        let is_way = matches!(i.op.generic(), Op::Jump | Op::Loop | Op::Return | Op::ReturnConst);
        if !machine::executes(i.op) && !is_way {
            found.push((snapshot.facts.id, i.at));
        }
        if i.jump_target() == Some(i64::from(snapshot.header.0)) {
            last = i.at;
        }
    }
    found.retain(|(_, at)| *at <= last);
    found
}

/// What is known of a code object of a sample, by its bits.
pub(crate) fn code_of(code: u64) -> Option<(u32, Arc<tauraro_bytecode::Code>, *const u64)> {
    let code: Value = sampler::codes().find(|v| v.bits() == code)?;
    machine::code_object(code)
}
