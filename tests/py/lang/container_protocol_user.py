"""A mapping, a sequence, a matrix and a number class with full protocols used through operators, loops and builtins."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]

    def __getitem__(self, k):
        if isinstance(k, tuple):
            i, j = k
            if isinstance(i, slice) or isinstance(j, slice):
                ii = range(*i.indices(len(self.rows))) if isinstance(i, slice) else [i]
                jj = range(*j.indices(len(self.rows[0]))) if isinstance(j, slice) else [j]
                return Matrix([[self.rows[a][b] for b in jj] for a in ii])
            return self.rows[i][j]
        return self.rows[k]

    def __setitem__(self, k, v):
        self.rows[k[0]][k[1]] = v

    def __delitem__(self, k):
        del self.rows[k]

    def __len__(self):
        return len(self.rows)

    def __iter__(self):
        return (x for r in self.rows for x in r)

    def __contains__(self, x):
        return any(x in r for r in self.rows)

    def __matmul__(self, o):
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])

    def __mul__(self, k):
        return Matrix([[x * k for x in r] for r in self.rows])

    __rmul__ = __mul__

    def __add__(self, o):
        return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, o.rows)])

    def __pow__(self, n):
        out = Matrix([[int(i == j) for j in range(len(self))] for i in range(len(self))])
        base = self
        while n:
            if n & 1:
                out = out @ base
            base = base @ base
            n >>= 1
        return out

    def __neg__(self):
        return self * -1

    def __eq__(self, o):
        return isinstance(o, Matrix) and self.rows == o.rows

    def __repr__(self):
        return "M" + repr(self.rows)

    def __format__(self, spec):
        return "\n".join(" ".join(format(x, spec) for x in r) for r in self.rows)

    def __bool__(self):
        return any(self)

    def __iadd__(self, o):
        for r, s in zip(self.rows, o.rows):
            for j, x in enumerate(s):
                r[j] += x
        return self

    __hash__ = None


m = Matrix([[1, 2], [3, 4]])
assert m[0, 1] == 2 and m[1] == [3, 4] and len(m) == 2 and list(m) == [1, 2, 3, 4] and 4 in m and 9 not in m
assert m @ m == Matrix([[7, 10], [15, 22]]) and m * 2 == 2 * m == m + m
assert repr(-m) == "M[[-1, -2], [-3, -4]]" and f"{m:>3}" == "  1   2\n  3   4" and bool(m)
assert not Matrix([[0, 0]]) and sum(m) == 10 and max(m) == 4
m[0, 0] = 5
old = m
m += Matrix([[1, 1], [1, 1]])
assert m is old and m.rows == [[6, 3], [4, 5]] and m[:, 0].rows == [[6], [4]] and m[0, ::-1].rows == [[3, 6]]
assert m[-1:, -1:].rows == [[5]]
raises(AttributeError, "'int' object has no attribute 'rows'", lambda: m @ 5)
raises(TypeError, "unsupported operand type(s) for -: 'Matrix' and 'Matrix'", lambda: m - m)
raises(TypeError, "unhashable type: 'Matrix'", hash, m)
raises(IndexError, 'list index out of range', lambda: m[5, 0])
fib = [0, 1]
while len(fib) <= 300:
    fib.append(fib[-1] + fib[-2])
assert [(Matrix([[1, 1], [1, 0]]) ** n)[0, 1] for n in (1, 2, 10, 90, 100, 300)] == [fib[n] for n in (1, 2, 10, 90, 100, 300)]
del m[0]
assert m.rows == [[4, 5]]


class Poly:
    def __init__(self, *c):
        self.c = list(c)

    def __call__(self, x):
        t = 0
        for k in reversed(self.c):
            t = t * x + k
        return t

    def __add__(self, o):
        o = o if isinstance(o, Poly) else Poly(o)
        n = max(len(self.c), len(o.c))
        return Poly(*[(self.c[i] if i < len(self.c) else 0) + (o.c[i] if i < len(o.c) else 0) for i in range(n)])

    __radd__ = __add__

    def __mul__(self, o):
        o = o if isinstance(o, Poly) else Poly(o)
        out = [0] * (len(self.c) + len(o.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(o.c):
                out[i + j] += a * b
        return Poly(*out)

    __rmul__ = __mul__

    def __eq__(self, o):
        return self.c == o.c

    def __repr__(self):
        return "Poly%r" % (tuple(self.c),)


x = Poly(0, 1)
p = 2 * x * x + 3 * x + 1
assert p == Poly(1, 3, 2) and p(2) == 15 and p(0.5) == 3.0 and p(2 ** 40) == 2 * 2 ** 80 + 3 * 2 ** 40 + 1
assert sum([x, x, x], Poly(0)) == Poly(0, 3) and (p * p)(3) == p(3) ** 2 and repr(p) == "Poly(1, 3, 2)"
assert p(1j) == -1 + 3j
q = Poly(1)
for _ in range(40):
    q = q * Poly(1, 1)
assert q(1) == 2 ** 40 and q.c[20] == 137846528820
hits = 0
big = Matrix([[i * 20 + j for j in range(20)] for i in range(20)])
for i in range(20):
    for j in range(20):
        hits += big[i, j] == i * 20 + j
        big[i, j] = -big[i][j]
assert hits == 400 and sum(big) == -79800
print("containers", p, hits, fib[100])
