"""select, poll and epoll on pipes."""
import os, select

r, w = os.pipe()
print([len(part) for part in select.select([r], [w], [], 0)])
os.write(w, b"x")
print(select.select([r], [w], [], 0) == ([r], [w], []))
poll = select.poll()
poll.register(r, select.POLLIN)
poll.register(w, select.POLLOUT)
print(sorted(poll.poll(0)) == [(r, select.POLLIN), (w, select.POLLOUT)])
poll.modify(w, 0)
print(poll.poll(10) == [(r, select.POLLIN)])
poll.unregister(r)
print(poll.poll(1))
with select.epoll() as epoll:
    epoll.register(r, select.EPOLLIN)
    print(epoll.poll(1) == [(r, select.EPOLLIN)], epoll.closed)
    os.read(r, 1)
    print(epoll.poll(0.01))
    os.close(w)
    print(epoll.poll(1) == [(r, select.EPOLLHUP)])
print(epoll.closed)
os.close(r)
for bad in (lambda: select.select(1, [], []), lambda: select.select([-1], [], []), lambda: select.select([], [], [], -1),
            lambda: select.select([], [], [], "a"), lambda: select.select(["a"], [], []), lambda: poll.unregister(99),
            lambda: poll.modify(99, 1), lambda: poll.register(-1), lambda: poll.poll("a"), lambda: poll.register(0, 70000),
            lambda: poll.register(0, -1), lambda: epoll.poll(), lambda: select.epoll(-2), lambda: select.epoll(1, 1)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
