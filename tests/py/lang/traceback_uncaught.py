"""sys.excepthook's text for uncaught exceptions, printed in-process: syntax errors, odd exceptions, hooks."""
import io
import sys


def hook(exc):
    old, sys.stderr = sys.stderr, io.StringIO()
    try:
        sys.excepthook(type(exc), exc, exc.__traceback__)
        return sys.stderr.getvalue()
    finally:
        sys.stderr = old


def syntax(src, name="<text>"):
    try:
        compile(src, name, "exec")
    except SyntaxError as e:
        e.__traceback__ = None
        return hook(e)


print(syntax("x = (1,\ny = 2\n"), end="")
print(syntax("def f(:\n  pass"), end="")
print(syntax("if x:\npass"), end="")
print(syntax("a b c d"), end="")
print(syntax("\u00e9\u4e2d = = 1"), end="")
print(syntax("   x = 'unterminated"), end="")
print(syntax("f(a for a in b, c)"), end="")
print(syntax("\tif 1:\n\tx\n"), end="")
print(syntax("for x in range(10)\n    pass"), end="")
print(syntax("x = 1 +\\\n\n 2 3"), end="")


class Mod(Exception):
    __module__ = "some.module"


class BadStr(Exception):
    def __str__(self):
        return 5


class NoModule(Exception):
    __module__ = None


for e in (ValueError(), ValueError("text"), ValueError("a", 1), KeyError("k"), KeyError("a", "b"), Mod("m"),
        BadStr(), NoModule("n"), OSError(2, "No such file or directory", "f"), OSError(1, "m", "a", None, "b"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"),
          StopIteration(5), AssertionError(), ImportError("no", name="n"), SyntaxError("only text"),
                  SyntaxError("msg", ("f.py", 3, 5, "some text\n")),
                  SyntaxError("msg", ("f.py", 3, 2, "some text\n", 3, 6)), SyntaxError("m", ("f.py", 1, 0, "", 1, 0)),
          SyntaxError("m", (None, None, None, None)), IndentationError("ind", ("g.py", 7, 1, "   x", 7, 3)),
                  SyntaxError("multi", ("h.py", 1, 3, "first line\n", 2, 4)), SystemExit("text"),
                  KeyboardInterrupt(), GeneratorExit("g"), RecursionError("deep"), ExceptionGroup("g", [ValueError(1)])):
    print(hook(e), end="")
calls = []
saved, sys.excepthook = sys.excepthook, lambda *a: calls.append(a[0].__name__)
sys.excepthook(ValueError, ValueError(1), None)
sys.excepthook = saved
assert calls == ["ValueError"] and sys.__excepthook__ is saved
for bad in ((ValueError,), ()):
    try:
        sys.__excepthook__(*bad)
    except TypeError as e:
        print(type(e).__name__, e)
printed = io.StringIO()
import traceback
traceback.print_exception(ValueError("to file"), file=printed)
assert printed.getvalue() == "ValueError: to file\n"
