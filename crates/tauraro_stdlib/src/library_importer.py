"""Finds and loads the modules of the library that is built into the binary.

The library looks like a folder on sys.path (sys._stdlib_dir) that does not exist on disk. A path
hook recognises that folder and those below it. Sources are at hand for tracebacks and inspect.
"""

import sys
import _imp
import _frozen_importlib as _bootstrap
import _frozen_importlib_external as _external

_ROOT = sys._stdlib_dir


class LibraryLoader:
    """Loads one module; `path` is its file in the library."""

    def __init__(self, name, path):
        self.name = name
        self.path = path

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        _bootstrap._call_with_frames_removed(exec, self.get_code(module.__name__), module.__dict__)

    def get_filename(self, name=None):
        return _ROOT + "/" + self.path

    def get_code(self, name=None):
        return _imp._library_code(self.path, self.get_filename())

    def get_source(self, name=None):
        return _external.decode_source(_imp._library_source(self.path))

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
    """Finds modules in one folder of the library."""

    def __init__(self, path):
        if path != _ROOT and not path.startswith(_ROOT + "/"):
            raise ImportError("only for the library", path=path)
        self._folder = path[len(_ROOT) + 1:]

    def find_spec(self, fullname, target=None):
        name = fullname.rpartition(".")[2]
        base = self._folder + "/" + name if self._folder else name
        for path, is_package in ((base + "/__init__.py", True), (base + ".py", False)):
            if _imp._library_has(path):
                locations = [_ROOT + "/" + base] if is_package else None
                return _external.spec_from_file_location(
                    fullname, _ROOT + "/" + path, loader=LibraryLoader(fullname, path),
                    submodule_search_locations=locations)
        return None

    def invalidate_caches(self):
        pass

    def iter_modules(self, prefix=""):
        for name, is_package in _imp._library_modules(self._folder):
            yield prefix + name, is_package


def install():
    sys.path_hooks.insert(0, LibraryFinder)
