"""memoryview: formats, casts, slices, multi-dimensional views, writing, release, comparison, hash, exact errors."""
import array


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

m = memoryview(b"hello")
assert m[0] == 104 and m[-1] == 111 and bytes(m[1:3]) == b"el" and m.tolist() == [104, 101, 108, 108, 111]
assert len(m) == 5 and m.readonly and m.format == "B" and m.itemsize == 1 and m.nbytes == 5
assert m.shape == (5,) and m.strides == (1,) and m.ndim == 1 and m.suboffsets == () and m.c_contiguous
assert m.contiguous and m.obj == b"hello"
assert m[::2].tobytes() == b"hlo" and m[::-1].tobytes() == b"olleh" and m[::2].strides == (2,)
assert not m[::2].contiguous and m[1:4][::-1].tolist() == [108, 108, 101] and 104 in m
assert list(reversed(m))[0] == 111 and m.hex() == "68656c6c6f" and m.hex(":", 2) == '68:656c:6c6f'
assert m == b"hello" and m == memoryview(bytearray(b"hello")) and m != b"hellx" and not m == "hello"
assert hash(m) == hash(b"hello") and m.index(108) == 2 and m.count(108) == 2
raises(ValueError, 'memoryview.index(x): x not found', m.index, 0)
raises(TypeError, 'cannot modify read-only memory', lambda: m.__setitem__(0, 1))
b = bytearray(b"abcdef")
w = memoryview(b)
w[0] = 65
w[1:3] = b"BC"
w[-1:] = w[:1]
w[::2] = b"xyz"
assert b == b"xBydzA" and not w.readonly and w.toreadonly().readonly
raises(ValueError, "memoryview: invalid value for format 'B'", lambda: w.__setitem__(0, 256))
raises(TypeError, "memoryview: invalid type for format 'B'", lambda: w.__setitem__(0, "a"))
raises(ValueError, 'memoryview assignment: lvalue and rvalue have different structures',
        lambda: w.__setitem__(slice(0, 2), b"abc"))
raises(IndexError, 'index out of bounds on dimension 1', lambda: w[6])
raises(IndexError, 'index out of bounds on dimension 1', lambda: w.__setitem__(-7, 1))
raises(TypeError, 'memoryview: invalid slice key', lambda: w["a"])
raises(TypeError, 'cannot delete memory', lambda: w.__delitem__(0))
raises(ValueError, 'cannot hash writable memoryview object', hash, w)
raises(TypeError, 'memoryview: invalid slice key', lambda: w[0, 1:2])
raises(TypeError, "memoryview: a bytes-like object is required, not 'str'", memoryview, "text")
raises(TypeError, "memoryview: a bytes-like object is required, not 'int'", memoryview, 5)
raises(TypeError, "memoryview() missing required argument 'object' (pos 1)", memoryview)
raises(TypeError, "'<' not supported between instances of 'memoryview' and 'memoryview'", lambda: w < w)
a = array.array("i", [1, -2, 3, 2 ** 31 - 1])
v = memoryview(a)
assert v.format == "i" and v.itemsize == 4 and v.nbytes == 16 and v.tolist() == [1, -2, 3, 2 ** 31 - 1]
assert v[1] == -2 and v[1:3].tolist() == [-2, 3]
v[0] = -5
assert a[0] == -5
raises(ValueError, "memoryview: invalid value for format 'i'", lambda: v.__setitem__(0, 2 ** 31))
raises(TypeError, "memoryview: invalid type for format 'i'", lambda: v.__setitem__(0, 1.5))
raises(ValueError, 'memoryview assignment: lvalue and rvalue have different structures',
        lambda: v.__setitem__(slice(0, 1), b"abcd"))
c = v.cast("B")
assert len(c) == 16 and c[0] == 0xFB and c.cast("H").itemsize == 2 and v.cast("b")[0] == -5
assert memoryview(b"\x01\0\0\0").cast("I")[0] == 1 and memoryview(b"\0\0\x80?").cast("f")[0] == 1.0
assert memoryview(b"ab").cast("c").tolist() == [b"a", b"b"]
assert memoryview(b"\1\0").cast("?").tolist() == [True, False]
d = memoryview(array.array("d", [1.5, -0.0, float("inf")]))
assert d.tolist() == [1.5, -0.0, float("inf")] and d == array.array("d", [1.5, 0.0, float("inf")])
assert d != array.array("f", [1.5])
assert memoryview(array.array("d", [float("nan")])) != memoryview(array.array("d", [float("nan")]))
g = memoryview(bytes(range(12))).cast("B", shape=[3, 4])
assert g.shape == (3, 4) and g.strides == (4, 1) and g.ndim == 2 and g[1, 2] == 6 and g[-1, -1] == 11
assert g.tolist() == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]] and len(g) == 3
assert g.tobytes() == bytes(range(12)) and g.cast("B").shape == (12,)
raises(NotImplementedError, 'multi-dimensional sub-views are not implemented', lambda: g[0])
raises(IndexError, 'index out of bounds on dimension 1', lambda: g[3, 0])
raises(TypeError, 'cannot index 2-dimension view with 3-element tuple', lambda: g[0, 0, 0])
raises(NotImplementedError, 'multi-dimensional slicing is not implemented', lambda: g[0:1, 0:1])
raises(TypeError, 'memoryview: product(shape) * itemsize != buffer size', g.cast, "I", [4])
raises(TypeError, 'memoryview: length is not a multiple of itemsize', m.cast, "H")
raises(ValueError, "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        m.cast, "Q!")
raises(TypeError, 'memoryview: cannot cast between two non-byte formats', v.cast, "H")
raises(TypeError, 'memoryview: casts are restricted to C-contiguous views', m[::2].cast, "c")
raises(TypeError, 'memoryview: product(shape) * itemsize != buffer size', m.cast, "B", [2, 2])
raises(TypeError, 'shape must be a list or a tuple', m.cast, "B", 5)
z = memoryview(b"")
assert len(z) == 0 and z.tolist() == [] and z == b"" and memoryview(memoryview(b"ab"))[0] == 97
assert type(memoryview(memoryview(b"a")).obj) is bytes
with memoryview(bytearray(b"ab")) as r:
    assert r[0] == 97
for use in (lambda: r[0], lambda: r.tolist(), lambda: len(r), lambda: r.format, lambda: r == b"x" or r.nbytes,
        lambda: memoryview(r), lambda: r.__enter__()):
    raises(ValueError, 'operation forbidden on released memoryview object', use)
r.release()
assert repr(r).startswith("<released memory at 0x") and repr(m).startswith("<memory at 0x")
raises(TypeError, "unsupported operand type(s) for +: 'memoryview' and 'bytes'", lambda: memoryview(b"a") + b"b")
m2 = memoryview(bytearray(range(200)))
total = 0
for i in range(200):
    total += m2[i] * m2[-1 - i]
    m2[i] = total % 256
assert (total, sum(m2)) == (2518272, 26090)
print("memoryview", total, g.tolist()[1], m[::2].tobytes())
