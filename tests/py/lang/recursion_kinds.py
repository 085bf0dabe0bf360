"""Recursion through functions, methods, generators, comprehensions, sort keys, properties, __getattr__, decorators, eval."""
import sys


def ack(m, n):
    return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))


assert ack(2, 5) == 13 and ack(1, 50) == 52


def hanoi(n, a="A", b="B", c="C"):
    if n == 0:
        return []
    return hanoi(n - 1, a, c, b) + [(a, c)] + hanoi(n - 1, b, a, c)


assert len(hanoi(8)) == 255 and hanoi(2) == [("A", "B"), ("A", "C"), ("B", "C")]


def perms(xs):
    return [[x, *p] for i, x in enumerate(xs) for p in perms(xs[:i] + xs[i + 1:])] if xs else [[]]


assert len(perms([1, 2, 3, 4])) == 24 and perms([1, 2, 3])[3] == [2, 3, 1]


def flatten(x):
    return [y for item in x for y in flatten(item)] if isinstance(x, list) else [x]


nested = []
for i in range(60):
    nested = [nested, i]
assert flatten(nested) == list(range(60))


class Tree:
    def __init__(self, v, *kids):
        self.v, self.kids = v, kids

    def total(self):
        return self.v + sum(k.total() for k in self.kids)

    @property
    def depth(self):
        return 1 + max((k.depth for k in self.kids), default=0)

    def __iter__(self):
        yield self.v
        for k in self.kids:
            yield from k

    def __len__(self):
        return 1 + sum(map(len, self.kids))

    def __eq__(self, o):
        return self.v == o.v and len(self.kids) == len(o.kids) and all(a == b for a, b in zip(self.kids, o.kids))

    def __repr__(self):
        return "T(%s)" % ", ".join([repr(self.v), *map(repr, self.kids)])

    def __contains__(self, x):
        return x == self.v or any(x in k for k in self.kids)

    def __lt__(self, o):
        return (self.v, list(self.kids)) < (o.v, list(o.kids))

    __hash__ = None


def build(n):
    return Tree(n, *[build(k) for k in range(n)])


t = build(7)
assert t.total() == 127 and t.depth == 8 and len(t) == 128 and list(t)[:6] == [7, 0, 1, 0, 2, 0]
assert t == build(7) and t != build(6) and 5 in t and 9 not in t
assert repr(build(2)) == "T(2, T(0), T(1, T(0)))" and sorted([build(3), build(1)])[0].v == 1
line = Tree(0)
for i in range(1, 120):
    line = Tree(i, line)
assert line.depth == 120 and line.total() == 7140 and sum(line) == 7140 and repr(line).count("(") == 120


class Lazy:
    def __getattr__(self, name):
        if len(name) < 40:
            return getattr(self, name + "x")
        return len(name)


assert Lazy().a == 40


def deco(n):
    return (lambda f: lambda x: f(deco(n - 1)(lambda y: y + 1)(x)) if n else f(x))


assert deco(30)(lambda v: v * 2)(1) == 62
assert eval("(lambda f: f(f, 50))(lambda f, n: n and n + f(f, n - 1))") == 1275


def count_eval(n):
    return 0 if n == 0 else 1 + eval("count_eval(n - 1)", {"count_eval": count_eval, "n": n})


assert count_eval(40) == 40
depth = {"n": 0}


def measure():
    depth["n"] += 1
    measure()


for limit in (200, 500, 3000):
    sys.setrecursionlimit(limit)
    depth["n"] = 0
    try:
        measure()
    except RecursionError:
        pass
    assert limit - 20 < depth["n"] <= limit, (limit, depth)
sys.setrecursionlimit(1000)
def is_even(n): return n == 0 or is_odd(n - 1)
def is_odd(n): return n != 0 and is_even(n - 1)
assert is_even(400) and is_odd(401)
memo = {}
def grid(x, y):
    if (x, y) not in memo:
        memo[x, y] = 1 if 0 in (x, y) else grid(x - 1, y) + grid(x, y - 1)
    return memo[x, y]
assert grid(60, 60) == 96614908840363322603893139521372656
print("recursion", t.total(), grid(30, 30), line.depth)
