"""Sorting a million: sorted, reversed, nearly sorted, random, few values, by key, strings."""

n = 1_000_000
up = list(range(n))
assert sorted(up) == up
down = up[::-1]
down.sort()
assert down == up

seed = 12345
random = []
for _ in range(n // 2):
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    random.append(seed)
ordered = sorted(random)
assert all(ordered[i] <= ordered[i + 1] for i in range(0, len(ordered) - 1, 97))

nearly = up[:]
for i in range(0, n - 10, 1000):
    nearly[i], nearly[i + 7] = nearly[i + 7], nearly[i]
nearly.sort()
assert nearly == up

few = sorted(x % 10 for x in random)
floats = sorted(x * 0.5 for x in random[:200_000])
by_key = sorted(random[:200_000], key=lambda x: -x)
words = sorted(str(x) for x in random[:200_000])
pairs = sorted((x % 100, i) for i, x in enumerate(random[:200_000]))
assert by_key == sorted(random[:200_000], reverse=True)
print(ordered[0], ordered[-1], few[len(few) // 2], floats[1000], words[0], words[-1], pairs[5000])
