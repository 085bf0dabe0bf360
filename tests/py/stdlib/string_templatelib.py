"""Templates and interpolations."""
from string.templatelib import *
import string.templatelib as tl
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
x=5
T=t"a{x!r:>{x}}b{x}"
t(lambda:T); t(lambda:list(T)); t(lambda: T.strings); t(lambda:T.interpolations); t(lambda:T.values)
t(lambda: T+T); t(lambda: T+"x"); t(lambda:"x"+T); t(lambda: T+1)
t(lambda:Template()); t(lambda:Template("a","b",Interpolation(1),Interpolation(2,"y","r",".2f")))
t(lambda:Template(1)); t(lambda:Template(x=1))
t(lambda:Interpolation()); t(lambda:Interpolation(1,2)); t(lambda:Interpolation(1,'a','q'));t(lambda:Interpolation(1,'a',3));t(lambda:Interpolation(1,'a',None,3))
t(lambda:Interpolation(1,'a','rr'));
t(lambda:Interpolation.__match_args__)
t(lambda:T.__reduce__()[1:]); t(lambda:T.__reduce__()[0].__name__); t(lambda:T.__reduce_ex__(2)[1:]); t(lambda:T.interpolations[0].__reduce__())
t(lambda:T==T); t(lambda:hash(T)!=0); t(lambda:t"{x}"==t"{x}")
t(lambda:type(iter(T)))
t(lambda:setattr(T,'foo',1)); t(lambda:setattr(T,'strings',1));
t(lambda:setattr(T.interpolations[0],'value',1))
t(lambda:Template[int]); t(lambda:Interpolation[int])
t(lambda: T.__class__.__text_signature__); 
t(lambda: (T+T).strings)
t(lambda: Template('a')+Template('b'))
t(lambda: type(iter(T))()); t(lambda: T.foo)
t(lambda: Interpolation(1,'a').foo)
t(lambda: str(T))
match T.interpolations[0]:
    case Interpolation(v, e, c): print(v, e, c)
for c in (Template,Interpolation,type(iter(T))): t(lambda:type('X',(c,),{}))
