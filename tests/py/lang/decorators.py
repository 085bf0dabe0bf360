"""Decorators: order, arguments, any expression, on classes and methods, stacking, replaced names, errors."""
import functools

log = []


def note(tag):
    log.append("make " + tag)

    def deco(f):
        log.append("apply " + tag)
        return f
    return deco


@note("outer")
@note("inner")
def f(a=log.append("default"), *, b=log.append("kwdefault")):
    return 1


assert log == ["make outer", "make inner", "default", "kwdefault", "apply inner", "apply outer"] and f() == 1
log.clear()


@note("class")
class C:
    log.append("body")

    @note("method")
    def m(self):
        return "m"

    @staticmethod
    @note("static")
    def s(x):
        return x

    @classmethod
    def c(cls):
        return cls.__name__

    @property
    def p(self):
        return "p"

    @p.setter
    def p(self, v):
        log.append(v)

    @(lambda f: property(lambda self: f(self) * 2))
    def twice(self):
        return 21


assert log == ["make class", "body", "make method", "apply method", "make static", "apply static", "apply class"]
c = C()
assert (c.m(), c.s(3), c.c(), c.p, c.twice) == ("m", 3, "C", "p", 42)


@str
def text():
    pass


assert text.startswith("<function text at")


@lambda f: 5
def five():
    pass


@[lambda f: "zero", lambda f: "one"][1]
def indexed():
    pass


@(x := note("walrus"))
def w():
    pass


@(lambda f: f) if True else None
def cond():
    return "cond"


assert (five, indexed, cond()) == (5, "one", "cond") and x is not None


def counted(f):
    @functools.wraps(f)
    def wrapper(*a, **k):
        wrapper.calls += 1
        return f(*a, **k)
    wrapper.calls = 0
    return wrapper


@counted
def add(a, b=1):
    """Adds."""
    return a + b


assert [add(i) for i in range(500)][-1] == 500 and add.calls == 500 and add.__name__ == "add"
assert add.__doc__ == "Adds." and add.__wrapped__(1, 2) == 3


def memo(f):
    cache = {}

    def inner(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]
    return inner


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


assert fib(90) == 2880067194370816120


class Deco:
    def __init__(self, f):
        self.f = f
        self.n = 0

    def __call__(self, *a):
        self.n += 1
        return self.f(*a)

    def __get__(self, obj, owner):
        return functools.partial(self, obj)


class User:
    @Deco
    def m(self, x):
        return (self, x)


u = User()
assert u.m(5) == (u, 5) and User.__dict__["m"].n == 1


def repeat(n):
    return lambda f: lambda *a: [f(*a) for _ in range(n)]


@repeat(3)
@repeat(2)
def hi(x):
    return x


assert hi("y") == [["y", "y"]] * 3
for bad in (5, None):
    try:
        @bad
        def never():
            pass
    except TypeError as e:
        log.append(str(e))
assert log[-2:] == ["'int' object is not callable", "'NoneType' object is not callable"]
assert "never" not in globals()
try:
    @undefined
    def never():
        log.append("no")
except NameError as e:
    log.append(e.name)
assert log[-1] == "undefined"


def raising(f):
    raise ValueError(f.__name__)


try:
    @raising
    class Gone:
        pass
except ValueError as e:
    assert str(e) == "Gone" and "Gone" not in globals()


@functools.cache
@functools.lru_cache(maxsize=None)
def slow(n):
    log.append(n)
    return n


assert [slow(k % 3) for k in range(100)][:3] == [0, 1, 2] and log[-3:] == [0, 1, 2]


class Reg:
    table = {}

    def register(table):
        def deco(f):
            table[f.__name__] = f
            return f
        return deco

    @register(table)
    def a(self): return "a"

    @register(table)
    def b(self): return "b"


assert list(Reg.table) == ["a", "b"] and Reg.table["b"](None) == "b"
print("decorators", add.calls, fib(50), five)
