"""int << and >>: negative values, huge counts, boundaries, errors, loops that cross word sizes."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


for bits in (0, 1, 30, 31, 32, 49, 50, 51, 62, 63, 64, 65, 127, 128, 1000):
    assert 1 << bits == 2 ** bits and -1 << bits == -(2 ** bits)
    assert (1 << bits) >> bits == 1 and (-1 << bits) >> bits == -1
    assert 3 << bits == 3 * 2 ** bits and (5 << bits) - 1 >> bits == 4
    assert -5 << bits == -5 * 2 ** bits
    for n in (-7, -1, 0, 1, 7, 2 ** 50 - 1, -2 ** 50, 2 ** 63, -2 ** 63 - 1, 3 ** 80, -3 ** 80):
        assert n >> bits == n // 2 ** bits and n << bits == n * 2 ** bits
assert -1 >> 1 == -1 and -1 >> 1000 == -1 and -5 >> 1 == -3 and -8 >> 3 == -1 and -9 >> 3 == -2
assert 5 >> 64 == 0 and 5 >> 63 == 0 and -5 >> 64 == -1 and 5 >> 10 ** 20 == 0 and -5 >> 10 ** 20 == -1
assert 0 << 10 ** 20 == 0 and 0 >> 10 ** 30 == 0 and 2 ** 200 >> 10 ** 30 == 0 and -2 ** 200 >> 10 ** 30 == -1
assert True << 3 == 8 and type(True << 0) is int and 8 >> True == 4 and False << 5 == 0


def shl(a, b):
    return a << b


def shr(a, b):
    return a >> b


raises(ValueError, 'negative shift count', shl, 1, -1)
raises(ValueError, 'negative shift count', shr, 1, -1)
raises(ValueError, 'negative shift count', shl, 0, -1)
raises(ValueError, 'negative shift count', shr, 2 ** 100, -10 ** 30)
raises(ValueError, 'negative shift count', shl, 0, -10 ** 30)
raises(TypeError, "unsupported operand type(s) for <<: 'int' and 'float'", shl, 1, 2.0)
raises(TypeError, "unsupported operand type(s) for >>: 'float' and 'int'", shr, 1.0, 2)
raises(TypeError, "unsupported operand type(s) for <<: 'str' and 'int'", shl, "a", 1)
for big in (2 ** 62, 2 ** 63, 2 ** 64, 10 ** 30):
    try:
        shl(1, big)
    except (OverflowError, MemoryError) as e:
        pass
    else:
        raise AssertionError

x = 1
for i in range(200):
    assert x.bit_length() == i + 1
    x <<= 1
for i in range(201):
    x >>= 1
assert x == 0
x = -1
for i in range(2000):
    x <<= 1
for i in range(2000):
    x >>= 1
assert x == -1
mask = (1 << 64) - 1


def xorshift(s, n):
    for _ in range(n):
        s ^= s << 13 & mask
        s ^= s >> 7
        s ^= s << 17 & mask
    return s


assert xorshift(88172645463325252, 3) == 3453997556048239312
assert xorshift(1, 2000) == 16819223635877332779


def rotl(v, k, width):
    return (v << k | v >> width - k) & (1 << width) - 1


v = 0x123456789ABCDEF0
for k in range(64):
    assert rotl(rotl(v, k, 64), 64 - k, 64) == v
assert hex(rotl(v, 4, 64)) == "0x23456789abcdef01"
acc = 0
for i in range(3000):
    acc += (i << i % 70) >> i % 13
    acc += -i >> i % 5
assert acc == 11929581058857506345285503
print("shifts", xorshift(1, 100), acc)
