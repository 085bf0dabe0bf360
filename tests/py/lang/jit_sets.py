# Operators, tests and loops of sets in compiled code, and what they must leave to the interpreter.
import sys


class Key:
    """Has the hash of 1, and is compared by Python code that looks at its caller."""

    def __init__(self):
        self.seen = []

    def __hash__(self):
        return 1

    def __eq__(self, other):
        self.seen.append(sys._getframe(1).f_locals.get("i"))
        return False


def operators(a, b):
    out = None
    for i in range(3000):
        out = (a - b, a & b, a <= b, a < b, a >= b, a > b, a == b, a != b, 1 in a, "x" in b)
    return out


def show(out):
    # Where strs are depends on the seed of their hash.
    rows = [sorted(v, key=str) if isinstance(v, (set, frozenset)) and "x" in v else v for v in out]
    print([list(v) if isinstance(v, (set, frozenset)) else v for v in rows], [type(v).__name__ for v in out[:2]])


def sets(kind, *rows):
    return [kind(row) for row in rows]


for kind in (set, frozenset):
    for a in sets(kind, (), range(5), range(0, 400, 7), (1, 2**62, "x"), (-1, -2, 64, 128)):
        for b in sets(frozenset, (), range(3), range(0, 400, 14), (1, -1)):
            show(operators(a, b))
    same = kind(range(9))
    show(operators(same, same))
    # The order of what is left depends on how it was made.
    show(operators(kind(range(0, 4000, 37)), kind([0, 37, 74, 9])))


def subtract(a, b):
    for i in range(3000):
        c = a - b
    return c


def has(s):
    n = 0
    for i in range(3000):
        if 1 in s:
            n += 1
    return n


def below(a, b):
    n = 0
    for i in range(3000):
        if a <= b:
            n += 1
    return n


def common(a, b):
    for i in range(3000):
        c = a & b
    return c


# Compiled for ints, then Python code is to be asked.
for f in (subtract, common, below):
    f({1, 2, 3}, {2})
    key = Key()
    got = f({1, 2}, {key, 5, 6})
    print(got, len(key.seen), key.seen[:2], key.seen[-1:])
    key = Key()
    got = f({key}, {1, 7})
    print(got if isinstance(got, int) else len(got), len(key.seen), key.seen[:2], key.seen[-1:])
has({1, 2})
key = Key()
print(has({key}), key.seen[:3], key.seen[-1])


def added(s):
    for i in range(3000):
        s.add(1)
        {1 for _ in "a"}
    return len(s)


print(added({3}))
key = Key()
print(added({key}), key.seen[:2])


def total(s):
    n = 0
    for v in s:
        n += v
    return n


def totals(s):
    n = 0
    for i in range(400):
        n += total(s)
    return n


print(totals({1, 2, 3}), totals(frozenset(range(50))), totals(set()))


def grows(s, at):
    n = 0
    for v in s:
        n += 1
        if n == at:
            s.add(-5)
    return n


for i in range(400):
    grows(set(range(20)), 0)
s = set(range(3000))
try:
    grows(s, 2500)
except RuntimeError as e:
    print(e, e.__traceback__.tb_next.tb_lineno - grows.__code__.co_firstlineno)
s = set(range(3000))
print(grows(s, 3001))


class Sub(set):
    def __sub__(self, other):
        return "sub"

    def __le__(self, other):
        return False

    def __iter__(self):
        return iter([7])


print(subtract(Sub([1]), {1}), below(Sub(), {1}), total(Sub()))


# What is made for strs, ints and frozensets is changed in place for lists and sets.
def add(x, y):
    x += y
    return x


def mul(x, y):
    x *= y
    return x


def cut(x, y):
    x -= y
    return x


def keep(x, y):
    x &= y
    return x


def changed(f, old, first, then):
    for i in range(3000):
        f(*old)
    got = f(first, then)
    print(f.__name__, got is first, first)


changed(add, ("a", "b"), [1], [2])
changed(add, ((1,), (2,)), [1], [2])
changed(mul, ("ab", 2), [1], 2)
changed(mul, ((1,), 2), [1], 2)
changed(cut, (frozenset([1, 2]), frozenset([2])), {1, 2}, {2})
changed(cut, (2**70, 2**69), {1, 2}, {2})
changed(keep, (frozenset([1, 2]), frozenset([2])), {1, 2}, {2})
changed(keep, (2**70, 2**69), {1, 2}, {2})
