"""Argument errors of builtin functions and methods: too few, too many, unknown keywords, wrong kinds; one table."""
import re

CALLS = """\
abs() abs(1,2) abs('a') all() all(1) any(1,2) ascii() bin() bin('a') bool(1,2) bytearray(1,2,3,4) bytes(1,'a')
callable() chr() chr('a') classmethod() compile() complex(1,2,3) delattr(1) dict(1,2) dir(1,2) divmod(1)
enumerate() enumerate(1) enumerate([],'a') enumerate([],1,2) eval() exec() filter(None) float(1,2) float(x=1)
format() frozenset(1) frozenset(1,2) getattr(1) getattr(1,'a',2,3) globals(1) hasattr(1) hash() hex() hex(1.5)
id() input(1,2) int('1',2,3) int(x=1) int([],2) isinstance(1) isinstance(1,2,3) issubclass(1) iter()
iter(1,2,3) len() len(1) list(1,2) list(x=1) locals(1) map() map(1) max() max(1) max([],1,key=5)
max(1,2,default=3) memoryview() min(key=1) next() next(1) object(1) oct(1.0) open() open(1,2,3,4,5,6,7,8,9)
ord() ord('ab') pow() pow(1) pow(1,2,3,4) print(1,foo=2) property(1,2,3,4,5) range() range(1,2,3,4) range(1.5)
repr() reversed() reversed(1) round() round(1,2,3) round('a') set(1) set(1,2) setattr(1,2) slice()
slice(1,2,3,4) sorted() sorted(1) sorted([],1) sorted([],foo=1) staticmethod() str(1,2,3,4) str(b'',1) sum()
sum(1) sum([],1,2) super(1) super(1,2,3) tuple(1) tuple(1,2) type() type(1,2) type(1,2,3) vars(1) vars(1,2)
zip(1) zip(foo=1) __import__() 'a'.capitalize(1) 'a'.center() 'a'.center('a') 'a'.center(1,'ab') 'a'.count()
'a'.encode(1) 'a'.endswith() 'a'.endswith(1) 'a'.expandtabs('a') 'a'.find() 'a'.find(1) 'a'.format_map()
'a'.index('b') 'a'.isalpha(1) 'a'.join() 'a'.join(1) 'a'.join([1]) 'a'.ljust() 'a'.lower(1) 'a'.partition()
'a'.partition('') 'a'.removeprefix(1) 'a'.replace('a') 'a'.replace(1,2) 'a'.rsplit(1) 'a'.split('',1)
'a'.split(maxsplit='a') 'a'.splitlines(1,2) 'a'.startswith(1) 'a'.strip(1) 'a'.translate() 'a'.zfill()
'a'.zfill('a') str.maketrans(1) str.upper() str.join('a') [].append() [].append(1,2) [].clear(1) [].copy(1)
[].count() [].extend() [].extend(1) [].index() [].index(1) [].insert(1) [].insert('a',1) [].pop(1,2)
[].pop('a') [].remove() [].remove(1) [].reverse(1) [].sort(1) [].sort(foo=1) [].sort(key=1,reverse=0)
[2,1].sort(key=1) list.append() list.append([],)  {}.clear(1) {}.copy(1) {}.fromkeys() {}.fromkeys(1) {}.get()
{}.get(1,2,3) {}.items(1) {}.keys(1) {}.pop() {}.pop(1) {}.pop(1,2,3) {}.popitem(1) {}.setdefault()
{}.update(1) {}.update([1]) {}.update(1,2) {}.values(1) set().add() set().add([]) set().difference(1)
set().discard() set().intersection(1) set().isdisjoint() set().issubset(1) set().pop(1) set().remove(1)
set().symmetric_difference() set().union(1) set().update(1) frozenset().copy(1) ().count() ().index()
().index(1) (1).bit_length(1) (1).to_bytes() (1).to_bytes(0) (1).to_bytes(1,'x') (1).from_bytes()
int.from_bytes(1) (1.5).hex(1) (1.5).is_integer(1) float.fromhex() float.fromhex(1) (1j).conjugate(1)
b'a'.decode(1) b'a'.find('a') b'a'.hex(1) b'a'.join([1]) b'a'.split('a') b'a'.translate(1) bytes.fromhex(1)
bytearray(b'').append('a') bytearray(b'').append(256) bytearray(b'').pop() range(3).index(9) range(3).count()
slice(1).indices() memoryview(b'a').cast() memoryview(b'a').cast('zz') (i for i in []).send() (i for i in
[]).throw() (i for i in []).send(1)""".split()
rows = []
for call in CALLS:
    try:
        r = eval(call)
        print(call, "-> no error")
    except BaseException as e:
        print(call, "->", type(e).__name__ + ":", re.sub(r" at 0x\w+", "", str(e)))
print(len(CALLS))
