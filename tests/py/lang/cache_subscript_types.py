"""One hot subscript site for list, tuple, str, dict, range, bytes and user types; stores and deletes too."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def get(o, k):
    return o[k]


def put(o, k, v):
    o[k] = v


class Get:
    def __getitem__(self, k):
        return ("Get", k)


class LSub(list):
    def __getitem__(self, k):
        return ("LSub", k)


class DSub(dict):
    def __missing__(self, k):
        return ("missing", k)


class Plain(list):
    pass


lst, tup, text, dct, rng, byt = [10, 20, 30], (1, 2, 3), "abc", {0: "zero", 1: "one", 2: "two", "k": "v"}, range(5, 8), b"xyz"
for _ in range(300):
    assert get(lst, 1) == 20
for _ in range(100):
    assert get(lst, 1) == 20 and get(lst, -1) == 30 and get(tup, 2) == 3 and get(tup, -3) == 1
    assert get(text, 0) == "a" and get(text, -1) == "c"
    assert get(dct, 1) == "one" and get(dct, "k") == "v" and get(dct, True) == "one"
    assert get(dct, 2.0) == "two" and get(rng, 1) == 6 and get(byt, 0) == 120
    assert get(Get(), 5) == ("Get", 5) and get(LSub([1]), 0) == ("LSub", 0) and get(DSub(a=1), "a") == 1
    assert get(DSub(), "q") == ("missing", "q") and get(Plain([7]), 0) == 7
    assert get(list, int) == list[int] and get(lst, True) == 20 and get(lst, slice(1)) == [10]
    assert get(memoryview(byt), 1) == 121 and get(bytearray(b"a"), 0) == 97
for o, k, exc, msg in ((lst, 3, IndexError, "list index out of range"),
        (lst, -4, IndexError, "list index out of range"), (tup, 3, IndexError, "tuple index out of range"),
                       (text, 3, IndexError, "string index out of range"), (dct, 9, KeyError, "9"),
                               (rng, 3, IndexError, "range object index out of range"),
                       (byt, 3, IndexError, "index out of range"),
                               (lst, 2 ** 70, IndexError, "cannot fit 'int' into an index-sized integer"),
                       (lst, "a", TypeError, "list indices must be integers or slices, not str"),
                               (tup, 1.0, TypeError, "tuple indices must be integers or slices, not float"),
                       (5, 0, TypeError, "'int' object is not subscriptable"),
                               (None, 0, TypeError, "'NoneType' object is not subscriptable"),
                       ({1}, 0, TypeError, "'set' object is not subscriptable"), (dct, [], TypeError, None),
                               (int, 0, TypeError, "type 'int' is not subscriptable"),
                       (get, 0, TypeError, "'function' object is not subscriptable"),
                               (lst, None, TypeError, "list indices must be integers or slices, not NoneType")):
    for _ in range(20):
        try:
            get(o, k)
        except exc as e:
            assert msg is None or str(e) == msg, str(e)
        else:
            raise AssertionError((o, k))
    assert get(lst, 0) == 10
raises(TypeError, "cannot use 'list' as a dict key (unhashable type: 'list')", get, dct, [])
raises(TypeError, "cannot use 'dict' as a dict key (unhashable type: 'dict')", put, dct, {}, 1)

# The class gets and loses its hooks while hot.
p = Plain([1, 2])
assert [get(p, 0) for _ in range(100)] == [1] * 100
Plain.__getitem__ = lambda self, k: "patched"
assert [get(p, 0) for _ in range(100)] == ["patched"] * 100
del Plain.__getitem__
assert get(p, 0) == 1
p.__getitem__ = lambda k: "instance"
assert get(p, 0) == 1
DSub.__getitem__ = lambda self, k: "getitem"
assert get(DSub(), 1) == "getitem"
del DSub.__getitem__, DSub.__missing__
raises(KeyError, "1", get, DSub(), 1)


class Rec:
    def __init__(self):
        self.log = []

    def __setitem__(self, k, v):
        self.log.append((k, v))

    def __delitem__(self, k):
        self.log.append(("del", k))


rec, big, d, ba = Rec(), [0] * 100, {}, bytearray(100)
for i in range(400):
    put(big, i % 100 - 50, i)
    put(d, i % 37, i)
    put(ba, i % 100, i % 256)
    if i % 40 == 0:
        put(rec, i, i)
assert sum(big) == sum(range(300, 400)) and len(d) == 37 and d[5] == 5 + 37 * 10 and ba[99] == 399 % 256
assert len(rec.log) == 10
raises(IndexError, 'list assignment index out of range', put, big, 100, 1)
raises(TypeError, "'tuple' object does not support item assignment", put, tup, 0, 1)
raises(TypeError, "'str' object does not support item assignment", put, text, 0, "x")
raises(ValueError, 'byte must be in range(0, 256)', put, ba, 0, 256)
raises(TypeError, "'str' object cannot be interpreted as an integer", put, ba, 0, "a")
raises(TypeError, "'range' object does not support item assignment", put, rng, 0, 1)
raises(TypeError, "'NoneType' object does not support item assignment", put, None, 0, 1)
raises(TypeError, 'list indices must be integers or slices, not str', put, big, "0", 1)
del rec[3]
assert rec.log[-1] == ("del", 3)
s = 0
matrix = [[i * j for j in range(20)] for i in range(20)]
for i in range(20):
    for j in range(20):
        s += matrix[i][j] - matrix[-i - 1][-j - 1] + matrix[i][j - 1]
assert s == 36100
print("subscripts", s, d[0], rec.log[0])
