"""SyntaxError hints: forgotten commas, colons, parentheses, '=' for '==', keywords misspelt, Python 2 print, and more."""
import warnings


def message(src):
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(src, "<s>", "exec")
    except SyntaxError as e:
        return e.msg
    return "compiled"


SOURCES = ["if x = 1: pass", "while x = 1: pass", "f(x = 1 if 2)", "f(a b)", "[1, 2 3]", "{1: 2 3: 4}",
        "{'a' 1}", "(1 2)", "print 'hello'", "print x", "exec code", "fro x in y: pass", "whille True: pass",
        "improt os", "form x import y", "clas C: pass", "dfe f(): pass", "retrun 1", "def f() pass",
        "class C pass", "if True pass", "for x in y pass", "while x pass", "else pass", "try pass",
        "with x pass", "lambda x 1", "try:\n pass\nexcept ValueError, TypeError:\n pass",
        "try:\n pass\nexcept A, B as c:\n pass", "raise ValueError, 'x'",
           "x = {1, 2", "x = (1, 2]", "x = [1, 2)", "x = {1)", "f(1, 2", "'unterminated", "x = 'it's'",
                   "if x:\n", "def f():\n", "class C:\n", "for x in y:\n", "while 1:\n", "try:\n",
                   "try:\n pass\n", "try:\n pass\nexcept:\n", "with x:\n", "match x:\n case 1:\n",
                   "if 1:\n pass\nelse:\n", "import a as", "import a, ", "from a import b, c,",
                   "from a import b c", "from a import (b c)", "a = b = ", "a == b = c", "f() = 1",
                   "a.b() = 1", "'a' = 1", "5 = x", "f'x' = 1", "a + b = c", "-a = 1", "not a = 1",
                   "a and b = 1", "a < b = 1", "lambda: 1 = 2", "a if b else c = d", "{} = 1", "[a, 1] = x",
                   "(a, 'b') = x", "{a: b} = x", "x for x in y = 1", "__debug__ = 1", "def __debug__(): pass",
                   "def f(__debug__): pass", "import __debug__", "for f() in x: pass", "with a as f(): pass",
                   "with a as 5: pass", "del 5", "del (a, 5)", "del a + b", "del [a, f()]",
           "f(a, b=1, c)", "f(**k, a)", "f(*a, **k, *b)", "f(a=1, a=2)", "f(1=1)", "f(a+b=1)", "f(None=1)",
                   "f(a, b for b in c)", "f(b for b in c, a)", "class C(a for a in b): pass",
                   "def f(a, b=1, c): pass", "def f(*, **k): pass", "def f(*): pass",
                   "def f(a, *, b, *, c): pass", "def f(a, /, b, /): pass", "def f(*a, b, *c): pass",
                   "def f(**k, *a): pass", "def f(a:1=2, b): pass", "def f((a, b)): pass", "lambda (a, b): 1",
                   "def f(a.b): pass", "def f(1): pass", "def f(None): pass", "async for x in y: pass",
                   "async with x: pass", "await x", "yield x", "return x", "class C: return 1",
                   "class C: yield 1", "[(yield) for x in y]", "x = 1 if 2", "x = 1 else 2", "x = if 1 else 2",
                   "pass if x", "x = pass", "x = return 1", "(x for x in y) = 1", "import a.b as c.d",
                   "from a import *\ndef f(): from a import *", "def f(): from a import *",
                   "global x, x\nglobal", "def f():\n x = 1\n global x", "def f():\n print(x)\n global x",
                   "def f(x):\n global x", "def f(x): nonlocal x", "nonlocal x", "def f(): nonlocal y",
                   "def f():\n x = 1\n def g():\n  x\n  nonlocal x", "class C:\n nonlocal z",
                   "def f():\n global x\n nonlocal x",
           "break", "continue", "if 1: break", "def f(): break", "for x in y:\n def g(): continue",
                   "class C: break", "while 1: pass\nbreak", "try: pass\nexcept: pass\nexcept A: pass",
                   "*a, *b = c", "a, *b, *c = d", "*a = 1", "x = *a", "f = lambda *: 1", "[*a, *b] = *c",
                   "for *a in b: pass", "del *a", "return *a, b", "(*a)", "print(*a b)", "i++", "i--",
                   "x = i++", "++i", "a <> b", "a ! b", "a && b", "a || b", "!a", "a ?? b", "a ? b : c",
                   "x = y := 1", "f'{a b}'", "'a' 'b' = 1", "0123", "1e", "1_a", "0b12", "0xfg", "1.2.3",
                   "1if 1else 2", "'\\x1'", "'\\N{nope}'", "'\\u12'", "b'\\x1'", "b'é'", "r'\\", "\\", "x\\ y",
                   "`x`", "x = 10l", "ur'a'", "async = 1", "await = 1", "None.x = 1", "None: int", "x: int = ",
                   "True: int", "(a, b): int", "f(): int"]
for s in SOURCES:
    print(ascii(s), "|", message(s))
