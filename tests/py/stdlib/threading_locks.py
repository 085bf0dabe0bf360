"""threading locks: Lock, RLock, Condition, Semaphore, Event, Barrier; timeouts, ownership, exact errors."""
import threading
import time


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

lock = threading.Lock()
assert lock.acquire() and lock.locked() and not lock.acquire(blocking=False)
assert not lock.acquire(timeout=0.001) and lock.release() is None and not lock.locked()
with lock:
    assert lock.locked()
raises(RuntimeError, 'release unlocked lock', lock.release)
raises(ValueError, 'timeout value must be a non-negative number', lock.acquire, True, -5)
raises(ValueError, "can't specify a timeout for a non-blocking call", lock.acquire, False, 1)
raises(OverflowError, 'timestamp out of range for C PyTime_t', lock.acquire, True, 1e20)
r = threading.RLock()
with r:
    with r:
        assert r.acquire() and r.release() is None
raises(RuntimeError, 'cannot release un-acquired lock', r.release)
others = []


def other():
    others.append(r.acquire(blocking=False))
    try:
        r.release()
    except RuntimeError as e:
        others.append(str(e))


with r:
    t = threading.Thread(target=other)
    t.start()
    t.join()
assert others == [False, "cannot release un-acquired lock"]

n, rounds = 0, 300
counter_lock = threading.Lock()


def bump():
    global n
    for _ in range(rounds):
        with counter_lock:
            v = n
            n = v + 1


ts = [threading.Thread(target=bump) for _ in range(6)]
[t.start() for t in ts]
[t.join() for t in ts]
assert n == 6 * rounds

cond, items, got = threading.Condition(), [], []


def consumer(k):
    for _ in range(k):
        with cond:
            assert cond.wait_for(lambda: items, timeout=20)
            got.append(items.pop(0))


def producer(k):
    for i in range(k):
        with cond:
            items.append(i)
            cond.notify()


ts = [threading.Thread(target=consumer, args=(50,)) for _ in range(2)] + [threading.Thread(target=producer, args=(100,))]
[t.start() for t in ts]
[t.join() for t in ts]
assert sorted(got) == list(range(100)) and items == []
raises(RuntimeError, 'cannot wait on un-acquired lock', cond.wait)
raises(RuntimeError, 'cannot notify on un-acquired lock', cond.notify)
with cond:
    assert cond.wait(0.001) is False and cond.wait_for(lambda: False, 0.001) is False
    assert cond.notify_all() is None

sem = threading.Semaphore(2)
assert sem.acquire() and sem.acquire() and not sem.acquire(blocking=False) and not sem.acquire(timeout=0.001)
assert sem.release(2) is None
bs = threading.BoundedSemaphore(1)
raises(ValueError, 'Semaphore released too many times', bs.release)
raises(ValueError, 'semaphore initial value must be >= 0', threading.Semaphore, -1)
raises(ValueError, 'n must be one or more', sem.release, 0)
active, peak = 0, 0


def limited():
    global active, peak
    with sem:
        with counter_lock:
            active += 1
            peak = max(peak, active)
        time.sleep(0.001)
        with counter_lock:
            active -= 1


ts = [threading.Thread(target=limited) for _ in range(8)]
[t.start() for t in ts]
[t.join() for t in ts]
assert 1 <= peak <= 2 and active == 0

ev, seen = threading.Event(), []
assert not ev.is_set() and ev.wait(0.001) is False
ts = [threading.Thread(target=lambda i=i: seen.append((ev.wait(20), i))) for i in range(3)]
[t.start() for t in ts]
ev.set()
[t.join() for t in ts]
assert sorted(seen) == [(True, 0), (True, 1), (True, 2)] and ev.is_set() and ev.wait() and ev.clear() is None
assert not ev.is_set()

bar, order = threading.Barrier(3, action=lambda: order.append("action")), []


def meet():
    i = bar.wait(20)
    order.append(i)


ts = [threading.Thread(target=meet) for _ in range(3)]
[t.start() for t in ts]
[t.join() for t in ts]
assert order[0] == "action" and sorted(order[1:]) == [0, 1, 2] and bar.parties == 3 and bar.n_waiting == 0
assert not bar.broken
bar.abort()
raises(threading.BrokenBarrierError, "", bar.wait)
bar.reset()
assert not bar.broken
raises(threading.BrokenBarrierError, "", bar.wait, 0.001)
raises(ValueError, 'parties must be >= 1', threading.Barrier, 0)
assert repr(lock).startswith("<unlocked _thread.lock object at 0x")
assert repr(r).startswith("<unlocked _thread.RLock object owner=0 count=0 at 0x")
print("locks", n, len(got), order[0])
