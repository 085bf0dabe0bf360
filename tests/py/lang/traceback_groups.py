"""Traceback text of exception groups: nesting, causes inside, notes, limits of width and depth."""
import linecache
import traceback

SOURCE = '''
def leaf(exc):
    try:
        raise exc
    except Exception as e:
        return e

def simple():
    raise ExceptionGroup("simple", [ValueError(1), TypeError("t")])

def nested():
    raise ExceptionGroup("outer", [leaf(ValueError("raised")), ExceptionGroup("inner", [KeyError("k"), leaf(OSError(5, "text"))])])

def caused():
    try:
        1 / 0
    except ZeroDivisionError as z:
        e = leaf(ValueError("in group"))
        e.__cause__ = z
        g = ExceptionGroup("caused", [e])
        g.add_note("note on group")
        e.add_note("note on leaf")
        raise g from KeyError("cause of group")

def wide():
    raise ExceptionGroup("wide", [ValueError(i) for i in range(20)])

def deep():
    e = ValueError("deep")
    for i in range(14):
        e = ExceptionGroup("level %d" % i, [e])
    raise e

def base():
    raise BaseExceptionGroup("base", [KeyboardInterrupt(), ValueError("v")])

def star():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(3)])
    except* ValueError:
        raise KeyError("from handler")
    except* TypeError as e:
        raise

def one():
    raise ExceptionGroup("multi\\nline", [ValueError("a\\nb")])
'''
ns = {"__name__": "mod"}
exec(compile(SOURCE, "<src>", "exec"), ns)
linecache.cache["<src>"] = (len(SOURCE), None, SOURCE.splitlines(True), "<src>")
for name in ("simple", "nested", "caused", "wide", "deep", "base", "star", "one"):
    try:
        ns[name]()
    except BaseException as e:
        e.__traceback__ = e.__traceback__.tb_next
        print("--", name)
        print("".join(traceback.format_exception(e)), end="")
        assert traceback.format_exception_only(e)[0].startswith(type(e).__name__)
        only = "".join(traceback.format_exception_only(e, show_group=True))
        assert only.count("\n") >= 1
        te = traceback.TracebackException.from_exception(e, max_group_width=2, max_group_depth=2)
        text = "".join(te.format())
        if name == "wide":
            assert "and 18 more exceptions" in text
        if name == "deep":
            assert "... (max_group_depth is 2)" in text
