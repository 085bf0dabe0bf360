"""os.path: join, split, splitext, normpath, relpath, commonpath, expanduser, expandvars on strings and bytes; errors."""
import os
import os.path as p


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert [p.join(*a) for a in (("a", "b"), ("a/", "b"), ("a", "/b"), ("", "b"), ("a", ""), ("a", "b", "../c"),
        ("/",), ("a", "//b"), ("a//", "b"))] == ['a/b', 'a/b', '/b', 'b', 'a/', 'a/b/../c', '/', '//b', 'a//b']
PATHS = ["", "/", "//", "///", "a", "a/", "/a", "a/b", "/a/b/c.txt", "a//b", "./a", "../a", "a/..",
        "a/./b/../c", ".bashrc", "a.tar.gz", "a.", ".a.b", "..", ".", "a/.b", "//a/b", "a/b/", "x.y/z", "...",
        "..a", "a/...b.c"]
rows = [(p.split(x), p.splitext(x), p.basename(x), p.dirname(x), p.normpath(x), p.isabs(x)) for x in PATHS]
assert rows[:9] == [
    (('', ''), ('', ''), '', '', '.', False), (('/', ''), ('/', ''), '', '/', '/', True),
    (('//', ''), ('//', ''), '', '//', '//', True), (('///', ''), ('///', ''), '', '///', '/', True),
    (('', 'a'), ('a', ''), 'a', '', 'a', False), (('a', ''), ('a/', ''), '', 'a', 'a', False),
    (('/', 'a'), ('/a', ''), 'a', '/', '/a', True),
    (('a', 'b'), ('a/b', ''), 'b', 'a', 'a/b', False),
    (('/a/b', 'c.txt'), ('/a/b/c', '.txt'), 'c.txt', '/a/b', '/a/b/c.txt', True),
]
assert rows[9:18] == [
    (('a', 'b'), ('a//b', ''), 'b', 'a', 'a/b', False),
    (('.', 'a'), ('./a', ''), 'a', '.', 'a', False),
    (('..', 'a'), ('../a', ''), 'a', '..', '../a', False),
    (('a', '..'), ('a/..', ''), '..', 'a', '.', False),
    (('a/./b/..', 'c'), ('a/./b/../c', ''), 'c', 'a/./b/..', 'a/c', False),
    (('', '.bashrc'), ('.bashrc', ''), '.bashrc', '', '.bashrc', False),
    (('', 'a.tar.gz'), ('a.tar', '.gz'), 'a.tar.gz', '', 'a.tar.gz', False),
    (('', 'a.'), ('a', '.'), 'a.', '', 'a.', False),
    (('', '.a.b'), ('.a', '.b'), '.a.b', '', '.a.b', False),
]
assert rows[18:] == [
    (('', '..'), ('..', ''), '..', '', '..', False), (('', '.'), ('.', ''), '.', '', '.', False),
    (('a', '.b'), ('a/.b', ''), '.b', 'a', 'a/.b', False),
    (('//a', 'b'), ('//a/b', ''), 'b', '//a', '//a/b', True),
    (('a/b', ''), ('a/b/', ''), '', 'a/b', 'a/b', False),
    (('x.y', 'z'), ('x.y/z', ''), 'z', 'x.y', 'x.y/z', False),
    (('', '...'), ('...', ''), '...', '', '...', False),
    (('', '..a'), ('..a', ''), '..a', '', '..a', False),
    (('a', '...b.c'), ('a/...b', '.c'), '...b.c', 'a', 'a/...b.c', False),
]
for x in PATHS:
    head, tail = p.split(x)
    assert p.join(head, tail).rstrip("/") == x.rstrip("/") or "//" in x and "".join(p.splitext(x)) == x
    assert "".join(p.splitext(x)) == x and p.split(x.encode()) == (head.encode(), tail.encode())
    assert p.normpath(p.normpath(x)) == p.normpath(x) and p.normpath(x.encode()) == p.normpath(x).encode()
    assert p.splitroot(x)[0] == "" and "".join(p.splitroot(x)) == x
assert [p.splitroot(x) for x in ("/a/b", "//a", "///a", "a/b", "")] == [
    ('', '/', 'a/b'), ('', '//', 'a'), ('', '/', '//a'), ('', '', 'a/b'), ('', '', ''),
] and p.splitdrive("/a") == ("", "/a")
assert p.relpath("/a/b/c", "/a/d") == "../b/c" and p.relpath("/a", "/a") == "."
assert p.relpath("a/b", "a") == "b" and p.relpath("/a", "/a/b/c") == "../.."
assert p.commonpath(["/a/b/c", "/a/b/d", "/a/b"]) == "/a/b" and p.commonpath(["a/b", "a/c"]) == "a"
assert p.commonpath(["a"]) == "a" and p.commonprefix(["abc", "abd", "ab"]) == "ab"
assert p.commonprefix([]) == "" and p.commonpath(["/a", "/b"]) == "/"
os.environ["HOME"] = "/home/test"
os.environ["TVAR"] = "value"
assert p.expanduser("~/x") == "/home/test/x" and p.expanduser("~") == "/home/test"
assert p.expanduser("a/~") == "a/~" and p.expanduser("~nosuchuser_zz/x") == "~nosuchuser_zz/x"
assert p.expandvars("$TVAR/${TVAR}x/$NOPE_X/${NOPE_X}/$$/$") == "value/valuex/$NOPE_X/${NOPE_X}/$$/$"
assert p.expandvars(b"$TVAR") == b"value"
assert p.abspath("/a/../b") == "/b" and p.isabs(p.abspath("x")) and p.normcase("A/B") == "A/B" and p.isreserved("x") is False if hasattr(p,
        "isreserved") else p.normcase("A") == "A"
raises(TypeError, "Can't mix strings and bytes in path components", p.join, "a", b"b")
raises(TypeError, "join() argument must be str, bytes, or os.PathLike object, not 'int'", p.join, "a", 5)
raises(TypeError, "join() missing 1 required positional argument: 'a'", p.join)
raises(TypeError, 'expected str, bytes or os.PathLike object, not int', p.split, 5)
raises(TypeError, '_path_normpath: path should be string, bytes or os.PathLike, not NoneType', p.normpath, None)
raises(ValueError, 'no path specified', p.relpath, "")
raises(ValueError, 'commonpath() arg is an empty sequence', p.commonpath, [])
raises(ValueError, "Can't mix absolute and relative paths", p.commonpath, ["/a", "b"])
raises(TypeError, "Can't mix strings and bytes in path components", p.commonpath, ["a", b"b"])
raises(TypeError, 'expected str, bytes or os.PathLike object, not list', p.splitext, ["a"])
raises(TypeError, 'expected str, bytes or os.PathLike object, not int', p.relpath, "a", 5)
assert p.exists("/") and p.isdir("/") and not p.isfile("/") and not p.exists("a\0b") and p.ismount("/")
assert p.curdir == "." and p.pardir == ".." and p.extsep == "." and p.sep == "/" and p.pathsep == ":"
assert p.altsep is None
import pathlib
assert str(pathlib.PurePosixPath("/a") / "b" / "../c.txt") == "/a/b/../c.txt"
assert pathlib.PurePosixPath("a.tar.gz").suffixes == [".tar", ".gz"]
stack, total = "/", 0
for i in range(800):
    stack = p.normpath(p.join(stack, "d%d" % (i % 7), ".." if i % 3 else "./e"))
    total += len(stack) + stack.count("/")
    if len(stack) > 60:
        stack = p.dirname(p.dirname(stack))
assert (stack, total) == ('/d0/e/d3/e/d6/e/d2/e/d5/e/d1/e/d4/e/d0/e/d3/e/d6/e/d2/e/d5/e', 67599)
print("os.path", total, p.splitext("archive.tar.gz"))
