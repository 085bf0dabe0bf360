"""Hot integer loops: //, %, **, shifts, masks, signs, divmod and comparisons at changing widths against slow models."""


def model_floordiv(a, b):
    """Floor division by repeated subtraction on absolute values, digit by digit."""
    neg = (a < 0) != (b < 0)
    x, y = abs(a), abs(b)
    q = r = 0
    for bit in bin(x)[2:]:
        r = r * 2 + (bit == "1")
        q *= 2
        if r >= y:
            r -= y
            q += 1
    if neg:
        q, r = (-q, 0) if r == 0 else (-q - 1, y - r)
    return q, (-r if b < 0 and r else r)


def hot(a, b, n):
    q = m = 0
    for _ in range(n):
        q = a // b
        m = a % b
    return q, m


EDGE = [1, 2, 3, 7, 10, 2 ** 31, 2 ** 50 - 1, 2 ** 50, 2 ** 50 + 1, 2 ** 62, 2 ** 63 - 1, 2 ** 63, 2 ** 64 + 1, 10 ** 25]
EDGE += [-e for e in EDGE]
for a in EDGE + [0]:
    for b in EDGE[::3]:
        assert hot(a, b, 2) == model_floordiv(a, b) == divmod(a, b), (a, b)


def lcg(seed, n):
    x = seed
    for _ in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    return x


def lcg_mod(seed, n):
    x = seed
    for _ in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return x


assert lcg(1, 1000) == lcg_mod(1, 1000) == 17660865281050590889


def signed32(x):
    x &= 0xFFFFFFFF
    return x - 0x100000000 if x & 0x80000000 else x


h = 0
for c in "the quick brown fox " * 30:
    h = signed32(h * 31 + ord(c))
assert h == 537397926


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


assert [collatz(k) for k in (1, 7, 27, 97, 871, 2 ** 60 + 1, 10 ** 18 + 9)] == [0, 16, 111, 118, 178, 479, 370]


def digits(n):
    s = 0
    while n:
        n, d = divmod(n, 10)
        s += d
    return s


assert [digits(v) for v in (0, 9, 12345, 2 ** 50, 2 ** 64, 7 ** 100)] == [sum(map(int, str(v)))
        for v in (0, 9, 12345, 2 ** 50, 2 ** 64, 7 ** 100)]


def gray_popcount(n):
    t = 0
    for i in range(-n, n):
        g = i ^ (i >> 1)
        t += (g & 0xFFFF).bit_count() - (~g & 7) + (i << 3 >> 2) + -i % 5 + i // -3
    return t


assert gray_popcount(1500) == 8512


def powmod(b, e, m):
    r = 1
    b %= m
    while e > 0:
        if e & 1:
            r = r * b % m
        b = b * b % m
        e >>= 1
    return r


for b, e, m in ((3, 200, 10 ** 9 + 7), (2 ** 40, 12345, 2 ** 61 - 1), (-7, 33, 1000), (10 ** 30, 99, 10 ** 20 + 39), (5, 0, 7)):
    assert powmod(b, e, m) == pow(b, e, m)
acc = 1
widths = set()
for i in range(1, 1200):
    acc = acc * (i % 9 + 1) + i
    if acc.bit_length() > 140:
        acc >>= 90 + i % 40
    acc = -acc if i % 5 == 0 else acc
    widths.add(acc.bit_length() // 16)
assert acc == -2296992803268890028120433273747 and len(widths) >= 6
fib = [0, 1]
while len(fib) < 400:
    fib.append(fib[-1] + fib[-2])
assert all(fib[n] ** 2 - fib[n - 1] * fib[n + 1] == (-1) ** (n + 1) for n in range(1, 399))
assert fib[93] == 12200160415121876738
print("int mix", h, acc, lcg(7, 10))
