//! The `Op` enum, the static description of every op, and the typed visitor, all made from the
//! table.

use crate::operand::{ConstId, NameId, OpFlags, Operand, Pc, Place, Reg, Role};

/// Everything the table says about an op.
#[derive(Debug)]
pub struct OpInfo {
    /// The op itself.
    pub op: Op,
    /// Its name, as in the table.
    pub name: &'static str,
    /// Its meaning.
    pub doc: &'static str,
    /// Operands, in the table's order.
    pub operands: &'static [Operand],
    /// Cache words after the instruction and operand words.
    pub cache_words: u8,
    /// Properties.
    pub flags: OpFlags,
    /// The op that this is a variant of; itself if it is none.
    pub generic: Op,
    /// Words of the whole instruction.
    pub words: u8,
}

macro_rules! place {
    (a) => {
        Place::A
    };
    (b) => {
        Place::B
    };
    (c) => {
        Place::C
    };
    (bc) => {
        Place::Bc
    };
    (w) => {
        Place::W
    };
    (x) => {
        Place::X
    };
}
pub(crate) use place;

macro_rules! flag {
    (raises) => {
        OpFlags::RAISES.0
    };
    (calls) => {
        OpFlags::CALLS.0
    };
    (safepoint) => {
        OpFlags::SAFEPOINT.0
    };
    (ends) => {
        OpFlags::ENDS.0
    };
}

/// Words of an instruction: its own, the operand word if a place needs it, the caches.
const fn word_count(operands: &[Operand], cache_words: u8) -> u8 {
    let mut i = 0;
    while i < operands.len() {
        if operands[i].place.in_operand_word() {
            return 2 + cache_words;
        }
        i += 1;
    }
    1 + cache_words
}

macro_rules! flags {
    ([$($flag:ident)*]) => { OpFlags(0 $(| flag!($flag))*) };
}

macro_rules! operands {
    (($($place:ident : $role:ident $name:ident),*)) => {
        &[$(Operand { place: place!($place), role: Role::$role, name: stringify!($name) }),*]
    };
}

macro_rules! declare_ops {
    ($(
        $(#[doc = $doc:literal])*
        $op:ident $method:ident $operands:tt cache $cache:literal $flags:tt {
            $($(#[doc = $vdoc:literal])* $variant:ident $vmethod:ident,)*
        }
    )*) => {
        /// An operation; the low 16 bits of an instruction word.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u16)]
        pub enum Op {
            $(
                $(#[doc = $doc])* $op,
                $($(#[doc = $vdoc])* $variant,)*
            )*
        }

        /// All ops, in the order of their numbers.
        pub static OPS: &[OpInfo] = &[
            $(
                OpInfo {
                    op: Op::$op,
                    name: stringify!($op),
                    doc: concat!($($doc),*),
                    operands: operands!($operands),
                    cache_words: $cache,
                    flags: flags!($flags),
                    generic: Op::$op,
                    words: word_count(operands!($operands), $cache),
                },
                $(
                    OpInfo {
                        op: Op::$variant,
                        name: stringify!($variant),
                        doc: concat!($($vdoc),*),
                        operands: operands!($operands),
                        cache_words: $cache,
                        flags: flags!($flags),
                        generic: Op::$op,
                        words: word_count(operands!($operands), $cache),
                    },
                )*
            )*
        ];
    };
}

crate::for_each_op!(declare_ops);

impl Op {
    /// The op with this number, if there is one.
    #[must_use]
    pub fn from_u16(number: u16) -> Option<Op> {
        OPS.get(usize::from(number)).map(|info| info.op)
    }

    /// Whether this is a call whose callee and arguments stand at the top of the window.
    #[must_use]
    pub fn is_call(self) -> bool {
        let n = self as u16;
        (Op::Call as u16..=Op::CallMethodKwPy as u16).contains(&n)
    }

    /// The op of an instruction word, if it is one.
    #[must_use]
    pub fn of_word(word: u64) -> Option<Op> {
        Op::from_u16(word as u16)
    }

    /// What the table says about the op.
    #[must_use]
    pub fn info(self) -> &'static OpInfo {
        &OPS[self as usize]
    }

    /// Words of an instruction with this op.
    #[must_use]
    pub fn words(self) -> u32 {
        u32::from(self.info().words)
    }

    /// The op this is an adaptive variant of, or itself.
    #[must_use]
    pub fn generic(self) -> Op {
        self.info().generic
    }
}

/// One decoded instruction.
#[derive(Clone, Copy, Debug)]
pub struct Instruction {
    /// Where it starts.
    pub at: Pc,
    /// Its op.
    pub op: Op,
    word: u64,
    operand_word: u64,
}

impl Instruction {
    /// Decodes the instruction that starts at `at`; `None` if there is none or it is cut off.
    #[must_use]
    pub fn decode(words: &[u64], at: Pc) -> Option<Instruction> {
        let start = at.0 as usize;
        let word = *words.get(start)?;
        let op = Op::of_word(word)?;
        words.get(start + op.words() as usize - 1)?;
        let operand_word = words.get(start + 1).copied().unwrap_or(0);
        Some(Instruction { at, op, word, operand_word })
    }

    /// Where the next instruction starts.
    #[must_use]
    pub fn next(&self) -> Pc {
        Pc(self.at.0 + self.op.words())
    }

    /// The bits of an operand.
    #[must_use]
    pub fn bits(&self, operand: &Operand) -> u32 {
        operand.place.get(self.word, self.operand_word)
    }

    /// The value of the first operand that counts registers.
    #[must_use]
    pub fn count(&self) -> Option<u32> {
        let operand = self.op.info().operands.iter().find(|operand| operand.role == Role::Count)?;
        Some(self.bits(operand))
    }

    /// The target of a jump, as a word index (which may lie outside of the code if it is broken).
    #[must_use]
    pub fn jump_target(&self) -> Option<i64> {
        let operand = self.op.info().operands.iter().find(|operand| operand.role == Role::Jump)?;
        let distance = operand.place.sign_extend(self.bits(operand));
        Some(i64::from(self.next().0) + i64::from(distance))
    }

    /// Calls `f` with each register that is read.
    pub fn each_read(&self, f: impl FnMut(u32)) {
        self.each_register(f, |role| self.n_read(role));
    }

    /// How many registers the instruction reads for an operand of a role.
    #[must_use]
    pub fn n_read(&self, role: Role) -> u32 {
        let count = || self.count().unwrap_or(0);
        match role {
            Role::Src | Role::Use => 1,
            Role::SrcPair | Role::WithRun => 2,
            Role::SrcTriple | Role::UseTriple => 3,
            Role::SrcRun => count(),
            Role::SrcRun2 => 2 * count(),
            Role::CallRun1 => 1 + count(),
            Role::CallRun2 => 2 + count(),
            Role::RangeRun => (1 + count()).max(3),
            Role::Dst | Role::DstPair | Role::DstRun | Role::DstStar => 0,
            Role::Const | Role::Name | Role::Jump | Role::Imm | Role::SImm | Role::Count | Role::Cache => 0,
        }
    }

    /// Calls `f` with each register that is written whenever control goes on behind the instruction.
    pub fn each_written(&self, f: impl FnMut(u32)) {
        let count = self.count().unwrap_or(0);
        self.each_register(f, |role| match role {
            Role::Dst => 1,
            Role::DstPair => 2,
            Role::DstRun => count,
            _ => 0,
        });
    }

    /// Calls `f` with each register that may be written.
    pub fn each_changed(&self, f: impl FnMut(u32)) {
        let count = self.count().unwrap_or(0);
        // The two counts of `UnpackEx` and the register of the star between them.
        let counts = self.op.info().operands.iter().filter(|operand| operand.role == Role::Count);
        let star = 1 + counts.map(|operand| self.bits(operand)).sum::<u32>();
        self.each_register(f, |role| match role {
            Role::Dst | Role::Use => 1,
            Role::DstPair => 2,
            Role::UseTriple => 3,
            Role::DstRun => count,
            Role::DstStar => star,
            Role::RangeRun => (1 + count).max(3),
            Role::CallRun1 => 1 + count,
            Role::CallRun2 => 2 + count,
            Role::WithRun => 5,
            _ => 0,
        });
    }

    fn each_register(&self, mut f: impl FnMut(u32), of: impl Fn(Role) -> u32) {
        for operand in self.op.info().operands {
            let first = self.bits(operand);
            (first..first + of(operand.role)).for_each(&mut f);
        }
    }
}

/// How an operand of a role is handed to a visitor.
pub trait Decode {
    /// Makes it from the bits at `place`; `next` is the word after the instruction.
    fn decode(bits: u32, place: Place, next: Pc) -> Self;
}

impl Decode for Reg {
    fn decode(bits: u32, _: Place, _: Pc) -> Reg {
        Reg(bits as u16)
    }
}

impl Decode for ConstId {
    fn decode(bits: u32, _: Place, _: Pc) -> ConstId {
        ConstId(bits)
    }
}

impl Decode for NameId {
    fn decode(bits: u32, _: Place, _: Pc) -> NameId {
        NameId(bits)
    }
}

impl Decode for Pc {
    fn decode(bits: u32, place: Place, next: Pc) -> Pc {
        Pc(next.0.wrapping_add_signed(place.sign_extend(bits)))
    }
}

impl Decode for u32 {
    fn decode(bits: u32, _: Place, _: Pc) -> u32 {
        bits
    }
}

impl Decode for i32 {
    fn decode(bits: u32, place: Place, _: Pc) -> i32 {
        place.sign_extend(bits)
    }
}

/// The Rust type of a role's operand.
macro_rules! role_type {
    (Const) => {
        ConstId
    };
    (Name) => {
        NameId
    };
    (Jump) => {
        Pc
    };
    (Imm) => {
        u32
    };
    (Count) => {
        u32
    };
    (SImm) => {
        i32
    };
    ($register:ident) => {
        Reg
    };
}
pub(crate) use role_type;

/// Declares one visitor method; cache operands are not handed over.
macro_rules! visitor_method {
    ($docs:tt $method:ident ($($operands:tt)*)) => {
        visitor_method!(@ $docs $method [] $($operands)*);
    };
    (@ $docs:tt $method:ident [$($done:tt)*] $place:ident : Cache $name:ident $(, $($rest:tt)*)?) => {
        visitor_method!(@ $docs $method [$($done)*] $($($rest)*)?);
    };
    (@ $docs:tt $method:ident [$($done:tt)*] $place:ident : $role:ident $name:ident $(, $($rest:tt)*)?) => {
        visitor_method!(@ $docs $method [$($done)* $name : role_type!($role),] $($($rest)*)?);
    };
    (@ [$($doc:literal)*] $method:ident [$($done:tt)*]) => {
        $(#[doc = $doc])*
        fn $method(&mut self, at: Pc, $($done)*) -> Self::Output;
    };
}

/// Calls one visitor method with the operands of an instruction.
macro_rules! visitor_call {
    ($visitor:ident $instruction:ident $method:ident ($($operands:tt)*)) => {
        visitor_call!(@ $visitor $instruction $method [] $($operands)*)
    };
    (@ $visitor:ident $instruction:ident $method:ident [$($done:tt)*] $place:ident : Cache $name:ident $(, $($rest:tt)*)?) => {
        visitor_call!(@ $visitor $instruction $method [$($done)*] $($($rest)*)?)
    };
    (@ $visitor:ident $instruction:ident $method:ident [$($done:tt)*] $place:ident : $role:ident $name:ident $(, $($rest:tt)*)?) => {
        visitor_call!(@ $visitor $instruction $method [$($done)* ($role place!($place))] $($($rest)*)?)
    };
    (@ $visitor:ident $instruction:ident $method:ident [$(($role:ident $place:expr))*]) => {
        $visitor.$method(
            $instruction.at,
            $(<role_type!($role) as Decode>::decode(
                $place.get($instruction.word, $instruction.operand_word),
                $place,
                $instruction.next(),
            )),*
        )
    };
}

macro_rules! declare_visitor {
    ($(
        $(#[doc = $doc:literal])*
        $op:ident $method:ident $operands:tt cache $cache:literal $flags:tt {
            $($(#[doc = $vdoc:literal])* $variant:ident $vmethod:ident,)*
        }
    )*) => {
        /// One method for each op, without a default: whoever walks bytecode by this trait is
        /// told by the compiler when the table grows.
        pub trait OpVisitor {
            /// What a visit gives.
            type Output;
            $(
                visitor_method!([$($doc)*] $method $operands);
                $(visitor_method!([$($vdoc)*] $vmethod $operands);)*
            )*
        }

        /// Hands an instruction to the visitor's method for its op.
        pub fn visit<V: OpVisitor>(visitor: &mut V, instruction: &Instruction) -> V::Output {
            match instruction.op {
                $(
                    Op::$op => visitor_call!(visitor instruction $method $operands),
                    $(Op::$variant => visitor_call!(visitor instruction $vmethod $operands),)*
                )*
            }
        }
    };
}

crate::for_each_op!(declare_visitor);
