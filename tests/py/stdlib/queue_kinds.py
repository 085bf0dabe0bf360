import queue, threading, time
q = queue.SimpleQueue()
for i in range(100): q.put(i)
print(q.qsize(), [q.get() for _ in range(100)] == list(range(100)), q.empty())
for kw in ({'timeout': -1}, {'block': False}, {'timeout': 0.01}):
    try: q.get(**kw)
    except Exception as e: print(repr(e))
def prod():
    for i in range(1000): q.put(i)
    q.put(None)
t = threading.Thread(target=prod); t.start()
n = 0
while q.get() is not None: n += 1
t.join(); print(n)
Q = queue.Queue(3)
got = []
def cons():
    while (x := Q.get()) is not None:
        got.append(x); Q.task_done()
    Q.task_done()
t = threading.Thread(target=cons); t.start()
for i in range(50): Q.put(i)
Q.put(None); Q.join(); t.join()
print(got == list(range(50)))
p = queue.PriorityQueue(); [p.put(x) for x in (3, 1, 2)]; print([p.get() for _ in range(3)])
l = queue.LifoQueue(); [l.put(x) for x in (3, 1, 2)]; print([l.get() for _ in range(3)])
Q = queue.Queue(); Q.shutdown()
try: Q.get()
except queue.ShutDown as e: print('shutdown')
