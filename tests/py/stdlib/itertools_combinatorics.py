"""itertools: product, permutations, combinations, with replacement, chain, zip_longest, groupby, accumulate."""
from itertools import *
import math
import operator


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert list(product("ab", [1, 2])) == [("a", 1), ("a", 2), ("b", 1), ("b", 2)] and list(product()) == [()]
assert list(product("ab", [])) == [] and len(list(product(range(3), repeat=4))) == 81
assert list(product([0, 1], repeat=2)) == [(0, 0), (0, 1), (1, 0), (1, 1)]
assert list(product("a", repeat=0)) == [()] and len(list(product("ab", "cd", repeat=2))) == 16
assert list(permutations("abc", 2)) == [("a", "b"), ("a", "c"), ("b", "a"), ("b", "c"), ("c", "a"), ("c", "b")]
assert list(permutations([1])) == [(1,)] and list(permutations("ab", 3)) == []
assert list(permutations("ab", 0)) == [()] and list(permutations([])) == [()]
assert list(combinations("abcd", 2)) == [("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")]
assert list(combinations("ab", 3)) == [] and list(combinations("ab", 0)) == [()]
assert list(combinations_with_replacement("ab", 2)) == [("a", "a"), ("a", "b"), ("b", "b")]
assert list(combinations_with_replacement([], 2)) == []
for n in range(7):
    for k in range(n + 2):
        ps, cs = list(permutations(range(n), k)), list(combinations(range(n), k))
        assert len(ps) == math.perm(n, k) and len(set(ps)) == len(ps) and ps == sorted(ps)
        assert len(cs) == math.comb(n, k) and cs == sorted(cs)
        assert set(cs) == {p for p in ps if list(p) == sorted(p)}
        cw = list(combinations_with_replacement(range(n), k))
        assert cw == [p for p in product(range(n), repeat=k) if list(p) == sorted(p)]
assert list(chain("ab", [1], ())) == ["a", "b", 1] and list(chain()) == []
assert list(chain.from_iterable(["ab", [1]])) == ["a", "b", 1]
assert list(zip_longest("abc", [1])) == [("a", 1), ("b", None), ("c", None)]
assert list(zip_longest("a", "", "xy", fillvalue="-")) == [("a", "-", "x"), ("-", "-", "y")]
assert list(zip_longest()) == []
assert [(k, "".join(g)) for k, g in groupby("aabbbca")] == [("a", "aa"), ("b", "bbb"), ("c", "c"), ("a", "a")]
assert [(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)] == [(1, [1, 3]), (0, [2, 4]), (1, [5])]
assert list(groupby([])) == []
gs = [(k, g) for k, g in groupby("aab")]
assert [list(g) for k, g in gs] == [[], []]
gb = groupby("aaabb")
k, g = next(gb)
assert next(g) == "a" and next(gb)[0] == "b" and list(g) == []
assert list(accumulate([1, 2, 3])) == [1, 3, 6] and list(accumulate("abc")) == ["a", "ab", "abc"]
assert list(accumulate([3, 1, 2], max)) == [3, 3, 3] and list(accumulate([1, 2], initial=10)) == [10, 11, 13]
assert list(accumulate([], initial=5)) == [5] and list(accumulate([])) == []
assert list(accumulate([1, 2, 3, 4], operator.mul)) == [1, 2, 6, 24]
assert list(accumulate([2] * 70, operator.mul))[-1] == 2 ** 70
assert list(accumulate([1, 2.5, 2 ** 70])) == [1, 3.5, 3.5 + 2 ** 70]
raises(ValueError, 'repeat argument cannot be negative', product, "a", repeat=-1)
raises(TypeError, "'int' object is not iterable", product, 5)
raises(TypeError, "product() got an unexpected keyword argument 'foo'", product, "a", foo=1)
raises(ValueError, 'r must be non-negative', permutations, "a", -1)
raises(TypeError, 'Expected int as r', permutations, "a", 1.5)
raises(ValueError, 'r must be non-negative', combinations, "a", -1)
raises(TypeError, "combinations() missing required argument 'r' (pos 2)", combinations, "a")
raises(ValueError, 'r must be non-negative', combinations_with_replacement, "a", -1)
raises(TypeError, "'int' object is not iterable", zip_longest, 5)
raises(TypeError, 'zip_longest() got an unexpected keyword argument', zip_longest, "a", fill=1)
raises(TypeError, "'int' object is not iterable", next, chain(5))
raises(TypeError, "'int' object is not iterable", next, chain.from_iterable([5]))
raises(TypeError, "'int' object is not iterable", chain.from_iterable, 5)
raises(TypeError, "'type' object is not an iterator", next, accumulate)
raises(TypeError, "unsupported operand type(s) for +: 'int' and 'str'", list, accumulate([1, "a"]))
raises(TypeError, "groupby() missing required argument 'iterable' (pos 1)", groupby)
queens = [p for p in permutations(range(6))
        if len({i + c for i, c in enumerate(p)}) == 6 == len({i - c for i, c in enumerate(p)})]
assert queens == [(1, 3, 5, 0, 2, 4), (2, 5, 1, 4, 0, 3), (3, 0, 4, 1, 5, 2), (4, 2, 0, 5, 3, 1)]
makes = sum(1 for p in product(range(6), repeat=4) if sum(p) == 10)
assert makes == 146
print("combinatorics", queens[0], makes, [k + str(len(list(g))) for k, g in groupby("mississippi")])
