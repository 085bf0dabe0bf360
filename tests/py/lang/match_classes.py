"""match: class patterns: isinstance, keyword and positional attributes, __match_args__, builtins, errors."""
import dataclasses


class P:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Q(P):
    pass


def f(v):
    match v:
        case P(0, 0):
            return "origin"
        case Q(x=0):
            return "Q on y axis"
        case P(x, y=0):
            return ("x axis", x)
        case P(x=a, y=[b, c]):
            return ("list y", a, b, c)
        case P(P(q, _), _):
            return ("nested", q)
        case P():
            return "some P"
        case int(n) | float(n):
            return ("number", n)
        case str() as s if len(s) < 3:
            return ("short", s)
        case str(s):
            return ("str", s)
        case list([a, *_]) | tuple((a,)):
            return ("first", a)
        case dict({"k": v}):
            return ("k", v)
        case bytes() | bytearray() | None:
            return "bytes or none"
        case _:
            return "other"


assert [f(v) for v in (P(0, 0), Q(0, 0), Q(0, 5), P(3, 0), P(1, [2, 3]), P(P(7, 8), 9), P(1, 1), 5, 2.5, True,
        "ab", "abc", [1, 2], (4,), (4, 5), {"k": 1}, {}, b"", None, bytearray(), [], set())] == [
    'origin', 'origin', 'Q on y axis', ('x axis', 3), ('list y', 1, 2, 3), ('nested', 7), 'some P',
    ('number', 5), ('number', 2.5), ('number', True), ('short', 'ab'), ('str', 'abc'), ('first', 1),
    ('first', 4), 'other', ('k', 1), 'other', 'bytes or none', 'bytes or none', 'bytes or none',
    'other', 'other',
]


@dataclasses.dataclass
class Node:
    value: int
    left: object = None
    right: object = None


def tree_sum(t):
    match t:
        case None:
            return 0
        case Node(v, None, None):
            return v
        case Node(v, l, r):
            return v + tree_sum(l) + tree_sum(r)


def build(n):
    return None if n == 0 else Node(n, build(n - 1), build(n - 2) if n > 1 else None)


assert tree_sum(build(10)) == 364


class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == "magic"


class Virtual(metaclass=Meta):
    pass


def virt(x):
    match x:
        case Virtual():
            return "virtual"
    return "no"


assert virt("magic") == "virtual" and virt(1) == "no"


class NoArgs:
    a = 1


class BadArgs:
    __match_args__ = ["a"]
    a = 1


class BadName:
    __match_args__ = (1,)


class One:
    __match_args__ = ("a",)
    a = 1


def text(thunk):
    try:
        thunk()
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


def t1(x):
    match x:
        case NoArgs(1): return 1


def t2(x):
    match x:
        case BadArgs(1): return 1


def t3(x):
    match x:
        case BadName(1): return 1


def t4(x):
    match x:
        case One(1, 2): return 1


def t5(x):
    match x:
        case One(1, a=1): return 1


def t6(x):
    match x:
        case int(1, 2): return 1


not_class = 5


def t7(x):
    match x:
        case not_class(): return 1


def t8(x):
    match x:
        case undefined_class(): return 1


def t9(x):
    match x:
        case One(b=1): return 1
    return "no attribute, no match"


assert [text(lambda: t1(NoArgs())), text(lambda: t2(BadArgs())), text(lambda: t3(BadName())),
        text(lambda: t4(One())), text(lambda: t5(One())), text(lambda: t6(1)), text(lambda: t7(1)), text(lambda: t8(1))] == [
    'TypeError: NoArgs() accepts 0 positional sub-patterns (1 given)',
    'TypeError: BadArgs.__match_args__ must be a tuple (got list)',
    'TypeError: __match_args__ elements must be strings (got int)',
    'TypeError: One() accepts 1 positional sub-pattern (2 given)',
    "TypeError: One() got multiple sub-patterns for attribute 'a'",
    'TypeError: int() accepts 1 positional sub-pattern (2 given)',
    'TypeError: called match pattern must be a class',
    "NameError: name 'undefined_class' is not defined",
]
assert t9(One()) == "no attribute, no match" and t1(5) is None and t2(5) is None


class Raising:
    @property
    def p(self):
        raise ValueError("p")

    @property
    def q(self):
        raise AttributeError("q")


def prop(x):
    match x:
        case Raising(q=_): return "q"
        case Raising(p=_): return "p"


assert text(lambda: prop(Raising())) == "ValueError: p"
n = 0
for i in range(2000):
    match (P(i % 3, i % 5), Q(0, i), i, str(i), [i])[i % 5]:
        case P(x=0):
            n += 1
        case int(k):
            n += k % 2
        case [k]:
            n -= k % 3
assert n == 334
print("classes", n, tree_sum(build(8)))
