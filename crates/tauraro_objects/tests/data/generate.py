"""Writes the vectors beside this file: what CPython answers to seeded random questions.

Run it with CPython 3.14: python3.14 generate.py [NAME...]. Each line of a file is one question,
fields separated by tabs; the last field is `=RESULT` or `!EXCEPTION: TEXT`. In a field, a
backslash starts an escape: \\\\ \\t \\n \\r and \\u{HEX} for everything outside graphic ASCII.
"""

import os
import random
import struct
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def escape(text):
    out = []
    for c in text:
        if c == "\\":
            out.append("\\\\")
        elif c == "\t":
            out.append("\\t")
        elif c == "\n":
            out.append("\\n")
        elif c == "\r":
            out.append("\\r")
        elif " " <= c <= "~":
            out.append(c)
        else:
            out.append("\\u{%x}" % ord(c))
    return "".join(out)


def answer(function, *args, show=str):
    try:
        return "=" + show(function(*args))
    except Exception as e:
        return "!%s: %s" % (type(e).__name__, e)


class Table:
    def __init__(self, name):
        self.name = name
        self.random = random.Random(name)
        self.lines = []

    def add(self, *fields):
        self.lines.append("\t".join(escape(field) for field in fields))

    def write(self):
        with open(os.path.join(HERE, self.name + ".txt"), "w") as f:
            for line in dict.fromkeys(self.lines):
                f.write(line + "\n")


def random_float(r):
    kind = r.randrange(8)
    if kind == 0:
        return struct.unpack("<d", r.randbytes(8))[0]
    if kind == 1:
        return r.choice([0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 1e16, 1e15, 1e-4, 1e-5, 1e22, 1e23,
                         5e-324, 1.7976931348623157e308, float("inf"), float("-inf"), float("nan"),
                         9.995, 99.5, 0.05, 0.15, 1e100, 123456789.0, 0.1, 1 / 3])
    if kind == 2:
        return float(r.randrange(-10**6, 10**6))
    if kind == 3:
        return r.randrange(-10**6, 10**6) / 8
    if kind == 4:
        return r.randrange(-10**9, 10**9) / 10 ** r.randrange(10)
    return r.uniform(-1, 1) * 10.0 ** r.randrange(-12, 20)


def random_int(r):
    kind = r.randrange(6)
    if kind == 0:
        return r.choice([0, 1, -1, 2**31, -(2**31), 2**63, -(2**63), 2**63 - 1, 2**64, 10**18, 10**19])
    if kind == 1:
        return r.randrange(-300, 300)
    if kind == 2:
        return r.randrange(-(2**62), 2**62)
    if kind == 3:
        return r.randrange(-(2**200), 2**200)
    return r.randrange(-(10**9), 10**9)


def bits(x):
    return "%016x" % struct.unpack("<Q", struct.pack("<d", x))


def random_spec(r):
    out = ""
    if r.random() < 0.35:
        if r.random() < 0.6:
            out += r.choice("*x0 \xe9\u20ac\U0001f600_,")
        out += r.choice("<>^=")
    if r.random() < 0.3:
        out += r.choice("+- ")
    if r.random() < 0.1:
        out += "z"
    if r.random() < 0.2:
        out += "#"
    if r.random() < 0.3:
        out += "0"
    if r.random() < 0.6:
        out += str(r.randrange(0, 34))
    if r.random() < 0.3:
        out += r.choice(",__")
    if r.random() < 0.5:
        out += "." + r.choice(["", str(r.randrange(0, 9)), str(r.randrange(0, 30))])
        if r.random() < 0.2:
            out += r.choice(",_")
    if r.random() < 0.8:
        out += r.choice("bcdeEfFgGnosxX%" + "dfgexs" * 2 + "k")
    return out


def format_table():
    t = Table("format")
    r = t.random
    for _ in range(3000):
        spec = random_spec(r)
        kind = r.choice("iiffffcsb")
        if kind == "i":
            value = random_int(r)
            if spec.endswith("c"):
                value = r.choice([65, 0x20AC, 0x10FFFF, 0x110000, -1, 2**40, 2**70])
            field = str(value)
        elif kind == "f":
            value = random_float(r)
            field = bits(value)
        elif kind == "c":
            value = complex(random_float(r), random_float(r))
            if r.random() < 0.2:
                value = complex(r.choice([0.0, -0.0]), value.imag)
            field = bits(value.real) + bits(value.imag)
        elif kind == "s":
            value = r.choice(["", "a", "hello", "h\xe9llo", "\u20ac\U0001f600x", "\ud800b"])
            field = value
        else:
            value = r.random() < 0.5
            field = str(int(value))
        if spec:
            t.add(kind, field, spec, answer(format, value, spec))
    return t


def float_table():
    t = Table("float")
    r = t.random
    for _ in range(600):
        x = random_float(r)
        t.add("repr", bits(x), "=" + repr(x))
        t.add("hex", bits(x), "=" + x.hex())
        digits = r.choice([r.randrange(-5, 20), r.randrange(-330, 330)])
        t.add("round", bits(x), str(digits), answer(round, x, digits, show=bits))
    for _ in range(400):
        x = random_float(r)
        text = r.choice([repr(x), "%.*e" % (r.randrange(30), x), "%.*f" % (r.randrange(20), x)])
        text = list(text)
        for _ in range(r.randrange(3)):
            text.insert(r.randrange(len(text) + 1), r.choice("_ .e+-0\n"))
        text = "".join(text)
        t.add("parse", text, answer(float, text, show=bits))
        text = x.hex()
        if r.random() < 0.5:
            text = list(text)
            text.insert(r.randrange(len(text) + 1), r.choice("0123456789abcdef.p-+ x"))
            text = "".join(text)
        t.add("fromhex", text, answer(float.fromhex, text, show=bits))
    return t


def int_table():
    t = Table("int")
    r = t.random
    for _ in range(500):
        base = r.choice([0, 0, 10, 10, 2, 8, 16, 36, r.randrange(2, 37)])
        value = random_int(r)
        text = r.choice([str, bin, oct, hex, lambda v: format(v, "_")])(value)
        text = list(text)
        for _ in range(r.choice([0, 0, 1, 2])):
            text.insert(r.randrange(len(text) + 1), r.choice("_ 0+-xz9"))
        text = "".join(text)
        t.add("parse", text, str(base), answer(int, text, base))
    for _ in range(200):
        value = random_int(r)
        t.add("text", str(value), "=%s %s %s" % (bin(value), oct(value), hex(value)))
    return t


HANDLERS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace",
            "surrogateescape", "surrogatepass"]
SAMPLES = ["hello", "h\xe9llo", "\u20ac\U0001f600x", "\ud800", "a\udc80\udcffb", "\x00\x7f\x80\xff", "+-/\\~\n\t",
           "\ud83d\ude00", "\u0416\u4e2d", "\uffff\U0010ffff", "AZ09az", "\\N{SPACE}\\x41\\u1234\\U00110000"]


def random_text(r):
    return "".join(r.choice(SAMPLES) for _ in range(r.randrange(1, 4)))


def codecs_table():
    import codecs

    t = Table("codecs")
    r = t.random
    decoders = {
        "utf-8": codecs.utf_8_decode, "utf-16-le": codecs.utf_16_le_decode,
        "utf-16-be": codecs.utf_16_be_decode, "utf-32-le": codecs.utf_32_le_decode,
        "utf-32-be": codecs.utf_32_be_decode, "utf-7": codecs.utf_7_decode,
        "unicode_escape": codecs.unicode_escape_decode, "raw_unicode_escape": codecs.raw_unicode_escape_decode,
        "utf-16": lambda b, h, f: codecs.utf_16_ex_decode(b, h, 0, f),
        "utf-32": lambda b, h, f: codecs.utf_32_ex_decode(b, h, 0, f),
        "ascii": lambda b, h, f: codecs.ascii_decode(b, h), "latin-1": lambda b, h, f: codecs.latin_1_decode(b, h),
    }
    names = list(decoders)
    for _ in range(1500):
        name = r.choice(names)
        text, handler = random_text(r), r.choice(HANDLERS)
        t.add("encode", name, handler, text, answer(text.encode, name, handler, show=bytes.hex))
    escapes = [b"\\x4", b"\\x41", b"\\u12", b"\\u20ac", b"\\U0001f600", b"\\N{SPACE}", b"\\N{NO}", b"\\N{", b"\\777",
               b"\\8", b"\\", b"\\\\", b"\\q", b"+AGE-", b"+2D3eAA-", b"+AG", b"+AGF-", b"+", b"+2AA", b"-", b"+\xff"]
    for _ in range(2500):
        name = r.choice(names)
        data = bytearray(random_text(r).encode(name, "surrogatepass" if name.startswith("utf") else "replace"))
        for _ in range(r.randrange(3)):
            if data:
                at = r.randrange(len(data))
                if r.random() < 0.5:
                    data[at] = r.choice([0, 0x41, 0x80, 0xBF, 0xC3, 0xD8, 0xDC, 0xE2, 0xED, 0xF0, 0xF4, 0xFF])
                else:
                    del data[at]
        if "escape" in name or name == "utf-7":
            for _ in range(r.randrange(3)):
                at = r.randrange(len(data) + 1)
                data[at:at] = r.choice(escapes)
        data, handler, final = bytes(data), r.choice(HANDLERS), r.random() < 0.6
        show = lambda result: " ".join(map(str, result[1:])) + " " + result[0]
        t.add("decode", name, handler, str(int(final)), data.hex(),
              answer(decoders[name], data, handler, final, show=show))
    return t


TABLES = [format_table, float_table, int_table, codecs_table]

if __name__ == "__main__":
    for make in TABLES:
        if len(sys.argv) < 2 or make.__name__.removesuffix("_table") in sys.argv[1:]:
            make().write()
