"""Module objects: attributes, __getattr__ and __dir__ on modules, __class__ assignment, types.ModuleType, errors."""
import sys
import types


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

m = types.ModuleType("mod", "The doc.")
assert m.__name__ == "mod" and m.__doc__ == "The doc." and m.__loader__ is None and m.__package__ is None
assert m.__spec__ is None and repr(m) == "<module 'mod'>" and type(m) is types.ModuleType
assert types.ModuleType("n").__doc__ is None
m.x = 1
assert m.__dict__["x"] == 1 and vars(m) is m.__dict__ and m.x == 1
del m.x
raises(AttributeError, "module 'mod' has no attribute 'x'", lambda: m.x)
raises(AttributeError, "'module' object has no attribute 'x'", delattr, m, "x")
raises(AttributeError, 'readonly attribute', setattr, m, "__dict__", {})
raises(TypeError, "module() missing required argument 'name' (pos 1)", types.ModuleType)
raises(TypeError, "module() argument 'name' must be str, not int", types.ModuleType, 5)
raises(AttributeError, "module 'sys' has no attribute 'no_such_thing'", lambda: sys.no_such_thing)
exec("y = 5\ndef f(): return y\n", m.__dict__)
assert m.f() == 5
m.y = 6
assert m.f() == 6 and m.f.__globals__ is m.__dict__ and m.f.__module__ == "mod"
asked = []


def module_getattr(name):
    asked.append(name)
    if name.startswith("dyn_"):
        return name[4:]
    raise AttributeError("custom message for " + name)


m.__getattr__ = module_getattr
assert m.dyn_hello == "hello" and m.y == 6 and asked == ["dyn_hello"] and getattr(m, "dyn_a") == "a"
assert not hasattr(m, "other") and getattr(m, "other", 3) == 3
raises(AttributeError, "custom message for zzz", lambda: m.zzz)
m.__dir__ = lambda: ["b", "a", "b"]
assert dir(m) == ["a", "b", "b"]
sys.modules["dyn_mod_for_test"] = m
from dyn_mod_for_test import dyn_imported, y
assert dyn_imported == "imported" and y == 6
try:
    from dyn_mod_for_test import not_there
except ImportError as e:
    assert str(e) == "cannot import name 'not_there' from 'mod' (unknown location)"
del m.__getattr__, m.__dir__
raises(AttributeError, "module 'mod' has no attribute 'dyn_hello'", lambda: m.dyn_hello)
assert "y" in dir(m) and dir(m) == sorted(m.__dict__)


def hot(mod, n=200):
    t = 0
    for _ in range(n):
        t += mod.v
    return t


m.v = 1
assert hot(m) == 200
m.v = 2
assert hot(m) == 400
m.__dict__["v"] = 3
assert hot(m) == 600
m.v = 2.5
assert hot(m) == 500.0
del m.v
m.__getattr__ = lambda n: 7
assert hot(m) == 1400
n2 = types.ModuleType("n2")
n2.v = 10
assert hot(n2) == 2000 and hot(m) == 1400


class Lazy(types.ModuleType):
    @property
    def v(self):
        return 100

    def __setattr__(self, name, value):
        super().__setattr__(name, ("set", value))


m.__class__ = Lazy
assert hot(m) == 20000 and type(m) is Lazy
m.q = 1
assert m.q == ("set", 1)
object.__setattr__(m, "__class__", types.ModuleType)
m.q = 2
assert m.q == 2 and hot(m) == 1400
raises(TypeError, '__class__ assignment only supported for mutable types or ModuleType subclasses', setattr, m,
        "__class__", int)
lz = Lazy("lz")
assert lz.v == 100 and repr(lz) == "<module 'lz'>"
m.__name__ = 5
assert repr(m) == '<module 5 from 7>'
main = sys.modules["__main__"]
assert main.__name__ == "__main__" and main.__dict__ is globals() and main.hot is hot
assert main.__doc__.startswith("Module objects") and __name__ == "__main__" and __spec__ is None
assert __package__ is None and isinstance(__builtins__, types.ModuleType)
main.injected = 42
assert injected == 42
globals()["other_way"] = 43
assert main.other_way == 43 and other_way == 43
del main.injected
raises(NameError, "name 'injected' is not defined", lambda: injected)
assert m.__annotations__ == {} and types.ModuleType("z").__annotations__ == {}
del sys.modules["dyn_mod_for_test"]
print("modules", hot(n2), asked[:3])
