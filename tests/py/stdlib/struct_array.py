"""struct and array: formats, byte orders, errors, buffers."""
import array
import struct


def raises(kind, text, call, *args):
    try:
        call(*args)
    except kind as error:
        assert str(error) == text, (str(error), text)
    else:
        raise AssertionError(f"{call} did not raise")


assert struct.pack("<hHiIqQ", -1, 65535, -2, 3, -4, 5).hex() == "ffff" "ffff" "feffffff" "03000000" "fcffffffffffffff" "0500000000000000"
assert struct.pack(">bB?cx3sp", -1, 255, True, b"a", b"xyzw", b"") == b"\xff\xff\x01a\x00xyz\x00"
assert struct.unpack(">efd", struct.pack(">efd", 1.5, -2.25, 1e300)) == (1.5, -2.25, 1e300)
assert struct.unpack("<3h", b"\x01\x00\x02\x00\xff\xff") == (1, 2, -1) and struct.calcsize("!ibh") == 7 and struct.calcsize("ibh") == 8
assert struct.pack("5s", b"ab") == b"ab\0\0\0" and struct.unpack("2s0s", b"hi") == (b"hi", b"") and struct.pack("4p", b"abcdef") == b"\x03abc"
assert list(struct.iter_unpack(">H", b"\0\1\0\2")) == [(1,), (2,)]
buf = bytearray(8)
struct.pack_into(">H", buf, 2, 0x1234)
assert buf.hex() == "0000123400000000" and struct.unpack_from(">H", buf, offset=2) == (0x1234,)
s = struct.Struct(">IH")
assert s.size == 6 and s.format == ">IH" and s.pack(1, 2) == b"\0\0\0\1\0\2" and s.unpack(b"\0\0\0\1\0\2") == (1, 2)
raises(struct.error, "pack expected 2 items for packing (got 1)", struct.pack, "hh", 1)
raises(struct.error, "unpack requires a buffer of 2 bytes", struct.unpack, ">h", b"abc")
raises(struct.error, "bad char in struct format", struct.pack, "z", 1)
raises(struct.error, "'b' format requires -128 <= number <= 127", struct.pack, "b", 200)
raises(struct.error, "required argument is not an integer", struct.pack, "i", 1.5)
raises(struct.error, "argument for 's' must be a bytes object", struct.pack, "3s", "abc")
raises(OverflowError, "float too large to pack with f format", struct.pack, "<f", 1e300)
assert struct.unpack("<f", struct.pack("<f", 0.1))[0] == 0.10000000149011612 and struct.pack("<e", 65504.0) == b"\xff\x7b"
assert struct.unpack("<d", b"\0\0\0\0\0\0\xf8\x7f")[0] != struct.unpack("<d", b"\0\0\0\0\0\0\xf8\x7f")[0]

a = array.array("i", [1, 2, 3])
a.append(4)
a.extend([5])
a.insert(0, -1)
a += array.array("i", [9])
assert a.tolist() == [-1, 1, 2, 3, 4, 5, 9] and a.pop() == 9 and a[1:3] == array.array("i", [1, 2]) and a.itemsize == 4 and a.typecode == "i"
a[0] = 7
del a[1]
a.reverse()
assert repr(a) == "array('i', [5, 4, 3, 2, 7])" and a.index(3) == 2 and a.count(7) == 1 and 4 in a and len(a * 2) == 10
a[1:3] = array.array("i", [8, 8, 8])
assert list(a) == [5, 8, 8, 8, 2, 7]
assert array.array("d", [1.5]).tobytes().hex() == "000000000000f83f" and array.array("B", b"ab").tolist() == [97, 98]
b = array.array("H")
b.frombytes(b"\1\0\2\0")
b.byteswap()
assert b.tolist() == [256, 512] and memoryview(b).format == "H" and bytes(memoryview(b)[1:]) == b"\0\2"
u = array.array("w", "héllo😀")
assert u.tounicode() == "héllo😀" and len(u) == 6 and u[5] == "😀"
raises(TypeError, "'str' object cannot be interpreted as an integer", array.array("i").append, "x")
raises(OverflowError, "unsigned byte integer is greater than maximum", array.array("B").append, 256)
raises(ValueError, "bytes length not a multiple of item size", array.array("i").frombytes, b"abc")
raises(IndexError, "array index out of range", lambda: array.array("i")[0])
raises(ValueError, "bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)", array.array, "z")
assert array.array("b", [1, 2]) == array.array("i", [1, 2]) and array.array("i", [1]) < array.array("i", [2]) and array.typecodes == "bBuwhHiIlLqQfd"
print("struct", struct.pack("<d", 3.14).hex(), a, array.array("f", [0.1]).tolist())
