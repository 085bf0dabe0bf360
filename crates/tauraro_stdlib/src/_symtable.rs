//! `_symtable`: the compiler's scopes, for the module `symtable`.

use crate::kinds;
use tauraro_core::heap::{Gc, HasKindInfo, Slot, Trace, Tracer};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{GetSetDef, Module, Str, TypeFlags};
use tauraro_core::vm::{CompileRequest, CompileSource, Extension};
use tauraro_core::{PyResult, Type, Value, Vm, defs, payload, pyfunction};

/// A scope.
pub(crate) struct Entry {
    kind: Slot,
    name: Slot,
    line: Slot,
    nested: Slot,
    symbols: Slot,
    parameters: Slot,
    children: Slot,
}

payload!(Entry, kinds::SYMTABLE_ENTRY, "symtable entry", [kind, name, line, nested, symbols, parameters, children]);

fn this(v: Value) -> Gc<Entry> {
    v.cast().expect("getters get instances of their type")
}

static SPEC: TypeSpec = TypeSpec {
    name: "symtable entry",
    doc: Some("A scope of a program."),
    kind: Some(Entry::INFO),
    flags: TypeFlags::IMMUTABLE.with(TypeFlags::NO_NEW),
    getset: &[
        GetSetDef { name: "id", doc: "A number of its own.", get: |vm, v| Ok(vm.new_uint(v.bits())), set: None },
        GetSetDef { name: "name", doc: "What it is called.", get: |_, v| Ok(this(v).name.get()), set: None },
        GetSetDef { name: "type", doc: "What made it.", get: |_, v| Ok(this(v).kind.get()), set: None },
        GetSetDef { name: "lineno", doc: "Where it begins.", get: |_, v| Ok(this(v).line.get()), set: None },
        GetSetDef { name: "nested", doc: "In a function.", get: |_, v| Ok(this(v).nested.get()), set: None },
        GetSetDef { name: "symbols", doc: "Names and bits.", get: |_, v| Ok(this(v).symbols.get()), set: None },
        GetSetDef { name: "varnames", doc: "Parameters.", get: |_, v| Ok(this(v).parameters.get()), set: None },
        GetSetDef { name: "children", doc: "Scopes within.", get: |_, v| Ok(this(v).children.get()), set: None },
    ],
    slots: |s| s.repr.set(Some(repr)),
    ..TypeSpec::EMPTY
};

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let entry = this(v);
    let (name, line) = (vm.str(entry.name.get())?.to_string_lossy(), vm.str(entry.line.get())?.to_string_lossy());
    Ok(vm.new_str(&format!("<symtable entry {name}({}), line {line}>", v.bits()))?.value())
}

#[derive(Clone, Copy)]
struct EntryType(Gc<Type>);

impl Extension for EntryType {
    fn trace(&self, tracer: &mut Tracer) {
        self.0.trace(tracer);
    }
}

/// A new entry; the compiler's side makes them, the innermost first. `parts` are kind, name, line,
/// nested, symbols, parameters and children.
pub fn new_entry(vm: &mut Vm, parts: [Value; 7]) -> Value {
    let ty = vm.extension::<EntryType>().0;
    let [kind, name, line, nested, symbols, parameters, children] = parts.map(Slot::new);
    let payload = Entry { kind, name, line, nested, symbols, parameters, children };
    vm.alloc(ty.root_shape.get(), payload).value()
}

/// The scopes of a source text. `startstr` is a mode of `compile`.
#[pyfunction("_symtable.symtable(source, filename, startstr, /)")]
fn symtable(vm: &mut Vm, source: Value, filename: Value, startstr: Gc<Str>) -> PyResult {
    let filename = crate::os_path::fspath(vm, filename)?;
    let filename = vm.str(filename)?.to_string_lossy();
    let mode = startstr.to_string_lossy();
    if !["exec", "eval", "single"].contains(&mode.as_str()) {
        return Err(vm.value_error("symtable() arg 3 must be 'exec' or 'eval' or 'single'"));
    }
    let (text, bytes);
    let source = match source.cast::<Str>() {
        Some(s) => {
            text = s.to_string_lossy();
            CompileSource::Text(&text)
        }
        None if vm.type_of(source).slots.buffer.get().is_some() => {
            let buffer = vm.get_buffer(source, false)?;
            bytes = buffer.bytes().to_vec();
            vm.release_buffer(buffer);
            CompileSource::Bytes(&bytes)
        }
        None => return Err(vm.type_error("symtable() arg 1 must be a string, bytes or AST object")),
    };
    let request = CompileRequest { source, filename: &filename, mode: &mode, flags: 0, optimize: 0 };
    (vm.hooks.symtable)(vm, &request)
}

/// The numbers of the bits and kinds.
const NUMBERS: &[(&str, i64)] = &[
    ("DEF_GLOBAL", 1),
    ("DEF_LOCAL", 2),
    ("DEF_PARAM", 4),
    ("DEF_NONLOCAL", 8),
    ("USE", 16),
    ("DEF_IMPORT", 128),
    ("DEF_BOUND", 134),
    ("DEF_FREE_CLASS", 64),
    ("DEF_ANNOT", 256),
    ("DEF_COMP_ITER", 512),
    ("DEF_TYPE_PARAM", 1024),
    ("DEF_COMP_CELL", 2048),
    ("SCOPE_OFF", 12),
    ("SCOPE_MASK", 15),
    ("LOCAL", 1),
    ("GLOBAL_EXPLICIT", 2),
    ("GLOBAL_IMPLICIT", 3),
    ("FREE", 4),
    ("CELL", 5),
    ("TYPE_FUNCTION", 0),
    ("TYPE_CLASS", 1),
    ("TYPE_MODULE", 2),
    ("TYPE_ANNOTATION", 3),
    ("TYPE_TYPE_ALIAS", 4),
    ("TYPE_TYPE_PARAMETERS", 5),
    ("TYPE_TYPE_VARIABLE", 6),
];

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let object = vm.types.object;
    let ty = vm.new_type(&SPEC, object)?;
    vm.set_extension(EntryType(ty));
    let module = vm.new_module("_symtable", Some("The compiler's scopes."), defs![symtable])?;
    for (name, number) in NUMBERS {
        module.add(vm, name, Value::small(*number))?;
    }
    Ok(module)
}
