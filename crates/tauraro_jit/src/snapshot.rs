//! What the compiler knows of a piece of code: an immutable copy of the instructions, with what the
//! interpreter has seen.
//!
//! Nothing here refers to the heap but by bits that the unit keeps alive, so a snapshot may go to
//! another thread.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tauraro_bytecode::{Code, Op, Pc};
use tauraro_core::Value;
use tauraro_core::vm::TypedRows;
use tauraro_interp::machine::{Attribute, ClassAttribute};
use tauraro_interp::record::{CodeRecords, Kind};

/// A constant of the code.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Constant {
    /// An int.
    Int(i64),
    /// A float.
    Float(f64),
    /// True or False.
    Bool(bool),
    /// Another object: the bits of its value. The code object keeps it alive.
    Value(u64),
}

impl Constant {
    /// The constant with these bits, which are those of a value.
    #[must_use]
    pub fn of_bits(bits: u64) -> Constant {
        // SAFETY: by what the callers have; nothing is read through it.
        match unsafe { Value::from_bits(bits) } {
            v if v.is_small_int() => Constant::Int(v.small_unchecked()),
            v if v.is_float() => Constant::Float(v.float_unchecked()),
            v if v.is_bool() => Constant::Bool(v == Value::TRUE),
            v => Constant::Value(v.bits()),
        }
    }
}

/// What the interpreter has found out at an instruction.
#[derive(Clone, Copy, Debug)]
pub struct Cache {
    /// The adaptive variant that it uses.
    pub op: Op,
    /// Its cache words.
    pub words: [u64; 3],
    /// The shape whose version the first word holds, of variants that compare one.
    pub shape: Option<u32>,
    /// The value of the global that the instruction loads, or of the attribute of a module.
    pub value: Option<Guess>,
    /// The dict that holds the attribute of a module: its bits.
    pub dict: u64,
}

/// What a value was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Guess {
    /// Its kind.
    pub seen: Kind,
    /// Its bits.
    pub bits: u64,
    /// The bits of its dict if it is a module, else 0.
    pub dict: u64,
}

/// A piece of code and what is known of it.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The number of its code object.
    pub id: u32,
    /// What the compiler made: instructions without specialisation.
    pub code: Arc<Code>,
    /// The bits of the code object.
    pub object: u64,
    /// The address of the first word of the running instructions.
    pub words: u64,
    /// The constants.
    pub constants: Vec<Constant>,
    /// What is known of instructions that the interpreter has specialised.
    pub caches: HashMap<Pc, Cache>,
    /// What its attribute instructions find in objects of the shapes that they met: the shape, its
    /// version, and that.
    pub attributes: HashMap<Pc, Vec<(u32, u32, Attribute)>>,
    /// What its attribute instructions find in classes.
    pub class_attributes: HashMap<Pc, ClassAttribute>,
    /// What `super()` finds for its calls.
    pub supers: HashMap<Pc, SuperCall>,
    /// What its operators and subscripts call whose left operands are objects of a Python class.
    pub operators: HashMap<Pc, OperatorCall>,
    /// The classes that it calls, by their bits: their version and their `__init__`, see `machine::init_of`.
    pub inits: HashMap<u64, (u32, u64)>,
    /// What was recorded of it.
    pub records: Option<Arc<CodeRecords>>,
    /// The dicts of its globals and builtins: their bits.
    pub namespaces: (u64, u64),
    /// Whether its names are its globals.
    pub names_are_globals: bool,
}

/// The method that `super(class, obj)` finds, whatever the object was.
#[derive(Clone, Debug)]
pub struct SuperCall {
    /// The class: its bits.
    pub class: u64,
    /// The shapes of the objects, and their versions.
    pub shapes: Vec<(u32, u32)>,
    /// The method: its bits.
    pub method: u64,
}

/// What an operator or a subscript calls, as `machine::operator` says.
#[derive(Clone, Copy, Debug)]
pub struct OperatorCall {
    /// The shape of the left operand, and its version.
    pub shape: (u32, u32),
    /// The kind of the right one; `Other` where any will do.
    pub right: Kind,
    /// The function: its bits.
    pub function: u64,
}

/// A Python function.
#[derive(Clone, Debug)]
pub struct Callee {
    /// Its code.
    pub facts: Arc<Facts>,
    /// How many positional arguments it takes without binding, if it does.
    pub exact_args: Option<usize>,
    /// The tuple of its defaults and what is in it: bits.
    pub defaults: (u64, Vec<u64>),
}

/// A loop or a function, to be entered at its beginning.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The code.
    pub facts: Arc<Facts>,
    /// Where the unit begins.
    pub header: Pc,
    /// Whether the unit is the whole function; else the loop with that header.
    pub whole: bool,
    /// What each register of the window held.
    pub seen: Vec<Kind>,
    /// What the ints among them were. The unit guesses that they will be the same again where a literal
    /// says so, and that they will not be negative; empty when such a guess has failed.
    pub ints: Vec<Option<i64>>,
    /// Whether nothing is guessed of what registers hold at the entry.
    pub doubts: bool,
    /// Whether the frame is a generator's.
    pub is_generator: bool,
    /// Functions that the code refers to, by their bits.
    pub callees: HashMap<u64, Callee>,
    /// Instructions at which an earlier unit's guesses failed, with the numbers of their code objects.
    pub avoid: HashSet<(u32, Pc)>,
    /// The bits of the builtin `range`.
    pub range: u64,
    /// How the objects of `array.array` lie in memory.
    pub typed_rows: Option<TypedRows>,
    /// The bits of the builtin `super`.
    pub super_: u64,
    /// Native functions that are translated, by their bits.
    pub natives: HashMap<u64, Native>,
}

/// A native function that has instructions of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Native {
    /// `len`
    Len,
    /// `abs`
    Abs,
    /// `list.append`
    Append,
    /// `dict.get`
    DictGet,
    /// `isinstance`
    IsInstance,
    /// `min`
    Min,
    /// `max`
    Max,
    /// A class that makes an object of one plain value.
    Class,
    /// Another one: the addresses of its entries for one, two and three arguments, 0 for none, whether it is a
    /// method, and whether it may run Python code.
    Entries([u64; 3], bool, bool),
}
