//! `_csv`: rows of text fields from lines and back.

mod dialect;
mod reading;
mod writing;

use crate::_struct::new_exception_class;
use dialect::Dialect;
use std::cell::Cell;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, Trace, Tracer};
use tauraro_core::object::{Dict, Module};
use tauraro_core::vm::Extension;
use tauraro_core::{PyResult, Raised, Str, Type, Value, Vm, defs, pyfunction};

struct State {
    error: Gc<Type>,
    dialect: Gc<Type>,
    reader: Gc<Type>,
    writer: Gc<Type>,
    /// The registered dialects by name.
    dialects: Gc<Dict>,
    field_limit: Cell<i64>,
}

impl Extension for State {
    fn trace(&self, tracer: &mut Tracer) {
        for ty in [self.error, self.dialect, self.reader, self.writer] {
            ty.trace(tracer);
        }
        self.dialects.trace(tracer);
    }
}

/// Raises `_csv.Error`.
#[cold]
fn error(vm: &mut Vm, text: &str) -> Raised {
    let ty = vm.extension::<State>().error;
    vm.raise_text(ty, text)
}

/// The dialect of a name.
fn registered(vm: &mut Vm, name: Value) -> PyResult {
    let dialects = vm.extension::<State>().dialects;
    match dialects.get(vm, name)? {
        Some(dialect) => Ok(dialect),
        None => Err(error(vm, "unknown dialect")),
    }
}

/// Reader and writer: what they work on, a dialect and format parameters.
fn source_and_dialect(vm: &mut Vm, args: Args<'_>, function: &str) -> PyResult<(Value, Gc<Dialect>)> {
    let (source, base) = match args.plain() {
        [] => return Err(vm.type_error(format!("{function} expected at least 1 argument, got 0"))),
        [source] => (*source, None),
        [source, dialect] => (*source, Some(*dialect)),
        more => return Err(vm.type_error(format!("{function} expected at most 2 arguments, got {}", more.len()))),
    };
    let dialect = dialect::make(vm, base, args)?;
    Ok((source, dialect))
}

/// Makes an iterator over rows: reader(iterable, dialect='excel', **format).
#[pyfunction("reader(*args, **kwds)")]
fn reader(vm: &mut Vm, args: &[Value], kwds: Option<Gc<Dict>>) -> PyResult {
    with_keywords(vm, args, kwds, |vm, args| {
        let (source, dialect) = source_and_dialect(vm, args, "reader")?;
        reading::make(vm, source, dialect)
    })
}

/// Makes an object that writes rows: writer(file, dialect='excel', **format).
#[pyfunction("writer(*args, **kwds)")]
fn writer(vm: &mut Vm, args: &[Value], kwds: Option<Gc<Dict>>) -> PyResult {
    with_keywords(vm, args, kwds, |vm, args| {
        let (file, dialect) = source_and_dialect(vm, args, "writer")?;
        writing::make(vm, file, dialect)
    })
}

/// Gives `f` positional arguments and keywords of a dict as one.
fn with_keywords<T>(
    vm: &mut Vm,
    args: &[Value],
    kwds: Option<Gc<Dict>>,
    f: impl FnOnce(&mut Vm, Args<'_>) -> PyResult<T>,
) -> PyResult<T> {
    let values = vm.new_list(args)?;
    let names = vm.new_list(&[])?;
    for (name, v) in kwds.into_iter().flat_map(Gc::<Dict>::iter) {
        names.push(vm, name)?;
        values.push(vm, v)?;
    }
    let (values, names) = (vm.list_to_tuple(values)?, vm.list_to_tuple(names)?);
    f(vm, Args { receiver: None, values: values.items(), names: Some(names).filter(|n| !n.is_empty()) })
}

/// Registers a dialect under a name.
#[pyfunction("register_dialect(*args, **kwds)")]
fn register_dialect(vm: &mut Vm, args: &[Value], kwds: Option<Gc<Dict>>) -> PyResult<()> {
    with_keywords(vm, args, kwds, |vm, args| {
        let (name, base) = match args.plain() {
            [] => return Err(vm.type_error("register_dialect expected at least 1 argument, got 0")),
            [name] => (*name, None),
            [name, base] => (*name, Some(*base)),
            more => {
                let text = format!("register_dialect expected at most 2 arguments, got {}", more.len());
                return Err(vm.type_error(text));
            }
        };
        if !name.is::<Str>() {
            return Err(vm.type_error("dialect name must be a string"));
        }
        let dialect = dialect::make(vm, base, args)?;
        let dialects = vm.extension::<State>().dialects;
        dialects.set_item(vm, name, dialect.value())
    })
}

/// Forgets a registered dialect.
#[pyfunction("unregister_dialect(name)")]
fn unregister_dialect(vm: &mut Vm, name: Value) -> PyResult<()> {
    let dialects = vm.extension::<State>().dialects;
    match dialects.remove(vm, name)? {
        Some(_) => Ok(()),
        None => Err(error(vm, "unknown dialect")),
    }
}

/// Returns the dialect of a name.
#[pyfunction("get_dialect(name)")]
fn get_dialect(vm: &mut Vm, name: Value) -> PyResult {
    registered(vm, name)
}

/// Returns the names of the registered dialects.
#[pyfunction("list_dialects()")]
fn list_dialects(vm: &mut Vm) -> PyResult {
    let dialects = vm.extension::<State>().dialects;
    let list = vm.new_list(&[])?;
    for (name, _) in dialects.iter() {
        list.push(vm, name)?;
    }
    Ok(list.value())
}

/// Returns the greatest number of characters that a field may have, and sets it if one is given.
#[pyfunction("field_size_limit(new_limit=<unrepresentable>)")]
fn field_size_limit(vm: &mut Vm, new_limit: Option<Value>) -> PyResult<i64> {
    let old = vm.extension::<State>().field_limit.get();
    if let Some(limit) = new_limit {
        if limit.as_int().is_none() {
            return Err(vm.type_error("limit must be an integer"));
        }
        let limit = match limit.as_i64() {
            Some(limit) => limit,
            None => return Err(vm.overflow_error("Python int too large to convert to C long")),
        };
        vm.extension::<State>().field_limit.set(limit);
    }
    Ok(old)
}

pub(crate) fn load(vm: &mut Vm) -> PyResult<Gc<Module>> {
    let object = vm.types.object;
    let state = State {
        error: new_exception_class(vm, "_csv", "Error")?,
        dialect: vm.new_type(&dialect::SPEC, object)?,
        reader: vm.new_type(&reading::SPEC, object)?,
        writer: vm.new_type(&writing::SPEC, object)?,
        dialects: vm.new_dict(),
        field_limit: Cell::new(128 << 10),
    };
    let names =
        [("Error", state.error), ("Dialect", state.dialect), ("Reader", state.reader), ("Writer", state.writer)];
    let dialects = state.dialects;
    vm.set_extension(state);
    let functions =
        defs![reader, writer, register_dialect, unregister_dialect, get_dialect, list_dialects, field_size_limit];
    let module = vm.new_module("_csv", Some("CSV parsing and writing."), functions)?;
    for (name, ty) in names {
        module.add(vm, name, ty)?;
    }
    module.add(vm, "_dialects", dialects)?;
    for (i, name) in ["MINIMAL", "ALL", "NONNUMERIC", "NONE", "STRINGS", "NOTNULL"].iter().enumerate() {
        module.add(vm, &format!("QUOTE_{name}"), i as i32)?;
    }
    Ok(module)
}
