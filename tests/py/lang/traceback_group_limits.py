"""Groups of exceptions: width and depth limits, chains in groups, groups in chains."""
import sys

sys.stderr = sys.stdout


def raised(exc):
    try:
        raise exc
    except BaseException as e:
        return e


def show(exc):
    sys.excepthook(type(exc), exc, exc.__traceback__)


for n in (1, 14, 15, 16, 17):
    print("#", n)
    show(ExceptionGroup("wide", [ValueError(i) for i in range(n)]))
deep = ValueError("bottom")
for i in range(13):
    deep = ExceptionGroup(f"level {i}", [TypeError(i), deep, KeyError(i)] if i % 3 else [deep])
print("# deep")
show(deep)


def chained():
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise KeyError("second") from e
    except KeyError:
        raise ValueError("third\nwith lines")


try:
    chained()
except ValueError as e:
    member = e
print("# chain in a group")
show(raised(ExceptionGroup("outer", [member, raised(OSError(2, "gone")), ExceptionGroup("inner", [raised(EOFError())])])))
print("# group in a chain")
try:
    try:
        raise ExceptionGroup("cause", [ValueError(1), TypeError(2)])
    except ExceptionGroup as e:
        raise RuntimeError("after the group") from e
except RuntimeError as e:
    show(e)
try:
    try:
        {}["k"]
    except KeyError:
        raise BaseExceptionGroup("context\nof two lines", [KeyboardInterrupt(), SystemExit(3)])
except BaseExceptionGroup as e:
    show(e)
print("# shared members")
shared = raised(ValueError("shared"))
show(ExceptionGroup("twice", [shared, shared]))
group = ExceptionGroup("own cause", [ValueError("x")])
group.__cause__ = group.exceptions[0]
show(group)
a, b = ExceptionGroup("a", [ValueError(1)]), ExceptionGroup("b", [ValueError(2)])
a.__context__, b.__context__ = b, a
show(a)
print("# syntax error in a group")
try:
    compile("x = = 1", "<text>", "exec")
except SyntaxError as e:
    show(ExceptionGroup("with a syntax error", [e, ValueError()]))


def star():
    try:
        raise ExceptionGroup("eg", [ValueError(1), TypeError(2), OSError(3)])
    except* ValueError:
        raise KeyError("new")
    except* TypeError as e:
        raise


try:
    star()
except BaseExceptionGroup as e:
    show(e)
