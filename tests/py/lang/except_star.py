"""except*: splitting groups, several clauses, naked exceptions, re-raise, else and finally, nested handlers."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


def shape(e):
    """A group as nested lists of type names and arguments."""
    if isinstance(e, BaseExceptionGroup):
        return [e.message, *map(shape, e.exceptions)]
    return "%s(%s)" % (type(e).__name__, ", ".join(map(repr, e.args)))


def handle(exc):
    log = []
    try:
        try:
            if exc is not None:
                raise exc
        except* ValueError as e:
            log.append(("V", shape(e)))
        except* (TypeError, KeyError) as e:
            log.append(("TK", shape(e)))
        except* OSError:
            log.append("O")
        else:
            log.append("else")
        finally:
            log.append("finally")
    except BaseException as e:
        log.append(("escaped", shape(e)))
    return log


EG = ExceptionGroup
assert handle(None) == ["else", "finally"]
assert handle(ValueError(1)) == [('V', ['', 'ValueError(1)']), 'finally']
assert handle(ZeroDivisionError("z")) == ['finally', ('escaped', "ZeroDivisionError('z')")]
assert handle(EG("g", [ValueError(1), TypeError(2), ValueError(3)])) == [
    ('V', ['g', 'ValueError(1)', 'ValueError(3)']), ('TK', ['g', 'TypeError(2)']), 'finally',
]
assert handle(EG("g", [ValueError(1), EG("in", [KeyError("k"), ValueError(2), EG("deep", [OSError(5)])]),
        RuntimeError("r")])) == [
    ('V', ['g', 'ValueError(1)', ['in', 'ValueError(2)']]), ('TK', ['g', ['in', "KeyError('k')"]]),
    'O', 'finally', ('escaped', ['g', "RuntimeError('r')"]),
]
assert handle(BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError(1)])) == [
    ('V', ['b', 'ValueError(1)']), 'finally', ('escaped', ['b', 'KeyboardInterrupt()']),
]
assert handle(KeyboardInterrupt()) == ['finally', ('escaped', 'KeyboardInterrupt()')]


def reraise():
    try:
        raise EG("g", [ValueError(1), TypeError(2), OSError(3)])
    except* ValueError:
        raise
    except* TypeError as e:
        raise KeyError("new") from e
    except* OSError:
        raise RuntimeError("plain")


try:
    reraise()
except EG as e:
    assert shape(e) == ['', "KeyError('new')", "RuntimeError('plain')", ['g', 'ValueError(1)']]
    new = e.exceptions[0] if isinstance(e.exceptions[0], KeyError) else [x for x in e.exceptions if isinstance(x, KeyError)][0]
    assert type(new.__cause__) is EG and type(new.__context__) is EG


def raise_one():
    try:
        raise EG("g", [ValueError(1)])
    except* ValueError as e:
        raise OSError("only")


try:
    raise_one()
except OSError as e:
    assert shape(e) == "OSError('only')" and shape(e.__context__) == ['g', 'ValueError(1)']


def name_deleted():
    try:
        raise ValueError
    except* ValueError as e:
        pass
    try:
        e
    except UnboundLocalError as err:
        return str(err)


assert name_deleted() == "cannot access local variable 'e' where it is not associated with a value"


def flow():
    out = []
    for i in range(3):
        try:
            if i == 1:
                raise EG("x", [KeyError(i)])
            out.append(i)
        except* KeyError as e:
            out.append(shape(e))
            try:
                {}[0]
            except KeyError:
                out.append("inner")
        finally:
            out.append("f")
    return out


assert flow() == [0, 'f', ['x', 'KeyError(1)'], 'inner', 'f', 2, 'f']


def bad(t):
    try:
        raise ValueError
    except* t:
        pass


raises(TypeError, 'catching ExceptionGroup with except* is not allowed. Use except instead.', bad, EG)
raises(TypeError, 'catching ExceptionGroup with except* is not allowed. Use except instead.', bad, BaseExceptionGroup)
raises(TypeError, 'catching classes that do not inherit from BaseException is not allowed', bad, 5)
raises(TypeError, 'catching ExceptionGroup with except* is not allowed. Use except instead.', bad, (ValueError, EG))
texts = []
for src in ("try: pass\nexcept* A: pass\nexcept B: pass", "try: pass\nexcept A: pass\nexcept* B: pass",
        "try: pass\nexcept*: pass", "for i in x:\n try: pass\n except* A: break", "def f():\n try: pass\n except* A: return",
            "for i in x:\n try: pass\n except* A: continue", "try: pass\nexcept* A, B as e: pass",
                    "try: pass\nexcept* A, B: pass", "try: pass\nexcept A, B: pass",
                    "try: pass\nexcept A, B as c: pass", "for i in x:\n try: pass\n except* A:\n  for j in x: break"):
    try:
        compile(src, "<s>", "exec")
    except SyntaxError as e:
        texts.append(e.msg)
    else:
        texts.append("ok")
assert texts == [
    "cannot have both 'except' and 'except*' on the same 'try'",
    "cannot have both 'except' and 'except*' on the same 'try'",
    'expected one or more exception types',
    "'break', 'continue' and 'return' cannot appear in an except* block",
    "'break', 'continue' and 'return' cannot appear in an except* block",
    "'break', 'continue' and 'return' cannot appear in an except* block",
    "multiple exception types must be parenthesized when using 'as'", 'ok', 'ok',
    "multiple exception types must be parenthesized when using 'as'", 'ok',
]


class MyGroup(EG):
    def derive(self, excs):
        return MyGroup("derived " + self.message, excs)


def custom():
    try:
        try:
            raise MyGroup("mine", [ValueError(1), TypeError(2)])
        except* ValueError as e:
            first = type(e).__name__, shape(e)
    except EG as e:
        return first, type(e).__name__, shape(e)


assert custom() == (
    ('MyGroup', ['derived mine', 'ValueError(1)']), 'MyGroup', ['derived mine', 'TypeError(2)'],
)
n = 0
for i in range(400):
    try:
        raise EG("g", [ValueError(i), TypeError(i)] if i % 2 else [ValueError(i)])
    except* TypeError as e:
        n += e.exceptions[0].args[0]
    except* ValueError as e:
        n += 1
assert n == 400 + sum(range(1, 400, 2))
print("except*", n, handle(EG("g", [ValueError(1)])))
