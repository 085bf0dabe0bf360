"""warnings: filters, categories, catch_warnings, stack levels, registry, showwarning, formatting, deprecated; errors."""
import io
import sys
import warnings


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warnings.warn("plain")
    warnings.warn("typed", DeprecationWarning)
    warnings.warn(FutureWarning("instance"))
    warnings.warn("with source", ResourceWarning, source=[1])
assert [(str(w.message), w.category.__name__) for w in log] == [("plain", "UserWarning"),
        ("typed", "DeprecationWarning"), ("instance", "FutureWarning"), ("with source", "ResourceWarning")]
assert log[0].filename == __file__ and log[0].lineno + 1 == log[1].lineno and log[3].source == [1]
assert log[0].line is None


def emit(action, n=3, **kw):
    with warnings.catch_warnings(record=True) as got:
        warnings.resetwarnings()
        warnings.filterwarnings(action, **kw)
        globals().pop("__warningregistry__", None)
        for i in range(n):
            warnings.warn("repeated")
        for i in range(2):
            warnings.warn("other line")
    return len(got)


assert [emit(a) for a in ("always", "ignore", "default", "once", "module")] == [5, 0, 2, 2, 2]
assert emit("ignore", message="rep") == 1 and emit("ignore", message="REP") == 1
assert emit("ignore", category=DeprecationWarning) == 2 and emit("ignore", module="nomatch") == 2
assert emit("ignore", module="__main__") == 0 and emit("ignore", lineno=1) == 2
with warnings.catch_warnings():
    warnings.simplefilter("error")
    raises(UserWarning, "boom", warnings.warn, "boom")
    raises(DeprecationWarning, "d", warnings.warn, "d", DeprecationWarning)
with warnings.catch_warnings(action="error", category=FutureWarning):
    raises(FutureWarning, "f", warnings.warn, "f", FutureWarning)


def outer():
    inner()


def inner():
    warnings.warn("level 2", stacklevel=2)
    warnings.warn("level 3", stacklevel=3)
    warnings.warn("too deep", stacklevel=99)


with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    outer()
assert log[0].lineno == outer.__code__.co_firstlineno + 1 and log[1].filename == __file__
assert (log[2].filename, log[2].lineno) in (("sys", 0), ("sys", 1), ("<sys>", 0))
raises(TypeError, "category must be a Warning subclass, not 'type'", warnings.warn, "x", int)
raises(TypeError, "category must be a Warning subclass, not 'str'", warnings.warn, "x", "y")
raises(TypeError, "warn() missing required argument 'message' (pos 1)", warnings.warn)
raises(ValueError, "invalid action: 'nope'", warnings.filterwarnings, "nope")
raises(TypeError, 'message must be a string', warnings.filterwarnings, "ignore", 5)
raises(TypeError, 'category must be a Warning subclass', warnings.filterwarnings, "ignore", category=int)
raises(ValueError, 'lineno must be an int >= 0', warnings.filterwarnings, "ignore", lineno=-1)
raises(ValueError, "invalid action: 'bad'", warnings.simplefilter, "bad")
assert warnings.formatwarning("msg", UserWarning, "file.py", 5, "source line") == "file.py:5: UserWarning: msg\n  source line\n"
assert warnings.formatwarning("m", DeprecationWarning, "no_such.py", 1) == "no_such.py:1: DeprecationWarning: m\n"
err, sys.stderr = sys.stderr, io.StringIO()
with warnings.catch_warnings():
    warnings.simplefilter("always")
    warnings.warn_explicit("explicit", UserWarning, "f.py", 10)
    warnings.showwarning("shown", UserWarning, "g.py", 3, line="the line")
text, sys.stderr = sys.stderr.getvalue(), err
assert text == "f.py:10: UserWarning: explicit\ng.py:3: UserWarning: shown\n  the line\n"
shown = []
with warnings.catch_warnings():
    warnings.simplefilter("always")
    warnings.showwarning = lambda m, c, f, l, file=None, line=None: shown.append((str(m), c.__name__))
    warnings.warn("hooked")
assert shown == [("hooked", "UserWarning")]


@warnings.deprecated("use new")
def old(x):
    """Doc."""
    return x


@warnings.deprecated("old class", category=PendingDeprecationWarning)
class OldClass:
    def __init__(self, v=0):
        self.v = v


with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    assert old(5) == 5 and OldClass(3).v == 3

    class Sub(OldClass):
        pass
assert [(str(w.message), w.category.__name__) for w in log] == [("use new", "DeprecationWarning"),
        ("old class", "PendingDeprecationWarning"), ("old class", "PendingDeprecationWarning")]
assert old.__deprecated__ == "use new" and old.__doc__ == "Doc."


class MyWarn(UserWarning):
    pass


with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warnings.simplefilter("ignore", MyWarn)
    warnings.warn("hidden", MyWarn)
    warnings.warn("visible")
    compile("assert (1, 'always true')", "<s>", "exec")
    compile("x is 5", "<s>", "exec")
    compile("'\\d'", "<s>", "exec")
    compile("5()", "<s>", "exec")
    compile("1if 2 else 3", "<s>", "exec")
assert [(w.category.__name__, str(w.message)) for w in log] == [
    ('UserWarning', 'visible'),
    ('SyntaxWarning', 'assertion is always true, perhaps remove parentheses?'),
    ('SyntaxWarning', '"is" with \'int\' literal. Did you mean "=="?'),
    ('SyntaxWarning', '"\\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\d"? A raw string is also an option.'),
            
    ('SyntaxWarning', "'int' object is not callable; perhaps you missed a comma?"),
    ('SyntaxWarning', 'invalid decimal literal'),
]
before = warnings.filters[:]
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    with warnings.catch_warnings():
        warnings.resetwarnings()
        assert warnings.filters == []
    assert len(warnings.filters) > len(before) - 1
assert warnings.filters == before
n = 0
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    for i in range(500):
        warnings.warn("w%d" % (i % 10), (UserWarning, MyWarn)[i % 2])
assert len(log) == 500 and sum(issubclass(w.category, MyWarn) for w in log) == 250
print("warnings", shown, len(log))
