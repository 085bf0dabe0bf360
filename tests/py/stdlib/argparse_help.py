"""argparse help text: usage lines, wrapping, groups, metavars, defaults, formatters, version, subcommand help."""
import argparse
import contextlib
import io
import os

os.environ["COLUMNS"] = "80"
p = argparse.ArgumentParser(prog="tool",
        description="Does many   things.\nWrapped description text that is longer than one line of the terminal so it must be filled.",
        epilog="The epilog.", color=False)
p.add_argument("source", help="the source file")
p.add_argument("target", nargs="?", default="out.txt", help="where to write (default: %(default)s)")
p.add_argument("-v", "--verbose", action="count", help="say more")
p.add_argument("-n", "--number", type=int, metavar="N", default=5, help="how many of %(prog)s, %(type)s")
p.add_argument("--choice", choices=["red", "green"], help="a colour")
p.add_argument("--very-long-option-name-that-needs-its-own-line", metavar="VALUE", help="text on the next line")
p.add_argument("--hidden", help=argparse.SUPPRESS)
p.add_argument("--version", action="version", version="%(prog)s 1.2")
g = p.add_argument_group("output options", "About the output.")
g.add_argument("-o", nargs="+", help="one or more")
g.add_argument("--pair", nargs=2, metavar=("A", "B"))
x = g.add_mutually_exclusive_group()
x.add_argument("--quiet", action="store_true", help="say less")
x.add_argument("--loud", action=argparse.BooleanOptionalAction, help="say it loud")
print(p.format_help())
print(p.format_usage())


def out(parser, args):
    stdout, stderr = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
        try:
            parser.parse_args(args)
            code = "no exit"
        except SystemExit as e:
            code = e.code
    return code, stdout.getvalue()[:60], stderr.getvalue()


for args in (["--version"], ["-h"], [], ["a", "--choice", "blue"], ["a", "-n", "x"], ["a", "b", "c", "d"],
        ["a", "--quiet", "--loud"]):
    print(args, out(p, args))
for fmt in (argparse.RawDescriptionHelpFormatter, argparse.RawTextHelpFormatter,
        argparse.ArgumentDefaultsHelpFormatter, argparse.MetavarTypeHelpFormatter):
    q = argparse.ArgumentParser(prog="q", description="line one\n  line two", formatter_class=fmt, color=False)
    q.add_argument("--num", type=int, default=3, help="first\n  second")
    q.add_argument("--flag", action="store_true", help="a flag")
    print("--", fmt.__name__)
    print(q.format_help())
s = argparse.ArgumentParser(prog="multi", color=False)
sub = s.add_subparsers(title="commands", description="what to do", metavar="CMD", help="one of these")
a = sub.add_parser("add", help="adds things", description="Add.", aliases=["plus"])
a.add_argument("n", type=int)
sub.add_parser("remove", help="removes things")
print(s.format_help())
print(a.format_help())
u = argparse.ArgumentParser(prog="u", usage="%(prog)s [custom usage]", add_help=False, color=False)
u.add_argument("-a")
print(u.format_help())
parent = argparse.ArgumentParser(add_help=False)
parent.add_argument("--inherited", help="from the parent")
child = argparse.ArgumentParser(prog="child", parents=[parent], color=False)
print(child.format_help())
e = argparse.ArgumentParser(prog="e", exit_on_error=False, color=False)
e.add_argument("--i", type=int)
try:
    e.parse_args(["--i", "z"])
except argparse.ArgumentError as err:
    print(err, err.argument_name, err.message)
print(repr(argparse.Namespace(a=1)), e.format_usage())
