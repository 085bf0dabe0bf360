"""Trees that programs make, compiled and run."""
import _ast as ast
from _ast import *
def fix(n, ln=1):
    if isinstance(n, AST):
        if 'lineno' in n._attributes:
            for k,v in zip(('lineno','col_offset','end_lineno','end_col_offset'),(1,0,1,0)):
                if getattr(n,k,None) is None: setattr(n,k,v)
        for f in n._fields:
            fix(getattr(n,f,None))
    elif isinstance(n, list):
        for x in n: fix(x)
    return n
def t(f, mode='exec'):
    try: r=f(); print(type(r).__name__ if not isinstance(r,(str,int,tuple)) else r)
    except BaseException as e: print(type(e).__name__, e)
def m(*s): return fix(Module(list(s)))
def c(*s): t(lambda: compile(m(*s), '<x>', 'exec'))
def e(x): t(lambda: compile(fix(Expression(x)), '<x>', 'eval'))
N=Name; L=Load; C=Constant
p=lambda *pats, guard=None: c(Match(N('x'),[match_case(q,guard,[Pass()]) for q in pats]))
for x in (MatchValue(JoinedStr([])), MatchValue(Attribute(N('a'),'b')), MatchSingleton(None), MatchMapping([C(None)],[MatchAs()]),MatchValue(BinOp(C(1),Add(),C(2j))), MatchValue(C(-1)), MatchValue(C(1))):
    p(x)
A=arguments([],[],None,[],[],None,[])
c(FunctionDef('f',A,[Return(Yield())],[]))
c(FunctionDef('f',arguments([],[],N('a'),[],[],None,[]),[Pass()],[]))
e(ListComp(N('a'),[comprehension(N('x',Store()),N('y'),[],0)]))
e(Tuple([Starred(N('a'))])); e(Subscript(N('a'),Tuple([Starred(N('a'))]))); e(Call(N('a'),[Starred(N('a'))],[keyword(None,N('b'))]))
c(FunctionDef('f',arguments([],[],arg('a',Starred(N('T'))),[],[],None,[]),[Pass()],[]))
e(UnaryOp(USub(),UnaryOp(USub(),C(1)))); e(BinOp(UnaryOp(USub(),C(1)),Pow(),UnaryOp(USub(),C(2)))); e(Attribute(C(1),'real')); e(Attribute(C(1.5),'real')); e(Attribute(C(-1),'real')); e(BinOp(C(-1),Pow(),C(2)))
def ev(x): 
    t(lambda: eval(compile(fix(Expression(x)),'<x>','eval')))
ev(BinOp(C(-1),Pow(),C(2))); ev(C(float('inf'))); ev(C(-float('inf'))); ev(C(complex(1,-2))); ev(C(complex(-0.0,2))); ev(C((1,(2,'x'),b'\xff',None))); ev(C('a{b}\n\'"\\\ud800\U0001f600é')); ev(C(10**50)); ev(C(-10**50)); ev(C(frozenset([1]))); ev(C(1e-320)); ev(C(-0.0)); ev(C(5e300))
ev(JoinedStr([C('a{b}'),FormattedValue(C('q\''),114,JoinedStr([C('>'),FormattedValue(C(10),-1)]))])); ev(JoinedStr([FormattedValue(Dict([C(1)],[C(2)]),-1)])); ev(JoinedStr([FormattedValue(Lambda(A,C(1)),-1)]) if 0 else C(1)); ev(FormattedValue(C(5),-1,None)); ev(TemplateStr([C('a'),Interpolation(C(5),'five',114,JoinedStr([C('>3')]))]))
ev(IfExp(C(1),C(2),C(3))); ev(Call(Lambda(arguments([],[arg('x')],None,[],[],None,[C(5)]),N('x')),[],[])); ev(NamedExpr(N('zz',Store()),C(3)))
ns={}
exec(compile(m(Assign([N('not valid',Store())],C(5)), Assign([N('if',Store())],C(6)), Assign([N('r',Store())], BinOp(N('not valid'),Add(),N('if')))),'x','exec'),ns); print(sorted(k for k in ns if k!='__builtins__'), ns['r'])
exec(compile(m(FunctionDef('@f',arguments([],[arg('@a')],None,[],[],None,[]),[Return(N('@a'))],[])),'x','exec'),ns); print(ns['@f'](7), ns['@f'].__code__.co_varnames, ns['@f'].__name__)
t(lambda: compile(m(With([withitem(Tuple([N('a'),N('b')]))],[Pass()])),'x','exec').co_names)
f=FunctionDef('f',A,[Expr(C('doc')), Return(C(1))],[]); ns={}; exec(compile(m(f),'x','exec'),ns); print(ns['f'].__doc__)
x=Expression(N('undefined_name',lineno=77,col_offset=3,end_lineno=78,end_col_offset=9))
try: eval(compile(x,'<q>','eval'))
except NameError as ex: 
    tb=ex.__traceback__.tb_next; print(tb.tb_lineno, list(tb.tb_frame.f_code.co_positions())[-2:][:1])
