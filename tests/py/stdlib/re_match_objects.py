"""re.Match: group forms, spans, expand, indexing, lastindex, regs, pos, copying, repr; exact errors."""
import copy
import re


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

m = re.match(r"(?P<first>\w+) (?P<last>\w+)( x)?", "Isaac Newton, physicist")
assert m.group() == m[0] == m.group(0) == "Isaac Newton"
assert m.group(1) == m["first"] == m.group("first") == "Isaac" and m.group(1, 2) == ("Isaac", "Newton")
assert m.group("last", 0, 3) == ("Newton", "Isaac Newton", None) and m.groups() == ("Isaac", "Newton", None)
assert m.groups("-") == ("Isaac", "Newton", "-") and m.groupdict() == {"first": "Isaac", "last": "Newton"}
assert m[3] is None
assert m.start() == 0 and m.end() == 12 and m.span() == (0, 12) and m.span("last") == (6, 12)
assert m.start(2) == 6 and m.end("first") == 5 and m.span(3) == (-1, -1) and m.start(3) == -1 and m.pos == 0
assert m.endpos == 23 and m.string == "Isaac Newton, physicist" and m.re.groups == 3 and m.lastindex == 2
assert m.lastgroup == "last" and m.regs == ((0, 12), (0, 5), (6, 12), (-1, -1))
assert m.expand(r"\2, \g<first>\g<3>!") == "Newton, Isaac!"
assert repr(m) == "<re.Match object; span=(0, 12), match='Isaac Newton'>" and bool(m)
assert bool(re.match("", "a")) and copy.copy(m) is m and copy.deepcopy(m) is m
assert re.match("(a)(b)?", "a").lastindex == 1 and re.match("(a)|(b)", "b").lastindex == 2
assert re.match("a", "a").lastindex is None and re.match("((a)(b))", "ab").lastindex == 1
assert re.match("(?P<n>a)(b)", "ab").lastgroup is None and re.match("(a)(?:b)", "ab").lastindex == 1


class I:
    def __index__(self):
        return 2


assert m[I()] == "Newton" and m.group(True) == "Isaac"
raises(IndexError, 'no such group', m.group, 4)
raises(IndexError, 'no such group', m.group, -1)
raises(IndexError, 'no such group', m.group, "nope")
raises(IndexError, 'no such group', lambda: m[9])
raises(IndexError, 'no such group', m.start, 7)
raises(IndexError, 'no such group', m.span, "zz")
raises(IndexError, 'no such group', m.group, 1.5)
raises(IndexError, 'no such group', lambda: m[None])
raises(TypeError, 'start expected at most 1 argument, got 2', m.start, 1, 2)
raises(TypeError, "object of type 're.Match' has no len()", len, m)
raises(TypeError, "'re.Match' object is not iterable", iter, m)
raises(AttributeError, 'readonly attribute', setattr, m, "pos", 1)
raises(AttributeError, "'re.Match' object has no attribute 'foo'", lambda: m.foo)
raises(re.PatternError, 'invalid group reference 9 at position 1', m.expand, r"\9")
raises(TypeError, 'decoding to str: need a bytes-like object, int found', m.expand, 5)
raises(TypeError, "cannot create 're.Match' instances", lambda: type(m)())
b = re.search(rb"(\d+)", b"ab12cd")
assert b.group(1) == b"12" and b.expand(rb"<\1>") == b"<12>" and type(b[0]) is bytes
assert re.search(rb"\d", bytearray(b"a1")).group() == b"1"
assert re.search(rb"\d", memoryview(b"a1")).group() == b"1"
s = re.compile("b+").search("aabbbcc", 1, 4)
assert s.span() == (2, 4) and (s.pos, s.endpos) == (1, 4) and s.group() == "bb"
sc = re.compile(r"\d").scanner("a1b2")
assert sc.search().group() == "1" and sc.search().group() == "2" and sc.search() is None
assert sc.pattern.pattern == r"\d"
lexer = re.compile(r"(?P<num>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<op>[-+*/=()])|(?P<ws>\s+)|(?P<bad>.)")


def lex(text):
    out = []
    for m in lexer.finditer(text):
        if m.lastgroup != "ws":
            out.append((m.lastgroup, m.group()))
    return out


assert lex("x = 3.14*(y+2)$") == [("name", "x"), ("op", "="), ("num", "3.14"), ("op", "*"), ("op", "("),
        ("name", "y"), ("op", "+"), ("num", "2"), ("op", ")"), ("bad", "$")]
total = 0
for m in re.finditer(r"(\w)(\w)?(\w)?", "abcdefg hi j " * 100):
    total += m.end() - m.start() + (m.lastindex or 0) + len([g for g in m.groups() if g])
    assert m.string[m.start():m.end()] == m.group()
assert total == 3000
with_u = re.search(r"(\u4e2d)(\U0001f600)?", "aé\u4e2d\U0001f600b")
assert with_u.span() == (2, 4) and with_u.span(2) == (3, 4) and with_u.groups() == ("\u4e2d", "\U0001f600")
scan = re.Scanner([(r"\d+", lambda s, t: int(t)), (r"\w+", lambda s, t: t), (r"\s+", None)])
assert scan.scan("a 12 b!") == (["a", 12, "b"], "!")
print("match", total, m, lex("f(1)"))
