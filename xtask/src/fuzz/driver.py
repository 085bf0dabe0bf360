"""Runs many snippets in one process and prints one line for each.

Used by `cargo xtask fuzz`, under the interpreter that is tested and under CPython. The snippets'
file holds, for each, a line `@ number kind bytes` and that many bytes of source. A line is
flushed as soon as its snippet is done, so after a crash the first number without a line is the
culprit. Written in plain Python: what it needs must work before anything else can be tested.
"""
import sys

LIMIT = 4000


def describe(error):
    name = type(error).__name__
    try:
        text = str(error)
    except Exception as second:
        text = "<str raised " + type(second).__name__ + ">"
    if isinstance(error, SyntaxError):
        text = text.split(" (<fuzz>")[0]
        return name + ": " + text + " @" + str(error.lineno) + ":" + str(error.offset)
    return name + ": " + text


def escape(text):
    text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return text.encode("ascii", "backslashreplace").decode("ascii")


def run(source):
    printed = []

    def show(*values, sep=" ", end="\n"):
        if len(printed) > LIMIT:
            raise SystemExit("too much output")
        printed.append(sep.join([str(value) for value in values]) + end)

    try:
        code = compile(source, "<fuzz>", "exec")
        exec(code, {"__name__": "fuzz", "print": show})
    except BaseException as error:
        printed.append("!" + describe(error))
    return "".join(printed)


def check(source):
    try:
        compile(source, "<fuzz>", "exec", dont_inherit=True)
    except BaseException as error:
        return describe(error)
    return "compiles"


def main(path):
    try:
        import warnings
        warnings.simplefilter("ignore")
    except ImportError:
        pass
    sys.setrecursionlimit(600)
    with open(path, "rb") as file:
        data = file.read()
    at = 0
    while at < len(data):
        line_end = data.index(b"\n", at)
        mark, number, kind, size = data[at:line_end].decode().split(" ")
        start = line_end + 1
        at = start + int(size) + 1
        source = data[start:at - 1]
        result = run(source) if kind == "run" else check(source)
        sys.stdout.write(number + "\t" + escape(result) + "\n")
        sys.stdout.flush()


main(sys.argv[1])
