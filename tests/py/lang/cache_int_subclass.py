"""int, float, str, list and dict subclasses with overridden operators at sites hot with the builtin type."""


class I(int):
    def __add__(self, o): return "add"
    def __radd__(self, o): return "radd"
    def __sub__(self, o): return "sub"
    def __rsub__(self, o): return "rsub"
    def __lt__(self, o): return "lt"
    def __gt__(self, o): return "gt"
    def __eq__(self, o): return "eq"
    def __bool__(self): return False
    def __hash__(self): return 77
    def __index__(self): return 2
    def __neg__(self): return "neg"
    def __invert__(self): return "inv"
    def __floordiv__(self, o): return "fdiv"
    def __rmod__(self, o): return "rmod"
    def __format__(self, spec): return "fmt" + spec
    def __str__(self): return "str"


class J(int):
    """Overrides nothing."""


class F(float):
    def __mul__(self, o): return "fmul"
    def __rmul__(self, o): return "frmul"
    def __rtruediv__(self, o): return "frdiv"


class S(str):
    def __eq__(self, o): return "seq"
    def __add__(self, o): return "sadd"
    def __mod__(self, o): return "smod"
    def __rmod__(self, o): return "srmod"
    def __contains__(self, o): return True
    def __hash__(self): return str.__hash__(self)
    def __len__(self): return 99


class L(list):
    def __len__(self): return 42
    def __contains__(self, x): return True
    def __add__(self, o): return "ladd"
    def __iadd__(self, o): return "liadd"
    def __eq__(self, o): return "leq"
    def append(self, x): super().append((x, x))


def ops(a, b):
    return [a + b, a - b, a < b, a == b, -a, ~a, a // b if b != 0 else 0, b % a if a != 0 else 0,
            "t" if a else "f", f"{a}", str(a), [10, 20, 30, 40, 50, 60, 70, 80][a]]


plain = ops(5, 3)
for _ in range(200):
    assert ops(5, 3) == plain == [8, 2, False, False, -6 + 1, -6, 1, 3, "t", "5", "5", 60]
got = ops(I(5), 3)
assert got == ['add', 'sub', 'lt', 'eq', 'neg', 'inv', 'fdiv', 'rmod', 'f', 'fmt', 'str', 60]
for _ in range(50):
    assert ops(I(5), 3) == got and ops(5, 3) == plain and ops(J(5), 3) == plain and ops(5, J(3)) == plain
mixed = ops(5, I(3))
assert mixed == ['radd', 'rsub', 'gt', 'eq', -5, -6, 1, 3, 't', '5', '5', 60]
assert type(J(5) + J(3)) is int and type(+J(5)) is int and type(J(5) | 0) is int
assert J(2 ** 63) + 1 == 2 ** 63 + 1 and type(J(True)) is J and J("7") == 7
assert isinstance(J(1), int) and type(J(1)) is not int and hash(J(5)) == 5 and {5: "v"}[J(5)] == "v"
assert J(5) in [5] and [J(5)].index(5) == 0
assert {1: "one"}.get(I(1)) is None and "ab" * I(3) == "ababab" and range(I(9)) == range(9)
assert hex(I(9)) == "0x9" and list(range(5))[I(3):] == [3, 4]


def fops(a, b):
    return [a * b, b * a, b / a, a + b]


for _ in range(200):
    assert fops(2.0, 4) == [8.0, 8.0, 2.0, 6.0]
assert fops(F(2.0), 4) == ["fmul", "frmul", "frdiv", 6.0] and fops(2.0, F(4)) == ["frmul", "fmul", 2.0, 6.0]
assert fops(2.0, 4) == [8.0, 8.0, 2.0, 6.0]


def sops(a, b):
    return [a == b, a + b, b in a, len(a), a != b, [a == x for x in (b, a)]]


for _ in range(100):
    assert sops("ab", "b") == [False, "abb", True, 2, True, [False, True]]
assert sops(S("ab"), "zz") == ['seq', 'sadd', True, 99, True, ['seq', 'seq']]
assert sops("ab", S("b")) == ['seq', 'abb', True, 2, True, ['seq', True]]
assert S("%s") % 5 == "smod" and "%s" % S("x") == "srmod" and f"{S('q')}" == "q" and {"ab": 1}[S("ab")] == 1
assert "".join([S("a"), S("b")]) == "ab"


def lops(x):
    x.append(7)
    r = [len(x), 5 in x, x + [1], x == [], bool(x), x[-1]]
    x += [9]
    return r, x


for _ in range(100):
    assert lops([1]) == ([2, False, [1, 7, 1], False, True, 7], [1, 7, 9])
assert lops(L([1])) == ([42, True, 'ladd', 'leq', True, (7, 7)], 'liadd')
assert lops([1])[1] == [1, 7, 9]


class D(dict):
    def __getitem__(self, k): return "got"
    def __setitem__(self, k, v): dict.__setitem__(self, k, "set")
    def __contains__(self, k): return True
    def get(self, k, d=None): return "get"
    def keys(self): return ["fake"]
    def __len__(self): return 0


def dops(d):
    d["k"] = 1
    return [d["k"], "zz" in d, d.get("q"), len(d), bool(d), list(d), dict(d), {**d}]


for _ in range(100):
    assert dops({}) == [1, False, None, 1, True, ["k"], {"k": 1}, {"k": 1}]
assert dops(D()) == ['got', True, 'get', 0, False, ['k'], {'k': 'set'}, {'k': 'set'}]
total = 0
for i in range(1000):
    x = J(i) if i % 3 else i
    total += x * 2 - 1
assert total == 998000 and type(total) is int
print("subclasses", got[:4], mixed[:4])
