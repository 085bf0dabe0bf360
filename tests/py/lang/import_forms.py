"""import statements: names bound, dotted names, aliases, relative imports, __all__, star imports, submodule attributes."""
import os
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


write("ti_mod.py", "x = 1\n_private = 2\n__dunder__ = 3\ndef f(): return x\n")
write("ti_all.py", "__all__ = ['a', '_b']\na, _b, c = 1, 2, 3\n")
write("ti_pkg/__init__.py", "order = []\nfrom . import first\nfrom .second import value as renamed\n__all__ = ['first', 'lazy_sub', 'order']\n")
write("ti_pkg/first.py", "from . import order\norder.append(__name__)\n")
write("ti_pkg/second.py", "from . import order\nfrom .sub.inner import deep\norder.append(__name__)\nvalue = deep + 1\n")
write("ti_pkg/lazy_sub.py", "from ti_pkg import order\norder.append(__name__)\n")
write("ti_pkg/sub/__init__.py", "from .. import order\norder.append(__name__)\n")
write("ti_pkg/sub/inner.py", "from .. import order as o\nfrom ..first import order\nassert o is order\norder.append(__name__)\ndeep = 10\n")
write("ti_ns/part/mod.py", "where = __name__\n")

import ti_mod, ti_mod as alias
from ti_mod import x, f as func, x as y
assert alias is ti_mod and (x, y, func()) == (1, 1, 1)
ti_mod.x = 50
assert (x, func()) == (1, 50)
import ti_pkg.sub.inner
assert ti_pkg.order == ["ti_pkg.first", "ti_pkg.sub", "ti_pkg.sub.inner", "ti_pkg.second"]
assert ti_pkg.renamed == 11
import ti_pkg.sub.inner as inner
assert inner.deep == 10 and ti_pkg.sub.inner is inner and ti_pkg.second.value == 11
ns = {}
exec("from ti_mod import *", ns)
assert "x" in ns and "_private" not in ns and "__dunder__" not in ns and "f" in ns
ns = {}
exec("from ti_all import *", ns)
assert "a" in ns and "_b" in ns and "c" not in ns
ns = {}
exec("from ti_pkg import *", ns)
assert sorted(k for k in ns if not k.startswith("__")) == ["first", "lazy_sub", "order"]
assert ns["order"][-1] == "ti_pkg.lazy_sub"
import ti_ns.part.mod
assert ti_ns.part.mod.where == "ti_ns.part.mod" and ti_ns.__file__ is None
assert list(ti_ns.__path__) == [os.path.join(tmp, "ti_ns")]


def local():
    import ti_mod as m
    from os.path import join, split as s
    return m.x, join("a", "b"), s("a/b"), sorted(locals())


assert local() == (50, "a/b", ("a", "b"), ["join", "m", "s"])


class Body:
    import math
    from math import pi as PI
    area = PI * 2 ** 2


assert Body.math.pi == Body.PI and round(Body.area, 3) == 12.566
for name in [n for n in sys.modules if n.startswith("ti_mod")]:
    del sys.modules[name]
import ti_mod as again
assert again is not alias and again.x == 1 and alias.x == 50
from ti_pkg import (first, second,)
assert first.__package__ == "ti_pkg" and second.__spec__.parent == "ti_pkg"
count = 0
for i in range(300):
    import ti_mod
    from ti_pkg.sub import inner as q
    count += ti_mod.x + q.deep
assert count == 3300
sys.path.remove(tmp)
print("imports", ti_pkg.order, count)
