"""fork, exec, wait, signals, environment, subprocess."""
import os, signal, subprocess, sys

pid = os.fork()
if pid == 0:
    os._exit(7)
found, status = os.waitpid(pid, 0)
print(found == pid, os.WIFEXITED(status), os.WEXITSTATUS(status), os.waitstatus_to_exitcode(status))

r, w = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(r)
    os.dup2(w, 1)
    os.execv("/bin/sh", ["sh", "-c", "echo from a child; exit 3"])
os.close(w)
print(os.read(r, 100), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
os.close(r)

pid = os.fork()
if pid == 0:
    signal.pause()
os.kill(pid, signal.SIGTERM)
status = os.wait()[1]
print(os.WIFSIGNALED(status), os.WTERMSIG(status) == signal.SIGTERM, os.waitstatus_to_exitcode(status))

os.environ["TAURARO_TEST"] = "ä"
print(subprocess.check_output(["sh", "-c", "echo $TAURARO_TEST"]))
del os.environ["TAURARO_TEST"]
print(subprocess.check_output(["sh", "-c", "echo [$TAURARO_TEST]"], text=True))
print(subprocess.run(["cat"], input=b"through a pipe", capture_output=True))
print(subprocess.run(["sh", "-c", "echo out; echo err >&2; exit 2"], capture_output=True, text=True))
print(subprocess.run("echo $0 $1", shell=True, stdout=subprocess.PIPE).stdout)
print(subprocess.run(["sh", "-c", "echo both; echo two >&2"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout)
print(subprocess.run(["pwd"], cwd="/", capture_output=True).stdout)
print(subprocess.run(["sh", "-c", "echo $A-$B"], env={"A": "1", "B": "2"}, capture_output=True).stdout)
try:
    subprocess.run(["/none/at/all"])
except FileNotFoundError as e:
    print(e)
try:
    subprocess.run(["ls"], cwd="/none/at/all")
except FileNotFoundError as e:
    print(e)
try:
    subprocess.run(["false"], check=True)
except subprocess.CalledProcessError as e:
    print(e)
try:
    subprocess.run(["sleep", "10"], timeout=0.1)
except subprocess.TimeoutExpired as e:
    print(e)
with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as p:
    print(p.communicate("line 1\nline 2\n"), p.returncode)
p = subprocess.Popen(["sleep", "10"])
print(p.poll())
p.terminate()
print(p.wait())
print(subprocess.getstatusoutput("echo hi; exit 4"))
print(os.system("exit 3") >> 8)
print(os.popen("echo popen").read())
for bad in (lambda: os.execv("/none", []), lambda: os.execv("/none", [""]), lambda: os.execv("/none", 3),
            lambda: os.execve("/none", ["a"], 3), lambda: os.kill("a", 1), lambda: os.waitstatus_to_exitcode(2**40)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
