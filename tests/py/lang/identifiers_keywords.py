"""Identifiers: Unicode names and NFKC, soft keywords as names, keywords and constants refused, odd attribute names."""
import keyword

été, Δx, 变量, ª, ﬁ = 1, 2, 3, 4, 5
assert (été, Δx, 变量, ª, fi) == (1, 2, 3, 4, 5) and "fi" in globals() and "ﬁ" not in globals()
assert globals()["a"] == 4
ℌ = "H"
assert H == "H" and 𝐇 == "H"


class C:
    ſ = 1

    def ﬀ(self, ﬁ=2):
        return self.ff.__name__, fi

    __ﬁ = 7

    def priv(self):
        return self.__fi


assert C.s == 1 and C().ff() == ("ff", 2) and C().ﬀ(ﬁ=3) == ("ff", 3) and C().priv() == 7 and "ff" in dir(C)
assert getattr(C, "ſ", "not normalised") == "not normalised"
match = case = type = _ = 10
assert match + case + type + _ == 40
match = {"case": 1}
assert match["case"] == 1
type = lambda x: "my type"
assert type(5) == "my type"
del type
def case(match, type=1, _=2): return match, type, _
assert case(5, _=6) == (5, 1, 6)
class match:
    case = 3
    def type(self): return "t"
assert match.case == 3 and match().type() == "t"
print_, exec_, async_, nonlocal_ = 1, 2, 3, 4
self = cls = super_ = 5
assert self == 5
assert keyword.kwlist == [
    'False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue',
    'def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in',
    'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with',
    'yield',
]
assert keyword.softkwlist == ['_', 'case', 'match', 'type'] and keyword.iskeyword("if")
assert not keyword.iskeyword("match") and keyword.issoftkeyword("type")


def bad(src):
    try:
        compile(src, "<s>", "exec")
    except SyntaxError as e:
        return e.msg
    return "ok"


for kw in keyword.kwlist:
    assert bad(kw + " = 1") != "ok" and bad("x." + kw) != "ok" and bad("def " + kw + "(): pass") != "ok"
    assert bad("f(" + kw + "=1)") != "ok"
for kw in keyword.softkwlist:
    assert bad(kw + " = 1") == "ok" and bad("x." + kw) == "ok" and bad("def f(%s): pass" % kw) == "ok"
    assert bad("import %s" % kw) == "ok" and bad("class %s: pass" % kw) == "ok"
CASES = ["None = 1", "True += 1", "False: int = 1", "del None", "for None in x: pass", "def f(None): pass",
        "lambda True: 1", "class None: pass", "import None", "import x as None", "from x import None",
        "global None", "None.x = 1", "x.None", "None[0] = 1", "f(None=1)", "with x as None: pass",
        "[None for None in x]", "(None := 1)", "... = 1", "__debug__ = 1", "x.__debug__ = 1", "__debug__ += 1",
        "del __debug__", "def f(*__debug__): pass", "f(__debug__=1)", "class __debug__: pass", "x²= 1",
        "1x = 1", "x-y = 1", "a b = 1", "\u037e", "x\u0301 = 1", "·x = 1", "x· = 1", "𝟏x = 1", "x𝟏 = 1",
        "€ = 1", "𝒳 = 1", "_ = 1", "__ = 1", "x' = 1", "ﬁ = 1", "a\u200db = 1", "℘ = 1", "℮ = 1",
        "\U0001f600 = 1", "é = 1", "e\u0301 = 1"]
for c in CASES:
    print(ascii(c), bad(c))
setattr(C, "not an identifier", 1)
setattr(C, "", 2)
setattr(C, "if", 3)
assert getattr(C, "not an identifier") == 1 and getattr(C, "") == 2 and vars(C)["if"] == 3
ns = {}
exec("e\u0301 = 1", ns)
assert "\u00e9" in ns and "e\u0301" not in ns and eval("\u00e9", ns) == 1
print("identifiers", été + Δx, len(CASES))
