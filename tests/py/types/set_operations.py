"""set and frozenset: methods, operators, comparison, hashing, mutation methods, subclass results, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

s, t = {1, 2, 3, 4}, {3, 4, 5}
assert s | t == {1, 2, 3, 4, 5} and s & t == {3, 4} and s - t == {1, 2} and s ^ t == {1, 2, 5}
assert t - s == {5} and s.union(t, [9], "a") == {1, 2, 3, 4, 5, 9, "a"} and s.intersection(t, [4, 9]) == {4}
assert s.difference([1], {2}) == {3, 4} and s.symmetric_difference([1, 7]) == {2, 3, 4, 7}
assert set() == set([]) and set("hello") == {"h", "e", "l", "o"} and len({1, 1.0, True}) == 1
assert {*()} == set() and s.union() == s and s.union() is not s and frozenset(frozenset([1])) == {1}
assert s.intersection() == s and {1}.isdisjoint([2]) and not s.isdisjoint(t)
assert {1} < s <= s and s > {1, 2} and s >= s and not s < s and {1} != {2} and s.issubset(range(10))
assert s.issuperset([1]) and set() <= {1} and not {1, 9} < s and not s <= t and not t <= s
assert {1} == frozenset([1]) and s != [1, 2, 3, 4]
m = {1, 2}
assert m.add(3) is None and m.discard(9) is None and m.remove(1) is None and m == {2, 3}
assert m.update([5], "x") is None and m.intersection_update({2, 3, 5}) is None
assert m.difference_update([2]) is None and m.symmetric_difference_update([5, 6]) is None and m == {3, 6}
assert m.copy() == m and m.pop() in (3, 6) and len(m) == 1 and m.clear() is None and m == set()
a = b = {1, 2, 3}
a |= {4}
a &= {1, 4, 5}
a ^= {1, 7}
a -= {7}
assert a is b and b == {4} and {1}.__ior__({2}) == {1, 2}
a |= a
a ^= a
assert a == set() and a is b
f = frozenset([1, 2])
assert hash(f) == hash(frozenset([2, 1])) and {f: 1}[frozenset({1, 2})] == 1 and f | {3} == {1, 2, 3}
assert type(f | {3}) is frozenset and type({3} | f) is set and f.copy() is f and frozenset(f) is f
assert f in {f} and {1, 2} in {f} and {1, 2} in [f]
g = f
g |= {9}
assert g == {1, 2, 9} and f == {1, 2} and type(g) is frozenset
assert repr(set()) == "set()" and repr({1}) == "{1}" and repr(frozenset()) == "frozenset()"
assert repr(frozenset([1])) == "frozenset({1})" and str({"a"}) == "{'a'}"
nan = float("nan")
assert nan in {nan} and {nan} == {nan} and len({nan, float("nan")}) == 2
raises(KeyError, "9", {1}.remove, 9)
raises(KeyError, '{2}', {1}.remove, {2})
raises(KeyError, "'pop from an empty set'", set().pop)
raises(TypeError, "cannot use 'list' as a set element (unhashable type: 'list')", lambda: {[]})
raises(TypeError, "cannot use 'list' as a set element (unhashable type: 'list')", {1}.add, [])
raises(TypeError, "cannot use 'list' as a set element (unhashable type: 'list')", lambda: [] in {1})
raises(TypeError, "cannot use 'dict' as a set element (unhashable type: 'dict')", {1}.discard, {})
raises(TypeError, "'int' object is not iterable", set, 5)
raises(TypeError, 'set expected at most 1 argument, got 2', set, [1], [2])
raises(TypeError, "cannot use 'list' as a set element (unhashable type: 'list')", set, [[]])
raises(TypeError, "unsupported operand type(s) for |: 'set' and 'list'", lambda: {1} | [1])
raises(TypeError, "unsupported operand type(s) for &: 'set' and 'str'", lambda: {1} & "a")
raises(TypeError, "unsupported operand type(s) for -: 'list' and 'set'", lambda: [1] - {1})
raises(TypeError, "'<' not supported between instances of 'set' and 'list'", lambda: {1} < [1])
raises(TypeError, "unsupported operand type(s) for +: 'set' and 'set'", lambda: {1} + {2})
raises(TypeError, "'int' object is not iterable", {1}.union, 5)
raises(TypeError, "unhashable type: 'set'", hash, {1})
raises(TypeError, "'set' object is not subscriptable", lambda: s[0])
raises(AttributeError, "'frozenset' object has no attribute 'add'", lambda: f.add)
raises(TypeError, "'int' object is not iterable", {1}.update, [1], 5)
raises(TypeError, "'int' object is not iterable", {1}.issubset, 5)
raises(TypeError, 'set() takes no keyword arguments', set, iterable=[1])
x = {1}
try:
    x |= [2]
except TypeError as e:
    assert str(e) == "unsupported operand type(s) for |=: 'set' and 'list'"


class S(set):
    pass


class FS(frozenset):
    pass


assert [type(S([1]) | {2}).__name__, type({2} | S([1])).__name__, type(S([1]).copy()).__name__,
        type(FS([1]) | FS([2])).__name__, type(FS([1]).copy()).__name__,
        type(S([1]) - {1}).__name__] == ['set', 'set', 'set', 'frozenset', 'frozenset', 'set']
assert repr(S([1])) == "S({1})" and repr(FS()) == "FS()" and S([1]) == {1}
assert hash(FS([1])) == hash(frozenset([1])) and FS([1]) in {frozenset([1])}


class Eq:
    def __init__(self, h, tag):
        self.h, self.tag = h, tag

    def __hash__(self):
        return self.h

    def __eq__(self, o):
        return isinstance(o, Eq) and self.h == o.h


p, q = Eq(1, "p"), Eq(1, "q")
assert {p, q}.pop().tag == "p" and ({p} & {q}).pop().tag == 'q' and ({p} | {q}).pop().tag == "p"
assert next(iter({p}.intersection([q]))).tag == 'q' and ({p} ^ {q}) == set()
primes = set(range(2, 2000))
for i in range(2, 45):
    if i in primes:
        primes -= set(range(i * i, 2000, i))
assert len(primes) == 303 and max(primes) == 1999
acc = set()
for i in range(3000):
    acc.add(i * i % 1009)
    acc.discard(i % 50)
assert len(acc) == 473 and sum(acc) == 253551
print("sets", len(primes), sum(acc), sorted(s ^ t))
