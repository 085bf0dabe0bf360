"""os: processors and priorities, extended attributes, pseudo terminals; exact errors."""
import os
import tempfile


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


mask = os.sched_getaffinity(0)
assert type(mask) is set and mask and all(type(c) is int for c in mask)
print(os.sched_setaffinity(0, mask), os.sched_getaffinity(0) == mask, os.sched_yield())
for bad in ([-1], ["a"], [], 5, [10 ** 9]):
    t(lambda: os.sched_setaffinity(0, bad))
print(os.sched_get_priority_max(os.SCHED_FIFO), os.sched_get_priority_min(os.SCHED_RR), os.sched_getscheduler(0) >= 0)
t(lambda: os.sched_get_priority_max(-23))
assert os.sched_rr_get_interval(0) >= 0.0

with tempfile.NamedTemporaryFile() as f:
    try:
        os.setxattr(f.name, "user.first", b"value")
    except OSError:
        pass  # the file system has no attributes
    else:
        os.setxattr(f.fileno(), b"user.second", b"\0\xff" * 10)
        assert os.getxattr(f.name, "user.first") == b"value"
        assert os.getxattr(f.fileno(), "user.second") == b"\0\xff" * 10
        assert sorted(os.listxattr(f.name)) == ["user.first", "user.second"]
        try:
            os.setxattr(f.name, "user.first", b"again", os.XATTR_CREATE)
        except FileExistsError as e:
            assert e.filename == f.name
        os.setxattr(f.name, "user.first", b"again", os.XATTR_REPLACE)
        assert os.getxattr(f.name, "user.first") == b"again"
        os.removexattr(f.name, "user.first")
        assert os.listxattr(f.fileno()) == ["user.second"]
    assert isinstance(os.listxattr(), list)
    t(lambda: os.setxattr(f.name, "user.x", "text"))
    t(lambda: os.listxattr(f.fileno(), follow_symlinks=False))
    t(lambda: os.getxattr(f.name))
t(lambda: os.getxattr("no such file", "user.a"))

master, slave = os.openpty()
assert os.isatty(slave) and os.ptsname(master) == os.ttyname(slave) and not os.get_inheritable(slave)
os.write(slave, b"to the terminal\n")
assert os.read(master, 100) == b"to the terminal\r\n"
other = os.posix_openpt(os.O_RDWR | os.O_NOCTTY)
print(os.grantpt(other), os.unlockpt(other), os.ptsname(other).startswith("/dev/"))
for fd in master, slave, other:
    os.close(fd)
t(lambda: os.tcgetpgrp(slave))
t(lambda: os.ttyname(slave))
t(lambda: os.ptsname(-1))
