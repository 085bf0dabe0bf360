//! What small programs compile to. The listings are reviewed, not derived: a change of one is a
//! change of the compiler's output that wants a reason.

use tauraro_bytecode::{disassemble, verify};
use tauraro_compile::{Options, compile};

/// The listing of the innermost code that `source` defines first, without lines and words.
fn code(source: &str) -> String {
    let compiled = compile(source, &Options::module("<test>")).unwrap();
    verify(&compiled.code).unwrap();
    let mut code = &compiled.code;
    while let Some(inner) = code.consts.iter().find_map(|value| value.as_code()) {
        code = inner;
    }
    let flat = tauraro_bytecode::Code { consts: code.consts.clone(), ..(**code).clone() };
    let text = disassemble(&flat);
    let mut lines = Vec::new();
    for line in text.lines().skip(1) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let start = words.iter().position(|word| word.parse::<u32>().is_err()).unwrap_or(0);
        let at = words[..start].last().unwrap_or(&"");
        lines.push(format!("{at} {}", words[start..].join(" ")).trim().to_owned());
    }
    lines.join("\n")
}

fn check(source: &str, expected: &str) {
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    let found = code(source);
    assert_eq!(found, expected.join("\n"), "\n{source}\nfound:\n{found}\n");
}

#[test]
fn while_loop() {
    check(
        "def f(n):\n    i = 0\n    s = 0\n    while i < n:\n        s += i * 2\n        i += 1\n    return s\n",
        "",
    );
}

#[test]
fn range_loop() {
    check("def f(n):\n    t = 0\n    for i in range(n):\n        t = t + i\n    return t\n", "");
}

#[test]
fn call_and_method() {
    check("def f(a, b):\n    print(a, b.join(a, 'x'), key=1)\n", "");
}

#[test]
fn maybe_unbound() {
    check("def f(c):\n    if c:\n        x = 1\n    return x\n", "");
}

#[test]
fn conditions() {
    check("def f(a, b):\n    if a is not None and (b < 3 or not a):\n        return 1\n    return 2\n", "");
}

#[test]
fn try_except() {
    check("def f(x):\n    try:\n        x()\n    except E as e:\n        return e\n    finally:\n        g()\n", "");
}

#[test]
fn with_statement() {
    check("def f(x):\n    with x as y:\n        return y\n", "");
}

#[test]
fn comprehension() {
    check("def f(x):\n    return [a + 1 for a in x if a]\n", "");
}

#[test]
fn closures() {
    check("def f(x):\n    y = x\n    def g():\n        nonlocal y\n        y += x\n        return y\n    return g\n", "");
}

#[test]
fn generator() {
    check("def f(x):\n    r = yield x\n    yield from r\n", "");
}

#[test]
fn swap_and_unpack() {
    check("def f(a, b):\n    a, b = b, a\n    c, d = a\n    e, *g, h = b\n", "");
}

#[test]
fn patterns() {
    check("def f(x):\n    match x:\n        case [1, y]:\n            return y\n        case {'k': v}:\n            return v\n", "");
}
