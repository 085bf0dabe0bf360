//! The numbers of signals and of what is done with them.

use super::system::NSIG;
use tauraro_core::heap::Gc;
use tauraro_core::object::Module;
use tauraro_core::{PyResult, Value, Vm};

macro_rules! table {
    ($($name:ident),* $(,)?) => { &[$((stringify!($name), libc::$name as i64)),*] };
}

static COMMON: &[(&str, i64)] = table![
    SIGABRT,
    SIGALRM,
    SIGBUS,
    SIGCHLD,
    SIGCONT,
    SIGFPE,
    SIGHUP,
    SIGILL,
    SIGINT,
    SIGIO,
    SIGKILL,
    SIGPIPE,
    SIGPROF,
    SIGQUIT,
    SIGSEGV,
    SIGSTOP,
    SIGSYS,
    SIGTERM,
    SIGTRAP,
    SIGTSTP,
    SIGTTIN,
    SIGTTOU,
    SIGURG,
    SIGUSR1,
    SIGUSR2,
    SIGVTALRM,
    SIGWINCH,
    SIGXCPU,
    SIGXFSZ,
    SIG_BLOCK,
    SIG_UNBLOCK,
    SIG_SETMASK,
    ITIMER_REAL,
    ITIMER_VIRTUAL,
    ITIMER_PROF,
];

#[cfg(target_os = "linux")]
static LINUX: &[(&str, i64)] = table![SIGPOLL, SIGPWR, SIGSTKFLT];

pub(super) fn add(vm: &mut Vm, module: Gc<Module>) -> PyResult<()> {
    for (name, n) in COMMON {
        module.add(vm, name, Value::small(*n))?;
    }
    #[cfg(target_os = "linux")]
    for (name, n) in LINUX {
        module.add(vm, name, Value::small(*n))?;
    }
    #[cfg(target_os = "linux")]
    for (name, n) in [("SIGRTMIN", libc::SIGRTMIN()), ("SIGRTMAX", libc::SIGRTMAX()), ("SIGCLD", libc::SIGCHLD)] {
        module.add(vm, name, Value::small(n.into()))?;
    }
    module.add(vm, "SIGIOT", Value::small(libc::SIGABRT.into()))?;
    module.add(vm, "SIG_DFL", Value::small(super::SIG_DFL))?;
    module.add(vm, "SIG_IGN", Value::small(super::SIG_IGN))?;
    module.add(vm, "NSIG", Value::small(NSIG as i64))
}
