# Streams over pipes.
import io
import os

r, w = os.pipe()
with open(w, "w", encoding="utf-8") as out:
    out.write("über\nlines\n")
    out.flush()
    out.write("end")
    assert not out.seekable()
    try:
        out.tell()
    except io.UnsupportedOperation as e:
        print(e)
with open(r, encoding="utf-8") as source:
    assert not source.seekable()
    print(list(source))
    for action in (source.tell, lambda: source.seek(0)):
        try:
            action()
        except io.UnsupportedOperation as e:
            print(e)

r, w = os.pipe()
os.write(w, b"one\ntwo\n")
with open(r, "rb") as source:
    assert source.read1() == b"one\ntwo\n"
    os.write(w, b"three")
    os.close(w)
    assert source.read() == b"three"
    try:
        source.seek(0)
    except io.UnsupportedOperation as e:
        print(type(e).__name__, e)

# Nothing to read yet.
r, w = os.pipe()
os.set_blocking(r, False)
with open(r, "rb", buffering=0) as source:
    assert source.read(5) is None and source.readinto(bytearray(5)) is None and source.readall() is None
    os.write(w, b"abc")
    assert source.read(5) == b"abc"
    os.close(w)
    assert source.read(5) == b""

# Nobody reads any more.
r, w = os.pipe()
os.close(r)
out = open(w, "wb")
out.write(b"lost")
try:
    out.flush()
except BrokenPipeError as e:
    print(e, e.errno)
try:
    out.close()
except BrokenPipeError as e:
    print(e, out.closed)

# A full pipe that does not block.
r, w = os.pipe()
os.set_blocking(w, False)
out = io.BufferedWriter(io.FileIO(w, "w"), 1024)
try:
    while True:
        out.write(b"x" * 5000)
except BlockingIOError as e:
    print(e, e.characters_written > 0)
got = 0
while True:
    os.set_blocking(r, False)
    try:
        got += len(os.read(r, 1 << 20))
    except BlockingIOError:
        break
    try:
        out.flush()
    except BlockingIOError:
        pass
assert got > 5000
out.close()
os.close(r)
