import _thread
import threading
import time

# The life of a thread as others see it.
go, done = threading.Event(), threading.Event()


def body():
    done.set()
    go.wait(30)


t = threading.Thread(target=body, name="worker")
print(t.is_alive(), t.ident, t.name, t.daemon)
try:
    t.join()
except RuntimeError as e:
    print(e)
t.start()
done.wait(30)
print(t.is_alive(), t.ident is not None, t.ident in {x.ident for x in threading.enumerate()}, threading.active_count())
try:
    t.start()
except RuntimeError as e:
    print(e)
t.join(0.01)
print(t.is_alive())
go.set()
t.join()
print(t.is_alive(), threading.active_count())
try:
    threading.current_thread().join()
except RuntimeError as e:
    print(e)
print(threading.current_thread() is threading.main_thread(), threading.main_thread().name)
print(threading.get_ident() == threading.main_thread().ident)

# What each thread has for itself.
local = threading.local()
local.value = "main"


def look():
    print(getattr(local, "value", "nothing"))
    local.value = "other"


t = threading.Thread(target=look)
t.start()
t.join()
print(local.value, local.__dict__)


class Mine(threading.local):
    shared = []

    def __init__(self, n):
        self.n = n
        self.shared.append(n)


mine = Mine(5)
mine.n = 7
t = threading.Thread(target=lambda: print(mine.n))
t.start()
t.join()
print(mine.n, mine.shared)
try:
    threading.local(1)
except TypeError as e:
    print(e)

# Exceptions.
hooked = []
threading.excepthook = lambda args: hooked.append((args.exc_type.__name__, str(args.exc_value), args.thread.name))
t = threading.Thread(target=lambda: 1 / 0, name="bad")
t.start()
t.join()
t = threading.Thread(target=lambda: exec("raise SystemExit(3)"), name="leaves")
t.start()
t.join()
print(hooked)

# Low-level threads.
lock = _thread.allocate_lock()
lock.acquire()
got = []


def low(a, b=0):
    got.append((a, b))
    lock.release()


ident = _thread.start_new_thread(low, (1,), {"b": 2})
lock.acquire()
print(got, isinstance(ident, int))
for args in [(1, ()), (low, 1), (low, (), 1)]:
    try:
        _thread.start_new_thread(*args)
    except TypeError as e:
        print(e)
h = _thread.start_joinable_thread(lambda: time.sleep(0.01))
h.join()
print(h.is_done())
print(_thread.stack_size(), _thread.stack_size(1 << 20), _thread.stack_size(0))
try:
    _thread.stack_size(100)
except ValueError as e:
    print(e)


# A loop without calls does not keep others out.
stop = False


def spin():
    while not stop:
        pass


t = threading.Thread(target=spin)
t.start()
time.sleep(0.02)
stop = True
t.join(30)
print(t.is_alive())

# The program's end waits for threads that are no daemons.
threading.Thread(target=lambda: (time.sleep(0.1), print("last"))).start()
threading.Thread(target=lambda: (time.sleep(100), print("never")), daemon=True).start()
print("end of main")
