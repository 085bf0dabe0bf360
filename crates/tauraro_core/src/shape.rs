//! Shapes: what a cell's class is and where its attributes stand, in one number.
//!
//! Every cell's header holds a `ShapeId`. A shape belongs to one class and maps attribute names
//! to slot indexes. Adding an attribute moves an instance along a transition to the next shape,
//! so instances that were filled in the same order share a shape.
//!
//! Attribute slots stand behind the payload:
//!
//! ```text
//! 0 .. class.fixed_slots     `__slots__` of the class and its bases; among them the dict word
//!                            at `class.dict_slot`, if instances have a `__dict__`
//! .. class.inline_slots      attributes, in the order in which they were added
//! dict word                  UNBOUND, or a `Storage` with the attributes that did not fit,
//!                            or (in a class's *dict-mode* shape) the instance's real dict
//! ```
//!
//! The version of a shape changes whenever the class or one of its bases changes, and no two
//! shapes ever have the same one. So a cache needs a single compare: "the version of the shape
//! is v" implies the class, its state and the layout.

use crate::heap::{Gc, Trace, Tracer};
use crate::object::{Str, Type};
use std::collections::HashMap;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[repr(transparent)]
pub struct ShapeId(pub u32);

impl ShapeId {
    /// Of cells that are no Python objects (storage).
    pub const NONE: ShapeId = ShapeId(0);
    /// First number that is given out dynamically.
    const FIRST_FREE: u32 = crate::kinds::BUILTIN_MAX as u32;

    /// The shape of a type that the runtime itself always has.
    #[inline(always)]
    pub(crate) fn is_built_in(self) -> bool {
        self.0 < ShapeId::FIRST_FREE
    }

    #[inline(always)]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Index of an attribute slot, see the module's drawing. At `class.inline_slots` and above it
/// counts on in the overflow storage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SlotIndex(pub u16);

/// The hot half of a shape: what caches and `type_of` read. 16 bytes.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct ShapeHot {
    pub class: Option<Gc<Type>>,
    /// See the module's documentation. 0: not valid, caches nothing.
    pub version: u32,
    pub flags: u32,
}

const _: () = assert!(size_of::<ShapeHot>() == 16);

/// The instance's attributes are in a real dict.
pub const FLAG_DICT_MODE: u32 = 1;
/// From this bit on: one more than the number of inline slots, for instances that came from
/// another class by assignment to `__class__`; 0: as many as the class gives.
const INLINE_SHIFT: u32 = 16;

impl ShapeHot {
    /// Attribute slots that stand behind the payload of cells with this shape.
    #[inline(always)]
    pub fn inline_slots(&self) -> u16 {
        match self.flags >> INLINE_SHIFT {
            0 => self.class.map_or(0, |c| c.inline_slots.get()),
            n => (n - 1) as u16,
        }
    }
}

#[derive(Default)]
struct ShapeCold {
    /// Names in slot order; only the attributes that were added, not `__slots__`.
    names: Vec<Gc<Str>>,
    by_name: HashMap<u64, u16, foldhash::fast::FixedState>,
    transitions: HashMap<u64, ShapeId, foldhash::fast::FixedState>,
}

/// Attributes that an instance may have before it changes to dict mode.
pub const ATTRIBUTES_MAX: usize = 128;

/// The table of all shapes of a `Vm`.
pub struct Shapes {
    /// Start of `hot`, for machine code.
    hot_start: *const ShapeHot,
    hot: Vec<ShapeHot>,
    cold: Vec<ShapeCold>,
    free: Vec<ShapeId>,
    next_version: u32,
}

impl Shapes {
    pub(crate) fn new() -> Shapes {
        let mut shapes = Shapes {
            hot_start: std::ptr::null(),
            hot: Vec::new(),
            cold: Vec::new(),
            free: Vec::new(),
            next_version: 1,
        };
        for _ in 0..ShapeId::FIRST_FREE {
            shapes.push_empty();
        }
        shapes
    }

    fn push_empty(&mut self) -> ShapeId {
        self.hot.push(ShapeHot { class: None, version: 0, flags: 0 });
        self.hot_start = self.hot.as_ptr();
        self.cold.push(ShapeCold::default());
        ShapeId((self.hot.len() - 1) as u32)
    }

    /// Start of the hot table, for inline caches: valid until the next shape is made.
    #[inline(always)]
    pub fn hot_table(&self) -> *const ShapeHot {
        self.hot_start
    }

    /// Byte offset of the address that `hot_table` gives.
    pub const OFFSET_HOT: usize = std::mem::offset_of!(Shapes, hot_start);

    /// The shape that has this version now, if any.
    #[must_use]
    pub fn of_version(&self, version: u32) -> Option<ShapeId> {
        let at = self.hot.iter().position(|hot| version != 0 && hot.version == version)?;
        Some(ShapeId(at as u32))
    }

    #[inline(always)]
    pub fn hot(&self, shape: ShapeId) -> &ShapeHot {
        &self.hot[shape.index()]
    }

    #[inline(always)]
    pub fn class(&self, shape: ShapeId) -> Option<Gc<Type>> {
        self.hot[shape.index()].class
    }

    #[inline(always)]
    pub fn is_dict_mode(&self, shape: ShapeId) -> bool {
        self.hot[shape.index()].flags & FLAG_DICT_MODE != 0
    }

    fn take_version(&mut self) -> u32 {
        let v = self.next_version;
        // After 2^32 changes nothing is cached any more, which is slow but right.
        self.next_version = if v == 0 { 0 } else { v.wrapping_add(1) };
        v
    }

    /// A new shape of `class` without attributes. `fixed` asks for a reserved number.
    pub(crate) fn new_root(&mut self, class: Gc<Type>, fixed: Option<ShapeId>, flags: u32) -> ShapeId {
        let id = match fixed {
            Some(id) => {
                assert!(self.hot[id.index()].class.is_none(), "shape {id:?} is taken");
                id
            }
            None => self.free.pop().unwrap_or_else(|| self.push_empty()),
        };
        let version = self.take_version();
        self.hot[id.index()] = ShapeHot { class: Some(class), version, flags };
        self.cold[id.index()] = ShapeCold::default();
        class.shapes.borrow_mut().push(id);
        id
    }

    /// The slot of an attribute in a shape that is not in dict mode.
    #[inline]
    pub fn find(&self, shape: ShapeId, name: Gc<Str>) -> Option<SlotIndex> {
        let cold = &self.cold[shape.index()];
        if cold.names.len() <= 8 {
            let first = cold.names.iter().position(|n| *n == name)?;
            return Some(SlotIndex(cold.first_slot(self.hot[shape.index()].class) + first as u16));
        }
        cold.by_name.get(&name.bits()).map(|i| SlotIndex(*i))
    }

    /// The names of a shape's attributes with their slots, in the order of adding.
    pub fn attributes(&self, shape: ShapeId) -> impl Iterator<Item = (Gc<Str>, SlotIndex)> + '_ {
        let cold = &self.cold[shape.index()];
        let first = cold.first_slot(self.hot[shape.index()].class);
        cold.names.iter().enumerate().map(move |(i, n)| (*n, SlotIndex(first + i as u16)))
    }

    pub fn attribute_count(&self, shape: ShapeId) -> usize {
        self.cold[shape.index()].names.len()
    }

    /// The shape after adding `name`, and the new attribute's slot. `None` when the instance
    /// has to change to dict mode.
    pub fn add(&mut self, shape: ShapeId, name: Gc<Str>) -> Option<(ShapeId, SlotIndex)> {
        let class = self.class(shape)?;
        let count = self.attribute_count(shape);
        let slot = SlotIndex(class.fixed_slots.get() + count as u16);
        if let Some(next) = self.cold[shape.index()].transitions.get(&name.bits()) {
            return Some((*next, slot));
        }
        if count >= ATTRIBUTES_MAX {
            return None;
        }
        let next = self.new_root(class, None, self.hot[shape.index()].flags);
        let mut names = self.cold[shape.index()].names.clone();
        names.push(name);
        let first = class.fixed_slots.get();
        let cold = &mut self.cold[next.index()];
        if names.len() > 8 {
            cold.by_name = names.iter().enumerate().map(|(i, n)| (n.bits(), first + i as u16)).collect();
        }
        cold.names = names;
        self.cold[shape.index()].transitions.insert(name.bits(), next);
        // The class reports the names of its shapes, and the name may be younger.
        class.header().barrier();
        Some((next, slot))
    }

    /// The shape without attributes (or in dict mode) for instances of `class` that were
    /// allocated with `inline` attribute slots.
    pub(crate) fn root_with_slots(&mut self, class: Gc<Type>, inline: u16, dict_mode: bool) -> ShapeId {
        let mode = if dict_mode { FLAG_DICT_MODE } else { 0 };
        let flags = match inline == class.inline_slots.get() {
            true => mode,
            false => mode | (u32::from(inline) + 1) << INLINE_SHIFT,
        };
        let known = class
            .shapes
            .borrow()
            .iter()
            .copied()
            .find(|id| self.hot[id.index()].flags == flags && self.cold[id.index()].names.is_empty());
        match known {
            Some(id) => id,
            None => self.new_root(class, None, flags),
        }
    }

    /// New versions for all shapes of a class: its attributes changed.
    pub(crate) fn invalidate(&mut self, class: Gc<Type>) {
        for id in class.shapes.borrow().iter() {
            self.hot[id.index()].version = self.take_version();
        }
    }

    /// Gives back the shapes of a class that dies (with all its instances).
    pub(crate) fn release(&mut self, shapes: &[ShapeId]) {
        for id in shapes {
            self.hot[id.index()] = ShapeHot { class: None, version: 0, flags: 0 };
            self.cold[id.index()] = ShapeCold::default();
            self.free.push(*id);
        }
    }

    /// Reports the names that a class's shapes hold.
    pub(crate) fn trace_names(&self, class: &Type, tracer: &mut Tracer<'_>) {
        for id in class.shapes.borrow().iter() {
            for name in &self.cold[id.index()].names {
                name.trace(tracer);
            }
        }
    }
}

impl ShapeCold {
    fn first_slot(&self, class: Option<Gc<Type>>) -> u16 {
        class.map_or(0, |c| c.fixed_slots.get())
    }
}
