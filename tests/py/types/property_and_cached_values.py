"""Properties computing from other properties, setters with validation, inheritance chains, class level properties, deleters in loops."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class Temp:
    def __init__(self, c=0.0):
        self.c = c

    @property
    def f(self):
        return self.c * 9 / 5 + 32

    @f.setter
    def f(self, v):
        self.c = (v - 32) * 5 / 9

    @property
    def k(self):
        return self.c + 273.15

    @k.setter
    def k(self, v):
        if v < 0:
            raise ValueError("below absolute zero: %r" % v)
        self.c = v - 273.15

    @k.deleter
    def k(self):
        self.c = -273.15


t = Temp(100)
assert t.f == 212 and t.k == 373.15
t.f = 32
assert t.c == 0
t.k += 10
assert round(t.c, 9) == 10
del t.k
assert t.c == -273.15
raises(ValueError, "below absolute zero: -1", setattr, t, "k", -1)
raises(AttributeError, "property 'f' of 'Temp' object has no deleter", delattr, t, "f")


class Shape:
    @property
    def area(self):
        raise NotImplementedError("area")

    @property
    def density(self):
        return self.mass / self.area

    mass = 10


class Square(Shape):
    def __init__(self, side):
        self.side = side

    @property
    def area(self):
        return self.side ** 2


class Cube(Square):
    @property
    def area(self):
        return 6 * super().area

    @property
    def volume(self):
        return super().area * self.side


assert Square(2).density == 2.5 and Cube(2).area == 24 and Cube(2).volume == 8
assert round(Cube(2).density, 3) == 0.417
raises(NotImplementedError, "area", lambda: Shape().area)
raises(NotImplementedError, "area", lambda: Shape().density)
raises(AttributeError, "property 'area' of 'Square' object has no setter", setattr, Square(1), "area", 5)


class once:
    """A value computed on first use and kept in the instance."""

    def __init__(self, fn):
        self.fn = fn

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        v = obj.__dict__[self.name] = self.fn(obj)
        return v


class Data:
    loads = 0

    def __init__(self, n):
        self.n = n

    @once
    def items(self):
        Data.loads += 1
        return list(range(self.n))

    @once
    def total(self):
        return sum(self.items)


d = Data(100)
assert [d.total for _ in range(50)] == [4950] * 50 and Data.loads == 1 and d.__dict__["items"][99] == 99
del d.items, d.total
d.n = 3
assert d.total == 3 and Data.loads == 2 and Data.items.name == "items"
d.items.append(100)
assert d.total == 3 and len(d.items) == 4


class typed:
    def __init__(self, kind, low=None):
        self.kind, self.low = kind, low

    def __set_name__(self, owner, name):
        self.key = "_" + name

    def __get__(self, obj, owner):
        return getattr(obj, self.key, None) if obj else self

    def __set__(self, obj, v):
        if not isinstance(v, self.kind):
            raise TypeError("%s must be %s" % (self.key[1:], self.kind.__name__))
        if self.low is not None and v < self.low:
            raise ValueError("%s must be at least %r" % (self.key[1:], self.low))
        setattr(obj, self.key, v)


class Order:
    qty = typed(int, 1)
    price = typed(float, 0.0)

    def __init__(self, q, p):
        self.qty, self.price = q, p

    @property
    def total(self):
        return self.qty * self.price


o = Order(3, 2.5)
assert o.total == 7.5
for v in range(1, 300):
    o.qty = v
    o.price = v / 2
    assert o.total == v * v / 2
raises(TypeError, "qty must be int", setattr, o, "qty", "x")
raises(ValueError, "qty must be at least 1", setattr, o, "qty", 0)
raises(TypeError, "price must be float", Order, 1, 1)
assert o.qty == 299
class Meta(type):
    @property
    def count(cls): return len(cls.all)
    @count.setter
    def count(cls, v): del cls.all[v:]
class Reg(metaclass=Meta):
    all = []
    def __init__(self): self.all.append(self)
for _ in range(10): Reg()
assert Reg.count == 10
Reg.count = 4
assert len(Reg.all) == 4 and Reg.count == 4
raises(AttributeError, "'Reg' object has no attribute 'count'", lambda: Reg().count)
raises(AttributeError, "'int' object has no attribute 'all'", lambda: Reg.__class__.count.__get__(5))
print("properties", t.c, o.total, Reg.all.__len__())
