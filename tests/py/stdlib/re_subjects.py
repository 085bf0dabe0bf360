"""What a pattern can be matched against: wide text, lone surrogates, bytes-like objects that change, subclasses."""
import re


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


# Positions count characters, whatever their encoding.
text = "aé\u4e2d\U0001f600b\ud800c" * 100
m = re.search("b(.)c", text)
assert m.span() == (4, 7) and m[1] == "\ud800" and m.span(1) == (5, 6)
assert [m.start() for m in re.finditer("\u4e2d", text)] == list(range(2, 700, 7))
assert re.compile("é").search(text, 2).span() == (8, 9) and re.compile("é").search(text, 2, 8) is None
assert re.compile("^é").search(text, 1) is None and re.compile("(?<=a)é").match(text, 1).span() == (1, 2)
assert re.sub("[\U0001f600\ud800]", "\udfff", "x\U0001f600\ud800") == "x\udfff\udfff"
assert len(re.sub("x", "\udc00", "\ud800x")) == 2 and re.sub("-", "", "\ud83d-\ude00") == "\ud83d\ude00"
assert re.split("[^\x00-\x7f]+", "aé\u4e2db\ud800c") == ["a", "b", "c"]
assert re.findall(r"\w", "é\u4e2d\ud800\u0663-\U00010400") == ["é", "\u4e2d", "\u0663", "\U00010400"]
assert re.fullmatch("[\ud800-\udfff]+", "\ud83d\ude00") and not re.fullmatch("[\ud800-\udfff]+", "\U0001f600")
p = re.compile("")
assert [p.match("é\u4e2d", i).span() for i in range(-1, 4)] == [(0, 0), (0, 0), (1, 1), (2, 2), (2, 2)]
assert p.search("abc", 2, 1) is None and p.match("abc", 2, 2).endpos == 2 and p.match("abc", -5, 50).endpos == 3

# Bytes-like objects, also those that change while a match object refers to them.
pb = re.compile(b"a+(.)")
for kind in (bytes, bytearray, memoryview):
    data = kind(b"xaab-ac")
    m = pb.search(data)
    assert m.span() == (1, 4) and m[0] == b"aab" and type(m[1]) is bytes and m.string is data
    assert pb.findall(data) == [b"b", b"c"] and pb.split(data) == [b"x", b"b", b"-", b"c", b""]
    assert pb.sub(b"<\\1>", data) == b"x<b>-<c>" and type(pb.sub(b"", data)) is bytes
data = bytearray(b"xaab")
m = pb.search(data)
data[1:3] = b"QQ"
assert m.group() == b"QQb"
del data[2:]
assert m.group() == b"Q" and repr(m) == "<re.Match object; span=(1, 4), match=b'Q'>" and m.span() == (1, 4)
grown = bytearray(b"a1a2")
calls = []


def replace(m):
    calls.append(m.group())
    raises(BufferError, "Existing exports of data: object cannot be re-sized", grown.append, 1)
    grown[3] = ord("9")
    return b"-"


assert pb.sub(replace, grown) == b"--" and calls == [b"a1", b"a9"]
grown.append(1)
assert pb.scanner(grown).search().group() == b"a1"

raises(TypeError, "expected string or bytes-like object, got 'int'", p.match, 1)
raises(TypeError, "cannot use a string pattern on a bytes-like object", p.search, b"")
raises(TypeError, "cannot use a bytes pattern on a string-like object", pb.findall, "")
raises(TypeError, "cannot use a string pattern on a bytes-like object", p.sub, "", bytearray())


# What has no match comes back as it is; subclasses give plain objects.
class Text(str):
    pass


t = Text("zzz")
for unchanged in ("zzz\u4e2d", b"zzz"):
    q = re.compile("a" if isinstance(unchanged, str) else b"a")
    empty = unchanged[:0]
    assert q.sub(empty, unchanged) is unchanged and q.split(unchanged)[0] is unchanged
    assert re.match(unchanged, unchanged).group() is unchanged
assert type(re.sub("x", "y", t)) is str and type(re.match("z+", t).group()) is str
assert type(re.split("x", t)[0]) is str and re.match("z", t).string is t
assert re.sub(Text("z"), Text(r"\g<0>y"), t) == "zyzyzy"

# Replacements of another type fail only where something is replaced.
assert re.sub("x", b"y", "a") == "a"
raises(TypeError, "sequence item 0: expected str instance, bytes found", re.sub, "a", b"y", "a")
raises(TypeError, "sequence item 1: expected str instance, int found", re.sub, "a", lambda m: 5, "-a")
raises(TypeError, "sequence item 0: expected a bytes-like object, str found", re.sub, b"a", lambda m: "", b"a")
assert re.sub(b"a", bytearray(b"\\g<0>!"), b"a") == b"a!" and re.sub("a", lambda m: None, "bab") == "bb"
raises(TypeError, "decoding to str: need a bytes-like object, int found", re.sub, "a", 5, "a")
