"""int + - * at the edges of the small, 63 and 64 bit ranges, against arithmetic on digit lists."""

EDGES = [0, 1, -1, 2, -2, 9, 10]
for bits in (15, 30, 31, 32, 49, 50, 51, 52, 53, 61, 62, 63, 64, 65, 100, 128, 200):
    for off in (-2, -1, 0, 1, 2):
        EDGES.append((1 << bits) + off)
        EDGES.append(-(1 << bits) + off)


def to_digits(n):
    """Sign and base 1000 digits by way of text only."""
    s = str(n)
    neg = s[0] == "-"
    if neg:
        s = s[1:]
    out = []
    while s:
        out.append(int(s[-3:]))
        s = s[:-3]
    return neg, out


def text_add(a, b):
    out, carry = [], 0
    for i in range(max(len(a), len(b))):
        t = (a[i] if i < len(a) else 0) + (b[i] if i < len(b) else 0) + carry
        out.append(t % 1000)
        carry = t // 1000
    if carry:
        out.append(carry)
    return out


def text_mul(a, b):
    out = [0] * (len(a) + len(b) + 1)
    for i, x in enumerate(a):
        carry = 0
        for j, y in enumerate(b):
            t = out[i + j] + x * y + carry
            out[i + j] = t % 1000
            carry = t // 1000
        k = i + len(b)
        while carry:
            t = out[k] + carry
            out[k] = t % 1000
            carry = t // 1000
            k += 1
    return out


def show(neg, digits):
    s = "".join(["%03d" % d for d in digits[::-1]]).lstrip("0") or "0"
    return "-" + s if neg and s != "0" else s


checked = 0
for a in EDGES:
    an, ad = to_digits(a)
    assert show(an, ad) == str(a)
    assert a + 0 == a == a - 0 == a * 1 and a * 0 == 0 and a - a == 0 and -(-a) == a
    assert a + a == 2 * a == a << 1 and a * -1 == -a and +a == a and ~a == -a - 1
    assert (a > 0) == (not an and a != 0) and abs(a) == (-a if an else a)
    for b in EDGES[::3]:
        bn, bd = to_digits(b)
        assert str(a * b) == show(an != bn, text_mul(ad, bd))
        if an == bn:
            assert str(a + b) == show(an, text_add(ad, bd))
        else:
            assert str(a - b) == show(an, text_add(ad, bd))
        assert (a + b) - b == a and (a - b) + b == a and a - b == -(b - a)
        assert (a < b) == (a - b < 0) and (a == b) == (a - b == 0) and (a >= b) == (not a < b)
        assert (a + b) * (a - b) == a * a - b * b
        checked += 1
m = 2 ** 63
assert str(m) == "9223372036854775808" and str(-m) == "-9223372036854775808" and -m - 1 < -m < m - 1 < m
assert str(2 ** 64) == "18446744073709551616" and 2 ** 32 * 2 ** 32 == 2 ** 64
assert 3037000500 ** 2 == 9223372037000250000 and 3037000499 * 3037000499 == 9223372030926249001
assert 94906267 * 94906267 == 9007199515875289 and 33554432 * 67108864 == 2 ** 51
print("boundaries", len(EDGES), checked)
