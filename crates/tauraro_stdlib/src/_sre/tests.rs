//! The recorded cases once more, through the Python objects.

use super::load;
use std::fmt::Write;
use tauraro_core::hash::HashKey;
use tauraro_core::{Dict, Gc, List, PyResult, Tuple, Value, Vm};

fn vm() -> Box<Vm> {
    let mut vm = Vm::new(HashKey::new(0, 0), 1 << 20);
    tauraro_objects::init(&mut vm).expect("a fresh heap has room for the types");
    vm
}

/// The result, or a panic that shows the exception.
fn ok<T>(vm: &mut Vm, result: PyResult<T>) -> T {
    match result {
        Ok(v) => v,
        Err(_) => {
            let exc = vm.take_exception();
            let shown = vm.repr(exc).expect("reprs of plain exceptions raise nothing");
            panic!("{}", shown.to_string_lossy());
        }
    }
}

fn compile(vm: &mut Vm, module: Value, line: &str) -> PyResult {
    let (head, _) = line.split_once('\t').unwrap();
    let words: Vec<&str> = head.split(' ').collect();
    let codes = vm.new_list(&[])?;
    for word in words[2].split(',') {
        codes.push(vm, Value::small(i64::from_str_radix(word, 16).unwrap()))?;
    }
    let groupindex: Gc<Dict> = vm.new_dict();
    let indexgroup = vm.new_tuple(&[Value::NONE])?.value();
    let flags = Value::small(words[0].parse().unwrap());
    let groups = Value::small(words[1].parse().unwrap());
    let args = [Value::NONE, flags, codes.value(), groups, groupindex.value(), indexgroup];
    vm.call_method(module, "compile", &args)
}

fn subject(vm: &mut Vm, line: &str) -> PyResult {
    let (kind, hex) = line.split_once(' ').unwrap();
    let bytes: Vec<u8> = (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect();
    if kind == "b" {
        return vm.new_bytes(&bytes).map(Gc::value);
    }
    super::substitute::text_of(vm, bytes)
}

/// A match as the table writes it.
fn spans(vm: &mut Vm, found: Value) -> PyResult<String> {
    let mut text = String::new();
    let regs = vm.getattr_str(found, "regs")?.cast::<Tuple>().expect("regs is a tuple");
    for (i, pair) in regs.items().iter().enumerate() {
        let pair = pair.cast::<Tuple>().expect("regs has pairs");
        let (start, end) = (pair.items()[0].as_i64().unwrap(), pair.items()[1].as_i64().unwrap());
        let separator = if i == 0 { "" } else { ";" };
        match start {
            -1 => write!(text, "{separator}-").unwrap(),
            _ => write!(text, "{separator}{start},{end}").unwrap(),
        }
    }
    let last = vm.getattr_str(found, "lastindex")?.as_i64().unwrap_or(0);
    write!(text, "|{last}").unwrap();
    Ok(text)
}

fn results(vm: &mut Vm, pattern: Value, string: Value, words: &[&str]) -> PyResult<String> {
    let args = [string, Value::small(words[1].parse().unwrap()), Value::small(words[2].parse().unwrap())];
    let mut all = Vec::new();
    match words[0] {
        "i" => {
            let iter = vm.call_method(pattern, "finditer", &args)?;
            while let Some(found) = vm.next(iter)? {
                all.push(spans(vm, found)?);
            }
        }
        "c" => {
            let scanner = vm.call_method(pattern, "scanner", &args)?;
            loop {
                let found = vm.call_method(scanner, "match", &[])?;
                if found.is_none() {
                    break;
                }
                all.push(spans(vm, found)?);
            }
        }
        op => {
            let name = if op == "s" {
                "search"
            } else if op == "m" {
                "match"
            } else {
                "fullmatch"
            };
            let found = vm.call_method(pattern, name, &args)?;
            if !found.is_none() {
                all.push(spans(vm, found)?);
            }
        }
    }
    Ok(if all.is_empty() { "-".to_owned() } else { all.join("/") })
}

#[test]
fn objects_give_the_recorded_results() {
    let mut vm = vm();
    let vm = &mut *vm;
    let module = load(vm).expect("there is memory").value();
    let (mut pattern, mut string) = (Value::NONE, Value::NONE);
    let mut count = 0;
    for line in include_str!("engine/tests/cases.txt").lines() {
        let (kind, rest) = line.split_at(2);
        match kind {
            "P " => {
                let made = compile(vm, module, rest);
                pattern = ok(vm, made);
            }
            "S " => string = subject(vm, rest).expect("there is memory"),
            _ => {
                let words: Vec<&str> = rest.split(' ').collect();
                let actual = results(vm, pattern, string, &words);
                let actual = ok(vm, actual);
                assert_eq!(actual, words[3], "{rest}");
                count += 1;
            }
        }
    }
    assert!(count >= 1500);
}

/// `a(b)?`, with the group named x.
fn sample(vm: &mut Vm) -> PyResult {
    let module = load(vm)?.value();
    let codes = [16, 97, 23, 9, 0, 1, 17, 0, 16, 98, 17, 1, 18, 1];
    let codes = codes.map(Value::small);
    let codes: Gc<List> = vm.new_list(&codes)?;
    let groupindex = vm.new_dict();
    groupindex.set_str(vm, "x", Value::small(1))?;
    let name = vm.intern("x").value();
    let indexgroup = vm.new_tuple(&[Value::NONE, name])?.value();
    let text = vm.new_str("a(?P<x>b)?")?.value();
    let args = [text, Value::small(32), codes.value(), Value::small(1), groupindex.value(), indexgroup];
    vm.call_method(module, "compile", &args)
}

fn shown(vm: &mut Vm, obj: Value, method: &str, args: &[&str]) -> String {
    let args: Vec<_> = args.iter().map(|text| vm.new_str(text).unwrap()).collect();
    let values = match args[..] {
        [] => [Value::NONE; 2],
        [a] => [a.value(), Value::NONE],
        [a, b, ..] => [a.value(), b.value()],
    };
    let result = vm.call_method(obj, method, &values[..args.len()]);
    let shown = match result {
        Ok(v) => vm.repr(v),
        Err(_) => {
            let exc = vm.take_exception();
            vm.repr(exc)
        }
    };
    shown.expect("reprs of plain objects raise nothing").to_string_lossy()
}

#[test]
fn methods_of_patterns_and_matches() {
    let mut vm = vm();
    let vm = &mut *vm;
    let p = sample(vm);
    let p = ok(vm, p);
    assert_eq!(shown(vm, p, "__copy__", &[]), "re.compile('a(?P<x>b)?')");
    assert_eq!(shown(vm, p, "findall", &["abaéab"]), "['b', '', 'b']");
    assert_eq!(shown(vm, p, "split", &["éab-a"]), "['é', 'b', '-', None, '']");
    assert_eq!(shown(vm, p, "sub", &["<é>", "xab-a"]), "'x<é>-<é>'");
    assert_eq!(shown(vm, p, "subn", &["", "xab-a"]), "('x-', 2)");
    assert_eq!(shown(vm, p, "subn", &["", "xyz"]), "('xyz', 0)");
    let subject = vm.new_str("xéab").unwrap().value();
    let m = vm.call_method(p, "search", &[subject]);
    let m = ok(vm, m);
    assert_eq!(shown(vm, m, "__copy__", &[]), "<re.Match object; span=(2, 4), match='ab'>");
    assert_eq!(shown(vm, m, "group", &["x"]), "'b'");
    assert_eq!(shown(vm, m, "group", &["y"]), "IndexError('no such group')");
    assert_eq!(shown(vm, m, "group", &["x", "x"]), "('b', 'b')");
    assert_eq!(shown(vm, m, "span", &["x"]), "(3, 4)");
    assert_eq!(shown(vm, m, "groupdict", &[]), "{'x': 'b'}");
    assert_eq!(shown(vm, m, "groups", &[]), "('b',)");
    assert_eq!(shown(vm, p, "match", &[]), "TypeError(\"match() missing required argument 'string' (pos 1)\")");
    let number = vm.call_method(p, "match", &[Value::small(1)]);
    assert!(number.is_err());
    let exc = vm.take_exception();
    let text = vm.str(exc).unwrap().to_string_lossy();
    assert_eq!(text, "expected string or bytes-like object, got 'int'");
}
