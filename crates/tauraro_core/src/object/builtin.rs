//! The layouts of what native code puts into namespaces: builtin functions, method and
//! attribute descriptors, bound methods, modules.

use super::{Dict, Type};
use crate::builtin::FnDef;
use crate::heap::{Gc, Link, Slot};
use crate::kinds;
use crate::value::{PyResult, Value};
use crate::vm::Vm;

/// `builtin_function_or_method`: a native function, bound to an instance or class, or to none.
pub struct Builtin {
    pub def: &'static FnDef,
    /// What is passed first; UNBOUND: nothing (module functions, static methods).
    pub receiver: Slot,
    /// `__module__` or None.
    pub module: Slot,
    /// The type that a method was taken from, for messages and `__qualname__`.
    pub owner: Link<Type>,
}

crate::payload!(Builtin, kinds::BUILTIN, "builtin_function_or_method", [receiver, module, owner]);

/// `method_descriptor` and `classmethod_descriptor`: a native method in its type's dict.
pub struct MethodDescriptor {
    pub def: &'static FnDef,
    pub owner: Gc<Type>,
}

crate::payload!(MethodDescriptor, kinds::METHOD_DESCRIPTOR, "method_descriptor", [owner]);

pub type Getter = fn(&mut Vm, Value) -> PyResult;
/// `None` as the new value deletes.
pub type Setter = fn(&mut Vm, Value, Option<Value>) -> PyResult<()>;

/// The setter of attributes that CPython keeps as read-only members: they refuse in other words
/// than computed attributes do.
pub fn readonly(vm: &mut Vm, _: Value, _: Option<Value>) -> PyResult<()> {
    let ty = vm.exc.attribute_error;
    Err(vm.raise_text(ty, "readonly attribute"))
}

/// A computed attribute of a native type.
pub struct GetSetDef {
    pub name: &'static str,
    pub doc: &'static str,
    pub get: Getter,
    pub set: Option<Setter>,
}

/// `getset_descriptor`.
pub struct GetSet {
    pub def: &'static GetSetDef,
    pub owner: Gc<Type>,
}

crate::payload!(GetSet, kinds::GETSET, "getset_descriptor", [owner]);

/// `member_descriptor`: an entry of `__slots__`.
pub struct Member {
    pub name: Slot,
    pub owner: Gc<Type>,
    /// Attribute slot of the instances.
    pub slot: u16,
}

crate::payload!(Member, kinds::MEMBER, "member_descriptor", [name, owner]);

/// `method`: a callable with its first argument.
pub struct BoundMethod {
    pub func: Slot,
    pub receiver: Slot,
}

crate::payload!(BoundMethod, kinds::BOUND_METHOD, "method", [func, receiver]);

/// A module: its namespace, and what its native part keeps.
pub struct Module {
    pub dict: Link<Dict>,
    /// Native state, for modules that keep some; UNBOUND: none.
    pub state: Slot,
}

crate::payload!(Module, kinds::MODULE, "module", [dict, state]);

/// `cell`: a variable that closures share. UNBOUND while it has no value.
pub struct CellVar {
    pub content: Slot,
}

crate::payload!(CellVar, kinds::CELL, "cell", [content]);

impl Gc<Module> {
    /// The namespace.
    pub fn namespace(self) -> Gc<Dict> {
        self.dict.get().expect("a module has its dict from its creation on")
    }

    /// Adds a name.
    pub fn add(self, vm: &mut Vm, name: &str, value: impl Into<Value>) -> PyResult<()> {
        self.namespace().set_str(vm, name, value.into())
    }
}

/// `staticmethod`: shows a callable as it is.
pub struct StaticMethod {
    pub callable: Slot,
}

crate::payload!(StaticMethod, kinds::STATICMETHOD, "staticmethod", [callable]);

impl StaticMethod {
    pub fn new(callable: Value) -> StaticMethod {
        StaticMethod { callable: Slot::new(callable) }
    }
}
