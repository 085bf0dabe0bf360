//! `_types`: the built-in types that have no name in `builtins`, and the type of capsules.
//!
//! A capsule is how CPython's extension modules hand a table of C functions to each other. There
//! is no C API here, so a capsule has no more than its name; programs only ask for its type.

use tauraro_core::heap::{Gc, HasKindInfo, Slot, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Module, Type, TypeFlags};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Value, Vm};

pub(crate) struct Capsule {
    name: Slot,
}

tauraro_core::payload!(Capsule, crate::kinds::CAPSULE, "PyCapsule", [name]);

struct CapsuleType(Gc<Type>);

impl Extension for CapsuleType {
    fn trace(&self, tracer: &mut Tracer) {
        tracer.value(self.0.value());
    }
}

static CAPSULE: TypeSpec = TypeSpec {
    name: "PyCapsule",
    module: "builtins",
    doc: Some("An object by which extension modules hand each other what is no Python object."),
    kind: Some(Capsule::INFO),
    flags: TypeFlags::IMMUTABLE.with(TypeFlags::NO_NEW),
    slots: |s| s.repr.set(Some(repr)),
    ..TypeSpec::EMPTY
};

fn repr(vm: &mut Vm, this: Value) -> PyResult {
    let name = this.cast::<Capsule>().map_or(Value::NONE, |c| c.name.get());
    let name = vm.str(name)?.to_string_lossy();
    Ok(vm.new_str(&format!("<capsule object \"{name}\" at {:#x}>", this.bits()))?.value())
}

fn capsule_type(vm: &mut Vm) -> PyResult<Gc<Type>> {
    if let Some(known) = vm.try_extension::<CapsuleType>() {
        return Ok(known.0);
    }
    let object = vm.types.object;
    let ty = vm.new_type(&CAPSULE, object)?;
    vm.set_extension(CapsuleType(ty));
    Ok(ty)
}

/// A capsule with a name.
pub(crate) fn capsule(vm: &mut Vm, name: &str) -> PyResult {
    let shape = capsule_type(vm)?.root_shape.get();
    let name = vm.new_str(name)?.value();
    Ok(vm.alloc(shape, Capsule { name: Slot::new(name) }).value())
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let module = vm.new_module("_types", Some("The built-in types that have no name in builtins."), &[])?;
    let capsule = capsule_type(vm)?;
    let types = vm.types;
    for (name, ty) in [
        ("AsyncGeneratorType", types.async_generator),
        ("BuiltinFunctionType", types.builtin_function),
        ("BuiltinMethodType", types.builtin_function),
        ("CapsuleType", capsule),
        ("CellType", types.cell),
        ("ClassMethodDescriptorType", types.classmethod_descriptor),
        ("CodeType", types.code),
        ("CoroutineType", types.coroutine),
        ("EllipsisType", types.ellipsis),
        ("FrameType", types.frame),
        ("FunctionType", types.function),
        ("GeneratorType", types.generator),
        ("GenericAlias", types.generic_alias),
        ("GetSetDescriptorType", types.getset_descriptor),
        ("LambdaType", types.function),
        ("MappingProxyType", types.mappingproxy),
        ("MemberDescriptorType", types.member_descriptor),
        ("MethodDescriptorType", types.method_descriptor),
        ("MethodType", types.method),
        ("MethodWrapperType", types.method_wrapper),
        ("ModuleType", types.module),
        ("NoneType", types.none_type),
        ("NotImplementedType", types.not_implemented_type),
        ("SimpleNamespace", types.simple_namespace),
        ("TracebackType", types.traceback),
        ("UnionType", types.union),
        ("WrapperDescriptorType", types.wrapper_descriptor),
    ] {
        module.add(vm, name, ty)?;
    }
    Ok(module)
}
