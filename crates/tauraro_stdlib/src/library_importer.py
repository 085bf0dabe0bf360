"""Finds and loads the modules of the library that is built into the binary.

The library looks like a folder (sys._stdlib_dir) that does not exist on disk. It is an entry of
sys.path like any other, so that a program's own modules come before it. Sources are at hand for
tracebacks and inspect.
"""

import sys
import _imp
import _frozen_importlib as _bootstrap

_ROOT = sys._stdlib_dir


# Modules that CPython freezes: in tracebacks their code stands in no file.
_FROZEN = frozenset((
    "zipimport", "abc", "codecs", "io", "_collections_abc", "_sitebuiltins", "genericpath", "ntpath",
    "posixpath", "os", "site", "stat", "importlib.util", "importlib.machinery", "runpy"))


class LibrarySpec(_bootstrap.ModuleSpec):
    """The library's code is never cached in files."""

    cached = None


class LibraryLoader:
    """Loads one module; `path` is its file in the library."""

    def __init__(self, name, path):
        self.name = name
        self.path = path

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        _bootstrap._call_with_frames_removed(exec, self.get_code(), module.__dict__)
        if self.name == "linecache":
            _imp._library_linecache_loaded()
        elif self.name == "dis":
            import _opcode
            _opcode._adapt_dis(module)

    def get_filename(self, name=None):
        return _ROOT + "/" + self.path

    def get_code(self, name=None):
        filename = "<frozen " + self.name + ">" if self.name in _FROZEN else self.get_filename()
        return _imp._library_code(self.path, filename)

    def get_source(self, name=None):
        return str(_imp._library_source(self.path), "utf-8")

    def is_package(self, name=None):
        return self.path.endswith("/__init__.py")

    def get_data(self, path):
        prefix = _ROOT + "/"
        data = _imp._library_source(path[len(prefix):]) if path.startswith(prefix) else None
        if data is None:
            raise OSError(2, "No such file or directory", path)
        return data

    def __eq__(self, other):
        return self.__class__ is other.__class__ and self.path == other.path

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)


class LibraryFinder:
    """Finds the modules in one folder of the library."""

    def __init__(self, path):
        self.path = path
        self._folder = path[len(_ROOT) + 1:]

    def find_spec(self, fullname, target=None):
        name = fullname.rpartition(".")[2]
        base = self._folder + "/" + name if self._folder else name
        for file, is_package in ((base + "/__init__.py", True), (base + ".py", False)):
            if _imp._library_has(file):
                loader = LibraryLoader(fullname, file)
                spec = LibrarySpec(
                    fullname, loader, origin=_ROOT + "/" + file, is_package=is_package)
                spec.has_location = True
                if is_package:
                    spec.submodule_search_locations.append(_ROOT + "/" + base)
                return spec
        return None

    def invalidate_caches(self):
        pass

    def iter_modules(self, prefix=""):
        for name, is_package in _imp._library_modules(self._folder):
            yield prefix + name, is_package

    def __repr__(self):
        return f"LibraryFinder({self.path!r})"


def library_hook(path):
    """The finder of a folder of the library."""
    if path == _ROOT or path.startswith(_ROOT + "/"):
        return LibraryFinder(path)
    raise ImportError("only the built-in library is supported", path=path)


def zip_hook(path):
    """The finder of a zip file, or of a folder in one; zipimport comes in when there is one."""
    import posix
    file = path
    while True:
        try:
            mode = posix.stat(file).st_mode
        except (OSError, ValueError):
            file, _, last = file.rpartition("/")
            if not file:
                break
        else:
            if mode & 0o170000 == 0o100000:
                from zipimport import zipimporter
                return zipimporter(path)
            break
    raise ImportError("not a Zip file", path=path)


def install():
    sys.path_hooks[:0] = [library_hook, zip_hook]
