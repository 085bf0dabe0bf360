"""signal: handlers, raise_signal, default and ignore, KeyboardInterrupt in loops, enums, alarms; exact errors."""
import os
import signal
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

assert signal.SIGINT == 2 and signal.SIGTERM.name == "SIGTERM"
assert repr(signal.SIGUSR1).startswith("<Signals.SIGUSR1: ") and signal.Signals(15) is signal.SIGTERM
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL and signal.SIG_DFL == 0 and signal.SIG_IGN == 1
assert signal.SIGINT in signal.valid_signals() and signal.strsignal(2) == "Interrupt"
log = []


def handler(num, frame):
    log.append((num, frame is not None))


old = signal.signal(signal.SIGUSR1, handler)
assert old == signal.SIG_DFL and signal.getsignal(signal.SIGUSR1) is handler
signal.raise_signal(signal.SIGUSR1)
assert log == [(signal.SIGUSR1, True)]
os.kill(os.getpid(), signal.SIGUSR1)
deadline = time.monotonic() + 20
while len(log) < 2 and time.monotonic() < deadline:
    pass
assert len(log) == 2
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
signal.raise_signal(signal.SIGUSR1)
assert len(log) == 2 and signal.signal(signal.SIGUSR1, signal.SIG_DFL) == signal.SIG_IGN


def interrupted(fn):
    try:
        fn()
    except KeyboardInterrupt as e:
        return "KeyboardInterrupt"
    return "finished"


def busy():
    t = threading.Timer(0.02, lambda: os.kill(os.getpid(), signal.SIGINT))
    t.start()
    try:
        while True:
            pass
    finally:
        t.join()


def busy_for():
    t = threading.Timer(0.02, lambda: os.kill(os.getpid(), signal.SIGINT))
    t.start()
    try:
        for i in range(10 ** 18):
            pass
    finally:
        t.join()


def busy_calls():
    t = threading.Timer(0.02, lambda: os.kill(os.getpid(), signal.SIGINT))
    t.start()

    def f(n):
        return n + 1
    x = 0
    try:
        while x >= 0:
            x = f(x)
    finally:
        t.join()


def sleeping():
    t = threading.Timer(0.02, lambda: os.kill(os.getpid(), signal.SIGINT))
    t.start()
    try:
        time.sleep(30)
    finally:
        t.join()


assert [interrupted(f) for f in (busy, busy_for, busy_calls, sleeping,
        lambda: signal.raise_signal(signal.SIGINT))] == ["KeyboardInterrupt"] * 5
assert interrupted(lambda: 5) == "finished"


class Stop(Exception):
    pass


def raising(num, frame):
    raise Stop(frame.f_code.co_name)


signal.signal(signal.SIGALRM, raising)


def spin():
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    n = 0
    while True:
        n += 1


try:
    spin()
except Stop as e:
    assert str(e) == "spin"
assert signal.setitimer(signal.ITIMER_REAL, 0) == (0.0, 0.0) and signal.alarm(0) == 0
assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
raises(ValueError, 'signal number out of range', signal.signal, 9999, handler)
raises(TypeError, 'signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object', signal.signal,
        signal.SIGUSR1, 5.5)
raises(TypeError, "signal() missing 1 required positional argument: 'handler'", signal.signal, signal.SIGUSR1)
raises(OSError, '[Errno 22] Invalid argument', signal.signal, signal.SIGKILL, handler)
raises(ValueError, 'signal number out of range', signal.getsignal, 0)
raises(ValueError, '12345 is not a valid Signals', signal.Signals, 12345)
raises(KeyboardInterrupt, "", signal.default_int_handler, 2, None)
errs = []


def in_thread():
    try:
        signal.signal(signal.SIGUSR1, handler)
    except ValueError as e:
        errs.append(str(e))


t = threading.Thread(target=in_thread)
t.start()
t.join()
assert errs == ['signal only works in main thread of the main interpreter']
signal.signal(signal.SIGUSR2, lambda n, f: log.append("nested"))


def outer(n, f):
    log.append("outer in")
    signal.raise_signal(signal.SIGUSR2)
    log.append("outer out")


signal.signal(signal.SIGUSR1, outer)
log.clear()
signal.raise_signal(signal.SIGUSR1)
assert log == ["outer in", "nested", "outer out"]
assert signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2}) == set()
signal.raise_signal(signal.SIGUSR2)
assert log.count("nested") == 1 and signal.SIGUSR2 in signal.sigpending()
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR2})
deadline = time.monotonic() + 20
while log.count("nested") < 2 and time.monotonic() < deadline:
    pass
assert log.count("nested") == 2
print("signal", log, errs)
