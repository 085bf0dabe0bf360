"""int to float rounds once, ties to even, whatever the size of the int."""


def by_ratio(n):
    """The nearest float of a large int, found with small exact steps only."""
    sign, n = (-1, -n) if n < 0 else (1, n)
    shift = max(n.bit_length() - 53, 0)
    kept, rest = n >> shift, n & ((1 << shift) - 1)
    half = 1 << shift >> 1
    if shift and (rest > half or (rest == half and kept & 1)):
        kept += 1
    return sign * (float(kept) * 2.0 ** min(shift, 900) * 2.0 ** max(shift - 900, 0))


print(float(140304157183766695724444319545246055478458511785984))
print(float(10**50), float(10**23), float(2**53 + 1), float(2**53 + 3), float(2**64 - 1))

# Around each power of two: ties, and what is just beside them.
wrong = 0
for bits in (53, 54, 55, 62, 63, 64, 65, 66, 117, 118, 119, 127, 128, 129, 192, 193, 500, 1000, 1022):
    ulp = 1 << max(bits - 52, 0)
    for base in (1 << bits, (1 << bits) + ulp, (1 << bits) + 2 * ulp, (1 << bits + 1) - ulp):
        for beside in (-ulp, -ulp // 2, -1, 0, 1, ulp // 4, ulp // 2 - 1, ulp // 2, ulp // 2 + 1, ulp - 1):
            for n in (base + beside, -base - beside):
                if float(n) != by_ratio(n):
                    wrong += 1
                    print("float", n, float(n), by_ratio(n))
                if n / 1 != float(n) or n.__float__() != float(n) or n * 1.0 != float(n) or 0.0 + n != float(n):
                    wrong += 1
                    print("operators", n)
                if (n == float(n)) != (int(float(n)) == n) or (n < float(n)) != (n < int(float(n))):
                    wrong += 1
                    print("compare", n)
print("wrong:", wrong)

# The sticky bit may stand in any word.
for low in (0, 1, 1 << 30, 1 << 63, 1 << 64, 1 << 140):
    n = (1 << 200) + (1 << 147) + low
    print(low.bit_length(), float(n).hex(), float(-n).hex(), (n / (1 << 10)).hex(), (n * 3 / 3).hex())

# A pseudo-random walk through many sizes.
n, wrong = 1, 0
for step in range(3000):
    n = n * 6364136223846793005 + 1442695040888963407
    n &= (1 << (step % 1000 + 1)) - 1
    wrong += float(n) != by_ratio(n) or complex(n) != by_ratio(n)
print("wrong:", wrong)

largest = (1 << 1024) - (1 << 970)
print(float(largest - 1).hex(), float(1 - largest).hex(), f"{10**30:e}", "%.3f" % 10**25)
for n in (largest, -largest, 1 << 1024, -(10**400)):
    for convert in (float, complex, lambda n: n + 0.5, lambda n: n / 1, lambda n: "%e" % n, lambda n: n**-1):
        try:
            print(convert(n))
        except OverflowError as e:
            print(type(e).__name__, e)
    print(n < 1.7976931348623157e308, n > -1.7976931348623157e308, n == float("inf"), n < float("inf"))
