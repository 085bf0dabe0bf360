"""Properties and slots read and written in hot loops, then replaced, deleted, overridden, made to raise."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class Temp:
    def __init__(self, c):
        self._c = c
        self.sets = 0

    @property
    def f(self):
        return self._c * 9 / 5 + 32

    @f.setter
    def f(self, v):
        self.sets += 1
        self._c = (v - 32) * 5 / 9

    @f.deleter
    def f(self):
        self._c = "deleted"


def read(o, n=200):
    t = 0
    for _ in range(n):
        t += o.f
    return t


def write(o, n=200):
    for i in range(n):
        o.f = i


t = Temp(100)
assert read(t) == 212 * 200
write(t)
assert t.sets == 200 and read(t, 1) == 199.0
original = Temp.f
Temp.f = property(lambda self: 1)
assert read(t) == 200
raises(AttributeError, "property '<lambda>' of 'Temp' object has no setter", write, t)
raises(AttributeError, "property '<lambda>' of 'Temp' object has no deleter", delattr, t, "f")
Temp.f = property()
raises(AttributeError, "property of 'Temp' object has no getter", read, t)
Temp.f = property(None, lambda self, v: setattr(self, "last", v))
write(t)
assert t.last == 199
raises(AttributeError, "property of 'Temp' object has no getter", read, t)
Temp.f = original
del t.f
assert t._c == "deleted"
t._c = 0
assert read(t) == 32 * 200
del Temp.f
raises(AttributeError, "'Temp' object has no attribute 'f'", read, t)
write(t, 3)
assert t.__dict__["f"] == 2 and read(t) == 400
Temp.f = original
assert read(t) == 32 * 200 and t.__dict__["f"] == 2


class Sub(Temp):
    @property
    def f(self):
        return super().f + 1000


s = Sub(0)
assert read(s) == 1032 * 200
raises(AttributeError, "property 'f' of 'Sub' object has no setter", write, s)
Sub.f = Temp.f.getter(lambda self: 7)
assert read(s) == 1400
write(s, 10)
assert s.sets == 10


class Raising:
    @property
    def f(self):
        raise AttributeError("inner message")

    @property
    def g(self):
        return self.missing

    def __getattr__(self, name):
        if name == "missing":
            raise AttributeError("no " + name)
        return "fallback " + name


r = Raising()
assert [r.f for _ in range(100)] == ["fallback f"] * 100 and r.g == "fallback g"
del Raising.__getattr__
raises(AttributeError, "inner message", lambda: r.f)
raises(AttributeError, "'Raising' object has no attribute 'missing'", lambda: r.g)
assert not hasattr(r, "f") and getattr(r, "f", "default") == "default"


class Slots:
    __slots__ = ("a", "b")


z = Slots()
for i in range(300):
    z.a = i
    z.b = z.a * 2
assert (z.a, z.b) == (299, 598)
slot = Slots.a
Slots.a = property(lambda self: "shadow")
assert [z.a for _ in range(100)] == ["shadow"] * 100
Slots.a = slot
assert z.a == 299
del z.a
raises(AttributeError, "'Slots' object has no attribute 'a'", lambda: z.a)
raises(AttributeError, "'Slots' object has no attribute 'c' and no __dict__ for setting new attributes", setattr, z, "c", 1)


class Counter:
    n = 0

    @property
    def next(self):
        Counter.n += 1
        return Counter.n


c = Counter()
assert sum([c.next for _ in range(1000)]) == 500500
print("properties", read(t), c.next)
