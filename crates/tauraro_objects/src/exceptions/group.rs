//! `BaseExceptionGroup`: several exceptions raised together, and how to take them apart.

use super::base::exc;
use super::fields::set;
use tauraro_core::call::Args;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Exception, GetSetDef, TypeFlags, readonly};
use tauraro_core::{Gc, List, PyResult, Str, Tuple, Type, Value, Vm, defs, pyfunction};

const MESSAGE: usize = 0;
const EXCEPTIONS: usize = 1;
/// How the sequence that the group was made of shows itself, if it was no list or tuple.
const SHOWN: usize = 2;

pub(super) static SPEC: TypeSpec = TypeSpec {
    new: Some(new),
    methods: defs![derive, split, subgroup, class_getitem],
    getset: &[
        GetSetDef { name: "message", doc: "The message.", get: |_, v| Ok(exc(v).field(MESSAGE)), set: Some(readonly) },
        GetSetDef {
            name: "exceptions",
            doc: "The exceptions.",
            get: |_, v| Ok(exc(v).field(EXCEPTIONS)),
            set: Some(readonly),
        },
    ],
    slots: |s| {
        s.str.set(Some(shown));
        s.repr.set(Some(repr));
    },
    ..TypeSpec::EMPTY
};

fn is_group(vm: &Vm, v: Value) -> bool {
    vm.is_instance(v, vm.exc.base_exception_group)
}

fn members(v: Value) -> Gc<Tuple> {
    exc(v).field(EXCEPTIONS).cast().expect("a group is made with its exceptions")
}

fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let [message, exceptions] = *args.plain() else {
        let text = format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)", args.plain().len());
        return Err(vm.type_error(text));
    };
    if !message.is::<Str>() {
        let got = if message.is_none() { "None".to_owned() } else { vm.type_name(message) };
        return Err(vm.type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {got}")));
    }
    let all = sequence(vm, exceptions)?;
    let mut only_exceptions = true;
    for (i, e) in all.items().iter().enumerate() {
        if !e.is::<Exception>() {
            let text = format!("Item {i} of second argument (exceptions) is not an exception");
            return Err(vm.value_error(text));
        }
        only_exceptions &= vm.is_instance(*e, vm.exc.exception);
    }
    let cls = class_for(vm, cls, only_exceptions)?;
    let made = super::base::new(vm, cls, Args::positional(args.plain()))?;
    set(vm, exc(made), MESSAGE, message)?;
    set(vm, exc(made), EXCEPTIONS, all.value())?;
    let ty = vm.type_of(exceptions);
    if ty != vm.types.list && ty != vm.types.tuple {
        let text = vm.repr(exceptions)?;
        set(vm, exc(made), SHOWN, text.value())?;
    }
    Ok(made)
}

/// The exceptions as they are in the group, whatever became of `args` since: a list if the
/// arguments have one, else a tuple.
fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let e = exc(v);
    let name = vm.type_of(v).short_name();
    let message = vm.repr(e.field(MESSAGE))?.to_string_lossy();
    let listed = super::base::args_of(e).items().get(1).copied().filter(|_| super::base::args_of(e).len() == 2);
    let shown = if let Some(text) = e.field(SHOWN).cast::<Str>() {
        text.to_string_lossy()
    } else if listed.is_some_and(|l| vm.type_of(l) == vm.types.list) {
        let list = vm.new_list(members(v).items())?;
        vm.repr(list.value())?.to_string_lossy()
    } else {
        vm.repr(members(v).value())?.to_string_lossy()
    };
    Ok(vm.new_str(&format!("{name}({message}, {shown})"))?.value())
}

fn sequence(vm: &mut Vm, v: Value) -> PyResult<Gc<Tuple>> {
    let ty = vm.type_of(v);
    if ty.slots.getitem.get().is_none() || v.is::<tauraro_core::Dict>() {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let list = vm.new_list(&[])?;
    vm.for_each(v, |vm, e| list.push(vm, e))?;
    if list.items.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    vm.list_to_tuple(list)
}

/// A `BaseExceptionGroup` of nothing but `Exception`s is an `ExceptionGroup`.
fn class_for(vm: &mut Vm, cls: Gc<Type>, only_exceptions: bool) -> PyResult<Gc<Type>> {
    let (base, group) = (vm.exc.base_exception_group, vm.exc.exception_group);
    if cls == base {
        return Ok(if only_exceptions { group } else { cls });
    }
    if !only_exceptions && cls == group {
        return Err(vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
    }
    if !only_exceptions && cls.is_subtype(vm.exc.exception) {
        return Err(vm.type_error(format!("Cannot nest BaseExceptions in '{}'", cls.name_str())));
    }
    Ok(cls)
}

fn shown(vm: &mut Vm, v: Value) -> PyResult {
    let message = vm.str(exc(v).field(MESSAGE))?.to_string_lossy();
    let n = members(v).len();
    let s = if n == 1 { "" } else { "s" };
    Ok(vm.new_str(&format!("{message} ({n} sub-exception{s})"))?.value())
}

/// A group of other exceptions with the same message.
#[pyfunction("BaseExceptionGroup.derive($self, excs, /)")]
fn derive(vm: &mut Vm, this: Value, excs: Value) -> PyResult {
    let group = vm.exc.base_exception_group.value();
    vm.call(group, &[exc(this).field(MESSAGE), excs])
}

/// `BaseExceptionGroup[E]` for annotations.
#[pyfunction("BaseExceptionGroup.__class_getitem__($cls, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Gc<Type>, object: Value) -> PyResult {
    crate::generic_alias::make(vm, cls.value(), object)
}

/// What decides whether an exception matches.
#[derive(Clone, Copy)]
enum Matcher {
    /// A class or a tuple of classes.
    Classes(Value),
    Function(Value),
}

impl Matcher {
    fn of(vm: &mut Vm, v: Value) -> PyResult<Matcher> {
        let is_class = |v: &Value| v.cast::<Type>().is_some_and(|t| t.has(TypeFlags::EXC_SUBCLASS));
        if is_class(&v) || v.cast::<Tuple>().is_some_and(|t| t.items().iter().all(is_class)) {
            return Ok(Matcher::Classes(v));
        }
        if !v.is::<Type>() && vm.type_of(v).slots.call.get().is_some() {
            return Ok(Matcher::Function(v));
        }
        Err(vm.type_error("expected an exception type, a tuple of exception types, or a callable (other than a class)"))
    }

    fn matches(self, vm: &mut Vm, e: Value) -> PyResult<bool> {
        match self {
            Matcher::Classes(c) => Ok(is_of(vm, e, c)),
            Matcher::Function(f) => {
                let result = vm.call(f, &[e])?;
                vm.truth(result)
            }
        }
    }
}

/// Splits an exception: (what matches, the rest), each None if there is nothing.
fn split_by(vm: &mut Vm, e: Value, matcher: Matcher, want_rest: bool) -> PyResult<(Value, Value)> {
    vm.check_native_stack()?;
    if matcher.matches(vm, e)? {
        return Ok((e, Value::NONE));
    }
    if !is_group(vm, e) {
        return Ok((Value::NONE, e));
    }
    let (matched, rest) = (vm.new_list(&[])?, vm.new_list(&[])?);
    for member in members(e).items() {
        let (m, r) = split_by(vm, *member, matcher, want_rest)?;
        if !m.is_none() {
            matched.push(vm, m)?;
        }
        if !r.is_none() && want_rest {
            rest.push(vm, r)?;
        }
    }
    let matched = subset(vm, e, matched)?;
    let rest = if want_rest { subset(vm, e, rest)? } else { Value::NONE };
    Ok((matched, rest))
}

/// A group like `e` of some of its exceptions; None for none of them.
fn subset(vm: &mut Vm, e: Value, some: Gc<List>) -> PyResult {
    if some.items.is_empty() {
        return Ok(Value::NONE);
    }
    let group = vm.call_method(e, "derive", &[some.value()])?;
    if !is_group(vm, group) {
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    let (from, to) = (exc(e), exc(group));
    to.set(&to.traceback, from.traceback.get());
    to.set(&to.context, from.context.get());
    to.set(&to.cause, from.cause.get());
    to.suppress_context.set(from.suppress_context.get());
    let name = vm.names.notes;
    if let Some(notes) = vm.getattr_opt(e, name)?
        && notes.is::<List>()
    {
        let copy = vm.new_list(&[])?;
        vm.for_each(notes, |vm, note| copy.push(vm, note))?;
        vm.setattr(group, name, Some(copy.value()))?;
    }
    Ok(group)
}

/// The part that matches a condition and the rest, as a pair.
#[pyfunction("BaseExceptionGroup.split($self, matcher_value, /)")]
fn split(vm: &mut Vm, this: Value, matcher_value: Value) -> PyResult<Gc<Tuple>> {
    let matcher = Matcher::of(vm, matcher_value)?;
    let (matched, rest) = split_by(vm, this, matcher, true)?;
    vm.new_tuple(&[matched, rest])
}

/// The part that matches a condition.
#[pyfunction("BaseExceptionGroup.subgroup($self, matcher_value, /)")]
fn subgroup(vm: &mut Vm, this: Value, matcher_value: Value) -> PyResult {
    let matcher = Matcher::of(vm, matcher_value)?;
    Ok(split_by(vm, this, matcher, false)?.0)
}

/// Whether an exception is an instance of a class or of one in a tuple.
fn is_of(vm: &Vm, exc: Value, class: Value) -> bool {
    match class.cast::<Tuple>() {
        Some(classes) => classes.items().iter().any(|c| is_of(vm, exc, *c)),
        None => class.cast::<Type>().is_some_and(|c| vm.is_instance(exc, c)),
    }
}
