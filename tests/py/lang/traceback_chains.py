"""Traceback text of chained exceptions: cause, context, suppressed, notes, odd str(), long and recursive ones."""
import linecache
import traceback

SOURCE = '''
def cause():
    try:
        {}["k"]
    except KeyError as e:
        raise ValueError("bad") from e

def context():
    try:
        1 / 0
    except ZeroDivisionError:
        undefined

def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise OSError(2, "No such file", "name") from None

def three():
    try:
        try:
            [][1]
        except IndexError as e:
            raise KeyError("two") from e
    except KeyError:
        raise RuntimeError

def noted():
    e = TypeError("with notes")
    e.add_note("first note")
    e.add_note("second\\nnote")
    e.__notes__.append(5)
    raise e

class Odd(Exception):
    def __str__(self):
        raise ValueError("no str")

class Multi(Exception):
    """Its text has several lines."""

def odd():
    raise Odd

def multi():
    raise Multi("line one\\nline two\\n  line three")

def empty():
    raise Multi

def recurse(n):
    if n == 0:
        raise ValueError("bottom")
    recurse(n - 1)

def mutual_a(n):
    if n == 0:
        raise ValueError("bottom")
    mutual_b(n - 1)

def mutual_b(n):
    mutual_a(n)

def cycle():
    a, b = ValueError("a"), KeyError("b")
    a.__cause__, b.__cause__ = b, a
    raise a

class Outer:
    class Inner(Exception):
        pass

def inner():
    raise Outer.Inner(1, 2)

def base():
    raise KeyboardInterrupt

def stop():
    raise SystemExit(3)

def notes_not_list():
    e = ValueError("x")
    e.__notes__ = "text"
    raise e
'''
ns = {"__name__": "mod"}
exec(compile(SOURCE, "<src>", "exec"), ns)
linecache.cache["<src>"] = (len(SOURCE), None, SOURCE.splitlines(True), "<src>")


def show(fn, *args):
    try:
        fn(*args)
    except BaseException as e:
        e.__traceback__ = e.__traceback__.tb_next
        return "".join(traceback.format_exception(e))


for name in ("cause", "context", "suppressed", "three", "noted", "odd", "multi", "empty", "cycle", "inner",
        "base", "stop", "notes_not_list"):
    print("--", name)
    print(show(ns[name]), end="")
for n in (1, 2, 3, 10, 50):
    print("-- recurse", n)
    print(show(ns["recurse"], n), end="")
print("-- mutual", 10)
text = show(ns["mutual_a"], 10)
assert text.count("File") == 21 and "repeated" not in text
try:
    ns["recurse"](30)
except ValueError as e:
    assert len(traceback.format_exception(e, limit=2)) == 4
    assert len(traceback.extract_tb(e.__traceback__)) == 32
    assert traceback.format_exception_only(e) == ["ValueError: bottom\n"]
    assert traceback.format_tb(e.__traceback__, limit=-1)[0].startswith('  File "<src>", line')
