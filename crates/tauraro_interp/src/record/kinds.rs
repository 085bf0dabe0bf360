//! What is told apart at one place: kinds of values, and callees.

use crate::function::Function;
use tauraro_core::Value;
use tauraro_core::object::{BoundMethod, Builtin, MethodDescriptor, Type};
use tauraro_core::shape::ShapeId;

/// Kinds, or callees, that are told apart at one place.
const KINDS_MAX: usize = 4;

/// What kind of value it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// An int that is an immediate.
    Int,
    /// An int that is a cell.
    BigInt,
    /// A float.
    Float,
    /// True or False.
    Bool,
    /// None.
    None,
    /// An unbound register.
    Unbound,
    /// Another immediate.
    Other,
    /// A cell of this shape. All functions count as one shape.
    Shape(ShapeId),
}

impl Kind {
    /// What a value is.
    #[must_use]
    pub fn of(v: Value) -> Kind {
        match v {
            v if v.is_small_int() => Kind::Int,
            v if v.is_float() => Kind::Float,
            v if v.is_bool() => Kind::Bool,
            Value::NONE => Kind::None,
            Value::UNBOUND => Kind::Unbound,
            v => v.header().map_or(Kind::Other, |header| match header.shape() {
                ShapeId::BIG_INT => Kind::BigInt,
                _ if v.is::<Function>() => Kind::Shape(ShapeId::FUNCTION),
                shape => Kind::Shape(shape),
            }),
        }
    }

    fn number(self) -> u32 {
        match self {
            Kind::Int => 0,
            Kind::BigInt => 1,
            Kind::Float => 2,
            Kind::Bool => 3,
            Kind::None => 4,
            Kind::Unbound => 5,
            Kind::Other => 6,
            Kind::Shape(shape) => shape.0.saturating_add(7),
        }
    }

    fn from_number(number: u32) -> Kind {
        match number {
            0 => Kind::Int,
            1 => Kind::BigInt,
            2 => Kind::Float,
            3 => Kind::Bool,
            4 => Kind::None,
            5 => Kind::Unbound,
            6 => Kind::Other,
            shape => Kind::Shape(ShapeId(shape - 7)),
        }
    }
}

/// The kinds of the values that were seen at one place, in the order in which they came first.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Kinds {
    numbers: [u32; KINDS_MAX],
    len: u8,
    many: bool,
}

impl Kinds {
    /// The kinds that are told apart.
    pub fn iter(&self) -> impl Iterator<Item = Kind> + '_ {
        self.numbers[..usize::from(self.len)].iter().map(|number| Kind::from_number(*number))
    }

    /// Whether there were more than are told apart.
    #[must_use]
    pub fn is_many(&self) -> bool {
        self.many
    }

    /// Whether nothing was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The kind, if all values were of one.
    #[must_use]
    pub fn only(&self) -> Option<Kind> {
        if self.len == 1 && !self.many { self.iter().next() } else { None }
    }

    /// Notes a kind.
    pub fn add(&mut self, kind: Kind) {
        let (number, len) = (kind.number(), usize::from(self.len));
        if self.numbers[..len].contains(&number) {
            return;
        }
        match self.numbers.get_mut(len) {
            Some(place) => {
                *place = number;
                self.len += 1;
            }
            None => self.many = true,
        }
    }

    /// Notes what was seen elsewhere.
    pub fn merge(&mut self, other: &Kinds) {
        other.iter().for_each(|kind| self.add(kind));
        self.many |= other.many;
    }
}

/// Something that was called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Callee {
    /// Its value.
    pub bits: u64,
    /// What it is.
    pub is: Called,
    /// There were others that are the same by `is`: closures, methods of other objects.
    pub varies: bool,
}

/// What was called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Called {
    /// A Python function with the code of this number.
    Function(u32),
    /// A bound method of a Python function, which is the value, with the code of this number.
    Method(u32),
    /// A native function or method; the address of its static record.
    Native(usize),
    /// A class.
    Class,
}

impl Callee {
    pub(super) fn of(v: Value) -> Option<Callee> {
        let callee = |v: Value, is| Some(Callee { bits: v.bits(), is, varies: false });
        if let Some(f) = v.cast::<Function>() {
            return callee(v, Called::Function(f.code_object().id));
        }
        if let Some(builtin) = v.cast::<Builtin>() {
            return callee(v, Called::Native(std::ptr::from_ref(builtin.def) as usize));
        }
        if let Some(method) = v.cast::<MethodDescriptor>() {
            return callee(v, Called::Native(std::ptr::from_ref(method.def) as usize));
        }
        if v.is::<Type>() {
            return callee(v, Called::Class);
        }
        let f = v.cast::<BoundMethod>()?.func.get().cast::<Function>()?;
        callee(f.value(), Called::Method(f.code_object().id))
    }

    fn is_same(&self, other: &Callee) -> bool {
        self.is == other.is && (self.is != Called::Class || self.bits == other.bits)
    }

    /// The number of the Python code that was called.
    #[must_use]
    pub fn code_id(&self) -> Option<u32> {
        match self.is {
            Called::Function(id) | Called::Method(id) => Some(id),
            Called::Native(_) | Called::Class => None,
        }
    }
}

/// What was called at one place.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Callees {
    callees: [Option<Callee>; KINDS_MAX],
    many: bool,
}

impl Callees {
    /// The callees that are told apart.
    pub fn iter(&self) -> impl Iterator<Item = &Callee> + '_ {
        self.callees.iter().flatten()
    }

    /// Whether there were more than are told apart.
    #[must_use]
    pub fn is_many(&self) -> bool {
        self.many
    }

    /// The callee, if it was always the same.
    #[must_use]
    pub fn only(&self) -> Option<&Callee> {
        self.callees[0].as_ref().filter(|_| self.callees[1].is_none() && !self.many)
    }

    /// Notes one. `true`: its value was not known, and must be kept alive.
    pub(super) fn add(&mut self, callee: Callee) -> bool {
        for place in &mut self.callees {
            match place {
                Some(known) if known.is_same(&callee) => {
                    known.varies |= known.bits != callee.bits;
                    return false;
                }
                Some(_) => {}
                None => {
                    *place = Some(callee);
                    return true;
                }
            }
        }
        self.many = true;
        false
    }
}
