"""ExceptionGroup: construction rules, subgroup, split, derive, nesting, subclassing, attributes kept, exact errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

EG, BEG = ExceptionGroup, BaseExceptionGroup


def shape(e):
    return [e.message, *map(shape, e.exceptions)] if isinstance(e, BEG) else repr(e)


g = EG("msg", [ValueError(1), EG("in", [TypeError(2), ValueError(3)]), OSError("o")])
assert g.message == "msg" and len(g.exceptions) == 3 and type(g.exceptions) is tuple
assert str(g) == "msg (3 sub-exceptions)"
assert repr(g) == "ExceptionGroup('msg', [ValueError(1), ExceptionGroup('in', [TypeError(2), ValueError(3)]), OSError('o')])"
assert g.args[0] == "msg" and isinstance(g, Exception)
assert str(EG("one", [KeyError("k")])) == "one (1 sub-exception)"
assert type(BEG("x", [ValueError()])) is EG and type(BEG("x", [KeyboardInterrupt()])) is BEG
assert not isinstance(BEG("x", [KeyboardInterrupt()]), Exception)
raises(TypeError, 'Cannot nest BaseExceptions in an ExceptionGroup', EG, "x", [KeyboardInterrupt()])
raises(TypeError, 'BaseExceptionGroup.__new__() takes exactly 2 arguments (0 given)', EG)
raises(TypeError, 'BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)', EG, "m")
raises(TypeError, 'BaseExceptionGroup.__new__() argument 1 must be str, not int', EG, 5, [ValueError()])
raises(TypeError, 'second argument (exceptions) must be a sequence', EG, "m", ValueError())
raises(ValueError, 'second argument (exceptions) must be a non-empty sequence', EG, "m", [])
raises(ValueError, 'Item 1 of second argument (exceptions) is not an exception', EG, "m", [ValueError(), 5])
raises(ValueError, 'Item 0 of second argument (exceptions) is not an exception', EG, "m", [ValueError])
raises(TypeError, 'second argument (exceptions) must be a sequence', EG, "m", {ValueError()})
raises(TypeError, 'BaseExceptionGroup.__new__() takes exactly 2 arguments (3 given)', EG, "m", [ValueError()], 3)
raises(AttributeError, 'readonly attribute', setattr, g, "exceptions", ())
assert shape(g.subgroup(ValueError)) == ["msg", "ValueError(1)", ["in", "ValueError(3)"]]
assert g.subgroup(KeyError) is None and g.subgroup(EG) is g and g.subgroup(Exception) is g
assert shape(g.subgroup((TypeError, OSError))) == ['msg', ['in', 'TypeError(2)'], "OSError('o')"]
assert shape(g.subgroup(lambda e: isinstance(e, OSError))) == ["msg", "OSError('o')"]
m, r = g.split(ValueError)
assert shape(m) == ["msg", "ValueError(1)", ["in", "ValueError(3)"]]
assert shape(r) == ["msg", ["in", "TypeError(2)"], "OSError('o')"]
assert g.split(KeyError) == (None, g) or shape(g.split(KeyError)[1]) == shape(g)
assert g.split(EG) == (g, None) and g.split(lambda e: False)[0] is None
assert shape(g.split(lambda e: isinstance(e, EG) and e.message == "in")[0]) == ["msg", ["in", "TypeError(2)", "ValueError(3)"]]
raises(TypeError, 'expected an exception type, a tuple of exception types, or a callable (other than a class)', g.subgroup, 5)
raises(TypeError, 'expected an exception type, a tuple of exception types, or a callable (other than a class)',
        g.split, [ValueError])
raises(TypeError, 'expected an exception type, a tuple of exception types, or a callable (other than a class)',
        g.split, (ValueError, 5))
raises(TypeError, 'expected an exception type, a tuple of exception types, or a callable (other than a class)', g.subgroup, int)
raises(ZeroDivisionError, "division by zero", g.subgroup, lambda e: 1 // 0)
g.add_note("a note")
g.__cause__ = KeyError("cause")
try:
    raise g
except EG as caught:
    sub = caught.subgroup(OSError)
    assert sub.__notes__ == ["a note"] and sub.__cause__ is g.__cause__
    assert sub.__traceback__ is g.__traceback__ and sub.__notes__ is not g.__notes__
    assert sub.__context__ is g.__context__ and sub is not g
d = g.derive([ValueError("d")])
assert type(d) is EG and d.message == "msg" and not hasattr(d, "__notes__") and d.__cause__ is None


class Coded(EG):
    def __new__(cls, message, excs, code=0):
        self = super().__new__(Coded, message, excs)
        self.code = code
        return self

    def derive(self, excs):
        return Coded(self.message, excs, self.code)


class NoDerive(EG):
    pass


class BadDerive(EG):
    def derive(self, excs):
        return 5


c = Coded("c", [ValueError(1), Coded("inner", [OSError(2)], 7)], 42)
m, r = c.split(OSError)
assert type(m) is Coded and m.code == 42 and m.exceptions[0].code == 7 and type(r) is Coded and r.code == 42
assert type(NoDerive("n", [ValueError(), KeyError()]).subgroup(KeyError)) is EG
raises(TypeError, 'derive must return an instance of BaseExceptionGroup',
        BadDerive("b", [ValueError(), KeyError()]).split, KeyError)


class Mixed(EG, ValueError):
    pass


x = Mixed("m", [KeyError()])
assert isinstance(x, ValueError) and x.subgroup(ValueError) is x
class IntGroup(BEG):
    def __new__(cls, m, e): return super().__new__(cls, m, e)
assert type(IntGroup("i", [KeyboardInterrupt()])) is IntGroup and EG[int].__origin__ is EG
deep = ValueError("leaf")
for i in range(100):
    deep = EG(str(i), [deep])
count = 0
e = deep.subgroup(ValueError)
while isinstance(e, EG):
    count += 1
    e = e.exceptions[0]
assert count == 100 and e.args == ("leaf",)
wide = EG("w", [ValueError(i) if i % 3 else KeyError(i) for i in range(300)])
m, r = wide.split(KeyError)
assert len(m.exceptions) == 100 and len(r.exceptions) == 200
assert sum([e.args[0] for e in m.exceptions]) == sum(range(0, 300, 3))
print("groups", repr(c), count, len(m.exceptions))
