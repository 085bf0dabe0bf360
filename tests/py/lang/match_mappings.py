"""match: mapping patterns: keys, rest, nested, subclasses, __missing__ not triggered, non-dict mappings, errors."""
import collections
import collections.abc
import types


def m(x):
    match x:
        case {"type": "point", "x": x, "y": y}:
            return ("point", x, y)
        case {"type": "list", "items": [first, *_]}:
            return ("list", first)
        case {"k": {"deep": v}}:
            return ("deep", v)
        case {1: a, -2: b, None: c, 2.5: d, **rest}:
            return ("keys", a, b, c, d, rest)
        case {"only": 5, **rest}:
            return ("rest", rest)
        case {}:
            return ("any mapping", len(x))
        case _:
            return "no mapping"


assert [m(v) for v in ({"type": "point", "x": 1, "y": 2, "z": 3}, {"type": "point", "x": 1},
        {"type": "list", "items": (7, 8)}, {"type": "list", "items": []}, {"k": {"deep": 0}}, {"only": 5},
                       {"only": 5, "a": 1, "b": 2}, {}, {3: 4}, [], "s", None,
                               {1: "a", -2: "b", None: "c", "e": "f"}, {True: "a", -2.0: "b", None: "c",
                               2.5: "d", "e": 1})] == [
                           ('point', 1, 2), ('any mapping', 2), ('list', 7), ('any mapping', 2), ('deep', 0), ('rest', {}),
                           ('rest', {'a': 1, 'b': 2}), ('any mapping', 0), ('any mapping', 1), 'no mapping', 'no mapping',
                           'no mapping', ('any mapping', 4), ('keys', 'a', 'b', 'c', 'd', {'e': 1}),
                       ]
d = {"only": 5, "x": [1]}
r = m(d)
assert r[1] == {"x": [1]} and r[1]["x"] is d["x"] and d == {"only": 5, "x": [1]}
dd = collections.defaultdict(int)


def has_k(x):
    match x:
        case {"k": v}:
            return v
        case _:
            return "absent"


class Missing(dict):
    def __missing__(self, k):
        return "made"


assert has_k(dd) == "absent" and len(dd) == 0 and has_k(Missing()) == "absent" and Missing()["k"] == "made"
assert has_k(collections.OrderedDict(k=1)) == 1 and has_k(collections.Counter("k")) == 1
assert has_k(types.MappingProxyType({"k": 3})) == 3 and has_k(collections.ChainMap({}, {"k": 4})) == 4
assert has_k(collections.UserDict(k=2)) == 2


class Virtual:
    def __init__(self):
        self.log = []

    def get(self, key, default):
        self.log.append(key)
        return "got" if key == "k" else default

    def keys(self):
        return ["k"]

    def __getitem__(self, key):
        return "item"

    def __len__(self):
        return 1


assert has_k(Virtual()) == "absent"
collections.abc.Mapping.register(Virtual)
v = Virtual()
assert has_k(v) == "got" and v.log == ["k"]


class K:
    A = "a"
    B = "b"


def dotted(x):
    match x:
        case {K.A: 1, K.B: b}:
            return b
        case {K.A: a, **rest}:
            return a, rest


assert dotted({"a": 1, "b": 2}) == 2 and dotted({"a": 3, "c": 4}) == (3, {"c": 4})
K.B = "a"
try:
    dotted({"a": 1, "z": 2})
except ValueError as e:
    assert str(e) == "mapping pattern checks duplicate key ('a')"

texts = []
for src in ("match x:\n case {'a': 1, 'a': 2}: pass", "match x:\n case {**r, 'a': 1}: pass",
        "match x:\n case {**_}: pass", "match x:\n case {a: 1}: pass",
            "match x:\n case {1: _, 1.0: _}: pass", "match x:\n case {-1: a, -1: b}: pass",
                    "match x:\n case {'k': a, **a}: pass"):
    try:
        compile(src, "<s>", "exec")
    except SyntaxError as e:
        texts.append(e.msg)
    else:
        texts.append("compiled")
assert texts == [
    "mapping pattern checks duplicate key ('a')", 'invalid syntax', 'invalid syntax',
    'invalid syntax', 'mapping pattern checks duplicate key (1.0)',
    'mapping pattern checks duplicate key (-1)', "multiple assignments to name 'a' in pattern",
]


def config(c):
    match c:
        case {"db": {"host": str(h), "port": int(p)}} if p > 0:
            return h + ":" + str(p)
        case {"db": {"url": url}}:
            return url
        case {"db": other}:
            return "bad " + repr(other)


assert [config(c) for c in ({"db": {"host": "h", "port": 1}}, {"db": {"host": "h", "port": 0}},
        {"db": {"url": "u"}}, {"db": None}, {})] == ['h:1', "bad {'host': 'h', 'port': 0}", 'u', 'bad None', None]
n = 0
for i in range(1500):
    match {"i": i, "even": i % 2 == 0, "t": ("a", "b", "c")[i % 3]}:
        case {"even": True, "t": "a"}:
            n += 1
        case {"i": k, "t": "b", **others} if len(others) == 1:
            n += k
assert n == 250 + sum(i for i in range(1500) if i % 3 == 1)
print("mappings", n, texts[0])
