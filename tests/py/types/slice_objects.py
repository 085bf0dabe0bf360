"""slice: attributes, indices() against its definition, repr, equality, hash, unusual members, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

s = slice(1, 10, 2)
assert (s.start, s.stop, s.step) == (1, 10, 2) and slice(5) == slice(None, 5, None)
assert slice(1, 2) == slice(1, 2, None) and repr(s) == "slice(1, 10, 2)"
assert repr(slice(None)) == "slice(None, None, None)" and repr(slice("a", [1], 1.5)) == "slice('a', [1], 1.5)"
assert s == slice(1, 10, 2) and s != slice(1, 10, 3) and slice(1, 2) < slice(1, 3)
assert slice(1.0, 2) == slice(1, 2.0) and s != (1, 10, 2) and hash(s) == hash(slice(1, 10, 2))
assert {slice(1): 2}[slice(1)] == 2 and len({slice(1, 2), slice(1, 2), slice(2)}) == 2


def model(start, stop, step, n):
    """The rule of the data model: clip both ends, defaults depend on the sign of the step."""
    step = 1 if step is None else step
    low, high = (0, n) if step > 0 else (-1, n - 1)

    def clip(v, default):
        if v is None:
            return default
        if v < 0:
            v += n
        return max(low, min(v, high))
    return clip(start, low if step > 0 else high), clip(stop, high if step > 0 else low), step


VALUES = [None, 0, 1, 4, 5, 6, 100, -1, -4, -5, -6, -100, 2 ** 63, -2 ** 63, 2 ** 100]
n = 0
for a in VALUES:
    for b in VALUES:
        for c in (None, 1, 2, 7, -1, -2, -7, 2 ** 70, -2 ** 70):
            for length in (0, 1, 5, 10):
                got = slice(a, b, c).indices(length)
                assert got == model(a, b, c, length), (a, b, c, length)
                assert len(range(*got)) == len(("x" * length)[a:b:c])
                n += 1
assert slice(None).indices(2 ** 100) == (0, 2 ** 100, 1)
assert slice(None, None, -1).indices(2 ** 64) == (2 ** 64 - 1, -1, -1)
raises(ValueError, 'slice step cannot be zero', slice(None, None, 0).indices, 5)
raises(ValueError, 'length should not be negative', slice(None).indices, -1)
raises(TypeError, 'slice indices must be integers or None or have an __index__ method', slice("a").indices, 5)
raises(TypeError, 'slice indices must be integers or None or have an __index__ method', slice(1.5, 2).indices, 5)
raises(TypeError, "'float' object cannot be interpreted as an integer", slice(1).indices, 1.5)
raises(TypeError, 'slice.indices() takes exactly one argument (0 given)', slice(1).indices)
raises(TypeError, 'slice expected at least 1 argument, got 0', slice)
raises(TypeError, 'slice expected at most 3 arguments, got 4', slice, 1, 2, 3, 4)
raises(TypeError, 'slice() takes no keyword arguments', slice, stop=1)
raises(TypeError, "unhashable type: 'list'", hash, slice([]))
raises(AttributeError, 'readonly attribute', setattr, s, "start", 1)
raises(TypeError, "'<' not supported between instances of 'int' and 'str'", lambda: slice(1) < slice("a"))
raises(TypeError, "'<' not supported between instances of 'slice' and 'int'", lambda: slice(1) < 5)
raises(TypeError, "type 'slice' is not an acceptable base type", lambda: type("S", (slice,), {}))
raises(TypeError, 'slice indices must be integers or None or have an __index__ method', lambda: [1, 2][slice(1, "b")])
raises(TypeError, "'slice' object is not iterable", iter, s)


class Grab:
    def __getitem__(self, k):
        return k


g = Grab()
assert g[1:2] == slice(1, 2) and g[:] == slice(None) and g[::] == slice(None, None, None)
assert g[1:2, ..., 3] == (slice(1, 2), Ellipsis, 3) and g["a":"b":"c"] == slice("a", "b", "c")
assert g[1:2,] == (slice(1, 2),) and g[*[1, 2]] == (1, 2) and g[*[1], 2:3] == (1, slice(2, 3)) and g[()] == ()
assert g[:, None] == (slice(None), None) and g[x := 5] == 5


class Idx:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        log.append(self.v)
        return self.v


log = []
assert slice(Idx(1), Idx(4), Idx(2)).indices(10) == (1, 4, 2) and sorted(log) == [1, 2, 4]
assert [0, 1, 2, 3, 4][Idx(-3):] == [2, 3, 4] and "abcdef"[Idx(1):Idx(5):Idx(2)] == "bd"
class S(str):
    def __getitem__(self, k): return k
assert S("a")[1:2] == slice(1, 2) and S("a")[0] == 0
total = 0
data = list(range(50))
for i in range(600):
    sl = slice(i % 11 - 5, i % 17 + 3, i % 5 - 2 or 1)
    total += sum(data[sl]) + len(tuple(data)[sl]) - len(range(50)[sl])
assert total == 97915
print("slice", n, total, g[1:2])
