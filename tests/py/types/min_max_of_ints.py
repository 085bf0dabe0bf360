# The least and the greatest of rows and sets of ints, and of what is no such row after all.
from itertools import permutations


class L(list):
    def __iter__(self):
        return iter([5, 6])


class Big(int):
    def __lt__(self, other):
        return True

    def __gt__(self, other):
        return True


rows = [[3, 1, 2], (3, 1, 2), {3, 1, 2}, frozenset((3, 1, 2)), [7], (7,), {7}, range(4), L([1, 9])]
rows += [[2**70, 1], [-(2**70), 1], [2**50, -(2**50)], [1.0, 1, True], [True, 1.0, 1], [1, True], [0, -0.0, False]]
rows += [[3, 1.5, 2], [2, float("nan"), 1], [float("nan"), 2, 1], ["b", "a"], [Big(3), 1, 2], [1, 2, Big(0)]]
rows += [set(range(100, 0, -3)), frozenset(range(-50, 50)), [[2], [1]]]
for row in rows:
    print(repr(min(row)), repr(max(row)), type(min(row)).__name__, type(max(row)).__name__)
for row in ([], (), set(), frozenset()):
    for f in (min, max):
        try:
            f(row)
        except ValueError as e:
            print(e)
        print(f(row, default="none"), f(row, default=None))
for row in ([1, "a"], (None, 1), {1, "a"}):
    try:
        min(row)
        print("no error")
    except TypeError as e:
        print(str(e).replace("'int' and 'str'", "two types").replace("'str' and 'int'", "two types"))
print(min([1, -5, 3], key=abs), max({-7, 2}, key=lambda v: -v), min([], default=3, key=None), max([4, 9], key=None))
print({(min(p), max(p)) for p in permutations([0, -1, 2**50, 5])})

# Copies and differences of sets of many sizes.
for n in (0, 1, 4, 5, 20, 60, 200):
    a = set(range(n))
    for m in (0, 1, n // 5, n // 2, n, 2 * n):
        b = frozenset(range(m // 2, m))
        c = a - b
        a.discard(n - 1)
        print(n, m, len(c), sum(c), len(a | b), len(a & b), len(a ^ b), a.copy() == a, c <= a | c, min(c, default=None))
