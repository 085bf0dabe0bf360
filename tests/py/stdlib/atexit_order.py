import atexit, sys
def f(*a, **k): print('f', a, k)
def bad(): raise ValueError('x')
atexit.register(f, 1, b=2)
atexit.register(bad)
@atexit.register
def g(): print('g')
atexit.register(f); atexit.unregister(f)
atexit.register(print, 'last registered')
print(atexit._ncallbacks())
def again(): atexit.register(print, 'registered at exit')
atexit.register(again)
try: atexit.register(3)
except TypeError as e: print(e)
class D:
    def __del__(self): print('del')
d = D()
def gen():
    try: yield
    finally: print('gen closed')
g2 = gen(); next(g2)
print('end')
