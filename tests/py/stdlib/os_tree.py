"""Folders: making, listing, walking, renaming, linking."""
import os, tempfile, shutil

def error(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except OSError as e:
        return type(e).__name__, e.errno, e.strerror, os.path.basename(str(e.filename)), e.filename2 and os.path.basename(e.filename2)
    return "no error"

with tempfile.TemporaryDirectory() as top:
    os.makedirs(os.path.join(top, "a/b/c"))
    for name in ("a/x.txt", "a/b/y.txt", "z"):
        with open(os.path.join(top, name), "w") as f:
            f.write(name)
    os.symlink("x.txt", os.path.join(top, "a/link"))
    os.link(os.path.join(top, "z"), os.path.join(top, "hard"))
    print(sorted(os.listdir(top)), sorted(os.listdir(os.fsencode(top))))
    for root, dirs, files in os.walk(top):
        dirs.sort()
        print(os.path.relpath(root, top), dirs, sorted(files))
    for root, dirs, files in os.walk(top, topdown=False):
        print(os.path.relpath(root, top), sorted(dirs), sorted(files))
    print(os.readlink(os.path.join(top, "a/link")), os.stat(os.path.join(top, "z")).st_nlink)
    with os.scandir(os.path.join(top, "a")) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            print(entry, entry.is_dir(), entry.is_file(), entry.is_symlink(), entry.is_file(follow_symlinks=False),
                  entry.stat().st_size if entry.is_file() else None, entry.inode() == entry.stat(follow_symlinks=False).st_ino)
    fd = os.open(top, os.O_RDONLY)
    assert os.stat("z", dir_fd=fd).st_size == 1
    os.mkdir("by_fd", dir_fd=fd)
    os.rename("by_fd", "renamed", src_dir_fd=fd, dst_dir_fd=fd)
    print(sorted(os.listdir(fd)), sorted(e.name for e in os.scandir(fd)))
    for root, dirs, files, rootfd in os.fwalk(".", dir_fd=fd):
        dirs.sort()
        print(root, dirs, sorted(files))
    os.close(fd)
    print(error(os.mkdir, os.path.join(top, "a")))
    print(error(os.rmdir, os.path.join(top, "a")))
    print(error(os.unlink, os.path.join(top, "none")))
    print(error(os.rename, os.path.join(top, "none"), os.path.join(top, "other")))
    print(error(os.listdir, os.path.join(top, "z")))
    print(error(os.scandir, os.path.join(top, "none")))
    print(error(os.symlink, "q", os.path.join(top, "z")))
    shutil.copytree(os.path.join(top, "a"), os.path.join(top, "copy"))
    print(sorted(os.listdir(os.path.join(top, "copy"))))
    os.removedirs(os.path.join(top, "a/b/c"))
    shutil.rmtree(os.path.join(top, "a"))
    print(sorted(os.listdir(top)))
    old = os.getcwd()
    os.chdir(top)
    assert os.path.samefile(os.getcwd(), top) and os.fsencode(os.getcwd()) == os.getcwdb()
    name = b"caf\xe9".decode("utf-8", "surrogateescape")
    open(name, "w").close()
    print([ascii(n) for n in sorted(os.listdir("."))])
    assert os.fsencode(name) == b"caf\xe9"
    os.chdir(old)
for path in ("", "/", "//", "///", "a/../b", "../a/./b//c/", "/../x", "//a/../b"):
    print(repr(os.path.normpath(path)), os.path.splitroot(path), os.path.split(path), os.path.normpath(os.fsencode(path)))
