"""struct against int.to_bytes for every integer code, order and boundary; floats against bit patterns; padding rules."""
import struct

SIZE = {"b": 1, "B": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 4, "L": 4, "q": 8, "Q": 8}
n = 0
for code, size in SIZE.items():
    signed = code.islower()
    lo, hi = (-(1 << 8 * size - 1), (1 << 8 * size - 1) - 1) if signed else (0, (1 << 8 * size) - 1)
    for order, name in (("<", "little"), (">", "big"), ("!", "big"), ("=", "little")):
        for v in {lo, lo + 1, -1 if signed else 1, 0, 1, 100, hi - 1, hi}:
            raw = struct.pack(order + code, v)
            assert raw == v.to_bytes(size, name, signed=signed) and struct.unpack(order + code, raw) == (v,)
            assert struct.calcsize(order + code) == size
            assert struct.pack(order + "3" + code, v, v, v) == raw * 3
            assert struct.unpack(order + code * 2, raw * 2) == (v, v)
            n += 1
        for bad in (lo - 1, hi + 1, 10 ** 30, -10 ** 30):
            try:
                struct.pack(order + code, bad)
            except struct.error as e:
                assert str(e)
            else:
                raise AssertionError((code, bad))
for v, bits in ((0.0, 0), (-0.0, 1 << 63), (1.0, 0x3FF0000000000000), (-2.5, 0xC004000000000000),
        (float("inf"), 0x7FF0000000000000), (5e-324, 1), (1.7976931348623157e308, 0x7FEFFFFFFFFFFFFF),
        (0.1, 0x3FB999999999999A)):
    assert struct.pack("<d", v) == bits.to_bytes(8, "little")
    assert struct.unpack(">d", bits.to_bytes(8, "big"))[0] == v
    assert repr(struct.unpack("<d", struct.pack("<d", v))[0]) == repr(v)
for v, bits in ((0.0, 0), (1.0, 0x3F800000), (-0.0, 0x80000000), (float("inf"), 0x7F800000),
        (3.4028234663852886e38, 0x7F7FFFFF), (1e-45, 1), (0.5, 0x3F000000)):
    assert int.from_bytes(struct.pack(">f", v), "big") == bits
for v, bits in ((0.0, 0), (1.0, 0x3C00), (-2.0, 0xC000), (65504.0, 0x7BFF), (6e-8, 1), (0.333251953125, 0x3555),
        (float("-inf"), 0xFC00)):
    assert int.from_bytes(struct.pack(">e", v), "big") == bits
assert [struct.calcsize(f) for f in ("@bi", "@bq", "@bqb", "@bqb0q", "@hhl", "@cd", "@ib", "@ib0i", "=bi",
        "<bqb", "@2bi3h", "@P", "@nN", "xbx", "@bxi", "@3sI", "@?d")] == [8, 16, 17, 24, 16, 16, 5, 8, 5, 10,
        14, 8, 16, 3, 8, 8, 16]
assert struct.pack("@bi", 1, 2) == b"\1\0\0\0\2\0\0\0" and struct.pack("=bi", 1, 2) == b"\1\2\0\0\0"
assert struct.pack("@bxh", 1, 2) == b"\1\0\2\0"
assert struct.pack("<2x3s0sc?", b"ab", b"", b"z", True) == b"\0\0ab\0z\1"
rec = struct.Struct("<IHB5sd?")
rows = [(i * 1000, i % 65536, i % 256, b"n%d" % i, i / 7, bool(i % 2)) for i in range(300)]
blob = b"".join(rec.pack(*r) for r in rows)
back = [(a, b, c, s.rstrip(b"\0"), d, e) for a, b, c, s, d, e in rec.iter_unpack(blob)]
assert back == rows and len(blob) == 300 * rec.size and rec.unpack_from(blob, rec.size * 7)[0] == 7000
buf = bytearray(rec.size * 300)
for i, r in enumerate(rows):
    rec.pack_into(buf, i * rec.size, *r)
assert buf == blob
check = 0
for i in range(0, len(blob) - 8, 13):
    a, b = struct.unpack_from("<Hi", blob, i)
    check = (check * 31 + a - b) % 2 ** 32
assert check == 2599332676
print("struct model", n, check)
