"""Chained comparisons: single evaluation, short circuit, all operators, results that are no bools."""

log = []


def v(x):
    log.append(x)
    return x


assert v(1) < v(2) < v(3) and log == [1, 2, 3]
log.clear()
assert not v(3) < v(2) < v(1) and log == [3, 2]
log.clear()
assert v(1) < v(5) > v(2) != v(4) == v(4) <= v(4) >= v(0) is not v(None)
assert log == [1, 5, 2, 4, 4, 4, 0, None]

assert 1 < 2 < 3 < 4 < 5
assert not (1 < 2 < 3 < 3)
assert (1 < 2) < 2 and 1 < (2 < 3) + 1
assert 1 == 1 in [1, 2] and not 1 == 1 not in [1]
assert (1 in [1]) == True and not (1 in [1] == True)
assert "a" < "b" <= "b" < "c"
assert None is None is None and not None is not None
assert 2 ** 63 - 1 < 2 ** 63 < 2 ** 63 + 1 <= 2 ** 64
assert -2 ** 51 - 1 < -2 ** 51 < 2 ** 50 <= 2 ** 50 < 2 ** 51


class Odd:
    """Comparison gives objects with their own truth."""

    def __init__(self, name, truth):
        self.name, self.truth = name, truth

    def __lt__(self, other):
        log.append(self.name + "<" + other.name)
        return Answer(self.name + other.name, self.truth)


class Answer:
    def __init__(self, name, truth):
        self.name, self.truth = name, truth

    def __bool__(self):
        log.append("bool " + self.name)
        return self.truth


log.clear()
a, b, c, d = Odd("a", True), Odd("b", False), Odd("c", True), Odd("d", True)
res = a < b < c < d
assert res.name == "bc" and log == ["a<b", "bool ab", "b<c", "bool bc"]
log.clear()
res = c < d < a
assert res.name == "da" and log == ["c<d", "bool cd", "d<a"]
log.clear()
if c < d < b:
    log.append("taken")
assert log == ["c<d", "bool cd", "d<b", "bool db", "taken"]
log.clear()
while c < b < a:
    log.append("never")
    break
assert log == ["c<b", "bool cb", "b<a", "bool ba"]


def between(lo, xs, hi):
    n = 0
    for x in xs:
        if lo <= x < hi:
            n += 1
    return n


assert between(3, range(1000), 7) == 4
assert between(0.5, [0.25, 0.5, 1, 2.0, float("nan"), 1.75], 2) == 3
assert between("b", list("abcde"), "d") == 2
assert between((1, 2), [(1,), (1, 2), (1, 3), (2,)], (2,)) == 2

nan = float("nan")
assert not nan < 1 < 2 and not 1 < nan < 3 and not nan == nan and nan != nan
try:
    1 < 2 < "x" < v("never")
except TypeError as e:
    print(e)
x = 5
assert (0 < x < 10, 0 < x > 10, not 0 < x < 10) == (True, False, False)
print("chained", log)
