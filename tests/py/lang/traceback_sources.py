"""Where tracebacks find source: files, loaders, linecache, and where they find none."""
import linecache
import os
import sys
import traceback

sys.stderr = sys.stdout
folder = os.getcwd()


def show(f):
    try:
        f()
    except Exception as e:
        sys.excepthook(type(e), e, e.__traceback__.tb_next)
    else:
        raise AssertionError(f)


def run(source, name, globals=None):
    exec(compile(source, name, "exec"), {} if globals is None else globals)


print("# no source")
show(lambda: run("1 / 0", "<made up>"))
show(lambda: run("x = 1\n1 / 0", "missing.py"))
print("# a file")
os.chdir("/")
with open(folder + "/made.py", "w", encoding="utf-8") as f:
    f.write("# a comment\nx = 'e'; y = x + 5\n")
try:
    run("\nx = 'e'; y = x + 5\n", folder + "/made.py")
except TypeError as e:
    text = "".join(traceback.format_exception(None, e, e.__traceback__.tb_next.tb_next))
    print(text.replace(folder, "<folder>"), end="")
print("# a file found by sys.path")
sys.path.insert(0, folder)
show(lambda: run("\nx = 'e'; y = x + 5\n", "made.py"))
print("# a file in another encoding")
with open(folder + "/latin.py", "wb") as f:
    f.write(b"# coding: latin-1\nx = '\xe9\xe9'; y = x / 5\n")
show(lambda: run(b"# coding: latin-1\nx = '\xe9\xe9'; y = x / 5\n", "latin.py"))
print("# a file that is shorter than the code says")
show(lambda: run("\n\n\n\n1 / 0\n", "made.py"))
print("# a loader")


class Loader:
    def get_source(self, name):
        print("asked for", name)
        return "first line\n    second / line\n"


show(lambda: run("\n    ".strip(" ") + "1 / 0", "loaded", {"__loader__": Loader(), "__name__": "the_name"}))
print("# linecache")
linecache.cache["cached"] = (10, None, ["from the cache\n", "    1 / 0\n"], "cached")
show(lambda: run("if 1:\n    1 / 0", "cached"))
linecache.lazycache("lazy", {"__loader__": Loader(), "__name__": "lazy_name"})
show(lambda: run("1 / 0", "lazy"))
