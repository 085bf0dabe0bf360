"""inspect: is* predicates, members, sources, docs, stacks, states, mro, static lookup, classify; exact errors."""
import inspect
import sys


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

def plain():
    """One line.

        Indented
    end.
    """
    # a comment
    return [x for x in (1, 2)]


def gen():
    yield 1


async def co():
    pass


async def agen():
    yield 1


class Base:
    """Base doc."""

    def inherited(self):
        """Inherited doc."""


class C(Base):
    attr = 1
    __slots__ = ("slot",)

    def inherited(self):
        pass

    def m(self): pass

    @classmethod
    def c(cls): pass

    @staticmethod
    def s(): pass

    @property
    def p(self): raise ValueError("never evaluated by static lookup")


PREDICATES = ["ismodule", "isclass", "ismethod", "isfunction", "isgeneratorfunction", "isgenerator",
        "iscoroutinefunction", "iscoroutine", "isawaitable", "isasyncgenfunction", "isasyncgen", "istraceback",
        "isframe", "iscode", "isbuiltin", "isroutine", "isabstract", "ismethoddescriptor", "isdatadescriptor",
        "isgetsetdescriptor", "ismemberdescriptor"]
c1 = co()
OBJECTS = {"module": sys, "class": C, "function": plain, "lambda": lambda: 0, "genfunc": gen, "gen": gen(),
        "cofunc": co, "coro": c1, "agenfunc": agen, "agen": agen(), "bound": C().m, "classmethod": C.c,
        "static": C.s, "builtin": len, "builtin method": [].append, "slot wrapper": int.__add__,
        "method descriptor": str.upper, "property": C.__dict__["p"], "slot": C.slot,
        "getset": type.__dict__["__dict__"], "code": plain.__code__, "frame": sys._getframe(), "int": 5, "type": type}
table = {k: [p[2:] for p in PREDICATES if getattr(inspect, p)(v)] for k, v in OBJECTS.items()}
c1.close()
assert table == {
    'module': ['module'], 'class': ['class'], 'function': ['function', 'routine'],
    'lambda': ['function', 'routine'], 'genfunc': ['function', 'generatorfunction', 'routine'],
    'gen': ['generator'], 'cofunc': ['function', 'coroutinefunction', 'routine'],
    'coro': ['coroutine', 'awaitable'], 'agenfunc': ['function', 'asyncgenfunction', 'routine'],
    'agen': ['asyncgen'], 'bound': ['method', 'routine'], 'classmethod': ['method', 'routine'],
    'static': ['function', 'routine'], 'builtin': ['builtin', 'routine'],
    'builtin method': ['builtin', 'routine'], 'slot wrapper': ['routine', 'methoddescriptor'],
    'method descriptor': ['routine', 'methoddescriptor'], 'property': ['datadescriptor'],
    'slot': ['datadescriptor', 'memberdescriptor'], 'getset': ['datadescriptor', 'getsetdescriptor'],
    'code': ['code'], 'frame': ['frame'], 'int': [], 'type': ['class'],
}
assert inspect.getdoc(plain) == "One line.\n\n    Indented\nend."
assert inspect.getdoc(C.inherited) == "Inherited doc." and inspect.getdoc(C) == 'Base doc.'
assert inspect.cleandoc("  a\n    b\n  c  ") == "a\n  b\nc  " and inspect.getcomments(plain) is None
src = inspect.getsource(plain)
assert src.startswith('def plain():\n    """One line.') and src.endswith("return [x for x in (1, 2)]\n")
assert inspect.getsourcelines(gen) == (["def gen():\n", "    yield 1\n"], gen.__code__.co_firstlineno)
assert inspect.getsource(C).startswith("class C(Base):\n    attr = 1")
assert inspect.getsource(C.m) == "    def m(self): pass\n"
assert inspect.getsourcefile(plain).endswith("inspect_introspection.py") and inspect.getfile(C) == __file__
assert inspect.getmodule(plain).__name__ == "__main__" and inspect.getmodulename("/a/b.py") == "b"
assert inspect.getsource(lambda: 77).strip().endswith('assert inspect.getsource(lambda: 77)') is False
raises(TypeError, 'module, class, method, function, traceback, frame, or code object was expected, got int', inspect.getfile, 5)
raises(TypeError, 'module, class, method, function, traceback, frame, or code object was expected, got builtin_function_or_method',
        inspect.getsource, len)
raises(OSError, 'could not get source code', inspect.getsource, eval("lambda: 0"))
names = [n for n, v in inspect.getmembers(C) if not n.startswith("__")]
assert names == ["attr", "c", "inherited", "m", "p", "s", "slot"]
assert [n for n, v in inspect.getmembers(C, inspect.isfunction)] == ["inherited", "m", "s"]
assert [n for n, v in inspect.getmembers_static(C()) if not n.startswith("__")] == names
kinds = {a.name: (a.kind, a.defining_class.__name__) for a in inspect.classify_class_attrs(C) if not a.name.startswith("__")}
assert kinds == {
    'attr': ('data', 'C'), 'c': ('class method', 'C'), 'inherited': ('method', 'C'),
    'm': ('method', 'C'), 'p': ('property', 'C'), 's': ('static method', 'C'), 'slot': ('data', 'C'),
}
assert inspect.getattr_static(C(), "p") is C.__dict__["p"]
assert inspect.getattr_static(C, "zz", "dflt") == "dflt" and inspect.getmro(C) == (C, Base, object)
assert type(inspect.getattr_static(C, "c")) is classmethod
raises(AttributeError, 'zz', inspect.getattr_static, C(), "zz")


def caller():
    return callee()


def callee():
    f = inspect.currentframe()
    stack = inspect.stack()
    return [s.function for s in stack], f.f_code.co_name, inspect.getframeinfo(f).function, stack[1].code_context[0].strip(), inspect.getargvalues(f).locals["f"] is f


names, me, info, ctx, ok = caller()
assert names == ["callee", "caller", "<module>"] and me == info == "callee" and ctx == "return callee()"
assert ok
try:
    plain(1)
except TypeError as e:
    tr = inspect.trace()
    assert len(tr) == 1 and tr[0].function == "<module>"
    assert inspect.getinnerframes(e.__traceback__)[0].lineno == e.__traceback__.tb_lineno
    assert inspect.getouterframes(sys._getframe())[0].function == "<module>"
g = gen()
assert inspect.getgeneratorstate(g) == "GEN_CREATED" and next(g) == 1
assert inspect.getgeneratorstate(g) == "GEN_SUSPENDED" and inspect.getgeneratorlocals(g) == {}
assert list(g) == [] and inspect.getgeneratorstate(g) == "GEN_CLOSED"


def closure(a):
    b = 2

    def inner():
        return a, b, len, sys, undefined_zz
    return inner


cv = inspect.getclosurevars(closure(1))
assert cv.nonlocals == {"a": 1, "b": 2} and cv.globals == {"sys": sys} and cv.builtins == {"len": len}
assert cv.unbound == {"undefined_zz"}
assert inspect.indentsize("    x") == 4 and inspect.formatannotation(int) == "int"
assert inspect.formatannotation(list[int]) == "list[int]" and inspect.getabsfile(plain).endswith(".py")
assert inspect.get_annotations(lambda: 0) == {} and inspect.isawaitable(c1)
total = sum(len(inspect.getsource(f)) for f in (plain, gen, co, agen, C, Base, caller, callee, closure))
print("inspect", total, names, kinds["p"])
