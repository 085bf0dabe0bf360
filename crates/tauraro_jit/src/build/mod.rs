//! From bytecode and what was seen to IR.
//!
//! The blocks of the unit are walked once, each after those that lead to it; every register is
//! followed as a value of a type. At the header of a loop the registers that the loop changes become
//! parameters with the type that they come in with. If a way back brings another type, the parameter
//! becomes `Any` and the walk begins anew; there are only so many registers.

mod attributes;
mod calls;
mod direct;
mod exceptions;
mod flow;
mod guesses;
mod implied;
mod inline;
mod mixed;
mod natives;
mod objects;
mod ops;
mod step;

use crate::ir::{BlockId, Edge, End, Exit, ExitId, Inst, IrOp, Part, Ty, Unit, Val, Why};
use crate::snapshot::{Facts, Guess, Snapshot};
use flow::Flow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;
use tauraro_bytecode::{Liveness, Op, Pc, Reg};
use tauraro_core::Value;
use tauraro_interp::record::Kind;

/// Why there is no unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// The code is too large.
    Large,
    /// No loop begins there, or one that is entered at several places.
    Shape,
    /// Every way round the loop has an op that is not translated.
    Unsupported,
}

/// More registers than this are not followed.
const REGISTERS_MAX: usize = 1000;
/// A unit has at most so many words of bytecode.
const WORDS_MAX: usize = 2500;

/// Makes the unit of a loop or a function.
///
/// # Errors
/// See `Refused`.
pub fn build(snapshot: &Snapshot) -> Result<Unit, Refused> {
    match translate(snapshot)? {
        (unit, true) => Ok(unit),
        (_, false) => Err(Refused::Unsupported),
    }
}

/// The same, and whether the unit is worth to be compiled.
pub(crate) fn translate(snapshot: &Snapshot) -> Result<(Unit, bool), Refused> {
    let code = &*snapshot.facts.code;
    if snapshot.seen.len() > REGISTERS_MAX || code.words.len() > WORDS_MAX {
        return Err(Refused::Large);
    }
    let live = Rc::new(Liveness::of(code).ok_or(Refused::Large)?);
    let pairs = flow::pairs(code, |step| direct::gives_pairs(snapshot, step));
    let with_handlers = !code.handlers.is_empty() && !snapshot.is_generator;
    let flow = |handlers| Flow::new(code, snapshot.header, snapshot.whole, pairs.clone(), handlers);
    let flow = Rc::new(flow(with_handlers).or_else(|| flow(false)).ok_or(Refused::Shape)?);
    let (mut widened, mut refused) = (HashSet::new(), HashSet::new());
    loop {
        let body = Body::of_unit(snapshot, flow.clone(), live.clone());
        let mut builder = Builder::new(snapshot, body, (widened, refused));
        builder.walk()?;
        builder.connect()?;
        if !builder.again {
            // The interpreter executes an instruction faster than machine code has it executed.
            let pays = 2 * builder.stepped <= builder.translated * if snapshot.whole { 6 } else { 1 };
            builder.frame_room();
            return Ok((builder.unit, pays));
        }
        (widened, refused) = (builder.widened, builder.refused);
    }
}

/// What is known of a register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Slot {
    /// It holds what it held when the unit was entered.
    Window,
    /// This value.
    Value(Val),
    /// Something that nobody reads.
    Dead,
}

/// An edge whose arguments are not known before all blocks are.
struct Open {
    from: BlockId,
    /// Which edge of the block's end.
    which: usize,
    to: Pc,
    state: Vec<Slot>,
    synced: Vec<Option<Val>>,
}

/// What is followed through the code of one frame: the unit's own, or an inlined function's.
struct Body<'a> {
    facts: &'a Facts,
    flow: Rc<Flow>,
    live: Rc<Liveness<'a>>,
    /// Whether it is a whole function.
    whole: bool,
    /// The number of the inlined call that it is the body of.
    inlined: Option<u32>,
    /// Where its register 0 stands, counted from the unit's own.
    base: usize,
    /// A number for the calls on the way here, the same whenever the unit is built.
    path: u64,
    /// The function, where it is not known by its bits.
    function: Option<Val>,
    /// What becomes of its result, if it is inlined.
    ends: inline::Ends,
    /// What an exit gives to the frames below it.
    below: Vec<(Reg, Val)>,
    /// What it gives to frames of inlined functions otherwise.
    parts: Vec<(Part, Val)>,
    /// The blocks that an inlined function ends in, with its results.
    results: Vec<(BlockId, Val)>,
    state: Vec<Slot>,
    /// What a register holds in the window: the value that was put there last. Nothing is known of an
    /// inlined function's.
    synced: Vec<Option<Val>>,
    /// The block of the IR where each block of bytecode begins, with its parameters.
    heads: HashMap<Pc, (BlockId, Vec<(usize, Val)>)>,
    open: Vec<Open>,
    /// The instruction being translated.
    at: Pc,
    /// Its exits, one for each reason, and whether the frames of inlined functions are there.
    exits: HashMap<(Why, bool), ExitId>,
}

impl<'a> Body<'a> {
    fn of_unit(snapshot: &'a Snapshot, flow: Rc<Flow>, live: Rc<Liveness<'a>>) -> Body<'a> {
        Body {
            facts: &snapshot.facts,
            flow,
            live,
            whole: snapshot.whole,
            inlined: None,
            base: 0,
            path: 0,
            function: None,
            ends: inline::Ends::Value,
            below: Vec::new(),
            parts: Vec::new(),
            results: Vec::new(),
            state: vec![Slot::Window; snapshot.seen.len()],
            synced: vec![None; snapshot.seen.len()],
            heads: HashMap::new(),
            open: Vec::new(),
            at: snapshot.header,
            exits: HashMap::new(),
        }
    }
}

struct Builder<'a> {
    snapshot: &'a Snapshot,
    body: Body<'a>,
    /// Registers whose place in the window may hold something else than at the entry, counted as in exits.
    clobbered: HashSet<usize>,
    /// Instructions that were translated, moves and jumps not counted, and those that were not.
    translated: u32,
    stepped: u32,
    /// What the interpreter found a value to be, which nobody has checked.
    guessed: HashMap<Val, Guess>,
    /// Parameters that must be `Any`, by the path of their body.
    widened: HashSet<(u64, Pc, usize)>,
    /// There are more of them than at the beginning: the unit is built anew.
    again: bool,
    unit: Unit,
    /// What registers held at the entry, raw and with their type.
    entered: HashMap<usize, (Val, Val)>,
    entry_exit: ExitId,
    /// What literals say that registers hold at the entry.
    literals: HashMap<usize, i64>,
    /// The registers that the unit changes otherwise than by counting.
    changed: HashSet<usize>,
    /// Words of bytecode of all that was inlined.
    inlined_words: usize,
    /// Code that was looked at to be inlined.
    bodies: HashMap<u32, Option<inline::Shape<'a>>>,
    /// Code that is not inlined, as it could not be translated.
    refused: HashSet<u32>,
    /// Inlined functions had frames since this was set to false.
    framed: bool,
    /// Where instructions go.
    block: BlockId,
}

const ENTRY: BlockId = BlockId(0);

impl<'a> Builder<'a> {
    fn new(
        snapshot: &'a Snapshot,
        body: Body<'a>,
        (widened, refused): (HashSet<(u64, Pc, usize)>, HashSet<u32>),
    ) -> Builder<'a> {
        let name = format!("{} at {}", snapshot.facts.code.qualname, snapshot.header.0);
        let mut unit = Unit { name, words: snapshot.facts.words, ints: snapshot.ints.clone(), ..Unit::default() };
        unit.new_block();
        let entry_exit = unit.new_exit(Exit::at(snapshot.header, Why::Type));
        Builder {
            snapshot,
            clobbered: HashSet::new(),
            translated: 0,
            stepped: 0,
            guessed: HashMap::new(),
            widened,
            again: false,
            unit,
            entered: HashMap::new(),
            entry_exit,
            changed: guesses::changed(&body.flow),
            literals: guesses::literals(&snapshot.facts.code, snapshot.header),
            inlined_words: 0,
            bodies: HashMap::new(),
            refused,
            framed: false,
            block: ENTRY,
            body,
        }
    }

    /// Walks over the unit's own code.
    fn walk(&mut self) -> Result<(), Refused> {
        let header = self.snapshot.header;
        if self.body.whole {
            self.check_namespace();
        }
        self.begins_at(header);
        self.blocks()?;
        // A unit that leaves in each iteration is of no use.
        let main = self.body.flow.main;
        let is_loop = self.body.flow.loops.contains_key(&main);
        let closed = is_loop && self.body.open.iter().any(|open| open.to == main && open.from != ENTRY);
        if closed || self.body.whole { Ok(()) } else { Err(Refused::Unsupported) }
    }

    /// Lets the present block lead to the code's instruction at `pc`, which nothing else led to yet.
    fn begins_at(&mut self, pc: Pc) {
        let (from, state, synced) = (self.block, self.body.state.clone(), self.body.synced.clone());
        self.unit.block_mut(from).end = End::Jump(Edge { to: ENTRY, args: Vec::new() });
        self.body.open.push(Open { from, which: 0, to: pc, state, synced });
    }

    /// Translates the blocks of a body.
    fn blocks(&mut self) -> Result<(), Refused> {
        let flow = self.body.flow.clone();
        for pc in &flow.order {
            if !self.body.open.iter().any(|open| open.to == *pc) {
                continue;
            }
            self.begin(*pc)?;
            let block = &flow.blocks[pc];
            let mut ended = false;
            for instruction in &block.instructions {
                self.body.at = instruction.at;
                self.body.exits.clear();
                let stepped = self.stepped;
                ended = self.instruction(instruction);
                let counts = stepped == self.stepped && !is_plain(instruction.op.generic());
                self.translated += u32::from(counts);
                if ended {
                    break;
                }
            }
            if !ended {
                self.go_to(block.next[0]);
            }
        }
        Ok(())
    }

    /// The code may be that of several functions.
    fn check_namespace(&mut self) {
        let (globals, _) = self.body.facts.namespaces;
        let exit = Some(self.entry_exit);
        self.unit.push(ENTRY, Inst { op: IrOp::Globals, args: Vec::new(), imm: globals as i64, ty: Ty::None, exit });
    }

    /// Begins the block of bytecode at `pc`: what its registers hold is what all edges to it bring.
    fn begin(&mut self, pc: Pc) -> Result<(), Refused> {
        let block = self.unit.new_block();
        let states: Vec<Vec<Slot>> =
            self.body.open.iter().filter(|open| open.to == pc).map(|open| open.state.clone()).collect();
        let changed = self.changed_in_loop(pc);
        let live = self.body.live.before(pc).ok_or(Refused::Large)?;
        let mut state = vec![Slot::Dead; self.body.state.len()];
        let mut params = Vec::new();
        for (register, slot) in state.iter_mut().enumerate() {
            let mut coming = states.iter().map(|state| state[register]);
            let Some(first) = coming.next() else { continue };
            if !live.contains(register as u32) || first == Slot::Dead || coming.clone().any(|slot| slot == Slot::Dead) {
                continue;
            }
            if coming.all(|slot| slot == first) && !changed.contains(&register) {
                *slot = first;
                continue;
            }
            let mut ty = None;
            for state in &states {
                let v = self.held(register, state[register]);
                let this = self.unit.ty(v);
                ty = Some(if ty.is_none_or(|ty| ty == this) { this } else { Ty::Any });
            }
            let widened = self.widened.contains(&(self.body.path, pc, register));
            let ty = if widened { Ty::Any } else { ty.unwrap_or(Ty::Any) };
            let param = self.unit.add_param(block, ty);
            params.push((register, param));
            *slot = Slot::Value(param);
        }
        self.body.synced = self.synced_at(pc);
        self.body.heads.insert(pc, (block, params));
        self.block = block;
        self.body.state = state;
        if self.body.flow.loops.contains_key(&pc) {
            let exit = self.exit_at(pc, Why::Type);
            self.unit.exits[exit.0 as usize].blame = None;
            self.unit.headers.push((block, exit));
        }
        Ok(())
    }

    /// What the window holds where control comes to `pc`, as far as all ways there agree. Around a loop
    /// nothing is known of it.
    fn synced_at(&self, pc: Pc) -> Vec<Option<Val>> {
        let coming = self.body.open.iter().filter(|open| open.to == pc).map(|open| &open.synced);
        let none = vec![None; self.body.state.len()];
        if self.body.flow.loops.contains_key(&pc) {
            return none;
        }
        let mut known = None;
        coming.for_each(|synced| calls::agree(&mut known, synced));
        known.unwrap_or(none)
    }

    /// The registers that the loop with this header changes.
    fn changed_in_loop(&self, pc: Pc) -> BTreeSet<usize> {
        let mut changed = BTreeSet::new();
        let flow = &self.body.flow;
        for inside in flow.loops.get(&pc).into_iter().flatten() {
            for instruction in &flow.blocks[inside].instructions {
                flow.each_changed(instruction, |register| {
                    changed.insert(register as usize);
                });
            }
        }
        changed
    }

    /// Gives the open edges of a body their arguments. A parameter whose type does not fit is widened.
    fn connect(&mut self) -> Result<(), Refused> {
        for open in std::mem::take(&mut self.body.open) {
            let (to, params) = self.body.heads[&open.to].clone();
            let mut args = Vec::new();
            self.block = open.from;
            for (register, param) in params {
                let v = match open.state[register] {
                    // What a call left there nobody reads, though the handler of an instruction that raises
                    // nothing may seem to.
                    Slot::Dead => self.emit(IrOp::Value, &[], Value::UNBOUND.bits() as i64),
                    slot => self.held(register, slot),
                };
                match (self.unit.ty(v), self.unit.ty(param)) {
                    (have, want) if have == want => args.push(v),
                    (_, Ty::Any) => args.push(self.boxed(v)),
                    _ => {
                        self.widened.insert((self.body.path, open.to, register));
                        self.again = true;
                        return Ok(());
                    }
                }
            }
            let edge = Edge { to, args };
            *self.unit.block_mut(open.from).end.edge_mut(open.which) = edge;
        }
        Ok(())
    }

    /// What a register holds, at its type.
    fn held(&mut self, register: usize, slot: Slot) -> Val {
        match slot {
            Slot::Value(v) => v,
            Slot::Window | Slot::Dead => self.at_entry(register).1,
        }
    }

    /// What a register held when the unit was entered: as a word, and at the type seen there.
    fn at_entry(&mut self, register: usize) -> (Val, Val) {
        if let Some(known) = self.entered.get(&register) {
            return *known;
        }
        let raw = Inst { op: IrOp::Register, args: Vec::new(), imm: register as i64, ty: Ty::Any, exit: None };
        let raw = self.unit.push(ENTRY, raw);
        let seen = if self.snapshot.doubts { Kind::Other } else { self.snapshot.seen[register] };
        let typed = self.typed(raw, seen);
        let typed = self.guess(register, raw, typed);
        self.entered.insert(register, (raw, typed));
        (raw, typed)
    }

    /// A guard on what the interpreter has found out, whose number says what it compares with.
    fn check(&mut self, op: IrOp, args: &[Val], imm: i64, why: Why) -> Val {
        let exit = self.exit_here(why);
        let ty = op.info().result;
        self.unit.push(self.block, Inst { op, args: args.to_vec(), imm, ty, exit: Some(exit) })
    }

    /// Whether a guess at the present instruction has failed before.
    fn is_avoided(&self, at: Pc) -> bool {
        self.snapshot.avoid.contains(&(self.body.facts.id, at))
    }

    /// Something that the entry reads, at the type seen there.
    fn typed(&mut self, raw: Val, seen: Kind) -> Val {
        let op = match seen {
            Kind::Int => IrOp::ToInt,
            Kind::Float => IrOp::ToFloat,
            Kind::Bool => IrOp::ToBool,
            _ => return raw,
        };
        self.check_at_entry(op, raw, 0)
    }

    /// A guard before everything else, so that nothing was done yet when it fails.
    fn check_at_entry(&mut self, op: IrOp, v: Val, imm: i64) -> Val {
        let ty = op.info().result;
        self.unit.push(ENTRY, Inst { op, args: vec![v], imm, ty, exit: Some(self.entry_exit) })
    }

    /// Whether a value is the one with these bits, whatever happens.
    fn is_bits(&self, v: Val, bits: u64) -> bool {
        let inst = self.unit.inst(v);
        inst.op == IrOp::Value && inst.imm as u64 == bits
    }

    /// Whether a value is known to be the one with these bits.
    fn is_known(&self, v: Val, bits: u64) -> bool {
        let inst = self.unit.inst(v);
        inst.op == IrOp::Same && inst.imm as u64 == bits
    }

    fn read(&mut self, register: Reg) -> Val {
        let register = usize::from(register.0);
        let slot = self.body.state[register];
        self.held(register, slot)
    }

    fn write(&mut self, register: Reg, v: Val) {
        self.body.state[usize::from(register.0)] = Slot::Value(v);
    }

    /// Emits an instruction that has no exit.
    fn emit(&mut self, op: IrOp, args: &[Val], imm: i64) -> Val {
        let ty = op.info().result;
        self.unit.push(self.block, Inst { op, args: args.to_vec(), imm, ty, exit: None })
    }

    /// Emits an instruction that leaves the unit before the present instruction of bytecode.
    fn guard(&mut self, op: IrOp, args: &[Val], why: Why) -> Val {
        self.check(op, args, 0, why)
    }

    fn exit_here(&mut self, why: Why) -> ExitId {
        self.exit_with(why, false)
    }

    /// An exit to the present instruction. `standing`: inlined functions have their frames.
    fn exit_with(&mut self, why: Why, standing: bool) -> ExitId {
        if let Some(exit) = self.body.exits.get(&(why, standing)) {
            return *exit;
        }
        let exit = self.exit_at(self.body.at, why);
        self.unit.exits[exit.0 as usize].standing = standing;
        self.body.exits.insert((why, standing), exit);
        exit
    }

    /// An exit to `pc` with the present state.
    fn exit_at(&mut self, pc: Pc, why: Why) -> ExitId {
        let mut registers = self.registers_at(pc, usize::MAX);
        registers.extend(&self.body.below);
        let blame = Some((self.body.facts.id, self.body.at));
        let (inlined, parts) = (self.body.inlined, self.body.parts.clone());
        self.unit.new_exit(Exit { pc, registers, inlined, standing: false, parts, why, blame })
    }

    /// The registers less than `end` whose window does not hold what is needed from `pc` on, the last one
    /// first: exits have in common what they end with.
    fn registers_at(&self, pc: Pc, end: usize) -> Vec<(Reg, Val)> {
        let live = self.body.live.before(pc);
        let registers = self.body.state.iter().enumerate().take(end).rev().filter_map(|(register, slot)| {
            let Slot::Value(v) = *slot else { return None };
            let unchanged = self.is_untouched(register, v) || self.body.synced[register] == Some(v);
            let needed = live.as_ref().is_none_or(|live| live.contains(register as u32));
            // An inlined function's registers are unbound when it gets a frame.
            let there = self.body.inlined.is_some() && self.is_bits(v, Value::UNBOUND.bits());
            (needed && !unchanged && !there).then_some((Reg((self.body.base + register) as u16), v))
        });
        registers.collect()
    }

    /// Ends the block by going to an instruction, in the unit or not.
    fn go_to(&mut self, pc: Pc) {
        let from = self.block;
        self.unit.block_mut(from).end = End::Jump(Edge { to: ENTRY, args: Vec::new() });
        self.leads(from, 0, pc);
    }

    /// Ends the block by a bool. Either way may be a block of its own that was made before.
    fn branch(&mut self, condition: Val, yes: Way, no: Way) {
        let from = self.block;
        let edge = |way: &Way| Edge { to: if let Way::Block(block) = way { *block } else { ENTRY }, args: Vec::new() };
        self.unit.block_mut(from).end = End::Branch(condition, edge(&yes), edge(&no));
        for (which, way) in [yes, no].into_iter().enumerate() {
            if let Way::Code(pc) = way {
                self.leads(from, which, pc);
            }
        }
    }

    /// Notes that an edge leads to an instruction; one outside of the unit gets a block that leaves.
    fn leads(&mut self, from: BlockId, which: usize, to: Pc) {
        if self.body.flow.blocks.contains_key(&to) {
            self.body.open.push(Open {
                from,
                which,
                to,
                state: self.body.state.clone(),
                synced: self.body.synced.clone(),
            });
            return;
        }
        let exit = self.exit_at(to, Why::Done);
        let leaves = self.unit.new_block();
        self.unit.block_mut(leaves).end = End::Exit(exit);
        self.unit.block_mut(from).end.edge_mut(which).to = leaves;
    }

    /// A value as a tagged word.
    fn boxed(&mut self, v: Val) -> Val {
        match self.unit.ty(v) {
            Ty::Int => self.emit(IrOp::BoxInt, &[v], 0),
            Ty::Float => self.emit(IrOp::BoxFloat, &[v], 0),
            Ty::Bool => self.emit(IrOp::BoxBool, &[v], 0),
            Ty::Any | Ty::None => v,
        }
    }
}

/// Whether the interpreter, too, does next to nothing for it.
fn is_plain(op: Op) -> bool {
    matches!(
        op,
        Op::Nop | Op::Enter | Op::Move | Op::MovePair | Op::LoadConst | Op::LoadInt | Op::CheckLocal | Op::Jump
    )
}

/// Where an edge of a branch leads.
#[derive(Clone, Copy)]
enum Way {
    /// To an instruction, with the present state.
    Code(Pc),
    /// To a block of the IR without parameters.
    Block(BlockId),
}
