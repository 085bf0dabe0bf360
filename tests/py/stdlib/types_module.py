"""types: the names of the interpreter's types, new_class, prepare_class, resolve_bases, coroutine, DynamicClassAttribute."""
import types


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

async def co(): pass
async def ag(): yield 1
def gen(): yield 1


class K:
    def m(self):
        pass


c, a, g = co(), ag(), gen()
PAIRS = [(types.FunctionType, lambda: 0), (types.LambdaType, gen), (types.GeneratorType, g),
        (types.CoroutineType, c), (types.AsyncGeneratorType, a), (types.MethodType, K().m),
        (types.BuiltinFunctionType, len), (types.BuiltinMethodType, [].append),
        (types.WrapperDescriptorType, object.__init__), (types.MethodWrapperType, object().__str__),
        (types.MethodDescriptorType, str.join), (types.ClassMethodDescriptorType, dict.__dict__["fromkeys"]),
         (types.ModuleType, types), (types.CodeType, gen.__code__),
                 (types.CellType, (lambda x: lambda: x)(1).__closure__[0]),
                 (types.MappingProxyType, int.__dict__), (types.SimpleNamespace, types.SimpleNamespace()),
                 (types.GetSetDescriptorType, types.FunctionType.__dict__["__code__"]),
                 (types.MemberDescriptorType, types.FunctionType.__dict__["__closure__"]),
                 (types.GenericAlias, list[int]), (types.UnionType, int | str), (types.EllipsisType, ...),
                 (types.NoneType, None), (types.NotImplementedType, NotImplemented),
                 (types.FrameType, g.gi_frame), (types.CapsuleType, None)]
for t, v in PAIRS[:-1]:
    assert type(v) is t and isinstance(v, t), t
try:
    1 / 0
except ZeroDivisionError as e:
    assert type(e.__traceback__) is types.TracebackType
c.close()
assert [t.__name__ for t, v in PAIRS] == [
    'function', 'function', 'generator', 'coroutine', 'async_generator', 'method',
    'builtin_function_or_method', 'builtin_function_or_method', 'wrapper_descriptor',
    'method-wrapper', 'method_descriptor', 'classmethod_descriptor', 'module', 'code', 'cell',
    'mappingproxy', 'SimpleNamespace', 'getset_descriptor', 'member_descriptor', 'GenericAlias',
    'Union', 'ellipsis', 'NoneType', 'NotImplementedType', 'frame', 'PyCapsule',
]
for t, args in ((types.NoneType, ()), (types.EllipsisType, ()), (types.NotImplementedType, ())):
    assert t() in (None, ..., NotImplemented) if t is not types.NotImplementedType else t() is NotImplemented
raises(TypeError, 'NoneType takes no arguments', types.NoneType, 1)
raises(TypeError, "cannot create 'generator' instances", types.GeneratorType)
raises(TypeError, 'method expected 2 arguments, got 0', types.MethodType)
raises(TypeError, 'first argument must be callable', types.MethodType, 5, 5)
raises(TypeError, 'instance must not be None', types.MethodType, len, None)
raises(TypeError, "cannot create 'coroutine' instances", types.CoroutineType)
raises(TypeError, "cannot create 'builtin_function_or_method' instances", types.BuiltinFunctionType)
m = types.MethodType(lambda self, x: (self, x), "me")
assert m(1) == ("me", 1) and m.__self__ == "me" and types.MethodType(len, [1, 2])() == 2
assert m == types.MethodType(m.__func__, "me") and hash(m) == hash(types.MethodType(m.__func__, "me"))
assert m != types.MethodType(m.__func__, 5) and m.__func__("x", 2) == ("x", 2)
s1, s2 = "abc" * 10, "abc" * 10
assert types.MethodType(len, s1).__self__ is s1
raises(AttributeError, "'method' object has no attribute 'attr' and no __dict__ for setting new attributes",
        setattr, m, "attr", 1)
raises(AttributeError, "'function' object has no attribute 'missing'", lambda: m.missing)
N = types.new_class("N", (K,), {}, lambda ns: ns.update(x=1, f=lambda self: self.x))
assert N().f() == 1 and N.__bases__ == (K,) and N.__name__ == "N" and N.__module__ in ("__main__", "types")
assert types.new_class("E").__bases__ == (object,)


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        return {"prepared": kw}

    def __new__(mcs, name, bases, ns, **kw):
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        pass


M = types.new_class("M", (), {"metaclass": Meta, "opt": 5})
assert M.prepared == {"opt": 5} and type(M) is Meta
meta, ns, kwds = types.prepare_class("P", (M,), {"q": 1})
assert meta is Meta and ns == {"prepared": {"q": 1}} and kwds == {"q": 1}


class Entries:
    def __mro_entries__(self, bases):
        return (K, dict)


e = Entries()
assert types.resolve_bases((e, list)) == (K, dict, list) and types.resolve_bases((int,)) == (int,)
assert types.get_original_bases(type("Z", (), {})) == (object,)
class Gen[T](list[T]): pass
assert types.get_original_bases(Gen)[0] == list[Gen.__type_params__[0]]
raises(TypeError, "Expected an instance of type, not 'int'", types.get_original_bases, 5)


class D:
    @types.DynamicClassAttribute
    def attr(self):
        return "instance"


assert D().attr == "instance" and not hasattr(D, "attr")


@types.coroutine
def wrapped():
    got = yield "out"
    return got


async def use():
    return await wrapped()


u = use()
assert u.send(None) == "out"
try:
    u.send(42)
except StopIteration as stop:
    assert stop.value == 42
raises(TypeError, 'types.coroutine() expects a callable', types.coroutine, 5)
cell = types.CellType()
raises(ValueError, 'Cell is empty', lambda: cell.cell_contents)
cell.cell_contents = 1
assert cell == types.CellType(1) and cell < types.CellType(2) and cell.cell_contents == 1
assert types.CellType(1) != types.CellType() and repr(cell).startswith("<cell at 0x")
total = 0
for i in range(500):
    b = types.MethodType(lambda s, k: s + k, i)
    total += b(1) + types.new_class("T%d" % i, (K,), {}, lambda ns: ns.update(v=i)).v if i % 50 == 0 else b(1)
assert total == sum(i + 1 + (i if i % 50 == 0 else 0) for i in range(500))
print("types", total, m(2), kwds)
