"""operator: every function against its operator, itemgetter, attrgetter, methodcaller, in-place forms, errors."""
import operator as op


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

PAIRS = [("add", "+"), ("sub", "-"), ("mul", "*"), ("truediv", "/"), ("floordiv", "//"), ("mod", "%"),
        ("pow", "**"), ("lshift", "<<"), ("rshift", ">>"), ("and_", "&"), ("or_", "|"), ("xor", "^"),
        ("lt", "<"), ("le", "<="), ("eq", "=="), ("ne", "!="), ("gt", ">"), ("ge", ">="), ("is_", "is"), ("is_not", "is not")]
for name, sym in PAIRS:
    fn, ref = getattr(op, name), eval("lambda a, b: a %s b" % sym)
    for a, b in ((7, 3), (-7, 3), (2 ** 70, 5), (True, 1), (0, 4)):
        assert fn(a, b) == ref(a, b) and type(fn(a, b)) is type(ref(a, b)), (name, a, b)
    if hasattr(op, "i" + name.rstrip("_")) and name not in ("is_not",):
        assert getattr(op, "i" + name.rstrip("_"))(6, 2) == ref(6, 2)
assert op.neg(5) == -5 and op.pos(True) == 1 and op.invert(5) == -6 and op.not_([]) is True
assert op.truth("a") is True and op.abs(-3) == 3 and op.index(True) == 1 and op.concat([1], [2]) == [1, 2]
assert op.contains([1], 1) and op.countOf([1, 1, 2], 1) == 2 and op.indexOf([5, 6], 6) == 1
assert op.getitem([1, 2], 1) == 2 and op.length_hint([1, 2]) == 2 and op.length_hint(iter([]), 7) == 0
assert op.length_hint(object(), 9) == 9 and op.is_none(None) and op.is_not_none(5) and op.call(max, 1, 2) == 2
assert op.call(dict, a=1) == {"a": 1}
l, d = [1, 2, 3], {}
op.setitem(l, 0, 9)
op.delitem(l, 1)
op.setitem(d, "k", 1)
assert l == [9, 3] and d == {"k": 1} and op.iadd(l, [4]) is l and l == [9, 3, 4]
assert op.iconcat(l, (5,)) == [9, 3, 4, 5] and op.imul(l, 0) == [] and op.ior({1}, {2}) == {1, 2}


class M:
    def __matmul__(self, o):
        return ("mm", o)

    def __imatmul__(self, o):
        return ("imm", o)


assert op.matmul(M(), 1) == ("mm", 1) and op.imatmul(M(), 2) == ("imm", 2) and op.__add__(1, 2) == 3
assert op.__matmul__(M(), 3) == ("mm", 3)
g = op.itemgetter(1)
assert g("abc") == "b" and op.itemgetter(0, 2)("abc") == ("a", "c") and op.itemgetter("k")({"k": 1}) == 1
assert op.itemgetter(slice(1, 3))([1, 2, 3, 4]) == [2, 3] and op.itemgetter(-1)((1, 2)) == 2
assert repr(g) == "operator.itemgetter(1)" and repr(op.itemgetter("a", 1)) == "operator.itemgetter('a', 1)"


class P:
    x = 1

    class q:
        y = 2

    def m(self, *a, **k):
        return a, k


assert op.attrgetter("x")(P) == 1 and op.attrgetter("q.y", "x")(P) == (2, 1)
assert op.methodcaller("m", 1, b=2)(P()) == ((1,), {"b": 2}) and op.methodcaller("upper")("a") == "A"
assert repr(op.attrgetter("a.b")) == "operator.attrgetter('a.b')"
assert repr(op.methodcaller("f", 1, k="v")) == "operator.methodcaller('f', 1, k='v')"
raises(TypeError, 'itemgetter expected 1 argument, got 0', op.itemgetter)
raises(IndexError, 'string index out of range', op.itemgetter(5), "abc")
raises(KeyError, "'z'", op.itemgetter("z"), {})
raises(TypeError, 'itemgetter expected 1 argument, got 0', g)
raises(AttributeError, "'int' object has no attribute 'zz'", op.attrgetter("zz"), 5)
raises(TypeError, 'attribute name must be a string', op.attrgetter, 5)
raises(TypeError, 'methodcaller needs at least one argument, the method name', op.methodcaller)
raises(TypeError, 'method name must be a string', op.methodcaller, 5)
raises(TypeError, 'add expected 2 arguments, got 1', op.add, 1)
raises(TypeError, "unsupported operand type(s) for +: 'int' and 'str'", op.add, 1, "a")
raises(TypeError, "'float' object cannot be interpreted as an integer", op.index, 1.5)
raises(ValueError, 'sequence.index(x): x not in sequence', op.indexOf, [1], 5)
raises(TypeError, "'int' object can't be concatenated", op.concat, 1, 2)
raises(TypeError, "'str' object cannot be interpreted as an integer", op.length_hint, [], "a")
raises(TypeError, "argument of type 'int' is not iterable", op.countOf, 5, 1)
rows = sorted([{"n": i % 7, "s": str(i)} for i in range(100)], key=op.itemgetter("n", "s"))
assert rows[0] == {"n": 0, "s": "0"} and [r["n"] for r in rows] == sorted(i % 7 for i in range(100))
from functools import reduce
total = reduce(op.add, map(op.mul, range(1000), range(1000, 0, -1)))
assert total == sum(i * (1000 - i) for i in range(1000)) and list(map(op.not_, [0, 1])) == [True, False]
assert op.__all__.__len__() == len(set(op.__all__))
print("operator", total, rows[15], g)
