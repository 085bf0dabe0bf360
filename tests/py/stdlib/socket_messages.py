"""`sendmsg`, `recvmsg` and `recvmsg_into`: pieces, descriptors, flags, addresses."""
import array
import os
import socket

a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
assert a.sendmsg([b"one", bytearray(b"two"), memoryview(b"three")]) == 11
assert b.recvmsg(100) == (b"onetwothree", [], 0, None)
a.sendmsg([b"longer than that"])
data, anc, flags, address = b.recvmsg(4)
assert (data, anc, address) == (b"long", [], None) and flags & socket.MSG_TRUNC

a.sendmsg([b"0123456789"])
one, two = bytearray(4), bytearray(8)
assert b.recvmsg_into([one, two]) == (10, [], 0, None)
assert one == b"0123" and two == b"456789\0\0"

r, w = os.pipe()
fds = array.array("i", [r, w])
a.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
data, anc, flags, address = b.recvmsg(10, socket.CMSG_SPACE(2 * fds.itemsize))
[(level, kind, content)] = anc
assert (level, kind, len(content)) == (socket.SOL_SOCKET, socket.SCM_RIGHTS, 8)
got = array.array("i", content)
os.write(got[1], b"through")
assert os.read(r, 10) == b"through"

socket.send_fds(a, [b"abc"], [w])
data, [fd], flags, address = socket.recv_fds(b, 10, 3)
os.write(fd, b"again")
assert data == b"abc" and os.read(r, 10) == b"again"

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as t:
    s.bind(("127.0.0.1", 0))
    t.sendmsg([b"hello"], [], 0, s.getsockname())
    data, anc, flags, address = s.recvmsg(10)
    assert data == b"hello" and address[0] == "127.0.0.1"
    s.settimeout(0.01)
    try:
        s.recvmsg(10)
        assert False
    except TimeoutError:
        pass

for call in (
    lambda: a.sendmsg(5),
    lambda: a.sendmsg([b"x"], 5),
    lambda: a.sendmsg(["text"]),
    lambda: b.recvmsg(-1),
    lambda: b.recvmsg(1, -1),
    lambda: b.recvmsg_into([b"x"]),
):
    try:
        call()
        assert False
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
