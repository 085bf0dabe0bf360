"""match: sequence patterns: fixed, starred, nested; which types are sequences; bindings; laziness."""
import collections
import collections.abc
import array


def seq(x):
    match x:
        case []:
            return "empty"
        case [a]:
            return ("one", a)
        case (1, b):
            return ("1,b", b)
        case [a, b]:
            return ("two", a, b)
        case [1, *rest, 9]:
            return ("1..9", rest)
        case [[a, b], *_]:
            return ("nested", a, b)
        case [first, *_, "end"]:
            return ("end", first)
        case [*all]:
            return ("all", all)
        case _:
            return "not a sequence"


assert [seq(v) for v in ([], (), [5], (1, 2), [3, 4], [1, 9, 9], [1, 2, 3, 9], ([7, 8], 0, 0), ("x", 0, "end"),
        [0, 0, 0], range(3), "ab", b"ab", bytearray(b"ab"), {1: 2}, {1, 2}, 5, None, iter([]))] == [
    'empty', 'empty', ('one', 5), ('1,b', 2), ('two', 3, 4), ('1..9', [9]), ('1..9', [2, 3]),
    ('nested', 7, 8), ('end', 'x'), ('all', [0, 0, 0]), ('all', [0, 1, 2]), 'not a sequence',
    'not a sequence', 'not a sequence', 'not a sequence', 'not a sequence', 'not a sequence',
    'not a sequence', 'not a sequence',
]
assert seq(collections.deque([1, 2])) == ("1,b", 2) and seq(array.array("i", [3])) == ("one", 3)
assert seq(memoryview(b"ab")) == ("two", 97, 98) and seq(collections.UserList([])) == "empty"


class L(list):
    pass


class T(tuple):
    pass


class S(str):
    pass


class Virtual:
    def __init__(self, items):
        self.items = items
        self.log = []

    def __len__(self):
        self.log.append("len")
        return len(self.items)

    def __getitem__(self, i):
        self.log.append(i)
        return self.items[i]


assert seq(L([5])) == ("one", 5) and seq(T((1, 3))) == ("1,b", 3) and seq(S("ab")) == "not a sequence"
assert seq(Virtual([1])) == "not a sequence"
collections.abc.Sequence.register(Virtual)
v = Virtual([4, 5])
assert seq(v) == ("two", 4, 5) and v.log == ['len', 'len', 'len', 0, 1, 2, 'len', 0, 1, 2]
v = Virtual([0, 1, 2, 3])


def last(x):
    match x:
        case [_, *_, z]:
            return z


assert last(v) == 3 and v.log == ['len', 'len', 3] and last([1]) is None and last([1, 2]) == 2


def nested(x):
    match x:
        case [["a", [b, [c]]], [*d, [*e]]]:
            return b, c, d, e
        case (("k", v) | ("k2", _, v)), *more:
            return v, more
        case [(1 | 2) as n, [_, _] as pair]:
            return n, pair


assert nested([["a", [1, [2]]], [3, 4, [5, 6]]]) == (1, 2, [3, 4], [5, 6])
assert nested([("k", 1)]) == (1, []) and nested([("k2", 0, 2), 3]) == (2, [3])
assert nested((2, (7, 8))) == (2, (7, 8)) and nested([3, [1, 2]]) is None


def partial(x):
    """Names bound before a failing element keep their values."""
    a = b = "unset"
    match x:
        case [a, b, 3]:
            pass
        case [_, b]:
            pass
    return a, b


assert partial([1, 2]) == ("unset", 2) and partial([1, 2, 3]) == (1, 2) and partial([]) == ("unset", "unset")


class Lying:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        raise IndexError("lie")


collections.abc.Sequence.register(Lying)
try:
    seq(Lying())
except ValueError as e:
    assert str(e) == 'not enough values to unpack (expected 2, got 0)'
try:
    last(Lying())
except IndexError as e:
    assert str(e) == "lie"
else:
    raise AssertionError


def total(x):
    match x:
        case []:
            return 0
        case [head, *tail]:
            return head + total(tail)


assert total(list(range(200))) == 19900


def command(text):
    match text.split():
        case ["go", ("north" | "south") as d]:
            return "go " + d
        case ["get", *objs] if objs:
            return objs
        case ["quit" | "exit"]:
            return "bye"
        case [cmd, *_]:
            return "unknown " + cmd
        case _:
            return "empty"


assert [command(c) for c in ("go north", "go up", "get a b", "get", "exit", "", "dance now")] == [
    'go north', 'unknown go', ['a', 'b'], 'unknown get', 'bye', 'empty', 'unknown dance',
]
hits = 0
for i in range(2000):
    match (i % 3, i % 5):
        case (0, 0):
            hits += 15
        case (0, _):
            hits += 3
        case (_, 0):
            hits += 5
assert hits == 134 * 15 + 533 * 3 + 266 * 5
print("sequences", hits, command("get x y"))
