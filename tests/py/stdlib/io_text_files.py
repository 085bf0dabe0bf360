"""Text files: modes, newlines, encodings, seek and tell, iteration, truncation, line buffering; exact errors."""
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
path = os.path.join(tmp, "f.txt")
with open(path, "w") as f:
    assert f.write("héllo\nwörld\n") == 12 and f.writelines(["a\n", "b"]) is None and f.name == path
    assert f.mode == "w" and f.writable() and not f.readable() and f.encoding.lower() == "utf-8"
    assert not f.closed
assert f.closed
with open(path) as f:
    assert f.read() == "héllo\nwörld\na\nb" and f.read() == "" and f.seek(0) == 0
    assert f.readline() == "héllo\n" and f.readline(3) == "wör" and f.readlines() == ["ld\n", "a\n", "b"]
    assert f.seek(0) == 0 and f.read(3) == "hél" and list(f) == ["lo\n", "wörld\n", "a\n", "b"]
with open(path) as f:
    f.readline()
    pos = f.tell()
    rest = f.read()
    f.seek(pos)
    assert f.read() == rest and f.seek(0, io.SEEK_END) > 0 and next(iter(f), "end") == "end"
for content, newline, want in (("a\r\nb\rc\n", None, "a\nb\nc\n"), ("a\r\nb\rc\n", "", "a\r\nb\rc\n"),
        ("a\r\nb\rc\n", "\n", "a\r\nb\rc\n"), ("a\r\nb\rc\n", "\r", "a\r\nb\rc\n")):
    with open(path, "w", newline="") as f:
        f.write(content)
    with open(path, newline=newline) as f:
        assert f.read() == want
        f.seek(0)
        lines = f.readlines()
        assert "".join(lines) == want and len(lines) == {None: 3, "": 3, "\n": 2, "\r": 3}[newline], (newline, lines)
for newline, want in ((None, os.linesep), ("", "\n"), ("\n", "\n"), ("\r", "\r"), ("\r\n", "\r\n")):
    with open(path, "w", newline=newline) as f:
        f.write("x\ny\n")
    with open(path, "rb") as f:
        assert f.read() == ("x" + want + "y" + want).encode()
for enc in ("utf-8", "utf-16", "utf-32-le", "latin-1", "utf-8-sig"):
    with open(path, "w", encoding=enc) as f:
        f.write("é1\n" * 50)
    with open(path, encoding=enc) as f:
        assert f.read() == "é1\n" * 50 and f.encoding == enc
with open(path, "a+") as f:
    f.write("tail")
    f.seek(0)
    assert f.read().endswith("tail")
with open(path, "w+") as f:
    f.write("0123456789")
    f.seek(5)
    assert f.truncate() == 5 and f.seek(0) == 0 and f.read() == "01234" and f.truncate(2) == 2
    assert f.seek(0) == 0 and f.read() == "01"
with open(path, "r+") as f:
    f.write("Z")
with open(path) as f:
    assert f.read() == "Z1"
raises(FileNotFoundError, "[Errno 2] No such file or directory: '/no/such/file'", open, "/no/such/file")
raises(IsADirectoryError, "[Errno 21] Is a directory: '%s'" % tmp, open, tmp)
raises(FileExistsError, "[Errno 17] File exists: '%s'" % path, open, path, "x")
raises(ValueError, "invalid mode: 'q'", open, path, "q")
raises(ValueError, 'must have exactly one of create/read/write/append mode', open, path, "rw")
raises(ValueError, "can't have text and binary mode at once", open, path, "rt+b")
raises(ValueError, "binary mode doesn't take an encoding argument", open, path, "rb", encoding="utf-8")
raises(ValueError, "binary mode doesn't take a newline argument", open, path, "rb", newline="\n")
raises(ValueError, 'illegal newline value: x', open, path, newline="x")
raises(ValueError, "can't have unbuffered text I/O", open, path, "r", 0)
raises(LookupError, 'unknown encoding: nope', open, path, encoding="nope")
raises(TypeError, "open() missing required argument 'file' (pos 1)", open)
raises(TypeError, 'expected str, bytes or os.PathLike object, not float', open, 1.5)
raises(TypeError, "open() argument 'mode' must be str, not int", open, path, 5)
raises(ValueError, 'embedded null byte', open, "a\0b")
with open(path) as f:
    raises(io.UnsupportedOperation, 'not writable', f.write, "x")
    raises(TypeError, "argument should be integer or None, not 'str'", f.read, "a")
    raises(io.UnsupportedOperation, "can't do nonzero cur-relative seeks", f.seek, 1, 1)
    raises(ValueError, 'negative seek position -1', f.seek, -1)
with open(path, "w") as f:
    raises(io.UnsupportedOperation, 'not readable', f.read)
    raises(TypeError, 'write() argument must be str, not bytes', f.write, b"x")
    raises(TypeError, 'write() argument must be str, not int', f.write, 5)
raises(ValueError, 'I/O operation on closed file.', f.write, "x")
raises(ValueError, 'I/O operation on closed file.', f.read)
raises(ValueError, 'I/O operation on closed file.', lambda: list(f))
with open(path, "wb") as f:
    f.write(b"ok \xff\xfe bad")
raises(UnicodeDecodeError, "'utf-8' codec can't decode byte 0xff in position 3: invalid start byte",
        lambda: open(path, encoding="utf-8").read())
with open(path, encoding="utf-8", errors="replace") as f:
    assert f.read() == "ok \ufffd\ufffd bad"
with open(path, encoding="utf-8", errors="surrogateescape") as f:
    back = f.read()
assert back.encode("utf-8", "surrogateescape") == b"ok \xff\xfe bad"
with open(path, "w") as f:
    for i in range(3000):
        print(i, "é" * (i % 5), file=f)
with open(path) as f:
    total = sum(int(line.split()[0]) + len(line) for line in f)
assert total == 4521390 and os.path.getsize(path) == 28890
os.remove(path)
os.rmdir(tmp)
print("text files", total)
