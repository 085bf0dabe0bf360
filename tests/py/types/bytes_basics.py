"""bytes: construction, indexing, slicing, concatenation, repetition, comparison, hash, membership, iteration, errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert bytes() == b"" and bytes(3) == b"\0\0\0" and bytes([1, 2, 255]) == b"\x01\x02\xff"
assert bytes(b"ab") == b"ab" and bytes("é", "utf-8") == b"\xc3\xa9" and bytes("é", "ascii", "replace") == b"?"
assert bytes(range(3)) == b"\0\1\2" and bytes(i for i in (65, 66)) == b"AB" and bytes(bytearray(b"x")) == b"x"
assert bytes(memoryview(b"y")) == b"y"
b = b"hello"
assert b[0] == 104 and b[-1] == 111 and b[1:3] == b"el" and b[::-1] == b"olleh" and len(b) == 5
assert list(b) == [104, 101, 108, 108, 111] and type(b[0]) is int and type(b[:1]) is bytes and b[True] == 101
assert b[10:] == b""
assert b + b"!" == b"hello!" and b * 2 == b"hellohello" == 2 * b and b * -1 == b""
assert b"a" + bytearray(b"b") == b"ab" and type(b"a" + bytearray(b"b")) is bytes
assert type(bytearray(b"a") + b"b") is bytearray and b"a" + memoryview(b"b") == b"ab"
assert 104 in b and b"ell" in b and b"" in b and 255 not in b and b"xyz" not in b and bytearray(b"lo") in b
assert b"a" < b"b" and b"a" < b"aa" and b"" < b"\0" and b"\xff" > b"\x7f" and b"a" == bytearray(b"a")
assert b"a" != "a" and not b"a" == 97 and b"a" <= b"a" and max(b"az") == 122 and b"a" == memoryview(b"a")
assert hash(b"ab") == hash(b"a" + b"b") and {b"k": 1}[bytes([107])] == 1 and b"k" not in {"k": 1}


class BytesLike:
    def __bytes__(self):
        return b"custom"


class BadBytes:
    def __bytes__(self):
        return "str"


class Idx:
    def __index__(self):
        return 4


class Both(BytesLike):
    def __iter__(self):
        return iter([1])


assert bytes(BytesLike()) == b"custom" == bytes(Both()) and bytes(Idx()) == b"\0" * 4
assert bytes([Idx()]) == b"\x04" and b[Idx()] == 111
raises(TypeError, '__bytes__ returned non-bytes (type str)', bytes, BadBytes())
raises(TypeError, 'string argument without an encoding', bytes, "a")
raises(TypeError, "cannot convert 'float' object to bytes", bytes, 1.5)
raises(TypeError, "cannot convert 'NoneType' object to bytes", bytes, None)
raises(ValueError, 'negative count', bytes, -1)
raises(ValueError, 'bytes must be in range(0, 256)', bytes, [256])
raises(ValueError, 'bytes must be in range(0, 256)', bytes, [-1])
raises(TypeError, "'str' object cannot be interpreted as an integer", bytes, ["a"])
raises(TypeError, "'float' object cannot be interpreted as an integer", bytes, [1.0])
raises(TypeError, 'encoding without a string argument', bytes, 5, "utf-8")
raises(TypeError, 'encoding without a string argument', bytes, b"a", "utf-8")
raises(TypeError, 'encoding without a string argument', bytes, encoding="utf-8")
raises(OverflowError, "cannot fit 'int' into an index-sized integer", bytes, 2 ** 70)
raises(MemoryError, "", bytes, 2 ** 62)
raises(LookupError, 'unknown encoding: nope', bytes, "a", "nope")
raises(IndexError, 'index out of range', lambda: b[5])
raises(TypeError, 'byte indices must be integers or slices, not str', lambda: b["a"])
raises(TypeError, "can't concat str to bytes", lambda: b + "a")
raises(TypeError, 'can only concatenate str (not "bytes") to str', lambda: "a" + b)
raises(TypeError, "can't concat list to bytes", lambda: b + [1])
raises(TypeError, "can't multiply sequence by non-int of type 'bytes'", lambda: b * b)
raises(TypeError, "'<' not supported between instances of 'bytes' and 'str'", lambda: b < "a")
raises(TypeError, "a bytes-like object is required, not 'str'", lambda: "a" in b)
raises(ValueError, 'byte must be in range(0, 256)', lambda: 256 in b)
raises(TypeError, "a bytes-like object is required, not 'NoneType'", lambda: None in b)
raises(TypeError, "'bytes' object does not support item assignment", exec, "b[0] = 1", {"b": b})
raises(AttributeError, "'bytes' object has no attribute 'format'", lambda: b.format)
assert b.__getitem__(slice(0, 4, 2)) == b"hl" and b.__contains__(104) and b.__add__(b"x") == b"hellox"
assert b.__rmul__(2) == b * 2 and bytes(b) is b and b[:] is b


class B(bytes):
    def __new__(cls, v):
        return super().__new__(cls, v)

    def __getitem__(self, k):
        return "item"


x = B(b"ab")
assert x[0] == "item" and x == b"ab" and type(x + b"c") is bytes and type(x.upper()) is bytes
assert hash(x) == hash(b"ab") and bytes(x) == b"ab" and type(bytes(x)) is bytes
n = 0
data = bytes(i * 7 % 256 for i in range(3000))
for i in range(len(data)):
    n += data[i] ^ data[-i - 1]
for c in data:
    n += c
assert n == 1105236
print("bytes", n, b[::2], bytes(5))
