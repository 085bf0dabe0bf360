"""json.dumps and dump: every type, separators, indent, sort, ascii, special floats, default, subclasses, errors."""
import io
import json
import collections
import enum


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert json.dumps({"a": [1, 2.5, None, True, False, "x"], "b": {}}) == '{"a": [1, 2.5, null, true, false, "x"], "b": {}}'
assert json.dumps([]) == "[]" and json.dumps(()) == "[]" and json.dumps("") == '""' and json.dumps(5) == "5"
assert json.dumps(-0.0) == "-0.0" and json.dumps(1e100) == "1e+100"
assert json.dumps(2 ** 70) == "1180591620717411303424" and json.dumps(0.1) == "0.1"
assert json.dumps("é\u20ac\U0001f600\"\\/\b\f\n\r\t\x00\x1f\x7f") == '"\\u00e9\\u20ac\\ud83d\\ude00\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\\u007f"'
assert json.dumps("é\U0001f600\n", ensure_ascii=False) == '"é\U0001f600\\n"'
assert json.dumps("\ud800") == '"\\ud800"' and json.dumps("\u2028", ensure_ascii=False) == '"\u2028"'
assert json.dumps([float("nan"), float("inf"), -float("inf")]) == "[NaN, Infinity, -Infinity]"
assert json.dumps({1: "a", 2.5: "b", True: "c", None: "d", "k": "e"}) == '{"1": "c", "2.5": "b", "null": "d", "k": "e"}'
assert json.dumps({"b": 1, "a": [1, {"z": []}]},
        indent=2) == '{\n  "b": 1,\n  "a": [\n    1,\n    {\n      "z": []\n    }\n  ]\n}'
assert json.dumps([1, [2]], indent="--") == "[\n--1,\n--[\n----2\n--]\n]"
assert json.dumps([1], indent=0) == "[\n1\n]" and json.dumps({}, indent=4) == "{}"
assert json.dumps([[], {}], indent=1) == "[\n [],\n {}\n]"
assert json.dumps({"b": 1, "a": 2}, sort_keys=True) == '{"a": 2, "b": 1}'
assert json.dumps([1, {"a": 2}], separators=(",", ":")) == '[1,{"a":2}]'
assert json.dumps([1, 2], indent=1, separators=(";", "=")) == "[\n 1;\n 2\n]"
assert json.dumps({(1, 2): 1, "ok": 2}, skipkeys=True) == '{"ok": 2}'
assert json.dumps([1, 2], default=str) == "[1, 2]"
assert json.dumps([{1}, 1j], default=lambda o: sorted(o) if isinstance(o, set) else [o.real, o.imag]) == "[[1], [0.0, 1.0]]"
assert json.dumps({"a": object}, default=lambda o: {"nested": o.__name__}) == '{"a": {"nested": "object"}}'


class I(int):
    def __repr__(self):
        return "never"


class F(float):
    def __repr__(self):
        return "never"


class S(str):
    pass


class E(enum.IntEnum):
    A = 1


class SE(enum.StrEnum):
    B = "bee"


class D(dict):
    def items(self):
        return [("faked", 1)]


assert json.dumps([I(5), F(1.5), S("s"), E.A, SE.B, True]) == '[5, 1.5, "s", 1, "bee", true]'
assert json.dumps({E.A: 1, SE.B: 2}) == '{"1": 1, "bee": 2}'
assert json.dumps(collections.OrderedDict(b=1, a=2)) == '{"b": 1, "a": 2}'
assert json.dumps(collections.namedtuple("P", "x y")(1, 2)) == "[1, 2]"
assert json.dumps(collections.Counter("aa")) == '{"a": 2}' and json.dumps(D(a=1)) == '{"faked": 1}'
raises(TypeError, 'Object of type type is not JSON serializable', json.dumps, object)
raises(TypeError, 'Object of type set is not JSON serializable', json.dumps, {1})
raises(TypeError, 'Object of type bytes is not JSON serializable', json.dumps, b"a")
raises(TypeError, 'keys must be str, int, float, bool or None, not tuple', json.dumps, {(1, 2): 1})
raises(TypeError, "'<' not supported between instances of 'int' and 'str'", json.dumps, {"a": 1, 5: 2}, sort_keys=True)
raises(ValueError, 'Out of range float values are not JSON compliant: nan', json.dumps, float("nan"), allow_nan=False)
raises(ValueError, 'Out of range float values are not JSON compliant: -inf', json.dumps, [1, -float("inf")], allow_nan=False)
raises(TypeError, "JSONEncoder.__init__() got an unexpected keyword argument 'nope'", json.dumps, 1, nope=2)
r = []
r.append(r)
raises(ValueError, 'Circular reference detected', json.dumps, r)
rd = {}
rd["k"] = rd
raises(ValueError, 'Circular reference detected', json.dumps, rd)
raises(ValueError, 'Circular reference detected', json.dumps, object(), default=lambda o: o)
try:
    json.dumps({"outer": [1, {"inner": {1, 2}}]})
except TypeError as e:
    assert e.__notes__ == [
        "when serializing dict item 'inner'", 'when serializing list item 1',
        "when serializing dict item 'outer'",
    ]


class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex):
            return {"re": o.real, "im": o.imag}
        return super().default(o)


assert json.dumps([1j], cls=Enc) == '[{"re": 0.0, "im": 1.0}]'
assert Enc(indent=1).encode([2j]) == '[\n {\n  "re": 0.0,\n  "im": 2.0\n }\n]'
assert "".join(Enc().iterencode({"a": [1, 2j]})) == '{"a": [1, {"re": 0.0, "im": 2.0}]}'
raises(TypeError, 'Object of type set is not JSON serializable', json.dumps, {1}, cls=Enc)
buf = io.StringIO()
json.dump({"a": [1, 2]}, buf, indent=1)
assert buf.getvalue() == '{\n "a": [\n  1,\n  2\n ]\n}'
data = [{"id": i, "name": "n%d" % i, "tags": ["a", "é" * (i % 3)], "v": i / 7, "ok": i % 2 == 0, "none": None}
        for i in range(200)]
text = json.dumps(data)
assert json.loads(text) == data and len(text) == 20420
assert json.loads(json.dumps(data, indent=3, sort_keys=True)) == data
print("json", len(text), json.dumps({"é": [SE.B]}))
