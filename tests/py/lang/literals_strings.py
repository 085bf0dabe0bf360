"""String and bytes literals: prefixes, escapes, raw, triple quotes, concatenation, line joining, invalid escapes."""
import warnings


def ev(src):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter("always")
        try:
            v = eval(src)
        except SyntaxError as e:
            v = "SyntaxError: " + e.msg
    return (v, [str(w.message) for w in log]) if log else v


assert 'a' == "a" == '''a''' == """a""" and "a" 'b' """c""" == "abc" and 'it\'s' == "it's" and "\"" == '"'
assert '' == "" == """""" and "\
joined" == "joined"
assert """a
b""" == "a\nb"
assert "\a\b\f\n\r\t\v\\\'\"" == "\x07\x08\x0c\x0a\x0d\x09\x0b\x5c\x27\x22"
assert "\0\1\12\123\1234\x41\u0041\U00000041\N{LATIN SMALL LETTER A}\N{SNOWMAN}" == "\x00\x01\nS" + "S4" + "AAAa\u2603"
assert "\x00\xff" == chr(0) + chr(255) and "\ud800" == chr(0xD800) and "\U0010ffff" == chr(0x10FFFF)
assert len("\ud83d\ude00") == 2 and "\08" == "\x008" and "\377" == chr(255)
assert r"\n\x41" == "\\n\\x41" and R'\'' == "\\'" and r"""\"""" == '\\"' and u"é" == "é" and U'x' == "x"
assert b"a\x00\xff\n\101" == bytes([97, 0, 255, 10, 65]) and br"\x41" == rb"\x41" == b"\\x41"
assert BR'a' == Rb"a" == b"a" and b"\\u0041" == rb"\u0041"
assert b'a' b"b" rb'\c' == b"ab\\c" and ("implicit "
        "concatenation" " over lines") == "implicit concatenation over lines"
assert "a" f"{1}" r"\d" == "a1\\d" and "tab	inside" == "tab\tinside"
CASES = [r"'\d'", r"'\é'", r"b'\d'", r"'\8'", r"'\400'", r"b'\400'", r"'\x'", r"'\x4'", r"'\u123'",
        r"'\U00110000'", r"'\N{}'", r"'\N{bullet}'", r"'\N{BULLET'", r"'\N'",
        r"'\N{LATIN SMALL LETTER A WITH ACUTE}'", "b'\\x'", "b'\\xg0'", "b'\u00e9'", "bu'a'", "ub'a'", "rr'a'",
        "bf'a'", "ru'a'", "rf'{1}'", "b'a' 'b'", "f'{1}' b'a'", "'a\nb'", "'a", "'''a", "'\\", "r'\\'",
        "'a\\\nb'", "r'a\\\nb'", "'\\\r\nx'", "'a\rb'", "'''a\r\nb\rc'''", "'\\ud83d\\ude00'",
        "'\\N{EM DASH}' '\\N{digit one}'", "'\\uD800\\uDC00'[0]", "'\\x7f\\x80'", "'\0'"]
for c in CASES:
    print(ascii(c), ascii(ev(c)))
assert eval("'\\U0001F600'") == "\U0001f600"
assert eval(repr("\U0001f600\n'\"\\\x7f\ud800".encode("utf-8",
        "surrogatepass"))) == "\U0001f600\n'\"\\\x7f\ud800".encode("utf-8", "surrogatepass")
for cp in list(range(0, 0x180)) + [0x2028, 0xFFFF, 0x10000, 0x10FFFF]:
    for form in ("'\\x%02x'" % cp if cp < 256 else "'\\u%04x'" % (cp % 0x10000), "'\\U%08x'" % cp, ascii(chr(cp))):
        if "\\u" not in form or cp < 0x10000:
            assert eval(form) == chr(cp), form
long = "'" + "\\x41é\\n" * 2000 + "'"
assert eval(long) == "Aé\n" * 2000 and eval("(" + "'ab' " * 500 + ")") == "ab" * 500
print("strings", len(CASES))
