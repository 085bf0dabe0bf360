"""traceback: extract, format, StackSummary, FrameSummary, TracebackException, walk, limits, compact; in-process text."""
import io
import sys
import traceback


def f(n):
    if n == 0:
        raise ValueError("bottom")
    return g(n - 1)


def g(n):
    return f(n)


def catch(fn, *a):
    try:
        fn(*a)
    except Exception as e:
        return e


e = catch(f, 2)
tb = traceback.extract_tb(e.__traceback__)
assert [x.name for x in tb] == ["catch", "f", "g", "f", "g", "f"]
assert tb[-1].line == 'raise ValueError("bottom")' and tb[1].lineno == f.__code__.co_firstlineno + 3
assert tb[0].filename == __file__ and tb[2].colno == 11 and tb[2].end_colno == 15
assert tb[2].end_lineno == tb[2].lineno and len(tb) == 6 and isinstance(tb, traceback.StackSummary)
assert [x.name for x in traceback.extract_tb(e.__traceback__, limit=2)] == ["catch", "f"]
assert [x.name for x in traceback.extract_tb(e.__traceback__, limit=-2)] == ["g", "f"]
lines = traceback.format_exception(e)
assert lines[0] == "Traceback (most recent call last):\n" and lines[-1] == "ValueError: bottom\n"
assert len(lines) == 8 and traceback.format_exception(type(e), e, e.__traceback__) == lines
assert traceback.format_exception_only(type(e), e) == ["ValueError: bottom\n"] == traceback.format_exception_only(e)
fs = traceback.FrameSummary("file.py", 10, "name", line="  the source line  ", lookup_line=False, locals={"x": 1})
assert fs.line == "the source line" and list(fs) == ["file.py", 10, "name", "the source line"] and fs[1] == 10
assert len(fs) == 4 and fs == ("file.py", 10, "name", "the source line")
assert repr(fs) == "<FrameSummary file file.py, line 10 in name>" and fs.locals == {"x": "1"}
ss = traceback.StackSummary.from_list([("a.py", 1, "fa", "code a"), ("b.py", 2, "fb", None), fs])
assert ss.format() == [
    '  File "a.py", line 1, in fa\n    code a\n', '  File "b.py", line 2, in fb\n',
    '  File "file.py", line 10, in name\n    the source line\n    x = 1\n',
] and traceback.format_list([("q.py", 3, "fq", "x = 1")]) == ['  File "q.py", line 3, in fq\n    x = 1\n']
rep = traceback.StackSummary.from_list([("r.py", 1, "rec", "rec()")] * 10)
assert rep.format() == [
    '  File "r.py", line 1, in rec\n    rec()\n', '  File "r.py", line 1, in rec\n    rec()\n',
    '  File "r.py", line 1, in rec\n    rec()\n', '  [Previous line repeated 7 more times]\n',
]
te = traceback.TracebackException.from_exception(e, capture_locals=True)
assert te.exc_type_str == "ValueError" and str(te) == "bottom" and te.stack[1].locals["n"] == "2"
assert any("    n = 2\n" in x for x in te.format()) and te.__cause__ is None
assert te == traceback.TracebackException.from_exception(e, capture_locals=True)
assert len(list(te.format(chain=False))) == 8
short = traceback.TracebackException(type(e), e, e.__traceback__, limit=1, lookup_lines=False, compact=True)
assert len(short.stack) == 1


def chained():
    try:
        f(0)
    except ValueError as v:
        raise KeyError("k") from v


c = catch(chained)
text = "".join(traceback.format_exception(c))
assert "\nThe above exception was the direct cause of the following exception:\n\n" in text
assert text.count("Traceback (most recent call last):") == 2
assert "".join(traceback.format_exception(c, chain=False)).count("Traceback") == 1
buf = io.StringIO()
traceback.print_exception(c, file=buf)
assert buf.getvalue() == text
buf = io.StringIO()
try:
    f(0)
except ValueError:
    assert traceback.format_exc() == "".join(traceback.format_exception(sys.exception()))
    traceback.print_exc(file=buf, limit=1)
    traceback.print_exc(limit=0, file=buf)
assert buf.getvalue().count("File") == 1
assert traceback.format_exc() == "NoneType: None\n"
assert traceback.format_exception(None) == ["NoneType: None\n"]
assert traceback.format_exception_only(None) == ["NoneType: None\n"]


def stack():
    return traceback.extract_stack(), traceback.format_stack(limit=1), [fr.f_code.co_name for fr,
            _ in traceback.walk_stack(None)]


es, fmt, walk = stack()
assert [x.name for x in es] == ["<module>", "stack"] and "in stack" in fmt[0] and walk[0] == "stack"
assert [fr.f_code.co_name for fr, _ in traceback.walk_tb(e.__traceback__)] == ["catch", "f", "g", "f", "g", "f"]
traceback.clear_frames(e.__traceback__)
assert e.__traceback__.tb_next.tb_frame.f_locals == {}
s = SyntaxError("invalid", ("file.py", 3, 5, "a = = b\n", 3, 6))
assert traceback.format_exception_only(s) == ['  File "file.py", line 3\n', "    a = = b\n", "        ^\n",
        "SyntaxError: invalid\n"]
te = traceback.TracebackException.from_exception(s)
assert (te.filename, te.lineno, te.offset, te.text, te.msg) == ("file.py", "3", 5, "a = = b\n", "invalid")
n = ValueError("noted")
n.add_note("a\nb")
assert traceback.format_exception_only(n) == ["ValueError: noted\n", "a\n", "b\n"]
for bad in (lambda: traceback.format_exception(ValueError), lambda: traceback.format_exception(5),
        lambda: traceback.print_exception()):
    try:
        print(bad())
    except TypeError as err:
        print(err)
deep = catch(f, 200)
tb = traceback.extract_tb(deep.__traceback__)
assert len(tb) == 402
print("traceback", len(lines), [x.name for x in tb[-3:]])
