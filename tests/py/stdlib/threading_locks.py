import _thread
import threading
import time

for make in (threading.Lock, threading.RLock):
    lock = make()
    assert lock.acquire() is True
    assert lock.locked()
    lock.release()
    assert not lock.locked()
    with lock:
        pass
    for args, error, text in [
        ((False, 1), ValueError, "can't specify a timeout for a non-blocking call"),
        ((True, -2), ValueError, "timeout value must be a non-negative number"),
        ((True, 1e12), OverflowError, "timestamp out of range for C PyTime_t"),
    ]:
        try:
            lock.acquire(*args)
        except error as e:
            assert str(e) == text, (e, text)
        else:
            raise AssertionError(args)

try:
    threading.Lock().release()
except RuntimeError as e:
    print(e)
try:
    threading.RLock().release()
except RuntimeError as e:
    print(e)
try:
    class Sub(type(threading.Lock())):
        pass
except TypeError as e:
    print(e)

# A re-entrant lock belongs to a thread, a plain one to nobody.
r, plain = threading.RLock(), threading.Lock()
plain.acquire()
r.acquire()
seen = []


def other():
    seen.append(r.acquire(blocking=False))
    plain.release()
    try:
        r.release()
    except RuntimeError as e:
        seen.append(str(e))


t = threading.Thread(target=other)
t.start()
t.join()
print(seen, plain.locked())
r.release()

# A wait with a timeout takes about that time, and ends when the lock comes free.
plain.acquire()
start = time.monotonic()
assert not plain.acquire(timeout=0.1)
assert 0.09 < time.monotonic() - start < 5
threading.Timer(0.05, plain.release).start()
assert plain.acquire(timeout=30)

# Each of many threads that wait for a lock gets it.
order = []
gate = threading.Lock()
gate.acquire()


def enter(n):
    with gate:
        order.append(n)


ts = [threading.Thread(target=enter, args=(n,)) for n in range(20)]
for t in ts:
    t.start()
time.sleep(0.05)
assert order == []
gate.release()
for t in ts:
    t.join()
print(sorted(order) == list(range(20)))

sem = threading.Semaphore(2)
running, most = 0, 0
count_lock = threading.Lock()


def job():
    global running, most
    with sem:
        with count_lock:
            running += 1
            most = max(most, running)
        time.sleep(0.01)
        with count_lock:
            running -= 1


ts = [threading.Thread(target=job) for _ in range(8)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(most)

barrier = threading.Barrier(3, timeout=10)
places = []


def meet():
    places.append(barrier.wait())


ts = [threading.Thread(target=meet) for _ in range(3)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(places))
print(_thread.TIMEOUT_MAX, repr(_thread.lock()).startswith("<unlocked _thread.lock object at 0x"))
