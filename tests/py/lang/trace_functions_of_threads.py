"""`sys.settrace` and `sys.setprofile` are for one thread; those of `threading` for new ones."""
import sys
import threading


def g():
    return 1


def in_thread(f):
    thread = threading.Thread(target=f)
    thread.start()
    thread.join()


log = []


def trace(frame, event, arg):
    if frame.f_code is g.__code__:
        log.append((event, threading.current_thread() is threading.main_thread()))
    return trace


threading.settrace(trace)
in_thread(g)
threading.settrace(None)
assert sys.gettrace() is None
g()
assert log == [("call", False), ("line", False), ("return", False)], log

log.clear()
sys.settrace(trace)
in_thread(g)
g()
sys.settrace(None)
assert log == [("call", True), ("line", True), ("return", True)], log


def profiled():
    sys.setprofile(trace)
    g()
    in_thread(g)
    sys.setprofile(None)


log.clear()
in_thread(profiled)
assert log == [("call", False), ("return", False)] and sys.getprofile() is None, log

log.clear()
threading.setprofile_all_threads(trace)
g()
threading.setprofile_all_threads(None)
g()
assert log == [("call", True), ("return", True)], log
