"""json.loads and load: values, whitespace, strings, numbers, hooks, bytes, duplicates, and the text of every error."""
import io
import json
from decimal import Decimal


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

for text, want in (("1", 1), (" [1 , 2 ] ", [1, 2]), ('{"a":{"b":[]}}', {"a": {"b": []}}), ("null", None),
        ("true", True), ("false", False), ("-0", 0), ("-1.5e-3", -0.0015), ("1E5", 100000.0),
        ("1e400", float("inf")), ("12345678901234567890", 12345678901234567890), ('""', ""),
        ('"\\u00e9\\n\\/\\b\\"\\\\"', 'é\n/\b"\\'), ('"\\ud83d\\ude00"', "\U0001f600"),
        ('"\\ud83d"', "\ud83d"), ('"\\ude00\\ud83d"', "\ude00\ud83d"), ("\t\r\n {} ", {}),
        ("Infinity", float("inf")), ("-Infinity", -float("inf")), ('{"a":1,"a":2}', {"a": 2}), ("0.1", 0.1),
        ("[[[]]]", [[[]]]), ('"é\U0001f600"', "é\U0001f600"), ('{"": 1}', {"": 1})):
    assert json.loads(text) == want and type(json.loads(text)) is type(want), text
assert repr(json.loads("-0.0")) == "-0.0" and repr(json.loads("NaN")) == "nan" and json.loads(b"[1]") == [1]
assert json.loads(bytearray('"é"', "utf-8")) == "é" and json.loads('"é"'.encode("utf-16")) == "é"
assert json.loads("[1]".encode("utf-32-be")) == [1] and json.loads(b"\xef\xbb\xbf1") == 1
ERRORS = ["", " ", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,',
        '{"a":1,}', "{a:1}", "{1:1}", '{"a" 1}', '{"a":1 "b":2}', "nul", "True", "tru", '"abc', '"a\nb"',
        '"\\x"', '"\\u12"', '"\\u12g4"', '"\\', "01", "1.", ".5", "+1", "1e", "-", "--1", "1 2", "[1]x", "'a'",
        "]", "\ufeff1", '{"a":}', "[}", '{"a":1]', "nan", "Inf", '["a\tb"]', "1_000", "0x10", "[1,\n2,\n oops]"]
rows = []
for text in ERRORS:
    try:
        rows.append((text, json.loads(text)))
    except json.JSONDecodeError as e:
        assert isinstance(e, ValueError) and e.doc == text
        rows.append((text, e.msg, e.pos, e.lineno, e.colno, str(e)) if text in ("", "[1,\n2,\n oops]", "1 2")
                else (text, e.msg, e.pos))
assert rows == [
    ('', 'Expecting value', 0, 1, 1, 'Expecting value: line 1 column 1 (char 0)'),
    (' ', 'Expecting value', 1), ('[', 'Expecting value', 1), ('[1', "Expecting ',' delimiter", 2),
    ('[1,', 'Expecting value', 3), ('[1,]', 'Illegal trailing comma before end of array', 2),
    ('[,1]', 'Expecting value', 1), ('[1 2]', "Expecting ',' delimiter", 3),
    ('{', 'Expecting property name enclosed in double quotes', 1),
    ('{"a"', "Expecting ':' delimiter", 4), ('{"a":', 'Expecting value', 5),
    ('{"a":1', "Expecting ',' delimiter", 6),
    ('{"a":1,', 'Expecting property name enclosed in double quotes', 7),
    ('{"a":1,}', 'Illegal trailing comma before end of object', 6),
    ('{a:1}', 'Expecting property name enclosed in double quotes', 1),
    ('{1:1}', 'Expecting property name enclosed in double quotes', 1),
    ('{"a" 1}', "Expecting ':' delimiter", 5), ('{"a":1 "b":2}', "Expecting ',' delimiter", 7),
    ('nul', 'Expecting value', 0), ('True', 'Expecting value', 0), ('tru', 'Expecting value', 0),
    ('"abc', 'Unterminated string starting at', 0), ('"a\nb"', 'Invalid control character at', 2),
    ('"\\x"', 'Invalid \\escape', 1), ('"\\u12"', 'Invalid \\uXXXX escape', 2),
    ('"\\u12g4"', 'Invalid \\uXXXX escape', 2), ('"\\', 'Unterminated string starting at', 0),
    ('01', 'Extra data', 1), ('1.', 'Extra data', 1), ('.5', 'Expecting value', 0),
    ('+1', 'Expecting value', 0), ('1e', 'Extra data', 1), ('-', 'Expecting value', 0),
    ('--1', 'Expecting value', 0),
    ('1 2', 'Extra data', 2, 1, 3, 'Extra data: line 1 column 3 (char 2)'),
    ('[1]x', 'Extra data', 3), ("'a'", 'Expecting value', 0), (']', 'Expecting value', 0),
    ('\ufeff1', 'Unexpected UTF-8 BOM (decode using utf-8-sig)', 0),
    ('{"a":}', 'Expecting value', 5), ('[}', 'Expecting value', 1),
    ('{"a":1]', "Expecting ',' delimiter", 6), ('nan', 'Expecting value', 0),
    ('Inf', 'Expecting value', 0), ('["a\tb"]', 'Invalid control character at', 3),
    ('1_000', 'Extra data', 1), ('0x10', 'Extra data', 1),
    ('[1,\n2,\n oops]', 'Expecting value', 8, 3, 2, 'Expecting value: line 3 column 2 (char 8)'),
]
raises(TypeError, 'the JSON object must be str, bytes or bytearray, not int', json.loads, 5)
raises(TypeError, 'the JSON object must be str, bytes or bytearray, not NoneType', json.loads, None)
raises(UnicodeDecodeError, "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte", json.loads,
        b"\xff\xfe\xff" [:1] + b"a")
raises(TypeError, "JSONDecoder.__init__() got an unexpected keyword argument 'nope'", json.loads, "1", nope=1)
assert json.loads('"a\tb"', strict=False) == "a\tb"
assert json.loads("[1.5, 2]", parse_float=Decimal, parse_int=str) == [Decimal("1.5"), "2"]
assert json.loads("[NaN, -Infinity]", parse_constant=lambda c: c.lower()) == ["nan", "-infinity"]
assert json.loads('{"b":1,"a":{"c":2}}', object_pairs_hook=lambda p: p) == [("b", 1), ("a", [("c", 2)])]
assert json.loads('[{"__c__": [1, 2]}, {"x": 1}]', object_hook=lambda d: complex(*d["__c__"]) if "__c__" in d
        else d) == [1 + 2j, {"x": 1}]
assert json.loads('{"a": 1}', object_hook=lambda d: 1 / 0, object_pairs_hook=dict) == {"a": 1}
d = json.JSONDecoder()
assert d.raw_decode('{"a": 1} trailing') == ({"a": 1}, 8) and d.raw_decode("xx[1]", 2) == ([1], 5)
assert d.decode(" 5 ") == 5
raises(json.JSONDecodeError, 'Expecting value: line 1 column 1 (char 0)', d.raw_decode, " 1")


class Dec(json.JSONDecoder):
    def __init__(self, **kw):
        super().__init__(object_hook=lambda o: {k.upper(): v for k, v in o.items()}, **kw)


assert json.loads('{"a": {"b": 1}}', cls=Dec) == {"A": {"B": 1}}
assert json.load(io.StringIO('{"x": [1]}')) == {"x": [1]} and json.load(io.BytesIO(b"[2]")) == [2]
e = json.JSONDecodeError("msg", "line1\nline2", 8)
assert str(e) == "msg: line 2 column 3 (char 8)" and (e.lineno, e.colno) == (2, 3)
nested = "[" * 300 + "]" * 300
v, depth = json.loads(nested), 0
while v:
    v, depth = v[0], depth + 1
assert depth == 299
keys = json.loads('[{"same": 1}, {"same": 2}]')
assert list(keys[0]) == list(keys[1]) == ["same"]
big = "[" + ",".join('{"n": %d, "s": "v%d\\n", "f": %r}' % (i, i, i / 3) for i in range(400)) + "]"
out = json.loads(big)
assert sum(o["n"] for o in out) == 79800 and out[399] == {"n": 399, "s": "v399\n", "f": 133.0}
print("json decode", len(rows), out[7], depth)
