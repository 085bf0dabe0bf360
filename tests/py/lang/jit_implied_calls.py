# `__init__`, getters and the methods of operators become part of machine code too. What they return,
# raise and see of their frames stays as it is.
import sys
import traceback

N = 6000


class Vec:
    __slots__ = ("x", "y")

    def __init__(self, x, y=2):
        if x == N - 3:
            raise ValueError("made of", x)
        self.x = x
        self.y = y

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y)

    def __mul__(self, k):
        if k == N - 5:
            return NotImplemented
        if k == N - 9:
            raise KeyError(sys._getframe().f_back.f_code.co_name)
        return Vec(self.x * k % 1000, self.y * k % 1000)

    def __eq__(self, o):
        if self.x == 17:
            return NotImplemented
        return self.x == o.x and self.y == o.y

    def __lt__(self, o):
        return NotImplemented if self.x == 999 else [] if self.x & 1 else [1]

    @property
    def total(self):
        if self.x == 5000:
            raise AttributeError("no total")
        return self.x + self.y

    __hash__ = None


def made():
    t = 0
    for i in range(N):
        try:
            t += Vec(i).x
        except ValueError as e:
            names = [f.name for f in traceback.extract_tb(e.__traceback__)]
            t += 1_000_000
            print(e.args, names)
    return t


print(made())


def adds():
    v = Vec(0, 0)
    one = Vec(1, 2)
    for i in range(N - 10):
        v = v + one
    return v.x, v.y


print(adds())


def adds_other():
    v = Vec(0, 0)
    one = Vec(1, 2)
    try:
        for i in range(N):
            if i == N - 20:
                one = 3
            v = v + one
    except AttributeError as e:
        return v.x, i, str(e), [f.name for f in traceback.extract_tb(e.__traceback__)]


print(adds_other())


def muls():
    v = Vec(3, 4)
    t = 0
    for i in range(N):
        try:
            t += (v * i).x
        except TypeError as e:
            print(i, e)
        except KeyError as e:
            print(i, e)
        except ValueError as e:
            print(i, e)
    return t


print(muls())


def equals():
    a, b = Vec(1, 2), Vec(1, 2)
    n = 0
    for i in range(N):
        if i == N - 4:
            a.x = 17
        if a == b:
            n += 1
        if a != b:
            n += 1000
    return n, a == a


print(equals())


def less():
    a, b = Vec(1), Vec(2)
    n = 0
    try:
        for i in range(N):
            a.x = i % 4 if i < N - 2 else 999
            if a < b:
                n += 1
            r = a < b
            n += len(r)
    except TypeError as e:
        return n, str(e)


print(less())


def totals():
    v = Vec(0)
    t = 0
    for i in range(N):
        v.x = i
        try:
            t += v.total
        except AttributeError as e:
            print(e, [f.name for f in traceback.extract_tb(e.__traceback__)])
    return t


print(totals())


class Odd:
    def __init__(self, i):
        self.i = i
        if i == N - 7:
            return 5

    def __iadd__(self, k):
        self.i += k * 2
        return self

    def __add__(self, k):
        return self.i + k


def odd():
    t = 0
    o = Odd(1)
    for i in range(N):
        try:
            t += Odd(i).i
        except TypeError as e:
            print(e)
        o += 1
        if i == N // 2:
            del Odd.__iadd__
            o = Odd(2)
        elif i > N // 2:
            o = Odd(o)
        t += o + 1 if i <= N // 2 else 0
        if i == N - 3:
            Odd.__init__ = lambda self, i: setattr(self, "i", -1)
    return t, o.i


print(odd())


class Sub(Vec):
    def __radd__(self, o):
        return "radd"


def reflected():
    a, b, s = Vec(1), Vec(2), Sub(3)
    out = []
    for i in range(N):
        c = a + (s if i > N - 3 else b)
        if i > N - 5:
            out.append(c if isinstance(c, str) else c.x)
    return out


print(reflected())


class Counted:
    made = 0

    def __init__(self):
        Counted.made += 1

    def __del__(self):
        Counted.made -= 1000


def counted():
    for i in range(N):
        Counted()
    return Counted.made > -N * 1000


print(counted())


def swapped():
    class A:
        def __init__(self):
            self.v = 1

    class B:
        def __init__(self):
            self.v = 2

    t = 0
    cls = A
    for i in range(N):
        t += cls().v
        if i == N - 10:
            cls = B
    return t


print(swapped())


class Deep:
    def __init__(self, n):
        self.inner = Deep(n - 1) if n else None


def deep():
    for _ in range(600):
        d = Deep(5)
    try:
        Deep(10**6)
    except RecursionError as e:
        return str(e)


print(deep())
