"""Calls two and three levels deep in hot loops: what they raise, show of frames, change and trace."""
import sys
def run(f,*a):
    try: return f(*a)
    except BaseException as e:
        out=[];tb=e.__traceback__
        while tb: out.append((tb.tb_frame.f_code.co_name,tb.tb_lineno,sorted((k,v) for k,v in tb.tb_frame.f_locals.items() if type(v) in(int,float,str)))); tb=tb.tb_next
        return type(e).__name__,str(e),out[1:]
def leaf(x,k=1):
    if x==37: raise ValueError(x)
    return x+k
def mid(x,*,k=2):
    y=leaf(x)+leaf(x,k)
    return y if y!=50 else None
def top(n):
    s=0
    for i in range(n):
        try:
            s=s+mid(i)
        except TypeError as e:
            s+=len(e.__traceback__.tb_frame.f_code.co_name)
    return s
for n in (5,10,24,30,36,37,38,60): print(run(top,n))
class P:
    def __init__(self,x): self.x=x; self.check()
    def check(self):
        if self.x==33: raise KeyError(self.x)
    def get(self): return self.x
    @property
    def q(self): return self.get()+1
class Q(P):
    def get(self): return super().get()*2
def top2(n):
    s=0
    for i in range(n):
        o=(P if i%4 else Q)(i)
        s+=o.q+o.get()
    return s
for n in (5,10,24,30,33,34,60): print(run(top2,n))
def cnt(n,acc):
    if n==0:
        acc.append(len([1 for _ in range(3)])); 
        f=sys._getframe(); d=0
        while f.f_code.co_name=='cnt': d+=1; f=f.f_back
        return d
    return cnt(n-1,acc)
def top3(n):
    acc=[]; s=0
    for i in range(n): s+=cnt(i%7,acc)
    return s,len(acc)
print(run(top3,60))
def big(x): return x*x
def top4(n,x):
    for i in range(n): x=big(x)%(2**61-1)+i
    return x
print(top4(200,3), top4(50,2**40), top4(50,2.5), top4(10,2**63))
def setter():
    sys._getframe(1).f_locals['v']=99
def usesv(i):
    v=i
    if i==20: setter()
    return v
def top5(n):
    s=[]
    for i in range(n): s.append(usesv(i))
    return s
print(top5(25))
def deep(n): return 1 if n==0 else 1+deep(n-1)
def top6():
    r=[]
    for i in range(30):
        r.append(deep(i))
    try: deep(10**6)
    except RecursionError as e: r.append('rec')
    return r
print(top6())
ev=[]
def tr(f,e,a):
    if len(ev)<50: ev.append((f.f_code.co_name,e,f.f_lineno))
    return tr
def inner_on(i):
    if i==30: sys.settrace(tr)
    if i==33: sys.settrace(None)
    return i
def wrap(i): return inner_on(i)+1
def top7(n):
    s=0
    for i in range(n): s+=wrap(i)
    return s
print(top7(40),ev)
def gen(n):
    for i in range(n):
        r=wrap(i)
        x=yield leaf(r,0) if r!=37 else -1
        if x: yield x
def top8(n):
    s=0; g=gen(n)
    for v in g:
        s+=v
        if v==12: s+=g.send(1000)
    return s
ev.clear(); print(top8(29))
