"""Exceptions from dunders, iterators, comparisons, defaults, decorators, class bodies and finalizers reach the right handler."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class Boom(Exception):
    pass


def boom(*a, **k):
    raise Boom("boom")


NAMES = ["__add__", "__radd__", "__lt__", "__eq__", "__bool__", "__len__", "__iter__", "__next__",
        "__getitem__", "__setitem__", "__delitem__", "__contains__", "__call__", "__hash__", "__str__",
        "__repr__", "__format__", "__enter__", "__exit__", "__getattr__", "__setattr__", "__delattr__",
        "__index__", "__int__", "__float__", "__neg__", "__iadd__", "__get__", "__set__", "__instancecheck__",
        "__class_getitem__", "__reversed__", "__round__", "__bytes__", "__dir__", "__missing__"]
T = {n: type("T" + n, (), {n: boom}) for n in NAMES}
D = type("D", (), {"a": T["__get__"](), "b": type("S", (), {"__set__": boom, "__get__": lambda *a: 1})()})
Meta = type("Meta", (type,), {"__instancecheck__": boom, "__subclasscheck__": boom, "__iter__": boom, "__call__": boom})
M = Meta("M", (), {})
o = {n: t() for n, t in T.items()}
dm = type("DM", (dict,), {"__missing__": boom})()


def unpack(v):
    a, b = v


def with_(cm, body=None):
    with cm:
        body and body()


class Enter:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        raise Boom("exit")


SITES = [lambda: o["__add__"] + 1, lambda: 1 + o["__radd__"], lambda: o["__lt__"] < 1, lambda: o["__eq__"] == 1,
        lambda: not o["__bool__"], lambda: 1 if o["__bool__"] else 2, lambda: o["__bool__"] and 1,
        lambda: [x for x in [1] if o["__bool__"]], lambda: len(o["__len__"]), lambda: bool(o["__len__"]),
        lambda: [*o["__iter__"]], lambda: unpack(o["__iter__"]), lambda: list(o["__iter__"]),
        lambda: sum(o["__iter__"]), lambda: set(o["__iter__"]), lambda: max(o["__iter__"]),
        lambda: "".join(o["__iter__"]), lambda: zip(o["__iter__"]), lambda: (lambda *a: a)(*o["__iter__"]),
        lambda: next(o["__next__"]), lambda: o["__getitem__"][0], lambda: list(o["__getitem__"]),
        lambda: 1 in o["__getitem__"], lambda: o["__contains__"].__class__ and 1 in o["__contains__"],
         lambda: exec("o[0] = 1", {"o": o["__setitem__"]}), lambda: exec("del o[0]", {"o": o["__delitem__"]}),
                 lambda: o["__call__"](), lambda: o["__call__"](1, *[2], k=3),
                 lambda: sorted([1], key=o["__call__"]), lambda: list(map(o["__call__"], [1])),
                 lambda: {o["__hash__"]}, lambda: {o["__hash__"]: 1}, lambda: hash((1, o["__hash__"])),
                 lambda: {}.get(o["__hash__"]), lambda: str(o["__str__"]), lambda: f"{o['__str__']}",
                 lambda: "%s" % o["__str__"], lambda: repr([o["__repr__"]]), lambda: f"{o['__repr__']!r}",
                 lambda: f"{o['__format__']}", lambda: "{}".format(o["__format__"]), lambda: print(o["__str__"]),
         lambda: with_(type("E", (), {"__enter__": boom, "__exit__": lambda *a: 0})()), lambda: with_(Enter()),
                 lambda: with_(Enter(), lambda: 1 / 0), lambda: o["__getattr__"].x,
                 lambda: setattr(o["__setattr__"], "x", 1), lambda: exec("del o.x", {"o": o["__delattr__"]}),
                 lambda: [1][o["__index__"]], lambda: range(o["__index__"]), lambda: [1, 2][o["__index__"]:],
                 lambda: int(o["__int__"]), lambda: "%d" % o["__int__"], lambda: float(o["__float__"]),
                 lambda: -o["__neg__"], lambda: exec("o += 1", {"o": o["__iadd__"]}), lambda: D().a,
                 lambda: setattr(D(), "b", 1), lambda: isinstance(1, M), lambda: issubclass(int, M),
                 lambda: [*M], lambda: M(), lambda: reversed(o["__reversed__"]), lambda: round(o["__round__"]),
                 lambda: bytes(o["__bytes__"]), lambda: dir(o["__dir__"]), lambda: dm["k"],
         lambda: [1, 2].sort(key=boom), lambda: [o["__lt__"], o["__lt__"]].sort(),
                 lambda: [o["__eq__"]].index(1), lambda: [o["__eq__"]].count(1),
                 lambda: [o["__eq__"]].remove(1), lambda: 1 in [o["__eq__"]], lambda: [o["__eq__"]] == [1],
                 lambda: (1, o["__eq__"]) == (1, 2), lambda: {1: o["__eq__"]} == {1: 2},
                 lambda: sorted([1, o["__lt__"]]), lambda: exec("def f(a=b()): pass", {"b": boom}),
                 lambda: exec("@b\ndef f(): pass", {"b": boom}), lambda: exec("class C: x = b()", {"b": boom}),
                 lambda: exec("class C(b()): pass", {"b": boom}),
                 lambda: exec("for i in b(): pass", {"b": boom}), lambda: exec("assert 0, b()", {"b": boom}),
                 lambda: exec("raise b()", {"b": boom}), lambda: exec("import x",
                 {"__builtins__": {"__import__": boom}}), lambda: exec("f'{b()}'", {"b": boom}),
                 lambda: exec("del x[b()]", {"b": boom, "x": {}}),
                 lambda: exec("x[b()] = 1", {"b": boom, "x": {}}),
                 lambda: exec("match b():\n case 1: pass", {"b": boom}),
                 lambda: exec("lambda: 0, b()", {"b": boom}), lambda: eval("{**b()}", {"b": boom}),
                 lambda: eval("[i for i in b()]", {"b": boom}), lambda: eval("(i for i in b())", {"b": boom}),
                 lambda: eval("x[b():]", {"b": boom, "x": []})]
ok = 0
for rounds in range(3):
    for i, site in enumerate(SITES):
        try:
            site()
        except Boom as e:
            ok += 1
            assert e.args[0] in ("boom", "exit"), i
        except Exception as e:
            raise AssertionError((i, repr(e)))
        else:
            raise AssertionError(i)
assert ok == 3 * len(SITES)


def nested():
    """Each handler raises in its turn."""
    try:
        try:
            try:
                boom()
            except Boom:
                raise KeyError("two")
        except KeyError:
            raise ValueError("three")
        finally:
            {}.get("finally runs")
    except ValueError as e:
        return [type(x).__name__ for x in (e, e.__context__, e.__context__.__context__)]


assert nested() == ["ValueError", "KeyError", "Boom"]
hits = 0
for i in range(300):
    try:
        SITES[i % len(SITES)]()
    except Boom:
        hits += 1
assert hits == 300
print("odd places", len(SITES), nested())
