"""Failing imports: texts, attributes, partially imported modules, circular imports, errors in the module body."""
import os
import re
import sys
import tempfile

tmp = tempfile.mkdtemp()
sys.path.insert(0, tmp)
sys.dont_write_bytecode = True


def write(name, text):
    path = os.path.join(tmp, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)


write("tf_raises.py", "before = 1\n1 / 0\n")
write("tf_syntax.py", "x = = 1\n")
write("tf_a.py", "from tf_b import value_b\nvalue_a = 1\n")
write("tf_b.py", "from tf_a import value_a\nvalue_b = 2\n")
write("tf_c.py", "import tf_d\nvalue_c = 1\ndef use(): return tf_d.value_d\n")
write("tf_d.py", "import tf_c\nvalue_d = 2\ndef use(): return tf_c.value_c\nearly = hasattr(tf_c, 'value_c')\n")
write("tf_e.py", "import tf_f\nattr = tf_f.nothing_yet\n")
write("tf_f.py", "import tf_e\ntf_e.attr\n")
write("tf_pkg/__init__.py", "")
write("tf_pkg/mod.py", "from . import missing_name\n")
write("tf_pkg/beyond.py", "from ... import x\n")
write("tf_pkg/up.py", "from .. import x\n")
write("tf_all_bad.py", "__all__ = ['nope']\n")
write("tf_all_type.py", "__all__ = [1]\n")
write("tf_shadow.py", "import random_not_there_zz\n")


def attempt(code):
    try:
        exec(code, {"__name__": "__main__"})
    except BaseException as e:
        text = re.sub(r"\((/[^)]*|unknown location)\)", "(place)", str(e).replace(tmp, "<tmp>"))
        return type(e).__name__, text, getattr(e, "name", None)
    return "ok"


CODES = ["import tf_nope", "import tf_nope.sub", "import tf_pkg.nope", "import tf_raises.sub",
        "from tf_pkg import nope", "from tf_pkg.nope import x", "from tf_nope import x",
        "from os import nope_name", "import os.nope", "import sys.nope", "import tf_raises",
        "import tf_syntax", "import tf_a", "import tf_pkg.mod", "import tf_pkg.beyond", "import tf_pkg.up",
         "from . import x", "from .mod import x", "from tf_all_bad import *", "from tf_all_type import *",
                 "import tf_shadow", "import tf_e", "from math import pi, nope", "import math.pi",
                 "from __future__ import nope"]
rows = [(c, attempt(c)) for c in CODES]
for r in rows:
    print(*r)
assert "tf_raises" not in sys.modules and "tf_a" not in sys.modules and "tf_b" not in sys.modules
assert "tf_pkg" in sys.modules
import tf_c
assert tf_c.use() == 2 and sys.modules["tf_d"].use() == 1 and sys.modules["tf_d"].early is False


def shadowed():
    sys.modules["json"] = None
    try:
        import json
    except ModuleNotFoundError as e:
        return str(e), e.name
    finally:
        del sys.modules["json"]


assert shadowed() == ('import of json halted; None in sys.modules', 'json')
real = __builtins__.__import__
log = []


def fake(name, globals=None, locals=None, fromlist=(), level=0):
    log.append((name, fromlist, level))
    return real(name, globals, locals, fromlist, level) if name != "virtual_zz" else "virtual module"


__builtins__.__import__ = fake
try:
    import virtual_zz
    from os import path as p
    import os.path as q
finally:
    __builtins__.__import__ = real
assert virtual_zz == "virtual module"
assert log == [("virtual_zz", None, 0), ("os", ("path",), 0), ("os.path", None, 0)] and p is q
del __builtins__.__import__
assert attempt("import os") == ('ImportError', '__import__ not found', None)
__builtins__.__import__ = real
sys.path.remove(tmp)
print("failures", len(rows))
