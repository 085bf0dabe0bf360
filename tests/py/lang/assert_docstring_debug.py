"""assert statements, docstrings of every kind of object, __debug__, constant conditions, unreachable code."""
import warnings


def text(src, **kw):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(src, "<s>", "exec", **kw), {})
        except Exception as e:
            return type(e).__name__, str(e), e.args
    return "passed"


assert text("assert 1") == "passed" and text("assert 0") == ("AssertionError", "", ())
assert text("assert 0, 'msg'") == ("AssertionError", "msg", ("msg",))
assert text("assert 0, (1, 2)") == ("AssertionError", "(1, 2)", ((1, 2),))
assert text("assert [], None") == ("AssertionError", "None", (None,))
assert text("assert (0, 'always true')") == "passed" and text("assert 0", optimize=1) == "passed"
assert text("assert 1/0", optimize=2) == "passed"
assert text("assert 0, 1/0") == ("ZeroDivisionError", "division by zero", ("division by zero",))
assert text("assert 1, 1/0") == "passed"
log = []


def ev(x):
    log.append(x)
    return x


assert ev(1), ev("message is not evaluated")
assert log == [1]
AssertionErrorSaved = AssertionError
AssertionError = ValueError
try:
    assert False, "builtin class is used"
except AssertionErrorSaved as e:
    assert str(e) == "builtin class is used"
del AssertionError
assert __debug__ is True and text("x = __debug__\nassert x == 5") [0] == "AssertionError"
assert text("if __debug__: 1/0")[0] == "ZeroDivisionError"
assert text("if __debug__: 1/0", optimize=1) == "passed"


def f():
    "Doc of f."
    return 1


def g():
    1
    "not a doc"


def h():
    f"not {1} a doc"


def i():
    b"not a doc"


def j():
    ("parenthesised "
     "doc")


def k():
    """
    Indented
        more
    end
    """


def l(): "one line doc"


class C:
    "Class doc."
    x = 1

    def m(self):
        'method doc'


class D(C):
    x = """not a doc"""


class E:
    __doc__ = "assigned"


class F:
    "doc"
    __doc__ = "overridden"


async def co():
    "co doc"


def gen():
    "gen doc"
    yield


lam = lambda: "not a doc"
assert [o.__doc__ for o in (f, g, h, i, j, k, l, C, C.m, D, E, F, co, gen, lam)] == [
    'Doc of f.', None, None, None, 'parenthesised doc', '\nIndented\n    more\nend\n',
    'one line doc', 'Class doc.', 'method doc', None, 'assigned', 'overridden', 'co doc', 'gen doc',
    None,
]
f.__doc__ = "changed"
C.__doc__ = "class changed"
assert f.__doc__ == "changed" and C.__doc__ == "class changed" and C().__doc__ == "class changed"
assert D().__doc__ is None and __doc__.startswith("assert statements")
del f.__doc__
assert f.__doc__ is None
try:
    C.m.__doc__ = 5
    assert C.m.__doc__ == 5
    del C.__doc__
except (AttributeError, TypeError) as e:
    print(type(e).__name__, e)


def constants(x):
    if 0:
        return "never"
    while 0:
        return "never"
    if "text" and 1:
        x += 1
    if not 1:
        undefined_function()
    for _ in ():
        x = None
    while 1:
        x += 1
        if x > 5:
            break
    else:
        x = -1
    return x
    x = "unreachable"
    yield_ = 5


assert constants(0) == 6


def gen_by_unreachable():
    return 5
    yield


assert type(gen_by_unreachable()).__name__ == "generator" and list(gen_by_unreachable()) == []


def local_by_unreachable():
    try:
        v
    except UnboundLocalError:
        return "unbound"
    if 0:
        v = 1


assert local_by_unreachable() == "unbound"
ns = {}
exec(compile("'''mod doc'''\ndef f():\n 'd'\nclass C:\n 'c'", "<s>", "exec", optimize=2), ns)
assert ns.get("__doc__") is None and ns["f"].__doc__ is None and ns["C"].__doc__ is None
print("assert", log, k.__doc__.split())
