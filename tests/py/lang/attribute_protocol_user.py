"""__getattr__ chains, __getattribute__ with recursion care, __slots__ with properties, delegation, dynamic classes, __dir__."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class Record:
    """Attributes stored in a tuple, names on the class."""
    _fields = ("a", "b")

    def __init__(self, *v):
        object.__setattr__(self, "_v", v)

    def __getattr__(self, n):
        try:
            return self._v[self._fields.index(n)]
        except ValueError:
            raise AttributeError("%s has no field %r" % (type(self).__name__, n)) from None

    def __setattr__(self, n, v):
        i = self._fields.index(n) if n in self._fields else None
        if i is None:
            raise AttributeError("cannot add " + n)
        object.__setattr__(self, "_v", self._v[:i] + (v,) + self._v[i + 1:])

    def __delattr__(self, n):
        raise TypeError("fields stay")

    def __dir__(self):
        return list(self._fields)


r = Record(1, 2)
assert (r.a, r.b) == (1, 2)
r.a = 10
r.b += 5
assert r._v == (10, 7) and dir(r) == ["a", "b"] and getattr(r, "zz", None) is None
raises(AttributeError, "Record has no field 'zz'", lambda: r.zz)
raises(AttributeError, "cannot add zz", setattr, r, "zz", 1)
raises(TypeError, "fields stay", delattr, r, "a")


class Counting:
    hits = 0

    def __init__(self):
        self.v = 1

    def __getattribute__(self, n):
        if n not in ("__class__", "__dict__"):
            Counting.hits += 1
        return super().__getattribute__(n)


c = Counting()
for _ in range(300):
    c.v
assert Counting.hits == 300 and c.__dict__ == {"v": 1} and hasattr(c, "v") and not hasattr(c, "w")
assert Counting.hits == 302


class Endless:
    def __getattr__(self, n):
        return self.other if n != "other" else self.again

    def __getattribute__(self, n):
        if n == "broken":
            return self.broken
        return super().__getattribute__(n)


for name in ("anything", "broken"):
    try:
        getattr(Endless(), name)
    except RecursionError:
        pass
    else:
        raise AssertionError(name)


class Delegate:
    def __init__(self, t):
        self._t = t

    def __getattr__(self, n):
        return getattr(self._t, n)

    def __len__(self):
        return len(self._t)

    def __iter__(self):
        return iter(self._t)

    def __getitem__(self, k):
        return self._t[k]


d = Delegate(Delegate([3, 1, 2]))
d.append(5)
assert len(d) == 4 and sorted(d) == [1, 2, 3, 5] and d[0] == 3 and d.index(2) == 2 and d.count(1) == 1
raises(AttributeError, "'list' object has no attribute 'nope'", lambda: d.nope)
raises(TypeError, "unsupported operand type(s) for +: 'Delegate' and 'list'", lambda: d + [1])


class Chain:
    """Builds a path of names; calls end it."""

    def __init__(self, *path):
        self.path = path

    def __getattr__(self, n):
        return Chain(*self.path, n)

    def __call__(self, *a):
        return ".".join(self.path), a


assert Chain().users.by_id.posts(5) == ("users.by_id.posts", (5,)) and Chain().x.y.path == ("x", "y")


class Meta(type):
    def __getattr__(cls, n):
        return n.upper()

    def __setattr__(cls, n, v):
        super().__setattr__(n, [v])


class M(metaclass=Meta):
    known = 1


M.new = 5
assert M.known == 1 and M.unknown == "UNKNOWN" and M.new == [5] and M().new == [5]
raises(AttributeError, "'M' object has no attribute 'unknown'", lambda: M().unknown)


class Sealed:
    def __init_subclass__(cls, **k):
        raise TypeError("sealed")


raises(TypeError, "sealed", type, "X", (Sealed,), {})
def make(**attrs):
    return type("Dyn", (), {k: (property(v) if callable(v) else v) for k, v in attrs.items()})
D = make(x=1, double=lambda self: self.x * 2)
o = D()
o.x = 21
assert o.double == 42 and D.x == 1 and D().double == 2
setattr(D, "triple", property(lambda self: self.x * 3))
assert [o.triple for _ in range(100)] == [63] * 100
delattr(D, "triple")
raises(AttributeError, "'Dyn' object has no attribute 'triple'", lambda: o.triple)
class Lazy:
    def __getattr__(self, n):
        if n.startswith("lazy_"):
            v = n[5:] * 2
            setattr(self, n, v)
            return v
        raise AttributeError(n)
z = Lazy()
assert z.lazy_ab == "abab" and z.__dict__ == {"lazy_ab": "abab"}
assert [z.lazy_ab for _ in range(50)] == ["abab"] * 50
total = 0
objs = [Record(i, i * 2) for i in range(300)]
for ob in objs:
    ob.b = ob.a + ob.b
    total += ob.b
assert total == 3 * 44850
print("attributes", total, Chain().a.b(1), Counting.hits)
