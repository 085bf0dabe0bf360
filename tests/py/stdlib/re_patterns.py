"""re: matching, groups, flags, look-around, substitution, splitting, scanning, errors."""
import re


def raises(text, call, *args):
    try:
        call(*args)
    except re.error as error:
        assert str(error) == text, (str(error), text)
    else:
        raise AssertionError(f"{args} did not raise")


m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?", "2024-05 rest")
assert m.group() == "2024-05" and m["year"] == "2024" and m.groups() == ("2024", "05", None, None) and m.groups("x")[2] == "x" and m.groupdict() == {"year": "2024", "month": "05"}
assert m.span("month") == (5, 7) and m.start() == 0 and m.end(1) == 4 and m.lastindex == 2 and m.lastgroup == "month" and m.span(3) == (-1, -1) and m.string == "2024-05 rest"
assert repr(m) == "<re.Match object; span=(0, 7), match='2024-05'>" and m.expand(r"\2/\g<year>") == "05/2024" and m.pos == 0 and m.re.pattern.startswith("(?P<year>")
assert re.search(r"b+", "aabbb").span() == (2, 5) and re.match("b", "ab") is None and re.fullmatch(r"a|ab", "ab").group() == "ab"
assert re.findall(r"\d+", "1 22 333") == ["1", "22", "333"] and re.findall(r"(\w)(\d)", "a1 b2") == [("a", "1"), ("b", "2")] and re.findall("x*", "axb") == ["", "x", "", ""]
assert [x.group() for x in re.finditer(r"[aeiou]", "education")] == list("euaio")
assert re.sub(r"\s+", " ", "a  b\n c") == "a b c" and re.sub("x*", "-", "abxd") == "-a-b--d-" and re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world") == "world hello"
assert re.sub("a", lambda m: str(m.start()), "banana") == "b1n3n5" and re.subn("a", "x", "banana", count=2) == ("bxnxna", 2)
assert re.split(r"[,;]\s*", "a, b;c") == ["a", "b", "c"] and re.split(r"(-)", "a-b-c", maxsplit=1) == ["a", "-", "b-c"] and re.split("x*", "axbc") == ["", "a", "", "b", "c", ""]
assert re.findall(r"(?i)straße|K", "STRASSE straße K k") == ["straße", "K", "k"] and re.match(r"(?s).*", "a\nb").end() == 3 and re.findall(r"(?m)^\w", "a\nb") == ["a", "b"]
assert re.match(r"""(?x) \d+  # digits
    \. \d*""", "3.14") and re.findall(r"\w+", "naïve façade", re.A) == ["na", "ve", "fa", "ade"] and re.findall(r"\w+", "日本 x") == ["日本", "x"]
assert re.findall(r"foo(?=bar)", "foobar foo") == ["foo"] and re.findall(r"foo(?!bar)", "foobar foox") == ["foo"] and re.search(r"(?<=a)b", "cb ab").start() == 4 and re.findall(r"(?<!\$)\b\d+", "$5 7") == ["7"]
assert re.match(r"(a+)+b", "aaaa" + "b") and re.match(r"(\w)\1", "aa") and re.match(r"(?P<q>['\"]).*?(?P=q)", "'it' x'").group() == "'it'" and re.match(r"(a)?(?(1)b|c)", "ab") and re.match(r"(a)?(?(1)b|c)", "c")
assert re.match(r"a{2,3}?", "aaa").group() == "aa" and re.match(r"a{,2}", "aaa").end() == 2 and re.match(r"(?>a+)a", "aaa") is None and re.match(r"a++b", "aab").end() == 3 and re.match(r"x{2}", "xx")
assert re.match(r"[^\W\d_]+", "abc1").group() == "abc" and re.findall(r"[]a-c-]", "]b-d") == ["]", "b", "-"] and re.match(r"\x41\u00e9\N{BULLET}\t", "Aé•\t") and re.findall(r"\bfoo\B", "foo food") == ["foo"]
assert re.match(r"(?i:a)b", "Ab") and re.match(r"(?-i:a)", "A", re.I) is None and re.match(r"\A.\Z", "x") and re.search(r"$", "a\n").start() == 1
assert re.match(b"\\w+", b"abc\xff").group() == b"abc" and re.sub(b"a", b"b", b"banana") == b"bbnbnb"
try:
    re.match("a", b"a")
except TypeError as error:
    assert str(error) == "cannot use a string pattern on a bytes-like object"
p = re.compile(r"(?P<a>x)(y)?", re.I | re.M)
assert p.groups == 2 and p.groupindex == {"a": 1} and p.flags == re.I | re.M | re.U and repr(p) == "re.compile('(?P<a>x)(y)?', re.IGNORECASE|re.MULTILINE)" and p.search("..X", 2).start() == 2 and p.match("axb", 1, 2).end() == 2
assert p == re.compile(r"(?P<a>x)(y)?", re.I | re.M) and hash(p) == hash(re.compile(r"(?P<a>x)(y)?", re.I | re.M)) and re.escape("a.b*c d-é") == r"a\.b\*c\ d\-é"
raises("missing ), unterminated subpattern at position 0", re.compile, "(a")
raises("unbalanced parenthesis at position 1", re.compile, "a)")
raises("nothing to repeat at position 0", re.compile, "*a")
raises("multiple repeat at position 2", re.compile, "a**")
raises("unterminated character set at position 1", re.compile, "a[b")
raises("bad escape \\q at position 0", re.compile, r"\q")
raises("invalid group reference 3 at position 1", re.compile, r"\3")
raises("look-behind requires fixed-width pattern", re.compile, "(?<=a+)b")
raises("bad character range z-a at position 1", re.compile, "[z-a]")
raises("redefinition of group name 'n' as group 2; was group 1 at position 12", re.compile, "(?P<n>a)(?P<n>b)")
raises("unknown extension ?z at position 1", re.compile, "(?z)")
raises("min repeat greater than max repeat at position 2", re.compile, "x{3,1}")
scanner = re.Scanner([(r"\d+", lambda s, t: int(t)), (r"\w+", lambda s, t: t), (r"\s+", None)])
assert scanner.scan("ab 12 c!") == (["ab", 12, "c"], "!")
long = "a" * 50_000 + "b"
assert re.fullmatch(r"(a|b)*", long) and re.search(r"a*b$", long).start() == 0 and len(re.findall(r"a{100}", long)) == 500
print("re", re.sub(r"(?P<w>\w+)", r"<\g<w>>", "one two"), re.compile("a|b", re.X | re.S))
