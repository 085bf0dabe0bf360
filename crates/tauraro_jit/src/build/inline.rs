//! Functions whose instructions become part of the unit that calls them.
//!
//! An inlined function has registers, but no frame: its window would begin in the caller's, as that of any
//! callee. An exit names the calls that it is in, and gives their frames what they need; an instruction
//! that is executed on the window gives them frames before and takes them away after it.

use super::flow::{Flow, Pairs};
use super::{Body, Builder, REGISTERS_MAX, Slot};
use crate::ir::{self, Apart, Edge, End, Inlined, Inst, IrOp, Part, Ty, Val, Why};
use crate::snapshot::{Callee, Facts};
use std::collections::HashMap;
use std::rc::Rc;
use tauraro_bytecode::{Instruction, Liveness, Op, Pc, Reg};
use tauraro_core::Value;
use tauraro_interp::machine;

/// A function of more words of bytecode is not inlined.
const WORDS_MAX: usize = 100;
/// What a unit inlines has at most so many before one that is not small.
const WORDS_IN_ALL: usize = 300;
/// A function of no more words is small.
const SMALL_WORDS: usize = 40;
/// All that a unit inlines has at most so many before one that is small.
const SMALL_WORDS_IN_ALL: usize = 1000;
/// So many calls may be inlined in each other.
const DEPTH_MAX: u32 = 6;
/// So often a function may be inlined in itself.
const RECURSION_MAX: usize = 1;

/// Blocks and liveness of a piece of code.
#[derive(Clone)]
pub(super) struct Shape<'a> {
    flow: Rc<Flow>,
    live: Rc<Liveness<'a>>,
}

/// A call to be inlined.
pub(super) struct Site<'c> {
    /// The callee.
    pub(super) callee: &'c Callee,
    /// Its bits.
    pub(super) bits: u64,
    /// Its value, where that varies.
    pub(super) function: Option<Val>,
    /// What its first registers get.
    pub(super) args: Vec<Val>,
    /// The caller's register where its window begins.
    pub(super) window: usize,
    /// The register that gets the result.
    pub(super) to: Reg,
    /// What becomes of its result.
    pub(super) ends: Ends,
}

/// What becomes of an inlined function's result.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// It is the call's.
    Value,
    /// It has to be None: this instance is the call's.
    Instance(Val),
    /// It is an operator's, unless it is NotImplemented.
    Operator,
    /// Its truth is a comparison's.
    Test,
    /// It is a subscript's, if that loads.
    Item,
}

impl<'a> Builder<'a> {
    /// Inlines a call, which has been checked to be of that function; its result. `None`: it is not to be
    /// inlined, and nothing has happened.
    pub(super) fn inline(&mut self, i: &Instruction, site: &Site<'_>) -> Option<Val> {
        let facts: &'a Facts = &self.snapshot.callees.get(&site.bits)?.facts;
        let shape = match self.may_inline(facts, site) {
            Ok(shape) => shape,
            Err(why) => {
                self.unit.apart.push(((self.body.facts.id, i.at), facts.id, why));
                return None;
            }
        };
        self.inlined_words += facts.code.words.len();
        let inlined = self.unit.inlined.len() as u32;
        let depth = self.body.inlined.map_or(0, |outer| self.unit.inlined[outer as usize].depth) + 1;
        let base = self.body.base + site.window;
        let (returns, instance) = match site.ends {
            Ends::Value => (machine::returns_to(site.to), None),
            Ends::Instance(instance) => (machine::returns_instance_to(site.to), Some(instance)),
            Ends::Operator | Ends::Test | Ends::Item => (machine::returns_to_operator(), None),
        };
        let body = self.frame_of(facts, if site.function.is_some() { 0 } else { site.bits });
        self.unit.inlined.push(Inlined { outer: self.body.inlined, depth, pc: i.at, base: base as u16, returns, body });
        let mut below = self.registers_at(i.at, site.window);
        below.extend(&self.body.below);
        let mut parts = self.body.parts.clone();
        parts.extend(site.function.map(|v| (Part::Function(inlined), v)));
        parts.extend(instance.map(|v| (Part::Instance(inlined), v)));
        let inner = Body {
            facts,
            flow: shape.flow,
            live: shape.live,
            whole: true,
            inlined: Some(inlined),
            base,
            path: path(self.body.path, i.at, facts.id),
            function: site.function,
            ends: site.ends,
            below,
            parts,
            results: Vec::new(),
            state: self.window_of(facts, site),
            synced: vec![None; facts.code.n_registers as usize],
            heads: HashMap::new(),
            open: Vec::new(),
            at: Pc(0),
            exits: HashMap::new(),
        };
        let outer = std::mem::replace(&mut self.body, inner);
        let framed = std::mem::replace(&mut self.framed, false);
        self.begins_at(Pc(0));
        let done = self.blocks().and_then(|()| self.connect());
        let inner = std::mem::replace(&mut self.body, outer);
        if done.is_err() {
            // Its shape was looked at before: only what is too large is refused, or entered at several places.
            self.refused.insert(facts.id);
            self.again = true;
        }
        self.was_framed(&inner, framed);
        Some(self.joined(&inner.results))
    }

    /// Whether a call is inlined.
    pub(super) fn may_inline(&mut self, facts: &'a Facts, site: &Site<'_>) -> Result<Shape<'a>, Apart> {
        let words = facts.code.words.len();
        let depth = self.body.inlined.map_or(0, |outer| self.unit.inlined[outer as usize].depth);
        let registers = self.body.base + site.window + facts.code.n_registers as usize;
        let words_max = if words <= SMALL_WORDS { SMALL_WORDS_IN_ALL } else { WORDS_IN_ALL };
        let why_not = [
            (words > WORDS_MAX, Apart::Large),
            (self.inlined_words + words > words_max, Apart::Full),
            (depth >= DEPTH_MAX || registers > REGISTERS_MAX, Apart::Deep),
            (self.snapshot.is_generator, Apart::Generator),
            (self.refused.contains(&facts.id), Apart::Unknown),
            (self.recursion(facts) > RECURSION_MAX, Apart::Recursion),
            (!is_understood(facts), Apart::Unknown),
        ];
        if let Some((_, why)) = why_not.into_iter().find(|(is_so, _)| *is_so) {
            return Err(why);
        }
        let make = || {
            let code = &*facts.code;
            Some(Shape {
                flow: Rc::new(Flow::new(code, Pc(0), true, Pairs::new(), false)?),
                live: Rc::new(Liveness::of(code)?),
            })
        };
        self.bodies.entry(facts.id).or_insert_with(make).clone().ok_or(Apart::Unknown)
    }

    /// How often the code runs already where the call is made.
    fn recursion(&self, facts: &Facts) -> usize {
        let root = usize::from(self.snapshot.whole && self.snapshot.facts.id == facts.id);
        let chain = self.unit.chain(self.body.inlined);
        root + chain.iter().filter(|at| self.unit.inlined[**at as usize].body.code == facts.object).count()
    }

    /// What the frame of a function has.
    pub(super) fn frame_of(&self, facts: &Facts, function: u64) -> ir::Body {
        ir::Body {
            function,
            code: facts.object,
            words: facts.words,
            globals: facts.namespaces.0,
            builtins: facts.namespaces.1,
            registers: facts.code.n_registers,
        }
    }

    /// What the callee's registers hold when it begins.
    fn window_of(&mut self, facts: &Facts, site: &Site<'_>) -> Vec<Slot> {
        let unbound = self.emit(IrOp::Value, &[], Value::UNBOUND.bits() as i64);
        let mut state = vec![Slot::Value(unbound); facts.code.n_registers as usize];
        let n = site.args.len();
        let missing = site.callee.exact_args.unwrap_or(n) - n;
        let items = &site.callee.defaults.1;
        let defaults: Vec<Val> = items[items.len() - missing..]
            .iter()
            .map(|bits| self.constant(crate::snapshot::Constant::of_bits(*bits)))
            .collect();
        for (slot, v) in state.iter_mut().zip(site.args.iter().chain(&defaults)) {
            *slot = Slot::Value(*v);
        }
        state
    }

    /// The values that the unit's own frame had to have for an inlined function are in its window.
    fn was_framed(&mut self, inner: &Body<'_>, before: bool) {
        if self.framed && self.body.inlined.is_none() {
            for (register, _) in &inner.below {
                self.body.synced[usize::from(register.0)] = None;
                self.clobbered.insert(usize::from(register.0));
            }
        }
        self.framed |= before;
    }

    /// Goes on where the ends of an inlined function meet, with its result.
    fn joined(&mut self, results: &[(crate::ir::BlockId, Val)]) -> Val {
        let types: Vec<Ty> = results.iter().map(|(_, v)| self.unit.ty(*v)).collect();
        let ty = match types[..] {
            [first, ref others @ ..] if others.iter().all(|ty| *ty == first) => first,
            _ => Ty::Any,
        };
        let joins = self.unit.new_block();
        let param = self.unit.add_param(joins, ty);
        for (from, v) in results {
            self.block = *from;
            let v = if ty == Ty::Any { self.boxed(*v) } else { *v };
            let block = self.block;
            self.unit.block_mut(block).end = End::Jump(Edge { to: joins, args: vec![v] });
        }
        self.block = joins;
        param
    }

    /// An inlined function ends with a value.
    pub(super) fn inlined_returns(&mut self, v: Val) -> bool {
        let mut v = v;
        match self.body.ends {
            Ends::Value | Ends::Item => {}
            // What is not as it should be the interpreter finds out, when the function returns.
            Ends::Instance(instance) => {
                let none = self.boxed(v);
                self.check(IrOp::Same, &[none], Value::NONE.bits() as i64, Why::Type);
                v = instance;
            }
            Ends::Operator | Ends::Test if self.unit.ty(v) == Ty::Any => {
                let declined = self.emit(IrOp::Value, &[], Value::NOT_IMPLEMENTED.bits() as i64);
                let declined = self.emit(IrOp::Is, &[v, declined], 0);
                let taken = self.emit(IrOp::Negate, &[declined], 0);
                self.guard(IrOp::Holds, &[taken], Why::Done);
            }
            Ends::Operator | Ends::Test => {}
        }
        if self.body.ends == Ends::Test {
            v = self.truth(v);
        }
        let block = self.block;
        self.body.results.push((block, v));
        // Where that is is known when all ends are.
        self.unit.block_mut(block).end = End::Return(v);
        true
    }

    /// Makes sure at the entry that there is room for what is inlined.
    pub(super) fn frame_room(&mut self) {
        let depth = self.unit.inlined.iter().map(|inlined| inlined.depth).max();
        let end = self.unit.inlined.iter().map(|inlined| u32::from(inlined.base) + inlined.body.registers).max();
        let (Some(depth), Some(end)) = (depth, end) else { return };
        let exit = self.unit.new_exit(crate::ir::Exit::at(self.snapshot.header, Why::Deep));
        let imm = i64::from(depth) << 32 | i64::from(end);
        let inst = Inst { op: IrOp::FrameRoom, args: Vec::new(), imm, ty: Ty::None, exit: Some(exit) };
        let v = self.unit.new_inst(inst);
        self.unit.block_mut(super::ENTRY).insts.insert(0, v);
    }
}

/// A number for a call of some code at an instruction on a path.
fn path(outer: u64, at: Pc, id: u32) -> u64 {
    let call = u64::from(at.0) << 32 | u64::from(id);
    (outer ^ call).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29).max(1)
}

/// Whether all that the function was seen to do can be translated or executed on the window.
fn is_understood(facts: &Facts) -> bool {
    let Some(records) = &facts.records else { return false };
    records.iter().all(|(at, _)| {
        let Some(i) = Instruction::decode(&facts.code.words, at) else { return false };
        let op = i.op.generic();
        machine::executes(op) || matches!(op, Op::Return | Op::ReturnConst | Op::Jump | Op::Loop | Op::Enter)
    })
}
