"""Closures: shared cells, nonlocal at several depths, cells of arguments, deletion and unbound cells."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def counter(start=0):
    n = start

    def up(step=1):
        nonlocal n
        n += step
        return n

    def get():
        return n
    return up, get


up, get = counter(10)
up2, get2 = counter()
for _ in range(1000):
    up()
    up2(3)
assert get() == 1010 and get2() == 3000
assert up.__closure__[0] is get.__closure__[0] and up.__closure__[0].cell_contents == 1010
up.__closure__[0].cell_contents = -1
assert get() == -1 and up() == 0


def deep():
    x = "deep"

    def mid():
        def inner():
            nonlocal x
            x += "!"
            return x
        return inner
    i = mid()
    return i, lambda: x


i, read = deep()
i(), i()
assert read() == "deep!!" and i.__code__.co_freevars == ("x",)


def arg_cell(a, *args, k=1, **kw):
    def change():
        nonlocal a, args, k, kw
        a, args, k, kw = args, k, kw, a
        return a, args, k, kw
    return change


ch = arg_cell(1, 2, 3, k=4, z=5)
assert ch() == ((2, 3), 4, {"z": 5}, 1) and ch() == (4, {"z": 5}, 1, (2, 3))

loop = []
for v in range(3):
    loop.append(lambda: v)
assert [g() for g in loop] == [2, 2, 2]


def loop_cells():
    out = []
    for v in range(3):
        out.append(lambda: v)
        out.append((lambda v: lambda: v)(v))
    return [g() for g in out]


assert loop_cells() == [2, 0, 2, 1, 2, 2]


def unbound():
    def g():
        return late
    try:
        g()
    except NameError as e:
        first = str(e)
        assert type(e) is NameError and e.name == "late"
    late = 1
    assert g() == 1
    del late
    try:
        g()
    except NameError as e:
        second = str(e)
    try:
        late
    except UnboundLocalError as e:
        third = str(e)
    return first, second, third


assert unbound() == (
    "cannot access free variable 'late' where it is not associated with a value in enclosing scope",
    "cannot access free variable 'late' where it is not associated with a value in enclosing scope",
    "cannot access local variable 'late' where it is not associated with a value",
)
c = (lambda: (lambda: q, [q := 1])[0])().__closure__[0]
assert c.cell_contents == 1
del c.cell_contents
raises(ValueError, 'Cell is empty', lambda: c.cell_contents)


def shadow():
    x = 1

    def f(x):
        def g():
            return x
        x += 1
        return g

    def h():
        x = 5
        return [x for x in range(2)], x
    return f(10)(), h(), x


assert shadow() == (11, ([0, 1], 5), 1)


def make_class():
    secret = 42

    class K:
        early = "secret" in locals()

        def m(self):
            return secret

        secret = "class"
    return K()


assert make_class().m() == 42 and make_class().secret == "class" and not make_class().early
fact = (lambda f: lambda n: f(f, n))(lambda self, n: 1 if n < 2 else n * self(self, n - 1))
assert fact(30) == 265252859812191058636308480000000
print("closures", get(), get2(), unbound())
