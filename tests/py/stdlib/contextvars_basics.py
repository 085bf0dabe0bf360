import contextvars
v = contextvars.ContextVar('v', default=3)
w = contextvars.ContextVar('w')
print(v.get(), w.get(1))
try: w.get()
except LookupError as e: print('LE', e.args[0] is w)
t = v.set(5)
print(t.old_value, t.var is v, v.get())
print(str(t.old_value))
ctx = contextvars.copy_context()
def f():
    v.set(9); return v.get()
print(ctx.run(f), v.get(), ctx[v], list(ctx) == [v], len(ctx), v in ctx, ctx.get(w, 7))
with w.set(4) as tok:
    print(w.get())
print(w.get('none'))
v.reset(t); print(v.get())
try: v.reset(t)
except RuntimeError as e: print(str(e)[:8])
try: ctx.run(ctx.run, f)
except RuntimeError as e: print(str(e)[:20])
import warnings
print(contextvars.Context() == contextvars.Context(), contextvars.ContextVar[int])
