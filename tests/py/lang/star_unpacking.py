"""Starred targets and starred displays: all positions, all iterables, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


a, *b = 1, 2, 3
assert (a, b) == (1, [2, 3])
*a, b = "xyz"
assert (a, b) == (["x", "y"], "z")
a, *b, c = range(5)
assert (a, b, c) == (0, [1, 2, 3], 4)
a, *b, c = (1, 2)
assert b == []
*a, = {}
assert a == []
[*a] = {3: 4}
assert a == [3]
a, (b, *c), *d = 1, "pqr", 3, 4
assert (a, b, c, d) == (1, "p", ["q", "r"], [3, 4])
m = [1, 2]
m[:1], *m[1:1] = [9], 8
assert m == [9, 8, 2]


class Box:
    pass


box = Box()
lst = [0, 0]
box.x, *box.rest, lst[1] = b"abcd"
assert box.x == 97 and box.rest == [98, 99] and lst == [0, 100]
for first, *rest in [[1, 2, 3], "ab", (7,)]:
    assert type(rest) is list
assert (first, rest) == (7, [])

x, y = [1, 2], (3, 4)
assert [*x, *y, 5] == [1, 2, 3, 4, 5]
assert (*x, *y) == (1, 2, 3, 4)
assert {*x, *y, 1} == {1, 2, 3, 4}
assert {**{"a": 1, "b": 2}, "b": 3, **{"c": 4}} == {"a": 1, "b": 3, "c": 4}
assert list({**{"b": 1}, **{"a": 2}, **{"b": 3}}) == ["b", "a"]
t = *x, *"s"
assert t == (1, 2, "s")
assert [*range(3), *{}, *[[]]] == [0, 1, 2, []]


def ret():
    return *x, 3


def gen():
    yield *x, 3


assert ret() == (1, 2, 3) and list(gen()) == [(1, 2, 3)]
d = {(1, 2, 3): "hit"}
assert d[*x, 3] == "hit"


def unpack2(v):
    a, b = v
    return a, b


def unpack_star(v):
    a, *b, c = v
    return a, b, c


for v in ((1, 2), [1, 2], "ab", b"ab", range(2), {1: 0, 2: 0}, iter([1, 2]), (i for i in (1, 2)), {7, 8}):
    unpack2(v)
raises(ValueError, 'not enough values to unpack (expected 2, got 1)', unpack2, (1,))
raises(ValueError, 'not enough values to unpack (expected 2, got 0)', unpack2, [])
raises(ValueError, 'too many values to unpack (expected 2, got 3)', unpack2, (1, 2, 3))
raises(ValueError, 'too many values to unpack (expected 2, got 4)', unpack2, [1, 2, 3, 4])
raises(ValueError, 'too many values to unpack (expected 2)', unpack2, "abc")
raises(ValueError, 'too many values to unpack (expected 2)', unpack2, iter([1, 2, 3]))
raises(ValueError, 'too many values to unpack (expected 2, got 3)', unpack2, {1: 1, 2: 2, 3: 3})
raises(ValueError, 'not enough values to unpack (expected 2, got 1)', unpack2, iter([1]))
raises(TypeError, 'cannot unpack non-iterable int object', unpack2, 5)
raises(TypeError, 'cannot unpack non-iterable NoneType object', unpack2, None)
raises(ValueError, 'not enough values to unpack (expected at least 2, got 1)', unpack_star, [1])
raises(ValueError, 'not enough values to unpack (expected at least 2, got 0)', unpack_star, "")
raises(TypeError, 'cannot unpack non-iterable float object', unpack_star, 1.5)
raises(TypeError, 'Value after * must be an iterable, not int', lambda: [*1])
raises(TypeError, 'Value after * must be an iterable, not NoneType', lambda: (*None,))
raises(TypeError, "'float' object is not iterable", lambda: {*2.5})
raises(TypeError, "'list' object is not a mapping", lambda: {**[1]})
raises(TypeError, "'NoneType' object is not a mapping", lambda: {**None})
raises(TypeError, "cannot use 'list' as a set element (unhashable type: 'list')", lambda: {*[[]]})


def infinite():
    n = 0
    while True:
        n += 1
        yield n


g = infinite()
raises(ValueError, 'too many values to unpack (expected 2)', unpack2, g)
assert next(g) == 4
print("star", t, b, first)
