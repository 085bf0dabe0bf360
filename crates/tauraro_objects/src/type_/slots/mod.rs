//! The slot machinery: how the dunder methods that Python sees and the slots that the runtime
//! calls are two faces of one thing.
//!
//! One table, `ROWS`, has a row for each slot of `Slots`, with the dunder names that stand for
//! it. From it come
//! - the *wrappers* (`int.__add__`): descriptors in a native type's dict that call its slot;
//! - the *trampolines*: slot functions that look a dunder up and call it, for Python classes;
//! - the *update* of a class's slots when it is made or one of its dunders is assigned.
//!
//! Invariant: a class's slot is the native function if every dunder of the row that its MRO
//! gives is the wrapper of that function, empty if there is none, else the trampoline.

mod buffer;
mod python;
mod python_numbers;
mod rows;
mod update;
mod wrap;

use tauraro_core::buffer::BufferFn;
use tauraro_core::call::Args;
use tauraro_core::object::{
    BinaryFn, CallFn, CompareFn, DescrGetFn, DescrSetFn, GetAttrFn, HashFn, InitFn, InquiryFn, IterNextFn, LenFn,
    NewFn, SetAttrFn, SetItemFn, Slots, TernaryFn, UnaryFn,
};
use tauraro_core::vm::Names;
use tauraro_core::{Gc, PyResult, Str, Type, Value, Vm};

pub(crate) use rows::ROWS;
pub(crate) use update::{complete_type, fill_class_slots, recompute_slots, update_after_assignment};
pub(crate) use wrap::attribute_name;

type ContainsFn = fn(&mut Vm, Value, Value) -> PyResult<bool>;

macro_rules! slot_types {
    ($($variant:ident $ty:ty),* $(,)?) => {
        /// Access to one slot, and its trampoline if Python classes can define it.
        pub(crate) enum SlotRef {
            $( $variant(fn(&Slots) -> &std::cell::Cell<Option<$ty>>, Option<$ty>), )*
        }

        impl SlotRef {
            pub(crate) fn is_set(&self, slots: &Slots) -> bool {
                match self { $( SlotRef::$variant(get, _) => get(slots).get().is_some(), )* }
            }

            /// Whether both types have the same function there (or none).
            pub(crate) fn same(&self, a: &Slots, b: &Slots) -> bool {
                match self {
                    $( SlotRef::$variant(get, _) => match (get(a).get(), get(b).get()) {
                        (Some(f), Some(g)) => std::ptr::fn_addr_eq(f, g),
                        (None, None) => true,
                        _ => false,
                    }, )*
                }
            }

            pub(crate) fn copy(&self, from: &Slots, to: &Slots) {
                match self { $( SlotRef::$variant(get, _) => get(to).set(get(from).get()), )* }
            }

            pub(crate) fn clear(&self, slots: &Slots) {
                match self { $( SlotRef::$variant(get, _) => get(slots).set(None), )* }
            }

            /// Makes the slot look for the Python method.
            pub(crate) fn set_trampoline(&self, slots: &Slots) {
                match self { $( SlotRef::$variant(get, trampoline) => get(slots).set(*trampoline), )* }
            }

            /// Whether the slot looks for the Python method.
            pub(crate) fn is_trampoline(&self, slots: &Slots) -> bool {
                match self {
                    $( SlotRef::$variant(get, Some(trampoline)) => {
                        get(slots).get().is_some_and(|f| std::ptr::fn_addr_eq(f, *trampoline))
                    } )*
                    _ => false,
                }
            }

            pub(crate) fn has_trampoline(&self) -> bool {
                match self { $( SlotRef::$variant(_, trampoline) => trampoline.is_some(), )* }
            }
        }
    };
}

slot_types! {
    Unary UnaryFn,
    Binary BinaryFn,
    Ternary TernaryFn,
    Len LenFn,
    Inquiry InquiryFn,
    Hash HashFn,
    Compare CompareFn,
    IterNext IterNextFn,
    GetAttr GetAttrFn,
    SetAttr SetAttrFn,
    SetItem SetItemFn,
    Contains ContainsFn,
    DescrGet DescrGetFn,
    DescrSet DescrSetFn,
    Call CallFn,
    New NewFn,
    Init InitFn,
    Buffer BufferFn,
}

/// Calls the slot of `owner` for a wrapper: the receiver is checked and taken out already.
pub(crate) type WrapFn = fn(&mut Vm, &'static Dunder, Gc<Type>, Value, Args<'_>) -> PyResult;

/// One dunder method.
pub(crate) struct Dunder {
    /// `__add__`
    pub name: &'static str,
    pub interned: fn(&Names) -> Gc<Str>,
    /// `__text_signature__`
    pub signature: &'static str,
    pub doc: &'static str,
    pub wrap: WrapFn,
    /// Its slot.
    pub slot: SlotRef,
}

/// One slot with its dunders.
pub(crate) struct Row {
    pub dunders: &'static [Dunder],
}

impl Row {
    pub(crate) fn slot(&self) -> &'static SlotRef {
        &self.dunders[0].slot
    }
}
