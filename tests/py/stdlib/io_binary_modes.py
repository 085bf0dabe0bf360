# Binary files: raw and buffered.
import io
import os

name = "data.bin"

with open(name, "wb") as f:
    assert f.write(b"0123456789") == 10
    assert f.write(bytearray(b"abc")) == 3
    assert f.write(memoryview(b"xyz")) == 3
    assert f.tell() == 16
    assert f.seek(4) == 4
    f.write(b"!")
    assert f.seek(0, os.SEEK_END) == 16
with open(name, "rb") as f:
    assert f.read(4) == b"0123"
    assert f.peek(1)[:1] == b"!"
    assert f.read1(2) == b"!5"
    into = bytearray(4)
    assert f.readinto(into) == 4 and into == b"6789"
    assert f.readinto1(memoryview(into)[1:3]) == 2 and into == b"6ab9"
    assert f.tell() == 12
    assert f.seek(-2, 2) == 14 and f.read() == b"yz" and f.read() == b""
    assert f.seek(1) == 1 and f.seek(2, 1) == 3 and f.read(1) == b"3"
    print(f, f.raw, f.mode, f.name)

with open(name, "r+b") as f:
    assert isinstance(f, io.BufferedRandom)
    assert f.read(2) == b"01"
    assert f.write(b"--") == 2
    assert f.read(2) == b"!5"
    f.seek(0)
    assert f.read() == b"01--!56789abcxyz"
    assert f.truncate(5) == 5
    f.seek(0)
    assert f.read() == b"01--!"
    f.write(b"\n\nend")
    f.seek(5)
    assert f.readlines() == [b"\n", b"\n", b"end"]
    f.seek(0)
    assert f.readline(2) == b"01"

with open(name, "ab") as f:
    f.write(b"+")
    assert f.tell() == 11
with open(name, "wb", buffering=0) as f:
    assert isinstance(f, io.FileIO)
    assert f.write(b"raw bytes") == 9
    assert f.seek(2) == 2
    assert f.truncate() == 2
    print(f, f.closefd, f.readable(), f.writable())
with open(name, "rb", buffering=0) as f:
    assert f.read(10) == b"ra" and f.readall() == b"" and f.tell() == 2
    try:
        f.write(b"x")
    except io.UnsupportedOperation as e:
        print(type(e).__mro__[1:3], e)
    try:
        f.seek(-1)
    except OSError as e:
        print(e)

# Modes of FileIO.
for mode in ("r", "w", "a", "r+", "w+", "a+", "rb"):
    with io.FileIO(name, mode) as f:
        print(mode, f.mode, f.readable(), f.writable(), f.seekable())
for mode in ("", "b", "rw", "r++", "z", "rt"):
    try:
        io.FileIO(name, mode)
    except ValueError as e:
        print(e)

# A descriptor.
fd = os.open(name, os.O_RDWR | os.O_CREAT)
with open(fd, "wb", closefd=False) as f:
    f.write(b"by number")
os.lseek(fd, 0, os.SEEK_SET)
with open(fd, "rb") as f:
    assert f.fileno() == fd and f.name == fd
    assert f.read() == b"by number"
try:
    os.close(fd)
except OSError as e:
    print(e)


def opener(path, flags):
    return os.open(path, flags)


with open(name, "rb", opener=opener) as f:
    assert f.read() == b"by number"

# Large writes go around the buffer; small ones are collected.
with open(name, "wb", buffering=16) as f:
    for i in range(100):
        f.write(b"%03d" % i)
    f.write(b"L" * 1000)
    f.write(b"s")
assert os.path.getsize(name) == 1301
with open(name, "rb", buffering=7) as f:
    assert b"".join(iter(lambda: f.read(5), b"")) == b"".join(b"%03d" % i for i in range(100)) + b"L" * 1000 + b"s"

for make in (lambda: open("no such file"), lambda: open("."), lambda: open("no/such/folder", "w"), lambda: open("")):
    try:
        make()
    except OSError as e:
        print(type(e).__name__, e, e.errno)
