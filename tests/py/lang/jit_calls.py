"""Functions that call each other often: recursion, its limits, errors out of it, closures, defaults that
change, operators of classes, tracing that begins meanwhile, and signals."""
def fib(n):
    if n < 2: return n
    return fib(n-1) + fib(n-2)
print(fib(18))
def deep(n):
    if n == 0: return 0
    return 1 + deep(n-1)
print(deep(900))
import sys
sys.setrecursionlimit(100000)
print(deep(50000))
def bad(n):
    if n == 0: return 1//n
    return bad(n-1)
for k in range(5):
    try:
        bad(50)
    except ZeroDivisionError as e:
        import traceback
        tb = traceback.format_exc()
        print(len(tb.splitlines()), tb.splitlines()[-1])
sys.setrecursionlimit(200)
def inf(n): return inf(n+1)
for k in range(3):
    try: inf(0)
    except RecursionError as e: print(e)

sys.setrecursionlimit(1000)
def make_adder(k):
    def add(x):
        return x + k
    return add
def counter():
    c = 0
    def inc(d=1, e=None):
        nonlocal c
        c += d
        if e is not None: c += e
        return c
    return inc
def compose(f, g):
    return lambda x: f(g(x))
def run(n):
    a = make_adder(3); b = make_adder(5)
    f = compose(a, b); inc = counter(); s = 0
    for i in range(n):
        s += f(i) & 3
        inc(); inc(2); inc(1, 2)
        if i == 500: inc.__defaults__ = (10, 1)
        if i == 700: inc.__defaults__ = (5,)
    return s, inc(0, 0)
try: print(run(600))
except TypeError as e: print(e)
try: print(run(800))
except TypeError as e: print(e)
def gen(n):
    for i in range(n):
        yield i * 2
def useg(n):
    t = 0
    for v in gen(n): t += v
    return t
print([useg(k) for k in (10, 100, 1000)])
class V:
    def __init__(self, x, y): self.x = x; self.y = y
    def __add__(self, o): return V(self.x + o.x, self.y + o.y)
    def __eq__(self, o): return self.x == o.x
    def __len__(self): return 3
def vv(n):
    a = V(0, 0); b = V(1, 2.5)
    for i in range(n):
        a = a + b
        if a == b: a.y = -1
    return a.x, a.y, len(a)
print(vv(500))
import sys
def tracer(frame, event, arg):
    ev.append((event, frame.f_code.co_name, frame.f_lineno)); return tracer
ev = []
def hot(n):
    t = 0
    for i in range(n):
        t += leaf(i)
        if i == n - 3: sys.settrace(tracer)
    sys.settrace(None)
    return t
def leaf(x):
    y = x + 1
    return y
print(hot(400), ev[:12])


import signal


class Enough(Exception):
    pass


def ring(number, frame):
    raise Enough


# A recursion without a loop hears of signals, too.
signal.signal(signal.SIGALRM, ring)
for _ in range(2):
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        fib(80)
    except Enough:
        print("enough")
