"""Private name mangling: attributes, methods, locals, arguments, globals, imports, strings, nested classes, odd class names."""


class A:
    __x = 1
    __y__ = 2
    _z = 3

    def __init__(self):
        self.__v = 10
        self.__dunder__ = 11

    def __priv(self):
        return "A.__priv"

    def call(self):
        return self.__priv()

    def get(self, other):
        return self.__x, other.__v, self.__y__

    def kw(self, __arg=5, *__rest, __only=6, **__kw):
        return __arg, __rest, __only, __kw

    def loc(self):
        __local = 1
        return sorted(locals())

    def dele(self):
        self.__tmp = 1
        del self.__tmp
        return hasattr(self, "_A__tmp")

    def string(self):
        return getattr(self, "__x", "not mangled")

    def glob(self):
        global __g
        __g = 7
        return __g

    def exc(self):
        try:
            1 / 0
        except ZeroDivisionError as __e:
            return "_A__e" in locals(), type(__e).__name__

    def comp(self):
        return [__i for __i in range(2)], {__k: 1 for __k in "a"}, (lambda __p: __p)(3)

    def loop(self):
        for __q in (1, 2):
            pass
        with self as __w:
            return __q, __w

    def __enter__(self):
        return "entered"

    def __exit__(self, *a):
        pass

    def match(self, v):
        match v:
            case [__a, *__b]:
                return __a, __b
            case A(_A__v=__c):
                return __c

    def imp(self):
        import sys as __sys
        return __sys.__name__

    def annotated(self):
        __ann: int = 4
        return __ann

    class Inner:
        __x = "inner"

        def get(self):
            return self.__x

    def local_class(self):
        class _B:
            __n = "in B"
        return sorted(k for k in vars(_B) if "__n" in k)


class Sub(A):
    __x = 100

    def __priv(self):
        return "Sub.__priv"

    def both(self):
        return self.__x, self._A__x


class __Under:
    __a = 1

    def f(self):
        return self.__a


class ____:
    __b = 2

    def f(self):
        return self.__b


class _Mixed__:
    __c = 3


a, s = A(), Sub()
assert (A._A__x, A.__y__, A._z) == (1, 2, 3) and not hasattr(A, "__x")
assert vars(a) == {"_A__v": 10, "__dunder__": 11}
assert a.call() == "A.__priv" == s.call() and s._Sub__priv() == "Sub.__priv"
assert a.get(s) == (1, 10, 2) == s.get(a) and s.both() == (100, 1)
assert a.kw() == (5, (), 6, {}) and a.kw(1, 2, _A__only=3, z=4) == (1, (2,), 3, {"z": 4})
assert a.kw(_A__arg=9)[0] == 9
assert a.kw(__only=1) == (5, (), 6, {"__only": 1})
assert A.kw.__code__.co_varnames == ("self", "_A__arg", "_A__only", "_A__rest", "_A__kw")
assert A.kw.__kwdefaults__ == {"_A__only": 6}
assert a.loc() == ["_A__local", "self"] and a.dele() is False and a.string() == "not mangled"
assert a.glob() == 7 and _A__g == 7
assert a.exc() == (True, "ZeroDivisionError") and a.comp() == ([0, 1], {"a": 1}, 3)
assert a.loop() == (2, "entered") and a.match([1, 2]) == (1, [2]) and a.match(a) == 10
assert a.imp() == "sys" and a.annotated() == 4 and A.Inner().get() == "inner" and "_Inner__x" in vars(A.Inner)
assert a.local_class() == ["_B__n"]
assert __Under().f() == 1 and "_Under__a" in vars(__Under) and ____().f() == 2 and "__b" in vars(____)
assert "_Mixed____c" in vars(_Mixed__)
assert A._A__priv.__name__ == "__priv" and A._A__priv.__qualname__ == "A.__priv"
try:
    a.__v
except AttributeError as e:
    assert str(e) == "'A' object has no attribute '__v'", str(e)
ns = {}
exec("class Q:\n    def m(self): return self.__h\n", ns)
try:
    ns["Q"]().m()
except AttributeError as e:
    assert str(e) == "'Q' object has no attribute '_Q__h'", str(e)


def outside():
    __free = 1

    class K:
        def read(self):
            try:
                return __free
            except NameError as e:
                return str(e)
    return K().read()


assert outside() == "name '_K__free' is not defined"
class Slots:
    __slots__ = ("__s", "pub")
    def __init__(self):
        self.__s = 1
assert Slots()._Slots__s == 1 and Slots._Slots__s.__name__ == "_Slots__s"
assert eval("[__z for __z in (1,)]") == [1] and (lambda __plain: __plain)(2) == 2
total = 0
for i in range(500):
    a._A__v = i
    total += a.get(a)[1]
assert total == 124750
print("mangling", total, a.comp(), outside())
