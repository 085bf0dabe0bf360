"""Extended slices of list, tuple, str, bytes and range agree for random bounds, huge ints, and objects with __index__."""


class Ix:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


seed = 7


def rnd(n):
    global seed
    seed = seed * 48271 % 2147483647
    return seed % n


BIG = [2 ** 31, 2 ** 62, 2 ** 63 - 1, 2 ** 63, 2 ** 64, 10 ** 30]
n = 0
for trial in range(1500):
    size = rnd(9)
    l = list(range(size))
    t, s, b, r, a = tuple(l), "".join(map(chr, l)), bytes(l), range(size), bytearray(l)

    def bound():
        k = rnd(12)
        if k == 0:
            return None
        v = rnd(24) - 12 if k < 9 else BIG[rnd(6)] * (1 if rnd(2) else -1)
        return Ix(v) if k == 8 else v
    start, stop = bound(), bound()
    step = (None, 1, -1, 2, -2, 3, -5, BIG[rnd(6)], -BIG[rnd(6)])[rnd(9)]
    sl = slice(start, stop, step)
    plain = slice(*[x.v if isinstance(x, Ix) else x for x in (start, stop, step)])
    want = [l[i] for i in range(*plain.indices(size))]
    assert l[sl] == l[start:stop:step] == want and list(t[sl]) == want and list(map(ord, s[sl])) == want
    assert list(b[sl]) == want and list(r[sl]) == want and list(a[sl]) == want
    assert list(memoryview(b)[sl]) == want
    assert sl.indices(size) == plain.indices(size) and len(l[sl]) == len(range(*sl.indices(size)))
    c = l[:]
    del c[sl]
    assert c == [x for i, x in enumerate(l) if x not in want]
    c = l[:]
    try:
        c[sl] = want
    except ValueError:
        raise AssertionError
    assert c == l if step not in (None, 1) or plain.indices(size)[0] <= plain.indices(size)[1] else len(c) == size
    n += len(want)
x = list(range(10))
x[8:2:-2] = "abc"
assert x == [0, 1, 2, 3, "c", 5, "b", 7, "a", 9]
x[::3] = x[::-3]
assert x == [9, 1, 2, 'b', 'c', 5, 3, 7, 'a', 0]
x[-3:] = x[:3]
x[1:-1:4] = [None] * 2
assert x == [9, None, 2, 'b', 'c', None, 3, 9, 1, 2]
matrix = [[10 * i + j for j in range(6)] for i in range(6)]
for row in matrix[::2]:
    row[1::2] = row[::2]
matrix[::5] = matrix[::-5]
assert [sum(r) for r in matrix] == [315, 75, 132, 195, 252, 12]
assert [r[::-2] for r in matrix[1::2]] == [[15, 13, 11], [35, 33, 31], [4, 2, 0]]
print("slices", n, x)
