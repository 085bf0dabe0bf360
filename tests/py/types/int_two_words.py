# Ints of 51 to 128 bits, which are computed in machine words, around every boundary; each result
# is compared with one that is put together from small pieces.
import itertools

edges = sorted({s * (2**k + d) for k in (0, 31, 49, 50, 51, 62, 63, 64, 65, 126, 127, 128, 129) for d in (-1, 0, 1) for s in (1, -1)})
BASE = 1 << 20


def digits(n):
    out = []
    while n:
        n, d = divmod(n, BASE)
        out.append(d)
    return out


def join(parts):
    total = 0
    for i, d in enumerate(parts):
        total += d << (20 * i)
    return total


def slow_mul(a, b):
    sign = (a < 0) != (b < 0)
    x, y = digits(abs(a)), digits(abs(b))
    parts = [0] * (len(x) + len(y))
    for i, d in enumerate(x):
        for j, e in enumerate(y):
            parts[i + j] += d * e
    product = join(parts)
    return -product if sign else product


total = 0
for a, b in itertools.product(edges, edges):
    product = a * b
    assert product == slow_mul(a, b), (a, b)
    assert (a + b) - b == a and (a - b) + b == a, (a, b)
    assert (a ^ b) ^ b == a and (a & b) + (a | b) == a + b and (a | b) - (a & b) == a ^ b, (a, b)
    if b:
        q, r = a // b, a % b
        assert (q, r) == divmod(a, b) and q * b + r == a, (a, b)
        assert (0 <= r < b) if b > 0 else (b < r <= 0), (a, b)
    assert (a < b) == (a - b < 0) and (a == b) == (not a - b)
    total = (total * 31 + hash(product) + hash(a - b)) % (2**61 - 1)
print(total)

for a in edges:
    for count in (0, 1, 13, 49, 50, 51, 63, 64, 65, 126, 127, 128, 129, 1000):
        power = 1
        for _ in range(count):
            power += power
        assert a << count == slow_mul(a, power), (a, count)
        assert a >> count == a // power, (a, count)
    assert -a + a == 0 and ~a == -a - 1 and abs(a) in (a, -a)
    for bad in ("a << -1", "a >> -1", "a // 0", "a % 0"):
        try:
            eval(bad)
        except (ValueError, ZeroDivisionError) as e:
            message = str(e)
        else:
            assert False
        assert message in ("negative shift count", "division by zero"), message


class I(int):
    def __and__(self, other):
        return "I&"

    def __rand__(self, other):
        return "&I"

    def __lshift__(self, other):
        return "I<<"

    def __radd__(self, other):
        return "+I"


def operators(a, b):
    return a & b, a << 3, a + b


for _ in range(3):
    print(operators(2**64, 2**63))
    print(operators(I(2**64), 2**63), operators(2**64, I(2**63)), operators(2**64, True))
    print(type(I(2**64) ^ 1), type(I(2**64) >> 1))


def masked(n):
    h = 0xCBF29CE484222325
    for i in range(n):
        h = ((h ^ (i & 255)) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
        h ^= h >> 29
        h = (h << 7 | h >> 57) & 0xFFFFFFFFFFFFFFFF
    return h


print(masked(1000))
x = 2**64
y = x
x += 1
assert y == 2**64 and x is not y
