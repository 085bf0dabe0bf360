"""`faulthandler` writes the stacks of threads: at once, later, at a signal."""
import faulthandler, sys, threading, tempfile, time, signal, os, io
def text(f):
    with tempfile.TemporaryFile() as file:
        f(file); file.seek(0)
        return file.read().decode()
def f(file): faulthandler.dump_traceback(file)
def g(file): faulthandler.dump_traceback(file, all_threads=False)
import re
clean = lambda s: re.sub(r' \[.*?\]', '', re.sub(r'0x[0-9a-f]+', '0x', re.sub(r'File ".*/', 'File "', s)))
print(clean(text(f))); print(clean(text(g)))
print(faulthandler.is_enabled()); faulthandler.enable(); print(faulthandler.is_enabled()); print(faulthandler.disable(), faulthandler.disable())
for args in [dict(file='x'), dict(file=-1)]:
    try: faulthandler.dump_traceback(**args)
    except Exception as e: print(repr(e))
for t in 0, -1, 'a':
    try: faulthandler.dump_traceback_later(t)
    except Exception as e: print(repr(e))
def later(file):
    faulthandler.dump_traceback_later(0.05, file=file); time.sleep(0.5)
print(clean(text(later)))
def never(file):
    faulthandler.dump_traceback_later(0.2, file=file); faulthandler.cancel_dump_traceback_later(); time.sleep(0.4)
print(repr(text(never)))
def reg(file):
    faulthandler.register(signal.SIGUSR1, file, all_threads=False); signal.raise_signal(signal.SIGUSR1); 
    print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1))
print(clean(text(reg)))
for s in (signal.SIGSEGV, 0, 99999):
    try: faulthandler.register(s)
    except Exception as e: print(repr(e))
def other(file):
    e=threading.Event(); s=threading.Event()
    def wait(): s.set(); e.wait()
    t=threading.Thread(target=wait); t.start(); s.wait(); time.sleep(0.05)
    faulthandler.dump_traceback(file); e.set(); t.join()
out = clean(text(other)); print(out.count('Thread 0x'), out.count('Current thread 0x'), 'in wait\n' in out)
import subprocess
r = subprocess.run([sys.executable, '-X', 'faulthandler', '-c', 'import faulthandler; print(faulthandler.is_enabled(), flush=True); faulthandler._sigsegv()'], capture_output=True, text=True)
print(r.returncode, r.stdout, r.stderr.splitlines()[0])
r = subprocess.run([sys.executable, '-c', 'import faulthandler, time; faulthandler.dump_traceback_later(0.1, exit=True); time.sleep(5)'], capture_output=True, text=True)
print(r.returncode, r.stderr.splitlines()[0])
