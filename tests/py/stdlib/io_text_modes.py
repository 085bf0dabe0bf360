# Text files: modes, encodings, newlines, iteration, positions.
import io

name = "text.txt"

with open(name, "w") as f:
    assert f.write("first\nsecond\n") == 13
    assert f.writable() and not f.readable() and f.seekable()
    f.writelines(["third\n", "fourth"])
    assert f.mode == "w" and f.name == name
assert f.closed
print(open(name).read().splitlines())

with open(name) as f:
    assert f.readline() == "first\n"
    assert f.readline(3) == "sec"
    assert f.readline(100) == "ond\n"
    assert f.read(2) == "th"
    assert f.readlines() == ["ird\n", "fourth"]
    assert f.read() == "" and f.readline() == ""
    f.seek(0)
    assert list(f) == ["first\n", "second\n", "third\n", "fourth"]

with open(name, "a") as f:
    f.write("\nfifth\n")
with open(name, "r+") as f:
    f.write("FIRST")
    f.seek(0, 2)
    f.write("last")
print(open(name).read())

try:
    open(name, "x")
except FileExistsError as e:
    print(e.errno, e.filename)

# Ends of lines.
with open(name, "wb") as f:
    f.write(b"a\r\nb\rc\nd")
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(name, newline=newline) as f:
        lines = list(f)
        print(repr(newline), lines, repr(f.newlines))
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(name, "w", newline=newline) as f:
        f.write("x\ny\r\n")
    print(repr(newline), open(name, "rb").read())

# Encodings.
text = "grün €uro \U0001f600\n" * 3
for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "utf-7"):
    with open(name, "w", encoding=encoding) as f:
        f.write(text)
        f.write(text)
    with open(name, encoding=encoding) as f:
        assert f.read() == text * 2, encoding
    with open(name, encoding=encoding) as f:
        assert "".join(f) == text * 2, encoding
    with open(name, "rb") as f:
        assert f.read() == (text * 2).encode(encoding), encoding
with open(name, "a", encoding="utf-16") as f:
    pass
with open(name, "w", encoding="latin-1") as f:
    f.write("é")
with open(name, "rb") as f:
    print(f.read())
with open(name, encoding="cp1252") as f:
    print(ascii(f.read()), f.encoding)

# Errors of conversion.
with open(name, "wb") as f:
    f.write(b"ok\xff\xfe\n" + "ü".encode() + b"\xe2\x82")
for errors in ("strict", "replace", "ignore", "backslashreplace", "surrogateescape"):
    with open(name, encoding="utf-8", errors=errors) as f:
        try:
            print(errors, ascii(f.read()))
        except UnicodeDecodeError as e:
            print(errors, e)
for errors in ("strict", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace"):
    with open(name, "w", encoding="ascii", errors=errors) as f:
        try:
            f.write("aü€")
        except UnicodeEncodeError as e:
            print(errors, e)
    print(errors, open(name, "rb").read())

# Positions.
with open(name, "w", encoding="utf-8", newline="") as f:
    f.write("aäö\nzeile\r\nletzte €\n")
for newline in (None, ""):
    with open(name, encoding="utf-8", newline=newline) as f:
        places = [f.tell()]
        parts = []
        while part := f.read(2):
            parts.append(part)
            places.append(f.tell())
        for place, part in zip(places, parts):
            f.seek(place)
            assert f.read(2) == part, (place, part)
        print(len(places))
with open(name, encoding="utf-8") as f:
    next(f)
    try:
        f.tell()
    except OSError as e:
        print(e)
    for action in (lambda: f.seek(1, 1), lambda: f.seek(1, 2), lambda: f.seek(-1), lambda: f.seek(0, 9)):
        try:
            action()
        except (OSError, ValueError) as e:
            print(type(e).__name__, e)
    assert f.seek(0, 2) == 24, f.tell()

# Closed files.
f.close()
f.close()
for action in (f.read, f.readline, f.tell, f.flush, f.fileno, lambda: f.write("x"), lambda: next(f), f.__enter__):
    try:
        action()
    except ValueError as e:
        print(e)

# Reconfiguring.
raw = io.BytesIO()
t = io.TextIOWrapper(raw, encoding="ascii")
t.write("abc\n")
t.reconfigure(encoding="utf-8", newline="\r\n")
t.write("ü\n")
t.reconfigure(line_buffering=True)
assert t.line_buffering
t.write("x\n")
print(raw.getvalue(), t.errors, t.encoding)
buffer = t.detach()
assert buffer is raw
try:
    t.read()
except ValueError as e:
    print(e)
