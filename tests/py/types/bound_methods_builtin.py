"""Bound methods and builtin functions: equality, hash, attributes, repr, binding, __self__, comparison, unbound calls."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class C:
    def m(self, x=1):
        """Doc."""
        return self, x

    def __eq__(self, o):
        return isinstance(o, C)

    def __hash__(self):
        return 7


c, d = C(), C()
b = c.m
assert b() == (c, 1) and b.__self__ is c and b.__func__ is C.m and b.__name__ == "m"
assert b.__qualname__ == "C.m" and b.__doc__ == "Doc." and b.__module__ == "__main__"
assert b.__defaults__ == (1,) and b.__code__ is C.m.__code__ and b == c.m and b is not c.m
assert hash(b) == hash(c.m) and b != d.m and c == d and {b: 1}[c.m] == 1 and bool(b) and callable(b)
assert repr(b).startswith("<bound method C.m of <__main__.C object at 0x")
C.m.attr = 5
assert b.attr == 5 and c.m.attr == 5
raises(AttributeError, "'method' object has no attribute 'attr' and no __dict__ for setting new attributes",
        setattr, b, "attr", 1)
raises(AttributeError, "'method' object has no attribute 'attr' and no __dict__ for setting new attributes", delattr, b, "attr")
raises(AttributeError, "'function' object has no attribute 'zzz'", lambda: b.zzz)
raises(AttributeError, 'readonly attribute', setattr, b, "__self__", 1)
raises(TypeError, "'<' not supported between instances of 'method' and 'method'", lambda: b < b)
raises(TypeError, 'C.m() takes from 1 to 2 positional arguments but 3 were given', b, 1, 2)
raises(TypeError, "C.m() missing 1 required positional argument: 'self'", C.m)
f = b.__func__.__get__(d, C)
assert f == d.m and f.__self__ is d and b.__get__(d) is b and C.__dict__["m"].__get__(None, C) is C.m
nested = {"k": [c.m]}
assert nested["k"][0](5) == (c, 5)
c.stored = c.m
assert c.stored(2) == (c, 2) and c.stored.__self__ is c
a = [3, 1]
ap = a.append
ap(2)
assert a == [3, 1, 2] and ap.__self__ is a and ap.__name__ == "append" and ap.__qualname__ == "list.append"
assert repr(ap).startswith("<built-in method append of list object at 0x") and ap == a.append
assert ap != [3, 1, 2].append and hash(ap) == hash(a.append)
assert type(ap).__name__ == "builtin_function_or_method" and ap.__module__ is None
a = None
ap(9)
assert ap.__self__ == [3, 1, 2, 9]
assert len.__name__ == "len" and len.__qualname__ == "len" and len.__module__ == "builtins"
assert repr(len) == "<built-in function len>" and len.__self__.__name__ == "builtins"
assert len.__text_signature__ == "($module, obj, /)"
assert isinstance(len.__doc__, str) and len == len and hash(len) == hash(len)
assert type(len) is type(ap)
raises(AttributeError, "'builtin_function_or_method' object has no attribute 'x' and no __dict__ for setting new attributes",
        setattr, len, "x", 1)
raises(AttributeError, "'builtin_function_or_method' object has no attribute '__code__'", lambda: len.__code__)
raises(AttributeError, "'builtin_function_or_method' object has no attribute '__dict__'", lambda: len.__dict__)
raises(TypeError, "'<' not supported between instances of 'builtin_function_or_method' and 'builtin_function_or_method'",
        lambda: len < len)
up = str.upper
assert up("a") == "A" and repr(up) == "<method 'upper' of 'str' objects>" and up.__name__ == "upper"
assert up.__objclass__ is str and up.__qualname__ == "str.upper" and type(up).__name__ == "method_descriptor"
assert up is str.upper and up.__get__("x")() == "X" and list(map(str.upper, "ab")) == ["A", "B"]
raises(TypeError, 'unbound method str.upper() needs an argument', up)
raises(TypeError, "descriptor 'upper' for 'str' objects doesn't apply to a 'int' object", up, 5)
raises(TypeError, 'str.upper() takes no arguments (1 given)', up, "a", 1)
add = int.__add__
assert add(1, 2) == 3 and repr(add) == "<slot wrapper '__add__' of 'int' objects>"
assert type(add).__name__ == "wrapper_descriptor" and (5).__add__(1) == 6
assert repr((5).__add__).startswith("<method-wrapper '__add__' of int object at 0x")
assert type((5).__add__).__name__ == "method-wrapper" and (5).__add__ == (5).__add__
assert (5).__add__.__self__ == 5 and add.__text_signature__ == "($self, value, /)"
raises(TypeError, "descriptor '__add__' requires a 'int' object but received a 'str'", add, "a", 1)
raises(TypeError, 'expected 1 argument, got 0', add, 1)
raises(TypeError, 'expected 1 argument, got 0', (5).__add__)
raises(TypeError, 'expected 1 argument, got 2', (5).__add__, 1, 2)
assert (5).__add__("a") is NotImplemented and int.__new__(int, 5) == 5
assert repr(int.__new__).startswith("<built-in method __new__ of type object at 0x")
assert dict.fromkeys.__self__ is dict
assert repr(dict.__dict__["fromkeys"]) == "<method 'fromkeys' of 'dict' objects>"
assert type(dict.__dict__["fromkeys"]).__name__ == "classmethod_descriptor"
assert str.maketrans("a", "b") == {97: 98} and type(str.__dict__["maketrans"]).__name__ == "staticmethod"
assert int.real.__get__(5) == 5 and repr(int.real) == "<attribute 'real' of 'int' objects>"
assert type(int.real).__name__ == "getset_descriptor" and int.real.__objclass__ is int
assert int.real.__name__ == "real"
raises(AttributeError, "attribute 'real' of 'int' objects is not writable", lambda: int.real.__set__(5, 1))
raises(TypeError, "descriptor 'real' for 'int' objects doesn't apply to a 'str' object", lambda: int.real.__get__("a"))
total = 0
ms = [x.m for x in (c, d)] + [[].append, {}.get, "a".join, C.m.__get__(c)]
for i in range(1000):
    r = ms[i % 6](i) if i % 6 != 4 else ms[4](["x"] * (i % 3))
    total += r[1] if isinstance(r, tuple) else len(r or "")
assert total == 249665 and len(ms[2].__self__) == 167
print("methods", total, repr(up), len.__text_signature__)
