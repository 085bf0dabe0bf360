# StringIO.
import io
import pickle

s = io.StringIO("erste\nzwei äöü\nletzte")
assert s.readline() == "erste\n" and s.tell() == 6
assert s.read(6) == "zwei ä" and s.readline(1) == "ö" and s.readline() == "ü\n" and s.read() == "letzte"
assert s.read() == "" and s.readline() == ""
s.seek(0)
assert [line for line in s] == ["erste\n", "zwei äöü\n", "letzte"]
assert s.seek(11) == 11 and s.write("ÄÖÜ€") == 4 and s.getvalue() == "erste\nzwei ÄÖÜ€letzte"
assert s.tell() == 15 and s.seek(0, 1) == 15 and s.seek(0, 2) == 21
s.seek(23)
s.write("!")
assert s.getvalue().endswith("letzte\0\0!"), s.getvalue()
assert s.truncate(5) == 5 and s.getvalue() == "erste"
s.seek(2)
assert s.truncate() == 2 and s.getvalue() == "er"
s.writelines(["a\n", "b\n"])
assert s.getvalue() == "era\nb\n"

for newline in (None, "", "\n", "\r", "\r\n"):
    t = io.StringIO("a\r\nb\rc\nd", newline=newline)
    print(repr(newline), list(t), repr(t.getvalue()), repr(t.newlines))
    t = io.StringIO(newline=newline)
    t.write("x\ny\r\n")
    t.seek(0)
    print(repr(t.getvalue()), t.readlines())

for make in (lambda: s.write(b"bytes"), lambda: s.write(5), lambda: s.seek(-1), lambda: s.seek(1, 1), lambda: s.seek(0, 3), lambda: s.truncate(-2), lambda: io.StringIO(5), lambda: io.StringIO("", newline="x"), lambda: io.StringIO("", newline=5), lambda: s.read(1.5), s.fileno, s.detach):
    try:
        make()
    except (TypeError, ValueError, OSError) as e:
        print(type(e).__name__, e)

copy = pickle.loads(pickle.dumps(s))
assert copy.getvalue() == s.getvalue() and copy.tell() == s.tell()
assert s.encoding is None and s.errors is None and s.line_buffering is False
s.close()
for action in (s.read, s.getvalue, s.tell, lambda: s.write(""), lambda: next(s), s.readable, lambda: s.newlines):
    try:
        action()
    except ValueError as e:
        print(e)

big = io.StringIO()
for i in range(5000):
    print(i, file=big)
assert big.getvalue() == "".join(f"{i}\n" for i in range(5000))
big.seek(0)
assert sum(int(line) for line in big) == sum(range(5000))


class Upper(io.StringIO):
    def write(self, text):
        return super().write(text.upper())

    def readline(self, size=-1):
        return super().readline(size).rstrip()


u = Upper()
print("abc", "def", file=u)
u.seek(0)
assert list(u) == ["ABC DEF"]
