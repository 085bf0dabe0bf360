"""A syntax error in an imported file shows that file's line; importlib's frames are hidden."""
import os
import sys
import traceback

folder = os.getcwd()
sys.path.insert(0, folder)


def write(name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
        f.write(text)


def show(statement):
    try:
        exec(statement, {})
    except Exception as e:
        text = "".join(traceback.format_exception(e)).replace(folder, "<folder>")
        print(text.replace(os.__file__, "<os>"), end="")
    else:
        raise AssertionError(statement)


write("bad_syntax.py", "x = 1\nif x:\ny = 2\n")
write("imports_it.py", "def f():\n    import bad_syntax\nf()\n")
write("fails.py", "def f(x):\n    return 1 / x\n\nf(0)\n")
write("missing_part.py", "from fails_not import x\n")
write("missing_name.py", "from os import no_such_name\n")
write("circular_a.py", "from circular_b import b\na = 1\n")
write("circular_b.py", "from circular_a import a\nb = 1\n")
write("wide.py", "日本 = '日本語' + + 'x' y\n")
write("tabs.py", "if 1:\n\tx = 1\n        y = 2\n")
for module in ("bad_syntax", "imports_it", "fails", "missing_part", "missing_name", "circular_a", "wide", "tabs", "no_such"):
    print("#", module)
    show("import " + module)
show("import os.no_such_part")
show("from . import x")
show("__import__('fails', fromlist=['x'])")
