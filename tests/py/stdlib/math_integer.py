"""math on integers: gcd, lcm, factorial, comb, perm, isqrt, prod, sumprod; big values and exact errors."""
import math


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert math.gcd() == 0 and math.gcd(12, 18) == 6 and math.gcd(-12, 18, 27) == 3 and math.gcd(0, 5) == 5
assert math.gcd(2 ** 100, 6 ** 50) == 2 ** 50 and math.lcm() == 1 and math.lcm(4, 6) == 12
assert math.lcm(0, 5) == 0 and math.lcm(-3, 7) == 21 and math.gcd(True, 4) == 1
assert [math.factorial(n) for n in (0, 1, 5, 20, 21)] == [1, 1, 120, 2432902008176640000, 51090942171709440000]
assert math.factorial(100) % 10 ** 9 == 0 and len(str(math.factorial(1000))) == 2568
assert math.comb(5, 2) == 10 and math.comb(5, 6) == 0 and math.comb(100, 50) == 100891344545564193334812497256
assert math.perm(5, 2) == 20 and math.perm(5) == 120 and math.perm(3, 5) == 0
assert math.comb(62, 31) == 465428353255261088 and math.comb(67, 33) == 14226520737620288370
assert math.comb(10 ** 20, 2) == 10 ** 20 * (10 ** 20 - 1) // 2
for n in list(range(300)) + [2 ** k + d for k in (50, 52, 53, 62, 63, 64, 100, 200) for d in (-1, 0, 1)] + [10 ** 40]:
    r = math.isqrt(n)
    assert r * r <= n < (r + 1) * (r + 1) and type(r) is int
assert math.prod([]) == 1 and math.prod([2, 3, 4]) == 24 and math.prod([2.5, 2]) == 5.0
assert math.prod(range(1, 21)) == math.factorial(20) and math.prod([2, 3], start=10) == 60
assert math.prod([2 ** 63, 2]) == 2 ** 64 and math.prod(["a", 3], start=1) == "aaa"
assert math.sumprod([1, 2, 3], [4, 5, 6]) == 32 and math.sumprod([], []) == 0
assert math.sumprod([1.5, 2], [2, 4]) == 11.0 and math.sumprod([2 ** 62] * 4, [4] * 4) == 2 ** 66
assert math.sumprod([0.1] * 10, [1] * 10) == 1.0
raises(ValueError, 'factorial() not defined for negative values', math.factorial, -1)
raises(TypeError, "'float' object cannot be interpreted as an integer", math.factorial, 5.0)
raises(OverflowError, 'factorial() argument should not exceed 9223372036854775807', math.factorial, 2 ** 70)
raises(TypeError, "'float' object cannot be interpreted as an integer", math.gcd, 1.5)
raises(ValueError, 'isqrt() argument must be nonnegative', math.isqrt, -1)
raises(TypeError, "'float' object cannot be interpreted as an integer", math.isqrt, 4.0)
raises(ValueError, 'n must be a non-negative integer', math.comb, -1, 2)
raises(ValueError, 'k must be a non-negative integer', math.comb, 5, -2)
raises(TypeError, 'comb expected 2 arguments, got 1', math.comb, 5)
raises(TypeError, "'str' object cannot be interpreted as an integer", math.perm, 5, "a")
raises(ValueError, 'factorial() not defined for negative values', math.perm, -5)
raises(TypeError, "'int' object is not iterable", math.prod, 5)
raises(ValueError, 'Inputs are not the same length', math.sumprod, [1], [1, 2])
raises(TypeError, 'sumprod expected 2 arguments, got 1', math.sumprod, [1])


class I:
    def __index__(self):
        return 12


assert math.gcd(I(), 8) == 4 and math.isqrt(I()) == 3 and math.factorial(I()) == 479001600
row = [math.comb(64, k) for k in range(65)]
assert sum(row) == 2 ** 64 and row == row[::-1]
total = 0
for i in range(1, 800):
    total += math.gcd(i * 6, 84) + math.isqrt(i * i * i) + math.lcm(i, 12) - math.comb(i % 20, 3)
assert total == 9102111
print("math integer", total, math.comb(40, 20))
