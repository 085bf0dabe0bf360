//! The layouts of the objects that everything else needs: types, strings, tuples, lists, dicts,
//! exceptions, builtin functions. Their Python methods are in `tauraro_objects`.

mod builtin;
mod dict;
mod exception;
mod int;
mod list;
mod misc;
mod str;
mod set_table;
mod tuple;
mod table;
mod r#type;

pub use self::str::{Str, StrBuf};
pub(crate) use self::str::StrIndex;
pub(crate) use self::str::Interned;
pub use builtin::{BoundMethod, Builtin, CellVar, GetSet, GetSetDef, Getter, Member, MethodDescriptor, Module, Setter, StaticMethod};
pub use dict::{Dict, DictIter, Set};
pub use set_table::SetTable;
pub(crate) use set_table::SetCells;
pub use table::HashTable;
pub(crate) use table::TableCells;
pub use exception::{ExcTypes, Exception};
pub use int::{BigInt, Int};
pub use list::List;
pub use misc::{Float, SequenceIterator};
pub use tuple::Tuple;
pub use r#type::{
    BinaryFn, CallFn, CompareFn, CompareOp, DescrGetFn, DescrSetFn, GetAttrFn, HashFn, InitFn, InquiryFn, Instance,
    IterNextFn, LenFn, NewFn, SetAttrFn, SetItemFn, Slots, TernaryFn, Type, TypeFlags, UnaryFn,
};
