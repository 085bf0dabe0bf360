"""Operator precedence and associativity as the language reference's table states them."""


class Sym:
    """Builds a parenthesised text of the operations applied to it."""

    def __init__(self, text):
        self.text = text


def install(name, op):
    def forward(self, other):
        return Sym("(" + self.text + op + other.text + ")")
    setattr(Sym, name, forward)


for name, op in (("__add__", "+"), ("__sub__", "-"), ("__mul__", "*"), ("__truediv__", "/"),
                 ("__floordiv__", "//"), ("__mod__", "%"), ("__pow__", "**"), ("__matmul__", "@"),
                 ("__lshift__", "<<"), ("__rshift__", ">>"), ("__and__", "&"), ("__or__", "|"),
                 ("__xor__", "^")):
    install(name, op)
Sym.__neg__ = lambda self: Sym("(-" + self.text + ")")
Sym.__pos__ = lambda self: Sym("(+" + self.text + ")")
Sym.__invert__ = lambda self: Sym("(~" + self.text + ")")

a, b, c, d = Sym("a"), Sym("b"), Sym("c"), Sym("d")
assert (a + b * c).text == "(a+(b*c))"
assert (a - b - c).text == "((a-b)-c)"
assert (a ** b ** c).text == "(a**(b**c))"
assert (-a ** b).text == "(-(a**b))"
assert (a ** -b).text == "(a**(-b))"
assert (~a ** b).text == "(~(a**b))"
assert (a * -b).text == "(a*(-b))"
assert (a / b // c % d).text == "(((a/b)//c)%d)"
assert (a @ b * c).text == "((a@b)*c)"
assert (a << b + c).text == "(a<<(b+c))"
assert (a << b >> c).text == "((a<<b)>>c)"
assert (a & b << c).text == "(a&(b<<c))"
assert (a | b ^ c & d).text == "(a|(b^(c&d)))"
assert (a ^ b | c ^ d).text == "((a^b)|(c^d))"
assert (- + ~ a).text == "(-(+(~a)))"
assert (a - -b).text == "(a-(-b))"

assert -2 ** 2 == -4 and (-2) ** 2 == 4 and 2 ** -1 == 0.5
assert 2 ** 3 ** 2 == 512 and (2 ** 3) ** 2 == 64
assert -7 // 2 == -4 and -(7 // 2) == -3
assert -7 % 3 == 2 and -(7 % 3) == -1
assert 1 + 2 << 3 == 24 and 1 | 2 & 0 == 1 and 6 ^ 3 | 8 == 13
assert not 1 == 2 and (not 1) == False
assert (not True in [False]) is True and ((not True) in [False]) is True
assert (1 if 0 else 2 if 0 else 3) == 3
assert (lambda: 1 if 1 else 2)() == 1
assert not 1 < 2 == True and (1 < 2) == True
assert (1 or 0 and 0) == 1 and ((1 or 0) and 0) == 0
assert 5 - 3 in (2,) and not 5 in (2,)
assert [*[1], *[2] + [3]] == [1, 2, 3]
assert 10 - 2 * 3 ** 2 // 4 % 3 + 1 == 10 - (((2 * (3 ** 2)) // 4) % 3) + 1
assert ~5 + 1 == -5 and ~-1 == 0
assert 3 if [] else 4 == 4
print((a + b * c ** d << a & b).text)
