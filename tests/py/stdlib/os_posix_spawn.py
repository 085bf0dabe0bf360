"""`os.posix_spawn`, and what decides how processes are scheduled."""
import os
import pickle
import signal
import sys


def run(source, **options):
    pid = os.posix_spawn(sys.executable, [sys.executable, "-I", "-S", "-c", source], os.environ, **options)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


assert run("import sys; sys.exit(3)") == 3
pid = os.posix_spawnp("sh", ["sh", "-c", "exit $CODE"], {"CODE": "4", "PATH": os.environ["PATH"]})
assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 4
pid = os.posix_spawnp("sh", ["sh", "-c", 'test -n "$PATH"'], None)
assert os.waitpid(pid, 0)[1] == 0

actions = [
    (os.POSIX_SPAWN_OPEN, 1, "out.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
    (os.POSIX_SPAWN_DUP2, 1, 7),
]
assert run("import os; print('one', flush=True); os.write(7, b'two')", file_actions=actions) == 0
with open("out.txt") as file:
    assert file.read() == "one\ntwo"
r, w = os.pipe()
os.set_inheritable(w, True)
source = f"import os\ntry: os.fstat({w})\nexcept OSError: raise SystemExit(9)"
assert run(source) == 0
assert run(source, file_actions=[(os.POSIX_SPAWN_CLOSE, w)]) == 9
assert run(source, file_actions=[(os.POSIX_SPAWN_CLOSEFROM, 3)]) == 9
assert run("import os, sys; sys.exit(os.getpgrp() == os.getpid())", setpgroup=0) == 1
assert run("import os, sys; sys.exit(os.getsid(0) == os.getpid())", setsid=True) == 1
source = "import signal, sys; sys.exit(signal.SIGUSR1 in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
assert run(source, setsigmask=[signal.SIGUSR1]) == 1 and run(source) == 0

for call, error in [
    (lambda: os.posix_spawn("/nowhere", ["x"], {}), FileNotFoundError),
    (lambda: os.posix_spawn("sh", [], {}), ValueError),
    (lambda: os.posix_spawn("sh", "x", {}), TypeError),
    (lambda: run("", file_actions=[()]), TypeError),
    (lambda: run("", file_actions=[(99,)]), TypeError),
    (lambda: run("", setsigmask=[0]), ValueError),
    (lambda: run("", scheduler=5), TypeError),
]:
    try:
        call()
        assert False
    except error as e:
        print(e)

param = os.sched_getparam(0)
os.sched_setparam(0, param)
os.sched_setscheduler(0, os.sched_getscheduler(0), param)
assert pickle.loads(pickle.dumps(os.sched_param(3))) == os.sched_param(sched_priority=3)
try:
    os.sched_setparam(0, (0,))
except TypeError as e:
    print(e)
