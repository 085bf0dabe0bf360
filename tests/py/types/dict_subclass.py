"""dict subclasses: __missing__, overridden __getitem__/__setitem__, what C-level methods ignore, copying, unpacking."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class Default(dict):
    made = 0

    def __missing__(self, key):
        Default.made += 1
        self[key] = v = [key]
        return v


d = Default(a=1)
assert d["a"] == 1 and d["b"] == ["b"] and d["b"].append(2) is None and d == {"a": 1, "b": ["b", 2]}
assert d.get("zz") is None and "zz" not in d and Default.made == 1
raises(KeyError, "'zz'", d.pop, "zz")
raises(KeyError, "'zz'", lambda: dict.__getitem__({}, "zz"))
assert dict.__getitem__(d, "made by C") == ["made by C"] and d.setdefault("s", 5) == 5 and Default.made == 2


class Raises(dict):
    def __missing__(self, key):
        raise LookupError("missing %r" % (key,))


raises(LookupError, "missing 'x'", lambda: Raises()["x"])


class NotFunc(dict):
    __missing__ = "text"


raises(TypeError, "'str' object is not callable", lambda: NotFunc()["x"])
inst = dict.__new__(Raises)
inst.__missing__ = lambda k: "instance"
raises(LookupError, "missing 1", lambda: inst[1])
del Raises.__missing__
raises(KeyError, "1", lambda: inst[1])


class Lower(dict):
    def __init__(self, *a, **k):
        super().__init__()
        self.update(*a, **k)

    def __getitem__(self, k):
        return super().__getitem__(k.lower())

    def __setitem__(self, k, v):
        super().__setitem__(k.lower(), v)

    def __delitem__(self, k):
        super().__delitem__(k.lower())

    def __contains__(self, k):
        return super().__contains__(k.lower())

    def update(self, *a, **k):
        for key, v in dict(*a, **k).items():
            self[key] = v


x = Lower({"A": 1}, B=2)
x["C"] = 3
assert dict(x) == {"a": 1, "b": 2, "c": 3} and x["A"] == x["a"] == 1 and "C" in x and x.get("A") is None
assert x.get("a") == 1 and x.pop("B", None) is None and x.setdefault("B", 9) == 9
assert list(x) == ["a", "b", "c", "B"]
del x["A"], x["C"]
assert list(x.items()) == [("b", 2), ("B", 9)] and x == {"b": 2, "B": 9} and x["B"] == 2


class Fake(dict):
    def __getitem__(self, k):
        return "got " + str(k)

    def keys(self):
        return ["k1", "k2"]

    def __iter__(self):
        return iter(["it"])

    def items(self):
        return [("i", 1)]

    def __len__(self):
        return 77

    def __bool__(self):
        return False


f = Fake(real=1)
assert dict(f) == {'k1': 'got k1', 'k2': 'got k2'} and {**f} == {'k1': 'got k1', 'k2': 'got k2'}
assert list(f) == ["it"] and (lambda **kw: kw)(**f) == {'k1': 'got k1', 'k2': 'got k2'}
assert {}.__or__(f) == {'k1': 'got k1', 'k2': 'got k2'} and len(f) == 77 and not f
assert repr(f) == "{'real': 1}" and f == {"real": 1} and [*f] == ["it"]
g = {}
g.update(f)
assert g == {'k1': 'got k1', 'k2': 'got k2'} and f.copy() == {'k1': 'got k1', 'k2': 'got k2'}
assert type(f.copy()) is dict and (f | {}) == {'k1': 'got k1', 'k2': 'got k2'}
assert "%(anything)s" % f == "got anything" and "{anything}".format_map(f) == "got anything"
assert eval("unknown_name", {}, f) == "got unknown_name"
ns = Fake()
exec("stored = 5\nresult = anything_at_all", {}, ns)
assert dict.__getitem__(ns, "stored") == 5 and dict.__getitem__(ns, "result") == "got anything_at_all"


class Glob(dict):
    def __missing__(self, k):
        return "global " + k


assert eval("abc", Glob()) == 'global abc'


class Attr(dict):
    def __getattr__(self, n):
        try:
            return self[n]
        except KeyError:
            raise AttributeError(n) from None

    def __setattr__(self, n, v):
        self[n] = v


a = Attr()
for i in range(300):
    a.n = i
    a["m"] = a.n * 2
assert a == {"n": 299, "m": 598} and a.m == 598 and a.__dict__ == {}
raises(AttributeError, "zz", lambda: a.zz)


class Counting(dict):
    def __missing__(self, k):
        return 0


c = Counting()
for w in ("a b a c b a " * 100).split():
    c[w] += 1
assert c == {"a": 300, "b": 200, "c": 100} and c["zzz"] == 0 and "zzz" not in c and type(c.copy()) is dict
assert type(Counting.fromkeys("ab", 1)) is Counting and Counting.fromkeys("ab", 1)["q"] == 0
print("dict subclass", c, sorted(a), Default.made)
