"""Loops over lists, attributes, methods of several classes that change, names of several types."""
def f(n):
    a = [0]*n
    s = 0
    for i in range(n):
        a[i] = i*2
    for i in range(n):
        s += a[i]
    for x in a:
        s += x
    return s
print(f(10), f(1000))
class P:
    def __init__(self, x, y):
        self.x = x; self.y = y
    def move(self, d):
        self.x += d
def g(n):
    p = P(1.0, 2.0)
    t = 0.0
    for i in range(n):
        p.move(0.5)
        t += p.x * p.y
        p.y = p.y + 1.0
    return t
print(g(1000))
def h(n):
    d = {}
    i = 0
    while i < n:
        d[i] = str(i)
        i += 1
    return sum(len(v) for v in d.values())
print(h(500))

class A:
    def __init__(self, v): self.v = v
    def f(self, x): return self.v + x
    @property
    def p(self): return self.v * 2
class B(A):
    def f(self, x): return self.v - x
class C:
    __slots__ = ('v','w')
    def __init__(self, v): self.v = v; self.w = 1.5
    def f(self, x): return self.v * x
    p = 7
def run(n):
    objs = [A(1), B(2), C(3), A(2.5)]
    t = 0
    for i in range(n):
        o = objs[i % 4]
        t += o.f(i) + o.v + o.p
        if i == 300:
            A.f = lambda self, x: 100
        if i == 400:
            o.extra = 5
        if i == 500:
            del A.f
            A.f = B.f
        if i % 97 == 0:
            objs[1].v += 1
    return t
try: print(run(1000))
except Exception as e: print(type(e), e)
def s(n):
    out = ''
    d = {}
    for i in range(n):
        c = chr(97 + i % 26)
        out += c
        d[c] = d.get(c, 0) + len(out)
    return sorted(d.items())[:3], out[-5:]
print(s(300))
def k(rows):
    tot = 0.0
    for r in rows:
        for j in range(len(r)):
            tot += r[j] * r[-1]
    return tot
print(k([[1,2,3],[1.5,2.5],[True, 2],[10**30, 2.0]]), k([[float(i), i] for i in range(50)]))
