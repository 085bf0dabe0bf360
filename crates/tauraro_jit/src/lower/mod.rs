//! From IR to machine code, by Cranelift.
//!
//! A unit becomes a function `(vm, frame) -> result`: the value that the frame has ended with, or one
//! more than the number of an exit, which is less than any value's bits. The values of the exit's
//! registers are then where `Places::out` says, raw.

mod calls;
mod exits;
mod inst;
mod memory;
mod outside;

use crate::ir::{BlockId, Edge, End, ExitId, Outside, Ty, Unit, Val, Why};
use crate::order::reverse_postorder;
use cranelift_codegen::Context;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, AbiParam, BlockArg, InstBuilder, MemFlagsData as MemFlags, types};
use cranelift_codegen::isa::{CallConv, OwnedTargetIsa};
use cranelift_codegen::settings::{self, Configurable};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use tauraro_interp::machine::{self, Family};

/// The helpers that machine code calls, by address.
#[derive(Clone, Copy, Debug)]
pub struct Helpers {
    /// `(vm, i64) -> value`: an int of more than 51 bits as a cell.
    pub box_int: usize,
    /// `(vm, bits of a NaN) -> value`.
    pub box_nan: usize,
    /// For instructions of a family: `(vm, frame, instruction) -> 0 if it raised, 2 if it jumps, else 1`.
    pub step: fn(Family) -> usize,
    /// `(vm, list, value) -> 0 if it raised, else 1`.
    pub append: usize,
    /// The functions of the runtime that take values and give one, or 0 if they decline. Those that tell
    /// whether something holds give 1 if it does not and 2 if it does.
    pub outside: fn(Outside) -> usize,
    /// `(vm, dict, key) -> value`, or 0 if it declines.
    pub dict_find: usize,
    /// `(vm, dict, key, default) -> value`, or 0 if it declines.
    pub dict_get: usize,
    /// `(vm, dict, key, value) -> 0 if it declines`.
    pub dict_set: usize,
    /// `(vm, iterator, where the second half goes) -> the first half`, or 0 if it declines.
    pub next_pair: usize,
    /// `(vm, entry, arguments...) -> value`, for one to three arguments; 0 if it raised.
    pub natives: [usize; 3],
    /// `(vm, frame, instruction) -> the exception that it raised`, or 0 if the interpreter is to look for its
    /// handler.
    pub catch: usize,
    /// `(vm, frame, instruction, exception, cause or unbound)`: raises it.
    pub raise: usize,
    /// `(cell)`: an old cell was written to.
    pub remember: usize,
    /// `(vm, frame, number of an exit) -> value`: goes on with a function that left its unit; 0 if it
    /// raised.
    pub finish: usize,
}

/// Addresses that stay while the isolate lives.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// Where an exit puts its values.
    pub out: usize,
    /// The poll word.
    pub poll: usize,
    /// For tests: the run at which each guard fails, whatever it finds.
    pub fails_at: Option<u32>,
}

/// Machine code, to be placed anywhere.
#[derive(Debug)]
pub struct Compiled {
    /// The code and its constants.
    pub bytes: Vec<u8>,
    /// What its address must be a multiple of.
    pub align: usize,
    /// The instructions as text, for people, if that was asked for.
    pub text: Option<String>,
    /// The exit whose instruction the code from an offset on is for, if that was asked for.
    pub places: Vec<(u32, u32)>,
}

/// A code generator for this machine.
pub struct Generator {
    isa: OwnedTargetIsa,
    /// For large units: code that is made in half the time, and runs longer.
    quick: OwnedTargetIsa,
    helpers: Helpers,
    places: Places,
    /// How often each guard has run, where guards are made to fail. Machine code counts, so they stay.
    #[expect(clippy::vec_box, reason = "machine code has their addresses")]
    runs: RefCell<Vec<Box<Cell<u32>>>>,
}

impl Generator {
    /// # Errors
    /// The machine is one that Cranelift has no code for, as a sentence.
    pub fn new(helpers: Helpers, places: Places) -> Result<Generator, String> {
        let (isa, quick) = (isa(false)?, isa(true)?);
        Ok(Generator { isa, quick, helpers, places, runs: RefCell::default() })
    }

    /// Compiles a unit. `show`: with its text; `places`: with what the code is for.
    ///
    /// # Errors
    /// What Cranelift says, for a unit that is not well formed or too large.
    pub fn compile(&self, unit: &Unit, show: bool, places: bool) -> Result<Compiled, String> {
        let mut context = Context::new();
        context.set_disasm(show);
        self.translate(unit, &mut context.func, places);
        let isa = if size(unit) > QUICK_FROM { &self.quick } else { &self.isa };
        let code = context.compile(&**isa, &mut ControlPlane::default()).map_err(|error| format!("{error:?}"))?;
        if !code.buffer.relocs().is_empty() {
            return Err("the code has relocations".to_owned());
        }
        let align = code.buffer.alignment as usize;
        let ranges = code.buffer.get_srclocs_sorted().iter().filter(|range| !range.loc.is_default());
        let places = ranges.map(|range| (range.start, range.loc.bits())).collect();
        Ok(Compiled { bytes: code.code_buffer().to_vec(), align, text: code.vcode.clone(), places })
    }

    fn translate(&self, unit: &Unit, func: &mut clif::Function, places_wanted: bool) {
        let pointer = AbiParam::new(types::I64);
        func.signature = clif::Signature::new(CallConv::SystemV);
        func.signature.params.extend([pointer; 2]);
        func.signature.returns.push(pointer);
        let mut builders = FunctionBuilderContext::new();
        let mut b = FunctionBuilder::new(func, &mut builders);
        let blocks: Vec<clif::Block> = unit.blocks.iter().map(|_| b.create_block()).collect();
        b.append_block_params_for_function_params(blocks[0]);
        let args = b.block_params(blocks[0]).to_vec();
        let mut lower = Lower {
            unit,
            helpers: self.helpers,
            places: self.places,
            runs: &self.runs,
            b,
            blocks,
            values: HashMap::new(),
            exits: HashMap::new(),
            vm: args[0],
            frame: args[1],
            registers: args[1],
            places_wanted,
        };
        lower.unit();
        lower.b.seal_all_blocks();
        lower.b.finalize(self.isa.frontend_config());
    }
}

/// Units of more instructions are compiled the quick way.
const QUICK_FROM: usize = 600;

fn size(unit: &Unit) -> usize {
    unit.blocks.iter().map(|block| block.insts.len()).sum()
}

fn isa(quick: bool) -> Result<OwnedTargetIsa, String> {
    let mut flags = settings::builder();
    let set = [
        ("opt_level", if quick { "none" } else { "speed" }),
        ("regalloc_algorithm", if quick { "single_pass" } else { "backtracking" }),
        ("enable_verifier", if cfg!(debug_assertions) { "true" } else { "false" }),
        ("unwind_info", "false"),
    ];
    for (name, value) in set {
        flags.set(name, value).map_err(|error| format!("{name}: {error}"))?;
    }
    let builder = cranelift_native::builder().map_err(str::to_owned)?;
    builder.finish(settings::Flags::new(flags)).map_err(|error| error.to_string())
}

/// A value of Cranelift's IR.
type Word = clif::Value;

struct Lower<'a> {
    unit: &'a Unit,
    helpers: Helpers,
    places: Places,
    #[expect(clippy::vec_box, reason = "machine code has their addresses")]
    runs: &'a RefCell<Vec<Box<Cell<u32>>>>,
    b: FunctionBuilder<'a>,
    blocks: Vec<clif::Block>,
    values: HashMap<Val, Word>,
    exits: HashMap<ExitId, clif::Block>,
    vm: Word,
    frame: Word,
    /// The address of the frame's register 0.
    registers: Word,
    /// Whether each piece of code says for which exit's instruction it is.
    places_wanted: bool,
}

/// Cranelift's type for a representation.
fn type_of(ty: Ty) -> clif::Type {
    match ty {
        Ty::Int | Ty::Any | Ty::None => types::I64,
        Ty::Float => types::F64,
        Ty::Bool => types::I8,
    }
}

impl Lower<'_> {
    fn unit(&mut self) {
        let unit = self.unit;
        for (block, to) in unit.blocks.iter().zip(self.blocks.clone()) {
            for param in &block.params {
                let v = self.b.append_block_param(to, type_of(unit.ty(*param)));
                self.values.insert(*param, v);
            }
        }
        for i in self.reachable() {
            let block = &unit.blocks[i];
            self.b.switch_to_block(self.blocks[i]);
            if i == 0 {
                self.registers = self.load(types::I64, self.frame, machine::frame::REGS as i64);
            }
            let exits = || block.insts.iter().filter_map(|v| unit.inst(*v).exit);
            self.is_for(exits().next());
            for v in &block.insts {
                self.is_for(unit.inst(*v).exit);
                let made = self.inst(*v);
                if let Some(made) = made {
                    self.values.insert(*v, made);
                }
            }
            self.end(&block.end);
        }
        self.all_exits();
    }

    /// What follows is for the instruction that an exit leads to.
    fn is_for(&mut self, exit: Option<ExitId>) {
        if let Some(ExitId(exit)) = exit.filter(|_| self.places_wanted) {
            self.b.set_srcloc(clif::SourceLoc::new(exit));
        }
    }

    /// Blocks in an order in which each comes after one that leads to it, so that what dominates a
    /// use is translated before it.
    fn reachable(&self) -> Vec<usize> {
        let next = |block: usize, which| Some(self.unit.blocks[block].end.edges().nth(which)?.to.0 as usize);
        reverse_postorder(0, next)
    }

    fn end(&mut self, end: &End) {
        match end {
            End::Jump(edge) => {
                let (to, args) = self.edge(edge);
                self.b.ins().jump(to, &args);
            }
            End::Branch(condition, yes, no) => {
                let condition = self.values[condition];
                let ((yes, yes_args), (no, no_args)) = (self.edge(yes), self.edge(no));
                self.b.ins().brif(condition, yes, &yes_args, no, &no_args);
            }
            End::Exit(exit) => {
                let to = self.exit_block(*exit);
                self.b.ins().jump(to, &[]);
            }
            End::Return(v) => {
                self.b.ins().return_(&[self.values[v]]);
            }
        }
    }

    fn edge(&self, edge: &Edge) -> (clif::Block, Vec<BlockArg>) {
        let BlockId(to) = edge.to;
        (self.blocks[to as usize], edge.args.iter().map(|v| BlockArg::Value(self.values[v])).collect())
    }

    fn exit_block(&mut self, exit: ExitId) -> clif::Block {
        if let Some(block) = self.exits.get(&exit) {
            return *block;
        }
        let block = self.b.create_block();
        self.b.set_cold_block(block);
        self.exits.insert(exit, block);
        block
    }

    /// Leaves by `exit` unless `holds`.
    fn guard(&mut self, holds: Word, exit: ExitId) {
        let holds = self.on_trial(holds, exit);
        self.leave_unless(holds, exit);
    }

    /// A place before something that may be left by `exit` only as long as it has no effect: there, and not
    /// behind it, it is made to fail. `leave_unless` follows.
    fn guard_before(&mut self, exit: ExitId) {
        if self.places.fails_at.is_some() {
            let holds = self.b.ins().iconst(types::I8, 1);
            self.guard(holds, exit);
        }
    }

    /// Leaves by `exit` unless `holds`, which is never made to fail.
    fn leave_unless(&mut self, holds: Word, exit: ExitId) {
        let (go_on, leave) = (self.b.create_block(), self.exit_block(exit));
        self.b.ins().brif(holds, go_on, &[], leave, &[]);
        self.b.switch_to_block(go_on);
    }

    /// Leaves by `exit` if `fails`.
    fn guard_not(&mut self, fails: Word, exit: ExitId) {
        if self.places.fails_at.is_some() {
            let holds = self.b.ins().icmp_imm_s(IntCC::Equal, fails, 0);
            return self.guard(holds, exit);
        }
        let (go_on, leave) = (self.b.create_block(), self.exit_block(exit));
        self.b.ins().brif(fails, leave, &[], go_on, &[]);
        self.b.switch_to_block(go_on);
    }

    /// The condition of a guard. Where guards are made to fail it is false at that run of this one; the
    /// program must print the same. What has raised an exception or not is nothing that a guard decides.
    fn on_trial(&mut self, holds: Word, exit: ExitId) -> Word {
        let Some(fails_at) = self.places.fails_at else { return holds };
        if self.unit.exits[exit.0 as usize].why == Why::Raised {
            return holds;
        }
        let count = Box::new(Cell::new(0));
        let place = self.b.ins().iconst(types::I64, count.as_ptr() as i64);
        self.runs.borrow_mut().push(count);
        let before = self.b.ins().load(types::I32, MemFlags::new(), place, 0);
        let now = self.b.ins().iadd_imm_s(before, 1);
        self.b.ins().store(MemFlags::new(), now, place, 0);
        let spared = self.b.ins().icmp_imm_s(IntCC::NotEqual, now, i64::from(fails_at));
        let holds = self.b.ins().icmp_imm_s(IntCC::NotEqual, holds, 0);
        self.b.ins().band(spared, holds)
    }
}
