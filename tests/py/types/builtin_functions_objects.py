"""getattr, setattr, hasattr, delattr, callable, id, vars, dir, repr, hash, isinstance, format, iter: arguments and errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class C:
    x = 1

    def __init__(self):
        self.y = 2


c = C()
assert getattr(c, "x") == 1 and getattr(c, "z", 3) == 3 and getattr(c, "z", None) is None and hasattr(c, "y")
assert not hasattr(c, "z") and setattr(c, "w", 5) is None and c.w == 5 and delattr(c, "w") is None
assert getattr(c, "__class__") is C and getattr(5, "real") == 5 and setattr(c, "odd name", 1) is None
assert getattr(c, "odd name") == 1
raises(AttributeError, "'C' object has no attribute 'zz'", getattr, c, "zz")
raises(TypeError, 'getattr expected at least 2 arguments, got 1', getattr, c)
raises(TypeError, "attribute name must be string, not 'int'", getattr, c, 5)
raises(TypeError, 'getattr expected at most 3 arguments, got 4', getattr, c, "x", 1, 2)
raises(TypeError, 'getattr() takes no keyword arguments', getattr, c, name="x")
raises(TypeError, "attribute name must be string, not 'NoneType'", hasattr, c, None)
raises(TypeError, 'hasattr expected 2 arguments, got 1', hasattr, c)
raises(TypeError, 'setattr expected 3 arguments, got 2', setattr, c, "x")
raises(TypeError, "attribute name must be string, not 'int'", setattr, c, 1, 2)
raises(TypeError, 'delattr expected 2 arguments, got 1', delattr, c)
assert callable(len) and callable(C) and not callable(c) and not callable(5) and callable(lambda: 0)
assert callable(c.__init__) and callable(type) and not callable(None)
C.__call__ = lambda self: "called"
assert callable(c) and c() == "called"
del C.__call__
c.__call__ = lambda: 1
assert not callable(c)
del c.__call__
delattr(c, "odd name")
assert vars(c) == {"y": 2} and vars(c) is c.__dict__ and "x" in vars(C) and vars() is globals()
assert (lambda a, b: sorted(vars()))(1, 2) == ["a", "b"] and sorted((lambda q: dir())(1)) == ["q"]
raises(TypeError, 'vars() argument must have __dict__ attribute', vars, 5)
raises(TypeError, 'vars expected at most 1 argument, got 2', vars, 1, 2)
raises(TypeError, 'dir expected at most 1 argument, got 2', dir, 1, 2)
assert "append" in dir([]) and dir(5) == dir(int) or set(dir(int)) == set(dir(5))
assert id(c) == id(c) and id(c) != id(C()) and type(id(c)) is int
raises(TypeError, 'id() takes exactly one argument (0 given)', id)
raises(TypeError, 'id() takes exactly one argument (2 given)', id, 1, 2)
assert hash("a") == hash("a") and hash(5) == 5 and hash(c) == hash(c)
raises(TypeError, 'hash() takes exactly one argument (0 given)', hash)
raises(TypeError, "unhashable type: 'list'", hash, [])
raises(TypeError, "unhashable type: 'dict'", hash, (1, {}))
assert repr(5) == "5" and ascii("é") == "'\\xe9'" and format(5) == "5" and format(5, "") == "5"
assert format(3.14159, ".2f") == "3.14" and format("a", ">3") == "  a"
raises(TypeError, 'repr() takes exactly one argument (0 given)', repr)
raises(TypeError, 'format expected at least 1 argument, got 0', format)
raises(TypeError, 'format() argument 2 must be str, not None', format, 5, None)
assert len("abc") == 3 and len([]) == 0 and len({1: 2}) == 1 and len(range(5)) == 5 and len(b"ab") == 2


class L:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


assert len(L(5)) == 5 and len(L(True)) == 1
raises(TypeError, "object of type 'int' has no len()", len, 5)
raises(TypeError, "'str' object cannot be interpreted as an integer", len, L("a"))
raises(TypeError, "'float' object cannot be interpreted as an integer", len, L(1.5))
raises(ValueError, '__len__() should return >= 0', len, L(-1))
raises(OverflowError, "cannot fit 'int' into an index-sized integer", len, L(2 ** 63))
raises(TypeError, 'len() takes exactly one argument (0 given)', len)
raises(TypeError, 'len() takes exactly one argument (2 given)', len, [], [])
raises(TypeError, 'len() takes no keyword arguments', len, obj=[])


class Lying:
    @property
    def __class__(self):
        return str


class Hook(type):
    def __instancecheck__(cls, o):
        return NotImplemented if o == "ni" else 5 if o == 5 else []


class H(metaclass=Hook):
    pass


assert isinstance(Lying(), str) and isinstance(Lying(), Lying) and isinstance(5, H) is True
assert isinstance(6, H) is False and type(Lying()) is Lying


class Bases:
    __bases__ = (int,)


class BadBases:
    __bases__ = 5


assert issubclass(bool, int)
raises(TypeError, 'issubclass() arg 1 must be a class', issubclass, BadBases(), int)
raises(TypeError, 'isinstance() arg 2 must be a type, a tuple of types, or a union', isinstance, 5, BadBases())
assert issubclass(Bases(), Bases) == False
import io
out = io.StringIO()
print(1, "a", None, sep="-", end="!\n", file=out)
print(file=out)
print("x", "y", sep="", end="", file=out, flush=True)
print(*[1, 2], sep=None, end=None, file=out)
assert out.getvalue() == "1-a-None!\n\nxy1 2\n"
raises(TypeError, 'sep must be None or a string, not int', print, 1, sep=5)
raises(TypeError, 'end must be None or a string, not bytes', print, 1, end=b"x")
raises(AttributeError, "'int' object has no attribute 'write'", print, 1, file=5)
raises(TypeError, "print() got an unexpected keyword argument 'foo'", print, 1, foo=2)
class W:
    def __init__(self): self.log = []
    def write(self, s): self.log.append(s)
w = W()
print("a", 2, file=w)
assert w.log == ["a", " ", "2", "\n"]
raises(AttributeError, "'W' object has no attribute 'flush'", print, 1, file=w, flush=True)
n = 0
for i in range(1000):
    o = C()
    setattr(o, "k%d" % (i % 5), i)
    n += getattr(o, "k%d" % (i % 3), 1) + hasattr(o, "k0") + len(vars(o)) + isinstance(o, (int, C)) + callable(o)
assert n == 103695
print("object builtins", n, format(5, "03d"))
