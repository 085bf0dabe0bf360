"""Modules and packages from files: layout, specs, errors, reloading."""
import importlib, importlib.util, os, sys, tempfile

def write(path, text):
    path = os.path.join(top, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)

def attempt(text):
    try:
        exec(text, {})
    except Exception as e:
        print(type(e).__name__, str(e).replace(top, "TOP"), getattr(e, "name", None))

with tempfile.TemporaryDirectory() as top:
    sys.path.insert(0, top)
    write("plain.py", "'doc'\nvalue = 1\n")
    write("pkg/__init__.py", "from . import inner\nfrom .inner import name as alias\n__all__ = ['inner', 'lazy']\n")
    write("pkg/inner.py", "name = __name__, __package__\n")
    write("pkg/lazy.py", "print('lazy is run')\n")
    write("pkg/sub/__init__.py", "")
    write("pkg/sub/deep.py", "from ..inner import name\nfrom .. import sub\n")
    write("pkg/beyond.py", "from .. import x\n")
    write("space/one.py", "n = 1\n")
    write("broken.py", "def f(:\n")
    write("raises.py", "1/0\n")
    write("circle_a.py", "import circle_b\nx = 1\n")
    write("circle_b.py", "from circle_a import x\n")
    write("colorsys.py", "shadow = True\n")
    import plain, pkg, space.one
    print(plain.__doc__, plain.__name__, plain.__package__, plain.__file__.replace(top, "TOP"), plain.value)
    print(pkg.alias, pkg.__path__ == [os.path.join(top, "pkg")], pkg.__spec__.submodule_search_locations == pkg.__path__)
    from pkg import *
    print(inner.name)
    import pkg.sub.deep as deep
    print(deep.name, deep.__package__, deep.sub.__name__)
    print(space.__file__ if hasattr(space, "__file__") else None, type(space.__path__).__name__, space.one.n)
    import colorsys
    print(colorsys.shadow)
    attempt("import pkg.beyond")
    attempt("import nothing")
    attempt("import pkg.nothing")
    attempt("import plain.nothing")
    attempt("from plain import nothing")
    attempt("from pkg import nothing")
    attempt("from . import x")
    attempt("import raises")
    attempt("import circle_a")
    try:
        import broken
    except SyntaxError as e:
        print(e.msg, e.lineno, os.path.basename(e.filename))
    print("raises" in sys.modules, "broken" in sys.modules)
    write("plain.py", "value = 2  # longer than before\n")
    importlib.invalidate_caches()
    print(importlib.reload(plain) is plain, plain.value)
    spec = importlib.util.spec_from_file_location("by_path", os.path.join(top, "pkg/inner.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    print(module.name, type(spec.loader).__name__)
    print(importlib.import_module(".inner", "pkg") is pkg.inner, importlib.util.find_spec("pkg.sub.deep").name)
    print(importlib.util.find_spec("nothing"), importlib.util.resolve_name(".a", "pkg"))
    sys.modules["plain"] = None
    attempt("import plain")
    sys.path.remove(top)
import json.decoder
import inspect, linecache
print(inspect.getsource(json.decoder.JSONDecoder.decode).splitlines()[0])
print(linecache.getline(json.decoder.__file__, 1).strip())
