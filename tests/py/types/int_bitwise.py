"""int & | ^ ~ with two's complement semantics on negative and big operands; identities; errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


VALUES = [0, 1, -1, 2, -2, 5, -6, 255, -256, 0xAAAA, 2 ** 50 - 1, 2 ** 50, -2 ** 50, -2 ** 50 - 1, 2 ** 51, 2 ** 62, -2 ** 63,
          2 ** 63 - 1, 2 ** 63, 2 ** 64 - 1, -2 ** 64, 2 ** 64, 3 ** 60, -3 ** 60, 10 ** 50, -10 ** 50]


def bits_of(n, width):
    return [(n >> i) & 1 for i in range(width)]


def value_of(bits):
    """Two's complement value; the last bit is the sign."""
    v = sum([b << i for i, b in enumerate(bits[:-1])])
    return v - (bits[-1] << (len(bits) - 1))


W = 180
for a in VALUES:
    A = bits_of(a, W)
    assert value_of(A) == a
    assert ~a == value_of([1 - x for x in A]) == -a - 1 and ~~a == a
    assert a & -1 == a and a | 0 == a and a ^ 0 == a and a ^ -1 == ~a and a & 0 == 0 and a | -1 == -1
    assert a ^ a == 0
    for b in VALUES:
        B = bits_of(b, W)
        assert a & b == value_of([x & y for x, y in zip(A, B)]) == b & a
        assert a | b == value_of([x | y for x, y in zip(A, B)])
        assert a ^ b == value_of([x ^ y for x, y in zip(A, B)])
        assert a ^ b == (a | b) - (a & b) and a + b == (a ^ b) + 2 * (a & b)
        assert ~(a & b) == ~a | ~b and (a & ~b) | (a & b) == a

assert (True & True, True | False, True ^ True) == (True, True, False)
assert (type(True & True), type(True & 1), type(1 | False)) == (bool, int, int)

assert 6 & 3 == 2 and 6 | 3 == 7 and 6 ^ 3 == 5 and -6 & 3 == 2 and -6 | 3 == -5 and -6 ^ 3 == -7
assert 0xFF & -2 ** 100 == 0 and -1 & 2 ** 100 == 2 ** 100 and -2 ** 100 | 2 ** 100 == -2 ** 100
for op in (lambda a, b: a & b, lambda a, b: a | b, lambda a, b: a ^ b):
    assert op(12, 10) in (8, 14, 6)
raises(TypeError, "unsupported operand type(s) for &: 'int' and 'float'", lambda: 1 & 1.0)
raises(TypeError, "unsupported operand type(s) for |: 'float' and 'int'", lambda: 1.0 | 1)
raises(TypeError, "unsupported operand type(s) for ^: 'str' and 'int'", lambda: "a" ^ 1)
raises(TypeError, "bad operand type for unary ~: 'float'", lambda: ~1.5)
raises(TypeError, "unsupported operand type(s) for |: 'NoneType' and 'int'", lambda: None | 1)

crc = 0xFFFFFFFF
for byte in b"123456789":
    crc ^= byte
    for _ in range(8):
        crc = crc >> 1 ^ (0xEDB88320 if crc & 1 else 0)
assert crc ^ 0xFFFFFFFF == 0xCBF43926


def fnv64(data):
    h = 0xCBF29CE484222325
    for b in data:
        h ^= b
        h = h * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return h


assert fnv64(b"") == 0xCBF29CE484222325 and fnv64(b"a") == 0xAF63DC4C8601EC8C
assert fnv64(b"foobar") == 0x85944171F73967E8


def popcount(n):
    c = 0
    while n:
        n &= n - 1
        c += 1
    return c


assert [popcount(v) for v in (0, 1, 255, 2 ** 64 - 1, 10 ** 30)] == [v.bit_count() for v in (0, 1, 255, 2 ** 64 - 1, 10 ** 30)]
h = 0
for i in range(-2000, 2000):
    h = (h ^ i * 2654435761) & 0xFFFFFFFFFFFF
    h |= i & 7
    h ^= ~i
assert h == -276166105190137
gray = [i ^ i >> 1 for i in range(256)]
assert sorted(gray) == list(range(256)) and all(popcount(a ^ b) == 1 for a, b in zip(gray, gray[1:]))
print("bitwise", hex(crc), hex(fnv64(b"tauraro")), h)
