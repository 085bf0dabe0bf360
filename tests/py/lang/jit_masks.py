# Arithmetic under a mask may lose upper bits only where nobody sees them.
M31, M32, M62, M63 = 2**31 - 1, 2**32 - 1, 2**62 - 1, 2**63 - 1


def lcg(n, x):
    for _ in range(n):
        x = (x * 1103515245 + 12345) & 2147483647
    return x


def lcg_slowly(n, x):
    for _ in [None] * n:
        x = (x * 1103515245 + 12345) % 2**31
    return x


assert lcg(3000, 42) == lcg_slowly(3000, 42)
assert lcg(3000, -42) == lcg_slowly(3000, -42)


def wide(n, x, y):
    for i in range(n):
        x = (x * 6364136223846793005 + (y << 17) - i * x) & 9223372036854775807
        y = ((x ^ y) + ~x) & 4611686018427387903
    return x, y


def wide_slowly(n, x, y):
    for i in list(range(n)):
        x = (x * 6364136223846793005 + y * 2**17 - i * x) % 2**63
        y = ((x ^ y) + ~x) % 2**62
    return x, y


for x, y in ((1, 2), (-1, 2**50 - 1), (2**50 - 1, -(2**50))):
    assert wide(2500, x, y) == wide_slowly(2500, x, y)


def seen_elsewhere(n, x):
    """The product is kept, so it must be whole."""
    largest = 0
    for i in range(n):
        product = x * 2862933555777941757
        if product > largest:
            largest = product
        x = (product + 3037000493) & 1152921504606846975
    return x, largest


def seen_elsewhere_slowly(n, x):
    largest = 0
    for i in list(range(n)):
        product = x * 2862933555777941757
        largest = max(largest, product)
        x = (product + 3037000493) % 2**60
    return x, largest


assert seen_elsewhere(2500, 12345) == seen_elsewhere_slowly(2500, 12345)


def kept_for_later(n, x):
    """Nothing in the loop but the state behind it sees the sum."""
    total = 0
    for i in range(n):
        total = x * 3037000493 + 4611686018427387904
        x = total & 4294967295
    return x, total


def kept_for_later_slowly(n, x):
    total = 0
    for i in list(range(n)):
        total = x * 3037000493 + 4611686018427387904
        x = total % 2**32
    return x, total


assert kept_for_later(2500, 99) == kept_for_later_slowly(2500, 99)


def shifted_down(n, x):
    """Upper bits come down again before the mask."""
    for i in range(n):
        x = ((x * 4611686018427387905 + i) >> 20) & 4398046511103
    return x


def shifted_down_slowly(n, x):
    for i in list(range(n)):
        x = ((x * 4611686018427387905 + i) // 2**20) % 2**42
    return x


assert shifted_down(2500, 7) == shifted_down_slowly(2500, 7)


def rest(n, x):
    """A rest by a power of two is a mask, by another number it is none."""
    y = x
    for i in range(n):
        x = (x * 2862933555777941757 + i) % 1152921504606846976
        y = (y * 2862933555777941757 + i) % 1152921504606846975
    return x, y


def rest_slowly(n, x):
    y = x
    for i in list(range(n)):
        x = (x * 2862933555777941757 + i) & (2**60 - 1)
        y = divmod(y * 2862933555777941757 + i, 2**60 - 1)[1]
    return x, y


assert rest(2500, 5) == rest_slowly(2500, 5)
assert rest(2500, -5) == rest_slowly(2500, -5)


def negative_mask(n, x):
    for i in range(n):
        x = (x * 3 + i) & -2
    return x


def negative_mask_slowly(n, x):
    for i in list(range(n)):
        x = (x * 3 + i) // 2 * 2
    return x


assert negative_mask(1500, 5) == negative_mask_slowly(1500, 5)


def shift_by_value(n, x, by):
    for i in range(n):
        x = (x << by) & 1048575
        x += i
        by = i & 127
    return x


def shift_by_value_slowly(n, x, by):
    for i in list(range(n)):
        x = x * 2**by % 2**20
        x += i
        by = i % 128
    return x


assert shift_by_value(2500, 5, 3) == shift_by_value_slowly(2500, 5, 3)


def fails_between(n, x, d):
    """An exit between the product and the mask must know the product."""
    total = 0
    for i in range(n):
        total = ((x * 6364136223846793005) + 10 // d) & 4611686018427387903
        x = total
        d -= 1
    return total


try:
    fails_between(3000, 5, 2000)
    assert False
except ZeroDivisionError:
    pass

# Called often, whole functions become units.
for i in range(30):
    assert wide(20, i, -i) == wide_slowly(20, i, -i)
    assert seen_elsewhere(20, 12345 + i) == seen_elsewhere_slowly(20, 12345 + i)
    assert kept_for_later(20, 99 + i) == kept_for_later_slowly(20, 99 + i)
    assert shifted_down(20, 7 + i) == shifted_down_slowly(20, 7 + i)
    assert rest(20, 5 - i) == rest_slowly(20, 5 - i)
