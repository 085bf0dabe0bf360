"""json: dumps with every option, loads of every form, errors with positions, hooks, encoders."""
import io
import json
import math


def raises(kind, text, call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except kind as error:
        assert str(error) == text, (str(error), text)
    else:
        raise AssertionError(f"{call} did not raise")


data = {"list": [1, 2.5, -0.0, 1e100, None, True, False], "empty": {}, "none": [], "text": "a\"b\\c\n\t\x01é😀", 5: "int", None: 0, True: 1, 1.5: 2}
text = json.dumps(data)
assert text == r'{"list": [1, 2.5, -0.0, 1e+100, null, true, false], "empty": {}, "none": [], "text": "a\"b\\c\n\t\u0001\u00e9\ud83d\ude00", "5": "int", "null": 0, "true": 1, "1.5": 2}'
assert json.loads(text)["text"] == data["text"] and json.dumps("é", ensure_ascii=False) == '"é"'
print(json.dumps({"b": [1, {"c": []}], "a": ()}, indent=2, sort_keys=True))
assert json.dumps([1, {"a": 2}], separators=(",", ":")) == '[1,{"a":2}]' and json.dumps([[]], indent="\t") == "[\n\t[]\n]"
assert json.dumps([math.inf, -math.inf]) == "[Infinity, -Infinity]" and json.dumps(math.nan) == "NaN"
raises(ValueError, "Out of range float values are not JSON compliant: inf", json.dumps, math.inf, allow_nan=False)
raises(TypeError, "Object of type set is not JSON serializable", json.dumps, {1})
raises(TypeError, "keys must be str, int, float, bool or None, not tuple", json.dumps, {(1,): 2})
assert json.dumps({(1,): 2, "a": 1}, skipkeys=True) == '{"a": 1}' and json.dumps({1, 2}, default=sorted) == "[1, 2]"
ring = []
ring.append(ring)
raises(ValueError, "Circular reference detected", json.dumps, ring)

assert json.loads(" [1, 2.0, 1e2, -3, true, null, \"\\u00e9\\ud83d\\ude00\\/\"] ") == [1, 2.0, 100.0, -3, True, None, "é😀/"]
assert json.loads(b'\xef\xbb\xbf{"a": 1}'.decode("utf-8-sig")) == {"a": 1} and json.loads('"x"'.encode("utf-16")) == "x"
assert json.loads("123456789012345678901234567890") == 123456789012345678901234567890 and math.isnan(json.loads("NaN"))
assert json.loads("{\"a\": 1, \"a\": 2}") == {"a": 2} and json.loads("[]") == [] and json.loads("\"\\ud800\"") == "\ud800"
for bad, message in {
    "": "Expecting value: line 1 column 1 (char 0)",
    "[1,]": "Illegal trailing comma before end of array: line 1 column 3 (char 2)",
    "{\"a\" 1}": "Expecting ':' delimiter: line 1 column 6 (char 5)",
    "{a: 1}": "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
    "[1 2]": "Expecting ',' delimiter: line 1 column 4 (char 3)",
    "\"abc": "Unterminated string starting at: line 1 column 1 (char 0)",
    "\"\\x\"": "Invalid \\escape: line 1 column 2 (char 1)",
    "\"a\nb\"": "Invalid control character at: line 1 column 3 (char 2)",
    "[1]\n x": "Extra data: line 2 column 2 (char 5)",
    "01": "Extra data: line 1 column 2 (char 1)",
    "{\"a\": 1,}": "Illegal trailing comma before end of object: line 1 column 8 (char 7)",
    "tru": "Expecting value: line 1 column 1 (char 0)",
}.items():
    try:
        json.loads(bad)
    except json.JSONDecodeError as error:
        assert message is None or str(error) == message, (bad, str(error))
    else:
        raise AssertionError(bad)
raises(TypeError, "the JSON object must be str, bytes or bytearray, not int", json.loads, 5)
assert json.loads('{"x": {"y": 1}}', object_hook=lambda d: sorted(d)) == ["x"] and json.loads('{"b": 1, "a": 2}', object_pairs_hook=list) == [("b", 1), ("a", 2)]
assert json.loads("[1.50, 2]", parse_float=str, parse_int=lambda s: s + "!") == ["1.50", "2!"] and json.loads("[Infinity]", parse_constant=str.lower) == ["infinity"]


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex):
            return [o.real, o.imag]
        return super().default(o)


class Name(str):
    pass


assert json.dumps({"z": 1 + 2j}, cls=Encoder) == '{"z": [1.0, 2.0]}' and json.dumps(Name("n")) == '"n"' and "".join(Encoder().iterencode([1, [2]])) == "[1, [2]]"
out = io.StringIO()
json.dump([1, "x"], out)
assert out.getvalue() == '[1, "x"]' and json.load(io.StringIO("[3]")) == [3] and json.JSONDecoder().raw_decode("[1] tail") == ([1], 3)
nested = json.loads("[" * 500 + "]" * 500)
assert json.dumps(nested) == "[" * 500 + "]" * 500
print("json", json.dumps([0.1, 1e16, 1e-7, 123456789.123456789, 10**20]))
