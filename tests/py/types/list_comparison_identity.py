"""Sequence comparison: identity shortcut, element order, laziness, unequal lengths, recursion, mixed types, hooks."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []


class V:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        log.append(("eq", self.v, getattr(o, "v", o)))
        return self.v == getattr(o, "v", o)

    def __lt__(self, o):
        log.append(("lt", self.v, getattr(o, "v", o)))
        return self.v < getattr(o, "v", o)

    __hash__ = None


def take():
    out = log[:]
    log.clear()
    return out


a, b, c = V(1), V(2), V(1)
for T in (list, tuple):
    assert T([a, b]) == T([a, b]) and take() == []
    assert T([a]) == T([c]) and take() == [("eq", 1, 1)]
    assert T([a, b]) != T([c, a]) and take() == [("eq", 1, 1), ("eq", 2, 1)]
    assert (T([a]) == T([a, b])) is False and take() == []
    assert T([a, b]) < T([c, c]) is False or take() == [("eq", 1, 1), ("eq", 2, 1), ("lt", 2, 1)]
    take()
    assert T([a]) < T([c, b]) and take() == [("eq", 1, 1)] and T([a, b]) > T([c]) and take() == [("eq", 1, 1)]
    assert T([a]) <= T([c]) and take() == [("eq", 1, 1)]
    assert T([a]) < T([b])
    take()
nan = float("nan")
assert [nan] == [nan] and (nan,) == (nan,) and [nan] != [float("nan")] and not [nan] < [nan]
assert [nan] <= [nan] and {1: nan} == {1: nan} and [nan, 1] < [nan, 2] and (nan, 1) != (nan, 2)
assert [nan] in [[nan]] and [[nan]].index([nan]) == 0


class AlwaysNe:
    def __eq__(self, o):
        return False


class AlwaysEq:
    def __eq__(self, o):
        return True

    __hash__ = None


n, e = AlwaysNe(), AlwaysEq()
assert [n] == [n] and n in [n] and [n].count(n) == 1 and [n].index(n) == 0 and (n,) == (n,)
assert n not in [AlwaysNe()] and [e] == [5] and [5] == [e] and 5 in [e] and e in [5] and [1, 2].index(e) == 0
assert [1, 2].count(e) == 2
x = [1, e, 3]
x.remove(2)
assert x == [1, 3] and {"k": e} == {"k": object()}


class Weird:
    def __init__(self, r):
        self.r = r

    def __eq__(self, o):
        return self.r


class NoBool:
    def __bool__(self):
        raise ValueError("no bool")


assert ([Weird("yes")] == [1]) is True and ([Weird("")] == [1]) is False and ([Weird([])] != [1]) is True
raises(ValueError, "no bool", lambda: [Weird(NoBool())] == [1])
raises(ValueError, "no bool", lambda: 1 in [Weird(NoBool())])
raises(ValueError, "no bool", lambda: (Weird(NoBool()),) < (1,))
assert ([Weird(NotImplemented)] == [1]) is False
r1, r2 = [], []
r1.append(r1)
r2.append(r2)
assert r1 == r1
d1, d2 = {}, {}
d1["k"], d2["k"] = d1, d2
for same in (lambda: r1 == r2, lambda: d1 == d2):
    try:
        same()
    except RecursionError:
        pass
    else:
        raise AssertionError
raises(TypeError, "'<' not supported between instances of 'str' and 'int'", lambda: [1, "a"] < [1, 2])
raises(TypeError, "'<' not supported between instances of 'list' and 'tuple'", lambda: [1] < (1,))
raises(TypeError, "'<' not supported between instances of 'int' and 'NoneType'", lambda: (None,) < (None, 1) < (None, None))
assert [1, "a"] < [2, 5] and [1, "a"] != [1, 2] and (None,) < (None, 1) and ["a", None] == ["a", None]
assert [[1, [2]]] == [[1, [2]]] and [1, 2.0, True] == [1.0, 2, 1] and [] == [] and [] < [0] and not [] < []
deep1 = deep2 = []
for i in range(80):
    deep1, deep2 = [deep1, i], [deep2, i]
assert deep1 == deep2 and deep1 is not deep2
class L(list):
    def __eq__(self, o): return "L eq"
    def __lt__(self, o): return "L lt"
    __hash__ = None
assert (L([1]) == [2]) == "L eq" and ([2] == L([1])) == "L eq" and ([2] > L([1])) == "L lt"
assert (L([1]) != [1]) is False
total = 0
rows = [[i % 3, i % 5, i % 7] for i in range(105)]
for i, r in enumerate(rows):
    total += rows.index(r) + rows.count(r) + (r < rows[i - 1]) * 2 + (r == list(tuple(r)))
assert total == sum(range(105)) + 105 + 2 * sum(rows[i] < rows[i - 1] for i in range(105)) + 105
print("sequence comparison", total)
