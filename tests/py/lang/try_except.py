"""try/except: matching by class, tuple, subclass, dynamic class; else; the bound name; bad handlers."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def kind(exc):
    try:
        if exc is not None:
            raise exc
    except (KeyError, IndexError) as e:
        return "lookup " + type(e).__name__
    except ArithmeticError:
        return "arith"
    except (ValueError, (TypeError, (OSError,))):
        return "nested tuple"
    except Exception:
        return "exception"
    except:
        return "base"
    else:
        return "none"


cases = [None, KeyError(1), IndexError(), ZeroDivisionError(), OverflowError(), UnicodeError(), TypeError(),
        FileNotFoundError(),
         RuntimeError(), KeyboardInterrupt(), SystemExit(), GeneratorExit()]
try:
    got = [kind(c) for c in cases]
except TypeError as e:
    got = str(e)
assert got == 'catching classes that do not inherit from BaseException is not allowed'


def handler(h, exc=ValueError("v")):
    try:
        raise exc
    except h as e:
        return e


assert handler(ValueError).args == ("v",) and handler((KeyError, ValueError)).args == ("v",)
raises(ValueError, "v", handler, ())
raises(ValueError, "v", handler, KeyError)
raises(TypeError, 'catching classes that do not inherit from BaseException is not allowed', handler, 5)
raises(TypeError, 'catching classes that do not inherit from BaseException is not allowed', handler, int)
raises(TypeError, 'catching classes that do not inherit from BaseException is not allowed', handler, (int, ValueError))
raises(TypeError, 'catching classes that do not inherit from BaseException is not allowed', handler, [ValueError])


def name_is_deleted():
    e = "before"
    try:
        raise KeyError("k")
    except KeyError as e:
        saved = e
    try:
        e
    except UnboundLocalError as x:
        return saved.args, str(x)


assert name_is_deleted() == (
    ('k',), "cannot access local variable 'e' where it is not associated with a value",
)


def inner_del():
    try:
        raise KeyError
    except KeyError as e:
        del e
    try:
        raise KeyError
    except KeyError as e:
        e = 5
    return "e" in locals()


assert inner_del() is False

# The handler expression is evaluated only when something was raised, in order.
log = []


def h(cls):
    log.append(cls.__name__)
    return cls


for exc in (None, KeyError, OSError):
    try:
        if exc:
            raise exc
    except h(ValueError):
        pass
    except h(KeyError):
        pass
    except h(OSError):
        pass
assert log == ["ValueError", "KeyError", "ValueError", "KeyError", "OSError"]


def else_raises():
    try:
        pass
    except KeyError:
        return "wrong"
    else:
        raise KeyError("from else")


raises(KeyError, "'from else'", else_raises)


class Meta(type):
    def __instancecheck__(cls, obj):
        log.append("instancecheck")
        return True


class Virtual(Exception, metaclass=Meta):
    pass


raises(ValueError, "v", handler, Virtual)
assert "instancecheck" not in log


class MyErr(ValueError):
    def __init__(self, a, b):
        super().__init__(a)
        self.b = b


def deep(n):
    if n == 0:
        raise MyErr("deep", 42)
    deep(n - 1)


try:
    deep(50)
except ValueError as e:
    depth = 0
    tb = e.__traceback__
    while tb:
        depth, tb = depth + 1, tb.tb_next
    assert (str(e), e.b, depth) == ("deep", 42, 52)

hits = {}
for i in range(3000):
    try:
        if i % 4 == 0:
            raise ValueError(i)
        elif i % 4 == 1:
            [][i]
        elif i % 4 == 2:
            {}[i]
        else:
            i.nope
    except (ValueError, AttributeError) as e:
        hits[type(e).__name__] = hits.get(type(e).__name__, 0) + 1
    except LookupError as e:
        hits[str(e)[:4]] = hits.get(str(e)[:4], 0) + 1
assert hits["ValueError"] == hits["AttributeError"] == 750 and hits["list"] == 750
ValueErrorSaved = ValueError
ValueError = KeyError
try:
    {}[1]
except ValueError as e:
    assert type(e) is KeyError
del ValueError
print("try", got, hits["list"])
