//! What an operand is: typed indices, roles and the places in the words where they stand.

use std::fmt;

/// A register of the frame's window.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Reg(pub u16);

impl Reg {
    /// The register `n` places further.
    ///
    /// # Panics
    /// If that leaves the 16-bit register file, which the compiler checks when it allocates.
    #[must_use]
    pub fn plus(self, n: u16) -> Reg {
        Reg(self.0.checked_add(n).expect("register runs are checked at allocation"))
    }
}

/// Index of a constant of the code object.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ConstId(pub u32);

/// Index of a name of the code object.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NameId(pub u32);

/// Index of a word of the code object where an instruction starts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Pc(pub u32);

impl fmt::Display for Reg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "r{}", self.0)
    }
}

/// Where an operand stands (drawn in the op table).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Bits 16 to 31 of the instruction word.
    A,
    /// Bits 32 to 47.
    B,
    /// Bits 48 to 63.
    C,
    /// Bits 32 to 63.
    Bc,
    /// Low half of the operand word.
    W,
    /// High half of the operand word.
    X,
}

impl Place {
    /// Whether the place is in the operand word that follows the instruction word.
    #[must_use]
    pub const fn in_operand_word(self) -> bool {
        matches!(self, Place::W | Place::X)
    }

    /// The bits at this place of an instruction.
    #[must_use]
    pub const fn get(self, word: u64, operand_word: u64) -> u32 {
        match self {
            Place::A => (word >> 16) as u16 as u32,
            Place::B => (word >> 32) as u16 as u32,
            Place::C => (word >> 48) as u32,
            Place::Bc => (word >> 32) as u32,
            Place::W => operand_word as u32,
            Place::X => (operand_word >> 32) as u32,
        }
    }

    /// Puts `bits` at this place; the place must be empty and the bits must fit.
    pub(crate) fn put(self, word: &mut u64, operand_word: &mut u64, bits: u32) {
        debug_assert!(bits <= u32::from(u16::MAX) || !matches!(self, Place::A | Place::B | Place::C));
        let bits = u64::from(bits);
        match self {
            Place::A => *word |= bits << 16,
            Place::B | Place::Bc => *word |= bits << 32,
            Place::C => *word |= bits << 48,
            Place::W => *operand_word |= bits,
            Place::X => *operand_word |= bits << 32,
        }
    }

    /// The bits as a signed number: 16 or 32 bits wide, by the place.
    #[must_use]
    pub const fn sign_extend(self, bits: u32) -> i32 {
        match self {
            Place::A | Place::B | Place::C => bits as u16 as i16 as i32,
            Place::Bc | Place::W | Place::X => bits as i32,
        }
    }
}

/// What an operand means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// A register that is written.
    Dst,
    /// Two registers that are written.
    DstPair,
    /// As many registers as the `Count` operand says are written.
    DstRun,
    /// `before + 1 + after` registers are written (the two `Count` operands).
    DstStar,
    /// A register that is read.
    Src,
    /// Two registers that are read.
    SrcPair,
    /// Three registers that are read.
    SrcTriple,
    /// As many registers as the `Count` operand says are read.
    SrcRun,
    /// Twice as many.
    SrcRun2,
    /// A callable and `Count` arguments; what follows them is free for the callee.
    CallRun1,
    /// A callable, self or unbound, and `Count` arguments; the rest is free for the callee.
    CallRun2,
    /// A pair that is read and three registers that are free for arguments.
    WithRun,
    /// A callable and `Count` arguments, at least three registers, read and written.
    RangeRun,
    /// A register that is read and written.
    Use,
    /// Three registers that are read and written.
    UseTriple,
    /// Index into the constants.
    Const,
    /// Index into the names.
    Name,
    /// Distance in words from the end of this instruction to the target.
    Jump,
    /// An unsigned number.
    Imm,
    /// A signed number.
    SImm,
    /// An unsigned number of registers.
    Count,
    /// Zero from the compiler, free for the interpreter.
    Cache,
}

/// One operand of an op.
#[derive(Clone, Copy, Debug)]
pub struct Operand {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub role: Role,
    /// Its name in the table's doc lines.
    pub name: &'static str,
}

/// Properties of an op, as a set of bits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct OpFlags(pub u8);

impl OpFlags {
    /// May leave with an exception.
    pub const RAISES: OpFlags = OpFlags(1);
    /// May run Python code.
    pub const CALLS: OpFlags = OpFlags(2);
    /// Polls for signals, collection, fuel and debuggers.
    pub const SAFEPOINT: OpFlags = OpFlags(4);
    /// Control never reaches the next instruction from here.
    pub const ENDS: OpFlags = OpFlags(8);

    /// Whether all bits of `other` are set.
    #[must_use]
    pub const fn has(self, other: OpFlags) -> bool {
        self.0 & other.0 == other.0
    }
}

/// Bits of the `flags` operand of binary operations.
pub struct BinaryFlags;

impl BinaryFlags {
    /// An augmented assignment: `__iadd__` and its like are tried first.
    pub const INPLACE: u32 = 1;
    /// The literal of an `..Imm` op is the left operand.
    pub const LITERAL_LEFT: u32 = 2;
}

/// A small enum that stands in an `Imm` operand.
macro_rules! imm_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $value:literal $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum $name {
            $($(#[$vmeta])* $variant = $value,)*
        }

        impl $name {
            /// The value of an operand, if it is one of these.
            #[must_use]
            pub const fn from_imm(imm: u32) -> Option<$name> {
                match imm {
                    $($value => Some($name::$variant),)*
                    _ => None,
                }
            }

            /// The operand for this value.
            #[must_use]
            pub const fn imm(self) -> u32 {
                self as u32
            }

            /// Its Python name.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self {
                    $($name::$variant => $text,)*
                }
            }
        }
    };
}

imm_enum! {
    /// Operand of `LoadCommon`.
    CommonConst {
        /// The exception of `assert`.
        AssertionError = 0 "AssertionError",
        /// Raised by `__annotate__` for formats it does not know.
        NotImplementedError = 1 "NotImplementedError",
    }
}

imm_enum! {
    /// Operand of `LoadSpecial`.
    SpecialMethod {
        /// `with`, entering.
        Enter = 0 "__enter__",
        /// `with`, leaving.
        Exit = 1 "__exit__",
        /// `async with`, entering.
        Aenter = 2 "__aenter__",
        /// `async with`, leaving.
        Aexit = 3 "__aexit__",
    }
}

imm_enum! {
    /// Operand of `SetFunctionAttr`.
    FunctionAttr {
        /// Tuple of positional defaults.
        Defaults = 0 "defaults",
        /// Dict of keyword-only defaults.
        KwDefaults = 1 "kwdefaults",
        /// `__annotations__` as a dict (`from __future__ import annotations`).
        Annotations = 2 "annotations",
        /// Tuple of cells.
        Closure = 3 "closure",
        /// The `__annotate__` function.
        Annotate = 4 "annotate",
        /// Tuple of type parameters.
        TypeParams = 5 "type_params",
    }
}

imm_enum! {
    /// Operand of `ConvertValue` and `BuildInterpolation`.
    Conversion {
        /// No conversion.
        None = 0 "",
        /// `!s`
        Str = 1 "!s",
        /// `!r`
        Repr = 2 "!r",
        /// `!a`
        Ascii = 3 "!a",
    }
}

imm_enum! {
    /// Operand of `MakeTypeParam`.
    TypeParamKind {
        /// `T`
        TypeVar = 0 "TypeVar",
        /// `T: bound`
        TypeVarWithBound = 1 "TypeVar with bound",
        /// `T: (a, b)`
        TypeVarWithConstraints = 2 "TypeVar with constraints",
        /// `**P`
        ParamSpec = 3 "ParamSpec",
        /// `*Ts`
        TypeVarTuple = 4 "TypeVarTuple",
    }
}

imm_enum! {
    /// Operand of `GetAwaitable`: what produced the object, for the error text.
    AwaitContext {
        /// An `await` expression.
        Await = 0 "await",
        /// `__aenter__`
        Aenter = 1 "__aenter__",
        /// `__aexit__`
        Aexit = 2 "__aexit__",
    }
}
