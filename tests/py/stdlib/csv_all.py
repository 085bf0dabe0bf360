"""Reading and writing rows, dialects and their errors."""
import _csv, csv
from _csv import *
def t(f):
    try: print(ascii(f()))
    except BaseException as e: print(type(e).__name__, ascii(str(e)))
t(lambda: sorted(k for k in dir(_csv) if not k.startswith('__'))); t(lambda:_csv.__version__)
t(lambda: [(k,getattr(_csv,k)) for k in dir(_csv) if k.startswith('QUOTE')])
def r(lines, *a, **k): t(lambda: list(_csv.reader(lines,*a,**k)))
r(['a,b,c']); r(['"a,b",c','"a""b"','"a\n','b"']); r(['a "b" c']); r(['"a"b']); r(['"a"b'],strict=True); r(['"a']); r(['"a'],strict=True); r(['']); r(['',',']); r(['a\\,b'],escapechar='\\'); r(['a\\'],escapechar='\\'); r(['a\\'],escapechar='\\',strict=True); r(['a, b'],skipinitialspace=True); r(['a, "b"'],skipinitialspace=True); r(["1,2.5,'x'"],quoting=QUOTE_NONNUMERIC); r(['1,2,"x"'],quoting=QUOTE_NONNUMERIC); r(['"a",b'],quoting=QUOTE_NONE); r(['a;b'],delimiter=';'); r(["'a,b',c"],quotechar="'"); r(['a\rb']); r(['a\nb']); r(['a\r\n','b\n','c\r']); r(['a,b\x00c']); r([b'a']); r(5); r([5]); r(['a\tb'],'excel-tab'); r(['a'],'nope'); r(['"a\\"b"'],escapechar='\\',doublequote=False); r([',"",'],quoting=QUOTE_NOTNULL); r([',"",5'],quoting=QUOTE_STRINGS); r(['"a" ,b']); r(['"a"\n']); r(['a,"b\nc"']); r(['x'*200000]); r(['"ab\\\n','c"'],escapechar='\\'); r(['\ta'],delimiter='\t',skipinitialspace=True) 
for k in [dict(delimiter=''),dict(delimiter='ab'),dict(delimiter=5),dict(delimiter=None),dict(quotechar=''),dict(quotechar='ab'),dict(quotechar=5),dict(quotechar=None),dict(quotechar=None,quoting=QUOTE_NONE),dict(escapechar=''),dict(escapechar='ab'),dict(lineterminator=None),dict(lineterminator=5),dict(quoting=9),dict(quoting='x'),dict(quoting=-1),dict(foo=1),dict(delimiter='\n'),dict(delimiter='"'),dict(escapechar='\r'),dict(delimiter=' ',skipinitialspace=True),dict(quotechar=' ',skipinitialspace=True),dict(escapechar=','),dict(lineterminator=','),dict(strict=2),dict(doublequote=0),dict(delimiter=b','),dict(lineterminator='"'),dict(escapechar='"')]:
    print(k); r(['a,b'],**k)
class F:
    def __init__(s): s.o=[]
    def write(s,x): s.o.append(x); return len(x)
def w(rows,*a,**k):
    f=F()
    def g():
        x=_csv.writer(f,*a,**k); rs=[x.writerow(q) for q in rows]; return rs, f.o
    t(g)
w([['a','b']]); w([[1,2.5,None,True,'x,y','q"r','n\nl','']]); w([[]]); w([['']]); w([[None]]); w([['a','']]); w([5]); w([['a"b']],doublequote=False); w([['a"b']],doublequote=False,escapechar='\\'); w([['a,b']],quoting=QUOTE_NONE); w([['a,b']],quoting=QUOTE_NONE,escapechar='\\'); w([['a',1,1.5,None]],quoting=QUOTE_NONNUMERIC); w([['a',1,1.5,None,'']],quoting=QUOTE_ALL); w([['a',1,None,'']],quoting=QUOTE_STRINGS); w([['a',1,None,'']],quoting=QUOTE_NOTNULL); w([['a b']],delimiter=' '); w([['a','b']],lineterminator='X'); w([['aXb']],lineterminator='X'); w([['\\']],escapechar='\\'); w([['a\\b"']],escapechar='\\',doublequote=False); w([[' a']],skipinitialspace=True); w([['',' a',' ']],delimiter=' ',skipinitialspace=False); w([['']],quoting=QUOTE_NONE); w([[None]],quoting=QUOTE_NOTNULL); w([['a\rb']]); w([['é\U0001f600']]); w([(1,2)],'excel-tab'); w([['a'],['b']],'unix'); w([iter('ab')]); w([{'k':1}]); w(['abc']); w([[0.1,1e300,10**20]]); w([['a','b']],quotechar='|',quoting=QUOTE_ALL); w([[' ','']],delimiter=' ',quoting=QUOTE_NONE,escapechar='\\'); w([['x']],quotechar=None,quoting=QUOTE_NONE); w([['a\nb']],quoting=QUOTE_NONE,escapechar='\\'); w([['"']],quoting=QUOTE_NONE,escapechar='\\');w([['"']],quoting=QUOTE_NONE,quotechar=None); w([['']],delimiter=' ',skipinitialspace=True); w([['','a']],delimiter=' ',skipinitialspace=True)
t(lambda: _csv.writer(5)); t(lambda:_csv.writer()); t(lambda:_csv.reader()); t(lambda:_csv.writer(F()).writerows([[1],[2]])); t(lambda:_csv.writer(F()).writerows(5)); t(lambda: type(_csv.writer(F()))); t(lambda:type(_csv.reader([]))); t(lambda:_csv.writer(F()).dialect.delimiter)
t(lambda: list_dialects()); t(lambda:register_dialect('q',delimiter='|')); t(lambda:get_dialect('q').delimiter); t(lambda:list_dialects()); t(lambda:unregister_dialect('q')); t(lambda:unregister_dialect('q')); t(lambda:get_dialect('q')); t(lambda:register_dialect(5)); t(lambda:register_dialect('x',5)); t(lambda:register_dialect('x','excel',foo=1)); t(lambda:register_dialect()); t(lambda:get_dialect(5)); t(lambda:register_dialect('x','nope'))
t(lambda: field_size_limit()); t(lambda:field_size_limit(5)); r(['abcdef']); r(['"abcdef"']); t(lambda:field_size_limit('x')); t(lambda:field_size_limit(131072)); t(lambda: field_size_limit(1,2))
d=_csv.Dialect(); t(lambda:type(d)); 
for k in 'delimiter doublequote escapechar lineterminator quotechar quoting skipinitialspace strict'.split(): t(lambda:(k,getattr(d,k)))
t(lambda:setattr(d,'delimiter',';')); t(lambda:setattr(d,'foo',';')); t(lambda:delattr(d,'delimiter')); t(lambda: _csv.Dialect('excel').lineterminator); t(lambda:_csv.Dialect(d) is d); t(lambda:_csv.Dialect(d,delimiter=';').delimiter); t(lambda:type(_csv.Dialect(5))); t(lambda: _csv.Dialect(csv.excel_tab).delimiter); t(lambda:_csv.Dialect(csv.excel_tab()).delimiter)
class D: delimiter=':'
t(lambda:_csv.Dialect(D).delimiter); t(lambda:_csv.Dialect(None).delimiter); t(lambda:type(_csv.Dialect('excel','x')))
it=_csv.reader(['a','"b','c"']); t(lambda:it.line_num); next(it); t(lambda:it.line_num); next(it); t(lambda:it.line_num); t(lambda:next(it)); t(lambda:type(it.dialect)); t(lambda: iter(it) is it); t(lambda:_csv.Reader); t(lambda:_csv.Writer()); t(lambda:_csv.Reader())
t(lambda: Error.__mro__); t(lambda:Error.__module__); import copy; t(lambda:copy.copy(d)); 
t(lambda: list(csv.DictReader(['a,b','1,2','3']))); 
import io
s=io.StringIO(); x=csv.DictWriter(s,['a','b']); x.writeheader(); x.writerow({'a':1}); t(s.getvalue)
t(lambda: csv.Sniffer().sniff('a;b\n1;2\n').delimiter); t(lambda: csv.Sniffer().has_header('name,age\nbob,5\nal,7\n'))
class R:
    def __iter__(s): return s
    def __next__(s): raise OSError('q')
t(lambda: next(_csv.reader(R())))
class W:
    def write(s,x): raise OSError('w')
t(lambda: _csv.writer(W()).writerow([1]))
class S:
    def __str__(s): raise OSError('s')
w([[S()]])
