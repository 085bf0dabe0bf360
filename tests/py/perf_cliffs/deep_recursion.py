"""50 000 Python calls deep with the limit raised, more than once, and through several kinds of call."""
import sys

sys.setrecursionlimit(60_000)


def plain(n):
    return 0 if n == 0 else 1 + plain(n - 1)


class Node:
    def method(self, n):
        return 0 if n == 0 else 1 + self.method(n - 1)

    def keywords(self, *, n, **rest):
        return 0 if n == 0 else 1 + self.keywords(n=n - 1, **rest)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


for _ in range(5):
    assert plain(50_000) == 50_000
node = Node()
assert node.method(50_000) == 50_000
assert node.keywords(n=5_000, extra=1) == 5_000
assert even(50_000) is True

sys.setrecursionlimit(1000)
caught = 0
for _ in range(200):
    try:
        plain(5000)
    except RecursionError as error:
        assert "maximum recursion depth exceeded" in str(error)
        caught += 1
print(plain(500), caught)
