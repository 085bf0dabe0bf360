//! `Type`: the layout of type objects, and `Slots`: the functions by which the runtime performs
//! each operation on their instances.
//!
//! A slot of a native type is a Rust function; of a Python class it is the trampoline that looks
//! the dunder method up. Types inherit the slots of their bases, and a change of a dunder
//! attribute updates the slots of the type and its subclasses (see `tauraro_objects::type`).

use super::{Dict, Str, Tuple};
use crate::call::Args;
use crate::heap::{Gc, Kind, Link, Payload, Slot, Trace, Tracer};
use crate::kinds;
use crate::shape::ShapeId;
use crate::value::{PyResult, Value};
use crate::vm::Vm;
use std::cell::{Cell, RefCell};

pub type UnaryFn = fn(&mut Vm, Value) -> PyResult;
pub type BinaryFn = fn(&mut Vm, Value, Value) -> PyResult;
pub type TernaryFn = fn(&mut Vm, Value, Value, Value) -> PyResult;
pub type LenFn = fn(&mut Vm, Value) -> PyResult<usize>;
pub type InquiryFn = fn(&mut Vm, Value) -> PyResult<bool>;
pub type HashFn = fn(&mut Vm, Value) -> PyResult<i64>;
/// Returns NotImplemented where the types do not compare.
pub type CompareFn = fn(&mut Vm, Value, Value, CompareOp) -> PyResult;
/// `None`: exhausted (nothing is raised). Raising StopIteration says the same, with a value: call
/// `Vm::next`, which knows both.
pub type IterNextFn = fn(&mut Vm, Value) -> PyResult<Option<Value>>;
/// `None`: no such attribute (nothing is raised). A getter may also raise AttributeError itself.
pub type GetAttrFn = fn(&mut Vm, Value, Gc<Str>) -> PyResult<Option<Value>>;
/// `None` as the new value deletes.
pub type SetAttrFn = fn(&mut Vm, Value, Gc<Str>, Option<Value>) -> PyResult<()>;
/// `None` as the new value deletes.
pub type SetItemFn = fn(&mut Vm, Value, Value, Option<Value>) -> PyResult<()>;
/// (descriptor, instance or none, owner)
pub type DescrGetFn = fn(&mut Vm, Value, Option<Value>, Value) -> PyResult;
/// (descriptor, instance, new value or none to delete)
pub type DescrSetFn = fn(&mut Vm, Value, Value, Option<Value>) -> PyResult<()>;
pub type CallFn = fn(&mut Vm, Value, Args<'_>) -> PyResult;
pub type NewFn = fn(&mut Vm, Gc<Type>, Args<'_>) -> PyResult;
pub type InitFn = fn(&mut Vm, Value, Args<'_>) -> PyResult<()>;

/// The six rich comparisons.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum CompareOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

impl CompareOp {
    /// The operation with its operands exchanged.
    pub fn swapped(self) -> CompareOp {
        match self {
            CompareOp::Lt => CompareOp::Gt,
            CompareOp::Le => CompareOp::Ge,
            CompareOp::Gt => CompareOp::Lt,
            CompareOp::Ge => CompareOp::Le,
            other => other,
        }
    }

    pub fn symbol(self) -> &'static str {
        match self {
            CompareOp::Lt => "<",
            CompareOp::Le => "<=",
            CompareOp::Eq => "==",
            CompareOp::Ne => "!=",
            CompareOp::Gt => ">",
            CompareOp::Ge => ">=",
        }
    }

    /// What the operation says of an ordering.
    #[inline(always)]
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            CompareOp::Lt => ordering.is_lt(),
            CompareOp::Le => ordering.is_le(),
            CompareOp::Eq => ordering.is_eq(),
            CompareOp::Ne => ordering.is_ne(),
            CompareOp::Gt => ordering.is_gt(),
            CompareOp::Ge => ordering.is_ge(),
        }
    }
}

macro_rules! slots {
    ($( $(#[$doc:meta])* $name:ident : $ty:ty ),* $(,)?) => {
        /// The operations of a type's instances. An empty slot: not supported.
        #[derive(Default)]
        pub struct Slots { $( $(#[$doc])* pub $name: Cell<Option<$ty>>, )* }

        impl Slots {
            /// Fills each slot that is empty from a base's.
            pub fn inherit(&self, base: &Slots) {
                $( if self.$name.get().is_none() { self.$name.set(base.$name.get()); } )*
            }
        }
    };
}

slots! {
    repr: UnaryFn,
    str: UnaryFn,
    hash: HashFn,
    call: CallFn,
    getattr: GetAttrFn,
    setattr: SetAttrFn,
    compare: CompareFn,
    iter: UnaryFn,
    iternext: IterNextFn,
    descr_get: DescrGetFn,
    descr_set: DescrSetFn,
    new: NewFn,
    init: InitFn,
    /// `__del__`
    finalize: UnaryFn,
    bool: InquiryFn,
    len: LenFn,
    getitem: BinaryFn,
    setitem: SetItemFn,
    contains: fn(&mut Vm, Value, Value) -> PyResult<bool>,
    /// `+` of sequences: tried after the numeric `add` of both sides.
    concat: BinaryFn,
    inplace_concat: BinaryFn,
    /// `*` of sequences; the second operand is the count.
    repeat: BinaryFn,
    inplace_repeat: BinaryFn,
    // Numeric slots get the operands in source order and return NotImplemented where they do
    // not apply; they are also called as the reflected operation of the right operand.
    add: BinaryFn,
    subtract: BinaryFn,
    multiply: BinaryFn,
    matrix_multiply: BinaryFn,
    true_divide: BinaryFn,
    floor_divide: BinaryFn,
    remainder: BinaryFn,
    divmod: BinaryFn,
    /// base, exponent, modulus or None
    power: TernaryFn,
    lshift: BinaryFn,
    rshift: BinaryFn,
    and: BinaryFn,
    or: BinaryFn,
    xor: BinaryFn,
    inplace_add: BinaryFn,
    inplace_subtract: BinaryFn,
    inplace_multiply: BinaryFn,
    inplace_matrix_multiply: BinaryFn,
    inplace_true_divide: BinaryFn,
    inplace_floor_divide: BinaryFn,
    inplace_remainder: BinaryFn,
    inplace_power: TernaryFn,
    inplace_lshift: BinaryFn,
    inplace_rshift: BinaryFn,
    inplace_and: BinaryFn,
    inplace_or: BinaryFn,
    inplace_xor: BinaryFn,
    negative: UnaryFn,
    positive: UnaryFn,
    absolute: UnaryFn,
    invert: UnaryFn,
    int: UnaryFn,
    float: UnaryFn,
    index: UnaryFn,
    r#await: UnaryFn,
    aiter: UnaryFn,
    anext: UnaryFn,
    /// Buffer protocol: the bytes of the object, see `crate::buffer`.
    buffer: crate::buffer::BufferFn,
}

/// Properties of a type.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct TypeFlags(pub u32);

impl TypeFlags {
    /// Defined by a class statement or `type(...)`.
    pub const HEAP: TypeFlags = TypeFlags(1);
    /// May be a base of a class.
    pub const BASE: TypeFlags = TypeFlags(2);
    /// Attributes cannot be assigned.
    pub const IMMUTABLE: TypeFlags = TypeFlags(4);
    /// `T()` raises "cannot create 'T' instances".
    pub const NO_NEW: TypeFlags = TypeFlags(8);
    pub const ABSTRACT: TypeFlags = TypeFlags(16);
    /// For pattern matching.
    pub const SEQUENCE: TypeFlags = TypeFlags(32);
    pub const MAPPING: TypeFlags = TypeFlags(64);
    /// Functions: a method found on the type is called with the instance, without binding.
    pub const METHOD_LIKE: TypeFlags = TypeFlags(128);
    /// `case T(x)` matches the subject itself (int, str, ...).
    pub const MATCH_SELF: TypeFlags = TypeFlags(256);
    pub const INT_SUBCLASS: TypeFlags = TypeFlags(512);
    pub const EXC_SUBCLASS: TypeFlags = TypeFlags(1024);
    pub const TYPE_SUBCLASS: TypeFlags = TypeFlags(2048);
    /// `v[key]` takes keys only: without an `__iter__` there is no iteration by index.
    pub const KEYS_ONLY: TypeFlags = TypeFlags(4096);

    #[inline(always)]
    pub const fn has(self, other: TypeFlags) -> bool {
        self.0 & other.0 == other.0
    }

    pub const fn with(self, other: TypeFlags) -> TypeFlags {
        TypeFlags(self.0 | other.0)
    }

    pub const fn without(self, other: TypeFlags) -> TypeFlags {
        TypeFlags(self.0 & !other.0)
    }
}

/// A type object.
pub struct Type {
    /// `__name__`, a str.
    pub name: Slot,
    /// `__qualname__`, a str.
    pub qualname: Slot,
    /// For native types the dotted module, `None` for heap types (it is in their dict).
    pub module: Cell<Option<&'static str>>,
    /// `__bases__`, a tuple.
    pub bases: Slot,
    /// `__mro__`, a tuple that begins with the type itself. UNBOUND while the type is made.
    pub mro: Slot,
    /// The base whose layout instances have.
    pub base: Link<Type>,
    pub dict: Link<Dict>,
    pub slots: Slots,
    pub flags: Cell<TypeFlags>,
    /// Kind of the instances' cells.
    pub instance_kind: Cell<Kind>,
    /// Shape of a new instance.
    pub root_shape: Cell<ShapeId>,
    /// Shape of an instance whose attributes are in a real dict, `NONE` until needed.
    pub dict_shape: Cell<ShapeId>,
    /// Attribute slots with a fixed place: `__slots__` and the dict word.
    pub fixed_slots: Cell<u16>,
    /// Which of them is the dict word; none: instances have no `__dict__`.
    pub dict_slot: Cell<Option<u16>>,
    /// Attribute slots that a new instance gets, fixed ones included.
    pub inline_slots: Cell<u16>,
    /// Instances can be weakly referenced.
    pub weakrefs: Cell<bool>,
    /// Direct subclasses in the order of their creation. Weak: the collector takes dead ones out
    /// after marking.
    pub subclasses: RefCell<Vec<Gc<Type>>>,
    /// Every shape of this class.
    pub shapes: RefCell<Vec<ShapeId>>,
    /// Changes with each change of the type or its bases; unique among all types. 0: none yet.
    pub version: Cell<u32>,
    /// `__doc__` of a native type.
    pub doc: Cell<Option<&'static str>>,
    /// The dict of this native type does not have the dunder methods of its slots yet.
    pub incomplete: Cell<bool>,
}

// SAFETY: the kind is this type's own; every field with references is traced.
unsafe impl Payload for Type {
    const KIND: Kind = kinds::TYPE;
    const NAME: &'static str = "type";

    fn trace(&self, t: &mut Tracer) {
        self.name.trace(t);
        self.qualname.trace(t);
        self.bases.trace(t);
        self.mro.trace(t);
        self.base.trace(t);
        self.dict.trace(t);
        t.class_shapes(self);
    }
}

impl Type {
    /// `__mro__` as types.
    #[inline(always)]
    pub fn mro_types(&self) -> impl Iterator<Item = Gc<Type>> + use<> {
        let mro = self.mro.get().cast::<Tuple>();
        let len = mro.map_or(0, |m| m.len());
        (0..len).filter_map(move |i| mro.and_then(|m| m.get(i)).and_then(Value::cast::<Type>))
    }

    #[inline(always)]
    pub fn has(&self, flag: TypeFlags) -> bool {
        self.flags.get().has(flag)
    }

    /// The name for messages: `__name__`, for native types of modules `module.name`.
    pub fn name_str(&self) -> String {
        match self.module.get() {
            Some(module) if module != "builtins" => format!("{module}.{}", self.short_name()),
            _ => self.short_name(),
        }
    }

    /// `__name__`
    pub fn short_name(&self) -> String {
        self.name.get().cast::<Str>().map_or_else(String::new, |s| s.to_string_lossy())
    }
}

impl Gc<Type> {
    /// Whether this is `other` or inherits from it.
    #[inline]
    pub fn is_subtype(self, other: Gc<Type>) -> bool {
        self == other || self.mro_types().any(|t| t == other)
    }
}

/// The payload of instances of Python classes that derive from `object` only: none.
pub struct Instance;

crate::payload!(Instance, kinds::INSTANCE, "object", []);
