//! `OSError`: the errno decides the class; files are named in the message.

use super::base::{args_of, exc, keep_args, own_dict, str};
use super::fields::{field, set};
use tauraro_core::call::Args;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Exception, GetSetDef, InitFn, NewFn};
use tauraro_core::{Gc, PyResult, Tuple, Type, Value, Vm, defs, pyfunction};

const ERRNO: usize = 0;
const STRERROR: usize = 1;
const FILENAME: usize = 2;
const FILENAME2: usize = 3;
const WRITTEN: usize = 4;

pub(super) static SPEC: TypeSpec = TypeSpec {
    new: Some(new),
    methods: defs![reduce],
    getset: &[
        field!("errno" ERRNO, "The error's number."),
        field!("strerror" STRERROR, "The error's text."),
        field!("filename" FILENAME, "The file."),
        field!("filename2" FILENAME2, "The second file, of operations with two."),
        GetSetDef {
            name: "characters_written",
            doc: "How much of a blocking write was done.",
            get: written,
            set: Some(set_written),
        },
    ],
    slots: |s| {
        s.init.set(Some(init));
        s.str.set(Some(shown));
    },
    ..TypeSpec::EMPTY
};

/// The class for an errno: `FileNotFoundError` for ENOENT ... `None`: OSError itself.
pub fn type_of_errno(vm: &Vm, errno: i64) -> Option<Gc<Type>> {
    let e = &vm.exc;
    Some(match errno {
        11 | 114 | 115 => e.blocking_io_error,
        32 | 108 => e.broken_pipe_error,
        10 => e.child_process_error,
        103 => e.connection_aborted_error,
        111 => e.connection_refused_error,
        104 => e.connection_reset_error,
        17 => e.file_exists_error,
        2 => e.file_not_found_error,
        21 => e.is_a_directory_error,
        20 => e.not_a_directory_error,
        4 => e.interrupted_error,
        13 | 1 => e.permission_error,
        3 => e.process_lookup_error,
        110 => e.timeout_error,
        _ => return None,
    })
}

/// A class that defines `__init__` but not `__new__` gets its fields from `__init__`; in all
/// other cases `__new__` sets them, and `__init__` does nothing.
fn init_sets_fields(cls: Gc<Type>) -> bool {
    let own_init = cls.slots.init.get().is_some_and(|f| !std::ptr::fn_addr_eq(f, init as InitFn));
    let same_new = cls.slots.new.get().is_some_and(|f| std::ptr::fn_addr_eq(f, new as NewFn));
    own_init && same_new
}

fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let mut class = cls;
    if !init_sets_fields(cls) {
        if args.has_keywords() {
            return Err(vm.type_error(format!("{}() takes no keyword arguments", cls.name_str())));
        }
        if cls == vm.exc.os_error
            && let [errno, _, ..] = args.plain()
            && args.plain().len() <= 5
            && let Some(errno) = errno.as_i64()
        {
            class = type_of_errno(vm, errno).unwrap_or(cls);
        }
    }
    let payload = Exception::new(vm.new_tuple(&[])?.value());
    let slots = usize::from(class.inline_slots.get());
    let e = vm.alloc_with_slots(class.root_shape.get(), payload, slots);
    if !init_sets_fields(cls) {
        set_fields(vm, e, args)?;
    }
    Ok(e.value())
}

fn init(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult<()> {
    if !init_sets_fields(vm.type_of(this)) {
        return Ok(());
    }
    if args.has_keywords() {
        let name = vm.type_name(this);
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    set_fields(vm, exc(this), args)
}

/// (errno, strerror[, filename[, winerror[, filename2]]])
fn set_fields(vm: &mut Vm, e: Gc<Exception>, args: Args<'_>) -> PyResult<()> {
    keep_args(vm, e, args)?;
    let given = args.plain();
    if !(2..=5).contains(&given.len()) {
        return Ok(());
    }
    set(vm, e, ERRNO, given[0])?;
    set(vm, e, STRERROR, given[1])?;
    let Some(filename) = given.get(2).copied().and_then(Value::non_none) else { return Ok(()) };
    let blocking = vm.is_instance(e.value(), vm.exc.blocking_io_error);
    if blocking && vm.type_of(filename).slots.index.get().is_some() {
        let n = vm.index(filename)?;
        return set(vm, e, WRITTEN, n);
    }
    set(vm, e, FILENAME, filename)?;
    if let Some(second) = given.get(4).copied().and_then(Value::non_none) {
        set(vm, e, FILENAME2, second)?;
    }
    // `args` stays a pair, as it was before files were named.
    let pair = vm.new_tuple(&given[..2])?;
    e.set(&e.args, pair.value());
    Ok(())
}

fn written(vm: &mut Vm, v: Value) -> PyResult {
    match exc(v).field(WRITTEN).non_none() {
        Some(n) => Ok(n),
        None => Err(vm.raise_text(vm.exc.attribute_error, "characters_written")),
    }
}

fn set_written(vm: &mut Vm, v: Value, n: Option<Value>) -> PyResult<()> {
    let n = match n {
        Some(n) => vm.index(n)?,
        None if exc(v).field(WRITTEN).is_none() => {
            return Err(vm.raise_text(vm.exc.attribute_error, "characters_written"));
        }
        None => Value::NONE,
    };
    set(vm, exc(v), WRITTEN, n)
}

fn shown(vm: &mut Vm, v: Value) -> PyResult {
    let e = exc(v);
    let (errno, strerror) = (e.field(ERRNO), e.field(STRERROR));
    let (file, second) = (e.field(FILENAME).non_none(), e.field(FILENAME2).non_none());
    if file.is_none() && (errno.is_none() || strerror.is_none()) {
        return str(vm, v);
    }
    let mut text = format!("[Errno {}] {}", vm.str(errno)?.to_string_lossy(), vm.str(strerror)?.to_string_lossy());
    if let Some(file) = file {
        text.push_str(": ");
        text.push_str(&vm.repr(file)?.to_string_lossy());
        if let Some(second) = second {
            text.push_str(" -> ");
            text.push_str(&vm.repr(second)?.to_string_lossy());
        }
    }
    Ok(vm.new_str(&text)?.value())
}

/// For pickling: the class and the arguments, files included.
#[pyfunction("OSError.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Exception>) -> PyResult<Gc<Tuple>> {
    let class = vm.type_of(this.value()).value();
    let mut args = args_of(this);
    if let (2, Some(file)) = (args.len(), this.field(FILENAME).non_none()) {
        let pair = [args.items()[0], args.items()[1]];
        args = match this.field(FILENAME2).non_none() {
            Some(second) => vm.new_tuple(&[pair[0], pair[1], file, Value::NONE, second])?,
            None => vm.new_tuple(&[pair[0], pair[1], file])?,
        };
    }
    match own_dict(vm, this.value())? {
        Some(dict) => vm.new_tuple(&[class, args.value(), dict.value()]),
        None => vm.new_tuple(&[class, args.value()]),
    }
}
