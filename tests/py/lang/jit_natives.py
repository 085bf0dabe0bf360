"""Native functions and methods that have instructions of their own, and what stands in for them."""
def f(n):
    out = []
    tot = 0
    for i in range(n):
        out.append(i * 2)
        tot += len(out)
        tot += abs(-1.5 - i) + abs(-0.0)
    ys = [x + 1 for x in out if x % 3]
    return tot, len(ys), ys[-3:], out[-2:]
print(f(10), f(100), f(1000))
class L(list):
    def append(self, v): list.append(self, v + 100)
    def __len__(self): return 7
def g(kinds, n):
    s = 0
    for i in range(n):
        c = kinds[i % len(kinds)]
        c.append(i)
        s += len(c)
    return s
print(g([[]], 100), g([[], L()], 100), g([L()], 50))
import collections
print(g([collections.deque(), []], 100))
def h(n):
    s = 0
    for i in range(n):
        s += abs(i - 50) + abs(float(i - 20)) + abs(True)
    return s
print(h(200))
import builtins
def k(n):
    r = 0
    xs = [1, 2, 3]
    for i in range(n):
        r += len(xs)
        if i == n // 2:
            builtins.len = lambda x: 1000
        if i == n - 3:
            builtins.len = old
    return r
old = len
print(k(100), k(4000))
def two_d(n):
    rows = []
    for i in range(n):
        row = []
        rows.append(row)
        for j in range(n):
            row.append(i * j)
    return sum(map(sum, rows))
print(two_d(30), two_d(90))
