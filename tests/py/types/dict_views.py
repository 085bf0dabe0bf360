"""dict keys, values and items views: set operations, liveness, membership, comparison, reversal, mapping, errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
assert list(k) == ["a", "b", "c"] and list(v) == [1, 2, 3] and list(i) == [("a", 1), ("b", 2), ("c", 3)]
assert len(k) == len(v) == len(i) == 3
d["d"] = 4
del d["a"]
assert list(k) == ["b", "c", "d"] and list(reversed(k)) == ["d", "c", "b"] and list(reversed(v)) == [4, 3, 2]
assert list(reversed(i))[0] == ("d", 4)
assert "b" in k and "a" not in k and 2 in v and 9 not in v and ("b", 2) in i and ("b", 3) not in i
assert ("z", 1) not in i and "b" not in i and ("b", 2, 3) not in i
assert repr(k) == "dict_keys(['b', 'c', 'd'])" and repr(v) == "dict_values([2, 3, 4])"
assert repr(i) == "dict_items([('b', 2), ('c', 3), ('d', 4)])"
assert k & {"b", "x"} == {"b"} and k | ["x"] == {"b", "c", "d", "x"} and k - {"b"} == {"c", "d"}
assert k ^ {"b", "x"} == {"c", "d", "x"} and {"b", "y"} - k == {"y"} and {"b"} & k == {"b"}
assert ["b", "q"] - k == {"q"} and (("b", "q") | k) == {"b", "q", "c", "d"}
assert i & [("b", 2), ("c", 9)] == {("b", 2)} and i - {("b", 2)} == {("c", 3), ("d", 4)}
assert i | [(1, 2)] == {("b", 2), ("c", 3), ("d", 4), (1, 2)} and i ^ i == set() and type(k & k) is set
assert type(i | i) is set
assert k == {"b", "c", "d"} and k == {"b": 0, "c": 0, "d": 0}.keys() and k != {"b"}
assert k < {"b", "c", "d", "e"} and k <= k and k > {"b"} and k >= {"b", "c"}
assert i == {("b", 2), ("c", 3), ("d", 4)} and v != d.values() and v == v and not k == ["b", "c", "d"]
assert k.isdisjoint(["x"]) and not k.isdisjoint({"b"}) and i.isdisjoint([]) and not k.isdisjoint(k)
assert {}.keys().isdisjoint({}.keys())
assert k.mapping["b"] == 2 and type(k.mapping).__name__ == "mappingproxy" and v.mapping == d
assert i.mapping.get("q") is None
raises(TypeError, "'mappingproxy' object does not support item assignment",
        lambda: k.mapping.__setitem__("b", 1) if hasattr(k.mapping, "__setitem__") else exec("m['b'] = 1", {"m": k.mapping}))
raises(TypeError, "'dict_keys' object is not subscriptable", lambda: k[0])
raises(TypeError, "unsupported operand type(s) for &: 'dict_values' and 'dict_values'", lambda: v & v)
raises(TypeError, "unsupported operand type(s) for +: 'dict_keys' and 'dict_keys'", lambda: k + k)
raises(TypeError, "'int' object is not iterable", lambda: k & 5)
raises(TypeError, "'<' not supported between instances of 'dict_keys' and 'list'", lambda: k < ["a"])
raises(TypeError, "unhashable type: 'dict_keys'", hash, k)
raises(TypeError, "unhashable type: 'dict_items'", hash, i)
assert isinstance(hash(v), int)
raises(TypeError, "'dict_keys' object is not an iterator", next, k)
raises(TypeError, "cannot use 'list' as a dict key (unhashable type: 'list')", lambda: [] in k)
raises(TypeError, "cannot use 'list' as a set element (unhashable type: 'list')", lambda: k | [[]])
raises(TypeError, "'int' object is not iterable", k.isdisjoint, 5)
raises(TypeError, "cannot create 'dict_keys' instances", type(k))
raises(AttributeError, "'dict_keys' object has no attribute 'add'", lambda: k.add)
u = {"x": [1]}
assert ("x", [1]) in u.items() and u.items() == {"x": [1]}.items() and [1] in u.values()
raises(TypeError, "cannot use 'tuple' as a set element (unhashable type: 'list')", lambda: u.items() | [])
it = iter(d.items())
assert it.__length_hint__() == 3 and next(it) == ("b", 2) and it.__length_hint__() == 2 and iter(it) is it
a = next(iter(d.items()))
b = next(iter(d.items()))
assert a == b and a is not None
pairs = list(d.items())
assert pairs[0] is not pairs[1] and pairs == [("b", 2), ("c", 3), ("d", 4)]


class D(dict):
    def keys(self):
        return ["fake"]


x = D(a=1)
assert list(x) == ["a"] and x.keys() == ["fake"] and list(dict.keys(x)) == ["a"]
big = {n: n * n for n in range(1000)}
total = 0
for key, value in big.items():
    total += key * 2 - value % 7
for key in big.keys() & range(500, 1500):
    total += key
for value in big.values():
    if value in (4, 9, 16):
        total += 1
assert total == 1371752
assert max(big.values()) == 998001 and sum(big.keys() - set(range(990))) == sum(range(990, 1000))
assert sorted(big.items(), key=lambda kv: -kv[1])[0] == (999, 998001)
print("views", total, repr(k), sorted(i & {("b", 2)}))
