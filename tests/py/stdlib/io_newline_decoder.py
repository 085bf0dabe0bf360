# IncrementalNewlineDecoder, alone and over another decoder.
import codecs
import io

d = io.IncrementalNewlineDecoder(None, translate=True)
assert d.decode("a\r") == "a" and d.getstate() == (b"", 1)
assert d.decode("\nb\rc\n") == "\nb\nc\n" and d.newlines == ("\r", "\n", "\r\n")
d.reset()
assert d.newlines is None and d.decode("\r") == "" and d.decode("", final=True) == "\n"
d = io.IncrementalNewlineDecoder(None, translate=False)
print([d.decode(piece) for piece in ("x\r", "\n", "\r", "y", "z\n")], d.newlines)
d = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")(), translate=True)
assert d.decode(b"\xc3") == "" and d.getstate() == (b"\xc3", 0)
assert d.decode(b"\xbc\r") == "ü"
state = d.getstate()
assert state == (b"", 1)
assert d.decode(b"\nq") == "\nq"
d.setstate(state)
assert d.decode(b"w") == "\nw"
for make in (
    lambda: io.IncrementalNewlineDecoder(),
    lambda: d.setstate(5),
    lambda: io.IncrementalNewlineDecoder(None, True).decode(b"bytes"),
    lambda: io.IncrementalNewlineDecoder.__new__(io.IncrementalNewlineDecoder).decode("x"),
):
    try:
        make()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
