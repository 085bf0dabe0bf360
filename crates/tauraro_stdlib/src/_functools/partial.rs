//! `partial`: a function with some of its arguments given, and `Placeholder`, which leaves a
//! positional one open.

use super::state;
use crate::kinds;
use std::cell::Cell;
use tauraro_core::call::Args;
use tauraro_core::heap::{Gc, HasKindInfo, Link, Slot};
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{BoundMethod, CallFn, GetSetDef, TypeFlags};
use tauraro_core::shape::ShapeId;
use tauraro_core::value::Raised;
use tauraro_core::{Dict, PyResult, Str, Tuple, Type, Value, Vm, defs, payload, pyfunction};
use tauraro_objects::dict::copy_dict;
use tauraro_objects::repr_guard::repr_once;

pub(super) struct Partial {
    func: Slot,
    args: Link<Tuple>,
    keywords: Link<Dict>,
    /// How many of `args` are Placeholder.
    open: Cell<usize>,
}

payload!(Partial, kinds::PARTIAL, "functools.partial", [func, args, keywords]);

impl Partial {
    fn args(&self) -> Gc<Tuple> {
        self.args.get().expect("a partial has its arguments from its creation on")
    }

    fn keywords(&self) -> Gc<Dict> {
        self.keywords.get().expect("a partial has its keywords from its creation on")
    }
}

fn this(v: Value) -> Gc<Partial> {
    v.cast().expect("slots of partial get them")
}

/// The positional arguments `given`, with those of `more` in place of placeholders and behind.
/// Placeholders for which nothing is left stay.
fn fill(vm: &mut Vm, given: &[Value], more: &[Value]) -> PyResult<Gc<Tuple>> {
    let placeholder = state(vm).placeholder;
    let all = vm.new_list_with_capacity(given.len() + more.len())?;
    let mut rest = more.iter();
    for v in given {
        let v = if *v == placeholder { *rest.next().unwrap_or(v) } else { *v };
        all.push(vm, v)?;
    }
    for v in rest {
        all.push(vm, *v)?;
    }
    vm.new_tuple_of_slots(all.items.slots())
}

fn open_places(vm: &Vm, args: &[Value]) -> usize {
    let placeholder = state(vm).placeholder;
    args.iter().filter(|v| **v == placeholder).count()
}

#[cold]
fn trailing(vm: &mut Vm) -> Raised {
    vm.type_error("trailing Placeholders are not allowed")
}

fn new(vm: &mut Vm, cls: Gc<Type>, args: Args<'_>) -> PyResult {
    let [func, rest @ ..] = args.plain() else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    let mut func = *func;
    if vm.type_of(func).slots.call.get().is_none() {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let placeholder = state(vm).placeholder;
    if rest.last() == Some(&placeholder) {
        return Err(trailing(vm));
    }
    if args.keywords().any(|(_, v)| v == placeholder) {
        return Err(vm.type_error("Placeholder cannot be passed as a keyword argument"));
    }
    // A partial of a partial is one partial, unless the inner one has attributes of its own.
    let (positional, keywords) = match func.cast::<Partial>() {
        Some(inner) if calls_plainly(vm, func) && !has_attributes(vm, func)? => {
            func = inner.func.get();
            (fill(vm, inner.args().items(), rest)?, copy_dict(vm, inner.keywords())?)
        }
        _ => (vm.new_tuple(rest)?, vm.new_dict()),
    };
    for (name, v) in args.keywords() {
        keywords.set_item(vm, name.value(), v)?;
    }
    let payload = Partial {
        func: Slot::new(func),
        args: Link::new(Some(positional)),
        keywords: Link::new(Some(keywords)),
        open: Cell::new(open_places(vm, positional.items())),
    };
    Ok(vm.alloc_with_slots(cls.root_shape.get(), payload, cls.inline_slots.get().into()).value())
}

/// Whether calling does what partial does: no subclass overrides it.
fn calls_plainly(vm: &Vm, v: Value) -> bool {
    vm.type_of(v).slots.call.get().is_some_and(|f| std::ptr::fn_addr_eq(f, call as CallFn))
}

/// Whether an instance's `__dict__` holds something.
fn has_attributes(vm: &mut Vm, v: Value) -> PyResult<bool> {
    let dict = vm.getattr_opt(v, vm.names.dict)?;
    dict.map_or(Ok(false), |d| vm.truth(d))
}

/// Arguments of short calls are joined on the native stack.
const SHORT: usize = 8;

fn call(vm: &mut Vm, v: Value, args: Args<'_>) -> PyResult {
    let partial = this(v);
    let joined = vm.join_receiver(args)?;
    let more = joined.items();
    let n = more.len() - args.keyword_count();
    if n < partial.open.get() {
        let text = format!(
            "missing positional arguments in 'partial' call; expected at least {}, got {n}",
            partial.open.get()
        );
        return Err(vm.type_error(text));
    }
    let func = partial.func.get();
    let (given, keywords) = (partial.args(), partial.keywords());
    if keywords.is_empty() {
        let total = given.len() + more.len();
        if partial.open.get() == 0 && total <= SHORT {
            let mut all = [Value::NONE; SHORT];
            all[..given.len()].copy_from_slice(given.items());
            all[given.len()..total].copy_from_slice(more);
            return vm.call_args(func, Args { receiver: None, values: &all[..total], names: args.names });
        }
        let values = fill(vm, given.items(), more)?;
        return vm.call_args(func, Args { receiver: None, values: values.items(), names: args.names });
    }
    let merged = copy_dict(vm, keywords)?;
    for (name, v) in args.keywords() {
        merged.set_item(vm, name.value(), v)?;
    }
    let values = fill(vm, given.items(), &more[..n])?;
    crate::_operator::call_with_dict(vm, func, values.items(), merged)
}

fn repr(vm: &mut Vm, v: Value) -> PyResult {
    let ty = vm.type_of(v).value();
    let module = vm.getattr(ty, vm.names.module)?;
    let qualname = vm.getattr(ty, vm.names.qualname)?;
    let name = format!("{}.{}", vm.str(module)?.to_string_lossy(), vm.str(qualname)?.to_string_lossy());
    repr_once(vm, v, "...", |vm| {
        let partial = this(v);
        let shown = vm.repr(partial.func.get())?;
        let start = vm.new_str(&format!("{name}("))?;
        let mut text = vm.concat_str(start, shown)?;
        let comma = vm.new_str(", ")?;
        for arg in partial.args().items() {
            let shown = vm.repr(*arg)?;
            text = vm.concat_str(text, comma)?;
            text = vm.concat_str(text, shown)?;
        }
        for (key, value) in partial.keywords().iter() {
            let key = vm.str(key)?;
            let shown = vm.repr(value)?;
            let equals = vm.new_str("=")?;
            for part in [comma, key, equals, shown] {
                text = vm.concat_str(text, part)?;
            }
        }
        let end: Gc<Str> = vm.new_str(")")?;
        vm.concat_str(text, end).map(Gc::value)
    })
}

/// On a class a partial acts as a method.
fn descr_get(vm: &mut Vm, v: Value, instance: Option<Value>, _: Value) -> PyResult {
    match instance.filter(|i| !i.is_none()) {
        Some(instance) => {
            let payload = BoundMethod { func: Slot::new(v), receiver: Slot::new(instance) };
            Ok(vm.alloc(ShapeId::BOUND_METHOD, payload).value())
        }
        None => Ok(v),
    }
}

/// Returns state information for pickling.
#[pyfunction("partial.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Partial>) -> PyResult {
    let ty = vm.type_of(this.value()).value();
    let args = vm.new_tuple(&[this.func.get()])?.value();
    let dict = match has_attributes(vm, this.value())? {
        true => vm.getattr(this.value(), vm.names.dict)?,
        false => Value::NONE,
    };
    let state = vm.new_tuple(&[this.func.get(), this.args().value(), this.keywords().value(), dict])?.value();
    vm.new_tuple(&[ty, args, state]).map(Gc::value)
}

/// Sets state information for unpickling.
#[pyfunction("partial.__setstate__($self, object, /)")]
fn setstate(vm: &mut Vm, this: Gc<Partial>, object: Value) -> PyResult<()> {
    let parts = object.cast::<Tuple>();
    let Some(&[func, args, keywords, dict]) = parts.as_ref().map(|t| t.items()) else {
        return Err(vm.type_error("invalid partial state"));
    };
    let callable = vm.type_of(func).slots.call.get().is_some();
    let (Some(given), true) = (args.cast::<Tuple>(), callable && (keywords.is_none() || keywords.is::<Dict>())) else {
        return Err(vm.type_error("invalid partial state"));
    };
    if given.items().last() == Some(&state(vm).placeholder) {
        return Err(trailing(vm));
    }
    let given = vm.new_tuple(given.items())?;
    let keywords = match keywords.cast::<Dict>() {
        Some(k) => copy_dict(vm, k)?,
        None => vm.new_dict(),
    };
    this.set(&this.func, func);
    this.link(&this.args, Some(given));
    this.link(&this.keywords, Some(keywords));
    this.open.set(open_places(vm, given.items()));
    if !dict.is_none() {
        vm.setattr(this.value(), vm.names.dict, Some(dict))?;
    }
    Ok(())
}

/// See PEP 585.
#[pyfunction("partial.__class_getitem__($type, object, /)")]
fn class_getitem(vm: &mut Vm, cls: Value, object: Value) -> PyResult {
    tauraro_objects::iterable::generic_alias(vm, cls, object)
}

fn readonly(vm: &mut Vm, _: Value, _: Option<Value>) -> PyResult<()> {
    Err(vm.raise_text(vm.exc.attribute_error, "readonly attribute"))
}

pub(super) static SPEC: TypeSpec = TypeSpec {
    name: "partial",
    module: "functools",
    doc: Some("A new function with some of the arguments given already."),
    kind: Some(Partial::INFO),
    flags: TypeFlags::BASE,
    has_dict: true,
    weakrefs: true,
    new: Some(new),
    methods: defs![reduce, setstate, class_getitem],
    getset: &[
        GetSetDef {
            name: "func",
            doc: "function object to use in future partial calls",
            get: |_, v| Ok(this(v).func.get()),
            set: Some(readonly),
        },
        GetSetDef {
            name: "args",
            doc: "tuple of arguments to future partial calls",
            get: |_, v| Ok(this(v).args().value()),
            set: Some(readonly),
        },
        GetSetDef {
            name: "keywords",
            doc: "dictionary of keyword arguments to future partial calls",
            get: |_, v| Ok(this(v).keywords().value()),
            set: Some(readonly),
        },
    ],
    slots: |s| {
        s.repr.set(Some(repr));
        s.call.set(Some(call));
        s.descr_get.set(Some(descr_get));
    },
};

/// The payload of the one Placeholder: nothing.
struct Placeholder;

payload!(Placeholder, kinds::PLACEHOLDER, "functools._PlaceholderType", []);

pub(super) fn make_placeholder(vm: &mut Vm, ty: Gc<Type>) -> Value {
    vm.alloc(ty.root_shape.get(), Placeholder).value()
}

/// Returns the name under which pickle finds it.
#[pyfunction("_PlaceholderType.__reduce__($self, /)")]
fn placeholder_reduce(_: &mut Vm, _this: Value) -> &'static str {
    "Placeholder"
}

pub(super) static PLACEHOLDER: TypeSpec = TypeSpec {
    name: "_PlaceholderType",
    module: "functools",
    doc: Some("The type of the Placeholder singleton, which leaves a positional argument of a partial open."),
    kind: Some(Placeholder::INFO),
    new: Some(|vm, _, args| {
        if args.positional_count() + args.keyword_count() > 0 {
            return Err(vm.type_error("PlaceholderType takes no arguments"));
        }
        Ok(state(vm).placeholder)
    }),
    methods: defs![placeholder_reduce],
    slots: |s| s.repr.set(Some(|vm, _| vm.new_str("Placeholder").map(Gc::value))),
    ..TypeSpec::EMPTY
};
