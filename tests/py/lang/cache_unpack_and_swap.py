"""Hot unpacking, swapping, starred targets and multiple assignment with changing lengths, types and failures."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def two(v):
    a, b = v
    return a, b


def three(v):
    (a, b), c = v
    return a, b, c


def star(v):
    a, *m, z = v
    return a, m, z


class TSub(tuple):
    def __iter__(self):
        return iter(("sub1", "sub2"))


class LSub(list):
    def __iter__(self):
        return iter(("l1", "l2"))


class Long:
    def __init__(self, n):
        self.n = n
        self.asked = 0

    def __iter__(self):
        for i in range(self.n):
            self.asked += 1
            yield i


for _ in range(200):
    assert two((1, 2)) == (1, 2)
for _ in range(60):
    assert two([3, 4]) == (3, 4) and two("ab") == ("a", "b") and two({1: 0, 2: 0}) == (1, 2)
    assert two(range(2)) == (0, 1) and two(TSub((9, 9, 9))) == ("sub1", "sub2")
    assert two(LSub()) == ("l1", "l2") and two(iter((5, 6))) == (5, 6) and two(b"xy") == (120, 121)
    assert two(x for x in "pq") == ("p", "q") and two({7: 1, 8: 2}.items()) == ((7, 1), (8, 2))
    assert two(Long(2)) == (0, 1)
    assert three(((1, 2), 3)) == (1, 2, 3) and three(["ab", 5]) == ("a", "b", 5)
    assert three(([1, 2], (3,))) == (1, 2, (3,))
    assert star((1, 2)) == (1, [], 2) and star("abcd") == ("a", ["b", "c"], "d")
    assert star([1, 2, 3]) == (1, [2], 3) and star(range(5)) == (0, [1, 2, 3], 4)
    assert star(TSub()) == ("sub1", [], "sub2")
for bad, text in (((1,), "not enough values to unpack (expected 2, got 1)"),
        ((), "not enough values to unpack (expected 2, got 0)"),
        ((1, 2, 3), "too many values to unpack (expected 2, got 3)"),
        ([1, 2, 3, 4], "too many values to unpack (expected 2, got 4)"),
        ("abc", "too many values to unpack (expected 2)"), ({1},
        "not enough values to unpack (expected 2, got 1)"), (Long(5), "too many values to unpack (expected 2)")):
    raises(ValueError, text, two, bad)
    assert two((1, 2)) == (1, 2)
long = Long(10 ** 9)
raises(ValueError, 'too many values to unpack (expected 2)', two, long)
assert long.asked == 3
raises(ValueError, 'too many values to unpack (expected 2, got 3)', three, ((1, 2, 3), 4))
raises(TypeError, 'cannot unpack non-iterable int object', three, (5, 6))
raises(ValueError, 'not enough values to unpack (expected at least 2, got 1)', star, (1,))
raises(TypeError, 'cannot unpack non-iterable int object', two, 5)


def swaps(a, b, c, n):
    for _ in range(n):
        a, b = b, a
        a, b, c = c, a, b
        a, b, c, d = b, c, a, a
    return a, b, c, d


assert swaps(1, 2.5, "x", 100) == (1, 2.5, 'x', 'x')
assert swaps(2 ** 70, None, [], 7) == (None, 1180591620717411303424, [], [])


def in_place(lst, n):
    for i in range(n):
        j = i * 7 % len(lst)
        lst[i % len(lst)], lst[j] = lst[j], lst[i % len(lst)]
    return lst


assert in_place(list(range(10)), 500) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
assert in_place(["a", 1, None, 2.5], 33) == ['a', 1, None, 2.5]


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


assert gcd(2 ** 70 * 15, 2 ** 65 * 21) == 3 * 2 ** 65 and gcd(1071, 462) == 21 and gcd(17, 5) == 1
pairs = [(i, str(i)) for i in range(500)]
total = 0
for n, s in pairs:
    total += n + len(s)
for i, (n, s) in enumerate(pairs):
    total -= i
for k, v in dict(pairs).items():
    total += int(v) - k
for (a, b), *rest in [((1, 2), 3, 4)] * 100:
    total += a + b + len(rest)
assert total == 10 + 180 + 1200 + 500
def multi():
    return 1, 2.5, "s"
x = 0
for _ in range(300):
    p, q, r = multi()
    (p, q), [r] = (q, p), [r]
    x += p + q
assert x == 300 * 3.5 and r == "s"
one, = [5]
[two_] = (6,)
(), [] = [], ()
assert one + two_ == 11
print("unpack", total, swaps(1, 2, 3, 5), gcd(10 ** 20, 10 ** 15))
