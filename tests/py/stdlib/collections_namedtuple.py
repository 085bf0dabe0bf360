"""collections.namedtuple: construction, defaults, rename, methods, subclassing, repr, pickling shape, errors."""
from collections import namedtuple
import copy


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

P = namedtuple("P", "x y")
p = P(1, y=2)
assert p == (1, 2) and (p.x, p.y) == (1, 2) and p[0] == 1 and repr(p) == "P(x=1, y=2)"
assert P._fields == ("x", "y") and p._asdict() == {"x": 1, "y": 2} and p._replace(x=5) == P(5, 2)
assert P._make([7, 8]) == P(7, 8) and isinstance(p, tuple) and hash(p) == hash((1, 2)) and len(p) == 2
assert P.__name__ == "P" and P.__module__ == "__main__" and P.__doc__ == "P(x, y)"
assert P.x.__doc__ == "Alias for field number 0"
x, y = p
assert (x, y) == (1, 2) and p < P(1, 3) and p + (3,) == (1, 2, 3) and type(p[:1]) is tuple
assert max(P(1, 9), P(2, 0)) == P(2, 0) and p.count(1) == 1 and {p: "v"}[1, 2] == "v"
D = namedtuple("D", ["a", "b", "c"], defaults=[10, 20])
assert D(1) == (1, 10, 20) and D._field_defaults == {"b": 10, "c": 20} and D(1, c=5) == (1, 10, 5)
assert namedtuple("C", "a, b,c")._fields == ("a", "b", "c") and namedtuple("E", "")() == ()
assert repr(namedtuple("E", [])()) == "E()"
R = namedtuple("R", "a class a _b 1x def", rename=True)
assert R._fields == ("a", "_1", "_2", "_3", "_4", "_5")
raises(TypeError, "P.__new__() missing 1 required positional argument: 'y'", P, 1)
raises(TypeError, 'P.__new__() takes 3 positional arguments but 4 were given', P, 1, 2, 3)
raises(TypeError, "P.__new__() got multiple values for argument 'x'", P, 1, x=1)
raises(TypeError, "P.__new__() got an unexpected keyword argument 'z'", P, 1, z=1)
raises(TypeError, 'Expected 2 arguments, got 1', P._make, [1])
raises(TypeError, "Got unexpected field names: ['z']", p._replace, z=1)
raises(AttributeError, "can't set attribute", setattr, p, "x", 1)
raises(AttributeError, "'P' object has no attribute 'new' and no __dict__ for setting new attributes", setattr, p, "new", 1)
raises(AttributeError, "'P' object has no attribute 'z'", lambda: p.z)
raises(ValueError, "Encountered duplicate field name: 'a'", namedtuple, "P", "a a")
raises(ValueError, "Type names and field names cannot be a keyword: 'class'", namedtuple, "P", "class")
raises(ValueError, "Field names cannot start with an underscore: '_a'", namedtuple, "P", "_a")
raises(ValueError, "Type names and field names must be valid identifiers: '1P'", namedtuple, "1P", "a")
raises(ValueError, "Type names and field names must be valid identifiers: 'a-b'", namedtuple, "P", "a-b")
raises(TypeError, 'Got more default values than field names', namedtuple, "P", "a", defaults=[1, 2])
raises(TypeError, "namedtuple() missing 1 required positional argument: 'field_names'", namedtuple, "P")
raises(TypeError, 'namedtuple() takes 2 positional arguments but 3 were given', namedtuple, "P", "a", True)


class Pt(namedtuple("Base", "x y")):
    __slots__ = ()

    @property
    def norm2(self):
        return self.x ** 2 + self.y ** 2

    def __add__(self, o):
        return Pt(self.x + o.x, self.y + o.y)

    def __new__(cls, x=0, y=0):
        return super().__new__(cls, x, y)


assert Pt(3, 4).norm2 == 25 and Pt(1, 2) + Pt(3, 4) == Pt(4, 6) and repr(Pt(1)) == "Pt(x=1, y=0)"
assert type(Pt(1)._replace(y=5)) is Pt and Pt()._asdict() == {"x": 0, "y": 0}
assert copy.replace(p, y=9) == P(1, 9) and copy.copy(p) == p and copy.deepcopy(P([1], 2)) == P([1], 2)
assert p.__getnewargs__() == (1, 2) and p.__reduce_ex__(2)[1] == (P, 1, 2) and P.__match_args__ == ("x", "y")
match p:
    case P(a, y=b):
        got = a, b
assert got == (1, 2)
M = namedtuple("M", "f", module="some.mod")
assert M.__module__ == "some.mod" and P.__new__.__defaults__ in (None, ())
assert D.__new__.__defaults__ == (10, 20)
P.x.__doc__ = "new doc"
assert P.x.__doc__ == "new doc"
total = 0
acc = Pt()
for i in range(1000):
    q = P(i, i * 2)
    total += q.x + q.y - q[0] + q._replace(x=3).x
    acc += Pt(i, 1)
assert total == 2 * 499500 + 3000 and acc == (499500, 1000)
from typing import NamedTuple
class N(NamedTuple):
    a: int
    b: str = "dflt"
    def both(self): return f"{self.a}{self.b}"
assert N(1).both() == "1dflt" and N._field_defaults == {"b": "dflt"}
assert N.__annotations__ == {"a": int, "b": str} and repr(N(1)) == "N(a=1, b='dflt')"
print("namedtuple", acc, D(0), R._fields)
