//! The layouts of the objects that everything else needs: types, strings, tuples, lists, dicts,
//! exceptions, builtin functions. Their Python methods are in `tauraro_objects`.

mod builtin;
mod bytearray;
mod bytes;
mod dict;
mod exception;
mod int;
mod interned;
mod list;
mod misc;
mod set_table;
mod str;
mod table;
mod tuple;
mod r#type;

pub use self::str::{Str, StrBuf};
pub(crate) use self::str::{StrIndex, is_plain_text};
pub use builtin::{
    BoundMethod, Builtin, CellVar, GetSet, GetSetDef, Getter, Member, MethodDescriptor, Module, Setter, StaticMethod,
    readonly,
};
pub use bytearray::{ByteArray, Exports};
pub use bytes::Bytes;
pub use dict::{Dict, DictIter, Set};
pub use exception::{ExcTypes, Exception};
pub use int::{BigInt, Int};
pub(crate) use interned::Interned;
pub use list::List;
pub use misc::{Float, SequenceIterator};
pub(crate) use set_table::SetCells;
pub use set_table::SetTable;
pub(crate) use table::TableCells;
pub use table::{HashTable, PLAIN_ABSENT, PLAIN_UNKNOWN};
pub use tuple::Tuple;
pub use r#type::{
    BinaryFn, CallFn, CompareFn, CompareOp, DescrGetFn, DescrSetFn, GetAttrFn, HashFn, InitFn, InquiryFn, Instance,
    IterNextFn, LenFn, NewFn, SetAttrFn, SetItemFn, Slots, TernaryFn, Type, TypeFlags, UnaryFn,
};
