"""Sockets: pairs, a server in a thread, timeouts, addresses."""
import socket
import threading
print(socket.AF_INET, socket.socket)
a,b = socket.socketpair()
a.sendall(b"hello"); print(b.recv(10)); a.close(); print(b.recv(1)); b.close()
srv = socket.create_server(("127.0.0.1",0))
def serve():
    c, addr = srv.accept()
    with c:
        while d := c.recv(100): c.sendall(d.upper())
t=threading.Thread(target=serve); t.start()
c = socket.create_connection(srv.getsockname())
c.sendall(b"abc"); print(c.recv(10)); c.close(); t.join(); srv.close()
s=socket.socket(); s.settimeout(0.05); s.bind(("127.0.0.1",0)); s.listen()
try: s.accept()
except TimeoutError as e: print(repr(e), s.gettimeout())
s.close()
try: socket.create_connection(("127.0.0.1", 1), timeout=1)
except OSError as e: print(repr(e))
try: socket.getaddrinfo("nohost.invalid", 1)
except socket.gaierror as e: print(type(e))
print(socket.inet_aton("1.2.3"), socket.inet_ntop(socket.AF_INET6, b"\0"*15+b"\1"), socket.htons(1))
