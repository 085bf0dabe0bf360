"""sys: attributes, recursion limit, interning, hooks, flags, refcounts, sizes, exc_info, displayhook, float and int info."""
import sys
import io


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

assert sys.version_info[:2] == (3, 14) and sys.version_info.major == 3 and sys.version_info >= (3, 14)
assert sys.version_info.releaselevel in ("alpha", "beta", "candidate", "final")
assert sys.version.startswith("3.14.") and sys.hexversion >> 16 == 0x030E and sys.byteorder == "little"
assert sys.maxsize == 2 ** 63 - 1 and sys.maxunicode == 0x10FFFF and sys.platform == "linux"
assert type(sys.implementation.name) is str and sys.implementation.version[:2] == (3, 14)
assert sys.implementation.cache_tag
f = sys.float_info
assert (f.max, f.min, f.epsilon, f.dig, f.mant_dig, f.max_exp, f.min_exp, f.max_10_exp, f.min_10_exp,
        f.radix) == (1.7976931348623157e308, 2.2250738585072014e-308, 2.220446049250313e-16, 15, 53, 1024, -1021, 308, -307, 2)
assert sys.float_repr_style == "short"
assert sys.hash_info.modulus == 2 ** 61 - 1 and sys.hash_info.width == 64
assert sys.hash_info.algorithm == "siphash13" and sys.int_info.default_max_str_digits == 4300
assert sys.int_info.str_digits_check_threshold == 640 and sys.getdefaultencoding() == "utf-8"
assert sys.getfilesystemencoding() == "utf-8" and sys.getfilesystemencodeerrors() == "surrogateescape"
assert isinstance(sys.path, list) and isinstance(sys.modules, dict) and sys.modules["sys"] is sys
assert "builtins" in sys.builtin_module_names and isinstance(sys.argv, list) and len(sys.argv) == 1
assert sys.argv[0].endswith("sys_module.py") and isinstance(sys.executable, str)
assert isinstance(sys.stdlib_module_names, frozenset) and {"os", "json", "re"} <= sys.stdlib_module_names
assert sys.orig_argv[-1].endswith("sys_module.py")
fl = sys.flags
assert fl.optimize in (0, 1, 2) and fl.debug == 0 and fl.inspect == 0 and fl.interactive == 0
assert fl.isolated in (0, 1) and fl.dev_mode is False and fl.utf8_mode in (0, 1) and fl.safe_path is False
assert sys.dont_write_bytecode in (True, False) and sys.warnoptions == [] and sys._xoptions == {}
raises(AttributeError, 'readonly attribute', setattr, fl, "debug", 1)
assert sys.getsizeof(1) > 0 and sys.getsizeof([]) > 0 and sys.getsizeof(object()) > 0
assert sys.getsizeof("a" * 1000) > 1000 and sys.getsizeof([0] * 1000) > sys.getsizeof([])
assert sys.getrefcount(object()) >= 1


class Sized:
    def __sizeof__(self):
        return 100


class BadSize:
    def __sizeof__(self):
        return -1


class NoneSize:
    __sizeof__ = None


assert sys.getsizeof(Sized()) >= 100
raises(ValueError, '__sizeof__() should return >= 0', sys.getsizeof, BadSize())
raises(TypeError, "'NoneType' object is not callable", sys.getsizeof, NoneSize())
assert sys.getsizeof(NoneSize(), 7) == 7
raises(TypeError, "getsizeof() missing required argument 'object' (pos 1)", sys.getsizeof)
out, sys.stdout = sys.stdout, io.StringIO()
sys.displayhook(5)
sys.displayhook(None)
sys.displayhook("text")
got, sys.stdout = sys.stdout.getvalue(), out
import builtins
assert got == "5\n'text'\n" and builtins._ == "text"
del builtins._
sys.setswitchinterval(0.01)
assert abs(sys.getswitchinterval() - 0.01) < 1e-9
raises(ValueError, 'switch interval must be strictly positive', sys.setswitchinterval, -1)
sys.setswitchinterval(0.005)
raises(ValueError, 'recursion limit must be greater or equal than 1', sys.setrecursionlimit, 0)
raises(TypeError, "'str' object cannot be interpreted as an integer", sys.setrecursionlimit, "a")


def deep_set(n):
    if n:
        deep_set(n - 1)
    else:
        sys.setrecursionlimit(10)


raises(RecursionError, 'cannot set the recursion limit to 10 at the recursion depth 54: the limit is too low',
        lambda: deep_set(50))
assert sys.getrecursionlimit() == 1000
raises(SystemExit, "", sys.exit)
raises(SystemExit, "3", sys.exit, 3)
raises(SystemExit, "msg", sys.exit, "msg")
raises(TypeError, 'exit expected at most 1 argument, got 2', sys.exit, 1, 2)
try:
    sys.exit((1, 2))
except SystemExit as e:
    assert e.code == (1, 2)
assert sys.intern("abc") is sys.intern("ab" + "c") and sys.is_finalizing() is False
assert callable(sys.breakpointhook) and sys._getframe().f_code.co_name == "<module>"
assert sys._getframemodulename() == "__main__" and sys.exc_info() == (None, None, None)
sys.audit("custom.event", 1, 2)
events = []
sys.addaudithook(lambda name, args: events.append((name, args)) if name == "test.audit" else None)
sys.audit("test.audit", 5, "x")
assert events == [("test.audit", (5, "x"))]
assert sys.stdin is not None and sys.stdout.encoding.lower() == "utf-8"
assert sys.stderr.errors == "backslashreplace" and sys.__stdout__ is sys.stdout and sys.stdout.fileno() == 1
assert sys.stdin.fileno() == 0
sys.stdout.flush()
assert sys.getallocatedblocks() >= 0 and sys.activate_stack_trampoline if hasattr(sys, "activate_stack_trampoline") else True
sys.path.append("/added/for/test")
assert sys.path.pop() == "/added/for/test" and isinstance(sys.meta_path, list)
assert isinstance(sys.path_hooks, list) and isinstance(sys.path_importer_cache, dict) and sys.api_version > 0
assert type(sys.copyright) is str
print("sys", sys.maxsize, events, got.split())
