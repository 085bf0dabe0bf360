"""bytearray slice reads, assignments and deletions for every start, stop and step against a list model."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

BOUNDS = [None, 0, 1, 3, 5, 7, -1, -3, -5, -8]
n = 0
for size in (0, 1, 5, 6):
    base = list(range(65, 65 + size))
    for a in BOUNDS:
        for b in BOUNDS:
            for step in (None, 1, 2, 3, -1, -2):
                s = slice(a, b, step)
                x = bytearray(base)
                assert list(x[s]) == base[s] and type(x[s]) is bytearray and bytes(base)[s] == bytes(base[s])
                d, m = bytearray(base), base[:]
                del d[s], m[s]
                assert list(d) == m
                for new in (b"", b"z", b"1234"):
                    y, m = bytearray(base), base[:]
                    try:
                        m[s] = list(new)
                        ok = True
                    except ValueError as e:
                        ok = str(e)
                    if ok is True:
                        y[s] = new
                        assert list(y) == m
                        y[:] = bytes(base)
                        y[s] = list(new)
                        assert list(y) == m
                    elif new:
                        raises(ValueError, ok.replace("sequence", "bytes"), y.__setitem__, s, new)
                n += 1
x = bytearray(b"hello")
x[1:1] = x
x[::2] = bytes(5)
assert x == bytearray(b'\x00h\x00l\x00o\x00l\x00o')
x[2:4] = memoryview(b"MV")
x[:2] = bytearray(b"BA")
x[-2:] = (i for i in (1, 2, 3))
x[100:] = [9]
x[:0] = range(2)
assert x == bytearray(b'\x00\x01BAMV\x00o\x00l\x01\x02\x03\t')
del x[1::3]
x[5:2] = b"??"
assert x == bytearray(b'\x00BAV\x00??\x00l\x02\x03')
raises(TypeError, 'can assign only bytes, buffers, or iterables of ints in range(0, 256)', x.__setitem__, slice(0, 1), 5)
raises(TypeError, 'can assign only bytes, buffers, or iterables of ints in range(0, 256)', x.__setitem__, slice(0, 1), "a")
raises(ValueError, 'byte must be in range(0, 256)', x.__setitem__, slice(0, 1), [256])
raises(TypeError, "'str' object cannot be interpreted as an integer", x.__setitem__, slice(0, 1), ["a"])
raises(ValueError, 'slice step cannot be zero', x.__setitem__, slice(None, None, 0), b"")
raises(TypeError, 'bytearray indices must be integers or slices, not str', x.__delitem__, "a")
raises(IndexError, 'bytearray index out of range', x.__delitem__, 99)
y = bytearray(range(50))
total = 0
for i in range(800):
    y[i % 30:i % 30 + 2] = bytes([i % 256]) * (i % 4)
    total += sum(y[::3]) + len(y) + y[i % len(y)]
    if len(y) < 20:
        y.extend(range(30))
    if len(y) > 90:
        del y[::2]
assert total == 987641
print("bytearray slices", n, total)
