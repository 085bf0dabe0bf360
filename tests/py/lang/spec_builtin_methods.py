"""Call sites that remember a native function or method, and receivers for which that is wrong."""

import builtins


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__, str(e)


# One site, receivers of many types with a method of the same name.
def index_of(o, x):
    return o.index(x)


def pop_one(o):
    return o.pop()


def add_to(o, x):
    o.add(x)
    return o


def count_of(o, x):
    return o.count(x)


class L(list):
    def pop(self):
        return "L.pop"


class M(list):
    pass


class Own:
    def index(self, x):
        return "own", x

    def pop(self):
        return "own pop"

    def add(self, x):
        pass

    def count(self, x):
        return -1

    def __repr__(self):
        return "Own()"


class F(frozenset):
    add = set.add


for _ in range(2):
    for o in ([1, 2], (1, 2), "12", range(5), M([1, 2]), L([2]), Own(), b"12", bytearray(b"1")):
        print(attempt(index_of, o, 2), attempt(index_of, o, "2"), attempt(count_of, o, 2), attempt(count_of, o, "1"))
    for o in ([1, 2], {3}, bytearray(b"ab"), M([5]), L([6]), Own(), [], set(), {1: 2}, [9]):
        print(attempt(pop_one, o))
    for o in ({1}, F({2}), frozenset({3}), Own(), {4}, set):
        print(attempt(add_to, o, 1))


# The instance gets an attribute that hides the method.
class N(list):
    pass


n = N([1])
print(pop_one(n))
n.pop = lambda: "hidden"
print(pop_one(n), pop_one([7]))

# Optional arguments, keywords, wrong numbers of arguments at one site.
def splitted(s, *a):
    return s.split(*a)


def one(o):
    return o.split(",")


for _ in range(2):
    print(one("a,b"), one(b"a,b") if False else one("c"), attempt(one, 5), attempt(one, b"a"))
    print(attempt("a b".split, None, 1), attempt([].append), attempt([].append, 1, 2), attempt({}.get), attempt({}.get, 1, 2, 3))


def get(d, *rest):
    return d.get(1)


class D(dict):
    def get(self, k):
        return "D.get"


for d in ({}, {1: "x"}, D(), {1: None}, {True: "t"}):
    print(get(d))

# Builtins that are replaced, shadowed, deleted.
def uses():
    return len("abc"), abs(-3), isinstance(3, int), min(3, 1), ord("a")


print(uses(), uses())
saved = builtins.len
builtins.len = lambda x: "builtin replaced"
print(uses())
builtins.len = saved
print(uses())
len = lambda x: "global"
print(uses())
del len
print(uses())
abs = saved
print(attempt(uses))
abs = [].__len__
print(attempt(uses))
del abs
print(uses())


# A bound native method at the site of a function.
def call(f, x):
    return f(x)


row = []
for f in (saved, row.append, saved, "ab".count, row.append, print, str, saved, repr, row.extend):
    print(attempt(call, f, "ab"))
print(row)


# Errors from inside have the place of the call; the site goes on.
def failing(xs):
    out = []
    for x in xs:
        out.append(attempt(lambda: [1, 2].index(x)))
        out.append(attempt(lambda: ord(x)))
    return out


print(failing([1, "a", 3, "bc", 2]))


# A key function that changes what is sorted, and an __eq__ that calls back.
class E:
    def __eq__(self, other):
        items.clear()
        return False


items = [E(), E(), 1]
print(attempt(items.index, 5), items)

# Ints from text.
print([attempt(int, s) for s in ("0", "007", "123456789012345", "1234567890123456789", "-5", " 5 ", "1_0", "", "x", "٣")])
