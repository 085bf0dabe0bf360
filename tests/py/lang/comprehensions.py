"""List, set and dict comprehensions: nesting, conditions, scopes, evaluation order, errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


assert [x * x for x in range(5)] == [0, 1, 4, 9, 16]
assert [x for x in range(20) if x % 2 if x % 3] == [1, 5, 7, 11, 13, 17, 19]
assert [(x, y) for x in range(3) for y in range(x)] == [(1, 0), (2, 0), (2, 1)]
assert [[y for y in range(x)] for x in range(3)] == [[], [0], [0, 1]]
assert {x % 3 for x in range(10)} == {0, 1, 2}
assert {k: v for k, v in zip("abc", range(3))} == {"a": 0, "b": 1, "c": 2}
assert {x: y for x in "ab" for y in range(2)} == {"a": 1, "b": 1}
assert [a + b for a, *[b] in ["xy", (1, 2)]] == ["xy", 3]
assert [x if x > 1 else -x for x in range(3)] == [0, -1, 2]
assert [lambda: i for i in range(3)][0]() == 2
assert [f() for f in [lambda i=i: i for i in range(3)]] == [0, 1, 2]

x = "outer"
assert [x for x in "ab"] == ["a", "b"] and x == "outer"
assert [y for x in [[1]] for y in x] == [1] and x == "outer"


def scopes(x):
    got = [x for x in x]
    return got, x, [z for z in [x] if x], {x: x for x in x}


assert scopes("pq") == (["p", "q"], "pq", ["pq"], {"p": "p", "q": "q"})


def captured():
    n = 10
    fs = [lambda k: n + k + i for i in range(2)]
    n = 20
    return [f(1) for f in fs]


assert captured() == [22, 22]


class C:
    n = 3
    xs = [i for i in range(n)]
    try:
        ys = [n for i in range(2)]
    except NameError as e:
        ys = str(e)
    nested = [[i, j] for i in range(n) for j in "a"]


assert C.xs == [0, 1, 2] and C.ys == "name 'n' is not defined" and len(C.nested) == 3

log = []


def ev(v, r=None):
    log.append(v)
    return v if r is None else r


assert {ev("k1"): ev("v1") for _ in range(1)} == {"k1": "v1"} and log == ["k1", "v1"]
log.clear()
[ev("body") for i in ev("iter1", [1, 2]) if ev("cond") for j in ev("iter2", [0])]
assert log == ["iter1", "cond", "iter2", "body", "cond", "iter2", "body"]

raises(ZeroDivisionError, 'division by zero', lambda: [1 // i for i in (1, 0)])
raises(TypeError, "'int' object is not iterable", lambda: [i for i in 5])
raises(TypeError, "cannot use 'list' as a dict key (unhashable type: 'list')", lambda: {[]: 1 for i in "a"})
raises(TypeError, "cannot use 'list' as a set element (unhashable type: 'list')", lambda: {[] for i in "a"})
raises(ValueError, 'too many values to unpack (expected 2, got 3)', lambda: [a for a, b in [(1, 2, 3)]])


def unbound():
    [late for _ in range(1)]
    late = 1


raises(UnboundLocalError, "cannot access local variable 'late' where it is not associated with a value", unbound)


def exception_keeps_outer(x):
    try:
        [1 // x for x in (1, 0)]
    except ZeroDivisionError:
        return x


assert exception_keeps_outer("kept") == "kept"


def walrus():
    total = 0
    parts = [total := total + v for v in range(5)]
    return parts, total, [last := c for c in "ab"], last


assert walrus() == ([0, 1, 3, 6, 10], 10, ["a", "b"], "b")


def in_locals():
    q = 1
    return [sorted(locals()) for z in range(1)][0], sorted(locals())


assert in_locals() == (['q', 'z'], ['q'])
matrix = [[i * 4 + j for j in range(4)] for i in range(3)]
assert [[row[i] for row in matrix] for i in range(4)] == [list(c) for c in zip(*matrix)]
big = [i * i for i in range(3000) if i & 1]
assert len(big) == 1500 and big[-1] == 2999 ** 2
assert sum([a * b for a in range(40) for b in range(40) if a != b]) == 780 ** 2 - sum([a * a for a in range(40)])
print("comprehensions", C.ys, walrus()[0])
