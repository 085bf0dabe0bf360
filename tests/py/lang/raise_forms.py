"""raise: classes, instances, bare re-raise, from, from None, context chains, bad operands."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def r(x):
    raise x


raises(ValueError, "", r, ValueError)
raises(ValueError, "a", r, ValueError("a"))
raises(TypeError, 'exceptions must derive from BaseException', r, 5)
raises(TypeError, 'exceptions must derive from BaseException', r, "text")
raises(TypeError, 'exceptions must derive from BaseException', r, int)
raises(TypeError, 'exceptions must derive from BaseException', r, None)


class Weird(Exception):
    def __new__(cls, *a):
        return 7


raises(TypeError, "calling <class '__main__.Weird'> should have returned an instance of BaseException, not <class 'int'>",
        r, Weird)


class NeedsArgs(Exception):
    def __init__(self, a):
        self.a = a


raises(TypeError, "NeedsArgs.__init__() missing 1 required positional argument: 'a'", r, NeedsArgs)


def bare():
    raise


raises(RuntimeError, 'No active exception to reraise', bare)


def reraise():
    try:
        1 / 0
    except ZeroDivisionError as e:
        first = e
        try:
            raise
        except ZeroDivisionError as again:
            assert again is first and again.__context__ is None
        bare_in_call()


def bare_in_call():
    raise


raises(ZeroDivisionError, 'division by zero', reraise)


def chain(cause):
    try:
        {}["k"]
    except KeyError:
        raise ValueError("v") from cause


for cause, want in ((None, None), (OSError, OSError), (OSError("x"), OSError)):
    try:
        chain(cause)
    except ValueError as e:
        assert (type(e.__cause__) if e.__cause__ else None) is want
        assert e.__suppress_context__ is True and type(e.__context__) is KeyError
raises(TypeError, 'exception causes must derive from BaseException', chain, 5)
raises(TypeError, 'exception causes must derive from BaseException', chain, "s")

# Implicit context: set once, without cycles.
def ctx():
    try:
        try:
            raise KeyError("1")
        except KeyError:
            raise ValueError("2")
    except ValueError:
        raise OSError("3")


try:
    ctx()
except OSError as e:
    names = []
    while e:
        names.append(type(e).__name__)
        e = e.__context__
    assert names == ["OSError", "ValueError", "KeyError"]

try:
    try:
        raise KeyError("a")
    except KeyError as a:
        try:
            raise ValueError("b")
        except ValueError as b:
            raise a
except KeyError as e:
    assert type(e.__context__) is ValueError and e.__context__.__context__ is None

e = ValueError("self")
try:
    try:
        raise e
    except ValueError:
        raise e
except ValueError as same:
    assert same is e and e.__context__ is None

exc = ValueError("t").with_traceback(None)
assert exc.__traceback__ is None
try:
    raise exc
except ValueError:
    assert exc.__traceback__.tb_frame.f_code.co_name == "<module>"
for attr, bad in (("__traceback__", 5), ("__cause__", 5), ("__context__", "x")):
    try:
        setattr(exc, attr, bad)
    except TypeError as err:
        print(err)
try:
    del exc.__cause__
except TypeError as err:
    print(err)
exc.__cause__ = KeyError()
assert exc.__suppress_context__
exc.__suppress_context__ = False
exc.__cause__ = None
assert exc.__suppress_context__ and exc.__cause__ is None


class Eval:
    order = []


def ev(x):
    Eval.order.append(type(x).__name__)
    return x


try:
    raise ev(ValueError()) from ev(KeyError())
except ValueError:
    assert Eval.order == ["ValueError", "KeyError"]


def loop(n):
    got = None
    for i in range(n):
        try:
            try:
                raise ValueError(i)
            except ValueError as v:
                raise KeyError(i) from v
        except KeyError as k:
            got = k.args[0], k.__cause__.args[0]
    return got


assert loop(1000) == (999, 999)
print("raise", loop(3), Eval.order)
