//! The intermediate representation: SSA over a whole unit, values typed and with a representation.
//!
//! A unit is a function or a loop of it. Its blocks have parameters in place of phi functions. A
//! value's type is its representation too: an `Int` is a raw 64-bit number, a `Float` a raw double,
//! a `Bool` 0 or 1, `Any` a tagged word. Nothing is converted but by an instruction, so what a
//! guard costs is seen in the printed unit.
//!
//! An *exit* says how to go on in the interpreter: at which instruction, with what in which
//! register. It describes the state before an instruction that has had no effect yet.

mod graph;
mod ops;
mod outside;
mod print;
mod uses;
mod verify;

pub use graph::{Graph, Loop, Step};
pub use ops::{ALL, Compare, Effect, IR_OPS, IrInfo, IrOp, Memory, StepAt, inlined_of};
pub use outside::Outside;
pub use verify::verify;

use tauraro_bytecode::{Pc, Reg};

/// Type and representation of a value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Ty {
    /// No value.
    None,
    /// An int of 64 bits, raw.
    Int,
    /// A float, raw.
    Float,
    /// A bool, 0 or 1.
    Bool,
    /// Any object as a tagged word, or the mark of an unbound register.
    Any,
}

/// A value: the instruction that gives it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Val(pub u32);

/// A basic block.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct BlockId(pub u32);

/// A place where the unit is left.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ExitId(pub u32);

/// One instruction.
#[derive(Clone, Debug)]
pub struct Inst {
    /// What it does.
    pub op: IrOp,
    /// Its operands.
    pub args: Vec<Val>,
    /// The number of ops that have one.
    pub imm: i64,
    /// Type of its result.
    pub ty: Ty,
    /// Where a guard leaves.
    pub exit: Option<ExitId>,
}

/// A way to another block, with values for its parameters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    /// The block.
    pub to: BlockId,
    /// A value for each parameter.
    pub args: Vec<Val>,
}

/// How a block ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum End {
    /// It goes on in another block.
    Jump(Edge),
    /// By a bool: the first if it is true.
    Branch(Val, Edge, Edge),
    /// It leaves the unit.
    Exit(ExitId),
    /// The frame ends with a value.
    Return(Val),
}

/// A basic block.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its parameters, `IrOp::Param` instructions.
    pub params: Vec<Val>,
    /// Its instructions, parameters not included.
    pub insts: Vec<Val>,
    /// How it ends.
    pub end: End,
}

/// Why an exit exists; for reports, and for what is done about one that is taken often.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Why {
    /// The loop is over, or the code goes where the unit does not: nothing failed.
    Done,
    /// The poll word asks for something.
    Poll,
    /// A value was not of the type that it had before.
    Type,
    /// An int became longer than 64 bits.
    Overflow,
    /// A division by zero.
    Zero,
    /// A shift by a negative count.
    Shift,
    /// The op is one that the compiler does not translate.
    Unsupported,
    /// An exception was raised by the instruction.
    Raised,
    /// The tracing loop is to run.
    Traced,
    /// A cell was not of the shape that it had before, or the shape means something else.
    Shape,
    /// An index is outside of its row.
    Index,
    /// A name was not what it was.
    Global,
    /// A variable or attribute has no value.
    Unbound,
    /// Little of the native stack is left.
    Deep,
}

/// The state of the interpreter at an exit.
#[derive(Clone, Debug)]
pub struct Exit {
    /// The instruction to go on with, of the innermost frame.
    pub pc: Pc,
    /// Registers whose content is not what the unit was entered with, counted from the first one of the
    /// unit's own frame.
    pub registers: Vec<(Reg, Val)>,
    /// The innermost of the functions that are inlined there, which runs then in a frame.
    pub inlined: Option<u32>,
    /// Whether the frames of inlined functions are there already.
    pub standing: bool,
    /// What these frames have that is not known when the unit is made.
    pub parts: Vec<(Part, Val)>,
    /// Why it is left.
    pub why: Why,
    /// The instruction of whose translation a guess has failed, if it has: the number of its code object
    /// and its place. None at the entry of the unit.
    pub blame: Option<(u32, Pc)>,
}

/// A part of an inlined function's frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The function of the inlined call with that number.
    Function(u32),
    /// The instance that it makes.
    Instance(u32),
}

impl Part {
    /// A number for it.
    #[must_use]
    pub fn number(self) -> i64 {
        match self {
            Part::Function(inlined) => i64::from(inlined) << 1,
            Part::Instance(inlined) => i64::from(inlined) << 1 | 1,
        }
    }

    /// The part with a number.
    #[must_use]
    pub fn of_number(number: i64) -> Part {
        let inlined = (number >> 1) as u32;
        if number & 1 == 0 { Part::Function(inlined) } else { Part::Instance(inlined) }
    }
}

/// A unit of compilation.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// The qualified name of the code and the word at which the unit begins, for people.
    pub name: String,
    /// All instructions; a `Val` is an index.
    pub insts: Vec<Inst>,
    /// All blocks; the first is the entry and has no parameters.
    pub blocks: Vec<Block>,
    /// All exits.
    pub exits: Vec<Exit>,
    /// The state at the headers of loops, before anything there: where a guard leaves that is done once
    /// before the loop. It may name what the header itself computes from its parameters.
    pub headers: Vec<(BlockId, ExitId)>,
    /// The ints that registers held at the entry when the unit was made. Empty: the unit makes no guesses
    /// beyond those of types.
    pub ints: Vec<Option<i64>>,
    /// The address of the first instruction word of the code.
    pub words: u64,
    /// The calls of Python functions, by the numbers that instructions have.
    pub calls: Vec<Call>,
    /// The calls of native functions, by the numbers that instructions have.
    pub natives: Vec<NativeCall>,
    /// The calls that are inlined, by their numbers. Each stands behind the one around it.
    pub inlined: Vec<Inlined>,
    /// Calls that are not, for the report: the instruction with the number of its code object, the number of
    /// the callee's, and why.
    pub apart: Vec<((u32, Pc), u32, Apart)>,
    /// The unit's number in the isolate.
    pub number: u64,
}

/// A call of a native function.
#[derive(Clone, Copy, Debug)]
pub struct NativeCall {
    /// The instruction, and the inlined call in whose frame it is, if that frame is there.
    pub shows: Option<(Pc, Option<u32>)>,
    /// The address of its entry for that many arguments.
    pub entry: u64,
}

/// What the frame of a Python function has: bits.
#[derive(Clone, Debug)]
pub struct Body {
    /// The function, 0 if it is not known when the unit is made.
    pub function: u64,
    /// Its code object.
    pub code: u64,
    /// The address of its first instruction word.
    pub words: u64,
    /// The dict of its globals.
    pub globals: u64,
    /// The dict of its builtins.
    pub builtins: u64,
    /// Registers of its window.
    pub registers: u32,
}

/// A call of a Python function.
#[derive(Clone, Debug)]
pub struct Call {
    /// The inlined call in whose frame it is made.
    pub inlined: Option<u32>,
    /// The instruction.
    pub pc: Pc,
    /// The register that gets the result.
    pub dst: u16,
    /// The register that is the callee's first.
    pub base: u16,
    /// Registers that are set: arguments.
    pub args: u16,
    /// What the registers behind them get: bits.
    pub defaults: Vec<u64>,
    /// What is called.
    pub body: Body,
}

/// Why a call of a known function is not inlined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Apart {
    /// The function is too large.
    Large,
    /// The unit has inlined so much already.
    Full,
    /// It is inlined in too many others.
    Deep,
    /// It calls itself.
    Recursion,
    /// The unit is of a generator.
    Generator,
    /// It does what cannot be part of another unit, or was not seen to run.
    Unknown,
}

/// A call whose instructions are part of the unit. It has a frame only where somebody may look.
#[derive(Clone, Debug)]
pub struct Inlined {
    /// The inlined call around it.
    pub outer: Option<u32>,
    /// How many frames are below it, counted from the unit's own.
    pub depth: u32,
    /// The calling instruction.
    pub pc: Pc,
    /// The register of the unit's own frame that is its first.
    pub base: u16,
    /// What its frame has at `machine::frame::RETURNS`.
    pub returns: u64,
    /// What is called.
    pub body: Body,
}

impl Exit {
    /// An exit of the unit's own frame where all registers are what they were.
    #[must_use]
    pub fn at(pc: Pc, why: Why) -> Exit {
        Exit { pc, registers: Vec::new(), inlined: None, standing: false, parts: Vec::new(), why, blame: None }
    }
}

impl Why {
    /// Whether a guess was wrong, so that the unit may be better without it.
    #[must_use]
    pub fn is_failure(self) -> bool {
        match self {
            Why::Done
            | Why::Poll
            | Why::Zero
            | Why::Shift
            | Why::Unsupported
            | Why::Raised
            | Why::Traced
            | Why::Deep => false,
            Why::Type | Why::Overflow | Why::Shape | Why::Index | Why::Global | Why::Unbound => true,
        }
    }
}

impl Unit {
    /// The instruction that gives a value.
    #[must_use]
    pub fn inst(&self, v: Val) -> &Inst {
        &self.insts[v.0 as usize]
    }

    /// The type of a value.
    #[must_use]
    pub fn ty(&self, v: Val) -> Ty {
        self.inst(v).ty
    }

    /// A new block that ends nowhere yet.
    pub fn new_block(&mut self) -> BlockId {
        let id = BlockId(self.blocks.len() as u32);
        self.blocks.push(Block { params: Vec::new(), insts: Vec::new(), end: End::Exit(ExitId(u32::MAX)) });
        id
    }

    /// A block.
    #[must_use]
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0 as usize]
    }

    /// A block, to be changed.
    pub fn block_mut(&mut self, id: BlockId) -> &mut Block {
        &mut self.blocks[id.0 as usize]
    }

    /// A new parameter of a block.
    pub fn add_param(&mut self, block: BlockId, ty: Ty) -> Val {
        let v = self.new_inst(Inst { op: IrOp::Param, args: Vec::new(), imm: 0, ty, exit: None });
        self.block_mut(block).params.push(v);
        v
    }

    /// A new instruction at the end of a block.
    pub fn push(&mut self, block: BlockId, inst: Inst) -> Val {
        let v = self.new_inst(inst);
        self.block_mut(block).insts.push(v);
        v
    }

    /// A new instruction that stands in no block yet.
    pub fn new_inst(&mut self, inst: Inst) -> Val {
        let v = Val(self.insts.len() as u32);
        self.insts.push(inst);
        v
    }

    /// The inlined calls that have frames where `innermost` has one, outer ones first.
    #[must_use]
    pub fn chain(&self, innermost: Option<u32>) -> Vec<u32> {
        let outer = |at: &u32| self.inlined[*at as usize].outer;
        let mut chain: Vec<u32> = std::iter::successors(innermost, outer).collect();
        chain.reverse();
        chain
    }

    /// A new exit.
    pub fn new_exit(&mut self, exit: Exit) -> ExitId {
        let id = ExitId(self.exits.len() as u32);
        self.exits.push(exit);
        id
    }
}

impl End {
    /// Edge number `which` to another block.
    ///
    /// # Panics
    /// There is none.
    pub fn edge_mut(&mut self, which: usize) -> &mut Edge {
        match (self, which) {
            (End::Jump(edge) | End::Branch(_, edge, _), 0) | (End::Branch(_, _, edge), 1) => edge,
            _ => unreachable!("whoever names an edge has made it"),
        }
    }

    /// The edges to other blocks.
    pub fn edges(&self) -> impl Iterator<Item = &Edge> {
        let (first, second) = match self {
            End::Jump(edge) => (Some(edge), None),
            End::Branch(_, yes, no) => (Some(yes), Some(no)),
            End::Exit(_) | End::Return(_) => (None, None),
        };
        first.into_iter().chain(second)
    }
}
