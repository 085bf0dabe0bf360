"""Sorting and grouping with itemgetter, attrgetter, methodcaller, cmp_to_key: stability, several keys, missing attributes."""
from functools import cmp_to_key, reduce
from itertools import groupby
from operator import add, attrgetter, itemgetter, methodcaller, mul, neg, sub, truediv, xor, or_, and_, concat, contains, eq, ge, not_
import operator


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class P:
    def __init__(self, name, age, city):
        self.name, self.age, self.city = name, age, city
        self.address = type("A", (), {"zip": age * 100})()

    def initial(self, n=1, up=False):
        return self.name[:n].upper() if up else self.name[:n]

    def __repr__(self):
        return self.name


people = [P("ann", 30, "x"), P("bob", 25, "y"), P("cid", 30, "y"), P("dan", 25, "x"), P("eve", 40, "x")]
assert sorted(people, key=attrgetter("age")) == [people[i] for i in (1, 3, 0, 2, 4)]
assert sorted(people, key=attrgetter("city", "age")) == [people[i] for i in (3, 0, 4, 1, 2)]
assert sorted(people, key=attrgetter("age"), reverse=True) == [people[i] for i in (4, 0, 2, 1, 3)]
assert max(people, key=attrgetter("address.zip")) is people[4]
assert list(map(attrgetter("name"), people)) == ["ann", "bob", "cid", "dan", "eve"]
assert attrgetter("address.zip", "name")(people[0]) == (3000, "ann")
assert list(map(methodcaller("initial"), people)) == list("abcde")
assert list(map(methodcaller("initial", 2, up=True), people))[0] == "AN"
assert sorted("b A c".split(), key=methodcaller("lower")) == ["A", "b", "c"]
rows = [("x", 3, 1.5), ("y", 1, 2.5), ("x", 1, 0.5), ("y", 3, 9.5), ("z", 2, 4.0)]
assert sorted(rows, key=itemgetter(1)) == [rows[i] for i in (1, 2, 4, 0, 3)]
assert sorted(rows, key=itemgetter(1, 0)) == [rows[i] for i in (2, 1, 4, 0, 3)]
assert sorted(rows, key=itemgetter(0), reverse=True) == [rows[i] for i in (4, 1, 3, 0, 2)]
assert list(map(itemgetter(-1), rows)) == [1.5, 2.5, 0.5, 9.5, 4.0]
assert itemgetter(slice(0, 2))(rows[0]) == ("x", 3)
groups = {k: [r[1] for r in g] for k, g in groupby(sorted(rows, key=itemgetter(0)), key=itemgetter(0))}
assert groups == {"x": [3, 1], "y": [1, 3], "z": [2]}
dicts = [{"k": i % 3, "v": -i} for i in range(9)]
assert [d["v"] for d in sorted(dicts, key=itemgetter("k", "v"))] == [-6, -3, 0, -7, -4, -1, -8, -5, -2]
raises(KeyError, "'zz'", sorted, dicts, key=itemgetter("zz"))
raises(IndexError, 'tuple index out of range', sorted, rows, key=itemgetter(7))
raises(AttributeError, "'P' object has no attribute 'height'", sorted, people, key=attrgetter("height"))
raises(AttributeError, "'A' object has no attribute 'nope'", attrgetter("address.nope.deep"), people[0])
raises(AttributeError, "'P' object has no attribute 'nope'", methodcaller("nope"), people[0])
raises(TypeError, 'P.initial() takes from 1 to 3 positional arguments but 4 were given',
        methodcaller("initial", 1, 2, 3), people[0])
assert reduce(add, range(100)) == 4950 and reduce(mul, range(1, 21)) == 2432902008176640000
assert reduce(concat, ["ab", "cd", "e"]) == "abcde" and reduce(xor, range(100)) == 0
assert reduce(or_, [{1}, {2}, {3}]) == {1, 2, 3} and reduce(and_, [0xFF, 0x0F, 0x3C]) == 0x0C
assert list(map(sub, [5, 7], [1, 2])) == [4, 5] and list(map(truediv, [1, 3], [2, 2])) == [0.5, 1.5]
assert list(map(neg, [1, -2.5])) == [-1, 2.5] and list(map(contains, ["ab", [1]], ["a", 2])) == [True, False]
assert list(filter(not_, [0, 1, ""])) == [0, ""] and list(map(eq, [1, 2], [1.0, 3])) == [True, False]
assert list(map(ge, "ab", "aa")) == [True, True]
multi = sorted(sorted(people, key=attrgetter("name"), reverse=True), key=attrgetter("age"))
assert [p.name for p in multi] == ["dan", "bob", "cid", "ann", "eve"]
cmp = cmp_to_key(lambda a, b: a.age - b.age or (b.name > a.name) - (b.name < a.name))
assert [p.name for p in sorted(people, key=cmp)] == ["dan", "bob", "cid", "ann", "eve"]
assert min(people, key=cmp).name == "dan"
big = [(i * 7919 % 101, i * 31 % 17, i) for i in range(2000)]
s = sorted(big, key=itemgetter(0, 1))
assert all(a[:2] < b[:2] or a[:2] == b[:2] and a[2] < b[2] for a, b in zip(s, s[1:]))
assert sorted(big, key=itemgetter(1)) == sorted(big, key=lambda t: t[1])
total = reduce(lambda t, r: operator.iadd(t, [r[0]]), s[:10], [])
assert total == [0] * 10
print("sorting", multi, groups, s[5])
