"""struct: every format code, byte orders, alignment, counts, iter_unpack, Struct objects; exact errors."""
import struct


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert struct.pack("<bBhHiIqQ", -1, 255, -2, 65535, -3, 2 ** 32 - 1, -4,
        2 ** 64 - 1) == b'\xff\xff\xfe\xff\xff\xff\xfd\xff\xff\xff\xff\xff\xff\xff\xfc\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'
assert struct.pack(">hil", 1, 2, 3) == b"\0\x01\0\0\0\x02\0\0\0\x03" and struct.pack("!H", 258) == b"\x01\x02"
assert struct.pack("=l", 1) == struct.pack("<l", 1) and struct.pack("<f", 1.5) == b"\0\0\xc0?"
assert struct.pack(">d", -0.0) == b"\x80" + b"\0" * 7 and struct.pack("<e", 1.0) == b"\0<"
assert struct.pack("?", []) == b"\0" and struct.pack("c", b"x") == b"x"
assert struct.pack("5s", b"ab") == b"ab\0\0\0" and struct.pack("2s", b"abcd") == b"ab"
assert struct.pack("5p", b"abc") == b"\x03abc\0" and struct.pack("3x") == b"\0\0\0"
assert struct.pack("0s", b"zz") == b""
SIZES = {f: struct.calcsize(f) for f in ("@bhilq", "=bhilq", "@bi", "=bi", "@bd", "@qb", "@bq0i", "n", "N", "P",
        "@3s2h", "<10p", "", "@b0q", "2h3x", "@ci2c")}
assert SIZES == {
    '@bhilq': 24, '=bhilq': 19, '@bi': 8, '=bi': 5, '@bd': 16, '@qb': 9, '@bq0i': 16, 'n': 8, 'N': 8,
    'P': 8, '@3s2h': 8, '<10p': 10, '': 0, '@b0q': 8, '2h3x': 7, '@ci2c': 10,
}
for fmt, values in (("<3h", (1, -2, 3)), (">2d", (1.5, float("inf"))), ("=4sB", (b"abcd", 7)),
        ("<?2xq", (True, -2 ** 63)), ("!2I", (0, 2 ** 32 - 1)), ("<eee", (0.5, -2.0, 65504.0)),
        ("@iqd", (1, 2, 3.0)), ("<2f", (0.5, -1e10)), ("<h  i ", (5, 6)), ("<ff", (1.0, 2.0))):
    raw = struct.pack(fmt, *values)
    assert struct.unpack(fmt, raw) == values and len(raw) == struct.calcsize(fmt), fmt
assert struct.unpack("<f", struct.pack("<f", 0.1))[0] == 0.10000000149011612
assert repr(struct.unpack("<d", b"\0" * 6 + b"\xf8\x7f")) == "(nan,)"
assert struct.unpack("<e", b"\x01\0")[0] == 5.960464477539063e-08 and struct.unpack("2p", b"\x05a") == (b"a",)
s = struct.Struct("<hI")
assert s.size == 6 and s.format == "<hI" and s.pack(1, 2) == b"\x01\0\x02\0\0\0"
assert s.unpack(b"\x01\0\x02\0\0\0") == (1, 2) and repr(s) == "Struct('<hI')"
buf = bytearray(12)
s.pack_into(buf, 3, -1, 5)
assert buf == b"\0\0\0\xff\xff\x05\0\0\0\0\0\0" and s.unpack_from(buf, 3) == (-1, 5)
assert s.unpack_from(buf, offset=-9) == (-1, 5)
assert list(struct.iter_unpack("<h", b"\x01\0\x02\0")) == [(1,), (2,)]
assert list(s.iter_unpack(buf)) == [struct.unpack_from("<hI", buf, 0), struct.unpack_from("<hI", buf, 6)]


class I:
    def __index__(self):
        return 7


assert struct.pack("b", I()) == b"\x07" and struct.pack("b", True) == b"\x01"
assert struct.pack("<d", 5) == struct.pack("<d", 5.0)
E = struct.error
raises(E, "'b' format requires -128 <= number <= 127", struct.pack, "b", 128)
raises(E, "'B' format requires 0 <= number <= 255", struct.pack, "B", -1)
raises(E, "'h' format requires -32768 <= number <= 32767", struct.pack, "<h", 2 ** 15)
raises(E, "'H' format requires 0 <= number <= 65535", struct.pack, "<H", -1)
raises(E, "'i' format requires -2147483648 <= number <= 2147483647", struct.pack, "<i", 2 ** 31)
raises(E, "'q' format requires -9223372036854775808 <= number <= 9223372036854775807", struct.pack, "<q", 2 ** 63)
raises(E, "'Q' format requires 0 <= number <= 18446744073709551615", struct.pack, "<Q", -1)
raises(E, 'required argument is not an integer', struct.pack, "i", 1.5)
raises(E, 'required argument is not an integer', struct.pack, "i", "a")
raises(E, 'required argument is not a float', struct.pack, "d", "a")
raises(E, 'char format requires a bytes object of length 1', struct.pack, "c", b"ab")
raises(E, "argument for 's' must be a bytes object", struct.pack, "s", "a")
raises(E, 'pack expected 1 items for packing (got 0)', struct.pack, "i")
raises(E, 'pack expected 1 items for packing (got 2)', struct.pack, "i", 1, 2)
raises(E, 'bad char in struct format', struct.pack, "z", 1)
raises(E, 'bad char in struct format', struct.pack, "<n", 1)
raises(E, 'repeat count given without format specifier', struct.calcsize, "5")
raises(E, 'total struct size too long', struct.calcsize, "99999999999999999999s")
raises(E, 'unpack requires a buffer of 4 bytes', struct.unpack, "i", b"abc")
raises(E, 'unpack_from requires a buffer of at least 6 bytes for unpacking 4 bytes at offset 2 (actual buffer size is 4)',
        struct.unpack_from, "i", b"abcd", 2)
raises(E, 'offset -5 out of range for 4-byte buffer', struct.unpack_from, "i", b"abcd", -5)
raises(E, 'pack_into requires a buffer of at least 4 bytes for packing 4 bytes at offset 0 (actual buffer size is 2)',
        struct.pack_into, "i", bytearray(2), 0, 1)
raises(E, 'iterative unpacking requires a buffer of a multiple of 2 bytes', lambda: list(struct.iter_unpack("<h", b"abc")))
raises(OverflowError, 'float too large to pack with f format', struct.pack, "<f", 1e40)
raises(OverflowError, 'float too large to pack with e format', struct.pack, "<e", 1e6)
raises(TypeError, 'Struct() argument 1 must be a str or bytes object, not int', struct.pack, 5)
raises(TypeError, "a bytes-like object is required, not 'str'", struct.unpack, "i", "text")
raises(TypeError, 'argument must be read-write bytes-like object, not bytes', struct.pack_into, "i", b"abcd", 0, 1)
h = 0
for i in range(1500):
    a, b, c = struct.unpack("<IHh", struct.pack("<qQ", i * 2 ** 40 - 7, i)[2:10])
    h = (h * 31 + a + b - c) % 2 ** 32
assert h == 2372656088
print("struct", h, SIZES["@bq0i"], s.pack(-1, 7).hex())
