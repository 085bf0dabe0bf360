# TextIOWrapper over streams and codecs written in Python.
import codecs
import io


class Chunks:
    """Gives bytes piece by piece; has no base class."""

    def __init__(self, *parts):
        self.parts = list(parts)
        self.closed = False
        self.log = []

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return False

    def read1(self, size):
        self.log.append(size)
        return self.parts.pop(0) if self.parts else b""

    def read(self, size=-1):
        rest, self.parts = b"".join(self.parts), []
        return rest

    def write(self, data):
        self.log.append(bytes(data))
        return len(data)

    def flush(self):
        self.log.append("flush")

    def close(self):
        self.closed = True


c = Chunks(b"a\xc3", b"\xbc\r", b"\nb\r", b"c")
t = io.TextIOWrapper(c, encoding="utf-8")
assert list(t) == ["aü\n", "b\n", "c"] and t.newlines == ("\r", "\r\n")
c = Chunks(b"abc", b"def")
t = io.TextIOWrapper(c, encoding="ascii")
assert t.read(4) == "abcd" and t.read() == "ef"
print(c.log)
c = Chunks()
t = io.TextIOWrapper(c, encoding="ascii", line_buffering=True)
t.write("abc")
t.write("def\n")
t.write("g" * 9000)
t.write("h")
t.close()
print([x if len(x) < 20 else len(x) for x in c.log], t.closed, c.closed)
c = Chunks()
t = io.TextIOWrapper(c, encoding="utf-16", write_through=True)
t.write("ab")
t.write("c")
print(c.log)

for bad in (Chunks("text"), Chunks(5)):
    try:
        io.TextIOWrapper(bad, encoding="ascii").readline()
    except TypeError as e:
        print(e)

# A codec of our own.
class Twice(codecs.IncrementalDecoder):
    def decode(self, data, final=False):
        return "".join(chr(b) * 2 for b in bytes(data))

    def getstate(self):
        return (b"", 0)

    def setstate(self, state):
        pass


class Half(codecs.IncrementalEncoder):
    def encode(self, text, final=False):
        return text[::2].encode("ascii")


def search(name):
    if name == "twice":
        return codecs.CodecInfo(
            lambda t, e="strict": (t[::2].encode(), len(t)),
            lambda b, e="strict": ("".join(chr(x) * 2 for x in bytes(b)), len(b)),
            incrementalencoder=Half,
            incrementaldecoder=Twice,
            name="twice",
        )


codecs.register(search)
b = io.BytesIO()
t = io.TextIOWrapper(b, encoding="twice")
t.write("aabbcc\n\n")
t.seek(0)
assert t.read(3) == "aab"
place = t.tell()
rest = t.read()
t.seek(place)
assert t.read() == rest == "bcc\n\n", rest
print(b.getvalue(), t.encoding)

try:
    io.TextIOWrapper(io.BytesIO(), encoding="no such codec")
except LookupError as e:
    print(e)
try:
    io.TextIOWrapper(io.BytesIO(), encoding="rot13")
except LookupError as e:
    print(e)


class Sub(io.TextIOWrapper):
    def readline(self, size=-1):
        return super().readline(size).upper()

    @property
    def closed(self):
        return False


s = Sub(io.BytesIO(b"x\ny\n"), encoding="ascii")
assert list(s) == ["X\n", "Y\n"]
s.note = 1
assert s.note == 1 and "note" in vars(s)
