"""Packing and unpacking, with every error."""
import _struct, struct
from _struct import *
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
S=Struct('i')
t(lambda:S); t(lambda:S.format); t(lambda:S.size); t(lambda: S.pack()); t(lambda:S.pack('a')); t(lambda:S.pack(1.0)); t(lambda:S.pack(1,2)); t(lambda:pack('i')); t(lambda:pack()); t(lambda:pack(1)); t(lambda:pack('z'))
t(lambda: pack('f','a')); t(lambda:pack('F','a')); t(lambda:pack('F',1)); t(lambda:pack('c','a')); t(lambda:pack('s','a'));t(lambda:pack('p','a')); t(lambda:pack('?','a')); t(lambda:pack('P','a')); t(lambda:pack('P',1<<70))
t(lambda:unpack('i',b'')); t(lambda:unpack('i','abcd')); t(lambda:S.unpack(b'')); t(lambda:S.unpack_from(b'')); t(lambda:unpack_from('i',b'abcde',1)); t(lambda:S.unpack_from(buffer=b'abcdef',offset=2))
b=bytearray(6)
t(lambda:pack_into('i',b,1,5)); print(b); t(lambda:S.pack_into(b,0)); t(lambda:S.pack_into(b)); t(lambda:S.pack_into()); t(lambda:pack_into('i')); t(lambda:pack_into('i',b)); t(lambda:pack_into()); t(lambda:pack_into('i',b'abcd',0,1)); t(lambda:pack_into('i',b,'x',1)); t(lambda:S.pack_into(b,9,1))
t(lambda:list(iter_unpack('h',b'abcd'))); t(lambda:iter_unpack('h',b'abc')); t(lambda:iter_unpack('',b'abc'));
it=iter_unpack('h',b'abcd'); t(lambda:it.__length_hint__()); next(it);t(lambda:it.__length_hint__()); t(lambda:type(it)());
t(lambda:calcsize('i')); t(lambda:calcsize(S.format)); t(lambda:calcsize(b'ih')); t(lambda:calcsize(5)); t(lambda:calcsize('é')); t(lambda: calcsize('\0'))
t(lambda:Struct()); t(lambda:Struct(5));
def g():
    s=Struct.__new__(Struct); return s.size
t(g)
def g():
    s=Struct.__new__(Struct); return s.pack(1)
t(g)
class X(Struct): 
    def __init__(self, *a): super().__init__('h')
t(lambda: X(1,2).size); t(lambda: X('i'))
t(lambda: pack('c',b'ab')); t(lambda: pack('e',1e10)); t(lambda:pack('f',1e300)); t(lambda: pack('b',1000)); 
t(lambda: error); t(lambda: error.__module__); t(lambda:_struct._clearcache())
class I:
    def __index__(self): return 7
    def __float__(self): return 1.5
    def __complex__(self): return 2j
t(lambda: pack('iP?fFd',I(),I(),I(),I(),I(),I()))
t(lambda: pack('q',1<<63)); t(lambda: pack('Q',-1)); t(lambda: pack('N',1<<64)); t(lambda: pack('n',1<<63)); t(lambda: pack('i',1<<63))
t(lambda: pack('s', bytearray(b'x'))); t(lambda:pack('c',bytearray(b'x'))); t(lambda:pack('s',memoryview(b'x')))
t(lambda:S.foo); t(lambda: setattr(S,'foo',1)); import weakref; t(lambda:type(weakref.ref(S)))
class BadB:
    def __bool__(self): raise OSError('x')
t(lambda: pack('?',BadB()))
class BadF:
    def __float__(self): raise OSError('x')
t(lambda: pack('f',BadF())); t(lambda: pack('f',10**400)); t(lambda:pack('F',10**400))
class BadI:
    def __index__(self): raise OSError('x')
t(lambda: pack('i',BadI()));t(lambda: pack('P',BadI()))
t(lambda: unpack('<bBhHiIlLqQefd?5sc3p', pack('<bBhHiIlLqQefd?5sc3p', -1,2,-3,4,-5,6,-7,8,-9,10,1.5,2.5,3.5,True,b'abc',b'x',b'yz')))
