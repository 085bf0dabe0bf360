"""A NaN has a sign: it is kept, turned over, copied and packed."""
import math
import struct

nan = float("nan")
minus = float("-nan")


def sign(x):
    return math.copysign(1.0, x)


assert [sign(x) for x in (nan, -nan, minus, -minus, abs(minus), math.fabs(minus), +minus)] == [1, -1, -1, 1, 1, 1, -1]
assert sign(math.copysign(nan, -1)) == sign(math.copysign(minus, -1)) == -1
assert sign(math.copysign(nan, minus)) == -1 and sign(math.copysign(minus, nan)) == 1
for code, size in ("d", 8), ("f", 4), ("e", 2):
    for x, top in (nan, 0x7F), (minus, 0xFF), (-minus, 0x7F):
        packed = struct.pack(">" + code, x)
        assert packed[0] in (top, top - 1 if size == 2 else top), (code, x, packed)
        assert sign(struct.unpack(">" + code, packed)[0]) == (1 if top == 0x7F else -1)
assert sign(complex("-nan").real) == sign(complex("-nan-nanj").imag) == -1 == sign(float.fromhex("-nan"))
assert sign(complex("nan-nanj").real) == 1
for x in (nan, minus):
    assert repr(x) == str(x) == "nan" == format(x, "g") == "%f" % x and format(x, "+") == "+nan"
    assert x != x and x is x and [x] == [x] and x in {x} and hash(x) == hash(x)
assert minus is not nan and float(minus) is minus
assert struct.pack(">d", minus) == b"\xff\xf8\0\0\0\0\0\0"
