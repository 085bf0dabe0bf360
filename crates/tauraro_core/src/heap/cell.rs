//! What every heap cell begins with (`Header`), the name of its layout (`Kind`), the typed
//! reference to it (`Gc`) and the contract of what may stand in it (`Payload`).
//!
//! ```text
//! word 0   shape: u32 | kind: u16 | gc: u8 | flags: u8      the header
//! word 1.. the payload, a Rust struct of the kind's type
//!          its tail, if the payload says that it has one (tuple items, bytes ...)
//!          attribute slots, if the shape says that there are any (see `shape`)
//! ```
//!
//! Invariant: a kind number names exactly one Rust type, so a kind compare is a checked cast.

use super::Tracer;
use crate::shape::ShapeId;
use crate::value::Value;
use std::cell::Cell;
use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;

/// Names the layout of a cell's payload. The built-in types' kinds and those of storage are
/// numbered in `kinds`; the interpreter's begin at 256, those of native modules at 512.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[repr(transparent)]
pub struct Kind(pub u16);

impl Kind {
    /// Not a cell, or a free one.
    pub const NONE: Kind = Kind(0);
}

/// One past the greatest kind number that may be registered.
pub const KIND_COUNT: usize = 2048;

/// Bits of `Header::gc`, owned by the collector.
pub mod gc_bits {
    /// The two marks. One of them is in use; a full collection changes to the other, which takes
    /// the marks of all cells away at once.
    pub const MARKS: [u8; 2] = [1, 2];
    /// Reached by the collection that last looked at it: an old cell. While a full collection runs,
    /// cells that it has not reached still look old.
    pub const OLD: u8 = MARKS[0] | MARKS[1];
    /// Has a native finalizer or `__del__` and is registered for it.
    pub const FINALIZE: u8 = 4;
    /// `__del__` has run already (PEP 442: once only).
    pub const FINALIZED: u8 = 8;
    /// Weak references to it exist.
    pub const WEAKLY_REFERENCED: u8 = 16;
    /// Reached only from a queued finalizer, or a number of a running calculation: survives the
    /// collection without becoming old, so that the next one can free it.
    pub const SURVIVES: u8 = 32;
    /// Old, not remembered as a whole, and among the rows that were appended to.
    pub const APPENDED: u8 = 64;
    /// Old, and in the remembered set since the last collection. The sign bit: see `barrier`.
    pub const REMEMBERED: u8 = 128;
}

/// The first word of every cell.
#[repr(C, align(8))]
pub struct Header {
    shape: Cell<ShapeId>,
    kind: Kind,
    gc: Cell<u8>,
    flags: Cell<u8>,
}

impl Header {
    /// Byte offsets of shape, kind and the collector's byte.
    pub(crate) const OFFSETS: (usize, usize, usize) =
        (std::mem::offset_of!(Header, shape), std::mem::offset_of!(Header, kind), std::mem::offset_of!(Header, gc));

    /// A header for a new, young cell.
    pub(crate) const fn new(shape: ShapeId, kind: Kind) -> Header {
        Header { shape: Cell::new(shape), kind, gc: Cell::new(0), flags: Cell::new(0) }
    }

    #[inline(always)]
    pub fn shape(&self) -> ShapeId {
        self.shape.get()
    }

    /// Gives the cell another shape of a layout that fits its size (attribute added,
    /// `__class__` assigned).
    #[inline(always)]
    pub fn set_shape(&self, shape: ShapeId) {
        self.shape.set(shape);
    }

    #[inline(always)]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    #[inline(always)]
    pub(crate) fn gc(&self) -> u8 {
        self.gc.get()
    }

    #[inline(always)]
    pub(crate) fn set_gc(&self, bits: u8) {
        self.gc.set(bits);
    }

    /// Eight bits that belong to the payload's type.
    #[inline(always)]
    pub fn flags(&self) -> u8 {
        self.flags.get()
    }

    #[inline(always)]
    pub fn set_flags(&self, flags: u8) {
        self.flags.set(flags);
    }

    /// To be called after a reference was written into this cell.
    #[inline(always)]
    pub fn barrier(&self) {
        // Positive: a mark, and not the sign bit.
        if (self.gc.get() & (gc_bits::OLD | gc_bits::REMEMBERED)) as i8 > 0 {
            super::remember(self);
        }
    }

    /// The same for a reference that was written to `slot` of a row, behind all that it held.
    #[inline(always)]
    pub(crate) fn barrier_appended(&self, slot: usize) {
        let bits = self.gc.get() & (gc_bits::OLD | gc_bits::REMEMBERED | gc_bits::APPENDED);
        if bits != 0 && bits <= gc_bits::OLD {
            super::remember_appended(self, slot);
        }
    }

    /// To be called when a row gets shorter: what is appended next is below what was remembered.
    #[inline(always)]
    pub(crate) fn barrier_shortened(&self) {
        if self.gc.get() & gc_bits::APPENDED != 0 {
            self.barrier();
        }
    }

    /// The cell as a value.
    #[inline(always)]
    pub fn value(&self) -> Value {
        // SAFETY: the address of a live cell's header is that cell's value.
        unsafe { Value::from_bits(std::ptr::from_ref(self) as u64) }
    }
}

/// What a cell of one kind holds after its header.
///
/// # Safety
/// `KIND` is used by no other type; `trace` reports every reference in payload and tail;
/// `tail_bytes` is what the cell was allocated with. Use the `payload!` macro.
pub unsafe trait Payload: Sized + 'static {
    const KIND: Kind;
    /// Only for debugging and accounting.
    const NAME: &'static str;
    /// Reports each reference that the payload and its tail hold.
    fn trace(&self, tracer: &mut Tracer);
    /// Bytes that follow the payload, a multiple of 8.
    #[inline(always)]
    fn tail_bytes(&self) -> usize {
        0
    }
    /// Bytes that the payload owns outside of the heap: they count when the collector decides
    /// how much has become old.
    #[inline(always)]
    fn outside_bytes(&self) -> usize {
        0
    }
}

/// How the collector handles cells of a kind, made from a `Payload`.
pub struct KindInfo {
    pub kind: Kind,
    pub name: &'static str,
    /// Payload and tail in bytes, without the header and attribute slots.
    pub(crate) payload_bytes: unsafe fn(&Header) -> usize,
    pub(crate) trace: unsafe fn(&Header, &mut Tracer),
    /// Drops the payload, where that does something.
    pub(crate) finalize: Option<unsafe fn(&Header)>,
    /// What the payload owns outside of the heap; only asked where there is a finalizer.
    pub(crate) outside_bytes: unsafe fn(&Header) -> usize,
}

/// The one `KindInfo` of a payload type.
pub trait HasKindInfo: Payload {
    const INFO: &'static KindInfo;
}

impl<T: Payload> HasKindInfo for T {
    const INFO: &'static KindInfo = &KindInfo {
        kind: T::KIND,
        name: T::NAME,
        payload_bytes: |h| {
            // SAFETY: called only for cells of kind `T::KIND`.
            let gc = unsafe { Gc::<T>::from_bits(std::ptr::from_ref(h) as u64) };
            size_of::<T>() + gc.tail_bytes()
        },
        trace: |h, t| {
            // SAFETY: as above.
            let gc = unsafe { Gc::<T>::from_bits(std::ptr::from_ref(h) as u64) };
            gc.trace(t);
        },
        outside_bytes: |h| {
            // SAFETY: as above.
            let gc = unsafe { Gc::<T>::from_bits(std::ptr::from_ref(h) as u64) };
            gc.outside_bytes()
        },
        finalize: if std::mem::needs_drop::<T>() {
            Some(|h| {
                // SAFETY: as above, and the collector calls it once, when the cell is dead.
                unsafe {
                    let cell = std::ptr::from_ref(h) as *mut CellBox<T>;
                    std::ptr::drop_in_place(&raw mut (*cell).payload);
                }
            })
        } else {
            None
        },
    };
}

#[repr(C)]
pub(crate) struct CellBox<T> {
    pub(crate) header: Header,
    pub(crate) payload: T,
}

/// A reference to a cell of kind `T`. Copies freely; the same rule as for `Value` applies.
#[repr(transparent)]
pub struct Gc<T: Payload>(NonNull<CellBox<T>>, PhantomData<T>);

impl<T: Payload> Clone for Gc<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Payload> Copy for Gc<T> {}

impl<T: Payload> PartialEq for Gc<T> {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: Payload> Eq for Gc<T> {}

impl<T: Payload> std::fmt::Debug for Gc<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{} at {:#x}>", T::NAME, self.bits())
    }
}

impl<T: Payload> Deref for Gc<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: a `Gc` stands where the collector sees it, so its cell is alive, and
        // payloads are changed through `Cell`s only.
        unsafe { &(*self.0.as_ptr()).payload }
    }
}

impl<T: Payload> Gc<T> {
    /// # Safety
    /// `bits` is the address of a live cell of kind `T::KIND`.
    #[inline(always)]
    pub unsafe fn from_bits(bits: u64) -> Gc<T> {
        // SAFETY: by the contract.
        Gc(unsafe { NonNull::new_unchecked(bits as *mut CellBox<T>) }, PhantomData)
    }

    #[inline(always)]
    pub fn bits(self) -> u64 {
        self.0.as_ptr() as u64
    }

    #[inline(always)]
    pub fn value(self) -> Value {
        // SAFETY: a cell's address is its value.
        unsafe { Value::from_bits(self.bits()) }
    }

    #[inline(always)]
    pub fn header(&self) -> &Header {
        // SAFETY: see `deref`.
        unsafe { &(*self.0.as_ptr()).header }
    }

    #[inline(always)]
    pub fn shape(self) -> ShapeId {
        self.header().shape()
    }

    /// Where the payload's tail begins.
    #[inline(always)]
    pub fn tail<E>(self) -> *mut E {
        (self.bits() as usize + size_of::<CellBox<T>>()) as *mut E
    }

    /// Writes a slot of this cell, with the barrier.
    #[inline(always)]
    pub fn set(self, slot: &super::Slot, v: Value) {
        slot.set(self.header(), v);
    }

    /// Writes a typed reference of this cell, with the barrier.
    #[inline(always)]
    pub fn link<U: Payload>(self, link: &super::Link<U>, to: Option<Gc<U>>) {
        link.set(self.header(), to);
    }
}

/// Declares a struct as a cell's payload: `payload!(Type, kind, "name", [traced, fields]);`
///
/// Every field that holds references (`Slot`, `Link`, `ValueVec`, `Gc`, `Value`, `Option`s of
/// these) stands in the list; all of them implement `heap::Trace`.
#[macro_export]
macro_rules! payload {
    ($ty:ty, $kind:expr, $name:literal, [$($field:ident),* $(,)?]) => {
        // SAFETY: the kind is taken from the crate's list of kinds, which gives each number
        // once (registration checks it), and the fields are listed beside the struct.
        unsafe impl $crate::heap::Payload for $ty {
            const KIND: $crate::heap::Kind = $kind;
            const NAME: &'static str = $name;
            #[inline]
            #[allow(unused_variables, reason = "a payload may hold no references")]
            fn trace(&self, tracer: &mut $crate::heap::Tracer) {
                $($crate::heap::Trace::trace(&self.$field, tracer);)*
            }
        }
    };
}
