"""collections.OrderedDict, ChainMap, UserDict, UserList, UserString and collections.abc registrations and mixins."""
from collections import OrderedDict, ChainMap, UserDict, UserList, UserString, abc


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a")
assert list(o) == ["b", "c", "a"]
o.move_to_end("a", last=False)
assert list(o.items()) == [("a", 1), ("b", 2), ("c", 3)] and o.popitem() == ("c", 3)
assert o.popitem(last=False) == ("a", 1) and o == {"b": 2} and OrderedDict(a=1, b=2) != OrderedDict(b=2, a=1)
assert OrderedDict(a=1, b=2) == {"b": 2, "a": 1} and repr(OrderedDict(a=1)) == "OrderedDict({'a': 1})"
assert repr(OrderedDict()) == "OrderedDict()" and list(reversed(OrderedDict(a=1, b=2))) == ["b", "a"]
assert OrderedDict.fromkeys("ab", 0) == {"a": 0, "b": 0}
raises(KeyError, "'zz'", o.move_to_end, "zz")
raises(KeyError, "'dictionary is empty'", OrderedDict().popitem)
o.update(z=1)
o |= {"q": 2}
assert list(o) == ["b", "z", "q"] and type(o | {}) is OrderedDict and o.pop("b") == 2
assert o.setdefault("new", 5) == 5 and o.copy() == o and o.pop("none", 7) == 7
raises(RuntimeError, 'OrderedDict mutated during iteration', lambda: [o.pop(k) for k in o])
lru = OrderedDict()
for i in range(1000):
    k = i * i % 17
    if k in lru:
        lru.move_to_end(k)
    lru[k] = i
    if len(lru) > 5:
        lru.popitem(last=False)
assert list(lru) == [13, 15, 2, 8, 16]

c = ChainMap({"a": 1}, {"a": 2, "b": 3})
assert c["a"] == 1 and c["b"] == 3 and len(c) == 2 and sorted(c) == ["a", "b"] and c.parents["a"] == 2
assert c.new_child({"b": 9})["b"] == 9 and dict(c) == {"a": 1, "b": 3} and c.get("z", 0) == 0 and "b" in c
assert c.maps[1]["a"] == 2 and repr(c) == "ChainMap({'a': 1}, {'a': 2, 'b': 3})"
c["b"] = 10
assert c.maps == [{"a": 1, "b": 10}, {"a": 2, "b": 3}] and c.pop("b") == 10 and c["b"] == 3
raises(KeyError, '"Key not found in the first mapping: \'b\'"', c.__delitem__, "b")
raises(KeyError, "'zz'", lambda: c["zz"])
raises(KeyError, '"Key not found in the first mapping: \'b\'"', c.pop, "b")
assert c == {"a": 1, "b": 3} and bool(ChainMap()) is False and (c | {"z": 1})["z"] == 1


class Upper(UserDict):
    def __setitem__(self, k, v):
        super().__setitem__(k.upper(), v)


u = Upper({"a": 1}, b=2)
u.update(c=3)
u.setdefault("d", 4)
assert sorted(u.data) == ["A", "B", "C", "D"] and "A" in u and u.copy() == u and type(u.copy()) is Upper
assert len(u) == 4


class L(UserList):
    def append(self, x):
        super().append(x * 2)


l = L([1])
l.append(5)
l += [7]
assert l == [1, 10, 7] and l[1:] == [10, 7] and type(l[1:]) is L and type(l + [1]) is L
assert l.data == [1, 10, 7] and l * 2 == [1, 10, 7] * 2 and repr(l) == "[1, 10, 7]"
s = UserString("abc")
assert s.upper() == "ABC" and type(s.upper()) is UserString and s + "d" == "abcd" and s[1] == "b" and "b" in s
assert hash(s) == hash("abc") and int(UserString("5")) == 5


class Seq(abc.Sequence):
    def __init__(self, *a):
        self.a = a

    def __getitem__(self, i):
        return self.a[i]

    def __len__(self):
        return len(self.a)


class Map(abc.MutableMapping):
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        return self.d[k]

    def __setitem__(self, k, v):
        self.d[k] = v

    def __delitem__(self, k):
        del self.d[k]

    def __iter__(self):
        return iter(self.d)

    def __len__(self):
        return len(self.d)


class Set(abc.Set):
    def __init__(self, it=()):
        self.s = list(dict.fromkeys(it))

    def __contains__(self, x):
        return x in self.s

    def __iter__(self):
        return iter(self.s)

    def __len__(self):
        return len(self.s)


q = Seq(1, 2, 3, 2)
assert q.index(2) == 1 and q.count(2) == 2 and list(reversed(q)) == [2, 3, 2, 1] and 3 in q
assert list(q) == [1, 2, 3, 2]
raises(ValueError, "", q.index, 9)
m = Map()
m.update(a=1, b=2)
assert m.pop("a") == 1 and m.setdefault("c", 3) == 3 and m == {"b": 2, "c": 3}
assert list(m.items()) == [("b", 2), ("c", 3)] and m.get("zz", 1) == 1 and "b" in m.keys()
assert m.popitem() == ("b", 2)
assert Set("abc") & Set("bcd") == Set("bc") and Set("ab") | "c" == Set("abc")
assert Set("abc") - {"a"} == Set("bc") and Set("ab") <= Set("abc") and Set("ab") ^ Set("bc") == Set("ac")
assert Set("ab").isdisjoint("xy")
raises(TypeError, "Can't instantiate abstract class Sequence without an implementation for abstract methods '__getitem__', '__len__'",
        abc.Sequence)
raises(TypeError, "Can't instantiate abstract class Half without an implementation for abstract methods '__delitem__', '__getitem__', '__iter__', '__setitem__'",
        type("Half", (abc.MutableMapping,), {"__len__": len}))
CHECKS = [(abc.Hashable, 5, []), (abc.Iterable, "a", 5), (abc.Iterator, iter([]), []), (abc.Sized, {}, 5),
        (abc.Callable, len, 5), (abc.Container, [], 5), (abc.Mapping, {}, []), (abc.Sequence, (), {}),
        (abc.MutableSequence, bytearray(), ()), (abc.Set, frozenset(), []),
        (abc.Generator, (i for i in []), iter([])), (abc.Reversible, {}, set()),
        (abc.Collection, {1}, iter([])), (abc.ByteString if hasattr(abc, "ByteString") else abc.Sequence, b"",
        5), (abc.KeysView, {}.keys(), []), (abc.Buffer, b"", "a")]
import warnings
warnings.simplefilter("ignore")
for cls, yes, no in CHECKS:
    assert isinstance(yes, cls) and not isinstance(no, cls), cls
print("ordered", list(lru), repr(c), l)
