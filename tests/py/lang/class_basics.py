"""Classes: body scope, attributes of class and instance, methods, bound methods, __dict__, names."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


class A:
    """The doc."""
    n = 1
    lst = []
    squares = [i * i for i in range(4)]
    both = n + 1

    def __init__(self, v=0):
        self.v = v

    def get(self):
        return self.v

    def set(self, v):
        self.v = v
        return self


assert A.__name__ == A.__qualname__ == "A" and A.__doc__ == "The doc." and A.__module__ == "__main__"
assert A.__bases__ == (object,) and A.__mro__ == (A, object) and A.both == 2 and A.squares == [0, 1, 4, 9]
a, b = A(), A(5)
a.lst.append(1)
assert b.lst == [1] and A.lst is a.lst
a.n = 10
assert (a.n, b.n, A.n) == (10, 1, 1)
A.n = 2
assert (a.n, b.n) == (10, 2)
assert a.__dict__ == {"v": 0, "n": 10} and vars(b) == {"v": 5}
m = b.get
assert m() == 5 and m.__self__ is b and m.__func__ is A.get and m == b.get and m is not b.get
assert A.get(b) == 5 and b.set(6).get() == 6 and m() == 6
b.get = lambda: "own"
assert b.get() == "own" and m() == 6 and A.get(b) == 6
del b.get
assert b.get() == 6
A.extra = lambda self, k: (self.v, k)
assert b.extra(1) == (6, 1)
A.notmethod = len
assert b.notmethod([1, 2]) == 2
raises(AttributeError, "'A' object has no attribute 'missing'", lambda: b.missing)
raises(AttributeError, "type object 'A' has no attribute 'missing'", lambda: A.missing)
raises(TypeError, 'A.__init__() takes from 1 to 2 positional arguments but 3 were given', A, 1, 2)
raises(TypeError, "A.get() missing 1 required positional argument: 'self'", A.get)
raises(TypeError, 'A.get() takes 1 positional argument but 2 were given', b.get, 1)
raises(TypeError, "'A' object is not callable", b)


class Empty:
    pass


raises(TypeError, 'Empty() takes no arguments', Empty, 1)
raises(TypeError, 'Empty() takes no arguments', Empty, x=1)


class BadInit:
    def __init__(self):
        return 5


raises(TypeError, "__init__() should return None, not 'int'", BadInit)


class New:
    made = []

    def __new__(cls, *args):
        obj = super().__new__(cls)
        cls.made.append(args)
        return obj if args else "not an instance"

    def __init__(self, *args):
        self.args = args


assert New() == "not an instance" and New(1).args == (1,) and New.made == [(), (1,)]
assert (a == a, a == b, a != b, hash(a) == hash(a)) == (True, False, True, True)
assert type(a) is A and isinstance(a, A) and isinstance(a, object) and not isinstance(A, A)
assert isinstance(A, type)


def make(i):
    class Local:
        ident = i

        class Inner:
            pass
    return Local


k1, k2 = make(1), make(2)
assert k1 is not k2 and (k1.ident, k2.ident) == (1, 2)
assert k1.__qualname__ == "make.<locals>.Local" and k1.Inner.__qualname__ == "make.<locals>.Local.Inner"
A.__name__ = "Renamed"
assert A.__name__ == "Renamed" and A.__qualname__ == "A" and repr(A) == "<class '__main__.A'>"
raises(TypeError, "can only assign string to Renamed.__name__, not 'int'", setattr, A, "__name__", 5)
total = 0
for i in range(2000):
    total += A(i).set(i + 1).get()
assert total == sum(range(1, 2001))
class Weird:
    locals()["made_by_locals"] = 7
    for q in range(3):
        pass
    if q == 2:
        def cond(self): return "two"
assert Weird.made_by_locals == 7 and Weird.q == 2 and Weird().cond() == "two"
print("class", total, repr(A), k1.__qualname__)
