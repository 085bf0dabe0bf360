"""marshal: values come back, in every version."""
import marshal, io

values = [0, 1, -1, 2**31, -2**31, 2**62, -2**70, 3**200, 1.5, -0.0, float("inf"), 2j, 1.5 - 3j, "", "abc", "é", "\ud800", "a" * 300,
          b"", b"bytes", (), (1, (2, [3])), [], [1, [2]], {}, {1: {"a": None}}, set(), {1, 2}, frozenset("ab"), None, True, False, ...,
          StopIteration]
for value in values:
    for version in range(6):
        back = marshal.loads(marshal.dumps(value, version))
        assert back == value and type(back) is type(value), (value, version)
assert str(marshal.loads(marshal.dumps(float("nan")))) == "nan"
assert marshal.loads(marshal.dumps(slice(1, None, 2))) == slice(1, None, 2)
assert marshal.loads(marshal.dumps(bytearray(b"x"))) == b"x"
row = [1]
row.append(row)
back = marshal.loads(marshal.dumps(row))
assert back[1] is back
d = {}
d["self"] = d
back = marshal.loads(marshal.dumps(d))
assert back["self"] is back
shared = ("shared", 1.5)
back = marshal.loads(marshal.dumps([shared, shared]))
assert back[0] is back[1]
code = marshal.loads(marshal.dumps(compile("def f(x, *, y=2): return [x + y for _ in range(3)]\nprint(f(1))", "name.py", "exec")))
exec(code)
print(code.co_filename)
f = io.BytesIO()
marshal.dump([1, 2], f)
marshal.dump("next", f)
f.seek(0)
print(marshal.load(f), marshal.load(f))
for bad in (lambda: marshal.dumps(object()), lambda: marshal.dumps(print), lambda: marshal.loads(b""), lambda: marshal.loads(b"?"),
            lambda: marshal.loads(b"0"), lambda: marshal.loads(b"r\x05\0\0\0"), lambda: marshal.loads("a"),
            lambda: marshal.loads(b"s\x05\0\0\0aa"), lambda: marshal.dumps(slice(1), 4), lambda: marshal.loads(b"[\xff\xff\xff\xff"),
            lambda: marshal.dumps(compile("1", "", "eval"), allow_code=False), lambda: marshal.loads(b"l\x01\0\0\0\xff\xff"),
            lambda: marshal.load(5)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
deep = []
for _ in range(3000):
    deep = [deep]
try:
    marshal.dumps(deep)
except ValueError as e:
    print(e)
