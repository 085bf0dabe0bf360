"""repr and str of objects of every builtin type, nested, empty, subclassed, recursive, with odd contents."""
import collections
import re
import types


class C:
    pass


class R:
    def __repr__(self):
        return "R()"


class S(R):
    def __str__(self):
        return "S str"


class L(list):
    pass


class D(dict):
    pass


class T(tuple):
    pass


class St(set):
    pass


class Str(str):
    pass


class Int(int):
    pass


def f():
    yield


async def co():
    pass


async def ag():
    yield


rec_l = [1]
rec_l.append(rec_l)
rec_d = {}
rec_d["d"] = [rec_d]
rec_t = ([],)
rec_t[0].append(rec_t)
rec_s = L([rec_l])
rec_s.append(rec_s)
deq = collections.deque()
deq.append(deq)
ns = types.SimpleNamespace()
ns.me = ns
c = co()
OBJECTS = [None, True, ..., NotImplemented, 0, -5, 2 ** 100, 1.5, -0.0, 1e100, float("inf"), float("nan"), 1j,
        -1.5 - 0j, "", "a'b", 'a"b', "a'b\"c", "\n\t\\\x00\x7f\x80\xa0\xad\u0300\u200b\ud800\U0001f600", b"",
        b"a'b\xff\n", bytearray(b"x'"), (), (1,), (1, 2), [], [[], [1]], {}, {1: {2: 3}}, {"a": [()]}, set(),
        {1}, frozenset(), frozenset([2]), range(3), range(1, 9, 2), slice(1, None, "x"), memoryview(b"a"), int,
        str, type, type(None), C, len, [].append, str.upper, int.__add__, (5).__add__, dict.fromkeys, object,
        object(), C(), C().__init__, R(), S(), [R(), S()], {R(): S()}, (S(),), L(), L([1, "a"]), D(a=1),
        T((1,)), T(), St(), St([1]), Str("q"), Int(7), [Str("q"), Int(7)], f, lambda: 0, f(), c, ag(),
        f.__code__, C.__dict__, types, types.ModuleType("m"), rec_l, rec_d, rec_t, rec_s, deq, ns, property(),
        staticmethod(len), classmethod(len), super(R, S()), enumerate([]), zip(), map(len, []),
        filter(None, []), iter([]), iter(""), iter({}), iter(range(1)), reversed([]), {}.keys(),
        {1: 2}.values(), {1: 2}.items(), ValueError(), ValueError("x"), ValueError(1, "y"), KeyError("k"),
        OSError(2, "m", "f"), ExceptionGroup("g", [ValueError(1)]), StopIteration(5), list[int], int | None,
        dict[str, list[int]], tuple[()], types.MappingProxyType({1: 2}), types.CellType(1), C.__init__,
        type(f()), collections.OrderedDict(a=1), collections.Counter("aab"),
        collections.defaultdict(list, {1: [2]}), collections.ChainMap({1: 2}),
        collections.namedtuple("NT", "x y")(1, 2), collections.UserDict(a=1), collections.UserList([1])]
c.close()
for o in OBJECTS:
    for text in {repr(o), str(o)} if isinstance(o, (str, BaseException, S)) else [repr(o)]:
        pass
    print(type(o).__name__, "|",
            ascii(re.sub(r"0x[0-9a-f]{6,}", "0x", re.sub(r"from '[^']*'|file \"[^\"]*\", line \d+", "...",
            repr(o)))), "" if str(o) == repr(o) else "| " + ascii(str(o)))
deep = []
for _ in range(100):
    deep = [deep]
assert repr(deep) == "[" * 101 + "]" * 101
print(len(OBJECTS))
