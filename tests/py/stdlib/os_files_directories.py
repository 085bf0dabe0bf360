"""os: directories, listing, scandir, stat, rename, remove, links, permissions, walk, environment; exact errors."""
import os
import stat
import tempfile


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

tmp = os.path.realpath(tempfile.mkdtemp())
j = lambda *a: os.path.join(tmp, *a)
os.mkdir(j("d"))
os.makedirs(j("x", "y", "z"))
os.makedirs(j("x"), exist_ok=True)
for name, size in (("a.txt", 3), ("b.bin", 5), (".hidden", 0)):
    with open(j(name), "wb") as f:
        f.write(b"q" * size)
assert sorted(os.listdir(tmp)) == [".hidden", "a.txt", "b.bin", "d", "x"] and os.path.exists(j("d"))
assert os.path.isdir(j("d")) and os.path.isfile(j("a.txt")) and not os.path.exists(j("zz"))
assert os.path.getsize(j("b.bin")) == 5 and os.access(j("a.txt"), os.R_OK) and not os.access(j("zz"), os.F_OK)
with os.scandir(tmp) as it:
    entries = {e.name: (e.is_file(), e.is_dir(), e.is_symlink(), e.stat().st_size if e.is_file() else None,
            e.path == j(e.name)) for e in it}
assert entries == {
    '.hidden': (True, False, False, 0, True), 'b.bin': (True, False, False, 5, True),
    'x': (False, True, False, None, True), 'a.txt': (True, False, False, 3, True),
    'd': (False, True, False, None, True),
}
st = os.stat(j("a.txt"))
assert st.st_size == 3 and stat.S_ISREG(st.st_mode) and stat.S_ISDIR(os.stat(tmp).st_mode)
assert st.st_nlink == 1 and st[6] == 3 and os.stat(j("a.txt")) == st and st.st_mtime > 0
assert isinstance(st.st_mtime_ns, int)
os.rename(j("a.txt"), j("renamed"))
os.replace(j("renamed"), j("b.bin"))
assert sorted(os.listdir(tmp)) == [".hidden", "b.bin", "d", "x"] and os.path.getsize(j("b.bin")) == 3
os.symlink("b.bin", j("link"))
assert os.path.islink(j("link")) and os.readlink(j("link")) == "b.bin"
assert os.path.realpath(j("link")) == j("b.bin") and os.lstat(j("link")).st_size == 5
assert os.stat(j("link")).st_size == 3 and os.path.samefile(j("link"), j("b.bin"))
os.link(j("b.bin"), j("hard"))
assert os.stat(j("hard")).st_nlink == 2
os.symlink("nowhere", j("broken"))
assert not os.path.exists(j("broken")) and os.path.lexists(j("broken"))
os.chmod(j("hard"), 0o640)
assert stat.S_IMODE(os.stat(j("hard")).st_mode) == 0o640
assert stat.filemode(os.stat(j("hard")).st_mode) == "-rw-r-----"
os.utime(j("hard"), (1000, 2000))
assert os.path.getmtime(j("hard")) == 2000.0 and os.stat(j("hard")).st_mtime_ns == 2000 * 10 ** 9
os.truncate(j("hard"), 1)
assert os.path.getsize(j("b.bin")) == 1
tree = [(os.path.relpath(d, tmp), sorted(ds), sorted(fs)) for d, ds, fs in os.walk(tmp)]
assert sorted(tree) == [
    ('.', ['d', 'x'], ['.hidden', 'b.bin', 'broken', 'hard', 'link']), ('d', [], []),
    ('x', ['y'], []), ('x/y', ['z'], []), ('x/y/z', [], []),
] and [os.path.relpath(d, tmp) for d, _, _ in os.walk(j("x"), topdown=False)] == ["x/y/z", "x/y", "x"]
raises(FileNotFoundError, "[Errno 2] No such file or directory: '%s'" % j("zz"), os.remove, j("zz"))
raises(FileNotFoundError, "[Errno 2] No such file or directory: '%s'" % j("zz"), os.listdir, j("zz"))
raises(FileNotFoundError, "[Errno 2] No such file or directory: '%s' -> '%s'" % (j("zz"), j("q")), os.rename, j("zz"), j("q"))
raises(FileExistsError, "[Errno 17] File exists: '%s'" % j("d"), os.mkdir, j("d"))
raises(NotADirectoryError, "[Errno 20] Not a directory: '%s'" % j("b.bin"), os.listdir, j("b.bin"))
raises(OSError, "[Errno 39] Directory not empty: '%s'" % j("x"), os.rmdir, j("x"))
raises(TypeError, 'listdir: path should be string, bytes, os.PathLike, integer or None, not float', os.listdir, 1.5)
raises(TypeError, "mkdir() missing required argument 'path' (pos 1)", os.mkdir)
raises(TypeError, 'stat: path should be string, bytes, os.PathLike or integer, not NoneType', os.stat, None)
raises(ValueError, 'stat: embedded null character in path', os.stat, "a\0b")
raises(OSError, '[Errno 9] Bad file descriptor', os.read, 9999, 1)
raises(OSError, '[Errno 9] Bad file descriptor', os.close, 9999)
assert type(os.listdir(tmp.encode())[0]) is bytes and os.fsencode("é") == b"\xc3\xa9"
assert os.fsdecode(b"\xff") == "\udcff" and os.fspath("p") == "p"


class P:
    def __fspath__(self):
        return tmp


class BadP:
    def __fspath__(self):
        return 5


assert os.path.isdir(P()) and os.listdir(P()) and os.path.join(P(), "x") == j("x")
raises(TypeError, 'expected BadP.__fspath__() to return str or bytes, not int', os.fspath, BadP())
raises(TypeError, 'expected str, bytes or os.PathLike object, not int', os.fspath, 5)
os.environ["TAURARO_TEST_VAR"] = "válue"
assert os.environ["TAURARO_TEST_VAR"] == "válue" == os.getenv("TAURARO_TEST_VAR")
assert "TAURARO_TEST_VAR" in os.environ and os.environ.get("NOPE_NOT_SET") is None
assert os.getenv("NOPE_NOT_SET", "d") == "d" and os.environ.pop("TAURARO_TEST_VAR") == "válue"
assert "TAURARO_TEST_VAR" not in os.environ
raises(KeyError, "'NOPE_NOT_SET'", lambda: os.environ["NOPE_NOT_SET"])
raises(TypeError, 'str expected, not int', os.environ.__setitem__, "a", 5)
raises(ValueError, 'illegal environment variable name', os.putenv, "a=b", "c")
cwd = os.getcwd()
os.chdir(tmp)
assert os.getcwd() == tmp and os.path.exists("b.bin") and os.path.abspath("q") == j("q")
os.chdir(cwd)
for top, dirs, files in os.walk(tmp, topdown=False):
    for f in files:
        os.unlink(os.path.join(top, f))
    for d in dirs:
        p = os.path.join(top, d)
        os.rmdir(p)
os.rmdir(tmp)
assert not os.path.exists(tmp) and os.getpid() > 0 and os.cpu_count() >= 1 and len(os.urandom(8)) == 8
assert os.name == "posix" and os.sep == "/" and os.linesep == "\n"
assert os.strerror(2) == "No such file or directory" and os.path.devnull == "/dev/null"
r, w = os.pipe()
assert os.write(w, b"abc") == 3 and os.read(r, 10) == b"abc" and os.isatty(r) is False
os.close(r), os.close(w)
print("os", len(entries), tree[0][1])
