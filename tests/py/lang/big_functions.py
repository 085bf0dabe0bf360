"""Functions with many locals, constants, branches, arguments, nested scopes and long bodies work as small ones do."""

src = "def many_locals(n):\n" + "".join("    v%d = n + %d\n" % (i, i)
        for i in range(1500)) + "    return " + " + ".join("v%d" % i for i in range(0, 1500, 7)) + "\n"
src += "def many_consts():\n    return [" + ", ".join("%d.5" % i
        for i in range(1000)) + "], {" + ", ".join("'k%d': %d" % (i, i) for i in range(600)) + "}\n"
src += "def many_branches(x):\n    if x == 0: return 'zero'\n" + "".join("    elif x == %d: return 'b%d'\n" % (i,
        i) for i in range(1, 600)) + "    else: return 'other'\n"
src += "def many_args(" + ", ".join("a%d" % i for i in range(300)) + ", *, " + ", ".join("k%d=%d" % (i, i)
        for i in range(300)) + "):\n    return a0 + a299 + k0 + k299\n"
src += "def many_cells():\n" + "".join("    c%d = %d\n" % (i, i)
        for i in range(300)) + "    def inner():\n        return " + " + ".join("c%d" % i
        for i in range(300)) + "\n    return inner\n"
src += "def long_loop(n):\n    t = 0\n    for i in range(n):\n" + "".join("        if i %% %d == %d: t += %d\n" % (k + 2,
        k % (k + 2), k) for k in range(300)) + "    return t\n"
src += "def many_names():\n    return " + " + ".join("g%d" % i for i in range(400)) + "\n"
src += "def many_try(x):\n    log = []\n" + "".join("    try:\n        if x == %d: raise KeyError(%d)\n    except KeyError as e: log.append(e.args[0])\n" % (i,
        i) for i in range(200)) + "    return log\n"
src += "def long_chain(x):\n    return " + " and ".join("x != %d" % i for i in range(500)) + "\n"
src += "def long_concat(s):\n    return " + " + ".join("s" for _ in range(500)) + "\n"
src += "def nested_calls(f):\n    return " + "f(" * 90 + "0" + ")" * 90 + "\n"
src += "def attrs(o):\n    return o" + ".n" * 500 + ".v\n"
src += "def match_many(x):\n    match x:\n" + "".join("        case [%d, y]: return y + %d\n" % (i, i)
        for i in range(200)) + "        case _: return -1\n"
src += "class Big:\n" + "".join("    def m%d(self): return %d\n" % (i, i)
        for i in range(500)) + "".join("    a%d = %d\n" % (i, i) for i in range(500))
src += "def fstring(x):\n    return f'" + "{x}," * 300 + "'\n"
src += "def with_many(cm):\n    with " + ", ".join("cm(%d)" % i for i in range(15)) + ":\n        return 'body'\n"
ns = {"g%d" % i: i for i in range(400)}
exec(compile(src, "<big>", "exec"), ns)
assert ns["many_locals"](5) == sum(5 + i for i in range(0, 1500, 7))
assert ns["many_locals"](0.5) == sum(0.5 + i for i in range(0, 1500, 7))
floats, d = ns["many_consts"]()
assert floats == [i + 0.5 for i in range(1000)] and d["k599"] == 599 and len(d) == 600
assert [ns["many_branches"](i) for i in (0, 1, 300, 599, 600, "x")] == ["zero", "b1", "b300", "b599", "other", "other"]
assert ns["many_args"](*range(300)) == 598 and ns["many_args"](*range(300), k0=1000, k299=1) == 1300
assert ns["many_cells"]()() == 44850
want = 0
for i in range(50):
    for k in range(300):
        if i % (k + 2) == k % (k + 2):
            want += k
assert ns["long_loop"](50) == want and ns["many_names"]() == 79800 and ns["many_try"](150) == [150]
assert ns["many_try"](-1) == []
assert ns["long_chain"](-1) is True and ns["long_chain"](499) is False
assert ns["long_concat"]("ab") == "ab" * 500 and ns["long_concat"](2) == 1000
assert ns["nested_calls"](lambda x: x + 1) == 90


class N:
    v = "found"


N.n = N
assert ns["attrs"](N) == "found" and ns["match_many"]([150, 7]) == 157 and ns["match_many"]([200, 7]) == -1
assert ns["match_many"]("ab") == -1
big = ns["Big"]()
assert sum(getattr(big, "m%d" % i)() for i in range(500)) == 124750 and big.a499 == 499
assert ns["fstring"](5) == "5," * 300
entered = []


class CM:
    def __init__(self, k):
        self.k = k

    def __enter__(self):
        entered.append(self.k)

    def __exit__(self, *a):
        entered.append(-self.k)


assert ns["with_many"](CM) == "body" and entered == list(range(15)) + [-k for k in range(14, -1, -1)]


def depth(n):
    """Functions nested in functions, each reading the outermost name."""
    src = "def f0():\n  x = 'top'\n"
    for i in range(1, n):
        src += "  " * i + "def f%d():\n" % i
        if i == n - 1:
            src += "  " * (i + 1) + "return x\n"
    for i in range(n - 1, 0, -1):
        src += "  " * i + "return f%d()\n" % i
    ns = {}
    exec(src, ns)
    return ns["f0"]()


assert [depth(k) for k in (2, 5, 15)] == ["top"] * 3
texts = []
for bad in ("def f(" + ",".join("a" for _ in range(3)) + "): pass", "x = " + "(" * 250 + ")" * 250,
        "\n".join("  " * i + "for i%d in x:" % i for i in range(25)) + "\n" + "  " * 25 + "pass",
        "\n".join(" " * i + "with x:" for i in range(30)) + "\n" + " " * 30 + "pass",
        "def f():\n" + "\n".join("  " * (i + 1) + "while 1:" for i in range(21)) + "\n" + "  " * 22 + "break"):
    try:
        compile(bad, "<s>", "exec")
        texts.append("ok")
    except SyntaxError as e:
        texts.append(e.msg)
assert texts == [
    "duplicate argument 'a' in function definition", 'too many nested parentheses',
    'too many statically nested blocks', 'too many statically nested blocks', 'ok',
]
print("big", len(src) > 50000, want)
