"""What string.Formatter and string.Template are made of."""
import _string
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
for s in ['', 'a', 'a{b}c','{','}','{{}}','{a!r:x{y}}','{a!}','{a!r','{a!rx}','{:{','{!r}','{0[a}','{a!r:}','x{{y{z}}}']:
    t(lambda:list(_string.formatter_parser(s)))
for s in ['','a','a.b[c][1]','0.x','[0]','.a','a[','a[]','a[b]c','a..b','99999999999999999999','a.','01', '-1','a[-1]']:
    def f():
        a,b=_string.formatter_field_name_split(s); return a,list(b)
    t(f)
t(lambda:_string.formatter_parser(1)); t(lambda:_string.formatter_field_name_split(b''))
it=_string.formatter_parser('{a')
t(lambda: next(it)); t(lambda: next(it))
import string
print(string.Formatter().format("{0.real:>{w}} {x!r}", 5, w=4, x='q'))
print(string.Template('$a ${b}').substitute(a=1,b=2))
