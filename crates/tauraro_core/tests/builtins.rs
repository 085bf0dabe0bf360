//! The `#[pyfunction]` attribute and the binding of arguments, with CPython's texts.

use tauraro_core::call::Args;
use tauraro_core::hash::HashKey;
use tauraro_core::object::Exception;
use tauraro_core::{Dict, Gc, PyResult, Str, Tuple, Value, Vm, pyfunction};

/// Joins its arguments to an int.
#[pyfunction("box.join($self, a, b=0, /)")]
fn join(_: &mut Vm, this: Value, a: i64, b: Option<i64>) -> PyResult<i64> {
    Ok(this.as_small().unwrap_or(0) * 100 + a * 10 + b.unwrap_or(0))
}

#[pyfunction("box.one($self, item, /)")]
fn one(_: &mut Vm, _this: Value, item: Value) -> Value {
    item
}

#[pyfunction("total(iterable, /, start=0)")]
fn total(_: &mut Vm, iterable: Value, start: Option<Value>) -> Value {
    start.unwrap_or(iterable)
}

#[pyfunction("many(first, *args, key=None, **kwargs)")]
fn many(_: &mut Vm, first: i64, args: &[Value], key: Option<i64>, kwargs: Option<Gc<Dict>>) -> i64 {
    first + args.len() as i64 * 10 + key.unwrap_or(0) * 100 + kwargs.map_or(0, |k| k.len()) as i64 * 1000
}

fn message(vm: &mut Vm, result: PyResult) -> String {
    assert!(result.is_err());
    let exc = vm.take_exception().cast::<Exception>().expect("an exception");
    let args = exc.args.get().cast::<Tuple>().expect("args");
    args.get(0).and_then(Value::cast::<Str>).expect("a text").to_string_lossy()
}

fn ints(values: &[i64]) -> Vec<Value> {
    values.iter().map(|i| Value::small(*i)).collect()
}

#[test]
fn arguments_are_bound_and_refused_with_cpythons_texts() {
    let mut vm = Vm::new(HashKey::new(0, 0), 1 << 20);
    let vm = &mut *vm;
    assert_eq!((join::DEF.call)(vm, Args::positional(&ints(&[1, 2, 3]))), Ok(Value::small(123)));
    let bound = Args::positional(&ints(&[2])).with_receiver(Value::small(7)).values.to_vec();
    assert_eq!((join::DEF.call)(vm, Args::positional(&bound).with_receiver(Value::small(7))), Ok(Value::small(720)));
    let r = (join::DEF.call)(vm, Args::positional(&ints(&[1])));
    assert_eq!(message(vm, r), "join expected at least 1 argument, got 0");
    let r = (one::DEF.call)(vm, Args::positional(&ints(&[1, 2, 3])));
    assert_eq!(message(vm, r), "box.one() takes exactly one argument (2 given)");
    let r = (total::DEF.call)(vm, Args::NONE);
    assert_eq!(message(vm, r), "total() takes at least 1 positional argument (0 given)");
    assert_eq!(one::DEF.sig.text, "($self, item, /)");
    assert_eq!(join::DEF.doc, "Joins its arguments to an int.");
}

#[test]
fn keywords_reach_their_parameters() {
    let mut vm = Vm::new(HashKey::new(0, 0), 1 << 20);
    let vm = &mut *vm;
    let key = vm.intern("key").value();
    let other = vm.intern("other").value();
    let names = vm.new_tuple(&[key, other]).expect("fits");
    let values = ints(&[1, 5, 5, 2, 9]);
    let args = Args { receiver: None, values: &values, names: Some(names) };
    assert_eq!((many::DEF.call)(vm, args), Ok(Value::small(1 + 20 + 200 + 1000)));
    let r = (total::DEF.call)(vm, Args { receiver: None, values: &values[..3], names: Some(names) });
    assert_eq!(message(vm, r), "total() got an unexpected keyword argument 'key'");
}
