import threading, time, sys
out = []
def work(n):
    for i in range(20000):
        out.append(n)
ts = [threading.Thread(target=work, args=(k,)) for k in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(len(out), threading.active_count())
lock = threading.Lock(); count = 0
def inc():
    global count
    for i in range(5000):
        with lock:
            count += 1
ts = [threading.Thread(target=inc) for k in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(count)
ev = threading.Event()
def waiter(): print('waiting', ev.wait(5)); 
t = threading.Thread(target=waiter); t.start(); time.sleep(0.05); ev.set(); t.join()
print(threading.Event().wait(0.05))
loc = threading.local(); loc.x = 1
def f():
    print(hasattr(loc, 'x')); loc.x = 2
t = threading.Thread(target=f); t.start(); t.join(); print(loc.x)
def bad(): 1/0
threading.excepthook = lambda a: print(a.exc_type, a.thread.name)
t = threading.Thread(target=bad, name='bad'); t.start(); t.join()
c = threading.Condition()
q = []
def prod():
    for i in range(100):
        with c:
            q.append(i); c.notify()
def cons():
    got = 0
    while got < 100:
        with c:
            while not q: c.wait()
            got += len(q); q.clear()
    print('got', got)
a, b = threading.Thread(target=cons), threading.Thread(target=prod)
a.start(); b.start(); a.join(); b.join()
r = threading.RLock()
with r:
    with r: print(r._is_owned(), r._recursion_count())
print(lock.acquire(timeout=0.01), lock.acquire(timeout=0.01), lock.acquire(False))
lock.release()
t = threading.Timer(0.01, print, ['timer']); t.start(); t.join()
b = threading.Barrier(3)
ts = [threading.Thread(target=b.wait) for _ in range(2)]
for t in ts: t.start()
b.wait(); print('barrier')
def late():
    time.sleep(0.1); print('late')
threading.Thread(target=late).start()
threading.Thread(target=lambda: time.sleep(100), daemon=True).start()
print('main ends')
