"""io.StringIO and io.BytesIO: positions, newlines, truncate, getbuffer, iteration, subclassing, states; exact errors."""
import io


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

s = io.StringIO("héllo\nworld")
assert s.read(2) == "hé" and s.tell() == 2 and s.readline() == "llo\n" and s.readline() == "world"
assert s.readline() == "" and s.seek(0) == 0 and s.getvalue() == "héllo\nworld" and s.write("J") == 1
assert s.getvalue() == "Jéllo\nworld" and s.seek(0, 2) == 11 and s.write("!\U0001f600") == 2
assert s.getvalue()[-2:] == "!\U0001f600" and s.seek(20) == 20 and s.write("x") == 1
assert s.getvalue() == "Jéllo\nworld!\U0001f600" + "\0" * 7 + "x"
assert s.truncate(3) == 3 and s.getvalue() == "Jél" and s.tell() == 21 and s.seek(0) == 0
assert list(s) == ["Jél"] and s.readable() and s.writable() and s.seekable() and not s.isatty()
assert s.newlines is None and s.encoding is None and s.line_buffering is False and not s.closed
assert list(io.StringIO("a\nb\r\nc\rd", newline=None)) == ["a\n", "b\n", "c\n", "d"]
assert list(io.StringIO("a\nb\r\nc\rd")) == ["a\n", "b\r\n", "c\rd"]
assert list(io.StringIO("a\nb\r\nc\rd", newline="")) == ["a\n", "b\r\n", "c\r", "d"]
assert io.StringIO("a\r\nb", newline=None).getvalue() == "a\nb"
n = io.StringIO(newline="\r\n")
n.write("a\nb")
assert n.getvalue() == "a\r\nb" and io.StringIO("ab").readlines(1) == ["ab"]
assert io.StringIO("a\nb\n").readlines(1) == ["a\n"] and io.StringIO().getvalue() == ""
assert io.StringIO("abc").read(-1) == "abc" and io.StringIO("abc").read(None) == "abc"
assert io.StringIO("ab").readline(0) == "" and io.StringIO("x").writelines(["1", "2"]) is None
b = io.BytesIO(b"hello\nworld")
assert b.read(2) == b"he" and b.read1() == b"llo\nworld" and b.seek(-5, 2) == 6 and b.read() == b"world"
assert b.seek(0) == 0 and b.readline() == b"hello\n" and b.seek(2, 1) == 8 and b.write(b"XY") == 2
assert b.getvalue() == b"hello\nwoXYd" and b.truncate(4) == 4 and b.getvalue() == b"hell" and b.tell() == 10
assert b.write(b"z") == 1 and b.getvalue() == b"hell\0\0\0\0\0\0z"
v = b.getbuffer()
v[0] = 72
assert b.getvalue()[:1] == b"H"
raises(BufferError, 'Existing exports of data: object cannot be re-sized', b.truncate, 1)
raises(BufferError, 'Existing exports of data: object cannot be re-sized', lambda: (b.seek(0, 2), b.write(b"x" * 100)))
v.release()
assert b.truncate(1) == 1 and b.getvalue() == b"H"
ba = bytearray(3)
b.seek(0)
assert b.readinto(ba) == 1 and ba == b"H\0\0" and io.BytesIO(b"a\nb").readlines() == [b"a\n", b"b"]
assert list(io.BytesIO(b"a\nb")) == [b"a\n", b"b"] and io.BytesIO(bytearray(b"q")).read() == b"q"
assert io.BytesIO(initial_bytes=b"k").read() == b"k"
raises(TypeError, 'initial_value must be str or None, not bytes', io.StringIO, b"x")
raises(TypeError, 'initial_value must be str or None, not int', io.StringIO, 5)
raises(TypeError, "string argument expected, got 'bytes'", io.StringIO().write, b"x")
raises(TypeError, "a bytes-like object is required, not 'str'", io.BytesIO, "x")
raises(TypeError, "a bytes-like object is required, not 'str'", io.BytesIO().write, "x")
raises(ValueError, 'Negative seek position -1', s.seek, -1)
raises(OSError, "Can't do nonzero cur-relative seeks", s.seek, 1, 1)
raises(ValueError, 'Invalid whence (5, should be 0, 1 or 2)', s.seek, 0, 5)
raises(ValueError, 'negative seek value -1', b.seek, -1)
raises(ValueError, 'invalid whence (5, should be 0, 1 or 2)', b.seek, 0, 5)
raises(ValueError, "illegal newline value: 'q'", io.StringIO, "", "q")
raises(TypeError, "argument should be integer or None, not 'str'", s.read, "a")
raises(ValueError, 'Negative size value -1', s.truncate, -1)
raises(TypeError, "'str' object cannot be interpreted as an integer", s.seek, "a")
raises(io.UnsupportedOperation, 'fileno', s.fileno)
raises(io.UnsupportedOperation, 'detach', s.detach)
s.close()
for use in (s.read, s.getvalue, lambda: s.write("a"), lambda: s.seek(0), s.tell, lambda: next(s), s.readable, s.truncate):
    raises(ValueError, 'I/O operation on closed file', use)
s.close()
assert s.closed
b.close()
raises(ValueError, 'I/O operation on closed file.', b.read)


class Upper(io.StringIO):
    def write(self, t):
        return super().write(t.upper())


u = Upper()
print("shout", 1, file=u)
assert u.getvalue() == "SHOUT 1\n" and isinstance(u, io.TextIOBase)
assert isinstance(io.BytesIO(), io.BufferedIOBase) and isinstance(u, io.IOBase)
assert not isinstance(u, io.RawIOBase)
with io.StringIO("ctx") as c:
    assert c.read() == "ctx"
assert c.closed
t = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
t.write("é\n")
assert t.buffer.getvalue() == b"\xc3\xa9\n" and t.detach().getvalue() == b"\xc3\xa9\n"
raises(ValueError, 'underlying buffer has been detached', t.read)
w = io.TextIOWrapper(io.BytesIO(b"a\xe9\r\nb"), encoding="latin-1")
assert w.readline() == "aé\n" and w.newlines == "\r\n" and w.read() == "b"
assert w.reconfigure(line_buffering=True) is None and w.line_buffering
out = io.StringIO()
for i in range(2000):
    out.write(str(i) if i % 2 else "é")
    if i % 500 == 0:
        out.seek(i // 2)
assert len(out.getvalue()) == 1999 and hash(out.getvalue()[:5]) == hash(out.getvalue()[:5])
print("memory", len(out.getvalue()), u.getvalue().strip(), b.closed)
