"""Unpacking of every iterable: counts, stars, nested targets, errors and what they leave assigned."""


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


class Seq:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError
        return i * 10


def gen(n):
    for i in range(n):
        yield i


SOURCES = [(1, 2, 3), [1, 2, 3], "abc", {1: 2, 3: 4, 5: 6}, gen(3), Seq(3), range(3), iter([7, 8, 9]), b"xyz", {1: 1}.keys(), (), 5, None]
for s in SOURCES:
    name = type(s).__name__

    def three(s=s):
        a, b, c = s
        return a, b, c

    print(name, attempt(three))
for make in (lambda: (1, 2, 3, 4), lambda: [1], lambda: gen(2), lambda: Seq(5), lambda: "", lambda: {"k": 1}):
    def star(): a, *b = make(); return a, b
    def middle(): a, *b, c = make(); return a, b, c
    def last(): *a, b, c = make(); return a, b, c
    def nested(): (a, *b), *c = make(), 5; return a, b, c
    print(*[attempt(f) for f in (star, middle, last, nested)], sep=" | ")
a = b = c = 0
try:
    a, (b, c) = 1, (2,)
except ValueError as e:
    print(e, a, b, c)
x = [1, 2, 3, 4, 5]
x[0], x[1:3], *x[4:] = "z", [9, 8, 7], 6, 5
print(x, [*x, *"ab"], (*gen(2), *()), {*x[:1], *[3]} == {"z", 3}, {**{"a": 1}, **{"a": 2}})
first, *_, end = range(10 ** 5)
print(first, end, len(_))
i = 0
i, x[i] = 1, "at one"
print(x, (lambda *p, k, **q: (p, k, q))(*[1, 2], *gen(2), k=3, **{"z": 4}))
