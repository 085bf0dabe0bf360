//! `builtin_function_or_method`: native functions of modules, bound native methods, and the
//! `__new__` of native types.

use super::doc;
use tauraro_core::builtin::{Effects, Fast, FnDef, Param, Receiver, Signature};
use tauraro_core::call::Args;
use tauraro_core::make_type::TypeSpec;
use tauraro_core::object::{Builtin, CompareOp, Exception, GetSetDef, Module};
use tauraro_core::{Gc, PyResult, Str, Tuple, Type, Value, Vm, defs, pyfunction};

pub(super) fn init(vm: &mut Vm) -> PyResult<()> {
    vm.fill_type(vm.types.builtin_function, &SPEC)
}

static SPEC: TypeSpec = TypeSpec {
    methods: defs![reduce],
    getset: &[
        GetSetDef { name: "__module__", doc: "Name of the module.", get: module, set: None },
        GetSetDef { name: "__doc__", doc: "What the function does.", get: get_doc, set: None },
        GetSetDef { name: "__name__", doc: "Name of the function.", get: name, set: None },
        GetSetDef { name: "__qualname__", doc: "Name with that of the type.", get: full_name, set: None },
        GetSetDef { name: "__self__", doc: "What the function is bound to.", get: get_self, set: None },
        GetSetDef { name: "__text_signature__", doc: "The parameters.", get: signature, set: None },
    ],
    weakrefs: true,
    slots: |s| {
        s.repr.set(Some(repr));
        s.call.set(Some(call));
        s.hash.set(Some(hash));
        s.compare.set(Some(compare));
    },
    ..TypeSpec::EMPTY
};

/// `T.__new__` of every native type `T`: bound to `T`, called with the class to instantiate.
pub(crate) static NEW_WRAPPER: FnDef = FnDef {
    sig: Signature {
        name: "__new__",
        qualname: "__new__",
        text: "($type, *args, **kwargs)",
        receiver: Receiver::Class,
        params: &[Param { name: "type", default: None }],
        posonly: 1,
        positional: 1,
        varargs: true,
        varkw: true,
        plain_min: usize::MAX,
    },
    doc: "Makes a new object; the class documents its arguments.",
    call: call_new,
    fast: Fast::None,
    effects: Effects::MayCall,
};

fn call_new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let owner = args.receiver.and_then(Value::cast::<Type>).expect("bound to its type when it was made");
    let [class, ..] = args.plain() else {
        return Err(vm.type_error(format!("{}.__new__(): not enough arguments", owner.name_str())));
    };
    let rest = Args { receiver: None, values: &args.values[1..], names: args.names };
    let row = &crate::type_::slots::ROWS[0];
    (row.dunders[0].wrap)(vm, &row.dunders[0], owner, *class, rest)
}

fn builtin(v: Value) -> Gc<Builtin> {
    v.cast().expect("slots and getters get instances of their type")
}

fn call(vm: &mut Vm, this: Value, args: Args<'_>) -> PyResult {
    let b = builtin(this);
    match b.receiver.get().bound() {
        None => (b.def.call)(vm, args),
        Some(receiver) => {
            let result = vm.with_first(receiver, args, b.def.call);
            if result.is_err() && b.def.sig.receiver == Receiver::Instance {
                name_receiver(vm, receiver, b.def);
            }
            result
        }
    }
}

/// Messages about the arguments of a bound method name the type of the receiver: a method of
/// int that was taken from True is `bool.bit_count`.
#[cold]
fn name_receiver(vm: &mut Vm, receiver: Value, def: &'static FnDef) {
    let exc = vm.pending();
    let Some(e) = exc.cast::<Exception>().filter(|_| vm.type_of(exc) == vm.exc.type_error) else { return };
    let text = match e.args.get().cast::<Tuple>().as_ref().map(|t| t.items()) {
        Some([text]) => text.cast::<Str>().map(|s| s.to_string_lossy()).unwrap_or_default(),
        _ => return,
    };
    let Some(rest) = text.strip_prefix(def.sig.qualname).filter(|rest| rest.starts_with("() takes ")) else { return };
    let text = format!("{}.{}{rest}", vm.type_of(receiver).short_name(), def.sig.name);
    if let Ok(text) = vm.new_str(&text)
        && let Ok(args) = vm.new_tuple(&[text.value()])
    {
        e.set(&e.args, args.value());
    }
}

/// What it is bound to: a receiver, or the module of a function; a static method is bound to
/// nothing.
fn bound_to(vm: &mut Vm, b: Gc<Builtin>) -> Value {
    if let Some(receiver) = b.receiver.get().bound() {
        return receiver;
    }
    let Some(name) = b.module.get().cast::<Str>() else { return Value::NONE };
    vm.modules.get_name(vm, name).unwrap_or(Value::NONE)
}

fn module(_: &mut Vm, this: Value) -> PyResult {
    Ok(builtin(this).module.get())
}

fn get_doc(vm: &mut Vm, this: Value) -> PyResult {
    doc(vm, builtin(this).def)
}

fn name(vm: &mut Vm, this: Value) -> PyResult {
    Ok(vm.intern(builtin(this).def.sig.name).value())
}

fn full_name(vm: &mut Vm, this: Value) -> PyResult {
    let b = builtin(this);
    let owner = match b.receiver.get().bound() {
        Some(r) if !r.is::<Module>() => Some(r.cast::<Type>().unwrap_or(vm.type_of(r))),
        _ => b.owner.get(),
    };
    match owner {
        Some(owner) => super::qualname(vm, owner, b.def.sig.name),
        None => name(vm, this),
    }
}

fn get_self(vm: &mut Vm, this: Value) -> PyResult {
    Ok(bound_to(vm, builtin(this)))
}

/// Functions whose parameters no signature can say.
const UNSIGNED: [&str; 10] =
    ["__build_class__", "dir", "getattr", "iter", "max", "min", "next", "vars", "dict.update", "generator.throw"];

/// `__text_signature__` of a native function or method.
pub(super) fn text_signature(vm: &mut Vm, def: &'static FnDef) -> PyResult {
    match UNSIGNED.contains(&def.sig.qualname) {
        true => Ok(Value::NONE),
        false => Ok(vm.new_str(def.sig.text)?.value()),
    }
}

fn signature(vm: &mut Vm, this: Value) -> PyResult {
    let b = builtin(this);
    let of_module = b.owner.get().is_none() && !b.module.get().is_none();
    if !of_module || UNSIGNED.contains(&b.def.sig.qualname) {
        return text_signature(vm, b.def);
    }
    // A module's function shows the module as its receiver.
    let sig = &b.def.sig;
    let rest = &sig.text[1..];
    let slash = if sig.posonly == 0 { ", /" } else { "" };
    let comma = if rest == ")" { "" } else { ", " };
    Ok(vm.new_str(&format!("($module{slash}{comma}{rest}"))?.value())
}

fn repr(vm: &mut Vm, this: Value) -> PyResult {
    let b = builtin(this);
    let name = b.def.sig.name;
    let text = match (b.receiver.get().bound(), b.owner.get()) {
        (Some(r), _) if !r.is::<Module>() => {
            let ty = vm.type_name(r);
            format!("<built-in method {name} of {ty} object at {:#x}>", crate::identity::address(r))
        }
        (None, Some(owner)) => {
            format!("<built-in method {name} of type object at {:#x}>", crate::identity::address(owner.value()))
        }
        _ => format!("<built-in function {name}>"),
    };
    Ok(vm.new_str(&text)?.value())
}

fn hash(_: &mut Vm, this: Value) -> PyResult<i64> {
    let b = builtin(this);
    let of = b.receiver.get().bound().map_or(0, crate::identity::hash);
    Ok(of ^ (std::ptr::from_ref(b.def) as i64 >> 4))
}

fn compare(_: &mut Vm, a: Value, b: Value, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (a.cast::<Builtin>(), b.cast::<Builtin>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let same = std::ptr::eq(x.def, y.def) && x.receiver.get() == y.receiver.get();
    Ok(match op {
        CompareOp::Eq => Value::bool(same),
        CompareOp::Ne => Value::bool(!same),
        _ => Value::NOT_IMPLEMENTED,
    })
}

/// For pickling: a module's function is found by its name, a method in its receiver.
#[pyfunction("builtin_function_or_method.__reduce__($self, /)")]
fn reduce(vm: &mut Vm, this: Gc<Builtin>) -> PyResult {
    match this.receiver.get().bound() {
        Some(r) if !r.is::<Module>() => getattr_pair(vm, r, this.def.sig.name),
        _ => full_name(vm, this.value()),
    }
}

/// `(getattr, (obj, name))`, which is how descriptors and methods are pickled.
pub(crate) fn getattr_pair(vm: &mut Vm, obj: Value, name: &str) -> PyResult {
    let getattr = vm.builtins.get_str(vm, "getattr").unwrap_or(Value::NONE);
    let name = vm.intern(name).value();
    let args = vm.new_tuple(&[obj, name])?.value();
    Ok(vm.new_tuple(&[getattr, args])?.value())
}
