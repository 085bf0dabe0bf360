# Small loops that are written out several times: whichever copy they are left in, what is seen behind them, and
# that something that waits is seen in time.
import signal
import sys


def whole(n):
    i = s = 0
    while i < n:
        s += i
        i += 1
    return s, i


def of_range(n, step):
    s = last = 0
    for i in range(0, n, step):
        s += i
        last = i
    return s, last


def breaks(n, at):
    seen = 0
    for i in range(n):
        if i == at:
            break
        seen ^= i
    else:
        return "else", seen
    return i, seen


def skips(n):
    odd = even = 0
    for i in range(n):
        if i & 1:
            odd += 1
            continue
        even += i
    return odd, even


def nested(n):
    c = 0
    for a in range(n):
        for b in range(n):
            for d in range(n):
                if (a ^ b) != d:
                    c += 1
    return a, b, d, c


def row(xs, at):
    total = 0.0
    for i in range(len(xs)):
        total += xs[i]
        if i == at:
            xs[i + 1] = "no float"
    return total


def overflows(n, by):
    v = 1
    for i in range(n):
        v += by
        by += by & 1
    return v


def floats(n):
    x = 0.5
    while x < n:
        x = x * 1.0001 + 0.25
    return x


for n in (*range(12), 100, 4001, 4002, 4003, 4004, 9000):
    print(n, whole(n), of_range(n, 1), of_range(n, 3), breaks(n, n // 2), breaks(n, n), skips(n), overflows(n, 2**49))
for n in (0, 1, 2, 3, 7, 30):
    try:
        print(nested(n))
    except UnboundLocalError as e:
        print(e)
print(floats(1e6))
for at in (4000, 4001, 4002, 4003, 4004, 4005, 6000):
    try:
        print(row([0.5] * 5000, at))
    except TypeError as e:
        frame = e.__traceback__.tb_next.tb_frame
        print(e, frame.f_locals["i"], frame.f_locals["total"])


# A signal is heard while a small loop runs.
class Heard(Exception):
    pass


def hears(number, frame):
    raise Heard


def endless():
    i = 0
    while True:
        i += 1
        if i > 1 << 40:
            i = 0


signal.signal(signal.SIGALRM, hears)
signal.setitimer(signal.ITIMER_REAL, 0.2)
try:
    endless()
except Heard:
    print("heard")
finally:
    signal.setitimer(signal.ITIMER_REAL, 0)
