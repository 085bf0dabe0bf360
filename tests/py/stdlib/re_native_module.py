"""_sre: numbers, case functions, compile's checks, templates, scanners, comparison and hashing of patterns."""
import _sre
import re
import weakref


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)


assert _sre.MAGIC == 20230612 and _sre.CODESIZE == _sre.getcodesize() == 4
assert _sre.MAXREPEAT == 4294967295 and _sre.MAXGROUPS == 1073741823
assert [chr(_sre.unicode_tolower(ord(c))) for c in "Aa1ÉİK\u01c5ẞΣς"] == list("aa1éik\u01c6ßσς")
assert [_sre.unicode_iscased(ord(c)) for c in "aA1éßĳª"] == [True, True, False, True, True, True, False]
assert [chr(_sre.ascii_tolower(ord(c))) for c in "AaÉ1"] == list("aaÉ1")
assert [_sre.ascii_iscased(ord(c)) for c in "AaÉ1"] == [True, True, False, False]
assert _sre.unicode_tolower(0xD800) == 0xD800 and _sre.unicode_tolower(0x110000) == 0x110000
assert _sre.unicode_tolower(-1) == -1 and not _sre.unicode_iscased(0x7FFFFFFF)
raises(OverflowError, "Python int too large to convert to C int", _sre.unicode_tolower, 1 << 40)
raises(TypeError, "'str' object cannot be interpreted as an integer", _sre.ascii_iscased, "a")


def make(code, pattern="a", flags=0, groups=0, groupindex={}, indexgroup=()):
    return _sre.compile(pattern, flags, code, groups, groupindex, indexgroup)


LITERAL, SUCCESS = 16, 1
assert make([LITERAL, 97, SUCCESS]).fullmatch("a") and repr(make([SUCCESS])) == "re.compile('a')"
either = make([LITERAL, 97, SUCCESS], None)
assert either.match("a") and either.match(b"a") and repr(either) == "re.compile(None)"
for code in [], [LITERAL], [LITERAL, 97], [2], [17, 0, 1], [11, 0, 1], [99, 1]:
    raises(RuntimeError, "invalid SRE code", make, code)
raises(RuntimeError, "invalid SRE code", make, [SUCCESS], groups=-1)
raises(OverflowError, "regular expression code size limit exceeded", make, [1 << 40])
raises(OverflowError, "can't convert negative value to unsigned int", make, [-1])
raises(TypeError, "an integer is required", make, ["x"])
raises(TypeError, "expected string or bytes-like object, got 'int'", make, [SUCCESS], 5)
raises(TypeError, "compile() argument 'code' must be list, not tuple", make, (1,))
raises(TypeError, "compile() argument 'groupindex' must be dict, not list", make, [1], groupindex=[])
raises(TypeError, "compile() argument 'indexgroup' must be tuple, not list", make, [1], indexgroup=[])
raises(OverflowError, "Python int too large to convert to C int", make, [1], flags=1 << 40)

p = re.compile("(?P<a>a)(b)?")
assert type(_sre.template(p, ["x"])).__name__ == "SRE_Template"
for bad in [], ["a", 1], ["a", -1, "b"]:
    raises(TypeError, "invalid template", _sre.template, p, bad)
raises(TypeError, "an integer is required", _sre.template, p, ["a", "x", "b"])
raises(TypeError, "template() argument 2 must be list, not tuple", _sre.template, p, ("a",))

scanner = p.scanner("abaxab")
assert scanner.pattern is p and [scanner.match().group() for _ in range(2)] == ["ab", "a"]
assert scanner.match() is None and scanner.match() is None and scanner.search() is None
scanner = re.compile("x*").scanner("axb", 0, 2)
assert [scanner.search().span() for _ in range(3)] == [(0, 0), (1, 2), (2, 2)] and scanner.search() is None
it = p.finditer("abaab")
assert type(it).__name__ == "callable_iterator" and [m.group(2) for m in it] == ["b", None, "b"] and list(it) == []

same, other = _sre.compile, re.compile("(?P<a>a)(b)?", re.I)
re.purge()
twin = re.compile("(?P<a>a)(b)?")
assert twin is not p and twin == p and hash(twin) == hash(p) and p != other and not p != twin and p != 1
raises(TypeError, "'<' not supported between instances of 're.Pattern' and 're.Pattern'", lambda: p < twin)
assert weakref.ref(p)() is p and p.groupindex["a"] == 1 and p.groups == 2 and p.flags == 32
raises(TypeError, "cannot create 're.Pattern' instances", re.Pattern)
raises(TypeError, "cannot create 're.Match' instances", re.Match)
raises(AttributeError, "readonly attribute", setattr, p, "flags", 1)
raises(AttributeError, "'re.Pattern' object has no attribute 'nothing'", getattr, p, "nothing")
raises(TypeError, "'mappingproxy' object does not support item assignment", exec, "p.groupindex['b'] = 2", {"p": p})
flags = re.I | re.M | re.S | re.X | re.A
assert repr(re.compile("a", flags)) == "re.compile('a', re.IGNORECASE|re.MULTILINE|re.DOTALL|re.VERBOSE|re.ASCII)"
assert repr(re.compile(b"a", re.L)) == "re.compile(b'a', re.LOCALE)" and repr(re.compile("(?u)a")) == "re.compile('(?u)a')"
assert repr(make([1], flags=0x1F0000)) == "re.compile('a', 0x1f0000)" and len(repr(re.compile("x" * 300))) == 212
