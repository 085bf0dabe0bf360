"""A 100 000-element tuple unpacked into a call, into displays, and into starred targets."""


def count(*args, **kwargs):
    return len(args) + len(kwargs)


big = tuple(range(100_000))
total = 0
for _ in range(20):
    first, *middle, last = big
    total += first + last + len(middle)
    total += count(*big)
    total += len([*big, *big]) + len((*big, 1)) + len({*big})
names = {f"k{i}": i for i in range(20_000)}
for _ in range(10):
    total += count(**names) + len({**names, "extra": 1})
for _ in range(200):
    a, b, *rest = big[:1000]
    *rest, y, z = rest
    total += a + b + y + z + len(rest)
print(total, max(*big), min(big), sum(big[::3]))
