//! The table of the IR's instructions: name, operands, result and what each may do.
//!
//! The printer, the parser of tests, the verifier and the passes read this table; the lowering
//! matches on `IrOp` without a wildcard arm, so an op that has no machine code does not compile.

use super::Ty;
use tauraro_bytecode::Pc;
use tauraro_core::object::CompareOp;
use tauraro_interp::machine::Family;

/// What an instruction may do besides giving its result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Nothing: equal instructions are one, unused ones vanish.
    Pure,
    /// It leaves the unit by its exit if its guess fails, and has no other effect.
    Guards,
    /// It reads memory that others write.
    Reads,
    /// A guard whose guess is about memory that others write.
    Checks,
    /// It writes memory.
    Writes,
    /// Anything else: it stays where it is, and reads and writes what its memory says.
    Acts,
    /// The same; it leaves by its exit if an exception was raised or something waits.
    Leaves,
}

impl Effect {
    /// Whether instructions with it have an exit.
    #[must_use]
    pub fn has_exit(self) -> bool {
        matches!(self, Effect::Guards | Effect::Checks | Effect::Leaves)
    }
}

/// The part of memory that an instruction reads or writes. What one part holds no instruction on
/// another changes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Memory {
    /// None that changes.
    No,
    /// The frame's window.
    Window,
    /// Which shape a cell has, and what that shape means.
    Shapes,
    /// Attributes and variables in cells.
    Slots,
    /// How long rows are and where they stand.
    Rows,
    /// The items of rows.
    Items,
    /// Values of global names.
    Globals,
    /// Which code functions run.
    Functions,
    /// All of it.
    All,
}

/// What the table says about an op.
#[derive(Debug)]
pub struct IrInfo {
    /// Its name in printed units.
    pub name: &'static str,
    /// Its meaning.
    pub doc: &'static str,
    /// Types of its operands. `Any` stands for itself only: nothing is converted silently.
    pub args: &'static [Ty],
    /// Type of its result.
    pub result: Ty,
    /// What it may do.
    pub effect: Effect,
    /// To which memory.
    pub memory: Memory,
    /// Whether it has a number beside its operands.
    pub immediate: bool,
}

macro_rules! declare_ir {
    ($($(#[doc = $doc:literal])* $op:ident $name:literal ($($arg:ident)*) $result:ident $effect:ident $memory:ident $imm:literal;)*) => {
        /// An instruction's operation.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(u8)]
        pub enum IrOp {
            $($(#[doc = $doc])* $op,)*
        }

        /// All ops, in the order of their numbers.
        pub static IR_OPS: &[IrInfo] = &[
            $(IrInfo {
                name: $name,
                doc: concat!($($doc),*),
                args: &[$(Ty::$arg),*],
                result: Ty::$result,
                effect: Effect::$effect,
                memory: Memory::$memory,
                immediate: $imm,
            },)*
        ];

        /// All ops.
        pub static ALL: &[IrOp] = &[$(IrOp::$op),*];
    };
}

declare_ir! {
    /// A block's parameter; its type stands in the instruction.
    Param "param" () Any Acts No false;
    /// The int `imm`.
    Int "int" () Int Pure No true;
    /// The float with the bits `imm`.
    Float "float" () Float Pure No true;
    /// The bool `imm`.
    Bool "bool" () Bool Pure No true;
    /// The value with the bits `imm`; its cell, if any, is kept alive by the unit.
    Value "value" () Any Pure No true;
    /// What register `imm` held when the unit was entered.
    Register "register" () Any Pure No true;

    /// The same value; leaves if it is not the one with the bits `imm`.
    Same "same" (Any) Any Guards No true;
    /// An int of 64 bits that is in an immediate; anything else leaves.
    ToInt "to_int" (Any) Int Guards No false;
    /// A float; anything else leaves.
    ToFloat "to_float" (Any) Float Guards No false;
    /// An int that is in an immediate, or a float, as a float; anything else leaves.
    ToNumber "to_number" (Any) Float Guards No false;
    /// Whether it is a float that is no cell.
    IsFloat "is_float" (Any) Bool Pure No false;
    /// A bool; anything else leaves.
    ToBool "to_bool" (Any) Bool Guards No false;
    /// The same int; leaves if it is none that an immediate holds.
    Small "small" (Int) Int Guards No false;
    /// The same int; leaves unless it is from -2**imm to 2**imm - 1.
    Narrow "narrow" (Int) Int Guards No true;
    /// The same int, which is known not to be negative; leaves unless it is less than 2**imm.
    NarrowUp "narrow_up" (Int) Int Guards No true;
    /// The same value; leaves if it is the mark of an unbound register.
    ToBound "to_bound" (Any) Any Guards No false;
    /// An int as a value; one of more than 51 bits becomes a cell.
    BoxInt "box_int" (Int) Any Pure No false;
    /// An int that is known to need no more than 51 bits as a value.
    BoxSmall "box_small" (Int) Any Pure No false;
    /// A float as a value.
    BoxFloat "box_float" (Float) Any Pure No false;
    /// A bool as a value.
    BoxBool "box_bool" (Bool) Any Pure No false;
    /// An int as a float, rounded as Python does.
    IntToFloat "int_to_float" (Int) Float Pure No false;
    /// An int that a float holds exactly; others leave.
    ExactFloat "exact_float" (Int) Float Guards No false;
    /// A bool as an int.
    BoolToInt "bool_to_int" (Bool) Int Pure No false;

    /// The sum; leaves if it has more than 64 bits.
    Add "add" (Int Int) Int Guards No false;
    /// The difference; leaves if it has more than 64 bits.
    Sub "sub" (Int Int) Int Guards No false;
    /// The product; leaves if it has more than 64 bits.
    Mul "mul" (Int Int) Int Guards No false;
    /// The sum, if the second is not negative, as is known; leaves if it has more than 64 bits.
    AddUp "add_up" (Int Int) Int Guards No false;
    /// The difference, if the second is not negative, as is known; leaves if it has more than 64 bits.
    SubDown "sub_down" (Int Int) Int Guards No false;
    /// The low 64 bits of the sum: it fits, or nobody sees the others.
    AddFits "add_fits" (Int Int) Int Pure No false;
    /// The low 64 bits of the difference.
    SubFits "sub_fits" (Int Int) Int Pure No false;
    /// The low 64 bits of the product.
    MulFits "mul_fits" (Int Int) Int Pure No false;
    /// The low 64 bits of the first, shifted to the left by 0 to 63.
    ShlFits "shl_fits" (Int Int) Int Pure No false;
    /// The first, shifted to the right by 0 to 63 and rounded down.
    ShrFits "shr_fits" (Int Int) Int Pure No false;
    /// The low 64 bits of the negative.
    NegFits "neg_fits" (Int) Int Pure No false;
    /// The quotient, rounded down; leaves if the divisor is 0 or the quotient has more than 64 bits.
    FloorDiv "floor_div" (Int Int) Int Guards No false;
    /// The rest, with the divisor's sign; leaves if the divisor is 0.
    Mod "mod" (Int Int) Int Guards No false;
    /// The quotient, rounded down, of a divisor that is known to give one of 64 bits.
    FloorDivFits "floor_div_fits" (Int Int) Int Pure No false;
    /// The rest, of such a divisor.
    ModFits "mod_fits" (Int Int) Int Pure No false;
    /// The quotient of ints that are known not to be negative, the second not 0 either.
    Div "div" (Int Int) Int Pure No false;
    /// The rest of such ints.
    Rem "rem" (Int Int) Int Pure No false;
    /// The quotient by the literal `imm`, which is more than 1, rounded down.
    FloorDivBy "floor_div_by" (Int) Int Pure No true;
    /// The rest of that.
    ModBy "mod_by" (Int) Int Pure No true;
    /// The quotient of an int that is known not to be negative by the literal `imm`, more than 1.
    DivBy "div_by" (Int) Int Pure No true;
    /// The rest of that.
    RemBy "rem_by" (Int) Int Pure No true;
    /// The greater one.
    Max "max" (Int Int) Int Pure No false;
    /// The second if the first is true, else the third.
    Select "select" (Bool Int Int) Int Pure No false;
    /// Bits of both.
    And "and" (Int Int) Int Pure No false;
    /// Bits of either.
    Or "or" (Int Int) Int Pure No false;
    /// Bits of one of them.
    Xor "xor" (Int Int) Int Pure No false;
    /// Shifted to the left; leaves if bits are lost or the count is negative.
    Shl "shl" (Int Int) Int Guards No false;
    /// Shifted to the right, rounded down; leaves if the count is negative.
    Shr "shr" (Int Int) Int Guards No false;
    /// The negative; leaves for the least int.
    Neg "neg" (Int) Int Guards No false;
    /// All bits inverted.
    Not "not" (Int) Int Pure No false;

    /// The sum.
    AddFloat "add_float" (Float Float) Float Pure No false;
    /// The difference.
    SubFloat "sub_float" (Float Float) Float Pure No false;
    /// The product.
    MulFloat "mul_float" (Float Float) Float Pure No false;
    /// The quotient; leaves if the divisor is 0.
    DivFloat "div_float" (Float Float) Float Guards No false;
    /// The quotient of a divisor that is known not to be 0.
    DivFloatFits "div_float_fits" (Float Float) Float Pure No false;
    /// The negative.
    NegFloat "neg_float" (Float) Float Pure No false;

    /// `left < right` and so on: `imm` is a `Compare`.
    Compare "compare" (Int Int) Bool Pure No true;
    /// Whether a range's counter, the first, which does not lie beyond the second, its end, gets there
    /// by steps of the third later than now.
    More "more" (Int Int Int) Bool Pure No false;
    /// `left < right` and so on for floats.
    CompareFloat "compare_float" (Float Float) Bool Pure No true;
    /// Whether a bool is false.
    Negate "negate" (Bool) Bool Pure No false;
    /// Whether an int is not 0.
    Truth "truth" (Int) Bool Pure No false;
    /// Whether a float is not 0.
    TruthFloat "truth_float" (Float) Bool Pure No false;

    /// Leaves unless the bool is true.
    Holds "holds" (Bool) None Guards No false;
    /// Leaves if the poll word asks for something.
    Poll "poll" () None Leaves No false;

    /// What register `imm` of the window holds now.
    Window "window" () Any Reads Window true;
    /// Puts a value into register `imm` of the window.
    SetWindow "set_window" (Any) None Writes Window true;
    /// Executes an instruction of bytecode on the window; leaves if it raises. `imm` is a `StepAt`.
    Step "step" () None Leaves All true;
    /// The same for a jump: whether it jumps.
    StepTest "step_test" () Bool Leaves All true;
    /// Gives the inlined call number `imm`, and those around it, frames whose registers are unbound.
    Frames "frames" () None Writes Window true;
    /// Sets the `Part` with the number `imm` of such a frame.
    SetPart "set_part" (Any) None Writes Window true;
    /// Takes these frames away.
    Unframe "unframe" () None Writes Window false;
    /// Leaves unless there is room for as many frames as the upper half of `imm` says, and as many registers
    /// as the lower half says.
    FrameRoom "frame_room" () None Leaves No true;
    /// The same as `Step`, but tells whether it has not raised instead of leaving.
    StepCaught "step_caught" () Bool Acts All true;
    /// The same as `Call`, but gives no value at all if it raises: `Fine` tells.
    CallCaught "call_caught" (Any) Any Acts All true;
    /// Whether there is a value.
    Fine "fine" (Any) Bool Pure No false;
    /// Takes the exception that the instruction at word `imm` of the bytecode has raised, with an entry in
    /// its traceback; leaves if the interpreter has to find its handler.
    Catch "catch" () Any Leaves All true;
    /// Raises an exception from a cause, unbound if there is none, at word `imm` of the bytecode.
    Raise "raise" (Any Any) None Acts All true;
    /// The exception that is handled; the mark of an unbound register if that began before the frame.
    Handled "handled" () Any Acts No false;
    /// Makes that the exception that is handled.
    SetHandled "set_handled" (Any) None Acts No false;
    /// Leaves unless the dict of the frame's globals has the bits `imm`.
    Globals "globals" () None Leaves No true;
    /// Leaves if little of the native stack is left.
    Room "room" () None Leaves No false;
    /// The cell number `imm` of the closure of the frame's function.
    FreeVar "free_var" () Any Pure No true;
    /// A function whose tuple of defaults has the bits `imm`; another one leaves.
    Defaults "defaults" (Any) Any Checks Slots true;
    /// The cell number `imm` of the closure of a function.
    Closure "closure" (Any) Any Pure No true;
    /// A function that runs the code object with the bits `imm`; one that does not leaves.
    Code "code" (Any) Any Checks Functions true;
    /// The same of any value, which leaves if it is no function.
    Function "function" (Any) Any Checks Functions true;
    /// Calls a function as number `imm` of the unit's calls says, with arguments that stand in the window;
    /// leaves if it raises.
    Call "call" (Any) Any Leaves All true;
    /// Leaves if the frame has a frame object, which the interpreter has to take care of.
    Unseen "unseen" () None Leaves No false;
    /// Leaves if the tracing loop is to run, or if somebody has written a variable of the frame. In inlined
    /// call number `imm - 1`, if that is one, also if somebody has looked at one of its frames.
    Untraced "untraced" () None Leaves No true;

    /// A cell whose shape has the number `imm`; anything else leaves.
    Shape "shape" (Any) Any Checks Shapes true;
    /// The number of a value's shape, 0 if it is no cell.
    ShapeOf "shape_of" (Any) Int Reads Shapes false;
    /// Leaves unless the shape with the number in the lower half of `imm` has the version in the upper.
    Version "version" () None Checks Shapes true;
    /// The value at byte `imm` of a cell.
    Field "field" (Any) Any Reads Slots true;
    /// Puts a value at byte `imm` of a cell, and tells the collector.
    SetField "set_field" (Any Any) None Writes Slots true;
    /// Gives a cell the shape with the number `imm`.
    SetShape "set_shape" (Any) None Writes Shapes true;
    /// The cell at byte `imm` of a cell; leaves if there is none.
    Part "part" (Any) Any Checks Slots true;
    /// The number at byte `imm` of a cell.
    Word "word" (Any) Int Reads Slots true;
    /// Puts a number at byte `imm` of a cell.
    SetWord "set_word" (Any Int) None Writes Slots true;
    /// The number of items of a list.
    ListLen "list_len" (Any) Int Reads Rows false;
    /// The number of items of a tuple.
    TupleLen "tuple_len" (Any) Int Pure No false;
    /// The address of the items of a list that has some.
    ListItems "list_items" (Any) Int Reads Rows false;
    /// The address of the items of a tuple.
    TupleItems "tuple_items" (Any) Int Pure No false;
    /// The place in a row that an int means: the second one is the row's length. A negative one counts
    /// from the end; what is outside leaves.
    Place "place" (Int Int) Int Guards No false;
    /// The same int, which is known not to be negative; leaves unless it is less than a length.
    Inside "inside" (Int Int) Int Guards No false;
    /// The item at an address and a place.
    Item "item" (Int Int) Any Reads Items false;
    /// The same of a tuple, whose items stay.
    TupleItem "tuple_item" (Int Int) Any Pure No false;
    /// Puts a value at a place of a list, and tells the collector. Operands: list, address of its items,
    /// place, value.
    SetItem "set_item" (Any Int Int Any) None Writes Items false;
    /// The number of items of `1 << imm` bytes that a bytearray has.
    BytesLen "bytes_len" (Any) Int Reads Rows true;
    /// The address of the bytes of a bytearray that has some.
    BytesItems "bytes_items" (Any) Int Reads Rows false;
    /// The float of 64 bits at an address and a place.
    RawFloat "raw_float" (Int Int) Float Reads Items false;
    /// Puts a float of 64 bits there.
    SetRawFloat "set_raw_float" (Int Int Float) None Writes Items false;
    /// A dict whose keys are those of version `imm`; another one leaves.
    Keys "keys" (Any) Any Checks Globals true;
    /// The value of entry `imm` of a dict.
    Entry "entry" (Any) Any Reads Globals true;
    /// Changes the value of entry `imm` of a dict.
    SetEntry "set_entry" (Any Any) None Writes Globals true;
    /// Puts a value behind the last item of a list, the first; leaves if there is no memory.
    Append "append" (Any Any) None Leaves All false;
    /// The value of a key of a dict, or the mark of an unbound register; leaves if a key has to be asked.
    DictFind "dict_find" (Any Any) Any Checks Globals false;
    /// The same, or the third operand if there is none.
    DictGet "dict_get" (Any Any Any) Any Checks Globals false;
    /// Gives a key of a dict a value; leaves, before that, if a key has to be asked.
    DictSet "dict_set" (Any Any Any) None Leaves Globals false;
    /// What `Outside` number `imm` tells of its operands; leaves if it declines.
    Ask1 "ask" (Any) Any Checks All true;
    /// The same of two.
    Ask2 "ask" (Any Any) Any Checks All true;
    /// Whether `Outside` number `imm` holds of its operand; leaves if it declines.
    Test1 "test" (Any) Bool Checks All true;
    /// The same of two.
    Test2 "test" (Any Any) Bool Checks All true;
    /// A new object by `Outside` number `imm`; leaves if it declines.
    Make0 "make" () Any Leaves No true;
    /// The same of one operand.
    Make1 "make" (Any) Any Leaves No true;
    /// The same of two.
    Make2 "make" (Any Any) Any Leaves No true;
    /// The same of three.
    Make3 "make" (Any Any Any) Any Leaves No true;
    /// What `Outside` number `imm` gives, which may change its operand; leaves, before that, if it declines.
    Do1 "do" (Any) Any Leaves All true;
    /// The same of two.
    Do2 "do" (Any Any) Any Leaves All true;
    /// The first half of an iterator's next pair, whose second one goes to register `imm` of the window; the
    /// mark of an unbound register at the end. Leaves, before that, if it declines.
    NextPair "next_pair" (Any) Any Leaves All true;
    /// Calls native function number `imm` of the unit with one argument; leaves if it raises.
    Native1 "native" (Any) Any Leaves All true;
    /// The same with two.
    Native2 "native" (Any Any) Any Leaves All true;
    /// The same with three.
    Native3 "native" (Any Any Any) Any Leaves All true;
    /// The float without its sign.
    AbsFloat "abs_float" (Float) Float Pure No false;
    /// Whether two values are the same.
    Is "is" (Any Any) Bool Pure No false;
}

impl IrOp {
    /// What the table says.
    #[must_use]
    pub fn info(self) -> &'static IrInfo {
        &IR_OPS[self as usize]
    }

    /// Whether the machine stops the program when what the op knows of its operands is not so: such an
    /// instruction stays behind what makes it known.
    #[must_use]
    pub fn traps(self) -> bool {
        matches!(self, IrOp::Div | IrOp::Rem | IrOp::FloorDivFits | IrOp::ModFits)
    }
}

/// Operand of `Step`: which instruction is executed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StepAt {
    /// Its word.
    pub pc: Pc,
    /// Its family.
    pub family: Family,
    /// The inlined call whose code it is in.
    pub inlined: Option<u32>,
}

impl StepAt {
    /// As a number.
    #[must_use]
    pub fn number(self) -> i64 {
        let inlined = self.inlined.map_or(0, |inlined| i64::from(inlined) + 1);
        i64::from(self.pc.0) | (self.family as i64) << 32 | inlined << 40
    }

    /// The operand with a number.
    #[must_use]
    pub fn of_number(number: i64) -> StepAt {
        let family = Family::ALL[(number >> 32) as u8 as usize];
        StepAt { pc: Pc(number as u32), family, inlined: inlined_of(number >> 40) }
    }
}

/// The inlined call that a number means: 0 is none.
#[must_use]
pub fn inlined_of(number: i64) -> Option<u32> {
    u32::try_from(number - 1).ok()
}

/// Operand of `Compare` and `CompareFloat`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Compare {
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `==`
    Eq,
    /// `!=`
    Ne,
}

impl From<CompareOp> for Compare {
    fn from(op: CompareOp) -> Compare {
        match op {
            CompareOp::Lt => Compare::Lt,
            CompareOp::Le => Compare::Le,
            CompareOp::Gt => Compare::Gt,
            CompareOp::Ge => Compare::Ge,
            CompareOp::Eq => Compare::Eq,
            CompareOp::Ne => Compare::Ne,
        }
    }
}

impl Compare {
    /// All, in the order of their numbers.
    pub const ALL: [Compare; 6] = [Compare::Lt, Compare::Le, Compare::Gt, Compare::Ge, Compare::Eq, Compare::Ne];

    /// The comparison that an instruction's number stands for.
    #[must_use]
    pub fn of(imm: i64) -> Option<Compare> {
        usize::try_from(imm).ok().and_then(|at| Compare::ALL.get(at).copied())
    }

    /// The comparison that holds where this one does not.
    #[must_use]
    pub fn inverse(self) -> Compare {
        match self {
            Compare::Lt => Compare::Ge,
            Compare::Le => Compare::Gt,
            Compare::Gt => Compare::Le,
            Compare::Ge => Compare::Lt,
            Compare::Eq => Compare::Ne,
            Compare::Ne => Compare::Eq,
        }
    }

    /// The comparison of the same operands in the other order.
    #[must_use]
    pub fn mirrored(self) -> Compare {
        match self {
            Compare::Lt => Compare::Gt,
            Compare::Le => Compare::Ge,
            Compare::Gt => Compare::Lt,
            Compare::Ge => Compare::Le,
            Compare::Eq => Compare::Eq,
            Compare::Ne => Compare::Ne,
        }
    }

    /// Whether it holds of two things.
    pub fn holds<T: PartialOrd>(self, x: &T, y: &T) -> bool {
        match self {
            Compare::Lt => x < y,
            Compare::Le => x <= y,
            Compare::Gt => x > y,
            Compare::Ge => x >= y,
            Compare::Eq => x == y,
            Compare::Ne => x != y,
        }
    }
}
