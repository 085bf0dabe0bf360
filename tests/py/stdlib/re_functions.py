"""re functions: match, search, fullmatch, findall, finditer, split, sub, subn, escape, flags, positions; errors."""
import re


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert re.match("b", "ab") is None and re.search("b", "ab").start() == 1
assert re.fullmatch("a|ab", "ab").group() == "ab" and re.fullmatch("a", "ab") is None and re.match("a", "ab")
assert re.findall("a", "banana") == ["a"] * 3
assert re.findall("(a)(n)?", "banana") == [("a", "n"), ("a", "n"), ("a", "")]
assert re.findall("a(n)", "banana") == ["n", "n"] and re.findall("", "ab") == ["", "", ""]
assert re.findall("x*", "axb") == ["", "x", "", ""] and re.findall(r"\w*", "ab c") == ["ab", "", "c", ""]
assert re.findall(b"a", b"aba") == [b"a", b"a"] and re.findall("(?:a)|(b)", "ab") == ["", "b"]
assert [m.span() for m in re.finditer("aa", "aaaa")] == [(0, 2), (2, 4)]
assert [m.span() for m in re.finditer("a*", "baac")] == [(0, 0), (1, 3), (3, 3), (4, 4)]
assert [m.group() for m in re.finditer(r"\b", "ab cd")] == [""] * 4
assert re.split(",", "a,b,,c") == ["a", "b", "", "c"] and re.split("(,)", "a,b") == ["a", ",", "b"]
assert re.split(r"\W+", "Words, words.") == ["Words", "words", ""]
assert re.split("x*", "axbc") == ["", "a", "", "b", "c", ""]
assert re.split(",", "a,b,c", maxsplit=1) == ["a", "b,c"]
assert re.split("(a)|b", "1a2b3") == ["1", "a", "2", None, "3"] and re.split("x", "") == [""]
assert re.split(r"\b", "ab cd") == ["", "ab", " ", "cd", ""]
assert re.sub("a", "b", "banana") == "bbnbnb" and re.sub("a", "b", "banana", count=2) == "bbnbna"
assert re.sub("(a)(n)", r"\2\1", "banana") == "bnanaa"
assert re.sub("(?P<x>a)", r"[\g<x>\g<1>\g<0>]", "ba") == "b[aaa]" and re.sub("x*", "-", "abxd") == "-a-b--d-"
assert re.sub("a", lambda m: m.group().upper() + str(m.start()), "banana") == "bA1nA3nA5"
assert re.sub("", "-", "ab") == "-a-b-" and re.sub("(a)|b", r"<\1>", "ab") == "<a><>"
assert re.sub("a", r"\n\t\\", "a") == "\n\t\\" and re.sub("a", "\\\\1", "a") == "\\1"
assert re.sub(r"(.)", r"\g<1>0", "ab") == "a0b0" and re.sub("a", r"\101", "a") == "A"
assert re.subn("a", "b", "banana") == ("bbnbnb", 3) and re.subn("z", "b", "a") == ("a", 0)
assert re.sub(b"a", rb"\g<0>\g<0>", b"a") == b"aa" and re.sub("a", "b", "xyz") == "xyz"
assert re.sub("^", "> ", "a\nb", flags=re.M) == "> a\n> b" and re.sub("A", "x", "aA", flags=re.I) == "xx"
assert re.escape("a.b*c[1]-\n é_~#&") == 'a\\.b\\*c\\[1\\]\\-\\\n\\ é_\\~\\#\\&'
assert re.escape(b"a.\xff\0") == b'a\\.\xff\x00'
assert re.fullmatch(re.escape("".join(map(chr, range(300)))), "".join(map(chr, range(300))))
p = re.compile(r"(\w)(\d)?", re.I)
assert p.pattern == r"(\w)(\d)?" and p.flags == re.I | re.U and p.groups == 2 and p.groupindex == {}
assert re.compile(p) is p and repr(p) == "re.compile('(\\\\w)(\\\\d)?', re.IGNORECASE)"
assert repr(re.compile(b"x", re.S | re.M)) == "re.compile(b'x', re.MULTILINE|re.DOTALL)"
assert p == re.compile(r"(\w)(\d)?", re.I) and hash(p) == hash(re.compile(r"(\w)(\d)?", re.I))
assert re.compile("(?P<a>.)(?P<b>.)").groupindex == {"a": 1, "b": 2}
assert p.search("!!a1", 1).span() == (2, 4) and p.match("!!a1", 2).group() == "a1"
assert p.fullmatch("a1b", 0, 2).span() == (0, 2) and p.findall("a1b2", 1, 3) == [("1", ""), ("b", "")]
assert re.compile("^a").search("ba", 1) is None and re.compile("a$").search("ab", 0, 1).span() == (0, 1)
assert re.compile(r"\ba").search("ba", 1) is None and re.compile("(?<=b)a").search("ba", 1).start() == 1
assert p.search("abc", 5) is None and re.compile("").search("abc", 3).span() == (3, 3)
assert re.I | re.M == re.IGNORECASE | re.MULTILINE and repr(re.I) == "re.IGNORECASE"
assert repr(re.I | re.S) == "re.IGNORECASE|re.DOTALL"
assert re.compile("a", re.X | re.A).flags == re.VERBOSE | re.ASCII and int(re.U) == 32 and re.NOFLAG == 0
raises(TypeError, 'cannot use a string pattern on a bytes-like object', re.search, "a", b"a")
raises(TypeError, 'cannot use a bytes pattern on a string-like object', re.search, b"a", "a")
raises(TypeError, "expected string or bytes-like object, got 'int'", re.search, "a", 5)
raises(TypeError, 'first argument must be string or compiled pattern', re.compile, 5)
raises(TypeError, 'sequence item 0: expected str instance, bytes found', re.sub, "a", b"b", "a")
raises(TypeError, 'decoding to str: need a bytes-like object, int found', re.sub, "a", 5, "a")
raises(TypeError, 'sequence item 0: expected str instance, int found', re.sub, "a", lambda m: 5, "a")
raises(ValueError, 'cannot process flags argument with a compiled pattern', re.compile, p, re.I)
raises(ValueError, 'cannot use UNICODE flag with a bytes pattern', re.compile, b"a", re.U)
raises(ValueError, 'cannot use LOCALE flag with a str pattern', re.compile, "a", re.L)
raises(ValueError, 'ASCII and UNICODE flags are incompatible', re.compile, "(?u)a", re.A)
raises(re.PatternError, 'invalid group reference 1 at position 1', re.sub, "a", r"\1", "a")
raises(re.PatternError, 'missing >, unterminated name at position 3', re.sub, "a", r"\g<x", "a")
raises(IndexError, "unknown group name 'nope'", re.sub, "a", r"\g<nope>", "a")
raises(re.PatternError, 'bad escape \\q at position 0', re.sub, "a", r"\q", "a")
raises(re.PatternError, 'bad escape (end of pattern) at position 0', re.sub, "a", "\\", "a")
raises(re.PatternError, "bad character in group name '1a' at position 3", re.sub, "a", r"\g<1a>", "a")
raises(re.PatternError, 'invalid group reference 9 at position 3', re.sub, "(a)", r"\g<9>", "a")
raises(TypeError, "search() missing 1 required positional argument: 'string'", re.search, "a")
text = "key1=val1; key2 = val2;key3=; =x; " * 40
d = {}
for m in re.finditer(r"(?P<k>\w+)\s*=\s*(?P<v>\w*)", text):
    d[m["k"]] = d.get(m["k"], 0) + len(m["v"])
assert d == {"key1": 160, "key2": 160, "key3": 0}
print("re functions", d, re.split(r"(\d)", "a1b2c"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"))
