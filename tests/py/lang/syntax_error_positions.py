"""SyntaxError: message, line, column, end line and end column of many broken programs."""


def where(src):
    try:
        compile(src, "<s>", "exec")
    except SyntaxError as e:
        return type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset
    return "compiled"


SOURCES = ["x = ", "x +", "(", ")", "[1, 2", "{1: 2", "f(", "f(1 2)", "x = 1 y = 2", "1 = x", "x() = 1",
        "x + 1 = 2", "None = 1", "True = 1", "(a, 1) = x", "[a, f()] = x", "a, b += 1", "(a) += 1",
        "x = yield = 1", "def f(", "def f(a, a): pass", "def f(a=1, b): pass", "def f(*): pass",
        "def f(**k, a): pass", "def f(*a, *b): pass", "def f(/): pass", "def f(a, /, b, /): pass", "def f(a, *, /): pass",
           "lambda a, a: 1", "lambda *: 1", "class C(: pass", "class 1: pass", "if x\n  pass", "if x:\npass",
                   "while\n", "for x in: pass", "for 1 in x: pass", "for x y in z: pass", "else: pass",
                   "try: pass", "try: pass\nfinally", "except: pass", "with x as 1: pass", "with : pass",
                   "import", "import a.", "from x import", "from x import (a", "from x import a, ",
                   "from x import *, a", "import a as b.c", "from . import *x", "del f()", "del x + 1", "del",
                   "return 1", "yield 1", "break", "continue", "assert", "raise x from", "global", "nonlocal x",
           "x = 'abc", "x = \"abc", "x = '''abc", "x = b'\u00e9'", "x = 'a' b'b'", "x = 0777", "x = 0b2",
                   "x = 0xg", "x = 1__0", "x = 1_", "x = 1.e", "x = 1e", "x = 5a", "x = 0o8", "$", "x = ?",
                   "x = a ! b", "\u00bd = 1", "x = \u201cq\u201d", "\\ x", "x = (1,\n2\ny = 3", "{1, 2: 3}",
                   "{**a: 1}", "{1: *a}", "[*a for a in b]", "{**a for a in b}", "f(**a, *b)", "f(a=1, 2)",
                   "f(a for a in b, c)", "f(1=2)", "f(a.b=1)", "f(True=1)", "print 1", "exec 'x'",
                   "x == 1 = y", "a if b", "a if b else", "not", "a not b", "a is not", "x[", "x[1", "x[]",
                   "x.", "x.1", "@", "@x", "@x\ny = 1", "async x", "async def", "await",
           "match x:\n", "match x:\n  pass", "match x:\n case 1", "match x:\n case a.b(): pass\n case: pass",
                   "type X = ", "type X[T = int", "a := 1", "(a := )", "x: int: str", "x: = 1",
                   "1 if 2 else 3 = 4", "...= 1", "f'{x' = 1", "a = *b", "*a", "*a = b", "**a", "(*a)",
                   "return", "pass pass", "if 1: x = 1 else: y = 2", "while 1: pass; else: pass",
                   "x = [1, 2, 3\n\ndef f(): pass", "def f():\nreturn 1", "\tx\n  y", "if 1:\n\tx\n        y",
                   "if 1:\n    x\n  y", " x = 1", "x\n y", "lambda: (yield) = 1", "f(x for x in y, 1)",
                   "[x for x in]", "[for x in y]", "{x for}", "(x async for)", "\ufeff x"]
rows = [(s, where(s)) for s in SOURCES]
for s, r in rows:
    print(ascii(s), *r if isinstance(r, tuple) else (r,))
print(len(rows), sum(r != "compiled" for s, r in rows))
