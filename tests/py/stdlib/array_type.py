"""array.array: every type code, limits, methods, slices, conversion, buffer, comparison, iteration, errors."""
from array import array, typecodes
import array as array_module


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert typecodes == "bBuwhHiIlLqQfd" and array("i").itemsize == 4 and array("d").itemsize == 8
assert [array(t).itemsize for t in "bBwhHiIqQf"] == [1, 1, 4, 2, 2, 4, 4, 8, 8, 4]
LIMITS = {"b": (-128, 127), "B": (0, 255), "h": (-2 ** 15, 2 ** 15 - 1), "H": (0, 2 ** 16 - 1),
        "i": (-2 ** 31, 2 ** 31 - 1), "I": (0, 2 ** 32 - 1), "q": (-2 ** 63, 2 ** 63 - 1),
        "Q": (0, 2 ** 64 - 1), "l": (-2 ** 63, 2 ** 63 - 1), "L": (0, 2 ** 64 - 1)}
errors = {}
for t, (lo, hi) in LIMITS.items():
    a = array(t, [lo, hi, 1])
    assert list(a) == [lo, hi, 1]
    for bad in (lo - 1, hi + 1):
        try:
            a.append(bad)
        except OverflowError as e:
            errors[t + ("-" if bad < 0 else "+")] = str(e)
        else:
            raise AssertionError
assert errors == {
    'b-': 'signed char is less than minimum', 'b+': 'signed char is greater than maximum',
    'B-': 'unsigned byte integer is less than minimum',
    'B+': 'unsigned byte integer is greater than maximum',
    'h-': 'signed short integer is less than minimum',
    'h+': 'signed short integer is greater than maximum',
    'H-': 'unsigned short is less than minimum', 'H+': 'unsigned short is greater than maximum',
    'i-': 'signed integer is less than minimum', 'i+': 'signed integer is greater than maximum',
    'I-': "can't convert negative value to unsigned int",
    'I+': 'unsigned int is greater than maximum', 'q-': 'int too big to convert',
    'q+': 'int too big to convert', 'Q-': "can't convert negative int to unsigned",
    'Q+': 'int too big to convert', 'l-': 'Python int too large to convert to C long',
    'l+': 'Python int too large to convert to C long',
    'L-': "can't convert negative value to unsigned int",
    'L+': 'Python int too large to convert to C unsigned long',
}
a = array("i", [1, 2, 3])
a.append(4)
a.extend([5, 6])
a.extend(array("i", [7]))
a.insert(0, 0)
a.fromlist([8])
assert a.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8] and a.pop() == 8 and a.pop(0) == 0 and a.remove(4) is None
assert a.index(5) == 3 and a.count(1) == 1 and a[0] == 1 and a[-1] == 7 and a[1:3] == array("i", [2, 3])
assert len(a) == 6 and 3 in a and 9 not in a and a.reverse() is None and a.tolist() == [7, 6, 5, 3, 2, 1]
a[0] = 70
a[1:3] = array("i", [60, 61, 62])
del a[-1], a[0:1]
a[::2] = a[::-2]
assert a.tolist() == [2, 61, 62, 3, 60] and a + a == a * 2 and 2 * a == a * 2
assert repr(a) == "array('i', [2, 61, 62, 3, 60])" and repr(array("d")) == "array('d')"
assert repr(array("w", "hé")) == "array('w', 'hé')"
b = array("h", b"\x01\0\x02\0")
assert b.tolist() == [1, 2] and b.tobytes() == b"\x01\0\x02\0" and b.frombytes(b"\x03\0") is None
assert b.tolist() == [1, 2, 3] and bytes(b) == b.tobytes() and b.byteswap() is None
assert b.tolist() == [256, 512, 768] and b.typecode == "h" and b.buffer_info()[1] == 3
assert memoryview(b).format == "h"
w = array("w", "héllo")
assert w.tounicode() == "héllo" and w[1] == "é" and w.fromunicode("😀") is None and w.tolist()[-1] == "😀"
assert array("i", [1, 2]) < array("i", [1, 3]) and array("i", [1]) == array("d", [1.0])
assert array("i", [1]) != [1] and array("b", [1]) == array("q", [1]) and array("d", [0.1]).tolist() == [0.1]
assert array("f", [0.1]).tolist() == [0.10000000149011612]
assert array("d", range(3)).tolist() == [0.0, 1.0, 2.0]
x = y = array("i", [1])
x += array("i", [2])
x *= 2
assert y.tolist() == [1, 2, 1, 2]
raises(TypeError, 'array() takes at least 1 argument (0 given)', array)
raises(TypeError, 'array() argument 1 must be a unicode character, not a string of length 2', array, "ii")
raises(ValueError, 'bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)', array, "z")
raises(TypeError, "cannot use a str to initialize an array with typecode 'i'", array, "i", "abc")
raises(TypeError, "'float' object cannot be interpreted as an integer", array, "i", [1.5])
raises(TypeError, "'str' object cannot be interpreted as an integer", array, "i", ["a"])
raises(TypeError, "'int' object is not iterable", array, "i", 5)
raises(TypeError, 'must be real number, not str', array, "d", ["a"])
raises(ValueError, 'bytes length not a multiple of item size', array, "h", b"abc")
raises(IndexError, 'array index out of range', lambda: a[99])
raises(IndexError, 'array assignment index out of range', a.__setitem__, 99, 1)
raises(IndexError, 'pop from empty array', array("i").pop)
raises(ValueError, 'array.remove(x): x not in array', a.remove, 12345)
raises(ValueError, 'array.index(x): x not in array', a.index, 12345)
raises(TypeError, 'can only append array (not "list") to array', lambda: a + [1])
raises(TypeError, 'bad argument type for built-in operation', lambda: a + array("d"))
raises(TypeError, 'can only extend with array of same kind', a.extend, array("d", [1.0]))
raises(TypeError, 'can only assign array (not "list") to array slice', a.__setitem__, slice(0, 1), [1])
raises(ValueError, 'attempt to assign array of size 1 to extended slice of size 3', a.__setitem__,
        slice(None, None, 2), array("i", [1]))
raises(TypeError, "unhashable type: 'array.array'", hash, a)
raises(TypeError, 'array item must be a unicode character, not a string of length 2', array("w").append, "ab")
raises(ValueError, "tounicode() may only be called on unicode type arrays ('u' or 'w')", a.tounicode)
m = memoryview(a)
raises(BufferError, 'cannot resize an array that is exporting buffers', a.append, 1)
m.release()
a.append(1)
class A(array):
    def total(self): return sum(self)
assert A("i", [1, 2]).total() == 3 and type(A("i", [1])[:1]) is array
assert issubclass(A, array_module.ArrayType)
sieve = array("B", [1]) * 3000
sieve[0] = sieve[1] = 0
for i in range(2, 55):
    if sieve[i]:
        sieve[i * i::i] = array("B", bytes(len(range(i * i, 3000, i))))
assert sum(sieve) == 430
acc = array("q", [0] * 10)
for i in range(3000):
    acc[i % 10] += i * (-1 if i % 3 else 1)
    acc[-1] ^= i
assert acc.tolist() == [
    -151500, -147600, -149700, -151800, -147900, -150000, -152100, -148200, -150300, -148660,
]
print("array", sum(sieve), sum(acc), errors["B+"])
