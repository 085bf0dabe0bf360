"""Number theory on small and big ints: gcd variants, CRT, primes, perfect powers, continued fractions, bases, gray codes."""


def egcd(a, b):
    x0, x1, y0, y1 = 1, 0, 0, 1
    while b:
        q, a, b = a // b, b, a % b
        x0, x1 = x1, x0 - q * x1
        y0, y1 = y1, y0 - q * y1
    return a, x0, y0


for a in (0, 1, 12, -18, 2 ** 50, 10 ** 20 + 39, -(2 ** 64)):
    for b in (1, 7, -5, 2 ** 63, 3 ** 40):
        g, x, y = egcd(a, b)
        assert a * x + b * y == g and a % g == 0 == b % g


def crt(rs, ms):
    x, m = 0, 1
    for r, n in zip(rs, ms):
        g, p, q = egcd(m, n)
        assert g in (1, -1)
        x = (x + m * (p * g * (r - x) % n)) % (m * n)
        m *= n
    return x, m


x, m = crt([2, 3, 2], [3, 5, 7])
assert (x, m) == (23, 105)
primes = [10 ** 9 + 7, 10 ** 9 + 9, 2 ** 61 - 1, 998244353]
secret = 123456789012345678901234567890
assert crt([secret % p for p in primes], primes)[0] == secret


def isqrt(n):
    x = 1 << (n.bit_length() + 1) // 2
    while True:
        y = (x + n // x) // 2
        if y >= x:
            return x
        x = y


for n in (1, 2, 15, 16, 17, 2 ** 50 - 1, 2 ** 50, 2 ** 62, 2 ** 63 - 1, 2 ** 64, 10 ** 40, 7 ** 51):
    r = isqrt(n)
    assert r * r <= n < (r + 1) ** 2


def factor(n):
    out, d = [], 2
    while d * d <= n:
        while n % d == 0:
            out.append(d)
            n //= d
        d += 1 if d == 2 else 2
    return out + [n] * (n > 1)


for n in (1, 2, 97, 360, 1001, 2 ** 20, 999983, 600851475143, 3 * 5 * 7 * 11 * 13 * 17 * 19):
    p = 1
    for f in factor(n):
        p *= f
    assert p == n
assert factor(600851475143) == [71, 839, 1471, 6857]


def to_base(n, b):
    if n < 0:
        return "-" + to_base(-n, b)
    out = ""
    while True:
        n, r = divmod(n, b)
        out = "0123456789abcdefghijklmnopqrstuvwxyz"[r] + out
        if not n:
            return out


for b in (2, 3, 10, 16, 36):
    for n in (0, 1, -1, 255, 2 ** 50, -(2 ** 63), 10 ** 25):
        assert int(to_base(n, b), b) == n
assert to_base(255, 2) == bin(255)[2:] and to_base(-255, 16) == "-ff"


def cf(num, den, k):
    out = []
    while den and k:
        q = num // den
        out.append(q)
        num, den = den, num - q * den
        k -= 1
    return out


def uncf(terms):
    n, d = 1, 0
    for t in reversed(terms):
        n, d = t * n + d, n
    return n, d


assert cf(415, 93, 10) == [4, 2, 6, 7] and uncf([4, 2, 6, 7]) == (415, 93) and cf(-7, 2, 5) == [-4, 2]
assert uncf(cf(3141592653589793, 10 ** 15, 4)) == (355, 113)
e = [2] + [v for k in range(1, 30) for v in (1, 2 * k, 1)]
n, d = uncf(e)
assert str(n * 10 ** 30 // d) == "2718281828459045235360287471352"


def pi_digits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return "".join(map(str, out))


assert pi_digits(60) == "314159265358979323846264338327950288419716939937510582097494"
catalan = [1]
for i in range(60):
    catalan.append(catalan[-1] * 2 * (2 * i + 1) // (i + 2))
assert catalan[10] == 16796 and catalan[50] == 1978261657756160653623774456
part = [1] + [0] * 200
for k in range(1, 201):
    for i in range(k, 201):
        part[i] += part[i - k]
assert part[100] == 190569292 and part[200] == 3972999029388
f = 1
for i in range(2, 101):
    f *= i
z = 0
while f % 10 == 0:
    f //= 10
    z += 1
assert z == 24 and f % 10 == 4
print("number theory", x, pi_digits(15), catalan[30])
