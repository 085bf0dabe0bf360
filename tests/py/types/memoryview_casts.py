"""memoryview: every native format, casts to more dimensions, slices, writing, release, exports of bytearray."""
import struct


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


raw = bytearray(range(48))
for code in "cbB?hHiIlLqQnNfd":
    size = struct.calcsize(code)
    plain = memoryview(raw)
    view = plain.cast(code)
    assert view.itemsize == size and len(view) == 48 // size and view.format == code
    assert view.tobytes() == bytes(raw) and view.tolist() == [x[0] for x in struct.iter_unpack("@" + code, bytes(raw))]
    view.release()
    plain.release()
whole = memoryview(raw)
v = whole.cast("B", (4, 12))
print(v.shape, v.strides, v.ndim, v.tolist()[1][:3], v[2, 3], v.nbytes, v.c_contiguous, v.f_contiguous)
w = whole.cast("B", [2, 3, 8])
print(w.tolist()[1][2], w[1, 2, 7])
for index in ((0,), (5, 5), (0, 0, 0), "a", (slice(1), 0)):
    print(index, attempt(v.__getitem__, index))
m = memoryview(raw)
m[3:6] = b"xyz"
m[0] = 255
print(raw[:8], attempt(m.__setitem__, 0, 256), attempt(m.__setitem__, slice(0, 2), b"abc"), attempt(m.__setitem__, 0, "a"))
h = m.cast("h")
h[0] = -2
with h[::2] as even, h[::-1] as back:
    print(raw[:2], attempt(h.__setitem__, 0, 40000), even.tolist()[:3], back.tolist()[0])
print(attempt(raw.append, 1), attempt(raw.extend, b"a"), attempt(raw.clear), attempt(raw.__delitem__, 0))
raw[0] = 1
for x in (h, v, w, m, whole):
    x.release()
raw.append(1)
print(len(raw), attempt(m.tobytes), attempt(len, m), attempt(lambda: m[0]), repr(m)[:20])
with memoryview(b"abc") as r:
    print(r.readonly, attempt(r.__setitem__, 0, 1), r == b"abc", hash(r) == hash(b"abc"), r.hex("-"))
print(attempt(r.tolist), attempt(memoryview, 5), attempt(memoryview(b"abc").cast, "h"), attempt(memoryview(b"abcd").cast, "z"))
print(attempt(memoryview(b"abcd").cast, "B", (3,)), attempt(memoryview(b"abcd")[::2].cast, "h"))
assert memoryview(b"ab") == memoryview(bytearray(b"ab")) != memoryview(b"ac") and memoryview(b"abcd")[1:3].obj == b"abcd"
assert list(memoryview(b"az")) == [97, 122] and b"".join([memoryview(b"x"), memoryview(b"y")]) == b"xy"
assert memoryview(b"abc").count(98) == 1 and memoryview(b"abc").index(99) == 2 and 97 in memoryview(b"abc")
