"""Subclasses of every subclassable builtin: construction, operators, attributes, layout conflicts, refused bases."""
import types


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

BASES = {"int": (5, 7), "float": (1.5, 2.0), "complex": (1j, 2), "str": ("ab", "c"), "bytes": (b"ab", b"c"),
        "bytearray": (b"ab", b"c"), "list": ([1, 2], [3]), "tuple": ((1, 2), (3,)),
        "dict": ({"a": 1}, {"b": 2}), "set": ({1, 2}, {2, 3}), "frozenset": ({1, 2}, {2, 3}), "object": (),
        "type": (), "property": (lambda s: 5,), "staticmethod": (len,), "classmethod": (len,),
        "enumerate": ("ab",), "zip": ("ab", "cd"), "map": (str, [1]), "filter": (None, [1]),
        "reversed": ("ab",), "Exception": ("x",), "OSError": (2, "m"), "KeyError": ("k",),
        "types.ModuleType": ("m",), "types.SimpleNamespace": (), "BaseException": ()}
made = {}
for name, args in BASES.items():
    base = eval(name)
    cls = type("Sub", (base,), {"tag": "T", "extra": lambda self: (self.tag, type(self).__name__)})
    if name == "type":
        o = cls("Made", (), {"attr": 1})
        assert o.attr == 1 and cls.extra(o) == ("T", "Sub")
    else:
        o = cls(args[0]) if name in ("int", "float", "complex", "str", "bytes", "bytearray", "list", "tuple",
                "dict", "set", "frozenset") else cls(*args)
        assert o.extra() == ("T", "Sub")
        o.attr = 42
        assert o.attr == 42 and o.__dict__["attr"] == 42
    assert isinstance(o, base) and type(o) is cls and issubclass(cls, base)
    made[name] = o
assert made["int"] + 1 == 6 and made["float"] * 2 == 3.0 and made["complex"] ** 2 == -1
assert made["str"] + "c" == "abc" and made["bytes"] + b"c" == b"abc" and made["list"] + [3] == [1, 2, 3]
assert made["tuple"] + (3,) == (1, 2, 3) and made["dict"] | {"b": 2} == {"a": 1, "b": 2}
assert made["set"] & {2, 3} == {2} and made["frozenset"] - {1} == {2}
assert list(made["enumerate"]) == [(0, "a"), (1, "b")] and list(made["zip"]) == [("a", "c"), ("b", "d")]
assert list(made["map"]) == ["1"] and list(made["reversed"]) == ["b", "a"] and made["OSError"].errno == 2
assert str(made["KeyError"]) == "'k'" and made["types.ModuleType"].__name__ == "m"
for name, o in made.items():
    if name in ("list", "dict", "set", "bytearray", "types.SimpleNamespace"):
        raises(TypeError, "unhashable type: 'Sub'", hash, o)
    else:
        assert hash(o) is not None
FINAL = ["bool", "type(None)", "type(...)", "type(NotImplemented)", "range", "slice", "memoryview",
        "types.FunctionType", "types.GeneratorType", "types.CodeType", "types.FrameType", "types.MethodType",
        "types.BuiltinFunctionType", "types.MappingProxyType", "types.CellType", "type({}.keys())",
        "type(iter([]))", "types.UnionType", "types.CoroutineType", "types.TracebackType"]
for name in FINAL:
    t = eval(name)
    raises(TypeError, "type '%s' is not an acceptable base type" % (t.__name__ if t.__module__ == "builtins"
            else t.__module__ + "." + t.__qualname__), type, "X", (t,), {})
CONFLICTS = [(int, str), (list, dict), (set, frozenset), (tuple, bytes), (float, complex), (Exception, int),
        (OSError, SyntaxError), (type, int), (dict, types.ModuleType)]
for pair in CONFLICTS:
    raises(TypeError, "multiple bases have instance lay-out conflict", type, "X", pair, {})
class Empty: pass
class Mix(Empty, int): pass
class Mix2(KeyError, AttributeError): pass
class Mix3(ValueError, TypeError, Empty): pass
assert Mix(5) == 5 and isinstance(Mix2("a"), AttributeError) and isinstance(Mix3("q"), TypeError)
assert str(Mix3("q")) == "q"
class A(int):
    __slots__ = ()
class B(A):
    pass
assert B(3).__dict__ == {} and not hasattr(A(3), "__dict__")
class L(list):
    def __init__(self, *a): super().__init__(a); self.n = len(a)
class D(dict):
    def __init__(self, **k): super().__init__(k, made=True)
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a[::-1])
assert L(1, 2) == [1, 2] and L(1, 2).n == 2 and D(a=1) == {"a": 1, "made": True} and T(1, 2) == (2, 1)
assert L.__mro__ == (L, list, object)
total = 0
subs = [type("S%d" % i, (b,), {}) for i, b in enumerate((int, float, str, list, dict))]
for i in range(500):
    o = subs[i % 5]((i, i, str(i), [i], {i: i})[i % 5])
    total += len(o) if hasattr(o, "__len__") else int(o + 1)
assert total == 50278
print("builtin bases", len(made), len(FINAL), total)
