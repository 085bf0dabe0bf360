"""Set algebra laws over many sets, frozenset keys, in-place against copies, generators as operands, pop loops."""
import itertools


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

U = range(6)
sets = [set(c) for k in range(4) for c in itertools.combinations(U, k)]
full = set(U)
for a in sets:
    assert a | a == a & a == a and a - a == a ^ a == set() and a | full == full and a & full == a
    assert full - (full - a) == a and len(a | full) == 6 and a <= full and not a > full and a == frozenset(a)
    assert hash(frozenset(a)) == hash(frozenset(list(a)[::-1]))
    for b in sets[::3]:
        assert a | b == b | a and a & b == b & a and a ^ b == b ^ a == (a | b) - (a & b)
        assert full - (a | b) == (full - a) & (full - b) and len(a | b) == len(a) + len(b) - len(a & b)
        assert (a <= b) == (a | b == b) == (a & b == a) == all(x in b for x in a)
        assert (a < b) == (a <= b and a != b) and (a >= b) == (b <= a) and a.isdisjoint(b) == (not a & b)
        assert a.union(b) == a | b == a.union(iter(b)) and a.difference(list(b)) == a - b
        c = set(a); c |= b; assert c == a | b
        c = set(a); c &= b; assert c == a & b
        c = set(a); c -= b; assert c == a - b
        c = set(a); c ^= b; assert c == a ^ b
        c = set(a); c.update(b, b); assert c == a | b
        c = set(a); c.intersection_update(x for x in b); assert c == a & b
        c = set(a); c.difference_update(b, []); assert c == a - b
        c = set(a); c.symmetric_difference_update(list(b) * 2); assert c == a ^ b
a = {1, 2, 3}
a |= a
a &= a
assert a == {1, 2, 3}
a ^= a
assert a == set()
a = {1, 2, 3}
a -= a
assert a == set() and a.update(a) is None
a = {1, 2, 3}
a.difference_update(a)
assert a == set()
a = {1, 2}
a.symmetric_difference_update(a)
assert a == set()
family = {frozenset(s) for s in sets}
assert len(family) == len(sets) and frozenset([1, 2]) in family and {1, 2} in family
assert frozenset(range(6)) not in family
by_set = {frozenset(s): len(s) for s in sets}
assert by_set[frozenset((2, 0))] == 2 and by_set[frozenset()] == 0
s = set(range(1000))
out = []
while s:
    out.append(s.pop())
assert sorted(out) == list(range(1000)) and len(out) == 1000
s = {5}
assert s.pop() == 5
raises(KeyError, "'pop from an empty set'", s.pop)
f = frozenset("abc")
assert sorted(f) == ["a", "b", "c"] and f.union("d") == set("abcd") and f - {"a"} == {"b", "c"}
assert {"a"} | f == f and f.intersection("abx") == {"a", "b"}
raises(TypeError, "unsupported operand type(s) for |: 'frozenset' and 'str'", lambda: f | "abc")
raises(AttributeError, "'frozenset' object has no attribute 'update'", lambda: f.update)
raises(TypeError, "unsupported operand type(s) for |: 'set' and 'int'", lambda: {f} | 5)
assert len({(), frozenset(), 0, "", None, False, 0.0}) == 5 and {1, True, 1.0, 1 + 0j} == {1}
assert type({True, 1}.pop()) is bool and type({1, True}.pop()) is int
x = {1.0}
x.add(1)
assert type(next(iter(x))) is float and ({1} | {1.0}) == {1} and type(({1} | {1.0}).pop()) is int
assert type(({1} & {1.0}).pop()) in (int, float)


def powerset(items):
    r = [frozenset()]
    for i in items:
        r += [s | {i} for s in r]
    return r


assert len(set(powerset(range(8)))) == 256 and sum(map(len, powerset(range(8)))) == 8 * 128


def components(n, edges):
    groups = [{i} for i in range(n)]
    for a, b in edges:
        ga = next(g for g in groups if a in g)
        gb = next(g for g in groups if b in g)
        if ga is not gb:
            ga |= gb
            groups.remove(gb)
    return sorted(map(len, groups))


assert components(60, [(i, i * 7 % 60) for i in range(60)]) == [1, 1, 1, 1, 1, 1, 2, 2, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4]
seen, x = set(), 1
while x not in seen:
    seen.add(x)
    x = x * 48271 % 5003
assert len(seen) == 5002 and x in seen
words = {"".join(sorted(w)) for w in "listen silent enlist google elgoog abc cab".split()}
assert words == {"eilnst", "eggloo", "abc"}
print("set laws", len(sets), len(seen), sorted(words))
