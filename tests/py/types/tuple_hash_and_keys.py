"""Tuples as keys: nested hashing, equality across number types, identity shortcuts, big tables, unhashable parts."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

d = {}
for i in range(40):
    for j in range(40):
        d[i, j] = i * j
        d[(i, (j, "x"))] = i + j
assert len(d) == 3200
assert all(d[i, j] == i * j and d[i, (j, "x")] == i + j for i in range(40) for j in range(40))
assert d[1.0, True] == 1 and (1, 40) not in d and (1, (2, "y")) not in d and d.get((0.5, 1)) is None
for i in range(0, 40, 2):
    for j in range(40):
        del d[i, j]
assert len(d) == 2400 and (0, 0) not in d and (1, 0) in d
assert hash((1, 2)) == hash((1.0, 2 + 0j)) == hash((True, 2)) and hash((1, 2)) != hash((2, 1))
assert hash(()) == hash(tuple(())) and hash(((),)) != hash(()) and hash((0,)) != hash((0, 0))
assert len({hash((i, j)) for i in range(50) for j in range(50)}) == 2500
assert len({hash((a, b, c)) for a in (-1, 0, 1) for b in (-1, 0, 1) for c in (-1, 0, 1)}) == 27
assert hash((-1,)) == hash((-2,)) and (-1,) != (-2,) and len({(-1,): 0, (-2,): 1}) == 2
for t in ((1, "a"), (None, (1.5, ("b",))), ((),), (frozenset([1]), b"x"), (2 ** 70, -0.0), (..., int, len)):
    assert hash(t) == hash(tuple(list(t))) and t in {t} and {t: 1}[tuple(x for x in t)] == 1
for bad in ([], {}, set(), bytearray(), [1, (2,)]):
    raises(TypeError, "unhashable type: '%s'" % type(bad).__name__, hash, (1, bad))
    raises(TypeError, "cannot use 'tuple' as a dict key (unhashable type: '%s')" % type(bad).__name__, lambda: {(1, (bad,)): 1})
    raises(TypeError, "cannot use 'tuple' as a set element (unhashable type: '%s')" % type(bad).__name__, lambda: {(bad,)})


class H:
    calls = 0

    def __init__(self, v):
        self.v = v

    def __hash__(self):
        H.calls += 1
        return self.v

    def __eq__(self, o):
        return isinstance(o, H) and self.v == o.v


k = (H(1), H(2))
t = {k: "v"}
H.calls = 0
assert t[H(1), H(2)] == "v" and H.calls == 2 and t[k] == "v" and (H(1), H(3)) not in t and (H(1),) not in t
class Raises:
    def __hash__(self): raise ValueError("hash")
raises(ValueError, "hash", hash, (1, Raises()))
raises(ValueError, "hash", lambda: t[1, Raises()])
grid = {(x, y): (x * 3 + y * 5) % 7 for x in range(30) for y in range(30)}
total = 0
for (x, y), v in grid.items():
    total += sum(grid.get((x + dx, y + dy), 0) for dx, dy in ((0, 1), (1, 0), (0, -1), (-1, 0))) * (v == 3)
assert total == 1489
memo = {}
def lcs(a, b, i=0, j=0):
    if (i, j) not in memo:
        memo[i, j] = 0 if i == len(a) or j == len(b) else 1 + lcs(a, b, i + 1,
                j + 1) if a[i] == b[j] else max(lcs(a, b, i + 1, j), lcs(a, b, i, j + 1))
    return memo[i, j]
assert lcs("the quick brown fox", "a quiet crown fax") == 12 and len(memo) > 100
print("tuple keys", total, len(grid))
