"""Finds and loads the modules of the library that is built into the binary.

The library looks like a folder (sys._stdlib_dir) that does not exist on disk. Sources are at hand
for tracebacks and inspect.
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
    """Finds the library's modules, wherever their package says that it is in the library."""

    @staticmethod
    def find_spec(fullname, path=None, target=None):
        name = fullname.rpartition(".")[2]
        if path is None:
            folders = [_ROOT]
        else:
            folders = [folder for folder in path if folder.startswith(_ROOT)]
        for folder in folders:
            base = (folder + "/" + name)[len(_ROOT) + 1:]
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

    @staticmethod
    def invalidate_caches():
        pass


def install():
    sys.meta_path.append(LibraryFinder)
