# Buffered streams over raw streams written in Python.
import io


class Raw(io.RawIOBase):
    def __init__(self, parts=(), room=None):
        self.parts = list(parts)
        self.written = []
        self.reads = []
        self.room = room

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, buffer):
        self.reads.append(len(buffer))
        if not self.parts:
            return 0
        part = self.parts.pop(0)
        if part is None:
            return None
        n = min(len(part), len(buffer))
        buffer[:n] = part[:n]
        if n < len(part):
            self.parts.insert(0, part[n:])
        return n

    def write(self, data):
        if self.room is not None:
            if self.room == 0:
                return None
            data = data[: self.room]
            self.room -= len(data)
        self.written.append(bytes(data))
        return len(data)


raw = Raw([b"abc", b"d", b"efg"])
r = io.BufferedReader(raw, 8)
assert r.read(6) == b"abcdef" and r.read() == b"g" and r.read(1) == b""
print(raw.reads)
raw = Raw([b"ab\ncd", b"e\nf", b""])
r = io.BufferedReader(raw)
assert r.peek() == b"ab\ncd" and r.read1(1) == b"a"
assert r.readline() == b"b\n" and r.readline() == b"cde\n" and r.readlines() == [b"f"]
assert io.BufferedReader(Raw([b"a", None, b"c"])).read(5) == b"a"
assert io.BufferedReader(Raw([None])).read(5) is None
assert Raw([b"abc", b"def"]).read(2) == b"ab"
assert Raw([b"abc", b"def"]).readall() == b"abcdef"
assert Raw([b"a\nb", b"c\nd"]).readlines() == [b"a\n", b"bc\n", b"d"]

raw = Raw()
w = io.BufferedWriter(raw, 4)
w.write(b"ab")
w.write(b"cd")
assert raw.written == []
w.write(b"e")
assert raw.written == [b"abcd"]
w.write(b"0123456789")
w.flush()
assert b"".join(raw.written) == b"abcde0123456789"
w = io.BufferedWriter(Raw(room=3), 4)
try:
    w.write(b"abcdefghij")
except BlockingIOError as e:
    print(e.strerror, e.characters_written)

pair = io.BufferedRWPair(Raw([b"in"]), raw2 := Raw())
assert pair.read() == b"in" and pair.write(b"out") == 3
pair.flush()
assert raw2.written == [b"out"] and pair.readable() and pair.writable() and not pair.isatty()
pair.close()
assert pair.closed

for make in (
    lambda: io.BufferedReader(io.StringIO()).read(),
    lambda: io.BufferedReader(Raw(), 0),
    lambda: io.BufferedReader(Raw(), "x"),
    lambda: io.BufferedReader(Raw()).read(-2),
    lambda: io.BufferedReader(Raw()).write(b""),
    lambda: io.BufferedReader(Raw()).seek(0),
    lambda: io.BufferedReader(Raw()).tell(),
    lambda: io.BufferedWriter(Raw()).write("x"),
    lambda: io.BufferedRandom(Raw()),
    lambda: io.BufferedReader.__new__(io.BufferedReader).read(),
    lambda: io.RawIOBase().read(1),
    lambda: io.BufferedIOBase().read(1),
    lambda: io.IOBase().fileno(),
):
    try:
        make()
    except (TypeError, ValueError, OSError, AttributeError, NotImplementedError) as e:
        print(type(e).__name__, e)


class Liar(Raw):
    def readinto(self, buffer):
        return len(buffer) + 1

    def write(self, data):
        return len(data) + 1


try:
    io.BufferedReader(Liar(), 10).read(1)
except OSError as e:
    print(e)
w = io.BufferedWriter(Liar(), 10)
w.write(b"abc")
try:
    w.flush()
except OSError as e:
    print(e)
Liar.write = lambda self, data: len(data)
w.flush()


# The order of closing, and errors on the way.
class Loud(Raw):
    def close(self):
        if not self.closed:
            print("raw closes", b"".join(self.written))
        super().close()


w = io.BufferedWriter(Loud())
w.write(b"data")
w.close()
w.close()
t = io.TextIOWrapper(io.BufferedWriter(Loud()), write_through=True)
t.write("text")
t.close()


class Broken(Raw):
    def write(self, data):
        raise OSError("no room")


w = io.BufferedWriter(Broken())
w.write(b"x")
try:
    w.close()
except OSError as e:
    print(e, w.closed)
r = io.BufferedReader(Raw([b"xyz"]))
assert r.read(1) == b"x"
inner = r.detach()
try:
    r.read()
except ValueError as e:
    print(e)
assert inner.read(1) == b""
print(io.BufferedReader(Raw()), repr(io.BufferedWriter(Raw()))[:24])
