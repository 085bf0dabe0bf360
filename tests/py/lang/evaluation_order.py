"""Order of evaluation of operands, calls, displays, comparisons, slices, lambdas' defaults, augmented targets, nested."""

log = []


def e(tag, value=None):
    log.append(tag)
    return tag if value is None else value


def take():
    out = "".join(map(str, log))
    log.clear()
    return out


e(1, 1) + e(2, 2) * e(3, 3) - e(4, 4)
assert take() == "1234"
e(1, 2) ** e(2, 3) ** e(3, 1)
assert take() == "123"
e("f", lambda *a, **k: None)(e("a"), *e("b", []), e("c"), k=e("d"), **e("e", {}), j=e("g"))
assert take() == "fabcdeg"
[e(1), e(2), *e(3, [0]), e(4)], (e(5), e(6)), {e(7), e(8)}, {e("a"): e("b"), **e("c", {}), e("d"): e("e")}
assert take() == "12345678abcde"
e("o", [[0] * 9] * 9)[e("i", 1)][e("a", 1):e("b", 5):e("c", 2)]
assert take() == "oiabc"
e(1, 1) < e(2, 2) < e(3, 0) < e(4)
assert take() == "123"
e(1, 1) if e("c", 0) else e(2)
assert take() == "c2"
(lambda a=e(1), *, b=e(2): None)
assert take() == "12"


@e("d1", lambda f: f)
@e("d2", lambda f: f)
def fn(a: e("never") = e("x"), *, b: e("never") = e("y")) -> e("never"):
    pass


assert take() == "d1d2xy"


@e("cd", lambda c: c)
class K(e("b1", object), metaclass=e("m", type)):
    e("body")


assert take() == "cdb1mbody"
d = {}
e("t1", d)[e("k1")] = e("t2", d)[e("k2")] = e("v")
assert take() == "vt1k1t2k2" and d == {"k1": "v", "k2": "v"}
(e("a", d)[e("b")], e("c", d)[e("d")]) = e("r", (1, 2))
assert take() == "rabcd"
e("o", d)[e("b")] += e("v", 5)
assert take() == "obv" and d["b"] == 6
del e("x", d)[e("b")], e("y", d)[e("d")]
assert take() == "xbyd"
for e("t", d)["q"] in e("it", [1, 2]):
    e(".")
assert take() == "itt.t."
[e("r") for x in e("i1", [1]) if e("c") for y in e("i2", [2]) if e("d")]
assert take() == "i1ci2dr"
{e("k"): e("v") for _ in e("i", [1])}
assert take() == "ikv"
assert e(1) and (e(2, 0) or e(3)) and not e(4, 0)
assert take() == "1234"
e("s", "abc").replace(e("a", "a"), e("b", "b"))
assert take() == "sab"
f"{e(1)}{e(2)!r:{e(3, '>5')}}{e(4)}"
assert take() == "1234"
with e("a", __import__("contextlib").nullcontext()) as d[e("t")], e("b", __import__("contextlib").nullcontext()):
    e("x")
assert take() == "atbx"
try:
    raise e("exc", ValueError)(e("arg")) from e("cause", KeyError)
except e("h1", KeyError):
    pass
except e("h2", ValueError):
    pass
assert take() == "excargcauseh1h2"
x = e(1, 5) if (y := e(2, 0)) else e(3, 6)
assert take() == "23" and (x, y) == (6, 0)
assert e(1, 1), e("never")
assert take() == "1"
match e("subj", 5):
    case 1 if e("never"): pass
    case n if e("g1", 0): pass
    case 5 if e("g2"): e("body")
assert take() == "subjg1g2body"
i = 0
lst = [0, 0, 0]
i, lst[i], lst[i + 1] = 1, "a", "b"
assert lst == [0, "a", "b"]
def gen():
    yield e("y1")
    yield e("y2")
z = zip(gen(), (e("g%d" % k) for k in range(2)))
next(z)
assert take() == "y1g0"
print("order ok", d.keys() == {"k1", "k2", "q", "t"})
