"""int.to_bytes and int.from_bytes: lengths, byte orders, signs, limits, iterables, errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


assert (258).to_bytes(2, "big") == b"\x01\x02" and (258).to_bytes(2, "little") == b"\x02\x01"
assert (0).to_bytes(0, "big") == b"" and (0).to_bytes(3, "big") == b"\0\0\0" and (5).to_bytes() == b"\x05"
assert (-1).to_bytes(4, "big", signed=True) == b"\xff" * 4
assert (-128).to_bytes(1, "big", signed=True) == b"\x80"
assert (127).to_bytes(1, "big", signed=True) == b"\x7f" and (True).to_bytes(2, "little") == b"\x01\0"
assert int.from_bytes(b"\x01\x02", "big") == 258 and int.from_bytes(b"\x01\x02", "little") == 513
assert int.from_bytes(b"\xff", "big", signed=True) == -1
assert int.from_bytes(b"", "big") == 0 == int.from_bytes(b"", "little", signed=True)
assert int.from_bytes([1, 2]) == 258 and int.from_bytes(bytearray(b"\0\0\x01"), "big") == 1
assert int.from_bytes(range(3)) == 258
assert int.from_bytes(memoryview(b"\x80\0"), byteorder="big", signed=True) == -2 ** 15

for bits in (8, 16, 32, 48, 50, 51, 56, 62, 63, 64, 65, 72, 128, 1000):
    for off in (-1, 0, 1):
        n = (1 << bits) + off
        size = (n.bit_length() + 7) // 8
        for order in ("big", "little"):
            raw = n.to_bytes(size, order)
            assert int.from_bytes(raw, order) == n and len(raw) == size
            assert raw == bytes([(n >> 8 * i) & 255 for i in range(size)])[:: 1 if order == "little" else -1]
            for m in (n, -n):
                raw = m.to_bytes(size + 1, order, signed=True)
                assert int.from_bytes(raw, order, signed=True) == m
                assert int.from_bytes(raw, order) == m % (1 << 8 * (size + 1))

raises(OverflowError, 'int too big to convert', (256).to_bytes, 1, "big")
raises(OverflowError, 'int too big to convert', (1).to_bytes, 0, "big")
raises(OverflowError, "can't convert negative int to unsigned", (-1).to_bytes, 4, "big")
raises(OverflowError, 'int too big to convert', (128).to_bytes, 1, "big", signed=True)
raises(OverflowError, 'int too big to convert', (-129).to_bytes, 1, "little", signed=True)
raises(OverflowError, 'int too big to convert', (2 ** 64).to_bytes, 8, "little")
raises(ValueError, 'length argument must be non-negative', (1).to_bytes, -1, "big")
raises(ValueError, "byteorder must be either 'little' or 'big'", (1).to_bytes, 2, "middle")
raises(ValueError, "byteorder must be either 'little' or 'big'", int.from_bytes, b"a", "BIG")
raises(TypeError, "cannot convert 'str' object to bytes", int.from_bytes, "text", "big")
raises(TypeError, "cannot convert 'int' object to bytes", int.from_bytes, 5, "big")
raises(ValueError, 'bytes must be in range(0, 256)', int.from_bytes, [256], "big")
raises(TypeError, "'str' object cannot be interpreted as an integer", int.from_bytes, ["a"], "big")
raises(TypeError, 'to_bytes() takes at most 2 positional arguments (3 given)', (1).to_bytes, 2, "big", True)
raises(TypeError, "'str' object cannot be interpreted as an integer", (1).to_bytes, "2", "big")
raises(TypeError, "to_bytes() argument 'byteorder' must be str, not int", (1).to_bytes, 2, 5)


class Sub(int):
    def __new__(cls, v=0):
        return super().__new__(cls, v + 1000)


x = Sub.from_bytes(b"\x05", "big")
assert type(x) is Sub and x == 1005 and type(bool.from_bytes(b"\x02")) is bool


class HasBytes:
    def __bytes__(self):
        return b"\x01\x00"


assert int.from_bytes(HasBytes()) == 256
h = 0
for i in range(1000):
    h = int.from_bytes((h * 31 + i & 2 ** 48 - 1).to_bytes(6, "little"), "big")
assert h == 3419752162963
print("int bytes", h)
