"""Rich comparison of user classes: all six operators, reflection, total order by hand, sort, bisect, min, max, in, identity."""
import itertools


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []


def cls(name, **results):
    def make(op):
        def method(self, o):
            log.append("%s.%s" % (name, op))
            r = results[op]
            return r(self, o) if callable(r) else r
        return method
    ns = {"__%s__" % op: make(op) for op in results}
    if "eq" in results:
        ns["__hash__"] = lambda self: 1
    return type(name, (), ns)


def take():
    out = " ".join(log)
    log.clear()
    return out


L, E, N = cls("L", lt=True), cls("E", eq=True), cls("N", lt=NotImplemented, gt=NotImplemented,
        eq=NotImplemented, le=NotImplemented, ge=NotImplemented, ne=NotImplemented)
assert (L() < 1) is True and (1 > L()) is True and take() == "L.lt L.lt"
raises(TypeError, "'<' not supported between instances of 'int' and 'L'", lambda: 1 < L())
raises(TypeError, "'>' not supported between instances of 'L' and 'int'", lambda: L() > 1)
raises(TypeError, "'<=' not supported between instances of 'L' and 'L'", lambda: L() <= L())
assert (L() < L()) is True and (L() > L()) is True and take() == "L.lt L.lt"
assert (E() == 1) is True and (1 == E()) is True and (E() != 1) is False and (1 != E()) is False
assert take() == "E.eq E.eq E.eq E.eq"
n = N()
assert (n == n) is True and (n != n) is False and (n == N()) is False and (n != 1) is True
assert "N.eq N.eq" in take()
for op in ("<", "<=", ">", ">="):
    raises(TypeError, "'%s' not supported between instances of 'N' and 'N'" % op,
            eval("lambda: a %s b" % op, {"a": n, "b": N()}))
    raises(TypeError, "'%s' not supported between instances of 'int' and 'N'" % op, eval("lambda: 1 %s b" % op, {"b": n}))
take()


class Ver:
    """A total order written by hand."""

    def __init__(self, text):
        self.parts = [int(p) for p in text.split(".")]

    def __eq__(self, o):
        return self.parts == o.parts if isinstance(o, Ver) else NotImplemented

    def __lt__(self, o):
        return self.parts < o.parts if isinstance(o, Ver) else NotImplemented

    def __le__(self, o):
        return self < o or self == o

    def __gt__(self, o):
        return o < self

    def __ge__(self, o):
        return o <= self

    def __hash__(self):
        return hash(tuple(self.parts))

    def __repr__(self):
        return "v" + ".".join(map(str, self.parts))


vs = [Ver(t) for t in ("1.0", "1.10", "1.2", "0.9.9", "2", "1.0.0", "10.1")]
assert repr(sorted(vs)) == "[v0.9.9, v1.0, v1.0.0, v1.2, v1.10, v2, v10.1]" and repr(max(vs)) == "v10.1"
assert repr(min(vs)) == "v0.9.9" and Ver("1.2") in vs and vs.index(Ver("2")) == 4 and len(set(vs + vs)) == 7
assert {Ver("2"): "two"}[Ver("2")] == "two" and Ver("1") < Ver("1.0") < Ver("1.1") and Ver("3") != "3"
assert not Ver("3") == 3
raises(TypeError, "'<' not supported between instances of 'Ver' and 'int'", lambda: Ver("1") < 1)
raises(TypeError, "'<' not supported between instances of 'Ver' and 'str'", lambda: Ver("1") < "x")
for a, b in itertools.product(vs, repeat=2):
    assert (a < b) + (a == b) + (a > b) == 1 and (a <= b) == (not a > b) and (a >= b) == (not a < b)
    assert (a != b) == (not a == b)
import bisect
s = sorted(vs)
assert bisect.bisect(s, Ver("1.5")) == 4 and s[bisect.bisect_left(s, Ver("1.2"))] == Ver("1.2")


class Wrap:
    """Comparison gives wrappers, not bools."""

    def __init__(self, e):
        self.e = e

    def __lt__(self, o):
        return Wrap("(%s<%s)" % (self.e, getattr(o, "e", o)))

    def __gt__(self, o):
        return Wrap("(%s>%s)" % (self.e, getattr(o, "e", o)))

    def __eq__(self, o):
        return Wrap("(%s==%s)" % (self.e, getattr(o, "e", o)))

    def __bool__(self):
        log.append(self.e)
        return True

    __hash__ = None


x, y = Wrap("x"), Wrap("y")
assert (x < y).e == "(x<y)" and (1 < x).e == "(x>1)" and (x == 5).e == "(x==5)" and (x != 5) is False
assert (x < y < 3).e == "(y<3)" and take() == "(x==5) (x<y)" and x in [y] and take() == '(y==x)'
class Sub(Ver):
    def __gt__(self, o): return "sub gt"
    def __eq__(self, o): return "sub eq"
    __hash__ = Ver.__hash__
assert (Ver("1") < Sub("2")) == "sub gt" and (Ver("1") == Sub("1")) == "sub eq"
assert (Sub("2") > Ver("1")) == "sub gt" and (Ver("1") > Sub("0")) is True
n = sum(a < b for a in vs for b in vs)
assert n == 21
print("comparison", sorted(vs), n)
