"""Modules from files are compiled once: `__pycache__` holds their bytecode."""
import importlib.util
import os
import sys

sys.dont_write_bytecode = False
sys.path.insert(0, os.getcwd())
with open("module_one.py", "w") as file:
    file.write("def f(): return __file__\nVALUE = 5\n")
importlib.invalidate_caches()
import module_one

cached = module_one.__cached__
assert os.path.dirname(cached) == os.path.join(os.getcwd(), "__pycache__")
assert os.path.basename(cached) == f"module_one.{sys.implementation.cache_tag}.pyc"
with open(cached, "rb") as file:
    data = file.read()
assert data[:4] == importlib.util.MAGIC_NUMBER and data[2:4] == b"\r\n"


def again():
    del sys.modules["module_one"]
    importlib.invalidate_caches()
    return importlib.import_module("module_one")


# What the cache says is believed: the number in it is not the source's.
with open(cached, "wb") as file:
    file.write(data.replace(b"VALUE", b"OTHER"))
assert again().OTHER == 5
# A source that is another gets another cache.
with open("module_one.py", "w") as file:
    file.write("VALUE = 6  # longer than before, so that the size differs\n")
assert again().VALUE == 6
# Bytecode of another version is passed over.
with open(cached, "rb") as file:
    data = file.read()
with open(cached, "wb") as file:
    file.write(b"\0\0\r\n" + data[4:].replace(b"VALUE", b"OTHER"))
assert again().VALUE == 6
sys.dont_write_bytecode = True
os.remove(cached)
assert again().VALUE == 6 and not os.path.exists(cached)

# A folder that has moved takes its cache along, and the code knows of it.
sys.dont_write_bytecode = False
os.mkdir("one")
with open("one/module_two.py", "w") as file:
    file.write("def f():\n    return [lambda: 1]\n")
sys.path.insert(0, os.path.abspath("one"))
import module_two

os.rename("one", "two")
sys.path[0] = os.path.abspath("two")
del sys.modules["module_two"]
importlib.invalidate_caches()
import module_two

moved = os.path.abspath("two/module_two.py")
assert module_two.__file__ == moved == module_two.f.__code__.co_filename
assert module_two.f()[0].__code__.co_filename == moved
