# BytesIO.
import io
import pickle

b = io.BytesIO(b"line 1\nline 2\nrest")
assert b.readline() == b"line 1\n" and b.tell() == 7
assert b.read(3) == b"lin" and b.read1(2) == b"e " and b.read() == b"2\nrest" and b.read() == b""
b.seek(0)
assert list(b) == [b"line 1\n", b"line 2\n", b"rest"]
assert b.seek(-4, 2) == 14 and b.readlines() == [b"rest"]
assert b.seek(7) == 7 and b.readlines(1) == [b"line 2\n"]
assert b.seek(3) == 3 and b.write(b"XX") == 2 and b.getvalue() == b"linXX1\nline 2\nrest"
assert b.seek(25) == 25 and b.read() == b"" and b.write(b"!") == 1
assert b.getvalue() == b"linXX1\nline 2\nrest" + bytes(7) + b"!"
assert b.truncate(4) == 4 and b.getvalue() == b"linX" and b.tell() == 26
b.seek(0)
into = bytearray(b"......")
assert b.readinto(into) == 4 and into == b"linX.."
b.writelines([b"a", bytearray(b"b"), memoryview(b"c")])
assert b.getvalue() == b"linXabc"

view = b.getbuffer()
view[0] = ord("L")
assert b.getvalue() == b"LinXabc" and len(view) == 7
for action in (lambda: b.write(b"more"), lambda: b.truncate(1), b.close):
    try:
        action()
    except BufferError as e:
        print(e)
view.release()
assert b.write(b"more") == 4

for make in (lambda: b.write("text"), lambda: b.seek(-1), lambda: b.seek(0, 7), lambda: b.truncate(-1), lambda: io.BytesIO(5), lambda: b.read("x"), lambda: b.readinto(b"const"), b.fileno, b.detach):
    try:
        make()
    except (TypeError, ValueError, OSError) as e:
        print(type(e).__name__, e)

copy = pickle.loads(pickle.dumps(b))
assert copy.getvalue() == b.getvalue() and copy.tell() == b.tell()
assert b.readable() and b.writable() and b.seekable() and not b.isatty()
with b:
    pass
assert b.closed
for action in (b.read, b.getvalue, b.tell, b.getbuffer, lambda: b.write(b""), lambda: list(b), b.readable):
    try:
        action()
    except ValueError as e:
        print(e)

grown = io.BytesIO()
for i in range(2000):
    grown.write(b"%d," % i)
assert grown.getvalue() == b"".join(b"%d," % i for i in range(2000))
assert grown.getvalue() is not None and grown.tell() == len(grown.getvalue())


class Named(io.BytesIO):
    def __init__(self, data, name):
        super().__init__(data)
        self.name = name


n = Named(b"abc", "n")
assert n.name == "n" and n.read() == b"abc" and isinstance(n, io.BufferedIOBase)
t = io.TextIOWrapper(n)
print(t)
