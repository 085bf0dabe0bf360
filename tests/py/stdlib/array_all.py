"""Arrays: every type code and method."""
import array as A
from array import array
def t(f):
    try: print(ascii(f()))
    except BaseException as e: print(type(e).__name__, ascii(e))
t(lambda: A.typecodes); t(lambda: array); t(lambda: A.ArrayType is array)
t(lambda: array()); t(lambda: array('x')); t(lambda: array(1)); t(lambda: array('ii')); t(lambda: array('i')); t(lambda: array('i',[1,2])); t(lambda: array('i',(1,2))); t(lambda: array('i',b'\1\0\0\0')); t(lambda: array('i','ab')); t(lambda: array('u','ab')); t(lambda:array('w','a\U0001f600')); t(lambda:array('u',['a','b'])); t(lambda: array('u',[1])); t(lambda: array('u',['ab'])); t(lambda:array('w',['ab'])); t(lambda: array('i',array('b',[1,2]))); t(lambda:array('i',array('w','ab'))); t(lambda: array('i',5)); t(lambda: array('i',b'abc')); t(lambda: array('f',[1.5])); t(lambda:array('d',range(3))); t(lambda:array('i',1,2)); t(lambda:array('i',x=1)); t(lambda: array('b',bytearray(b'ab')))
for c in 'bBhHiIlLqQ':
    a=array(c,[1]); t(lambda:(c,a.itemsize,a.typecode))
    for v in (-1,127,128,255,256,32767,32768,65535,65536,2**31-1,2**31,2**32-1,2**32,2**63-1,2**63,2**64-1,2**64,-2**7,-2**7-1,-2**15-1,-2**31-1,-2**63,-2**63-1,1.5,'a',None,b'a'):
        def f(): a[0]=v; return a[0]
        t(f)
a=array('f',[1]); t(lambda:a.__setitem__(0,'x')); t(lambda:a.__setitem__(0,2**2000)); t(lambda:a.__setitem__(0,1e300)); t(lambda:a)
a=array('i',[1,2,3,4,5])
t(lambda:a[1]); t(lambda:a[-1]); t(lambda:a[5]); t(lambda:a[1:3]); t(lambda:a[::-2]); t(lambda:a['x']); t(lambda:len(a)); t(lambda:a+a); t(lambda:a+[1]); t(lambda:a*2); t(lambda:2*a); t(lambda:a*-1); t(lambda: a+array('b',[1])); t(lambda:a*1.5); t(lambda: 3 in a); t(lambda:3.0 in a); t(lambda:'x' in a); t(lambda:list(a)); t(lambda:type(iter(a))); 
def m(f, *init):
    b=array('i',init or [1,2,3,4,5])
    try: r=f(b)
    except BaseException as e: r=(type(e).__name__, str(e))
    print(ascii(r), ascii(b))
def si(k,v): return lambda b: b.__setitem__(k,v)
m(si(0,9)); m(si(9,9)); m(si(slice(1,3),array('i',[7,8,9]))); m(si(slice(1,3),[7])); m(si(slice(1,3),array('b',[7]))); m(si(slice(0,5,2),array('i',[7,8,9]))); m(si(slice(0,5,2),array('i',[7,8]))); m(si(slice(3,1),array('i',[7]))); m(si(slice(None,None,-1),array('i',[7,8,9,10,11]))); m(si('x',1)); m(lambda b: b.__setitem__(slice(1,2),b)); m(lambda b: b.__setitem__(slice(0,5,2),b)); m(si(0,None)); m(si(slice(1,2),5))
m(lambda b: b.__delitem__(0)); m(lambda b: b.__delitem__(9)); m(lambda b: b.__delitem__(slice(1,3))); m(lambda b: b.__delitem__(slice(None,None,2))); m(lambda b: b.__delitem__(slice(None,None,-2))); m(lambda b: b.__delitem__('x')); 
m(lambda b: b.append(6)); m(lambda b: b.append('x')); m(lambda b: b.append()); m(lambda b: b.extend([6,7])); m(lambda b: b.extend(b)); m(lambda b: b.extend(array('b',[1]))); m(lambda b:b.extend([1,'x'])); m(lambda b:b.extend(5)); m(lambda b:b.insert(0,9)); m(lambda b:b.insert(-1,9)); m(lambda b:b.insert(99,9)); m(lambda b:b.insert(-99,9)); m(lambda b:b.pop()); m(lambda b:b.pop(0)); m(lambda b:b.pop(-2)); m(lambda b:b.pop(9)); m(lambda b:array('i').pop()); m(lambda b:b.remove(3)); m(lambda b:b.remove(9)); m(lambda b:b.index(3)); m(lambda b:b.index(9)); m(lambda b:b.index(3,3)); m(lambda b:b.index(3,0,2)); m(lambda b:b.index(5,-1)); m(lambda b:b.count(3)); m(lambda b:b.count('x')); m(lambda b:b.reverse()); m(lambda b:b.byteswap()); m(lambda b:b.tolist()); m(lambda b:b.tobytes()); m(lambda b:b.frombytes(b'\1\0\0\0')); m(lambda b:b.frombytes(b'abc')); m(lambda b:b.frombytes('abc')); m(lambda b:b.fromlist([1,2])); m(lambda b:b.fromlist([1,'x'])); m(lambda b:b.fromlist((1,))); m(lambda b:b.fromunicode('a')); m(lambda b:b.tounicode()); m(lambda b:b.buffer_info()[1]); m(lambda b:b.clear()); m(lambda b:b.__copy__()); m(lambda b:b.__deepcopy__({})); m(lambda b:b.__reduce_ex__(2)[1:]); m(lambda b:b.__reduce_ex__(3)[1]); m(lambda b:b.__reduce_ex__(3)[0].__name__); m(lambda b:b.__sizeof__()>20); m(lambda b:b.__iadd__([1])); m(lambda b:b.__iadd__(b)); m(lambda b:b.__imul__(2)); m(lambda b:b.__imul__(0)); m(lambda b:b.__class_getitem__(int))
u=array('w','hello'); t(lambda:u.tounicode()); u.fromunicode(' x'); t(lambda:u); t(lambda:u[0]); t(lambda:u.tolist()); t(lambda:array('w','')); t(lambda:u.fromunicode(5)); t(lambda: array('i',[3,1])<array('i',[3,2])); t(lambda: array('i',[3])==array('b',[3])); t(lambda:array('i',[3])==[3]); t(lambda:array('i',[1,2])>array('i',[1])); t(lambda:array('f',[1.0])==array('i',[1])); t(lambda:array('i')<5); t(lambda:hash(array('i')))
mv=memoryview(array('i',[1,2,3])); t(lambda:(mv.format,mv.itemsize,mv.tolist(),mv.shape,mv.readonly)); mv[1]=77; t(lambda:mv.obj)
b=array('i',[1,2]); v=memoryview(b); t(lambda:b.append(3)); t(lambda:b.pop()); t(lambda:b.extend([1])); t(lambda: b.__setitem__(slice(0,1),array('i'))); t(lambda:b.clear()); b[0]=5; t(lambda:v.tolist()); v.release(); b.append(3); t(lambda:b)
t(lambda:bytes(array('h',[1,2]))); t(lambda: bytearray(b'abcdefgh').__setitem__(slice(0,4),array('h',[1,2])))
class S(array):
    def __new__(cls,*a,**k): return array.__new__(cls,'i',[1])
    def __init__(self,*a,**k): self.x=5
s=S(1,y=2); t(lambda:s); t(lambda:(s.x,s[:],type(s[:]),type(s+s),type(s*2)))
import copy; t(lambda:copy.copy(s)); t(lambda:copy.deepcopy(array('d',[1.5])))
t(lambda: A._array_reconstructor(array,'i',8,b'\1\0\0\0')); t(lambda: A._array_reconstructor(array,'h',5,b'\0\1')); t(lambda: A._array_reconstructor(array,'d',16,b'\0'*8)); t(lambda: A._array_reconstructor(array,'i',99,b'')); t(lambda: A._array_reconstructor(5,'i',8,b''))
it=iter(array('i',[1,2])); t(lambda:next(it)); t(lambda:it.__reduce__()); t(lambda:it.__setstate__(0)); t(lambda:list(it)); t(lambda:next(it,'end')); t(lambda:it.__reduce__())
t(lambda:repr(array('f',[float('nan'),float('inf'),1e300]))); t(lambda:array('d',[0.1])); t(lambda:array('l').itemsize); t(lambda:array('i').foo); t(lambda: array('i',[1]).__doc__ is None); t(lambda:reversed(array('i',[1,2])).__class__); t(lambda:list(reversed(array('i',[1,2]))))
t(lambda:sorted(k for k in dir(array) if not k.startswith('__')))
match array('i',[1,2]):
    case [x,y]: print('seq',x,y)
import collections.abc; t(lambda:isinstance(array('i'),collections.abc.MutableSequence))
t(lambda: array('i',[1])*(2**62)); t(lambda:array('b',[1]*10)[2:8:3])
