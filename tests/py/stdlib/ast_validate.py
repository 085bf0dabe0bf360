"""The errors of trees that are not right, when they are compiled."""
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
t(lambda: compile(Module([Expr(N('a'))]), 'x','exec'))
t(lambda: compile(Module(5), 'x','exec')); t(lambda: compile(Module([5]), 'x','exec')); t(lambda: compile(Module([None]), 'x','exec'))
t(lambda: compile(Expression(N('a',lineno=1,col_offset=0)), 'x','exec')); t(lambda: compile(Module([]), 'x','eval')); t(lambda: compile(Module([]), 'x','single'))
t(lambda: compile(N('a'), 'x','exec')); t(lambda: compile(5, 'x','exec')); t(lambda: compile(AST(), 'x','exec'))
def mk(cls, *dels, **k):
    n=cls(**k) if k else cls.__new__(cls)
    for d in dels: delattr(n,d)
    return n
import warnings
e(mk(N,'ctx',id='a')); e(mk(N,'id',id='a')); e(N(None)); e(N(5)); e(N('True')); e(N('None')); e(N('a',Store())); e(N('a',5)); e(N('a',N('b')))
e(BinOp(N('a'),Add(),None)); e(BinOp(N('a'),5,N('b'))); e(BinOp(N('a'),Load(),N('b'))); e(BoolOp(And(),[N('a')])); e(BoolOp(And(),[])); e(BoolOp(And(),5)); e(BoolOp(And(),[None,N('a')]))
e(Dict([],[N('a')])); e(Dict([None],[N('a')])); e(Dict([None],[None])); e(Compare(N('a'),[],[])); e(Compare(N('a'),[Eq()],[])); e(Compare(N('a'),[5],[N('a')])); e(Compare(N('a'),[None],[N('a')]))
e(C([])); e(C(object)); e(C((1,[]))); e(C(frozenset([1]))); e(C(...)); e(Constant(1,5)); e(ListComp(N('a'),[])); e(ListComp(N('a'),[comprehension(N('x'),N('y'),[],0)])); e(ListComp(N('a'),[comprehension(N('x',Store()),N('y'),[],'a')]))
e(Attribute(N('a'),'None')); e(Attribute(N('a'),5)); e(Call(N('a'),[None],[])); e(Call(N('a'),[],[None])); e(Call(N('a'),[],[keyword('None',N('a'))]));e(Call(N('a'),[],[keyword('x',N('a',Store()))]))
e(Lambda(arguments([],[arg('a')],None,[],[],None,[N('b'),N('c')]),N('a'))); e(Lambda(arguments([],[],None,[],[None],None,[]),N('a'))); e(Lambda(arguments([],[arg('a'),arg('a')],None,[],[],None,[]),N('a')));
e(NamedExpr(C(1),C(2))); e(NamedExpr(N('a',Store()),C(2))); e(NamedExpr(Attribute(N('a'),'b',Store()),C(2))); e(FormattedValue(N('a'),-1,None)); e(FormattedValue(N('a'),5,None)); e(JoinedStr([N('a')])); e(JoinedStr([C(5)])); e(TemplateStr([N('a')])); e(Interpolation(N('a'),'x',-1)); e(TemplateStr([Interpolation(N('a'),'x',-1), C('a')])); e(Yield()); e(Await(N('a'))); e(UnaryOp(Not(),N('a',Del()))); e(List([N('a')],Store())); e(Subscript(N('a'),Slice()));e(Subscript(N('a'),Tuple([Slice()])));e(Tuple([N('a',Store())]))
A=arguments([],[],None,[],[],None,[])
c(FunctionDef('f',A,[],[])); c(FunctionDef(5,A,[Pass()],[])); c(FunctionDef('f',A,[Pass()],[N('a',Store())])); c(FunctionDef('f',A,[Pass()],[],N('a',Store()))); c(FunctionDef('True',A,[Pass()],[])); c(ClassDef('A',[],[],[],[])); c(Return()); c(Delete([])); c(Delete([None])); c(Delete([N('a')])); c(Assign([],C(1))); c(Assign([N('a')],C(1))); c(Assign([C(1)],C(1))); c(AugAssign(N('a'),Add(),C(1))); c(AugAssign(C(1),Add(),C(1)))
c(AnnAssign(Attribute(N('a'),'b',Store()),N('int'),None,1)); c(AnnAssign(N('a'),N('int'),None,1)); c(For(N('a'),N('b'),[Pass()],[])); c(For(N('a',Store()),N('b'),[],[])); c(While(N('a'),[],[])); c(If(N('a'),[],[])); c(With([],[Pass()])); c(With([withitem(N('a'),N('b'))],[Pass()])); c(With([withitem(N('a'))],[]))
c(Raise(None,N('a'))); c(Try([],[],[],[])); c(Try([Pass()],[],[],[])); c(Try([Pass()],[],[Pass()],[Pass()])); c(Try([Pass()],[ExceptHandler(None,None,[])],[],[])); c(TryStar([],[],[],[])); c(Try([Pass()],[5],[],[])); c(Try([Pass()],[ExceptHandler(None,None,[Pass()]),ExceptHandler(N('a'),None,[Pass()])],[],[]))
c(Assert(N('a',Store()))); c(Import([])); c(Import([5])); c(Import([None])); c(ImportFrom('a',[],0)); c(ImportFrom('a',[alias('b')],-1)); c(ImportFrom(None,[alias('b')],0)); c(Global([])); c(Global([5])); c(Nonlocal(['a'])); c(Expr(None)); c(Break()); c(Continue()); c(TypeAlias(C(1),[],N('a'))); c(TypeAlias(N('a'),[],N('a')));c(TypeAlias(N('a',Store()),[TypeVar('T',N('x',Store()))],N('a')))
def p(*pats, guard=None): c(Match(N('x'),[match_case(q,guard,[Pass()]) for q in pats]))
c(Match(N('x'),[])); c(Match(N('x'),[match_case(MatchAs(),None,[])]))
p(MatchValue(N('a'))); p(MatchValue(C(None))); p(MatchValue(C(1))); p(MatchValue(UnaryOp(USub(),N('a')))); p(MatchValue(BinOp(C(1),Add(),C(2)))); p(MatchValue(BinOp(C(1),Add(),C(2j)))); p(MatchSingleton(1)); p(MatchSingleton(None)); p(MatchMapping([C(1)],[])); p(MatchMapping([N('a')],[MatchAs()])); p(MatchMapping([],[],'_')); p(MatchMapping([C(None)],[MatchAs()])); p(MatchClass(C(1),[],[],[])); p(MatchClass(N('a'),[],['x'],[])); p(MatchClass(Attribute(C(1),'b'),[],[],[])); p(MatchStar('a')); p(MatchSequence([MatchStar('_')])); p(MatchSequence([MatchStar('a'),MatchStar('b')])); p(MatchAs(MatchAs(),None)); p(MatchAs(None,'_')); p(MatchAs(MatchAs(),'_')); p(MatchOr([])); p(MatchOr([MatchAs()])); p(MatchOr([MatchAs(),MatchAs()])); p(MatchValue(C((1,)))); p(MatchValue(5)); p(MatchAs(), MatchAs()); p(MatchSequence(None)); p(MatchMapping([C(1),C(1)],[MatchAs(),MatchAs()])); p(MatchValue(C(...))); p(MatchSingleton(...)); p(MatchClass(N('a',Store()),[],[],[])); p(MatchAs(None,'None')); p(MatchValue(Attribute(N('a'),'b'))); p(MatchValue(Tuple([]))); p(MatchValue(C(-1))); p(MatchValue(C(True)))
def pos(a,b,c_,d): t(lambda: compile(Module([Expr(N('a',lineno=a,col_offset=b,end_lineno=c_,end_col_offset=d),lineno=1,col_offset=0)]),'x','exec'))
pos(1,0,1,1); pos(2,0,1,1); pos(1,5,1,1); pos(-1,0,-1,0); pos(1,-1,1,1); pos(0,0,0,0); pos('a',0,1,1); pos(1,0,None,None); pos(None,0,1,1); pos(1.5,0,1,1); pos(1<<40,0,1,1); pos(-2,0,5,1); pos(1,-1,2,-1); pos(True,0,1,1)
c(FunctionDef('f',A,[Return(Yield())],[])); c(FunctionDef('f',A,[Nonlocal(['zz'])],[]))
c(Expr(C(1)), Expr(N('zz',Del())))
c(FunctionDef('f',arguments([arg(5)],[],None,[],[],None,[]),[Pass()],[])); c(FunctionDef('f',arguments([],[],N('a'),[],[],None,[]),[Pass()],[])); c(FunctionDef('f',arguments([],[],None,[arg('x')],[],None,[]),[Pass()],[]));c(FunctionDef('f',arguments([],[arg('a')],None,[arg('b')],[N('z',Store())],None,[]),[Pass()],[])); c(FunctionDef('f',arguments([None],[],None,[],[],None,[]),[Pass()],[]))
c(FunctionDef('f',A,[Pass()],[],None,5)); c(FunctionDef('f',A,[Pass()],[],None,None,[5]))
t(lambda: compile(fix(Interactive([Expr(C(1))])),'x','single')); t(lambda: compile(fix(FunctionType([],N('a'))),'x','func_type')); t(lambda: compile(fix(FunctionType([],N('a'))),'x','exec')); t(lambda: compile(m(Pass()),'x','exec',0x400)); t(lambda: compile(fix(Expression(N('a',Store()))),'x','eval',0x400))
t(lambda: compile(Module([Pass(lineno=1,col_offset=0)],[TypeIgnore(1,'x')]),'x','exec')); t(lambda: compile(Module([Pass(lineno=1,col_offset=0)],[5]),'x','exec'));t(lambda: compile(Module([Pass(lineno=1,col_offset=0)],[TypeIgnore('a',5)]),'x','exec'))
class Sub(Name): pass
e(Sub('a')); e(AST())
class bad:
    def __repr__(self): return 'REPR'
e(bad()); e(N(bad()))
