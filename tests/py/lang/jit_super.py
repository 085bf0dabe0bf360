# What `super()` finds for a call is known to machine code as long as the object's class, the class behind
# which it looks and `super` itself are those that it was made for.
import sys
import traceback

N = 4000


class Base:
    def __init__(self, a):
        self.a = a

    def area(self, k=1):
        if self.a == N - 7:
            raise ValueError("area of", self.a)
        return self.a * k

    def who(self):
        return "Base"

    @classmethod
    def make(cls, a):
        return cls(a)


class Mid(Base):
    def __init__(self, a):
        super().__init__(a + 1)
        self.b = a

    def area(self, k=1):
        return super().area(k) + 1

    def who(self):
        return "Mid" + super().who()

    @classmethod
    def make(cls, a):
        made = super().make(a)
        made.b += 1
        return made


class Side(Base):
    def area(self, k=1):
        return super(Side, self).area(2) + 2

    def who(self):
        return "Side" + super().who()


class Both(Mid, Side):
    pass


def sums(objects):
    t = 0
    for r in range(N // len(objects)):
        for o in objects:
            t += o.area(r & 3)
    return t


print(sums([Mid(1), Mid(2)]))
print(sums([Mid(3), Side(4)]))
# The same code finds another method for an object of another class.
print(sums([Mid(3), Mid(4), Both(5)]))
print(sums([Both(i) for i in range(7)]))
print([Both(1).who(), Mid(1).who(), Side(1).who()])


def changing():
    out = []
    o = Mid(10)
    t = 0
    for i in range(N):
        t += o.area()
        if i == N // 2:
            out.append(t)
            Base.area = lambda self, k=1: -self.a
        elif i == N // 2 + 500:
            out.append(t)
            Base.area = saved
        elif i == N // 2 + 600:
            out.append(t)
            Mid.__bases__ = (Other,)
        elif i == N // 2 + 700:
            out.append(t)
            Mid.__bases__ = (Base,)
        elif i == N // 2 + 800:
            out.append(t)
            o.area = lambda: 1_000_000
        elif i == N // 2 + 900:
            del o.area
            o.__class__ = Child
    out.append(t)
    return out


class Other(Base):
    def area(self, k=1):
        return 77


class Child(Mid):
    def area(self, k=1):
        return super().area(k) * 2


saved = Base.area
print(changing())


def shadowed():
    global super
    t = 0
    o = Mid(10)
    for i in range(N):
        t += o.area()
        if i == N // 2:
            super = lambda *args: Fake()
        if i == N // 2 + 100:
            del super
    return t


class Fake:
    def area(self, k):
        return 5


print(shadowed())


def raised():
    t = 0
    for i in range(N):
        try:
            t += Mid(i).area()
        except ValueError as e:
            t += 1_000_000
            print(e.args, [(f.name, f.line) for f in traceback.extract_tb(e.__traceback__)])
    return t


print(raised())


class Frames(Base):
    def area(self, k=1):
        return super().area(k)


def frames():
    def area(self, k=1):
        if k == N - 3:
            names = []
            f = sys._getframe()
            while f is not None and len(names) < 3:
                names.append((f.f_code.co_name, sorted(f.f_locals)))
                f = f.f_back
            print(names)
        return k

    Base.area = area
    t = 0
    o = Frames(1)
    for k in range(N):
        t += o.area(k)
    Base.area = saved
    return t


print(frames())


class Err(Exception):
    def __init__(self, code, text):
        super().__init__(code, text)
        self.code = code


def errors():
    t = 0
    for i in range(N):
        e = Err(i, "x")
        t += e.args[0] + e.code
    return t, e.args


print(errors())


def classes():
    t = 0
    for i in range(N):
        t += Mid.make(i).b
    return t


print(classes())


# `super()` of what is no instance of the class any more.
def unrelated():
    f = Mid.__dict__["area"]
    t = 0
    o = Mid(3)
    other = Side(4)
    for i in range(N):
        try:
            t += f(o if i != N - 5 else other)
        except TypeError as e:
            print(e)
    return t


print(unrelated())
