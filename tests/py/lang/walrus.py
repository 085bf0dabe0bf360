"""Assignment expressions: value, scope in functions and comprehensions, in conditions; compile-time errors."""


def basics():
    if (n := 10) > 5:
        pass
    total = (a := 1) + (b := a + 1) + (c := b * 2)
    x = [y := 5, y ** 2, (z := y) + 1]
    print_args = (lambda *a, **k: (a, k))(q := 3, key=(w := 4))
    d = {(k := "key"): (v := 7)}
    t = (m := 1, 2)
    s = f"{(u := 'fmt')}{u}"
    return n, total, x, print_args, d, (k, v, q, w, z, m, t, u, s)


assert basics() == (
    10, 7, [5, 25, 6], ((3,), {'key': 4}), {'key': 7},
    ('key', 7, 3, 4, 5, 1, (1, 2), 'fmt', 'fmtfmt'),
)


def loops():
    it = iter("abc")
    out = []
    while (ch := next(it, None)) is not None:
        out.append(ch)
    while chunk := out[:2]:
        del out[:2]
        last = chunk
    return last, ch, chunk


assert loops() == (["c"], None, [])


def comp():
    hits = [(y, last) for x in range(10) if (y := x * x) % 3 == 1 and (last := y)]
    inner = [[(deep := i * j) for j in range(3)] for i in range(3)]
    any_big = any((witness := v) > 20 for v in (5, 15, 25, 35))
    gen = (g := i for i in range(4))
    before = "g" in locals()
    list(gen)
    return hits[-1], y, last, deep, any_big, witness, before, g, {(s := c): 1 for c in "xy"}, s, {(e := c) for c in "z"}, e


assert comp() == ((64, 64), 81, 64, 4, True, 25, False, 3, {'x': 1, 'y': 1}, 'y', {'z'}, 'z')
value = "module"


def module_level():
    global value
    [value := i for i in range(3)]
    return value


assert module_level() == 2 and value == 2
[top := i for i in range(4)]
assert top == 3


def nonloc():
    x = 0

    def inner():
        nonlocal x
        [x := i + 10 for i in range(3)]
    inner()
    return x


assert nonloc() == 12


def conditional(flag):
    r = (a := 1) if flag else (b := 2)
    return r, "a" in locals(), "b" in locals()


assert conditional(True) == (1, True, False) and conditional(False) == (2, False, True)
assert (lambda: (v := 5) + v)() == 10 and "v" not in globals()
log = []
first = (log.append("x"), (t := 1))[1] + (log.append("y"), t + 1)[1]
assert first == 3 and log == ["x", "y"]
if any((hit := w).startswith("b") for w in ["a", "bc", "bd"]):
    assert hit == "bc"
assert not (0 and (never := 1)) and "never" not in globals()
texts = []
for src in ("x := 1", "(x.y := 1)", "(x[0] := 1)", "((a, b) := 1)", "f(a := 1, b = (c := 2))", "f(a = b := 1)",
        "[i := 0 for i in range(3)]", "[0 for i in (j := range(3))]", "[[(i := 1) for j in x] for i in y]",
            "class C: [z := 1 for _ in x]", "(1 := 2)", "(None := 1)", "(f() := 1)", "lambda: (x := 1)",
                    "lambda: x := 1", "def f(a=(b := 1)): pass", "def f(a: b := 1): pass", "assert (x := 1), (y := 2)",
            "del (x := 1)", "with (x := 1): pass", "[x for x in y if (x := 1)]", "(yield := 1)", "x = y := 1",
                    "a[b := 1]", "a[b := 1, c := 2]", "{a := 1}", "{a := 1: 2}", "{(a := 1): 2}",
                    "f'{(x := 1)}'", "f'{x:=1}'", "(x := 1) = 2", "(x := y := 1)",
            "[lambda: (i := 1) for i in x]", "[(lambda: (q := i))() for i in x]"):
    try:
        compile(src, "<s>", "exec")
    except SyntaxError as e:
        texts.append(e.msg)
    else:
        texts.append("ok")
assert texts == [
    'invalid syntax', 'cannot use assignment expressions with attribute',
    'cannot use assignment expressions with subscript',
    'cannot use assignment expressions with tuple', 'ok', 'invalid syntax',
    "assignment expression cannot rebind comprehension iteration variable 'i'",
    'assignment expression cannot be used in a comprehension iterable expression',
    "assignment expression cannot rebind comprehension iteration variable 'i'",
    'assignment expression within a comprehension cannot be used in a class body',
    'cannot use assignment expressions with literal', 'cannot use assignment expressions with None',
    'cannot use assignment expressions with function call', 'ok',
    'cannot use assignment expressions with lambda', 'ok', 'invalid syntax', 'ok',
    'cannot delete named expression', 'ok',
    "assignment expression cannot rebind comprehension iteration variable 'x'", 'invalid syntax',
    'invalid syntax', 'ok', 'ok', 'ok', 'invalid syntax', 'ok', 'ok', 'ok',
    "cannot assign to named expression here. Maybe you meant '==' instead of '='?", 'invalid syntax',
    'ok', 'ok',
]
n = 0
for i in range(1000):
    if (r := i % 7) == 3 or (q := i // 7) % 5 == 0:
        n += r
assert n == 951 and q == 142
print("walrus", basics()[1], n, top)
