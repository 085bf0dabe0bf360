//! Classes made natively: layout, MRO, slots and dunder methods in step.

use tauraro_core::builtin::FnDef;
use tauraro_core::hash::HashKey;
use tauraro_core::object::{CompareOp, Exception};
use tauraro_core::ops::BinaryOp;
use tauraro_core::{Gc, PyResult, Str, Tuple, Type, Value, Vm, pyfunction};

fn vm() -> Box<Vm> {
    let mut vm = Vm::new(HashKey::new(0, 0), 1 << 22);
    tauraro_objects::init(&mut vm).expect("init");
    vm
}

fn text(vm: &mut Vm, v: PyResult) -> String {
    match v {
        Ok(v) => vm.repr(v).expect("repr").to_string_lossy(),
        Err(_) => {
            let exc = vm.take_exception();
            let name = vm.type_name(exc);
            let args = exc.cast::<Exception>().expect("an exception").args.get();
            let first = args.cast::<Tuple>().and_then(|t| t.get(0)).unwrap_or(Value::NONE);
            let message = vm.str(first).expect("str").to_string_lossy();
            format!("{name}: {message}")
        }
    }
}

fn class(vm: &mut Vm, name: &str, bases: &[Gc<Type>], attrs: &[(&str, Value)]) -> PyResult {
    let name = vm.new_str(name)?.value();
    let bases: Vec<Value> = bases.iter().map(|b| b.value()).collect();
    let bases = vm.new_tuple(&bases)?.value();
    let dict = vm.new_dict();
    for (n, v) in attrs {
        dict.set_str(vm, n, *v)?;
    }
    let ty = vm.types.type_.value();
    vm.call(ty, &[name, bases, dict.value()])
}

fn made(v: PyResult) -> Gc<Type> {
    v.expect("a class").cast().expect("a type")
}

/// A native function that is no method: looked up on a class it stays as it is.
fn function(vm: &mut Vm, def: &'static FnDef) -> Value {
    vm.new_builtin(def, Value::UNBOUND, None).value()
}

#[pyfunction("five()")]
fn five(_: &mut Vm) -> i64 {
    5
}

#[pyfunction("anything(*args)")]
fn anything(_: &mut Vm, args: &[Value]) -> i64 {
    args.len() as i64
}

#[test]
fn instances_have_attributes_and_identity() {
    let vm = &mut *vm();
    let a = made(class(vm, "A", &[], &[("x", Value::small(7))]));
    let obj = vm.call(a.value(), &[]).expect("an instance");
    let (x, y) = (vm.intern("x"), vm.intern("y"));
    assert_eq!(vm.getattr(obj, x), Ok(Value::small(7)));
    vm.setattr(obj, y, Some(Value::TRUE)).expect("set");
    assert_eq!(vm.getattr(obj, y), Ok(Value::TRUE));
    let gone = vm.getattr_str(obj, "z");
    assert_eq!(text(vm, gone), "AttributeError: 'A' object has no attribute 'z'");
    let dict = vm.getattr_str(obj, "__dict__").expect("a dict");
    assert_eq!(vm.len(dict), Ok(1));
    assert_eq!(vm.compare_bool(obj, obj, CompareOp::Eq), Ok(true));
    let too_many = vm.call(a.value(), &[Value::NONE]);
    assert_eq!(text(vm, too_many), "TypeError: A() takes no arguments");
}

#[test]
fn the_order_of_bases_is_c3() {
    let vm = &mut *vm();
    let a = made(class(vm, "A", &[], &[]));
    let b = made(class(vm, "B", &[a], &[]));
    let c = made(class(vm, "C", &[a], &[]));
    let d = made(class(vm, "D", &[b, c], &[]));
    let names: Vec<String> = d.mro_types().map(|t| t.name_str()).collect();
    assert_eq!(names, ["D", "B", "C", "A", "object"]);
    let bad = class(vm, "X", &[a, b], &[]);
    assert_eq!(text(vm, bad), "TypeError: Cannot create a consistent method resolution order (MRO) for bases A, B");
    let twice = class(vm, "X", &[a, a], &[]);
    assert_eq!(text(vm, twice), "TypeError: duplicate base class A");
    let (int, str, boolean) = (vm.types.int, vm.types.str, vm.types.bool);
    let conflict = class(vm, "X", &[int, str], &[]);
    assert_eq!(text(vm, conflict), "TypeError: multiple bases have instance lay-out conflict");
    let refused = class(vm, "X", &[boolean], &[]);
    assert_eq!(text(vm, refused), "TypeError: type 'bool' is not an acceptable base type");
}

#[test]
fn dunders_and_slots_are_in_step() {
    let vm = &mut *vm();
    let len = function(vm, &five::DEF);
    let a = made(class(vm, "A", &[], &[("__len__", len)]));
    let obj = vm.call(a.value(), &[]).expect("an instance");
    assert_eq!(vm.len(obj), Ok(5));
    assert_eq!(vm.truth(obj), Ok(true));
    let sub = made(class(vm, "B", &[a], &[]));
    let of_sub = vm.call(sub.value(), &[]).expect("an instance");
    assert_eq!(vm.len(of_sub), Ok(5));
    let name = vm.intern("__len__");
    vm.setattr(a.value(), name, None).expect("deleted");
    let missing = vm.len(of_sub).map(|n| Value::small(n as i64));
    assert_eq!(text(vm, missing), "TypeError: object of type 'B' has no len()");
    let add = vm.intern("__radd__");
    let f = function(vm, &anything::DEF);
    vm.setattr(a.value(), add, Some(f)).expect("set");
    assert_eq!(vm.binary(BinaryOp::Add, Value::small(1), of_sub), Ok(Value::small(1)));
    let unsupported = vm.binary(BinaryOp::Add, of_sub, Value::small(1));
    assert_eq!(text(vm, unsupported), "TypeError: unsupported operand type(s) for +: 'B' and 'int'");
}

#[test]
fn an_eq_without_hash_is_unhashable() {
    let vm = &mut *vm();
    let eq = function(vm, &anything::DEF);
    let a = made(class(vm, "A", &[], &[("__eq__", eq)]));
    let obj = vm.call(a.value(), &[]).expect("an instance");
    let hash = vm.hash(obj).map(|_| Value::NONE);
    assert_eq!(text(vm, hash), "TypeError: unhashable type: 'A'");
}

#[test]
fn wrappers_call_slots() {
    let vm = &mut *vm();
    let add = vm.getattr_str(Value::small(1), "__add__").expect("a wrapper");
    assert_eq!(vm.call(add, &[Value::small(2)]), Ok(Value::small(3)));
    let unbound = vm.getattr_str(vm.types.int.value(), "__add__");
    assert_eq!(text(vm, unbound), "<slot wrapper '__add__' of 'int' objects>");
    let count = vm.call(add, &[]);
    assert_eq!(text(vm, count), "TypeError: expected 1 argument, got 0");
    let new = vm.getattr_str(vm.types.int.value(), "__new__").expect("a builtin");
    let refused = vm.call(new, &[vm.types.str.value()]);
    assert_eq!(text(vm, refused), "TypeError: int.__new__(str): str is not a subtype of int");
}

#[test]
fn slots_take_the_place_of_the_dict() {
    let vm = &mut *vm();
    let names = {
        let (b, a) = (vm.intern("b").value(), vm.intern("a").value());
        vm.new_tuple(&[b, a]).expect("fits").value()
    };
    let c = made(class(vm, "C", &[], &[("__slots__", names)]));
    let obj = vm.call(c.value(), &[]).expect("an instance");
    let (a, z) = (vm.intern("a"), vm.intern("z"));
    let empty = vm.getattr(obj, a);
    assert_eq!(text(vm, empty), "AttributeError: 'C' object has no attribute 'a'");
    vm.setattr(obj, a, Some(Value::small(3))).expect("a slot");
    assert_eq!(vm.getattr(obj, a), Ok(Value::small(3)));
    let refused = vm.setattr(obj, z, Some(Value::NONE)).map(|()| Value::NONE);
    assert_eq!(
        text(vm, refused),
        "AttributeError: 'C' object has no attribute 'z' and no __dict__ for setting new attributes"
    );
    let number = vm.types.int;
    let not_there = class(vm, "I", &[number], &[("__slots__", names)]);
    assert_eq!(text(vm, not_there), "TypeError: nonempty __slots__ not supported for subtype of 'int'");
}

#[test]
fn assigning_a_class_keeps_the_attributes() {
    let vm = &mut *vm();
    let many: Vec<Value> = (0..20).map(|i| vm.intern(&format!("a{i}")).value()).collect();
    let many = vm.new_tuple(&many).expect("fits").value();
    let small = made(class(vm, "Small", &[], &[]));
    let large = made(class(vm, "Large", &[], &[("__static_attributes__", many)]));
    for (from, to) in [(small, large), (large, small)] {
        let obj = vm.call(from.value(), &[]).expect("an instance");
        for i in 0..12 {
            let name = vm.intern(&format!("n{i}"));
            vm.setattr(obj, name, Some(Value::small(i))).expect("set");
        }
        let class_name = vm.intern("__class__");
        vm.setattr(obj, class_name, Some(to.value())).expect("same layout");
        assert_eq!(vm.type_of(obj), to);
        for i in 12..24 {
            let name = vm.intern(&format!("n{i}"));
            vm.setattr(obj, name, Some(Value::small(i))).expect("set");
        }
        for i in 0..24 {
            let name = vm.intern(&format!("n{i}"));
            assert_eq!(vm.getattr(obj, name), Ok(Value::small(i)));
        }
        let dict = vm.getattr_str(obj, "__dict__").expect("a dict");
        assert_eq!(vm.len(dict), Ok(24));
    }
}

#[test]
fn exceptions_know_their_class_by_errno() {
    let vm = &mut *vm();
    let message = vm.new_str("gone").expect("fits").value();
    let file = vm.new_str("f").expect("fits").value();
    let os_error = vm.exc.os_error.value();
    let made = vm.call(os_error, &[Value::small(2), message, file]).expect("an exception");
    assert_eq!(vm.type_of(made), vm.exc.file_not_found_error);
    let filename = vm.getattr_str(made, "filename");
    assert_eq!(filename, Ok(file));
    let args = vm.getattr_str(made, "args").expect("a tuple");
    assert_eq!(vm.len(args), Ok(2));
}

#[test]
fn every_builtin_type_shows_itself() {
    let vm = &mut *vm();
    for name in ["int", "object", "type", "super", "property", "BaseException", "OSError"] {
        let ty = vm.builtins.get_str(vm, name).expect("a builtin");
        let dir = tauraro_objects::builtins::dir_of(vm, ty).expect("dir");
        let all: Vec<String> =
            dir.items.slots().iter().filter_map(|s| s.get().cast::<Str>()).map(|s| s.to_string_lossy()).collect();
        assert!(all.contains(&"__repr__".to_owned()) && all.contains(&"__class__".to_owned()), "{name}: {all:?}");
        assert!(all.is_sorted());
    }
}
