"""Name resolution through nested functions, classes, comprehensions and lambdas: a table of who sees what."""

v = "module"


def a():
    v = "a"

    def b():
        def c():
            return v
        return c()

    class K:
        seen = v
        v = "class"
        own = v

        def m(self):
            return v

        comp = [v for _ in "x"]
        first = [x for x in (v,)]
        lam = (lambda: v)()
        nested = (lambda: [v for _ in "y"])()

        class Inner:
            inner_seen = v

            def im(self):
                return v
    return b(), K.seen, K.own, K().m(), K.comp, K.first, K.lam, K.nested, K.Inner.inner_seen, K.Inner().im()


assert a() == ('a', 'module', 'class', 'a', ['a'], ['class'], 'a', ['a'], 'a', 'a')


def shadow_levels():
    x = 0

    def one():
        x = 1

        def two():
            nonlocal x
            x += 10

            def three():
                global v
                nonlocal x
                x += 100
                return x, v
            return three()
        return two(), x
    return one(), x


assert shadow_levels() == (((111, "module"), 111), 0)


def comprehension_scopes(n):
    n = [n for n in range(n)]
    m = {k: [k for k in range(k)] for k in n}
    g = ((i, j) for i in n for j in range(i) if (lambda: j < i)())
    return n, m, list(g), [[i for i in range(i)] for i in range(3)], [f() for f in [lambda: q for q in range(2)]]


assert comprehension_scopes(3) == ([0, 1, 2], {0: [], 1: [0], 2: [0, 1]}, [(1, 0), (2, 0), (2, 1)], [[], [0], [0, 1]], [1, 1])


def params(x, y=v, *z, **w):
    def inner(y, x=x):
        return x, y, z, w
    return inner(5)


assert params(1) == (1, 5, (), {}) and params(1, 2, 3, k=4) == (1, 5, (3,), {"k": 4})


def except_scope():
    e = "outer"
    fs = []
    for i in range(2):
        try:
            raise ValueError(i)
        except ValueError as e:
            fs.append(lambda: e)
    try:
        return fs[0]()
    except NameError as err:
        return str(err)


assert except_scope() == "cannot access free variable 'e' where it is not associated with a value in enclosing scope"


def global_in_nested():
    def g():
        global created
        created = "by g"

        def h():
            return created
        return h()
    created = "local, not seen by h"
    return g(), created


assert global_in_nested() == ("by g", "local, not seen by h") and created == "by g"


def class_closure(tag):
    class C:
        t = tag

        def get(self):
            return tag, __class__.__name__, self.t

        @classmethod
        def sub(cls):
            class D(cls):
                def get(self):
                    return ("D", *super().get())
            return D
    tag += "!"
    return C


C = class_closure("x")
assert C().get() == ("x!", "C", "x") and C.sub()().get() == ("D", "x!", "C", "x")
class Meta(type):
    def __new__(m, n, b, ns, **k): return super().__new__(m, n, b, ns)
def kw():
    name = "kwarg value"
    class W(metaclass=Meta, opt=(lambda: name)()):
        f = lambda self: name
    return W().f()
assert kw() == "kwarg value"
def recursion(n, acc=None):
    acc = [] if acc is None else acc
    def step():
        acc.append(n)
        return recursion(n - 1, acc) if n else acc
    return step()
assert recursion(5) == [5, 4, 3, 2, 1, 0]
def many():
    fs = []
    for i in range(50):
        def f(j, i=i):
            def g():
                return i * 100 + j
            return g
        fs.append(f(i + 1))
    return sum(f() for f in fs)
assert many() == sum(i * 100 + i + 1 for i in range(50))
print("scopes", a()[:4], many())
