# `in` and the searches of operator say what they were given, whatever iter() says.
class C:
    def __iter__(self): return 5
class D:
    def __iter__(self): raise TypeError("mine")
class E:
    def __iter__(self): raise ValueError("mine")
for k in C, D, E, type:
    try: print(1 in k())
    except Exception as e: print(repr(e), repr(e.__context__))
    try: print(1 in k)
    except Exception as e: print(repr(e), repr(e.__context__))
import operator
for f in operator.countOf, operator.indexOf:
  for k in C,D,E,int:
    try: print(f(k(),1))
    except Exception as e: print(repr(e), repr(e.__context__))
