//! Containers through their slots and methods, without an interpreter.

use tauraro_core::call::Args;
use tauraro_core::hash::HashKey;
use tauraro_core::object::{Builtin, CompareOp, Exception, MethodDescriptor};
use tauraro_core::ops::BinaryOp;
use tauraro_core::{List, PyResult, Str, Tuple, Value, Vm, pyfunction};
use tauraro_objects::{call_args, list, range, slice, unpack};

fn vm() -> Box<Vm> {
    let mut vm = Vm::new(HashKey::new(0, 0), 4 << 20);
    tauraro_objects::init(&mut vm).expect("the types are filled");
    vm
}

/// Calls a native method without the call protocol of its descriptor.
fn method(vm: &mut Vm, v: Value, name: &str, args: &[Value]) -> PyResult {
    let (ty, name) = (vm.type_of(v), vm.intern(name));
    let found = vm.lookup(ty, name).and_then(Value::cast::<MethodDescriptor>).expect("a native method");
    (found.def.call)(vm, Args::positional(args).with_receiver(v))
}

fn ints(values: impl IntoIterator<Item = i64>) -> Vec<Value> {
    values.into_iter().map(Value::small).collect()
}

fn show(vm: &mut Vm, v: Value) -> String {
    vm.repr(v).expect("a repr").to_string_lossy()
}

/// The text of the exception that a call raised.
fn failure<T>(vm: &mut Vm, result: PyResult<T>) -> String {
    assert!(result.is_err(), "an exception was expected");
    let exc = vm.take_exception();
    let args = exc.cast::<Exception>().expect("an exception").args.get().cast::<Tuple>().expect("args");
    let arg = args.get(0).expect("an argument");
    let text = arg.cast::<Str>().map(|s| s.to_string_lossy());
    format!("{}: {}", vm.type_name(exc), text.unwrap_or_else(|| show(vm, arg)))
}

fn range_of(vm: &mut Vm, a: i64, b: i64, c: i64) -> Value {
    range::new_range(vm, Value::small(a), Value::small(b), Value::small(c)).value()
}

fn slice_of(vm: &mut Vm, parts: [Option<i64>; 3]) -> Value {
    let [a, b, c] = parts.map(|p| p.map_or(Value::NONE, Value::small));
    slice::new_slice(vm, a, b, c).value()
}

#[test]
fn lists_are_sliced_assigned_and_deleted() {
    let vm = &mut *vm();
    let l = vm.new_list(&ints(0..10)).expect("fits").value();
    let s = slice_of(vm, [None, None, Some(-3)]);
    let got = vm.getitem(l, s).expect("items");
    assert_eq!(show(vm, got), "[9, 6, 3, 0]");
    vm.setitem(l, s, Some(got)).expect("assigned");
    let middle = slice_of(vm, [Some(2), Some(5), None]);
    vm.setitem(l, middle, Some(l)).expect("assigned");
    assert_eq!(show(vm, l), "[0, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 5, 6, 7, 8, 9]");
    let odd = slice_of(vm, [None, None, Some(-2)]);
    vm.setitem(l, odd, None).expect("deleted");
    assert_eq!(show(vm, l), "[1, 1, 3, 5, 7, 9, 6, 8]");
    let two = vm.new_list(&ints([1, 2])).expect("fits").value();
    let r = vm.setitem(l, odd, Some(two));
    assert_eq!(failure(vm, r), "ValueError: attempt to assign sequence of size 2 to extended slice of size 4");
    let r = vm.getitem(l, Value::small(8));
    assert_eq!(failure(vm, r), "IndexError: list index out of range");
    let r = vm.binary(BinaryOp::Add, l, Value::small(1));
    assert_eq!(failure(vm, r), "TypeError: can only concatenate list (not \"int\") to list");
}

#[test]
fn a_list_that_holds_itself_prints() {
    let vm = &mut *vm();
    let l: tauraro_core::Gc<List> = vm.new_list(&[Value::small(1)]).expect("fits");
    l.push(vm, l.value()).expect("fits");
    assert_eq!(show(vm, l.value()), "[1, [...]]");
    list_extend(vm, l.value(), l.value());
    assert_eq!(show(vm, l.value()), "[1, [...], 1, [...]]");
}

fn list_extend(vm: &mut Vm, l: Value, v: Value) {
    method(vm, l, "extend", &[v]).expect("extended");
}

#[pyfunction("negated(x, /)")]
fn negated(_: &mut Vm, x: i64) -> i64 {
    -x / 10
}

#[test]
fn sorting_is_stable_and_takes_keys_of_all_kinds() {
    let vm = &mut *vm();
    let l = vm.new_list(&ints([31, 12, 25, 17, 39, 8])).expect("fits");
    list::sort_list(vm, l, None, false).expect("sorted");
    assert_eq!(show(vm, l.value()), "[8, 12, 17, 25, 31, 39]");
    vm.types
        .builtin_function
        .slots
        .call
        .set(Some(|vm, f, args| (f.cast::<Builtin>().expect("a builtin").def.call)(vm, args)));
    let key = vm.new_builtin(&negated::DEF, Value::UNBOUND, None).value();
    list::sort_list(vm, l, Some(key), false).expect("sorted");
    assert_eq!(show(vm, l.value()), "[31, 39, 25, 12, 17, 8]");
    list::sort_list(vm, l, Some(key), true).expect("sorted");
    assert_eq!(show(vm, l.value()), "[8, 12, 17, 25, 31, 39]");
    let mut words: Vec<Value> = Vec::new();
    for text in ["b", "", "abcdefghi", "ab", "abcdefgh", "é", "a\0", "a"] {
        words.push(vm.new_str(text).expect("fits").value());
    }
    let l = vm.new_list(&words).expect("fits");
    list::sort_list(vm, l, None, false).expect("sorted");
    let texts: Vec<String> =
        l.items.slots().iter().filter_map(|s| Some(s.get().cast::<Str>()?.to_string_lossy())).collect();
    assert_eq!(texts, ["", "a", "a\0", "ab", "abcdefgh", "abcdefghi", "b", "é"]);
    let floats = [2.5, -0.0, 0.0, -7.0].map(Value::float);
    let l = vm.new_list(&floats).expect("fits");
    list::sort_list(vm, l, None, false).expect("sorted");
    assert_eq!(show(vm, l.value()), "[-7.0, -0.0, 0.0, 2.5]");
    let mixed = [words[0], Value::small(1)];
    let l = vm.new_list(&mixed).expect("fits");
    let r = list::sort_list(vm, l, None, false);
    assert_eq!(failure(vm, r), "TypeError: '<' not supported between instances of 'int' and 'str'");
    assert_eq!(l.items.len(), 2);
}

#[test]
fn tuples_hash_and_compare() {
    let vm = &mut *vm();
    let t = vm.new_tuple(&ints([1, 2, 3])).expect("fits").value();
    assert_eq!(vm.hash(t), Ok(529_344_067_295_497_451));
    let u = vm.new_tuple(&ints([1, 2, 4])).expect("fits").value();
    assert_eq!(vm.compare(t, u, CompareOp::Lt), Ok(Value::TRUE));
    let s = vm.binary(BinaryOp::Add, t, u).expect("joined");
    let s = vm.binary(BinaryOp::Multiply, s, Value::small(2)).expect("repeated");
    assert_eq!(show(vm, s), "(1, 2, 3, 1, 2, 4, 1, 2, 3, 1, 2, 4)");
    let one = vm.new_tuple(&ints([5])).expect("fits").value();
    assert_eq!(show(vm, one), "(5,)");
    let s = slice::new_slice(vm, Value::small(1), Value::small(2), Value::small(3)).value();
    assert_eq!(vm.hash(s), Ok(-2_340_833_382_717_974_474));
}

#[test]
fn dicts_and_views_work_together() {
    let vm = &mut *vm();
    let pairs = ints([1, 10, 2, 20, 3, 30]);
    let d = tauraro_objects::dict::build_map(vm, &pairs).expect("fits");
    let keys = method(vm, d.value(), "keys", &[]).expect("a view");
    let other = tauraro_objects::set::build_set(vm, &ints([2, 3, 4])).expect("fits").value();
    let both = vm.binary(BinaryOp::And, keys, other).expect("a set");
    assert_eq!(show(vm, both), "{2, 3}");
    let all = vm.binary(BinaryOp::Or, other, keys).expect("a set");
    assert_eq!(show(vm, all), "{1, 2, 3, 4}");
    let items = method(vm, d.value(), "items", &[]).expect("a view");
    assert_eq!(show(vm, items), "dict_items([(1, 10), (2, 20), (3, 30)])");
    let iter = vm.iter(keys).expect("an iterator");
    assert_eq!(vm.next(iter), Ok(Some(Value::small(1))));
    d.set_item(vm, Value::small(9), Value::small(90)).expect("fits");
    let r = vm.next(iter);
    assert_eq!(failure(vm, r), "RuntimeError: dictionary changed size during iteration");
    let r = vm.getitem(d.value(), Value::small(77));
    assert_eq!(failure(vm, r), "KeyError: 77");
    let more = tauraro_objects::dict::build_map(vm, &ints([1, 11, 8, 80])).expect("fits").value();
    let joined = vm.binary(BinaryOp::Or, d.value(), more).expect("a dict");
    assert_eq!(show(vm, joined), "{1: 11, 2: 20, 3: 30, 9: 90, 8: 80}");
}

#[test]
fn ranges_reach_beyond_words() {
    let vm = &mut *vm();
    let r = range_of(vm, 10, 0, -3);
    assert_eq!(show(vm, r), "range(10, 0, -3)");
    let l = tauraro_objects::iterable::list_from_iterable(vm, r).expect("items").value();
    assert_eq!(show(vm, l), "[10, 7, 4, 1]");
    assert_eq!(vm.contains(r, Value::small(7)), Ok(true));
    assert_eq!(vm.contains(r, Value::small(8)), Ok(false));
    let big = vm.new_ibig(dashu_int::IBig::from(1) << 70);
    let r = range::range_from(vm, big, Value::small(0), Value::small(-1)).expect("a range").value();
    let iter = vm.iter(r).expect("an iterator");
    let first = vm.next(iter).expect("no error").expect("an item");
    assert_eq!(show(vm, first), "1180591620717411303424");
    let second = vm.next(iter).expect("no error").expect("an item");
    assert_eq!(show(vm, second), "1180591620717411303423");
    let third = vm.getitem(r, Value::small(2)).expect("an item");
    assert_eq!(show(vm, third), "1180591620717411303422");
    let len = vm.len(r);
    assert_eq!(failure(vm, len), "OverflowError: Python int too large to convert to C ssize_t");
}

#[test]
fn unpacking_names_what_is_wrong() {
    let vm = &mut *vm();
    let l = vm.new_list(&ints([1, 2, 3])).expect("fits").value();
    let r = unpack::unpack_iterable(vm, l, 2);
    assert_eq!(failure(vm, r), "ValueError: too many values to unpack (expected 2, got 3)");
    let r = unpack::unpack_iterable(vm, l, 4);
    assert_eq!(failure(vm, r), "ValueError: not enough values to unpack (expected 4, got 3)");
    let r = unpack::unpack_iterable(vm, Value::small(3), 1);
    assert_eq!(failure(vm, r), "TypeError: cannot unpack non-iterable int object");
    let it = vm.iter(l).expect("an iterator");
    let r = unpack::unpack_iterable(vm, it, 2);
    assert_eq!(failure(vm, r), "ValueError: too many values to unpack (expected 2)");
    let r = range_of(vm, 0, 6, 1);
    let t = unpack::unpack_star(vm, r, 1, 2).expect("unpacked").value();
    assert_eq!(show(vm, t), "(0, [1, 2, 3], 4, 5)");
    let r = unpack::unpack_star(vm, l, 2, 2);
    assert_eq!(failure(vm, r), "ValueError: not enough values to unpack (expected at least 4, got 3)");
    let list = vm.new_list(&[]).expect("fits");
    let r = call_args::extend_starred(vm, None, list, Value::small(1));
    assert_eq!(failure(vm, r), "TypeError: Value after * must be an iterable, not int");
}

#[test]
fn zip_and_map_are_strict_when_asked() {
    let vm = &mut *vm();
    let (a, b) = (range_of(vm, 0, 2, 1), range_of(vm, 0, 3, 1));
    let strict = vm.intern("strict").value();
    let names = vm.new_tuple(&[strict]).expect("fits");
    let new = vm.types.zip.slots.new.get().expect("zip can be made");
    let args = [a, b, b, Value::TRUE];
    let zip = new(vm, vm.types.zip, Args { receiver: None, values: &args, names: Some(names) }).expect("a zip");
    let first = vm.next(zip).expect("no error").expect("an item");
    assert_eq!(show(vm, first), "(0, 0, 0)");
    vm.next(zip).expect("no error");
    let r = vm.next(zip);
    assert_eq!(failure(vm, r), "ValueError: zip() argument 2 is longer than argument 1");
}

#[test]
fn sets_do_their_algebra() {
    let vm = &mut *vm();
    let a = tauraro_objects::set::build_set(vm, &ints(0..6)).expect("fits").value();
    let b = tauraro_objects::set::build_set(vm, &ints([4, 5, 6, 7])).expect("fits").value();
    for (op, expected) in [
        (BinaryOp::And, "{4, 5}"),
        (BinaryOp::Or, "{0, 1, 2, 3, 4, 5, 6, 7}"),
        (BinaryOp::Subtract, "{0, 1, 2, 3}"),
        (BinaryOp::Xor, "{0, 1, 2, 3, 6, 7}"),
    ] {
        let r = vm.binary(op, a, b).expect("a set");
        assert_eq!(show(vm, r), expected);
    }
    let frozen = vm.types.frozenset.slots.new.get().expect("frozenset can be made");
    let f = frozen(vm, vm.types.frozenset, Args::positional(&[a])).expect("a frozenset");
    assert_eq!(vm.eq(f, a), Ok(true));
    assert_eq!(vm.hash(f), Ok(4_891_510_782_769_406_443));
    let outer = tauraro_objects::set::build_set(vm, &[f]).expect("fits").value();
    assert_eq!(vm.contains(outer, a), Ok(true));
    let r = vm.hash(a);
    assert_eq!(failure(vm, r), "TypeError: unhashable type: 'set'");
}
