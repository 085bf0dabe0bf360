"""mmap: anonymous and file mappings, slices, searching, moving, resizing, buffers, access modes; exact errors."""
import mmap
import os
import tempfile


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


m = mmap.mmap(-1, 100)
print(m, len(m), m.tell(), m.closed, m.seekable())
t(m.size)
assert m.write(b"hello world") == 11 and m.tell() == 11 and m[:5] == b"hello" and m[4] == 111 and m[-1] == 0
m[0] = ord("J")
m[6:11] = b"WORLD"
m[0:10:2] = b"abcde"
print(m[:12], m[10:0:-3], m[50:40], m[::50])
m.seek(0)
print(m.read(3), m.read_byte(), m.readline()[:9], m.tell(), m.read(), m.read(4))
m[:] = b"line one\nline two\n" + bytes(82)
m.seek(0)
print(m.readline(), m.readline(), m.tell())
print(m.find(b"line"), m.find(b"line", 1), m.find(b"line", -100, 5), m.rfind(b"line"), m.rfind(b"zz"), m.find(b""))
m.seek(0)
print(m.find(b"two"), m.find(b"one", 0, 7), m.find(b"one", 0, 8))
m.move(20, 0, 8)
print(m[18:30], b"one" in m, ord("z") in m)
t(lambda: m.move(95, 0, 8))
t(lambda: m.seek(101))
t(lambda: m.seek(-1))
m.seek(-10, os.SEEK_END)
m.seek(5, os.SEEK_CUR)
print(m.tell())
t(lambda: m.seek(0, 7))
t(lambda: m.write(b"123456"))
m.write_byte(7)
t(lambda: m.write_byte(300))
print(m[94:97])
for bad in (lambda: m[100], lambda: m["a"], lambda: m.__setitem__(0, 256), lambda: m.__setitem__(0, b"a"),
            lambda: m.__setitem__(slice(0, 3), b"ab"), lambda: m.__delitem__(0), lambda: m.__setitem__(200, 1),
            lambda: m.find("text"), lambda: m.write("text"), lambda: mmap.mmap(-1, 0), lambda: mmap.mmap(-1, -1),
            lambda: mmap.mmap(-1, 10, access=9), lambda: mmap.mmap(-1, 10, access=1, flags=2),
            lambda: mmap.mmap(-1, 10, offset=-1), lambda: mmap.mmap("a", 10), lambda: mmap.mmap(99, 10)):
    t(bad)
view = memoryview(m)
with view[:4] as part:
    assert bytes(part) == b"line" and not view.readonly
view[0] = 76
t(m.close)
t(lambda: m.resize(200))
view.release()
assert m[:4] == b"Line" and bytes(m)[:4] == b"Line" and m == m and hash(m)
print(m.flush(), m.madvise(mmap.MADV_NORMAL))
m.close()
m.close()
print(m, m.closed)
for use in (lambda: len(m), lambda: m[0], m.size, lambda: m.read(1), m.tell, lambda: m.find(b"a"), m.__enter__,
            lambda: memoryview(m)):
    t(use)
folder = tempfile.mkdtemp()
name = os.path.join(folder, "file")
with open(name, "wb") as f:
    f.write(b"0123456789" * 1000)
with open(name, "r+b") as f:
    with mmap.mmap(f.fileno(), 0) as m:
        print(len(m), m.size(), m[9990:], m)
        m[0:4] = b"ABCD"
        m.flush()
        m.resize(5000)
        print(len(m), m.size(), os.path.getsize(name), m[:6])
    with mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) as r:
        print(r[:6], r)
        t(lambda: r.__setitem__(0, 1))
        t(lambda: r.write(b"a"))
        t(lambda: r.resize(10))
        with memoryview(r) as view:
            assert view.readonly
            t(lambda: view.__setitem__(0, 1))
    c = mmap.mmap(f.fileno(), 100, access=mmap.ACCESS_COPY)
    c[:4] = b"copy"
    t(lambda: c.resize(10))
    with open(name, "rb") as again:
        print(again.read(4), c[:4], c)
    del c
    t(lambda: mmap.mmap(f.fileno(), 6000))
    t(lambda: mmap.mmap(f.fileno(), 10, offset=1))
    t(lambda: mmap.mmap(f.fileno(), 0, offset=100000 * mmap.ALLOCATIONGRANULARITY))
    with mmap.mmap(f.fileno(), 100, offset=4096, prot=mmap.PROT_READ, flags=mmap.MAP_PRIVATE) as o:
        print(o[:4], o)
print(issubclass(mmap.error, OSError), mmap.PAGESIZE > 0, mmap.ACCESS_READ, mmap.ACCESS_WRITE, mmap.ACCESS_COPY)


class Own(mmap.mmap):
    label = "own"


o = Own(-1, 5)
o[:] = b"abcde"
assert o.label == "own"
print([x for x in o], bytes(reversed(o[:])))
