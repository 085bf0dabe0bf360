"""Decoding and encoding, with every error."""
import json, _json
from json import *
def t(f):
    try: print(ascii(f()))
    except BaseException as e: print(type(e).__name__, ascii(str(e)), getattr(e,'__notes__',''))
for s in ['', ' ', 'null','true','false','nul','1','-1','0','-0','01','1.5','1e5','1E+5','-','1.','.5','1e','NaN','Infinity','-Infinity','-Inf','"a"','"','"a\\n\\u00e9\\ud83d\\ude00\\ud800x"','"\\x"','"\\u12"','"\\u12g4"','"a\nb"','"a\tb"','[]','[1]','[1,]','[1 2]','[1','[','[,]','{}','{"a":1}','{"a":1,}','{"a" 1}','{"a":}','{a:1}','{"a":1','{','{"a":1 "b"}','{"a":1,"a":2}','[1,[2,{"x":[]}]]','1 2','"a" x','[1]]','\ufeff1','123456789012345678901234567890','1.7976931348623157e309','"\\ud83d"','"\\ud83d\\u0041"','"\\ud83dx"','[true,false,null]', '  [ 1 , 2 ]  ', '{ "a" : 1 , "b" : 2 }','{"a":1,  }','[1 , ]', '"\\/\\b\\f\\r\\t\\"\\\\"', 'nulll', '-a','"\u00e9\U0001f600"','[\x001]']:
    t(lambda: loads(s))
t(lambda: loads('[1.5,2]', parse_float=str)); t(lambda: loads('[1.5,2]', parse_int=str)); t(lambda: loads('[NaN,-Infinity]', parse_constant=str)); t(lambda: loads('{"a":{"b":1}}', object_hook=lambda d: list(d.items()))); t(lambda: loads('{"a":{"b":1},"a":2}', object_pairs_hook=list)); t(lambda: loads('"a\nb"', strict=False)); t(lambda: loads(b'[1]')); t(lambda: loads(5)); t(lambda: loads('[1', object_hook=1))
t(lambda: loads('1'*5000))
for o in [None,True,False,1,-1,10**30,1.5,1e16,1e-7,float('nan'),float('inf'),-float('inf'),'','a"\\\n\x00\x1f\x7fé\u2028\U0001f600\ud800',[],[1,2],(1,),{},{'a':1},{1:2,1.5:3,True:4,None:5},{'b':1,'a':2},[[],{}],{(1,):2},object,{1},b'x',1j,[object()]]:
    t(lambda: dumps(o)); t(lambda: dumps(o,indent=2)); t(lambda: dumps(o,ensure_ascii=False)); t(lambda: dumps(o, sort_keys=True, separators=(',',':')))
t(lambda: dumps({'a':[1,{'b':2}],'c':{}},indent='\t')); t(lambda: dumps({'a':1},indent=0)); t(lambda: dumps([1.0,float('nan')],allow_nan=False)); t(lambda: dumps({(1,):2,'a':1},skipkeys=True)); t(lambda: dumps({1:1,'a':2},sort_keys=True)); t(lambda:dumps(object(),default=str)[:7]); t(lambda: dumps({1,2},default=list)); t(lambda: dumps([object()],default=lambda o: o))
l=[]; l.append(l); t(lambda: dumps(l)); d={}; d['a']=d; t(lambda: dumps(d)); t(lambda: dumps(d,check_circular=False) if 0 else 1)
import enum
class E(int, enum.Enum): A=5
class F(float): 
    def __repr__(self): return 'F!'
class S(str): pass
class I(int):
    def __repr__(self): return 'I!'
class L(list): pass
class D(dict): pass
t(lambda: dumps([E.A,F(1.5),S('x'),I(3),L([1]),D(a=1)])); t(lambda: dumps({E.A:1,F(2.5):2,I(7):3,S('q'):4}))
from collections import OrderedDict
t(lambda: dumps(OrderedDict([('z',1),('a',2)])))
t(lambda: _json.encode_basestring_ascii('é"')); t(lambda:_json.encode_basestring('é"\n')); t(lambda:_json.encode_basestring_ascii(5)); t(lambda:_json.encode_basestring(5)); t(lambda:_json.scanstring('abc"',0)); t(lambda:_json.scanstring('abc',0)); t(lambda:_json.scanstring(5,0)); t(lambda:_json.scanstring('a\n"',0,False)); t(lambda:_json.scanstring('ab"',5)); t(lambda:_json.scanstring('ab"',-1))
t(lambda: JSONDecoder().raw_decode('[1] x')); t(lambda: JSONDecoder().raw_decode('  1')); t(lambda: JSONDecoder().raw_decode('x [1]', 2)); t(lambda: JSONDecoder().raw_decode('[1]', 10)); t(lambda: JSONDecoder().raw_decode('[1]', -3)); 
s=_json.make_scanner(JSONDecoder()); t(lambda: s('[1]',0)); t(lambda:s('x',0)); t(lambda: s(5,0)); t(lambda: s('',0)); t(lambda: (s.strict,s.object_hook,s.parse_float,s.parse_int)); t(lambda: type(s)); t(lambda: s('[1]',-1))
t(lambda: _json.make_encoder); t(lambda: _json.make_scanner)
e=JSONEncoder(); t(lambda: list(e.iterencode([1,{'a':2}]))); t(lambda: list(JSONEncoder(indent=1).iterencode([1,{'a':2}]))); t(lambda: ''.join(JSONEncoder(indent=1).iterencode({'a':[1,2,{}],'b':[]})))
def deep(n):
    x=[]
    for i in range(n): x=[x]
    return x
class BadD(dict):
    def items(self): return [('a',1),('b',2)]
t(lambda: dumps(BadD(x=1)))
class BadD2(dict):
    def items(self): return [('a',1,2)]
t(lambda: dumps(BadD2(x=1)))
t(lambda: dumps({'a':{'b':[object()]}}))
t(lambda: loads('{"a":1}').keys()); 
x=loads('[{"key":1},{"key":2}]'); t(lambda: list(x[0])[0] is list(x[1])[0])
t(lambda: dumps({'x':float('nan')},allow_nan=False)); t(lambda: dumps({float('nan'):1},allow_nan=False)); t(lambda: dumps({float('nan'):1, float('inf'):2}))
