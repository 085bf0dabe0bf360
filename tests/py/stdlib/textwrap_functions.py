"""textwrap: wrap, fill, shorten, dedent, indent and every TextWrapper option; exact errors."""
import textwrap


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

T = "The quick brown fox jumped over the lazy dog, then ran-away from a very-long-hyphenated-word and \"quoted\" text."
assert textwrap.wrap(T, 30) == [
    'The quick brown fox jumped', 'over the lazy dog, then ran-', 'away from a very-long-',
    'hyphenated-word and "quoted"', 'text.',
]
assert textwrap.wrap(T, 12) == [
    'The quick', 'brown fox', 'jumped over', 'the lazy', 'dog, then', 'ran-away', 'from a very-',
    'long-', 'hyphenated-', 'word and', '"quoted"', 'text.',
]
assert textwrap.fill("a b c", 3) == "a b\nc" and textwrap.wrap("") == [] and textwrap.wrap("   ") == []
assert textwrap.wrap("word", 2) == ["wo", "rd"] and textwrap.wrap("a" * 10, 4) == ["aaaa", "aaaa", "aa"]
assert textwrap.wrap("aaaa bb", 4, break_long_words=False) == ["aaaa", "bb"]
assert textwrap.wrap("toolongword x", 5, break_long_words=False) == ["toolongword", "x"]
OPTIONS = [dict(initial_indent="* ", subsequent_indent="  "), dict(break_on_hyphens=False),
        dict(drop_whitespace=False), dict(replace_whitespace=False), dict(expand_tabs=False),
        dict(fix_sentence_endings=True), dict(max_lines=2), dict(max_lines=2, placeholder="~"),
        dict(tabsize=2), dict(max_lines=1, placeholder=" (more)"), dict(break_long_words=False, break_on_hyphens=False)]
SAMPLE = "One\tsentence here. Two  sentences\nnow.  Three-part hyphen-ated extraordinarily long words!  Yes."
for o in OPTIONS:
    print(sorted(o), textwrap.wrap(SAMPLE, 24, **o))
assert textwrap.shorten("Hello  world!  ok", 12) == "Hello [...]"
assert textwrap.shorten("Hello world", 11) == "Hello world"
assert textwrap.shorten("Hello world", width=10, placeholder="...") == "Hello..."
assert textwrap.shorten("", 5) == ""
assert textwrap.dedent("  a\n    b\n  c\n") == "a\n  b\nc\n" and textwrap.dedent("\ta\n\tb") == "a\nb"
assert textwrap.dedent("  a\n\tb") == "  a\n\tb" and textwrap.dedent("   \n  a\n\n  b\n ") == "\na\n\nb\n"
assert textwrap.dedent("no") == "no" and textwrap.dedent("") == ""
assert textwrap.dedent("  a\n b\n") == " a\nb\n"
assert textwrap.indent("a\n\nb\n", "> ") == "> a\n\n> b\n"
assert textwrap.indent("a\n\nb", "- ", lambda l: True) == "- a\n- \n- b" and textwrap.indent("", "x") == ""
assert textwrap.indent("x\r\ny", "  ") == "  x\r\n  y"
raises(ValueError, 'invalid width 0 (must be > 0)', textwrap.wrap, "abc", 0)
raises(ValueError, 'invalid width -1 (must be > 0)', textwrap.wrap, "abc", -1)
raises(ValueError, 'placeholder too large for max width', textwrap.shorten, "hello world", 3)
raises(TypeError, "TextWrapper.__init__() got an unexpected keyword argument 'nope'", textwrap.wrap, "a", nope=1)
raises(TypeError, "expected str object, not 'int'", textwrap.dedent, 5)
w = textwrap.TextWrapper(width=20, initial_indent="- ", subsequent_indent="  ", max_lines=3)
assert w.width == 20 and w.wrap(T) == ['- The quick brown', '  fox jumped over', '  the lazy [...]']
assert w.fill("short") == "- short"
w.width = 10
w.max_lines = None
assert all(len(line) <= 10 for line in w.wrap(T))
for width in range(5, 60, 4):
    lines = textwrap.wrap(T, width)
    assert all(len(line) <= width for line in lines) and "".join("".join(lines).split()) == "".join(T.split())
long = " ".join("word%d" % (i * 7919 % 1000) for i in range(300))
lines = textwrap.wrap(long, 72)
assert " ".join(lines) == long and len(lines) == 34
print("textwrap", len(lines), textwrap.shorten(long, 30))
