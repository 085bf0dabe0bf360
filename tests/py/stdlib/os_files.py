"""Descriptors and files by os functions."""
import os, tempfile, stat

def error(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except Exception as e:
        return type(e).__name__, str(e)
    return "no error"

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "a")
    fd = os.open(path, os.O_CREAT | os.O_RDWR, 0o640)
    assert os.get_inheritable(fd) is False
    assert os.write(fd, b"hello world") == 11
    assert os.lseek(fd, 0, os.SEEK_SET) == 0
    assert os.read(fd, 5) == b"hello"
    assert os.pread(fd, 5, 6) == b"world"
    assert os.pwrite(fd, b"W", 6) == 1
    buffer = bytearray(3)
    assert os.readinto(fd, buffer) == 3 and buffer == b" Wo"
    parts = [bytearray(2), bytearray(4)]
    os.lseek(fd, 0, 0)
    assert os.readv(fd, parts) == 6 and parts == [b"he", b"llo "]
    assert os.writev(fd, [b"12", b"345"]) == 5
    os.ftruncate(fd, 4)
    info = os.fstat(fd)
    assert info.st_size == 4 and stat.S_ISREG(info.st_mode) and stat.S_IMODE(info.st_mode) == 0o640
    assert info[6] == info.st_size and len(info) == 10 and int(info.st_mtime) == info[8]
    assert abs(info.st_mtime_ns / 1e9 - info.st_mtime) < 1e-3
    copy = os.dup(fd)
    assert os.fstat(copy).st_ino == info.st_ino
    os.close(copy)
    os.close(fd)
    print(error(os.close, fd))
    print(error(os.read, fd, 1))
    os.truncate(path, 2)
    assert os.stat(path).st_size == 2
    os.utime(path, (10, 20))
    assert (os.stat(path).st_atime, os.stat(path).st_mtime) == (10.0, 20.0)
    os.utime(path, ns=(10_000_000_001, 20_000_000_002))
    assert os.stat(path).st_mtime_ns == 20_000_000_002
    os.chmod(path, 0o600)
    assert stat.filemode(os.stat(path).st_mode) == "-rw-------"
    assert os.access(path, os.R_OK) and not os.access(path + "x", os.F_OK)
    r, w = os.pipe()
    os.set_blocking(r, False)
    assert os.get_blocking(r) is False and os.get_blocking(w) is True
    print(error(os.read, r, 1))
    os.write(w, b"x")
    assert os.read(r, 10) == b"x"
    os.close(w)
    assert os.read(r, 10) == b""
    os.close(r)
for bad in (lambda: os.open(3, 0), lambda: os.stat(None), lambda: os.stat("a\0b"), lambda: os.stat(2.5),
            lambda: os.stat("x", dir_fd="a"), lambda: os.stat(0, dir_fd=3), lambda: os.stat(0, follow_symlinks=False),
            lambda: os.write(1, "a"), lambda: os.utime("/tmp", (1,)), lambda: os.utime("/tmp", (1, 2), ns=(1, 2)),
            lambda: os.fspath(3), lambda: os.close(2**40), lambda: os.stat(2**40), lambda: os.urandom(-1),
            lambda: os.sysconf("x"), lambda: os.putenv("a=b", "c"), lambda: os.chown("/x", "a", 1)):
    print(error(bad))
print(os.stat_result(range(10)), os.stat_result.n_fields, os.stat_result.n_unnamed_fields)
print(os.terminal_size((80, 24)), os.terminal_size((80, 24)).columns)
