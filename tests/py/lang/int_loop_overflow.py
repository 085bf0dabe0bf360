"""Int accumulators in hot loops that cross 2**50, 2**51, 2**62, 2**63 and 2**64 stay exact."""


def add_across(start, step, count):
    x = start
    for _ in range(count):
        x = x + step
    return x


def sub_across(start, step, count):
    x = start
    i = 0
    while i < count:
        x -= step
        i += 1
    return x


def mul_across(start, factor, count):
    x = start
    for _ in range(count):
        x *= factor
    return x


for bits in (31, 32, 50, 51, 52, 53, 62, 63, 64, 127, 128):
    edge = 1 << bits
    assert add_across(edge - 1000, 1, 2000) == edge + 1000
    assert add_across(edge - 3, 1, 3) == edge
    assert add_across(-edge + 1000, -1, 2000) == -edge - 1000
    assert sub_across(-edge + 1000, 1, 2000) == -edge - 1000
    assert sub_across(edge + 1000, 1, 2000) == edge - 1000
    assert add_across(edge, edge, 3) == 4 * edge
    assert add_across(edge - 1, edge - 1, 2000) == 2001 * (edge - 1)
    assert sub_across(-edge, edge, 1000) == -1001 * edge
    assert -(-edge) == edge and abs(-edge) == edge
    assert (edge - 1) * (edge - 1) == (1 << (2 * bits)) - (1 << (bits + 1)) + 1

for base in (2, 3, 7, 10, -2, -3):
    got = mul_across(1, base, 200)
    want = base ** 200
    assert got == want
    assert mul_across(got, 1, 5) == got

# The same code object goes small -> big -> small, so no decision may stick.
trace = []
x = 1
for i in range(300):
    if i < 150:
        x = x * 2 + 1
    else:
        x = (x - 1) // 2
    trace.append(x)
assert trace[149] == 2 ** 151 - 1
assert trace[-1] == 1
assert trace[10] == 2 ** 12 - 1
assert trace[60] == 2 ** 62 - 1
assert trace[61] == 2 ** 63 - 1
assert trace[62] == 2 ** 64 - 1

# Sums of squares, a value that leaves the small range only late.
total = 0
for i in range(200000, 204000):
    total += i * i * i
assert total == sum([k * k * k for k in range(200000, 204000)])
n = 203999
m = 199999
assert total == (n * (n + 1) // 2) ** 2 - (m * (m + 1) // 2) ** 2

h = 0
for i in range(3000):
    h = (h * 31 + i) & 0xFFFFFFFF
h2 = 0
for i in range(3000):
    h2 = h2 * 31 + i
assert h == h2 % 2 ** 32
print("overflow", h, total, h2.bit_length())
