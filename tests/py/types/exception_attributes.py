"""Attributes of OSError, ImportError, NameError, AttributeError, SyntaxError and Unicode errors; mapping of errno."""
import errno


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

e = OSError(2, "No such file or directory", "name.txt")
assert type(e) is FileNotFoundError
assert (e.errno, e.strerror, e.filename, e.filename2, e.args) == (2, "No such file or directory", "name.txt",
        None, (2, "No such file or directory"))
assert str(e) == "[Errno 2] No such file or directory: 'name.txt'"
MAP = {errno.ENOENT: FileNotFoundError, errno.EEXIST: FileExistsError, errno.EACCES: PermissionError,
        errno.EPERM: PermissionError, errno.EISDIR: IsADirectoryError, errno.ENOTDIR: NotADirectoryError,
        errno.EPIPE: BrokenPipeError, errno.ECONNREFUSED: ConnectionRefusedError,
        errno.ECONNRESET: ConnectionResetError, errno.ECONNABORTED: ConnectionAbortedError,
       errno.EINTR: InterruptedError, errno.EAGAIN: BlockingIOError, errno.ETIMEDOUT: TimeoutError,
               errno.ESRCH: ProcessLookupError, errno.ECHILD: ChildProcessError, errno.ENOSPC: OSError, 9999: OSError}
for n, cls in MAP.items():
    assert type(OSError(n, "text")) is cls and type(IOError(n, "t", "f")) is cls
    assert OSError(n, "text").errno == n
two = OSError(18, "Invalid cross-device link", "a", None, "b")
assert str(two) == "[Errno 18] Invalid cross-device link: 'a' -> 'b'" and two.filename2 == "b"
assert two.args == (18, "Invalid cross-device link")
assert str(OSError("only")) == "only" and OSError("only").errno is None
assert str(OSError(5, "x")) == "[Errno 5] x" and OSError().args == () and str(OSError()) == ""
assert OSError(1, 2, 3, 4, 5, 6).args == (1, 2, 3, 4, 5, 6)
assert type(FileNotFoundError(1, "x")) is FileNotFoundError
assert str(OSError(2, "a", b"bytes")) == "[Errno 2] a: b'bytes'"
assert str(OSError(2, "a", 5)) == "[Errno 2] a: 5"
b = BlockingIOError(11, "x", 77)
assert b.characters_written == 77 and b.filename is None
assert not hasattr(OSError(5, "x"), "characters_written")


class MyOS(OSError):
    def __init__(self, a, b, c=None):
        super().__init__(a, b)


assert MyOS(2, "s").errno == 2 and type(MyOS(2, "s")) is MyOS and str(MyOS(1, "z")) == "[Errno 1] z"
try:
    open("/nonexistent/file")
except OSError as err:
    assert type(err) is FileNotFoundError and err.filename == "/nonexistent/file"
    assert str(err) == "[Errno 2] No such file or directory: '/nonexistent/file'"
i = ImportError("msg", name="n", path="p")
assert (i.name, i.path, i.msg, i.args, str(i)) == ("n", "p", "msg", ("msg",), "msg")
assert ImportError().msg is None and ImportError("a", "b").msg is None and ImportError("a").msg == "a"
raises(TypeError, "ImportError() got an unexpected keyword argument 'nme'. Did you mean 'name'?", ImportError, "a", nme="x")
n = NameError("m", name="nm")
a = AttributeError("m", name="at", obj=5)
assert n.name == "nm" and (a.name, a.obj) == ("at", 5) and NameError("x").name is None
assert AttributeError("x").obj is None and UnboundLocalError("u", name="v").name == "v"
raises(TypeError, "NameError() got an unexpected keyword argument 'obj'", NameError, "a", obj=1)
try:
    undefined_thing
except NameError as err:
    assert err.name == "undefined_thing"
try:
    (5).nothing
except AttributeError as err:
    assert (err.name, err.obj) == ("nothing", 5)
s = SyntaxError("bad", ("file.py", 3, 7, "the text", 4, 9))
assert (s.msg, s.filename, s.lineno, s.offset, s.text, s.end_lineno, s.end_offset,
        s.print_file_and_line) == ("bad", "file.py", 3, 7, "the text", 4, 9, None)
assert str(s) == "bad (file.py, line 3)" and str(SyntaxError("m")) == "m" and SyntaxError().msg is None
assert str(SyntaxError("m", ("f", None, None, None))) == "m (f)"
assert str(SyntaxError("m", (None, 5, None, None))) == "m (line 5)"
raises(TypeError, 'function takes at least 4 arguments (2 given)', SyntaxError, "m", (1, 2))
raises(TypeError, "'int' object is not iterable", SyntaxError, "m", 5)
try:
    compile("x = = 1", "<f>", "exec")
except SyntaxError as err:
    assert (err.lineno, err.offset, err.end_lineno, err.end_offset, err.text, err.filename) == (1, 5, 1, 6,
            "x = = 1", "<f>") or (err.lineno, err.offset) == (1, 5)
u = UnicodeDecodeError("utf-8", b"abc", 1, 2, "reason")
assert (u.encoding, u.object, u.start, u.end, u.reason) == ("utf-8", b"abc", 1, 2, "reason")
assert str(u) == "'utf-8' codec can't decode byte 0x62 in position 1: reason"
u.start, u.end, u.reason = 0, 3, "other"
assert str(u) == "'utf-8' codec can't decode bytes in position 0-2: other"
assert str(UnicodeEncodeError("ascii", "a\u20ac\U0001f600", 1, 2,
        "r")) == "'ascii' codec can't encode character '\\u20ac' in position 1: r"
assert str(UnicodeEncodeError("ascii", "\U0001f600", 0, 1,
        "r")) == "'ascii' codec can't encode character '\\U0001f600' in position 0: r"
assert str(UnicodeEncodeError("x", "\xe9", 0, 1, "r")) == "'x' codec can't encode character '\\xe9' in position 0: r"
assert str(UnicodeTranslateError("abc", 0, 2, "r")) == "can't translate characters in position 0-1: r"
raises(TypeError, 'function takes exactly 5 arguments (1 given)', UnicodeDecodeError, "utf-8")
raises(TypeError, "a bytes-like object is required, not 'str'", UnicodeDecodeError, "utf-8", "str", 0, 1, "r")
raises(TypeError, 'an integer is required', setattr, u, "start", "a")
n = 0
for k in range(300):
    try:
        raise OSError((2, 13, 17)[k % 3], "m", k)
    except FileNotFoundError as err:
        n += err.filename
    except PermissionError as err:
        n -= err.filename
    except FileExistsError:
        n += 1
assert n == 0
print("attributes", n, str(two))
