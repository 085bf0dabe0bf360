"""termios and tty on a pseudo terminal: attributes, sizes, flushing, raw and cbreak modes; exact errors."""
import os
import pty
import termios
import tty


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


master, slave = pty.openpty()
old = termios.tcgetattr(slave)
print(len(old), [type(x).__name__ for x in old], len(old[6]), old[6][termios.VINTR], old[6][termios.VEOF])
assert old[3] & termios.ECHO and old[3] & termios.ICANON
before = tty.setraw(slave)
assert before == old
raw = termios.tcgetattr(slave)
assert not raw[3] & (termios.ECHO | termios.ICANON | termios.ISIG) and not raw[1] & termios.OPOST
print(raw[6][termios.VMIN], raw[6][termios.VTIME])
os.write(master, b"x\x03")
assert os.read(slave, 10) == b"x\x03"
termios.tcsetattr(slave, termios.TCSANOW, old)
assert termios.tcgetattr(slave) == old
tty.setcbreak(slave)
assert not termios.tcgetattr(slave)[3] & termios.ICANON and termios.tcgetattr(slave)[3] & termios.ISIG
termios.tcsetattr(slave, termios.TCSAFLUSH, old)
termios.tcsetwinsize(slave, (33, 77))
print(termios.tcgetwinsize(master), os.get_terminal_size(slave))
print(termios.tcflush(slave, termios.TCIOFLUSH), termios.tcflow(slave, termios.TCOON), termios.tcsendbreak(slave, 0))
os.write(master, b"line\n")
assert os.read(slave, 10) == b"line\n"
for bad in (lambda: termios.tcgetattr(-1), lambda: termios.tcgetattr("a"), lambda: termios.tcsetattr(slave, 0, [1]),
            lambda: termios.tcsetattr(slave, 0, 5), lambda: termios.tcsetattr(slave, 99, old),
            lambda: termios.tcsetattr(slave, 0, ["a"] + old[1:]), lambda: termios.tcsetattr(slave, 0, old[:6] + [[1]]),
            lambda: termios.tcsetattr(slave, 0, old[:6] + [["a"] * 32]), lambda: termios.tcsetwinsize(slave, (1,)),
            lambda: termios.tcsetwinsize(slave, 5), lambda: termios.tcflush(slave, 99),
            lambda: termios.tcsetattr(slave, 0, old[:6] + [[b"ab"] * 32]), lambda: termios.tcsetwinsize(slave, (-1, 5)),
            lambda: termios.tcsetwinsize(slave, ("a", 5)), lambda: termios.tcsetattr(slave, 0, tuple(old))):
    t(bad)
os.close(master)
os.close(slave)
t(lambda: termios.tcdrain(slave))
print(termios.error.__mro__[1], termios.B9600, termios.CS8, termios.TIOCGWINSZ)
