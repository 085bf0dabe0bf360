"""pprint: widths, depth, indent, compact, sorting, underscores, recursive and nested containers, long strings."""
import collections
import io
import pprint
import types


DATA = {"name": "x" * 20, "list": list(range(30)),
        "nested": {"b": [1, [2, [3, [4]]]], "a": ("t", 1), "c": {3, 1, 2}}, "text": "word " * 20,
        "bytes": bytes(range(40)), 5: None}
for kw in ({}, {"width": 40}, {"width": 120, "compact": True}, {"depth": 1}, {"depth": 2, "indent": 3},
        {"sort_dicts": False}, {"width": 30, "compact": True, "indent": 2}):
    print("--", kw)
    pprint.pprint(DATA, **kw)
assert pprint.pformat([]) == "[]" and pprint.pformat("short") == "'short'" and pprint.pformat(5) == "5"
assert pprint.pformat({}) == "{}" and pprint.pformat((1,)) == "(1,)" and pprint.pformat(set()) == "set()"
assert pprint.pformat({2, 1}) == "{1, 2}" and pprint.pformat(frozenset([1])) == "frozenset({1})"
assert pprint.pformat({"b": 1, "a": 2}) == "{'a': 2, 'b': 1}"
assert pprint.pformat({"b": 1, "a": 2}, sort_dicts=False) == "{'b': 1, 'a': 2}"
assert pprint.pformat({1: 1, "a": 2, None: 3}).count(":") == 3
assert pprint.pformat(1234567, underscore_numbers=True) == "1_234_567"
assert pprint.pformat([10 ** 6], underscore_numbers=True) == "[1_000_000]"
r = [1]
r.append(r)
text = pprint.pformat(r)
assert text.startswith("[1, <Recursion on list with id=") and pprint.isrecursive(r)
assert not pprint.isrecursive([1]) and pprint.isreadable([1, "a"]) and not pprint.isreadable(r)
assert not pprint.isreadable(object()) and pprint.saferepr({"a": (1,)}) == "{'a': (1,)}"
for obj in (collections.OrderedDict((("k%d" % i, i) for i in range(12))),
        collections.defaultdict(int, {"k%d" % i: i for i in range(12)}),
        collections.Counter("abracadabra" * 3), collections.deque(range(30), maxlen=40),
        collections.ChainMap({"a": 1}, {"b": "x" * 70}), types.SimpleNamespace(alpha="a" * 40, beta="b" * 40),
        types.MappingProxyType({"k" * 30: "v" * 30, "z": 1}), {("tuple", "key"): "value" * 20},
        [("a" * 30, "b" * 30, "c" * 30)], "line one\nline two " + "z" * 60, bytearray(range(60)),
        collections.UserDict({"u": "v" * 80}), collections.UserList(["x" * 50, "y" * 50])):
    print("--", type(obj).__name__)
    pprint.pprint(obj)
buf = io.StringIO()
pprint.pprint([1, 2], stream=buf)
pprint.pp({"b": 1, "a": 2}, stream=buf)
assert buf.getvalue() == "[1, 2]\n{'b': 1, 'a': 2}\n"
pp = pprint.PrettyPrinter(width=20)
assert pp.pformat(["aaaa", "bbbb", "cccc"]) == "['aaaa',\n 'bbbb',\n 'cccc']" and pp.isreadable(1)
import dataclasses


@dataclasses.dataclass
class DC:
    name: str
    items: list = dataclasses.field(default_factory=list)
    hidden: int = dataclasses.field(default=0, repr=False)


pprint.pprint(DC("n" * 30, [DC("inner" * 8), 2, "three" * 10]))
for bad in (dict(indent=-1), dict(depth=0), dict(width=0)):
    try:
        pprint.PrettyPrinter(**bad)
    except ValueError as e:
        print(e)
