//! `_types`: the built-in types that have no other name, for the library's `types`.

use crate::kinds;
use tauraro_core::heap::{Gc, HasKindInfo};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Module, TypeFlags};
use tauraro_core::{PyResult, Vm, payload};

/// An instance of `types.CapsuleType`. Extension modules in C exchange pointers by such objects;
/// here nothing makes one, but programs name the type.
struct Capsule;

payload!(Capsule, kinds::CAPSULE, "PyCapsule", []);

static CAPSULE: TypeSpec = TypeSpec {
    name: "PyCapsule",
    module: "builtins",
    doc: Some("A pointer that modules not written in Python pass to each other."),
    kind: Some(Capsule::INFO),
    flags: TypeFlags::IMMUTABLE.with(TypeFlags::NO_NEW),
    ..TypeSpec::EMPTY
};

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module("_types", Some("Define names for built-in types."), &[])?;
    let object = vm.types.object;
    let capsule = vm.new_type(&CAPSULE, object)?;
    let t = vm.types;
    let names = [
        ("AsyncGeneratorType", t.async_generator),
        ("BuiltinFunctionType", t.builtin_function),
        ("BuiltinMethodType", t.builtin_function),
        ("CapsuleType", capsule),
        ("CellType", t.cell),
        ("ClassMethodDescriptorType", t.classmethod_descriptor),
        ("CodeType", t.code),
        ("CoroutineType", t.coroutine),
        ("EllipsisType", t.ellipsis),
        ("FrameType", t.frame),
        ("FunctionType", t.function),
        ("GeneratorType", t.generator),
        ("GenericAlias", t.generic_alias),
        ("GetSetDescriptorType", t.getset_descriptor),
        ("LambdaType", t.function),
        ("MappingProxyType", t.mappingproxy),
        ("MemberDescriptorType", t.member_descriptor),
        ("MethodDescriptorType", t.method_descriptor),
        ("MethodType", t.method),
        ("MethodWrapperType", t.method_wrapper),
        ("ModuleType", t.module),
        ("NoneType", t.none_type),
        ("NotImplementedType", t.not_implemented_type),
        ("SimpleNamespace", t.simple_namespace),
        ("TracebackType", t.traceback),
        ("UnionType", t.union),
        ("WrapperDescriptorType", t.wrapper_descriptor),
    ];
    for (name, ty) in names {
        module.add(vm, name, ty)?;
    }
    Ok(module)
}
