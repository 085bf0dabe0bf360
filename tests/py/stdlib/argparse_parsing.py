"""argparse: positionals, options, actions, nargs, types, defaults, groups, subparsers, prefixes, namespaces; errors."""
import argparse


class Parser(argparse.ArgumentParser):
    """Raises instead of leaving."""

    def error(self, message):
        raise SystemExit(message)


def parse(p, text):
    try:
        return vars(p.parse_args(text.split()))
    except SystemExit as e:
        return str(e)


p = Parser(prog="prog", exit_on_error=True)
p.add_argument("src")
p.add_argument("dst", nargs="?", default="out")
p.add_argument("-n", "--number", type=int, default=3)
p.add_argument("-v", "--verbose", action="count", default=0)
p.add_argument("--flag", action="store_true")
p.add_argument("--no-flag", dest="flag", action="store_false")
p.add_argument("--name", choices=["a", "b"], default="a")
p.add_argument("--items", nargs="*")
p.add_argument("--pair", nargs=2, metavar=("X", "Y"))
p.add_argument("--app", action="append")
p.add_argument("--ext", action="extend", nargs="+", default=[])
p.add_argument("--const", action="store_const", const=42)
p.add_argument("--acc", action="append_const", const=1, dest="accs")
p.add_argument("--opt", nargs="?", const="const", default="default")
p.add_argument("--bool", action=argparse.BooleanOptionalAction)
p.add_argument("--f", type=float)
base = parse(p, "s")
assert base == {
    'src': 's', 'dst': 'out', 'number': 3, 'verbose': 0, 'flag': False, 'name': 'a', 'items': None,
    'pair': None, 'app': None, 'ext': [], 'const': None, 'accs': None, 'opt': 'default',
    'bool': None, 'f': None,
}
for text in ("", "a b", "a b c", "a -n5", "a -n 5", "a --number=7", "a --num 8", "a -n x", "a -vvv", "a -vn4",
        "a --flag", "a --no-flag", "a --name b", "a --name c", "a --items", "a --items 1 2", "a --pair 1",
        "a --pair 1 2", "a --app x --app y", "a --ext 1 2 --ext 3", "a --const", "a --acc --acc", "a --opt",
        "a --opt z", "a --bool", "a --no-bool", "a --unknown", "--flag", "a --n", "-- -n", "a -- --flag",
        "a --f 1e3", "a --f -1.5", "a -n -5", "a --f=x", "a --name=", "a -n", "-x", "a --verb", "a --pair 1 2 3", "a --f nan"):
    r = parse(p, text)
    print(text, "->", {k: v for k, v in r.items() if base[k] != v} if isinstance(r, dict) else r)
q = Parser(prog="q")
g = q.add_mutually_exclusive_group(required=True)
g.add_argument("--a", action="store_true")
g.add_argument("--b", type=int)
q.add_argument("--req", required=True)
for text in ("--a --req 1", "--b 2 --req 1", "--req 1", "--a", "--a --b 1 --req 1", ""):
    print(text, "->", parse(q, text))
s = Parser(prog="s")
s.add_argument("--global", dest="glob", default="g")
sub = s.add_subparsers(dest="cmd", required=True, parser_class=Parser)
a = sub.add_parser("add", aliases=["plus"])
a.add_argument("x", type=int)
a.add_argument("y", type=int, nargs="*")
a.set_defaults(fn="add function")
m = sub.add_parser("mul")
m.add_argument("--by", type=int, default=2)
for text in ("add 1 2 3", "--global z mul --by 5", "plus 1", "mul", "", "div 1", "add", "add x"):
    print(text, "->", parse(s, text))
t = Parser(prog="t", allow_abbrev=False, prefix_chars="-+", argument_default=argparse.SUPPRESS)
t.add_argument("+x", "++long", type=int)
t.add_argument("--other")
t.add_argument("rest", nargs=argparse.REMAINDER)
for text in ("+x 1", "++long 2 a b --other 3", "--oth 1", ""):
    print(text, "->", parse(t, text))


class Upper(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (values.upper(), option_string))


def even(text):
    v = int(text)
    if v % 2:
        raise argparse.ArgumentTypeError("not even: %d" % v)
    return v


u = Parser(prog="u", fromfile_prefix_chars="@")
u.add_argument("--up", action=Upper)
u.add_argument("--even", type=even, default="4")
for text in ("--up abc", "--even 3", "--even x", "--even 6", "@/no/such/file"):
    print(text, "->", parse(u, text))
ns = argparse.Namespace(a=1, b="x")
assert repr(ns) == "Namespace(a=1, b='x')" and ns == argparse.Namespace(b="x", a=1) and "a" in ns
assert p.parse_known_args(["s", "--zz", "1"])[1] == ["--zz"] and p.get_default("number") == 3
p.set_defaults(number=9, extra="e")
assert p.parse_args(["s"]).number == 9 and p.parse_args(["s"]).extra == "e"
assert p.parse_args(["s"], argparse.Namespace(pre=1)).pre == 1
i = Parser(prog="i")
i.add_argument("--n", type=int)
i.add_argument("files", nargs="+")
assert vars(i.parse_intermixed_args("a --n 1 b".split())) == {"n": 1, "files": ["a", "b"]}
for bad in (lambda: p.add_argument("-n"), lambda: p.add_argument("x", "y"),
        lambda: p.add_argument("--z", action="nope"), lambda: p.add_argument("--z", nargs="x"),
        lambda: p.add_argument("pos", required=True), lambda: p.add_argument("--z", type="int"),
        lambda: p.add_argument("--z", action="store_true", nargs=1), lambda: p.add_argument("--q", metavar=("A", "B"))):
    try:
        bad()
    except (ValueError, TypeError, argparse.ArgumentError) as e:
        print(type(e).__name__, e)
