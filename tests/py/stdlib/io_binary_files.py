"""Binary and raw files: buffered reads and writes, readinto, peek, seek, truncate, random access, file descriptors; errors."""
import io
import os
import tempfile


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

tmp = tempfile.mkdtemp()
path = os.path.join(tmp, "f.bin")
data = bytes(range(256)) * 40
with open(path, "wb") as f:
    assert f.write(data) == 10240 and f.write(bytearray(b"x")) == 1 and f.write(memoryview(b"yz")) == 2
    assert f.tell() == 10243 and f.seek(2) == 2 and f.write(b"!!") == 2 and f.flush() is None
    assert type(f) is io.BufferedWriter and f.mode == "wb"
with open(path, "rb") as f:
    assert f.read(4) == b"\0\1!!" and f.peek(2)[:2] == b"\4\5" and f.read1(3) == b"\4\5\6" and f.tell() == 7
    assert f.seek(-3, io.SEEK_END) == 10240 and f.read() == b"xyz" and f.read() == b"" and f.seek(10) == 10
    assert f.seek(5, io.SEEK_CUR) == 15 and f.readline()[:1] == b"\x0f" and type(f) is io.BufferedReader
    assert type(f.raw) is io.FileIO and f.readable() and f.seekable() and not f.writable()
    buf = bytearray(8)
    f.seek(100)
    assert f.readinto(buf) == 8 and buf == data[100:108] and f.readinto1(buf) > 0
    assert f.readinto(bytearray()) == 0
    f.seek(10238)
    assert f.readinto(buf) == 5 and buf[:5] == data[10238:] + b"xyz"
    f.seek(0)
    assert len(f.readlines()) == 41 and f.fileno() > 2 and not f.isatty()
with open(path, "r+b") as f:
    f.seek(10)
    f.write(b"ABC")
    assert f.read(2) == data[13:15]
    f.seek(10)
    assert f.read(3) == b"ABC" and f.truncate(20) == 20 and f.seek(0, 2) == 20 and f.write(b"END") == 3
    f.seek(0)
    assert f.read()[-3:] == b"END" and type(f) is io.BufferedRandom
with open(path, "ab") as f:
    f.write(b"more")
    assert f.tell() == 27
with open(path, "rb", buffering=0) as f:
    assert type(f) is io.FileIO and f.read(3) == b"\0\1!" and f.readall()[-4:] == b"more" and f.read() == b""
    assert f.mode == "rb"
with open(path, "xb" if not os.path.exists(path) else "wb", buffering=16) as f:
    for i in range(100):
        f.write(b"%03d" % i)
assert os.path.getsize(path) == 300
fd = os.open(path, os.O_RDONLY)
with open(fd, "rb", closefd=False) as f:
    assert f.read(3) == b"000" and f.name == fd
os.lseek(fd, 297, os.SEEK_SET)
assert os.read(fd, 10) == b"099"
os.close(fd)
r, w = os.pipe()
with open(w, "wb") as fw, open(r, "rb") as fr:
    fw.write(b"through the pipe\nline2")
    fw.flush()
    assert fr.readline() == b"through the pipe\n" and not fr.seekable()
    fw.close()
    assert fr.read() == b"line2" and fr.read() == b""
    raises(io.UnsupportedOperation, 'File or stream is not seekable.', fr.seek, 0)
with open(path, "rb") as f:
    raises(io.UnsupportedOperation, 'write', f.write, b"x")
    raises(OSError, '[Errno 22] Invalid argument', f.seek, -5)
    raises(ValueError, 'whence value 9 unsupported', f.seek, 0, 9)
    raises(TypeError, "argument should be integer or None, not 'str'", f.read, "x")
    raises(TypeError, 'readinto() argument must be read-write bytes-like object, not bytes', f.readinto, b"ro")
    raises(ValueError, 'read length must be non-negative or -1', f.read, -2)
raises(ValueError, 'read of closed file', f.read)
with open(path, "wb") as f:
    raises(io.UnsupportedOperation, 'read', f.read)
    raises(TypeError, "a bytes-like object is required, not 'str'", f.write, "text")
    raises(TypeError, "a bytes-like object is required, not 'int'", f.write, 5)
raises(ValueError, 'I/O operation on closed file.', lambda: f.__enter__())
raises(OSError, '[Errno 9] Bad file descriptor', open, 9999)
raises(ValueError, 'negative file descriptor', open, -5)
raises(ValueError, 'buffer size must be strictly positive', io.BufferedReader, io.BytesIO(), 0)


class Raw(io.RawIOBase):
    def __init__(self, chunks):
        self.chunks = list(chunks)
        self.out = []

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, b):
        if not self.chunks:
            return 0
        c = self.chunks.pop(0)
        if c is None:
            return None
        b[:len(c)] = c
        return len(c)

    def write(self, b):
        self.out.append(bytes(b[:3]))
        return min(3, len(b))


br = io.BufferedReader(Raw([b"ab", b"c\nd", b"ef", b""]))
assert br.read(1) == b"a" and br.readline() == b"bc\n" and br.read() == b"def"
raw = Raw([])
bw = io.BufferedWriter(raw, 4)
bw.write(b"abcdefgh")
bw.flush()
assert b"".join(raw.out) == b"abcdefgh" and Raw([b"xy", b"z"]).readall() == b"xyz"
assert Raw([b"q"]).read(5) == b"q" and Raw([None]).read(1) is None
tw = io.TextIOWrapper(Raw([b"h\xc3", b"\xa9\r", b"\nx"]), encoding="utf-8")
assert tw.read() == "hé\nx"
pair = io.BufferedRWPair(Raw([b"in"]), raw)
assert pair.read(2) == b"in" and pair.write(b"o") == 1
with open(path, "w+b") as f:
    check = 0
    for i in range(1500):
        f.seek(i * 7919 % 5000)
        f.write(bytes([i % 256]) * (i % 9))
        f.seek(i * 31 % 3000)
        check = (check * 31 + sum(f.read(5))) % 1000003
assert check == 131825
os.remove(path)
os.rmdir(tmp)
print("binary files", check)
