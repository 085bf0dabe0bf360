"""io and open: text and binary files, buffering, newlines, encodings, seeking, errors, memory streams."""
import io
import os
import tempfile


def raises(kind, text, call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except kind as error:
        assert text is None or str(error) == text, (str(error), text)
    else:
        raise AssertionError(f"{call} did not raise")


folder = tempfile.mkdtemp()
path = os.path.join(folder, "file.txt")
with open(path, "w", encoding="utf-8") as f:
    assert f.write("line one\nzweite é\n") == 18 and f.writable() and not f.readable() and f.encoding == "utf-8" and f.mode == "w" and f.name == path
    f.writelines(["three\n", "last"])
    print("printed", 1, 2, sep=",", file=f)
with open(path, encoding="utf-8") as f:
    assert f.readline() == "line one\n" and f.read(3) == "zwe" and f.readlines() == ["ite é\n", "three\n", "lastprinted,1,2\n"] and f.read() == ""
    f.seek(0)
    assert [len(line) for line in f] == [9, 9, 6, 16]
    f.seek(0)
    next(f)
    raises(OSError, "telling position disabled by next() call", f.tell)
assert f.closed
raises(ValueError, "I/O operation on closed file.", f.read)
with open(path, "rb") as f:
    data = f.read()
    assert data.count(b"\n") == 4 and f.seek(-5, os.SEEK_END) == len(data) - 5 and f.read() == b",1,2\n"[0:5] and f.tell() == len(data) and f.peek() == b""
    f.seek(2)
    buffer = bytearray(4)
    assert f.readinto(buffer) == 4 and buffer == b"ne o" and f.read1(2) == b"ne"
with open(path, "r+b") as f:
    f.seek(5)
    f.write(b"ONE")
    f.truncate(9)
    f.seek(0)
    assert f.read() == b"line ONE\n"
with open(path, "a") as f:
    f.write("more")
assert open(path).read() == "line ONE\nmore"
with open(path, "wb", buffering=0) as f:
    assert type(f) is io.FileIO and f.write(b"a\r\nb\rc\n") == 7
assert open(path).read() == "a\nb\nc\n" and open(path, newline="").read() == "a\r\nb\rc\n" and open(path, newline="\n").readlines() == ["a\r\n", "b\rc\n"] and open(path, newline="\r").readlines() == ["a\r", "\nb\r", "c\n"]
with open(path) as f:
    f.read()
    assert f.newlines == ("\r", "\n", "\r\n")
with open(path, "w", newline="\r\n") as f:
    f.write("x\ny\n")
assert open(path, "rb").read() == b"x\r\ny\r\n"
with open(path, "w", encoding="utf-16") as f:
    f.write("é")
assert open(path, "rb").read() == b"\xff\xfe\xe9\x00" and open(path, encoding="utf-16").read() == "é"
with open(path, "wb") as f:
    f.write(b"ok\xffbad")
raises(UnicodeDecodeError, "'utf-8' codec can't decode byte 0xff in position 2: invalid start byte", lambda: open(path, encoding="utf-8").read())
assert open(path, encoding="utf-8", errors="replace").read() == "ok\ufffdbad" and open(path, errors="surrogateescape", encoding="utf-8").read() == "ok\udcffbad"
raises(FileNotFoundError, f"[Errno 2] No such file or directory: '{folder}/none'", open, folder + "/none")
raises(IsADirectoryError, f"[Errno 21] Is a directory: '{folder}'", open, folder)
raises(FileExistsError, None, open, path, "x")
raises(ValueError, "invalid mode: 'q'", open, path, "q")
raises(ValueError, "binary mode doesn't take an encoding argument", open, path, "rb", encoding="ascii")
raises(ValueError, "can't have text and binary mode at once", open, path, "tb")
raises(ValueError, "must have exactly one of create/read/write/append mode", open, path, "rw")
raises(io.UnsupportedOperation, "not readable", open(path, "w").read)
raises(TypeError, "write() argument must be str, not bytes", open(path, "w").write, b"x")
raises(TypeError, "a bytes-like object is required, not 'str'", open(path, "wb").write, "x")

s = io.StringIO("a\nb\r\nc", newline=None)
assert s.read() == "a\nb\nc" and s.getvalue() == "a\nb\nc" and s.seek(0) == 0 and s.readline() == "a\n"
s.seek(0, 2)
s.write("!")
assert s.getvalue().endswith("c!") and io.StringIO("xy").read(1) == "x"
b = io.BytesIO(b"hello")
b.seek(10)
b.write(b"end")
assert b.getvalue() == b"hello\0\0\0\0\0end" and b.getbuffer()[0] == 104 and b.seek(1) == 1 and b.read(2) == b"el" and b.readlines() == [b"lo\0\0\0\0\0end"]
view = b.getbuffer()
raises(BufferError, "Existing exports of data: object cannot be re-sized", b.write, b"x" * 100)
view.release()
wrapped = io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True)
wrapped.write("plain")
raises(UnicodeEncodeError, "'ascii' codec can't encode character '\\xe9' in position 0: ordinal not in range(128)", wrapped.write, "é")
assert wrapped.buffer.getvalue() == b"plain" and isinstance(wrapped, io.TextIOBase) and wrapped.detach().getvalue() == b"plain"


class Upper(io.RawIOBase):
    def __init__(self, data):
        self.data = data

    def readable(self):
        return True

    def readinto(self, into):
        n = min(len(into), len(self.data))
        into[:n], self.data = self.data[:n].upper(), self.data[n:]
        return n


assert io.BufferedReader(Upper(b"abc\ndef"), 2).readline() == b"ABC\n" and Upper(b"xyz").read() == b"XYZ" and list(io.BufferedReader(Upper(b"1\n2"))) == [b"1\n", b"2"]
r, w = os.pipe()
with open(w, "w") as writer:
    writer.write("through a pipe\n")
with open(r) as reader:
    assert reader.read() == "through a pipe\n" and not reader.seekable()
os.remove(path)
os.rmdir(folder)
print("io", io.DEFAULT_BUFFER_SIZE, io.StringIO().closed, repr(io.BytesIO)[:20])
