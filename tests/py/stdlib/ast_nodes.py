"""Construction, repr, copying and class attributes of every class of nodes."""
import _ast
N=_ast.Name
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
t(lambda:N('a','b','c')); t(lambda:N('a',id='b'))
t(lambda: _ast.AST(1)); t(lambda: _ast.expr(1)); t(lambda: _ast.expr(lineno=1).__dict__)
class M2(_ast.AST): 
    _fields=('x','y'); _field_types={'x': int|None,'y':list[int]}
t(lambda: M2().__dict__); 
class M4(_ast.AST): 
    _fields=('x',); _attributes=('b',)
t(lambda: M4(b=1).__dict__); 
class M5(_ast.AST): 
    _fields=3
t(lambda: M5()); 
t(lambda: N('a', ctx=_ast.Load())); t(lambda: _ast.Module([_ast.Expr(N('x')), _ast.Expr(N('x')),_ast.Expr(N('x'))]))
t(lambda: N('a').__reduce__()); t(lambda: N('a').__reduce_ex__(2))
import copy
t(lambda: copy.replace(N('a'), id='b').__dict__)
t(lambda: copy.replace(N('a'), foo='b').__dict__)
n=N('a'); del n.id
t(lambda: copy.replace(n, ctx='b').__dict__)
t(lambda: n.__replace__(1))
t(lambda: n.__replace__(id=4,bar=1))
x=N('a',lineno=1); x.extra=1
t(lambda: copy.replace(x, id='c').__dict__)
t(lambda: copy.replace(x, extra='c').__dict__)
t(lambda: N.__text_signature__)
t(lambda: _ast.Load()==_ast.Load()); t(lambda: _ast.Load() is N('a').ctx)
import weakref
t(lambda: type(weakref.ref(n))); 
t(lambda: weakref.ref(_ast.AST()))
print(_ast.AST._fields, _ast.AST.__match_args__, _ast.AST._attributes, _ast.expr.__match_args__)
print(_ast.Name.__module__, _ast.AST.__module__, _ast.__doc__)
t(lambda: _ast.AST().__dict__)
t(lambda: type('X',(N,),{})('a'))
t(lambda: _ast.Try())
t(lambda: _ast.Dict([1]*10,{}))
t(lambda: _ast.Tuple([N('a')]*2))
t(lambda: _ast.Tuple([]))
t(lambda: _ast.Tuple((1,)))
t(lambda: _ast.Tuple(([1,2],3,4)))
r=N('a'); r.id=r
t(lambda:r)
d=N('a')
for i in range(10): d=_ast.Expr(d)
t(lambda:d)
t(lambda: _ast.Constant([1,2,3]))
t(lambda: N.__init__)
n=N('x'); n.__dict__={'id':'q'}; t(lambda:n)
t(lambda: N.ctx)
t(lambda: _ast.FunctionDef.returns)
t(lambda: N.end_lineno)
t(lambda: _ast.pattern.end_lineno)
for k in dir(_ast):
    c = getattr(_ast, k)
    if k != '__loader__' and isinstance(c, type):
        print(k, c.__mro__, c.__doc__, c._fields, c._attributes, c.__match_args__, getattr(c, '_field_types', None))
import copy
t(lambda: copy.copy(N('a')))
t(lambda: copy.deepcopy(_ast.Module([N('a'),N('b')])))
_ast.Name.foo = 1
_ast.AST.bar = 2
print(N('x').foo, N('x').bar)
match N('x'):
    case _ast.Name(id, _ast.Load()): print('matched', id)
