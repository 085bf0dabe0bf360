"""Generator, coroutine and async generator objects: attributes, names, frames, states, repr, flags, equality, errors."""
import inspect
import types


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def gen(a, b=2):
    c = yield a
    yield c


async def co(a):
    await sus()
    return a


@types.coroutine
def sus():
    yield "s"


async def ag(n):
    for i in range(n):
        yield i


g, c, a = gen(1), co(2), ag(3)
assert (g.__name__, g.__qualname__, c.__name__, a.__name__) == ("gen", "gen", "co", "ag")
assert type(g).__name__ == "generator" and type(c).__name__ == "coroutine"
assert type(a).__name__ == "async_generator" and repr(g).startswith("<generator object gen at 0x")
assert repr(c).startswith("<coroutine object co at 0x")
assert repr(a).startswith("<async_generator object ag at 0x")
assert g.gi_code is gen.__code__ and g.gi_frame.f_locals == {"a": 1, "b": 2} and g.gi_yieldfrom is None
assert not g.gi_running and not g.gi_suspended and c.cr_code is co.__code__
assert c.cr_frame.f_locals == {"a": 2} and c.cr_await is None and c.cr_origin is None and not c.cr_running
assert a.ag_code is ag.__code__ and a.ag_frame.f_locals == {"n": 3} and not a.ag_running
assert a.ag_await is None
assert next(g) == 1 and g.gi_suspended and g.gi_frame.f_lineno == gen.__code__.co_firstlineno + 1
assert g.send("sent") == "sent" and g.gi_frame.f_locals["c"] == "sent"
assert c.send(None) == "s" and c.cr_await is not None and c.cr_suspended
assert type(c.cr_await) is types.GeneratorType
g.close(), c.close()
assert g.gi_frame is None and c.cr_frame is None and not g.gi_suspended and g.gi_code is gen.__code__
g.__name__ = "new name"
g.__qualname__ = "new qual"
assert (g.__name__, g.__qualname__) == ("new name", "new qual")
assert repr(g).startswith("<generator object new qual at 0x")
for attr, bad in (("__name__", 5), ("__qualname__", None)):
    raises(TypeError, "%s must be set to a string object" % attr, setattr, g, attr, bad)
raises(TypeError, '__name__ must be set to a string object', delattr, g, "__name__")
raises(AttributeError, "attribute 'gi_frame' of 'generator' objects is not writable", setattr, g, "gi_frame", None)
raises(AttributeError, "attribute 'gi_running' of 'generator' objects is not writable", setattr, g, "gi_running", True)
raises(AttributeError, "'generator' object has no attribute 'other' and no __dict__ for setting new attributes",
        setattr, g, "other", 1)
raises(AttributeError, "'generator' object has no attribute 'nope'", lambda: g.nope)
raises(TypeError, "'generator' object is not callable", lambda: g())
raises(TypeError, "object of type 'generator' has no len()", len, g)
raises(TypeError, "'generator' object is not subscriptable", lambda: g[0])
raises(TypeError, "'<' not supported between instances of 'generator' and 'generator'", lambda: g < g)
raises(TypeError, "unsupported operand type(s) for +: 'generator' and 'generator'", lambda: g + g)
raises(TypeError, "cannot create 'generator' instances", type(g))
raises(TypeError, "cannot create 'coroutine' instances", type(c))
raises(TypeError, "cannot create 'async_generator' instances", type(a))
raises(TypeError, "type 'generator' is not an acceptable base type", lambda: type("X", (type(g),), {}))
assert g == g and g != gen(1) and hash(g) == hash(g) and bool(g) and iter(g) is g and len({g, c, a}) == 3
running = []


def self_inspect():
    running.append((me.gi_running, me.gi_frame is not None, inspect.getgeneratorstate(me)))
    yield


me = self_inspect()
next(me)
assert running == [(True, True, "GEN_RUNNING")] and inspect.getgeneratorstate(me) == "GEN_SUSPENDED"


def delegates():
    yield from inner


inner = gen("x")
dd = delegates()
next(dd)
assert dd.gi_yieldfrom is inner and inner.gi_suspended
assert gen.__code__.co_flags & inspect.CO_GENERATOR and co.__code__.co_flags & inspect.CO_COROUTINE
assert ag.__code__.co_flags & inspect.CO_ASYNC_GENERATOR
assert sus.__code__.co_flags & inspect.CO_ITERABLE_COROUTINE
assert not gen.__code__.co_flags & inspect.CO_COROUTINE
ge = (x for x in [1])
ac = (x async for x in ag(1))
assert (ge.__name__, ge.__qualname__, ac.__name__, type(ac).__name__) == ("<genexpr>", "<genexpr>", "<genexpr>",
        "async_generator")
assert ge.gi_code.co_name == "<genexpr>"


class K:
    def m(self):
        yield self

    async def am(self):
        return self

    gens = (i for i in range(2))


k = K()
assert next(k.m()) is k and k.m().__qualname__ == "K.m" and K.gens.__qualname__ == "K.<genexpr>"
assert list(K.gens) == [0, 1]
cm = k.am()
try:
    cm.send(None)
except StopIteration as e:
    assert e.value is k
w = c.__class__.__await__(co(5))
assert type(w).__name__ == "coroutine_wrapper" and iter(w) is w and w.send(None) == "s" and w.close() is None
x = ag(1).__anext__()
assert type(x).__name__ == "async_generator_asend" and x.__await__() is x
x.close()
gens = [gen(i) for i in range(300)]
assert sum(next(q) for q in gens) == 44850 and sum(q.send(i) for i, q in enumerate(gens)) == 44850
assert all(q.gi_frame.f_locals == {"a": i, "b": 2, "c": i} for i, q in enumerate(gens))
for q in gens:
    q.close()
assert all(q.gi_frame is None for q in gens)
print("attributes", running, g.__qualname__)
