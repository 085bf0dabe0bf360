"""The builtin exception hierarchy, MROs, construction, args, str and repr, pickling state, subclassing."""
import builtins


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def tree(cls, depth=0):
    subs = sorted([c for c in cls.__subclasses__() if getattr(builtins, c.__name__, None) is c
            and c.__module__ == "builtins"], key=lambda c: c.__name__)
    out = ["  " * depth + cls.__name__]
    for c in subs:
        out += tree(c, depth + 1)
    return out


assert tree(BaseException) == [
    'BaseException', '  BaseExceptionGroup', '    ExceptionGroup', '  Exception',
    '    ArithmeticError', '      FloatingPointError', '      OverflowError',
    '      ZeroDivisionError', '    AssertionError', '    AttributeError', '    BufferError',
    '    EOFError', '    ExceptionGroup', '    ImportError', '      ModuleNotFoundError',
    '    LookupError', '      IndexError', '      KeyError', '    MemoryError', '    NameError',
    '      UnboundLocalError', '    OSError', '      BlockingIOError', '      ChildProcessError',
    '      ConnectionError', '        BrokenPipeError', '        ConnectionAbortedError',
    '        ConnectionRefusedError', '        ConnectionResetError', '      FileExistsError',
    '      FileNotFoundError', '      InterruptedError', '      IsADirectoryError',
    '      NotADirectoryError', '      PermissionError', '      ProcessLookupError',
    '      TimeoutError', '    ReferenceError', '    RuntimeError', '      NotImplementedError',
    '      PythonFinalizationError', '      RecursionError', '    StopAsyncIteration',
    '    StopIteration', '    SyntaxError', '      IndentationError', '        TabError',
    '      _IncompleteInputError', '    SystemError', '    TypeError', '    ValueError',
    '      UnicodeError', '        UnicodeDecodeError', '        UnicodeEncodeError',
    '        UnicodeTranslateError', '    Warning', '      BytesWarning', '      DeprecationWarning',
    '      EncodingWarning', '      FutureWarning', '      ImportWarning',
    '      PendingDeprecationWarning', '      ResourceWarning', '      RuntimeWarning',
    '      SyntaxWarning', '      UnicodeWarning', '      UserWarning', '  GeneratorExit',
    '  KeyboardInterrupt', '  SystemExit',
]
assert IOError is OSError is EnvironmentError and issubclass(UnicodeDecodeError, ValueError)
assert issubclass(ModuleNotFoundError, ImportError) and issubclass(NotImplementedError, RuntimeError)
assert not issubclass(KeyboardInterrupt, Exception) and issubclass(ExceptionGroup, (BaseExceptionGroup,))
assert issubclass(ExceptionGroup, Exception)
for name in dir(builtins):
    cls = getattr(builtins, name)
    if isinstance(cls, type) and issubclass(cls, BaseException) and not issubclass(cls, (UnicodeError, BaseExceptionGroup)):
        e = cls("text")
        assert e.args == ("text",) and repr(e) == cls.__name__ + "('text')" and isinstance(e, cls)
        assert cls() .args == () and str(cls()) == ("None" if issubclass(cls, SyntaxError) else "")
        assert e.__traceback__ is None and e.__cause__ is None and e.__context__ is None
        assert e.__suppress_context__ is False and not hasattr(e, "__notes__")
e = ValueError(1, "a", None)
assert e.args == (1, "a", None) and str(e) == "(1, 'a', None)" and repr(e) == "ValueError(1, 'a', None)"
assert str(ValueError(5)) == "5" and repr(ValueError(5)) == "ValueError(5)"
assert str(ValueError(None)) == "None" and str(ValueError("")) == "" and str(ValueError(())) == "()"
assert repr(ValueError((1,))) == "ValueError((1,))"
e.args = ["new", 2]
assert e.args == ("new", 2) and str(e) == "('new', 2)"
raises(TypeError, "'int' object is not iterable", setattr, e, "args", 5)
raises(TypeError, 'args may not be deleted', delattr, e, "args")
raises(TypeError, 'ValueError() takes no keyword arguments', ValueError, x=1)
assert str(KeyError("k")) == "'k'" and str(KeyError("a", 1)) == "('a', 1)" and str(KeyError()) == ""
assert str(KeyError(KeyError("x"))) == "KeyError('x')" and str(LookupError("k")) == "k"
e.attr = 5
assert e.__dict__ == {"attr": 5} and e.__reduce__() == (ValueError, ("new", 2), {"attr": 5})
assert e.__setstate__({"b": 1}) is None and e.b == 1


class E(Exception):
    pass


class WithInit(Exception):
    def __init__(self, code):
        self.code = code


class CallsSuper(Exception):
    def __init__(self, code):
        super().__init__("code %d" % code)
        self.code = code


class WithStr(E):
    def __str__(self):
        return "custom " + repr(self.args)


class WithNew(Exception):
    def __new__(cls, *a):
        self = super().__new__(cls, "from new")
        return self

    def __init__(self, *a):
        pass


assert WithInit(5).args == (5,) and str(WithInit(5)) == "5" and CallsSuper(7).args == ("code 7",)
assert str(WithStr(1)) == "custom (1,)" and repr(WithStr(1)) == "WithStr(1)"
assert WithNew(1, 2).args == ("from new",) and repr(E()) == "E()" and E.__bases__ == (Exception,)
assert WithInit(code=3).args == () and WithInit(code=3).code == 3
raises(TypeError, 'multiple bases have instance lay-out conflict', type, "X", (SyntaxError, OSError), {})
class Multi(KeyError, AttributeError):
    pass
m = Multi("a")
assert isinstance(m, LookupError) and isinstance(m, AttributeError) and str(m) == "'a'" and m.name is None
a, b = ValueError("x"), ValueError("x")
assert a != b and a == a and hash(a) == hash(a)
s = SystemExit(3)
assert s.code == 3 and SystemExit().code is None and SystemExit(1, 2).code == (1, 2)
assert SystemExit("msg").code == "msg"
st = StopIteration(5)
assert st.value == 5 and StopIteration().value is None and StopIteration(1, 2).value == 1
assert StopAsyncIteration("x").args == ("x",)
counts = {}
for i in range(1500):
    try:
        raise (ValueError, KeyError, WithInit)[i % 3](i)
    except LookupError as err:
        counts["L"] = counts.get("L", 0) + err.args[0]
    except Exception as err:
        counts[type(err).__name__] = counts.get(type(err).__name__, 0) + err.args[0]
assert counts == {"ValueError": sum(range(0, 1500, 3)), "L": sum(range(1, 1500, 3)), "WithInit": sum(range(2, 1500, 3))}
print("hierarchy", counts, repr(CallsSuper(1)))
