//! `BaseException`: arguments, notes, traceback, cause and context.

use tauraro_core::call::Args;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Exception, GetSetDef};
use tauraro_core::{Dict, Gc, List, PyResult, Str, Tuple, Type, Value, Vm, defs, kinds, pyfunction};

pub(super) static SPEC: TypeSpec = TypeSpec {
    doc: Some("The base of all exceptions."),
    new: Some(new),
    methods: defs![reduce, setstate, with_traceback, add_note],
    getset: &[
        GetSetDef {
            name: "__suppress_context__",
            doc: "Whether the context is not shown, because there is a cause.",
            get: |_, v| Ok(Value::bool(exc(v).suppress_context.get())),
            set: Some(set_suppress_context),
        },
        GetSetDef {
            name: "__dict__",
            doc: "The instance's attributes.",
            get: crate::object::instance_dict,
            set: Some(crate::object::set_instance_dict),
        },
        GetSetDef { name: "args", doc: "The arguments.", get: |_, v| Ok(exc(v).args.get()), set: Some(set_args) },
        GetSetDef {
            name: "__traceback__",
            doc: "Where it was raised.",
            get: |_, v| Ok(exc(v).traceback.get()),
            set: Some(set_traceback),
        },
        GetSetDef {
            name: "__context__",
            doc: "The exception that was being handled.",
            get: |_, v| Ok(exc(v).context.get()),
            set: Some(set_context),
        },
        GetSetDef {
            name: "__cause__",
            doc: "The exception that `raise ... from` named.",
            get: |_, v| Ok(exc(v).cause.get()),
            set: Some(set_cause),
        },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.str.set(Some(str));
        s.init.set(Some(init));
    },
    ..TypeSpec::EMPTY
};

/// The exception that a slot or getter was given.
pub(super) fn exc(v: Value) -> Gc<Exception> {
    v.cast().expect("slots and getters get instances of their type")
}

/// A new exception of a class (which may be a Python one) with all arguments as `args`.
pub(super) fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let args = vm.new_tuple(args.plain())?;
    let slots = usize::from(cls.inline_slots.get());
    Ok(vm.alloc_with_slots(cls.root_shape.get(), Exception::new(args.value()), slots).value())
}

pub(super) fn no_keywords(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult<()> {
    if args.has_keywords() {
        let name = vm.type_name(this);
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    Ok(())
}

pub(super) fn init(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult<()> {
    no_keywords(vm, this, args)?;
    keep_args(vm, exc(this), args)
}

/// Sets `args` to the positional arguments.
pub(super) fn keep_args(vm: &mut Vm, e: Gc<Exception>, args: Args<'_>) -> PyResult<()> {
    let same = e.args.get().cast::<Tuple>().is_some_and(|t| t.items() == args.plain());
    if !same {
        let args = vm.new_tuple(args.plain())?;
        e.set(&e.args, args.value());
    }
    Ok(())
}

/// `args` as a tuple.
pub(super) fn args_of(e: Gc<Exception>) -> Gc<Tuple> {
    e.args.get().cast().expect("args is always a tuple")
}

fn repr(vm: &mut Vm, this: Value) -> PyResult {
    let args = args_of(exc(this));
    let name = vm.type_of(this).name.get();
    let name = vm.str(name)?.to_string_lossy();
    let shown = match *args.items() {
        [only] => format!("({})", vm.repr(only)?.to_string_lossy()),
        _ => vm.repr(args.value())?.to_string_lossy(),
    };
    Ok(vm.new_str(&format!("{name}{shown}"))?.value())
}

/// Nothing, the only argument, or all as a tuple.
pub(super) fn str(vm: &mut Vm, this: Value) -> PyResult {
    let args = args_of(exc(this));
    match *args.items() {
        [] => Ok(vm.names.empty.value()),
        [only] => Ok(vm.str(only)?.value()),
        _ => Ok(vm.repr(args.value())?.value()),
    }
}

fn set_suppress_context(vm: &mut Vm, this: Value, v: Option<Value>) -> PyResult<()> {
    match v {
        None => Err(vm.type_error("can't delete numeric/char attribute")),
        Some(v) => match v.as_bool() {
            Some(b) => {
                exc(this).suppress_context.set(b);
                Ok(())
            }
            None => Err(vm.type_error("attribute value type must be bool")),
        },
    }
}

fn set_args(vm: &mut Vm, this: Value, v: Option<Value>) -> PyResult<()> {
    let Some(v) = v else { return Err(vm.type_error("args may not be deleted")) };
    let list = vm.new_list(&[])?;
    vm.for_each(v, |vm, item| list.push(vm, item))?;
    let args = vm.list_to_tuple(list)?;
    let e = exc(this);
    e.set(&e.args, args.value());
    Ok(())
}

fn set_traceback(vm: &mut Vm, this: Value, v: Option<Value>) -> PyResult<()> {
    let Some(v) = v else { return Err(vm.type_error("__traceback__ may not be deleted")) };
    if !v.is_none() && v.kind() != kinds::TRACEBACK {
        return Err(vm.type_error("__traceback__ must be a traceback or None"));
    }
    let e = exc(this);
    e.set(&e.traceback, v);
    Ok(())
}

fn set_context(vm: &mut Vm, this: Value, v: Option<Value>) -> PyResult<()> {
    let Some(v) = v else { return Err(vm.type_error("__context__ may not be deleted")) };
    if !v.is_none() && !v.is::<Exception>() {
        return Err(vm.type_error("exception context must be None or derive from BaseException"));
    }
    let e = exc(this);
    e.set(&e.context, v);
    Ok(())
}

fn set_cause(vm: &mut Vm, this: Value, v: Option<Value>) -> PyResult<()> {
    let Some(v) = v else { return Err(vm.type_error("__cause__ may not be deleted")) };
    if !v.is_none() && !v.is::<Exception>() {
        return Err(vm.type_error("exception cause must be None or derive from BaseException"));
    }
    let e = exc(this);
    e.set(&e.cause, v);
    e.suppress_context.set(true);
    Ok(())
}

/// The instance's `__dict__` if it holds anything.
pub(super) fn own_dict(vm: &mut Vm, this: Value) -> PyResult<Option<Gc<Dict>>> {
    let Some(header) = this.header() else { return Ok(None) };
    let shape = header.shape();
    if !vm.shapes.is_dict_mode(shape) && vm.shapes.attribute_count(shape) == 0 {
        return Ok(None);
    }
    Ok(vm.materialise_dict(this)?.filter(|d| !d.is_empty()))
}

/// For pickling: the class, the arguments and the attributes.
#[pyfunction("BaseException.__reduce__($self, /)")]
pub(super) fn reduce(vm: &mut Vm, this: Gc<Exception>) -> PyResult<Gc<Tuple>> {
    let class = vm.type_of(this.value()).value();
    match own_dict(vm, this.value())? {
        Some(dict) => vm.new_tuple(&[class, this.args.get(), dict.value()]),
        None => vm.new_tuple(&[class, this.args.get()]),
    }
}

/// For unpickling: sets the attributes of a dict.
#[pyfunction("BaseException.__setstate__($self, state, /)")]
fn setstate(vm: &mut Vm, this: Value, state: Value) -> PyResult<()> {
    if state.is_none() {
        return Ok(());
    }
    let Some(dict) = state.cast::<Dict>() else { return Err(vm.type_error("state is not a dictionary")) };
    for (key, v) in dict.iter() {
        let name = crate::type_::slots::attribute_name(vm, key)?;
        vm.setattr(this, name, Some(v))?;
    }
    Ok(())
}

/// Sets the traceback and gives the exception back.
#[pyfunction("BaseException.with_traceback($self, object, /)")]
fn with_traceback(vm: &mut Vm, this: Value, object: Value) -> PyResult {
    set_traceback(vm, this, Some(object))?;
    Ok(this)
}

/// Adds a line to the text that is shown with the traceback.
#[pyfunction("BaseException.add_note($self, object, /)")]
fn add_note(vm: &mut Vm, this: Value, object: Value) -> PyResult<()> {
    if !object.is::<Str>() {
        let got = if object.is_none() { "None".to_owned() } else { vm.type_name(object) };
        return Err(vm.type_error(format!("add_note() argument must be str, not {got}")));
    }
    let name = vm.names.notes;
    match vm.getattr_opt(this, name)? {
        Some(notes) => match notes.cast::<List>() {
            Some(notes) => notes.push(vm, object),
            None => Err(vm.type_error("Cannot add note: __notes__ is not a list")),
        },
        None => {
            let notes = vm.new_list(&[object])?;
            vm.setattr(this, name, Some(notes.value()))
        }
    }
}

/// `add_note` by native code.
pub(crate) fn add_note_text(vm: &mut Vm, exc: Value, note: &str) -> PyResult<()> {
    let note = vm.new_str(note)?;
    add_note(vm, exc, note.value())
}
