"""importlib: import_module, reload, specs, loaders, finders of one's own, lazy loading, resources, invalidation; errors."""
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import shutil
import sys
import tempfile


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

tmp = tempfile.mkdtemp()
sys.path.insert(0, tmp)
sys.dont_write_bytecode = True


def w(name, text):
    os.makedirs(os.path.dirname(os.path.join(tmp, name)), exist_ok=True)
    with open(os.path.join(tmp, name), "w") as file:
        file.write(text)


w("tm_one.py", "value = 1\ncounter = globals().get('counter', 0) + 1\n")
w("tm_pkg/__init__.py", "name = __name__\npath = __path__\n")
w("tm_pkg/sub.py", "from . import name as parent\n")
w("tm_pkg/deep/__init__.py", "")
w("tm_pkg/deep/leaf.py", "from ..sub import parent\n")
importlib.invalidate_caches()
m = importlib.import_module("tm_one")
assert m.value == 1 and sys.modules["tm_one"] is m and importlib.import_module("tm_one") is m
assert m.counter == 1 and m.__name__ == "tm_one" and m.__file__ == os.path.join(tmp, "tm_one.py")
assert m.__spec__.name == "tm_one" and type(m.__loader__).__name__ == "SourceFileLoader"
assert m.__spec__.origin == m.__file__ and m.__package__ == ""
assert repr(m) == "<module 'tm_one' from %r>" % m.__file__
w("tm_one.py", "value = 200\ncounter = globals().get('counter', 0) + 1\n")
assert importlib.reload(m) is m and m.value == 200 and m.counter == 2
leaf = importlib.import_module("tm_pkg.deep.leaf")
assert leaf.parent == "tm_pkg" and importlib.import_module(".sub", "tm_pkg").parent == "tm_pkg"
assert importlib.import_module("..sub", "tm_pkg.deep") is sys.modules["tm_pkg.sub"]
assert sys.modules["tm_pkg"].deep.leaf is leaf and leaf.__package__ == "tm_pkg.deep"
assert sys.modules["tm_pkg"].__path__ == [os.path.join(tmp, "tm_pkg")]
raises(ModuleNotFoundError, "No module named 'tm_nope'", importlib.import_module, "tm_nope")
raises(ModuleNotFoundError, "No module named 'tm_pkg.nope'", importlib.import_module, "tm_pkg.nope")
raises(ModuleNotFoundError, "No module named 'tm_one.sub'; 'tm_one' is not a package", importlib.import_module, "tm_one.sub")
raises(TypeError, "the 'package' argument is required to perform a relative import for '.sub'", importlib.import_module, ".sub")
raises(ImportError, 'attempted relative import beyond top-level package', importlib.import_module, "....sub", "tm_pkg")
raises(ValueError, 'Empty module name', importlib.import_module, "")
raises(TypeError, 'reload() argument must be a module', importlib.reload, "tm_one")
raises(AttributeError, "'int' object has no attribute 'startswith'", importlib.import_module, 5)
spec = importlib.util.find_spec("tm_pkg.sub")
assert spec.name == "tm_pkg.sub" and spec.parent == "tm_pkg" and spec.has_location
assert importlib.util.find_spec("tm_nope") is None
assert importlib.util.find_spec("json").submodule_search_locations
assert importlib.util.find_spec("sys").origin == "built-in"
raises(ModuleNotFoundError, "No module named 'tm_nope'", importlib.util.find_spec, "tm_nope.sub")
assert importlib.util.resolve_name(".a.b", "pkg") == "pkg.a.b"
assert importlib.util.resolve_name("..a", "p.q") == "p.a"
raises(ImportError, 'attempted relative import beyond top-level package', importlib.util.resolve_name, "...a", "p.q")
path = os.path.join(tmp, "tm_direct.py")
w("tm_direct.py", "x = __name__\n")
spec = importlib.util.spec_from_file_location("another_name", path)
mod = importlib.util.module_from_spec(spec)
spec.loader.exec_module(mod)
assert mod.x == "another_name" and "another_name" not in sys.modules
assert spec.loader.get_source("another_name") == "x = __name__\n"
assert spec.loader.is_package("another_name") is False and spec.loader.get_filename("another_name") == path


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Modules out of a dict."""
    sources = {"virt": "a = 1\n", "virt_pkg": "b = 2\n", "virt_pkg.inner": "from . import b\nc = b + 1\n",
            "virt_bad": "1/0\n", "virt_none": None}

    def __init__(self):
        self.log = []

    def find_spec(self, name, path, target=None):
        if name in self.sources:
            self.log.append((name, path is not None))
            return importlib.machinery.ModuleSpec(name, self, is_package=name == "virt_pkg", origin="dict")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        src = self.sources[module.__name__]
        if src is None:
            sys.modules[module.__name__] = "replaced"
        else:
            exec(compile(src, "<" + module.__name__ + ">", "exec"), module.__dict__)


finder = Finder()
sys.meta_path.insert(0, finder)
import virt
from virt_pkg.inner import c
import virt_none
assert virt.a == 1 and c == 3
assert finder.log == [("virt", False), ("virt_pkg", False), ("virt_pkg.inner", True), ("virt_none", False)]
assert repr(virt) == "<module 'virt' (dict)>" and virt.__loader__ is finder and virt_none == "replaced"
raises(ZeroDivisionError, "division by zero", importlib.import_module, "virt_bad")
assert "virt_bad" not in sys.modules
sys.modules["tm_blocked"] = None
raises(ModuleNotFoundError, 'import of tm_blocked halted; None in sys.modules', importlib.import_module, "tm_blocked")
sys.meta_path.remove(finder)
w("tm_lazy.py", "loaded.append(1)\nv = 7\n")
import builtins
builtins.loaded = []
spec = importlib.util.find_spec("tm_lazy")
spec.loader = importlib.util.LazyLoader(spec.loader)
lazy = importlib.util.module_from_spec(spec)
spec.loader.exec_module(lazy)
assert loaded == [] and lazy.v == 7 and loaded == [1]
del builtins.loaded
assert __import__("tm_pkg.sub") is sys.modules["tm_pkg"]
assert __import__("tm_pkg.sub", fromlist=["parent"]) is sys.modules["tm_pkg.sub"]
assert __import__("tm_pkg", fromlist=["deep"]).deep
raises(TypeError, "__import__() missing required argument 'name' (pos 1)", __import__)
raises(TypeError, 'module name must be a string', __import__, 5)
raises(ValueError, 'level must be >= 0', __import__, "x", level=-1)
raises(ModuleNotFoundError, "No module named 'tm_nope'", __import__, "tm_nope")
assert importlib.machinery.all_suffixes() and ".py" in importlib.machinery.SOURCE_SUFFIXES
assert importlib.util.source_hash(b"x") and isinstance(importlib.util.MAGIC_NUMBER, bytes)
assert issubclass(importlib.machinery.BuiltinImporter, object)
sys.path.remove(tmp)
shutil.rmtree(tmp)
print("importlib", len(finder.log), m.counter, c)
