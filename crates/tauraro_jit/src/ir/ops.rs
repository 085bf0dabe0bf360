//! The table of the IR's instructions: name, operands, result and what each may do.
//!
//! The printer, the parser of tests, the verifier and the passes read this table; the lowering
//! matches on `IrOp` without a wildcard arm, so an op that has no machine code does not compile.

use super::Ty;

/// What an instruction may do besides giving its result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Nothing: equal instructions are one, unused ones vanish.
    Pure,
    /// It leaves the unit by its exit if its guess fails, and has no other effect.
    Guards,
    /// It reads memory that others write.
    Reads,
    /// Anything else: it stays where it is.
    Acts,
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
    /// Whether it has a number beside its operands.
    pub immediate: bool,
}

macro_rules! declare_ir {
    ($($(#[doc = $doc:literal])* $op:ident $name:literal ($($arg:ident)*) $result:ident $effect:ident $imm:literal;)*) => {
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
                immediate: $imm,
            },)*
        ];

        /// All ops.
        pub static ALL: &[IrOp] = &[$(IrOp::$op),*];
    };
}

declare_ir! {
    /// A block's parameter; its type stands in the instruction.
    Param "param" () Any Acts false;
    /// The int `imm`.
    Int "int" () Int Pure true;
    /// The float with the bits `imm`.
    Float "float" () Float Pure true;
    /// The bool `imm`.
    Bool "bool" () Bool Pure true;
    /// The value with the bits `imm`; its cell, if any, is kept alive by the unit.
    Value "value" () Any Pure true;
    /// What register `imm` held when the unit was entered.
    Register "register" () Any Pure true;
    /// Input number `imm` of the unit: a global that was looked up at the entry.
    Input "input" () Any Pure true;

    /// The same value; leaves if it is not the one with the bits `imm`.
    Same "same" (Any) Any Guards true;
    /// An int of 64 bits that is in an immediate; anything else leaves.
    ToInt "to_int" (Any) Int Guards false;
    /// A float; anything else leaves.
    ToFloat "to_float" (Any) Float Guards false;
    /// A bool; anything else leaves.
    ToBool "to_bool" (Any) Bool Guards false;
    /// The same int; leaves if it is none that an immediate holds.
    Small "small" (Int) Int Guards false;
    /// The same int; leaves unless it is from -2**imm to 2**imm - 1.
    Narrow "narrow" (Int) Int Guards true;
    /// The same int, which is known not to be negative; leaves unless it is less than 2**imm.
    NarrowUp "narrow_up" (Int) Int Guards true;
    /// The same value; leaves if it is the mark of an unbound register.
    ToBound "to_bound" (Any) Any Guards false;
    /// An int as a value; one of more than 51 bits becomes a cell.
    BoxInt "box_int" (Int) Any Pure false;
    /// An int that is known to need no more than 51 bits as a value.
    BoxSmall "box_small" (Int) Any Pure false;
    /// A float as a value.
    BoxFloat "box_float" (Float) Any Pure false;
    /// A bool as a value.
    BoxBool "box_bool" (Bool) Any Pure false;
    /// An int as a float, rounded as Python does.
    IntToFloat "int_to_float" (Int) Float Pure false;
    /// An int that a float holds exactly; others leave.
    ExactFloat "exact_float" (Int) Float Guards false;
    /// A bool as an int.
    BoolToInt "bool_to_int" (Bool) Int Pure false;

    /// The sum; leaves if it has more than 64 bits.
    Add "add" (Int Int) Int Guards false;
    /// The difference; leaves if it has more than 64 bits.
    Sub "sub" (Int Int) Int Guards false;
    /// The product; leaves if it has more than 64 bits.
    Mul "mul" (Int Int) Int Guards false;
    /// The sum, if the second is not negative, as is known; leaves if it has more than 64 bits.
    AddUp "add_up" (Int Int) Int Guards false;
    /// The difference, if the second is not negative, as is known; leaves if it has more than 64 bits.
    SubDown "sub_down" (Int Int) Int Guards false;
    /// The low 64 bits of the sum: it fits, or nobody sees the others.
    AddFits "add_fits" (Int Int) Int Pure false;
    /// The low 64 bits of the difference.
    SubFits "sub_fits" (Int Int) Int Pure false;
    /// The low 64 bits of the product.
    MulFits "mul_fits" (Int Int) Int Pure false;
    /// The low 64 bits of the first, shifted to the left by 0 to 63.
    ShlFits "shl_fits" (Int Int) Int Pure false;
    /// The first, shifted to the right by 0 to 63 and rounded down.
    ShrFits "shr_fits" (Int Int) Int Pure false;
    /// The low 64 bits of the negative.
    NegFits "neg_fits" (Int) Int Pure false;
    /// The quotient, rounded down; leaves if the divisor is 0 or the quotient has more than 64 bits.
    FloorDiv "floor_div" (Int Int) Int Guards false;
    /// The rest, with the divisor's sign; leaves if the divisor is 0.
    Mod "mod" (Int Int) Int Guards false;
    /// The quotient, rounded down, of a divisor that is known to give one of 64 bits.
    FloorDivFits "floor_div_fits" (Int Int) Int Pure false;
    /// The rest, of such a divisor.
    ModFits "mod_fits" (Int Int) Int Pure false;
    /// The quotient of ints that are known not to be negative, the second not 0 either.
    Div "div" (Int Int) Int Pure false;
    /// The rest of such ints.
    Rem "rem" (Int Int) Int Pure false;
    /// The quotient by the literal `imm`, which is more than 1, rounded down.
    FloorDivBy "floor_div_by" (Int) Int Pure true;
    /// The rest of that.
    ModBy "mod_by" (Int) Int Pure true;
    /// The quotient of an int that is known not to be negative by the literal `imm`, more than 1.
    DivBy "div_by" (Int) Int Pure true;
    /// The rest of that.
    RemBy "rem_by" (Int) Int Pure true;
    /// The greater one.
    Max "max" (Int Int) Int Pure false;
    /// Bits of both.
    And "and" (Int Int) Int Pure false;
    /// Bits of either.
    Or "or" (Int Int) Int Pure false;
    /// Bits of one of them.
    Xor "xor" (Int Int) Int Pure false;
    /// Shifted to the left; leaves if bits are lost or the count is negative.
    Shl "shl" (Int Int) Int Guards false;
    /// Shifted to the right, rounded down; leaves if the count is negative.
    Shr "shr" (Int Int) Int Guards false;
    /// The negative; leaves for the least int.
    Neg "neg" (Int) Int Guards false;
    /// All bits inverted.
    Not "not" (Int) Int Pure false;

    /// The sum.
    AddFloat "add_float" (Float Float) Float Pure false;
    /// The difference.
    SubFloat "sub_float" (Float Float) Float Pure false;
    /// The product.
    MulFloat "mul_float" (Float Float) Float Pure false;
    /// The quotient; leaves if the divisor is 0.
    DivFloat "div_float" (Float Float) Float Guards false;
    /// The quotient of a divisor that is known not to be 0.
    DivFloatFits "div_float_fits" (Float Float) Float Pure false;
    /// The negative.
    NegFloat "neg_float" (Float) Float Pure false;

    /// `left < right` and so on: `imm` is a `Compare`.
    Compare "compare" (Int Int) Bool Pure true;
    /// Whether a range's counter, the first, which does not lie beyond the second, its end, gets there
    /// by steps of the third later than now.
    More "more" (Int Int Int) Bool Pure false;
    /// `left < right` and so on for floats.
    CompareFloat "compare_float" (Float Float) Bool Pure true;
    /// Whether a bool is false.
    Negate "negate" (Bool) Bool Pure false;
    /// Whether an int is not 0.
    Truth "truth" (Int) Bool Pure false;
    /// Whether a float is not 0.
    TruthFloat "truth_float" (Float) Bool Pure false;

    /// Leaves unless the bool is true.
    Holds "holds" (Bool) None Guards false;
    /// Leaves if the poll word asks for something.
    Poll "poll" () None Acts false;
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
