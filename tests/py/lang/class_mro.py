"""C3 linearisation: diamonds, consistency errors, __bases__ changes, custom mro(), lookups through it."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def names(c):
    return "".join(k.__name__ + " " for k in c.__mro__[:-1]).strip()


class O: pass
class A(O): pass
class B(O): pass
class C(O): pass
class D(O): pass
class E(O): pass
class K1(A, B, C): pass
class K2(D, B, E): pass
class K3(D, A): pass
class Z(K1, K2, K3): pass


assert names(Z) == "Z K1 K2 K3 D A B C E O" and names(K1) == "K1 A B C O" and Z.mro() == list(Z.__mro__)


def merge(seqs):
    """C3 by hand."""
    out = []
    seqs = [list(s) for s in seqs if s]
    while seqs:
        for s in seqs:
            head = s[0]
            if not any(head in t[1:] for t in seqs):
                break
        else:
            return None
        out.append(head)
        seqs = [s[1:] if s[0] is head else s for s in seqs]
        seqs = [s for s in seqs if s]
    return out


pool = [O, A, B, C, D, E, K1, K2, K3]
made = failed = 0
seed = 7
for i in range(300):
    seed = seed * 16807 % 2147483647
    bases = tuple(dict.fromkeys([pool[seed % len(pool)], pool[seed // 100 % len(pool)], pool[seed // 10000 % len(pool)]]))
    want = merge([b.__mro__ for b in bases] + [bases])
    try:
        cls = type("N%d" % i, bases, {})
    except TypeError as e:
        assert want is None and str(e).startswith("Cannot create a consistent method resolution order (MRO) for bases "), str(e)
        failed += 1
    else:
        assert list(cls.__mro__[1:]) == want
        made += 1
        if i % 3 == 0:
            pool.append(cls)
assert (made, failed) == (80, 220)
raises(TypeError, 'Cannot create a consistent method resolution order (MRO) for bases O, A', type, "Bad", (O, A), {})
raises(TypeError, 'Cannot create a consistent method resolution order (MRO) for bases object, A', type, "Bad", (object, A), {})
raises(TypeError, 'duplicate base class A', type, "Bad", (A, A), {})


class X: pass
class Y(X): v = "Y"
class W: v = "W"
class Q(Y): pass


q = Q()
assert [q.v for _ in range(100)][-1] == "Y"
Y.__bases__ = (W,)
assert names(Q) == "Q Y W" and q.v == "Y" and isinstance(q, W) and not isinstance(q, X) and issubclass(Q, W)
del Y.v
assert [q.v for _ in range(100)][-1] == "W"
assert Q in Y.__subclasses__() and Y in W.__subclasses__() and Y not in X.__subclasses__()
raises(TypeError, 'can only assign non-empty tuple to Y.__bases__, not ()', setattr, Y, "__bases__", ())
raises(TypeError, 'can only assign tuple to Y.__bases__, not list', setattr, Y, "__bases__", [W])
raises(TypeError, "Y.__bases__ must be tuple of classes, not 'int'", setattr, Y, "__bases__", (5,))
raises(TypeError, 'a __bases__ item causes an inheritance cycle', setattr, Y, "__bases__", (Q,))
raises(TypeError, 'a __bases__ item causes an inheritance cycle', setattr, Y, "__bases__", (Y,))
raises(TypeError, "__bases__ assignment: 'int' deallocator differs from 'W'", setattr, Y, "__bases__", (int,))
raises(TypeError, "__bases__ assignment: 'object' deallocator differs from 'W'", setattr, Y, "__bases__", (object,))
raises(TypeError, "cannot set '__bases__' attribute of immutable type 'int'", setattr, int, "__bases__", (object,))
raises(TypeError, "cannot delete '__bases__' attribute of immutable type 'Y'", delattr, Y, "__bases__")
raises(TypeError, 'Cannot create a consistent method resolution order (MRO) for bases O, A', setattr, K3, "__bases__", (O, A))
assert names(Y) == "Y W" and names(K3) == "K3 D A O"


class RevMeta(type):
    def mro(cls):
        default = super().mro()
        return default[:1] + default[1:-1][::-1] + default[-1:]


class M1: w = 1
class M2: w = 2
class M3(M1, M2, metaclass=RevMeta): pass


assert M3.w == 2 and names(M3) == "M3 M2 M1"


class BadMeta(type):
    def mro(cls):
        return [cls, 5]


raises(TypeError, "mro() returned a non-class ('int')", BadMeta, "X", (), {})


class Mixin:
    def who(self):
        return "Mixin>" + super().who()


class Root:
    def who(self):
        return "Root"


class L(Root):
    def who(self):
        return "L>" + super().who()


class Both(Mixin, L): pass
class Sub(Both, Root): pass


assert Sub().who() == "Mixin>L>Root"
deep = Root
for i in range(150):
    deep = type("Deep%d" % i, (deep,), {})
assert len(deep.__mro__) == 152 and deep().who() == "Root" and issubclass(deep, Root)
Root.who = lambda self: "patched"
assert deep().who() == "patched" and Sub().who() == "Mixin>L>patched"
print("mro", names(Z), made, failed)
