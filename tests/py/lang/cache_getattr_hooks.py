"""__getattr__, __getattribute__, __setattr__, __delattr__ that appear and vanish while attribute use is hot."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class C:
    real = "real"

    def __init__(self):
        self.own = "own"


def read(o, n=100):
    for _ in range(n):
        r = (o.own, o.real)
    return r


o = C()
assert read(o) == ("own", "real")
raises(AttributeError, "'C' object has no attribute 'virtual'", lambda: o.virtual)
log = []


def hook(self, name):
    log.append(name)
    if name.startswith("__"):
        raise AttributeError(name)
    return "hook:" + name


C.__getattr__ = hook
assert read(o) == ("own", "real") and log == [] and o.virtual == "hook:virtual" and log == ["virtual"]
del o.own
assert read(o, 50) == ("hook:own", "real") and log[1:] == ["own"] * 50
C.__getattribute__ = lambda self, name: "all:" + name
assert read(o) == ("all:own", "all:real") and o.__dict__ == "all:__dict__"


def selective(self, name):
    if name == "real":
        raise AttributeError("refused")
    return object.__getattribute__(self, name)


C.__getattribute__ = selective
assert read(o, 10) == ("hook:own", "hook:real")
del C.__getattr__
raises(AttributeError, "refused", lambda: o.real)
raises(AttributeError, "'C' object has no attribute 'own'", read, o)
assert getattr(o, "real", "dflt") == "dflt" and not hasattr(o, "real")


def boom(self, name):
    raise ValueError("boom " + name)


C.__getattribute__ = boom
raises(ValueError, "boom real", lambda: o.real)
raises(ValueError, "boom real", hasattr, o, "real")
raises(ValueError, "boom real", getattr, o, "real", 1)
del C.__getattribute__
o.own = "back"
assert read(o) == ("back", "real")


def write(o, n=100):
    for i in range(n):
        o.w = i
    return o.__dict__.get("w")


assert write(o) == 99
sets = []
C.__setattr__ = lambda self, k, v: sets.append((k, v))
assert write(o, 5) == 99 and sets == [("w", i) for i in range(5)]


def doubling(self, k, v):
    object.__setattr__(self, k, v * 2)


C.__setattr__ = doubling
assert write(o) == 198
o.w += 1
assert o.w == 398
del C.__setattr__
assert write(o) == 99
C.__delattr__ = lambda self, k: sets.append("del " + k)
del o.w
assert o.w == 99 and sets[-1] == "del w"
del C.__delattr__
del o.w
assert not hasattr(o, "w")


class Frozen:
    def __init__(self, v):
        object.__setattr__(self, "v", v)

    def __setattr__(self, k, v):
        raise TypeError("frozen " + k)

    __delattr__ = None


f = Frozen(3)
raises(TypeError, "frozen v", setattr, f, "v", 4)
raises(TypeError, "'NoneType' object is not callable", delattr, f, "v")
assert f.v == 3


class Proxy:
    def __init__(self, target):
        self.__dict__["_t"] = target

    def __getattr__(self, name):
        return getattr(self._t, name)

    def __setattr__(self, name, v):
        setattr(self._t, name, v)


inner = C()
p = Proxy(inner)
for i in range(300):
    p.count = i
    assert p.count == i
assert inner.count == 299 and vars(p) == {"_t": inner} and p.real == "real"
raises(TypeError, "unsupported operand type(s) for +: 'Proxy' and 'int'", lambda: p + 1)
raises(TypeError, "attribute name must be string, not 'int'", getattr, o, 5)
raises(TypeError, "attribute name must be string, not 'int'", setattr, o, 5, 1)
raises(TypeError, "attribute name must be string, not 'int'", object.__getattribute__, o, 5)
print("hooks", log[:3], sets[:2], write(C(), 3))
