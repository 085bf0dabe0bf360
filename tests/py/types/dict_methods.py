"""dict: construction, every method, order, equal keys, merge operators, comparison, repr, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert dict() == {} and dict(a=1, b=2) == {"a": 1, "b": 2}
assert dict([("a", 1), ["b", 2], "cd"]) == {"a": 1, "b": 2, "c": "d"}
assert dict({"a": 1}, b=2, a=3) == {"a": 3, "b": 2} and dict(zip("ab", [1, 2])) == {"a": 1, "b": 2}
d = {"x": 1, "y": 2}
assert d["x"] == 1 and d.get("x") == 1 and d.get("q") is None and d.get("q", 5) == 5
assert d.setdefault("x", 9) == 1 and d.setdefault("z", 3) == 3 and d.setdefault("n") is None
assert list(d) == ["x", "y", "z", "n"] and len(d) == 4
assert d.pop("n") is None and d.pop("q", "dflt") == "dflt" and d.popitem() == ("z", 3) and "x" in d
assert "z" not in d and d.update({"x": 10}, w=7) is None and d == {"x": 10, "y": 2, "w": 7}
assert d.update([("y", 20)]) is None and d.update() is None
assert list(d.items()) == [("x", 10), ("y", 20), ("w", 7)] and list(d.values()) == [10, 20, 7]
assert list(reversed(d)) == ["w", "y", "x"] and d.copy() == d and d.copy() is not d
assert dict.fromkeys("ab") == {"a": None, "b": None} and dict.fromkeys([1, 2, 1], 0) == {1: 0, 2: 0}
assert {}.fromkeys((), 5) == {} and d.clear() is None and d == {} and not d

# Order: insertion keeps place on update, deletion and reinsertion moves to the end.
o = {1: "a", 2: "b", 3: "c"}
o[1] = "A"
del o[2]
o[2] = "B"
assert list(o.items()) == [(1, "A"), (3, "c"), (2, "B")] and {1: 0, 2: 0} == {2: 0, 1: 0}
assert o.popitem() == (2, "B")
k = {1: "int", 1.0: "float", True: "bool"}
assert k == {1: "bool"} and type(list(k)[0]) is int and {0: "a", -0.0: "b"} == {0: "b"}
assert {"a": 1, "a": 2} == {"a": 2} and len({float("nan"): 1, float("nan"): 2}) == 2
assert {None: 1, (): 2, "": 3, b"": 4}[()] == 2
assert {"a": 1} | {"b": 2, "a": 3} == {"a": 3, "b": 2} and list({"a": 1, "b": 0} | {"a": 2}) == ["a", "b"]
m = n = {"a": 1}
m |= {"b": 2}
m |= [("c", 3)]
assert m is n and n == {"a": 1, "b": 2, "c": 3}
raises(TypeError, "unsupported operand type(s) for |: 'dict' and 'list'", lambda: {} | [])
raises(TypeError, "unsupported operand type(s) for |: 'list' and 'dict'", lambda: [] | {})
raises(TypeError, "'int' object is not iterable", lambda: m.__ior__(5))
assert {"a": [1]} == {"a": [1]} and {1: 1} != {1: 2} and {1: 1} != {2: 1} and {} != [] and not {} == 0
assert {1: 1.0} == {True: 1}
assert repr({"a": 1, 2: [3]}) == "{'a': 1, 2: [3]}" and str({}) == "{}"
assert repr({(1,): {2: 3}}) == "{(1,): {2: 3}}"
r = {}
r["self"] = r
r["list"] = [r]
assert repr(r) == "{'self': {...}, 'list': [{...}]}"
raises(KeyError, "'q'", lambda: {}["q"])
raises(KeyError, "('a', 1)", lambda: {}["a", 1])
raises(KeyError, "'q'", {}.pop, "q")
raises(KeyError, "'popitem(): dictionary is empty'", {}.popitem)
raises(TypeError, "cannot use 'list' as a dict key (unhashable type: 'list')", lambda: {[]: 1})
raises(TypeError, "cannot use 'dict' as a dict key (unhashable type: 'dict')", lambda: {}[{}])
raises(TypeError, "cannot use 'list' as a dict key (unhashable type: 'list')", lambda: [] in {})
raises(TypeError, 'get expected at least 1 argument, got 0', {}.get)
raises(TypeError, "cannot use 'list' as a dict key (unhashable type: 'list')", {}.get, [])
raises(TypeError, 'pop expected at least 1 argument, got 0', {}.pop)
raises(TypeError, 'pop expected at most 2 arguments, got 3', {}.pop, 1, 2, 3)
raises(TypeError, "'int' object is not iterable", dict, 5)
raises(TypeError, 'object is not iterable', dict, [5])
raises(ValueError, 'dictionary update sequence element #0 has length 3; 2 is required', dict, [(1, 2, 3)])
raises(ValueError, 'dictionary update sequence element #0 has length 1; 2 is required', dict, ["a", "bc"])
raises(TypeError, 'dict expected at most 1 argument, got 2', dict, {}, {})
raises(TypeError, "'int' object is not iterable", {}.update, 5)
raises(TypeError, 'update expected at most 1 argument, got 2', {}.update, {}, {})
raises(ValueError, 'dictionary update sequence element #0 has length 1; 2 is required', {}.update, [(1,)])
raises(TypeError, "cannot use 'list' as a dict key (unhashable type: 'list')", {}.setdefault, [])
raises(TypeError, "'int' object is not iterable", dict.fromkeys, 5)
raises(TypeError, "cannot use 'list' as a dict key (unhashable type: 'list')", dict.fromkeys, [[]])
raises(TypeError, "unhashable type: 'dict'", hash, {})
raises(TypeError, "'<' not supported between instances of 'dict' and 'dict'", lambda: {} < {})
raises(AttributeError, "'dict' object has no attribute 'has_key'", lambda: {}.has_key)
raises(TypeError, 'get expected at most 2 arguments, got 3', lambda: {}.get(1, 2, 3))
raises(TypeError, 'dict.get() takes no keyword arguments', lambda: {}.get(key=1))
count = {}
for ch in "the quick brown fox jumps over the lazy dog" * 20:
    count[ch] = count.get(ch, 0) + 1
assert count["o"] == 80 and count[" "] == 160 and len(count) == 27 and list(count)[:3] == ["t", "h", "e"]
big = {}
for i in range(3000):
    big[i * 7919 % 10007] = i
    if i % 3 == 0:
        big.pop((i - 30) * 7919 % 10007, None)
assert len(big) == 2010 and sum(big.values()) == 3029835 and list(big)[:5] == [7919, 5831, 1655, 9574, 5398]
print("dict", len(big), repr(r), count["e"])
