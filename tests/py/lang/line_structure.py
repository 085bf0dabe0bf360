"""Logical lines: joining, comments, semicolons, blank lines, tabs, form feeds, encodings, BOM, line endings, nul bytes."""


def run(src, **kw):
    ns = {}
    try:
        exec(compile(src, "<s>", "exec", **kw), ns)
    except SyntaxError as e:
        return type(e).__name__, e.msg, e.lineno
    except ValueError as e:
        return type(e).__name__, str(e)
    return {k: v for k, v in ns.items() if not k.startswith("__")}


assert run("x = 1; y = 2;") == {"x": 1, "y": 2} and run("x = (1 +\n\n# comment\n 2)") == {"x": 3}
assert run("x = 1 + \\\n2") == {"x": 3} and run("if 1: x = 1; y = 2\nz = 3") == {"x": 1, "y": 2, "z": 3}
assert run("") == {} == run("\n\n") == run("# only") == run("   ") == run("\t\n \n")
assert run("x = [\n1,\n2,\n]") == {"x": [1, 2]} and run("x=1#c") == {"x": 1}
assert run("if 1:\n\tx = 1\n\ty = 2") == {"x": 1, "y": 2}
assert run("if 1:\n  x = 1\n\n  # c\n# c\n    # c\n  y = 2\nz=3") == {"x": 1, "y": 2, "z": 3}
assert run("if 1:\n \tx = 1\n \ty = 2") == {"x": 1, "y": 2}
assert run("\x0cx = 1\n\x0cif 1:\n\x0c  y = 2") == {"x": 1, "y": 2} and run("x = 1 \x0c + 2") == {"x": 3}
assert run("def f():\n  if 1:\n    if 2:\n      return 5\nx = f()")["x"] == 5
assert run("x = 1\r\ny = 2\rz = 3\n") == {"x": 1, "y": 2, "z": 3}
assert run("x = '''a\r\nb\rc'''") == {"x": "a\nb\nc"} and run("x = 1\\\r\n+ 2") == {"x": 3}
assert run("if 1:\r\n  x = 1\r\n") == {"x": 1}
assert run("\ufeffx = 1") == ('SyntaxError', 'invalid non-printable character U+FEFF', 1)
assert run(b"\xef\xbb\xbfx = '\xc3\xa9'") == {"x": "é"}
assert run(b"# -*- coding: latin-1 -*-\nx = '\xe9'") == {"x": "é"}
assert run(b"#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :\nx = '\x80'") == {"x": "\u20ac"}
assert run(b"x = '\xc3\xa9'") == {"x": "é"} and run(b"# coding: utf-8\nx = 1") == {"x": 1}
assert run(b"# coding=ascii\nx = 1") == {"x": 1}
assert run(b"x = 1\n\n# coding: latin-1\ny = '\xc3\xa9'") == {"x": 1, "y": "é"}
assert run("# coding: latin-1\nx = 'é'") == {"x": "é"}
BROKEN = [b"x = '\xe9'", b"# coding: nope\nx = 1", b"# coding: ascii\nx = '\xe9'",
        b"\xef\xbb\xbf# coding: latin-1\nx = 1", b"# coding: utf-8\nx = '\xff'", "x = 1\0", b"x\0 = 1",
        "x = 1\n  y = 2", "  x = 1", "if 1:\n    x\n   y", "if 1:\n\tx = 1\n        y = 2",
        "if 1:\n        x = 1\n\ty = 2", "if 1:\n  if 2:\n   x\n y", "x = \\ 1", "x = 1 \\", "\\\n", "x = (1,",
        "x = '''abc", "def f():\n\n", "if 1:\n# c\n", "x = 1;; y = 2", "; x = 1", "x = 1 if 1: pass",
        "class C: x = 1\n  y = 2", "x\n\ty\n", "\\", "x = 1\\\n", "\x1a", "x\x00", "x = \u200b1", "x = \xa01",
        "\u2028", "x = 1\x0b"]
for b in BROKEN:
    print(ascii(b), run(b))
deep = "".join("%sif 1:\n" % (" " * i) for i in range(99)) + " " * 99 + "x = 1\n"
assert run(deep) == {"x": 1}
assert run("".join("%sif 1:\n" % (" " * i) for i in range(101)) + " " * 101 + "x = 1\n") == ('IndentationError',
        'too many levels of indentation', 101)
assert run("(" * 150 + "1" + ")" * 150) == {}
assert run("(" * 201 + "1" + ")" * 201) == ('SyntaxError', 'too many nested parentheses', 1)
assert run("[" * 199 + "]" * 199) == {}
long = "x = [" + ",".join(["%d" % i for i in range(20000)]) + "]\n"
assert run(long)["x"][-1] == 19999 and run("x = 1\n" * 5000) == {"x": 1}
assert run("x = " + "+".join(["1"] * 900)) == {"x": 900}
nested = "x = " + "".join("lambda: " for _ in range(50)) + "5"
v = run(nested)["x"]
for _ in range(50):
    v = v()
assert v == 5
print("lines", len(BROKEN))
