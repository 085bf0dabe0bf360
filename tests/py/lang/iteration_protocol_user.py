"""User iterators in every consumer: for, unpacking, stars, in, comprehension, builtins, yield from, zip; counting calls."""


class Src:
    """Counts the calls of its protocol methods."""

    def __init__(self, n, fail=None):
        self.n, self.fail, self.iters, self.nexts, self.i = n, fail, 0, 0, 0

    def __iter__(self):
        self.iters += 1
        self.i = 0
        return self

    def __next__(self):
        self.nexts += 1
        if self.i == self.fail:
            raise OSError("fail")
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


def use(fn, n=3):
    s = Src(n)
    return fn(s), s.iters, s.nexts


def loop(s):
    out = []
    for x in s:
        out.append(x)
    return out


def unpack(s):
    a, b, c = s
    return a, b, c


def gen(s):
    yield from s


CASES = [("for", loop), ("unpack", unpack), ("star target", lambda s: (lambda a, *b: (a, b))(*s)),
        ("list", list), ("tuple", tuple), ("set", set), ("frozenset", frozenset),
        ("dict", lambda s: dict.fromkeys(s)), ("sum", sum), ("max", max), ("min", min), ("sorted", sorted),
        ("any", any), ("all", all), ("in hit", lambda s: 2 in s), ("in miss", lambda s: 9 in s),
        ("not in", lambda s: 1 not in s), ("listcomp", lambda s: [x for x in s]),
        ("setcomp", lambda s: {x for x in s}), ("dictcomp", lambda s: {x: 1 for x in s}),
        ("genexpr", lambda s: list(x for x in s)), ("display", lambda s: [*s]),
        ("tuple display", lambda s: (*s, 9)), ("set display", lambda s: {*s}),
        ("call", lambda s: (lambda *a: a)(*s)), ("print args", lambda s: "%s-%s-%s" % (*s,)),
        ("extend", lambda s: [0].extend(s)), ("iadd", lambda s: exec("l = []\nl += s", {"s": s})),
        ("slice assign", lambda s: [1, 2].__setitem__(slice(0, 1), s)),
        ("zip", lambda s: list(zip(s, "abcdef"))), ("zip2", lambda s: list(zip("ab", s))),
        ("zip strict", lambda s: list(zip("abc", s, strict=True))), ("map", lambda s: list(map(str, s))),
        ("filter", lambda s: list(filter(None, s))), ("enumerate", lambda s: list(enumerate(s))),
        ("iter next", lambda s: next(iter(s))), ("yield from", lambda s: list(gen(s))), ("bytes", bytes),
        ("bytearray", bytearray), ("union", lambda s: {0}.union(s)), ("update", lambda s: set().update(s)),
        ("isdisjoint", lambda s: {7}.isdisjoint(s)), ("issuperset", lambda s: {1, 2, 3}.issuperset(s)),
        ("issubset", lambda s: {1}.issubset(s)), ("join", lambda s: ",".join(map(str, s))),
        ("reversed list", lambda s: list(reversed(list(s)))), ("for else", lambda s: [x for x in s][-1]),
        ("nested", lambda s: [(x, y) for x in s for y in "ab"])]
for name, fn in CASES:
    print(name, *use(fn))
for name, fn in CASES:
    s = Src(5, fail=1)
    try:
        r = fn(s)
        assert name in ("any", "iter next", "not in") or r is not None, name
        print("no failure:", name, r)
    except OSError as e:
        assert str(e) == "fail" and s.nexts == 2, name
    except ValueError as e:
        print(name, e)
s = Src(2000)
assert sum(s) == 2001000 and max(s) == 2000 and sum(x for x in s if x % 2) == 1000000 and s.iters == 3
assert len([*s]) == 2000
a, *b, c = Src(6)
assert (a, b, c) == (1, [1, 2, 3, 4, 5], 6)  # iter() is asked again for the rest
pairs = 0
outer, inner = Src(20), Src(20)
for x in outer:
    for y in inner:
        if y > x:
            break
        pairs += 1
assert pairs == 210 and inner.iters == 20
shared = Src(10)
it = iter(shared)
assert next(it) == 1 and list(zip(it, it)) == [(1, 2), (3, 4), (5, 6), (7, 8), (9, 10)]
assert list(it) == list(range(1, 11))
print("protocol", len(CASES), pairs)
