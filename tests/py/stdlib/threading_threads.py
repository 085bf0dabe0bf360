"""threading.Thread: start, join, names, daemon, local data, exceptions, subclassing, timers, enumerate, queues; errors."""
import sys
import threading
import queue
import time


def raises(exc, text, fn, *args, **kwargs):
    try:
        fn(*args, **kwargs)
    except exc as e:
        assert type(e) is exc, type(e)
        assert str(e) == text, str(e)
    else:
        raise AssertionError("not raised: " + text)

log = []
t = threading.Thread(target=lambda a, b=0: log.append((a, b, threading.current_thread().name)), args=(1,),
        kwargs={"b": 2}, name="worker-x")
assert not t.is_alive() and t.ident is None and t.name == "worker-x" and t.daemon is False
assert "initial" in repr(t)
t.start()
t.join()
assert not t.is_alive() and t.ident is not None and log == [(1, 2, "worker-x")] and "stopped" in repr(t)
assert t.native_id is not None
raises(RuntimeError, 'threads can only be started once', t.start)
raises(RuntimeError, 'cannot join thread before it is started', threading.Thread().join)
raises(RuntimeError, 'cannot join current thread', threading.current_thread().join)
raises(AssertionError, 'group argument must be None for now', threading.Thread, 5)
main = threading.main_thread()
assert main is threading.current_thread() and main.name == "MainThread" and main.is_alive()
assert threading.active_count() == 1 and threading.enumerate() == [main]
assert threading.get_ident() == main.ident
raises(RuntimeError, 'cannot set daemon status of active thread', setattr, main, "daemon", True)


class Sub(threading.Thread):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.result = None

    def run(self):
        self.result = sum(i * i for i in range(self.n))


subs = [Sub(k * 100) for k in range(1, 8)]
[s.start() for s in subs]
[s.join(20) for s in subs]
assert [s.result for s in subs] == [sum(i * i for i in range(k * 100)) for k in range(1, 8)]

local = threading.local()
local.v = "main"
vals = []


def use_local(k):
    assert not hasattr(local, "v")
    local.v = k
    time.sleep(0.001)
    vals.append(local.v == k)
    assert local.__dict__ == {"v": k}


ts = [threading.Thread(target=use_local, args=(k,)) for k in range(5)]
[t.start() for t in ts]
[t.join() for t in ts]
assert vals == [True] * 5 and local.v == "main"


class MyLocal(threading.local):
    made = 0

    def __init__(self, x):
        MyLocal.made += 1
        self.x = x


ml = MyLocal(5)
t = threading.Thread(target=lambda: vals.append(ml.x))
t.start()
t.join()
assert vals[-1] == 5 and MyLocal.made == 2

hooked = []
saved, threading.excepthook = threading.excepthook, lambda a: hooked.append((a.exc_type.__name__,
        str(a.exc_value), a.thread.name))
t = threading.Thread(target=lambda: 1 / 0, name="failing")
t.start()
t.join()
u = threading.Thread(target=sys.exit, name="exits")
u.start()
u.join()
threading.excepthook = saved
assert hooked == [("ZeroDivisionError", "division by zero", "failing"), ("SystemExit", "", "exits")]
fired = threading.Event()
timer = threading.Timer(0.001, fired.set)
timer.start()
assert fired.wait(20)
timer.join()
cancelled = threading.Timer(50, log.append, ["never"])
cancelled.start()
cancelled.cancel()
cancelled.join()
assert log == [(1, 2, "worker-x")]

q, results = queue.Queue(maxsize=5), []


def worker():
    while True:
        item = q.get()
        if item is None:
            q.task_done()
            return
        results.append(item * 2)
        q.task_done()


ts = [threading.Thread(target=worker) for _ in range(3)]
[t.start() for t in ts]
for i in range(200):
    q.put(i)
for _ in ts:
    q.put(None)
q.join()
[t.join() for t in ts]
assert sorted(results) == [i * 2 for i in range(200)] and q.empty() and q.qsize() == 0
raises(queue.Empty, "", q.get_nowait)
[q.put(i) for i in range(5)]
raises(queue.Full, "", q.put_nowait, 1)
assert q.full()
raises(queue.Empty, "", queue.Queue().get, True, 0.001)
pq, lq, sq = queue.PriorityQueue(), queue.LifoQueue(), queue.SimpleQueue()
for v in (3, 1, 2):
    pq.put(v), lq.put(v), sq.put(v)
assert [pq.get() for _ in range(3)] == [1, 2, 3] and [lq.get() for _ in range(3)] == [2, 1, 3]
assert [sq.get() for _ in range(3)] == [3, 1, 2]
names = []
auto = [threading.Thread(target=lambda: names.append(threading.current_thread().name)) for _ in range(2)]
assert all(a.name.startswith("Thread-") and a.name.endswith(" (<lambda>)") for a in auto)
d = threading.Thread(target=time.sleep, args=(0,), daemon=True)
assert d.daemon
d.start()
d.join()
share = {"n": 0, "log": []}


def append_many(tag):
    for i in range(500):
        share["log"].append((tag, i))


ts = [threading.Thread(target=append_many, args=(k,)) for k in "abcd"]
[t.start() for t in ts]
[t.join() for t in ts]
assert len(share["log"]) == 2000
assert all([i for t, i in share["log"] if t == k] == list(range(500)) for k in "abcd")
print("threads", len(results), hooked, [s.result for s in subs][:2])
