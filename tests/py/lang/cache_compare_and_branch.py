"""Compare-and-branch sites with every operand kind, truth values of odd results, identity and membership."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def count_less(items, limit):
    n = 0
    for x in items:
        if x < limit:
            n += 1
    return n


def first_equal(items, x):
    i = 0
    while i < len(items):
        if items[i] == x:
            return i
        i += 1
    return -1


nan = float("nan")
assert count_less(range(500), 100) == 100
for items, limit, want in (([1.5, 2.5, 0.5], 2, 2), ([1, 2.5, True], 2.0, 2),
        ([2 ** 63, -2 ** 63, 0], 2 ** 62, 2), (["a", "b", "c"], "b", 1), ([(1, 2), (0, 9)], (1, 0), 1),
        ([[1], []], [1], 1), ([b"a", b"c"], b"b", 1), ([nan, 1.0], nan, 0), ([nan, 1.0], 2.0, 1),
        ([{1}, {1, 2}], {1, 2}, 1), ([-0.0, 0.0], 0, 0), ([2 ** 53, 2 ** 53 + 1], 2.0 ** 53 + 2, 2),
        ([1, 2, 3], float("inf"), 3), (range(5), 2.5, 3)):
    for _ in range(30):
        assert count_less(items, limit) == want, (items, limit)
raises(TypeError, "'<' not supported between instances of 'str' and 'int'", count_less, ["a"], 1)
raises(TypeError, "'<' not supported between instances of 'NoneType' and 'NoneType'", count_less, [None], None)
raises(TypeError, "'<' not supported between instances of 'complex' and 'int'", count_less, [1j], 1)
assert count_less(range(10), 5) == 5


class Cmp:
    def __init__(self, r):
        self.r = r

    def __lt__(self, o):
        return self.r

    def __eq__(self, o):
        return self.r


class NoBool:
    def __bool__(self):
        raise ValueError("no bool")


assert count_less([Cmp(1), Cmp(0), Cmp("x"), Cmp(""), Cmp([]), Cmp(None), Cmp(0.0), Cmp(nan)], 5) == 3
raises(ValueError, "no bool", count_less, [Cmp(NoBool())], 1)
raises(TypeError, "'<' not supported between instances of 'Cmp' and 'int'", count_less, [Cmp(NotImplemented)], 1)
mixed = [1, "a", 2.0, None, (1,), [2], {3}, b"a", True, nan, 2 ** 70, 1j, ..., int]
for _ in range(50):
    assert [first_equal(mixed, v) for v in mixed] == [0, 1, 2, 3, 4, 5, 6, 7, 0, -1, 10, 11, 12, 13]
    assert first_equal(mixed, 2) == 2 and first_equal(mixed, 1.0) == 0 and first_equal(mixed, "b") == -1
    assert first_equal(mixed, 2.0 ** 70) == 10
assert first_equal([Cmp(False), Cmp(True)], 0) == 1


def identity(a, b):
    return (a is b, a is not b, a is None, a is not None)


objs = [None, True, 0, 1.5, "s", (), [], object()]
for _ in range(50):
    assert [identity(o, o) for o in objs] == [(True, False, o is None, o is not None) for o in objs]
    assert identity([], []) == (False, True, False, True)


def member(x, c):
    return x in c, x not in c


for _ in range(50):
    assert [member(1, c)[0] for c in ([1], (1,), {1}, {1: 0}, range(2), [1.0], [True], frozenset([1]),
            {1: 0}.keys(), {0: 1}.values(), iter([0, 1]), b"\1", [2], "")[:13]] == [True] * 12 + [False]
    assert member("b", "abc") == (True, False) and member("", "abc") == (True, False)
    assert member("x", {"x": 1}) == (True, False) and member(nan, [nan]) == (True, False)
    assert member(float("nan"), [nan]) == (False, True)
raises(TypeError, "'in <string>' requires string as left operand, not int", member, 1, "abc")
raises(TypeError, "argument of type 'int' is not a container or iterable", member, 1, 5)
raises(TypeError, "cannot use 'list' as a set element (unhashable type: 'list')", member, [], {1})


def truth(x):
    r = 0
    if x:
        r += 1
    if not x:
        r += 10
    while x:
        r += 100
        break
    return r + (1000 if x else 0) + (x and 10000 or 0)


vals = [0, 1, -1, 0.0, -0.0, nan, "", "0", [], [0], {}, {0: 0}, None, True, False, 2 ** 70, (), ((),), 0j, 1j,
        b"", b"\0", range(0), range(1), ..., NotImplementedError]
for _ in range(50):
    assert [truth(v) for v in vals] == [11101 if bool(v) else 10 for v in vals]


def chained(a, b, c):
    return a < b < c, a < b == c, a <= b != c > a


for _ in range(50):
    assert chained(1, 2, 3) == (True, False, True) and chained(1, 2.0, 2) == (False, True, False)
    assert chained("a", "b", "b") == (False, True, False) and chained(3, 2, 1) == (False, False, False)
n = 0
for i in range(-1000, 1000):
    if -500 <= i < 500 and i != 0 and not i % 3 == 0 or i == 999:
        n += 1
    elif i > 900 or i < -900:
        n += 1000
assert n == 198668
print("branches", n, truth(5))
