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
    if x != x:
        return "7ff8000000000000"
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
    for _ in range(2000):
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
    for _ in range(800):
        name = r.choice(names)
        text, handler = random_text(r), r.choice(HANDLERS)
        t.add("encode", name, handler, text, answer(text.encode, name, handler, show=bytes.hex))
    escapes = [b"\\x4", b"\\x41", b"\\u12", b"\\u20ac", b"\\U0001f600", b"\\N{SPACE}", b"\\N{NO}", b"\\N{", b"\\777",
               b"\\8", b"\\", b"\\\\", b"\\q", b"+AGE-", b"+2D3eAA-", b"+AG", b"+AGF-", b"+", b"+2AA", b"-", b"+\xff"]
    for _ in range(1400):
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


def percent_table():
    t = Table("percent")
    r = t.random
    for _ in range(1500):
        flags = "".join(r.choice("-+ #0") for _ in range(r.choice([0, 0, 1, 2])))
        width = r.choice(["", "", str(r.randrange(25)), "*"])
        precision = r.choice(["", "", ".", "." + str(r.randrange(12)), ".*"])
        kind = r.choice("diuoxXeEfFgGscz%")
        template = r.choice(["", "a", "\u20ac%%"]) + "%" + flags + width + precision + r.choice(["", "", "l"]) + kind
        stars = [r.randrange(-12, 12) for c in width + precision if c == "*"]
        if kind in "eEfFgG":
            value, field = (lambda x: (x, "f" + bits(x)))(random_float(r))
        elif kind == "s":
            value = r.choice(["", "abc", "h\xe9\u20ac\U0001f600"])
            field = "s" + value
        else:
            value = random_int(r)
            field = "i%d" % value
        t.add(template, " ".join(map(str, stars)), field, answer(lambda: template % (*stars, value)))
    return t


CHARS = ["a", "B", "z", " ", "\t", "\n", "\r", "\x1c", "\x1f", "\x0b", "1", "'", '"', "\\", "\xe9", "\xc9", "\xdf", "\xa0", "\x85",
         "\u03a3", "\u03c3", "\u01c5", "\u2003", "\u2028", "\u20ac", "\u0130", "\u0345", "\ufb01", "\U0001f600", "\ud800", "-", "_"]


def random_chars(r, most):
    pool = r.choice([CHARS, CHARS, "ab -\t\n", "aAbB '1"])
    return "".join(r.choice(pool) for _ in range(r.randrange(most)))


def str_table():
    t = Table("str")
    r = t.random
    listed = lambda parts: "|".join(parts)
    plain = ["lower", "upper", "title", "swapcase", "capitalize", "casefold"]
    asked = ["isalpha", "isalnum", "isdecimal", "isdigit", "isnumeric", "isspace", "isprintable", "isidentifier",
             "islower", "isupper", "istitle"]
    for _ in range(3500):
        s = random_chars(r, 14)
        op = r.choice(plain + asked + ["repr", "ascii", "split", "rsplit", "splits", "rsplits", "splitlines", "strip",
                                       "strips", "find", "rfind", "count", "replace", "partition", "rpartition",
                                       "center", "ljust", "rjust", "zfill", "expandtabs", "slice"])
        sub = random_chars(r, 3)
        n = r.randrange(-1, 6)
        a, b = r.randrange(-16, 16), r.randrange(-16, 16)
        step = r.choice([1, 1, -1, 2, -2, 3, 70])
        args, result = [], None
        if op in plain:
            result = getattr(s, op)()
        elif op in asked:
            result = str(getattr(s, op)())
        elif op in ("repr", "ascii"):
            result = {"repr": repr, "ascii": ascii}[op](s)
        elif op in ("split", "rsplit"):
            args, result = [str(n)], listed(getattr(s, op)(None, n))
        elif op in ("splits", "rsplits"):
            if not sub:
                continue
            args, result = [sub, str(n)], listed(getattr(s, op[:-1])(sub, n))
        elif op == "splitlines":
            args, result = [str(n % 2)], listed(s.splitlines(bool(n % 2)))
        elif op == "strip":
            result = s.strip()
        elif op == "strips":
            args, result = [sub], s.strip(sub)
        elif op in ("find", "rfind", "count"):
            args, result = [sub, str(a), str(b)], str(getattr(s, op)(sub, a, b))
        elif op == "replace":
            new = random_chars(r, 3)
            args, result = [sub, new, str(n)], s.replace(sub, new, n)
        elif op in ("partition", "rpartition"):
            if not sub:
                continue
            args, result = [sub], listed(getattr(s, op)(sub))
        elif op in ("center", "ljust", "rjust"):
            fill = r.choice(CHARS)
            args, result = [str(a), fill], getattr(s, op)(a, fill)
        elif op == "zfill":
            s = r.choice("+-x\u20ac") + s
            args, result = [str(a)], s.zfill(a)
        elif op == "expandtabs":
            args, result = [str(n)], s.expandtabs(n)
        else:
            args, result = [str(a), str(b), str(step)], s[a:b:step]
        t.add(op, s, *args, "=" + result)
    return t


def bytes_table():
    t = Table("bytes")
    r = t.random
    pool = [b"a", b"B", b" ", b"\t", b"\n", b"\r", b"\x0b", b"\x1c", b"'", b'"', b"\\", b"\xe9", b"\x00", b"1", b"-"]
    make = lambda most: b"".join(r.choice(pool) for _ in range(r.randrange(most)))
    listed = lambda parts: "|".join(p.hex() for p in parts)
    plain = ["lower", "upper", "title", "swapcase", "capitalize"]
    asked = ["isalpha", "isalnum", "isdigit", "isspace", "islower", "isupper", "istitle"]
    for _ in range(1500):
        s, sub, n, a = make(12), make(3), r.randrange(-1, 5), r.randrange(-16, 16)
        op = r.choice(plain + asked + ["repr", "bytearray", "split", "rsplit", "splitlines", "strip", "strips", "replace",
                                       "center", "zfill", "expandtabs", "hex", "fromhex"])
        if op in plain:
            args, result = [], getattr(s, op)().hex()
        elif op in asked:
            args, result = [], str(getattr(s, op)())
        elif op == "repr":
            args, result = [], repr(s)
        elif op == "bytearray":
            args, result = [], repr(bytearray(s))
        elif op in ("split", "rsplit"):
            args, result = [str(n)], listed(getattr(s, op)(None, n))
        elif op == "splitlines":
            args, result = [str(n % 2)], listed(s.splitlines(bool(n % 2)))
        elif op == "strip":
            args, result = [], s.strip().hex()
        elif op == "strips":
            args, result = [sub.hex()], s.strip(sub).hex()
        elif op == "replace":
            new = make(3)
            args, result = [sub.hex(), new.hex(), str(n)], s.replace(sub, new, n).hex()
        elif op in ("center", "zfill"):
            args, result = [str(a)], getattr(s, op)(a).hex()
        elif op == "expandtabs":
            args, result = [str(n)], s.expandtabs(n).hex()
        elif op == "hex":
            args, result = [str(n)], s.hex("-", n)
        else:
            text = list(s.hex(" " if n > 2 else "-", 2))
            text = "".join(text).replace("-", "")
            if text and n == 0:
                text = text[:-1] + r.choice(["", "g", " "])
            t.add(op, text, answer(bytes.fromhex, text, show=bytes.hex))
            continue
        t.add(op, s.hex(), *args, "=" + result)
    return t


def bigint_table():
    import math

    t = Table("bigint")
    r = t.random

    def any_int():
        n = r.choice([8, 31, 62, 63, 64, 65, 127, 128, 200, 600, 1100])
        value = r.getrandbits(n)
        if r.random() < 0.3:
            value = (1 << n) + r.randrange(-2, 3)
        return r.choice([1, 1, -1]) * value

    for _ in range(1000):
        a, b = any_int(), any_int()
        op = r.choice(["divmod", "truediv", "float", "cmp", "shl", "shr", "powmod", "pow", "to_bytes", "from_bytes", "gcd",
                       "lcm", "isqrt", "round", "bits", "hash", "comb", "and", "or", "xor", "random"])
        args = [str(a), str(b)]
        if op == "divmod":
            result = answer(divmod, a, b, show=lambda v: "%d %d" % v)
        elif op == "truediv":
            result = answer(lambda: a / b, show=bits)
        elif op == "float":
            args = [str(a)]
            result = answer(float, a, show=bits)
        elif op == "cmp":
            try:
                x = r.choice([float(a), math.nextafter(float(a), 0), math.nextafter(float(a), math.inf), random_float(r)])
            except OverflowError:
                x = random_float(r)
            args = [str(a), bits(x)]
            result = "=%d %d %d" % (a < x, a == x, a > x)
        elif op in ("shl", "shr"):
            n = r.randrange(-1, 700)
            args = [str(a), str(n)]
            result = answer(lambda: a << n if op == "shl" else a >> n)
        elif op == "powmod":
            c = any_int()
            args.append(str(c))
            result = answer(pow, a, b, c)
        elif op == "pow":
            a, n = a % 2**200, r.randrange(40)
            args = [str(a), str(n)]
            result = answer(pow, a, n)
        elif op == "to_bytes":
            n, order, signed = r.randrange(30), r.choice(["big", "little"]), r.random() < 0.5
            args = [str(a), str(n), order, str(signed)]
            result = answer(lambda: a.to_bytes(n, order, signed=signed), show=bytes.hex)
        elif op == "from_bytes":
            data, order, signed = r.randbytes(r.randrange(30)), r.choice(["big", "little"]), r.random() < 0.5
            args = [data.hex(), order, str(signed)]
            result = answer(lambda: int.from_bytes(data, order, signed=signed))
        elif op in ("gcd", "lcm"):
            a, b = a * (c := any_int()), b * c
            args = [str(a), str(b)]
            result = answer(getattr(math, op), a, b)
        elif op == "isqrt":
            args = [str(a)]
            result = answer(math.isqrt, a)
        elif op == "round":
            n = r.randrange(40)
            args = [str(a), str(n)]
            result = answer(round, a, -n)
        elif op == "bits":
            args = [str(a)]
            result = "=%d %d" % (a.bit_length(), a.bit_count())
        elif op == "hash":
            x = random_float(r)
            args = [str(a), bits(x)]
            result = "=%d %s" % (hash(a), "nan" if x != x else hash(x))
        elif op == "comb":
            n, k = abs(a) % 10 ** r.randrange(1, 30), r.randrange(60)
            args = [str(n), str(k)]
            result = "=%d %d" % (math.comb(n, k), math.perm(n, k))
        elif op in ("and", "or", "xor"):
            result = "=%d %d" % ({"and": a & b, "or": a | b, "xor": a ^ b}[op], ~a)
        else:
            source, k = random.Random(a), r.randrange(1, 200)
            args = [str(a), str(k)]
            result = "=%s %d %s" % (bits(source.random()), source.getrandbits(k), bits(source.random()))
        t.add(op, *args, result)
    return t


def unicode_table():
    """Each line is a predicate and the code points below U+32400 where its answer changes."""
    import unicodedata

    t = Table("unicode")
    predicates = {name: (lambda c, name=name: getattr(c, name)()) for name in
                  ["isalpha", "isalnum", "isdecimal", "isdigit", "isnumeric", "isspace", "isprintable", "islower",
                   "isupper", "isidentifier"]}
    predicates["continues"] = lambda c: ("a" + c).isidentifier()
    predicates["assigned"] = lambda c: unicodedata.category(c) != "Cn"
    for name, holds in predicates.items():
        changes, last = [], False
        for code in range(0x32400):
            now = bool(holds(chr(code)))
            if now != last:
                changes.append("%x" % code)
            last = now
        t.add(name, " ".join(changes))
    for name in ["lower", "upper", "title", "swapcase", "capitalize", "casefold"]:
        mapped = []
        for code in range(0x32400):
            c = chr(code)
            if getattr(c, name)() != c:
                mapped.append("%x:%s" % (code, ".".join("%x" % ord(x) for x in getattr(c, name)())))
        t.add(name, " ".join(mapped))
    return t


def template_table():
    import _string

    t = Table("template")
    r = t.random
    pieces = ["{", "}", "{{", "}}", "a", "0", "{0}", "{a.b[c]}", "!", "!r", ":", ":>5", "[", "]", ".", "\u20ac", "\u0663",
              "{:{}}", "{!s:{x}}", "12", "9" * 19]

    def parse(template):
        out = []
        try:
            for literal, name, spec, conversion in _string.formatter_parser(template):
                out.append(literal if name is None else "%s<%s|%s|%s>" % (literal, name, conversion or "-", spec))
        except ValueError as e:
            out.append("!%s" % e)
        return ";".join(out)

    def split(name):
        out = []
        try:
            first, rest = _string.formatter_field_name_split(name)
            out.append("#%d" % first if isinstance(first, int) else first)
            for attribute, key in rest:
                out.append(".%s" % key if attribute else "#%d" % key if isinstance(key, int) else "[%s]" % key)
        except ValueError as e:
            out.append("!%s" % e)
        return ";".join(out)

    for _ in range(1200):
        text = "".join(r.choice(pieces) for _ in range(r.randrange(1, 6)))
        t.add("parse", text, "=" + parse(text))
        text = "".join(r.choice(["a", "0", ".", "[", "]", "b", "7", "{", "\u0663", "-"]) for _ in range(r.randrange(1, 8)))
        t.add("split", text, "=" + split(text))
    return t


def struct_table():
    t = Table("struct")
    r = t.random

    def random_format():
        out = r.choice(["", "", "@", "=", "<", ">", "!"])
        for _ in range(r.randrange(1, 5)):
            out += r.choice(["", "", "", "2", "0", "3 " if r.random() < 0.1 else "3"]) + r.choice("xcbB?hHiIlLqQnNefdspPFD")
        return out

    def shown(value):
        if isinstance(value, bool):
            return str(value)
        if isinstance(value, bytes):
            return value.hex()
        if isinstance(value, complex):
            return bits(value.real) + bits(value.imag)
        return bits(value) if isinstance(value, float) else str(value)

    for _ in range(700):
        form = random_format()
        t.add("size", form, answer(struct.calcsize, form))
        try:
            size = struct.calcsize(form)
        except struct.error:
            continue
        data = r.randbytes(size)
        t.add("unpack", form, data.hex(), answer(struct.unpack, form, data, show=lambda v: " ".join(map(shown, v))))
    for _ in range(700):
        form = r.choice("@=<>") + r.choice("bBhHiIlLqQnNPefd")
        if form[0] != "@" and form[1] in "nNP":
            continue
        value = random_float(r) if form[1] in "efd" else random_int(r) >> r.choice([0, 8, 40, 60])
        field = bits(value) if isinstance(value, float) else str(value)
        t.add("pack", form, field, answer(struct.pack, form, value, show=bytes.hex))
    return t


TABLES = [format_table, float_table, int_table, codecs_table, percent_table, str_table, bytes_table, bigint_table,
          unicode_table, template_table, struct_table]

if __name__ == "__main__":
    for make in TABLES:
        if len(sys.argv) < 2 or make.__name__.removesuffix("_table") in sys.argv[1:]:
            make().write()
