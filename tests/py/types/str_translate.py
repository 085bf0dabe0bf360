"""str.translate and maketrans: dicts, sequences, getitem objects, deletion, growth, errors."""


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert str.maketrans("abc", "xyz") == {97: 120, 98: 121, 99: 122}
assert str.maketrans("ab", "xy", "cd") == {97: 120, 98: 121, 99: None, 100: None}
assert str.maketrans({"a": "1", 98: None, "c": 100}) == {97: "1", 98: None, 99: 100}
assert str.maketrans("", "") == {} and str.maketrans("aa", "xy") == {97: 121}
assert "banana".translate(str.maketrans("an", "AN")) == "bANANA" and "banana".translate({97: None}) == "bnn"
assert "banana".translate({97: "<a>"}) == "b<a>n<a>n<a>"
assert "abc".translate({97: 0x1F600, 98: "\u00e9\u00e9"}) == "\U0001f600\u00e9\u00e9c"
assert "\u00e9\u4e2d".translate({0xE9: "e", 0x4E2D: None}) == "e" and "".translate({1: 2}) == ""
assert "abc".translate("".join([chr(127 - i) for i in range(128)])) == "".join([chr(127 - ord(c)) for c in "abc"])
assert "ab\u00ff\u0100".translate(["?"] * 99) == "??\u00ff\u0100"
assert "ab\u00ff\u0100".translate(["?"] * 98) == "?b\u00ff\u0100"


class Table:
    def __init__(self):
        self.asked = []

    def __getitem__(self, cp):
        self.asked.append(cp)
        if cp == 97:
            return "A"
        if cp == 98:
            return None
        raise LookupError


t = Table()
assert "aabbcc\u20ac".translate(t) == "AAcc\u20ac" and set(t.asked) == {97, 98, 99, 0x20AC}


class KeyErr(dict):
    def __missing__(self, k):
        return chr(k).upper()


assert "mixed \u00e9".translate(KeyErr()) == "MIXED \u00c9" and "abc".translate(KeyErr({97: "-"})) == "-BC"


class Boom:
    def __getitem__(self, cp):
        raise ValueError("boom %d" % cp)


raises(ValueError, "boom 97", "a".translate, Boom())
raises(TypeError, 'character mapping must return integer, None or str', "a".translate, {97: 1.5})
raises(TypeError, 'character mapping must return integer, None or str', "a".translate, {97: b"x"})
raises(ValueError, 'character mapping must be in range(0x110000)', "a".translate, {97: 0x110000})
raises(ValueError, 'character mapping must be in range(0x110000)', "a".translate, {97: -1})
raises(TypeError, "'int' object is not subscriptable", "a".translate, 5)
raises(TypeError, 'str.translate() takes exactly one argument (0 given)', "a".translate)
raises(TypeError, 'str.translate() takes exactly one argument (2 given)', "a".translate, {}, {})
raises(TypeError, 'if you give only one argument to maketrans it must be a dict', str.maketrans, "ab")
raises(ValueError, 'the first two maketrans arguments must have equal length', str.maketrans, "ab", "c")
raises(TypeError, 'first maketrans argument must be a string if there is a second argument', str.maketrans, 1, "c")
raises(TypeError, 'first maketrans argument must be a string if there is a second argument', str.maketrans, {}, "c")
raises(ValueError, 'string keys in translatetable must be of length 1', str.maketrans, {"ab": 1})
raises(TypeError, 'keys in translate table mustbe strings or integers', str.maketrans, {1.5: 1})
raises(TypeError, 'maketrans() argument 3 must be str, not int', str.maketrans, "a", "b", 3)

rot13 = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")
text = "the quick brown fox jumps over the lazy dog" * 20
assert text.translate(rot13) != text and text.translate(rot13).translate(rot13) == text
out = ""
for i in range(300):
    out = (out + chr(97 + i % 26)).translate(rot13)
assert len(out) == 300 and out[-1] == chr(97 + (299 % 26 + 13) % 26)
long = "ab" * 1000
assert long.translate({97: "xyz", 98: ""}) == "xyz" * 1000 and long.translate({}) == long
assert long.translate({98: 98}) == long
assert "\ud800a".translate({0xD800: "x"}) == "xa" and "x".translate({120: 0xD800}) == "\ud800"
print("translate", "Hello".lower().translate(rot13), len(long.translate({97: "12"})))
