"""Comparing ints with floats is exact at every size; equal numbers hash alike; mixed sort and dict keys."""

inf, nan = float("inf"), float("nan")
for k in (50, 51, 52, 53, 54, 60, 62, 63, 64, 100, 500, 1000):
    f, n = 2.0 ** k, 2 ** k
    assert f == n and n == f and not f != n and not f < n and not n < f and f <= n <= f and hash(f) == hash(n)
    assert n - 1 < f < n + 1 and f > n - 1 and n + 1 > f and n - 1 != f != n + 1 and not n - 1 == f
    assert not f == n + 1
    assert -n - 1 < -f < -n + 1 and -f != -n - 1 and -f == -n and hash(-f) == hash(-n)
    assert [n + 1, f, n - 1][::-1] == sorted([n + 1, f, n - 1])
assert 9007199254740993 != 9007199254740992.0 and 9007199254740993 > 9007199254740992.0
assert float(9007199254740993) == 9007199254740992.0
assert 2 ** 63 - 1 < 2.0 ** 63 and 2 ** 63 - 1 != float(2 ** 63 - 1)
assert not 2 ** 63 - 1 >= 9.223372036854775807e18
assert 10 ** 400 > 1e308 and -10 ** 400 < -1e308 and 10 ** 400 < inf and -10 ** 400 > -inf
assert 10 ** 400 != inf and not 10 ** 400 == 1e308
for n in (0, 1, -1, 2 ** 50, 2 ** 70, -10 ** 400):
    assert not n == nan and n != nan and not n < nan and not n > nan and not n <= nan and not nan >= n
    assert n < inf and n > -inf and not inf < n and inf != n
assert 0 == 0.0 == -0.0 and 1 > 0.5 > 0 and -1 < -0.5 and 3 < 3.5 < 4 and 3 == 3.0 and 2 != 2.5
assert True == 1.0 and False == -0.0
assert 1 < 1.0000000000000002 and 0 < 5e-324 and -1 > -1.0000000000000002 and True < 1.5


def less(a, b):
    return a < b


def eq(a, b):
    return a == b


# One compare site sees every pairing in turns.
items = [1, 1.5, 2, True, 2 ** 53, 2.0 ** 53, 2 ** 53 + 1, 2 ** 63, 2.0 ** 63, 2 ** 63 + 1, -1, -1.5, inf, -inf,
        10 ** 30, 1e30, 0, -0.0]
grid = "".join(["1" if less(a, b) else "e" if eq(a, b) else "0" for a in items for b in items])
for _ in range(20):
    assert grid == "".join(["1" if less(a, b) else "e" if eq(a, b) else "0" for a in items for b in items])
rank = sorted(items, key=lambda v: (v, repr(v)))
assert rank == [-inf, -1.5, -1, -0.0, 0, 1, True, 1.5, 2, 9007199254740992, 9007199254740992.0,
        9007199254740993, 9.223372036854776e+18, 9223372036854775808, 9223372036854775809,
        1000000000000000000000000000000, 1e+30, inf]
assert int(1e30) == 10 ** 30 + 19884624838656 and 1e30 > 10 ** 30
for i, a in enumerate(items):
    for j, b in enumerate(items):
        assert (a < b) == (b > a) and (a <= b) == (b >= a) and (a == b) == (not a < b and not a > b)
        if a == b:
            assert hash(a) == hash(b)

d = {1: "int", 2.0: "float", 2 ** 53: "big"}
d[1.0] = "now float"
d[True] = "bool"
d[2] = "int2"
assert d == {1: "bool", 2: "int2", 2.0 ** 53: "big"} and [type(k) for k in d] == [int, float, int]
assert {0, 0.0, -0.0, False, 0j} == {0} and len({1, 1.0, True, 1 + 0j}) == 1
assert 2.0 in [1, 2] and [1, 2.5, 3].index(3.0) == 2 and (1.0, 2) == (1, 2.0) and [1] == [True]
assert {1: 2.0} == {1.0: 2}
assert nan in [nan] and not nan in [float("nan")] and [nan] == [nan] and (nan,) == (nan,)
assert {nan: 1} != {float("nan"): 1}
assert max(1, 1.0) is not None and type(max(1, 1.0)) is int and type(max(1.0, 1)) is float
assert type(min(True, 1)) is bool
assert sorted([3, 1.5, True, -2, 2 ** 60, 1e10, -inf]) == [-inf, -2, True, 1.5, 3, 1e10, 2 ** 60]
count = 0
for i in range(3000):
    if i / 2 == i // 2:
        count += 1
    if i * 1.0 < i + 0.5 < i + 1:
        count += 1
    if 2 ** 53 + i == 2.0 ** 53 + i:
        count += 1
assert count == 1500 + 3000 + 1500
print("compare", rank[:5], count)
