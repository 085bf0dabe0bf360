"""string: constants, Template, Formatter subclasses, capwords; exact errors."""
import string


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert string.ascii_lowercase == "abcdefghijklmnopqrstuvwxyz"
assert string.ascii_uppercase == string.ascii_lowercase.upper() and string.digits == "0123456789"
assert string.hexdigits == "0123456789abcdefABCDEF" and string.octdigits == "01234567"
assert string.punctuation == "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" and string.whitespace == " \t\n\r\x0b\x0c"
assert len(string.printable) == 100
assert string.ascii_letters == string.ascii_lowercase + string.ascii_uppercase
assert string.capwords("hello  wORLD foo") == "Hello World Foo" and string.capwords("a-b-c", "-") == "A-B-C"
t = string.Template("$who likes ${what}s and $$5, not $other_thing")
assert t.safe_substitute(who="tim", what="kung pao") == "tim likes kung paos and $5, not $other_thing"
assert t.substitute({"who": 1, "what": 2, "other_thing": 3}) == "1 likes 2s and $5, not 3"
assert t.substitute({"who": "a"}, what="b", other_thing="c", who="override") == "override likes bs and $5, not c"
assert t.get_identifiers() == ["who", "what", "other_thing"] and t.is_valid()
assert t.template.startswith("$who")
raises(KeyError, "'who'", t.substitute)
raises(ValueError, 'Invalid placeholder in string: line 1, col 1', string.Template("$").substitute)
raises(ValueError, 'Invalid placeholder in string: line 2, col 3', string.Template("line\nx $1").substitute)
raises(ValueError, 'Invalid placeholder in string: line 1, col 1', string.Template("${a").substitute, a=1)
assert string.Template("$ ${} $9").safe_substitute() == "$ ${} $9" and not string.Template("$!").is_valid()
assert string.Template("$UPPER $lower").safe_substitute(UPPER=1, lower=2) == "1 2"


class Percent(string.Template):
    delimiter = "%"
    idpattern = "[a-z]+_[a-z]+"


assert Percent("%% %with_under %notunder").safe_substitute(with_under="ok", notunder="no") == "% ok %notunder"


class Braces(string.Template):
    pattern = r"\[\[(?:(?P<escaped>esc)|(?P<named>[a-z]+)\]\]|(?P<braced>zzz)|(?P<invalid>))"


assert Braces("a [[name]] b").substitute(name="N") == "a N b"
f = string.Formatter()
assert f.format("{0} {a} {0.real} {b[k]!r:>4}", 5, a="x", b={"k": "v"}) == "5 x 5  'v'"
assert f.format("{} {}", 1, 2) == "1 2" and f.vformat("{0}{k}", (1,), {"k": 2}) == "12"
assert f.format("{:{}}", "a", 3) == "a  "
assert list(f.parse("a{b!r:c}d{}{{}}e")) == [
    ('a', 'b', 'c', 'r'), ('d', '', '', None), ('{', None, None, None), ('}', None, None, None),
    ('e', None, None, None),
]
raises(ValueError, 'cannot switch from manual field specification to automatic field numbering', f.format, "{0} {}", 1, 2)
raises(IndexError, 'tuple index out of range', f.format, "{}")
raises(KeyError, "'a'", f.format, "{a}")
raises(ValueError, 'Unknown conversion specifier z', f.format, "{!z}", 1)
raises(ValueError, "Single '{' encountered in format string", f.format, "{")


class Default(string.Formatter):
    used = None

    def get_value(self, key, args, kwargs):
        if isinstance(key, str):
            return kwargs.get(key, "<" + key + ">")
        return args[key]

    def convert_field(self, value, conversion):
        return value.upper() if conversion == "u" else super().convert_field(value, conversion)

    def check_unused_args(self, used, args, kwargs):
        self.used = used

    def format_field(self, value, spec):
        return "[" + super().format_field(value, spec) + "]"


d = Default()
assert d.format("{a} {b!u:>4} {0}", "z", b="x") == "[<a>] [   X] [z]" and d.used == {"a", "b", 0}
out = string.Template("$i: ${sq}")
assert [out.substitute(i=i, sq=i * i) for i in range(100)][-1] == "99: 9801"
rot = str.maketrans(string.ascii_lowercase, string.ascii_lowercase[13:] + string.ascii_lowercase[:13])
assert "hello".translate(rot) == "uryyb"
assert "".join(c for c in string.printable if c.isspace()) == string.whitespace
print("string", t.get_identifiers(), d.format("{q}"))
