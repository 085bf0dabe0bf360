"""string.Template, Formatter, textwrap, shlex, difflib and fnmatch together on texts."""
import difflib
import fnmatch
import shlex
import string
import textwrap


def attempt(fn, *args, **kwargs):
    """What a call gives, or the error in words."""
    try:
        return fn(*args, **kwargs)
    except Exception as e:
        return type(e).__name__ + ": " + str(e)


t = string.Template("$who likes ${what} for $$5, not $missing")
print(t.safe_substitute(who="Ann", what="tea"), attempt(t.substitute, who=1), attempt(string.Template("$ x").substitute), t.get_identifiers(), t.is_valid(), string.Template("$1").is_valid())


class Pipe(string.Template):
    delimiter = "|"
    idpattern = "[a-z]+"


print(Pipe("|a |b || |A").safe_substitute(a=1, b=2))


class Default(string.Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs.get(key, "<%s>" % key) if isinstance(key, str) else super().get_value(key, args, kwargs)


print(Default().format("{0}-{name:>5}-{x!r}", 1, x="q"), list(string.Formatter().parse("a{b!r:c}d{{")), attempt(string.Formatter().format, "{}{1}", 1, 2), string.capwords("ab  cd-ef"))
text = "The quick brown fox jumps over the lazy dog; a-hyphenated-word and averyveryverylongwordindeed appear."
for width in (10, 20, 40):
    print(textwrap.wrap(text, width), textwrap.fill(text, width, initial_indent="* ", subsequent_indent="  ").count("\n"), textwrap.shorten(text, width))
print(repr(textwrap.dedent("  a\n    b\n\n  c")), repr(textwrap.indent("a\n\nb", "> ")), textwrap.wrap(text, 15, break_long_words=False, max_lines=3))
for s in ("a 'b c' d", 'x "y z"\\ w', "a#b", "", "'open", "a\\ b"):
    print(attempt(shlex.split, s), attempt(shlex.split, s, comments=True), attempt(shlex.quote, s))
print(shlex.join(["a b", "c", "it's"]), list(shlex.shlex("a=1;b", punctuation_chars=True)))
a, b = "one two three four".split(), "one too three five four".split()
print("\n".join(difflib.unified_diff(a, b, "x", "y", lineterm="")))
print(list(difflib.ndiff(a, b)), difflib.get_close_matches("appel", ["ape", "apple", "peach"]), round(difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), 3), difflib.SequenceMatcher(None, a, b).get_opcodes())
for pattern in ("*.py", "a?c", "[ab]*", "[!a]*", "**", "x[1-3]"):
    print(pattern, [n for n in ("a.py", "abc", "b", "x2", "") if fnmatch.fnmatchcase(n, pattern)], fnmatch.translate(pattern))
