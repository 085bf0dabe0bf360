"""copy: shallow, deep, memo, recursive structures, hooks, reduce forms, replace; exact errors."""
import copy
import types


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

for atom in (5, 2 ** 70, 1.5, "s", b"b", None, True, ..., (), (1, 2), frozenset([1]), range(3), len, int,
        lambda: 0, NotImplemented, 1j, type, slice(1, 2)):
    assert copy.copy(atom) is atom and (copy.deepcopy(atom) is atom or copy.deepcopy(atom) == atom)
l = [1, [2, 3], {"k": [4]}, (5, [6])]
s, d = copy.copy(l), copy.deepcopy(l)
assert s == d == l and s is not l and s[1] is l[1] and d[1] is not l[1] and d[2]["k"] is not l[2]["k"]
assert d[3][1] is not l[3][1]
l[1].append("x")
assert s[1] == [2, 3, "x"] and d[1] == [2, 3]
for c in ({1: [2]}, {1, 2}, bytearray(b"ab"), [[]], {"a": {"b": {}}}):
    assert copy.copy(c) == c and copy.copy(c) is not c and copy.deepcopy(c) == c
    assert type(copy.deepcopy(c)) is type(c)
r = [1]
r.append(r)
rd = copy.deepcopy(r)
assert rd[1] is rd and rd is not r
shared = [0]
pair = copy.deepcopy([shared, shared])
assert pair[0] is pair[1] and pair[0] is not shared
rt = ([],)
rt[0].append(rt)
rtd = copy.deepcopy(rt)
assert rtd[0][0] is rtd and type(rtd) is tuple
t = (1, "a", (2,))
assert copy.deepcopy(t) is t
rdict = {}
rdict["me"] = rdict
assert copy.deepcopy(rdict)["me"]["me"]["me"] is not rdict


class P:
    def __init__(self, x):
        self.x = x

    def __eq__(self, o):
        return self.x == o.x


p = P([1])
assert copy.copy(p) == p and copy.copy(p).x is p.x and copy.deepcopy(p).x is not p.x and copy.deepcopy(p) == p
p.me = p
pd = copy.deepcopy(p)
assert pd.me is pd and pd.x == [1]


class Slots:
    __slots__ = ("a", "b")


sl = Slots()
sl.a = [1]
assert copy.copy(sl).a is sl.a and copy.deepcopy(sl).a == [1] and not hasattr(copy.copy(sl), "b")


class Hooks:
    def __copy__(self):
        return "shallow hook"

    def __deepcopy__(self, memo):
        memo["seen"] = True
        return "deep hook"


memo = {}
assert copy.copy(Hooks()) == "shallow hook" and copy.deepcopy(Hooks(), memo) == "deep hook"
assert memo["seen"] is True


class State:
    def __init__(self):
        self.a, self.cache = [1], object()

    def __getstate__(self):
        return {"a": self.a}

    def __setstate__(self, st):
        self.__dict__.update(st, restored=True)


c = copy.deepcopy(State())
assert c.a == [1] and c.restored and not hasattr(c, "cache")


class Red:
    def __init__(self, *a):
        self.args = a

    def __reduce__(self):
        return Red, (1, [2])


class RedList(list):
    def __init__(self, it=(), tag=None):
        super().__init__(it)
        self.tag = tag


class D(dict):
    pass


class NewArgs(int):
    def __new__(cls, v, extra):
        self = super().__new__(cls, v)
        self.extra = extra
        return self

    def __getnewargs__(self):
        return int(self), self.extra


assert copy.copy(Red(9)).args == (1, [2])
rl = RedList([1, [2]], "t")
rlc = copy.deepcopy(rl)
assert type(rlc) is RedList and rlc == rl and rlc.tag == "t" and rlc[1] is not rl[1]
dd = D(a=[1])
dd.attr = {}
ddc = copy.deepcopy(dd)
assert type(ddc) is D and ddc == {"a": [1]} and ddc.attr == {} and ddc.attr is not dd.attr
assert ddc["a"] is not dd["a"]
n = copy.copy(NewArgs(5, "e"))
assert n == 5 and n.extra == "e"
e = copy.copy(ValueError("x", 1))
assert type(e) is ValueError and e.args == ("x", 1)
m = types.MethodType(P.__init__, p)
assert copy.deepcopy(m).__self__ is not p
raises(TypeError, "cannot pickle 'generator' object", copy.copy, (i for i in []))
raises(TypeError, "cannot pickle 'generator' object", copy.deepcopy, [iter(lambda: 1, 1), (i for i in [])][1])
raises(TypeError, "cannot pickle 'module' object", copy.deepcopy, types.ModuleType("m"))
raises(TypeError, 'replace() does not support int objects', copy.replace, 5)
raises(TypeError, "replace() missing 1 required positional argument: 'obj'", copy.replace)
class BadReduce:
    def __reduce_ex__(self, v): return 5
raises(TypeError, 'Value after * must be an iterable, not int', copy.copy, BadReduce())
class NoneCopy:
    __copy__ = None
    __deepcopy__ = None
class Rep:
    def __replace__(self, /, **kw): return kw
assert copy.replace(Rep(), a=1) == {"a": 1}
deep = []
for i in range(150):
    deep = [deep, i]
c = copy.deepcopy(deep)
count = 0
while c:
    c = c[0]
    count += 1
assert count == 150
print("copy", count, copy.copy(Red(0)).args, pair)
