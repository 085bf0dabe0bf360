//! `posix_spawn` and `posix_spawnp`: a program in a new process, started by the C library.

use super::process::{TextRow, arguments, environment};
use crate::_signal::signal_set;
use crate::os_call::path_error;
use crate::os_path::{Path, c_int};
use std::mem::MaybeUninit;
use tauraro_core::builtin::FnDef;
use tauraro_core::object::Tuple;
use tauraro_core::{PyResult, Value, Vm, defs, pyfunction};

pub(super) const FUNCTIONS: &[&FnDef] = defs![posix_spawn, posix_spawnp];

// What an action does; `os.POSIX_SPAWN_*`.
const OPEN: i32 = 0;
const CLOSE: i32 = 1;
const DUP2: i32 = 2;
const CLOSEFROM: i32 = 3;

/// What the new process does with its descriptors before the program starts.
struct Actions {
    row: libc::posix_spawn_file_actions_t,
    /// Texts that the row refers to.
    paths: Vec<Path>,
}

impl Actions {
    fn new() -> Actions {
        let mut row = MaybeUninit::uninit();
        // SAFETY: the call initialises the row.
        let row = unsafe {
            libc::posix_spawn_file_actions_init(row.as_mut_ptr());
            row.assume_init()
        };
        Actions { row, paths: Vec::new() }
    }

    /// Adds what one tuple of `file_actions` says.
    fn add(&mut self, vm: &mut Vm, action: Value) -> PyResult<()> {
        let Some(parts) = action.cast::<Tuple>().filter(|t| !t.is_empty()) else {
            return Err(vm.type_error("Each file_actions element must be a non-empty tuple"));
        };
        let row = &raw mut self.row;
        let code = match (c_int(vm, parts.items()[0])?, &parts.items()[1..]) {
            (OPEN, [fd, path, flags, mode]) => {
                let (fd, flags, mode) = (c_int(vm, *fd)?, c_int(vm, *flags)?, c_int(vm, *mode)?);
                let Some(path) = crate::os_path::path_of(vm, *path, "posix_spawn")? else {
                    return Err(vm.type_error("A open file_action tuple must have 5 elements"));
                };
                // SAFETY: the row is initialised; the text lives as long as it does.
                let code =
                    unsafe { libc::posix_spawn_file_actions_addopen(row, fd, path.ptr(), flags, mode as libc::mode_t) };
                self.paths.push(path);
                code
            }
            (CLOSE, [fd]) => {
                let fd = c_int(vm, *fd)?;
                // SAFETY: the row is initialised.
                unsafe { libc::posix_spawn_file_actions_addclose(row, fd) }
            }
            (DUP2, [from, to]) => {
                let (from, to) = (c_int(vm, *from)?, c_int(vm, *to)?);
                // SAFETY: the row is initialised.
                unsafe { libc::posix_spawn_file_actions_adddup2(row, from, to) }
            }
            (CLOSEFROM, [fd]) => {
                let fd = c_int(vm, *fd)?;
                let Some(add) = add_closefrom() else {
                    return Err(vm.not_implemented_error("POSIX_SPAWN_CLOSEFROM is not available"));
                };
                // SAFETY: the row is initialised.
                unsafe { add(row, fd) }
            }
            (OPEN, _) => return Err(vm.type_error("A open file_action tuple must have 5 elements")),
            (CLOSE, _) => return Err(vm.type_error("A close file_action tuple must have 2 elements")),
            (DUP2, _) => return Err(vm.type_error("A dup2 file_action tuple must have 3 elements")),
            (CLOSEFROM, _) => return Err(vm.type_error("A closefrom file_action tuple must have 2 elements")),
            _ => return Err(vm.type_error("Unknown file_actions identifier")),
        };
        if code == 0 { Ok(()) } else { Err(crate::os_call::error(vm, code)) }
    }
}

type AddNumber = unsafe extern "C" fn(*mut libc::posix_spawn_file_actions_t, libc::c_int) -> libc::c_int;

/// The C library's function for `POSIX_SPAWN_CLOSEFROM`, which older ones lack.
fn add_closefrom() -> Option<AddNumber> {
    let name = c"posix_spawn_file_actions_addclosefrom_np";
    // SAFETY: the name ends with NUL; a symbol of that name is a function of that type, and an
    // address that is not null is one of a function.
    unsafe {
        let found = libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr());
        if found.is_null() { None } else { Some(std::mem::transmute::<*mut libc::c_void, AddNumber>(found)) }
    }
}

impl Drop for Actions {
    fn drop(&mut self) {
        // SAFETY: the row is initialised and used no more.
        unsafe { libc::posix_spawn_file_actions_destroy(&raw mut self.row) };
    }
}

/// How the new process differs from this one.
struct Attributes(libc::posix_spawnattr_t);

impl Attributes {
    fn new() -> Attributes {
        let mut set = MaybeUninit::uninit();
        // SAFETY: the call initialises the attributes.
        unsafe {
            libc::posix_spawnattr_init(set.as_mut_ptr());
            Attributes(set.assume_init())
        }
    }

    fn fill(&mut self, vm: &mut Vm, wanted: &Wanted) -> PyResult<()> {
        let set = &raw mut self.0;
        let mut flags = 0;
        let given = |v: Option<Value>| v.and_then(Value::non_none);
        if let Some(group) = given(wanted.setpgroup) {
            let group = c_int(vm, group)?;
            // SAFETY: the attributes are initialised; so below.
            unsafe { libc::posix_spawnattr_setpgroup(set, group) };
            flags |= libc::POSIX_SPAWN_SETPGROUP;
        }
        if wanted.resetids {
            flags |= libc::POSIX_SPAWN_RESETIDS;
        }
        if wanted.setsid {
            flags |= libc::POSIX_SPAWN_SETSID as libc::c_int;
        }
        if let Some(signals) = wanted.setsigmask {
            let signals = signal_set(vm, signals)?;
            // SAFETY: as above; the set is read.
            unsafe { libc::posix_spawnattr_setsigmask(set, &raw const signals) };
            flags |= libc::POSIX_SPAWN_SETSIGMASK;
        }
        if let Some(signals) = wanted.setsigdef {
            let signals = signal_set(vm, signals)?;
            // SAFETY: as above.
            unsafe { libc::posix_spawnattr_setsigdefault(set, &raw const signals) };
            flags |= libc::POSIX_SPAWN_SETSIGDEF;
        }
        if let Some(scheduler) = given(wanted.scheduler) {
            let Some(scheduler) = scheduler.cast::<Tuple>() else {
                return Err(vm.type_error("posix_spawn: scheduler must be a tuple or None"));
            };
            let Ok([policy, param]) = <[Value; 2]>::try_from(scheduler.items()) else {
                return Err(vm.type_error("A scheduler tuple must have two elements"));
            };
            if let Some(policy) = policy.non_none() {
                let policy = c_int(vm, policy)?;
                // SAFETY: as above.
                unsafe { libc::posix_spawnattr_setschedpolicy(set, policy) };
                flags |= libc::POSIX_SPAWN_SETSCHEDULER;
            }
            let param = super::scheduling::param_of(vm, param)?;
            // SAFETY: as above; the parameters are read.
            unsafe { libc::posix_spawnattr_setschedparam(set, &raw const param) };
            flags |= libc::POSIX_SPAWN_SETSCHEDPARAM;
        }
        // SAFETY: as above.
        unsafe { libc::posix_spawnattr_setflags(set, flags as libc::c_short) };
        Ok(())
    }
}

impl Drop for Attributes {
    fn drop(&mut self) {
        // SAFETY: the attributes are initialised and used no more.
        unsafe { libc::posix_spawnattr_destroy(&raw mut self.0) };
    }
}

/// The keyword arguments.
struct Wanted {
    file_actions: Option<Value>,
    setpgroup: Option<Value>,
    resetids: bool,
    setsid: bool,
    setsigmask: Option<Value>,
    setsigdef: Option<Value>,
    scheduler: Option<Value>,
}

fn spawn(vm: &mut Vm, searches: bool, path: &Path, argv: Value, env: Value, wanted: &Wanted) -> PyResult<i64> {
    let function = if searches { "posix_spawnp" } else { "posix_spawn" };
    let argv = arguments(vm, function, argv)?;
    let env: Option<TextRow> = match env.non_none() {
        Some(env) => Some(environment(vm, env, function)?),
        None => None,
    };
    let mut actions = Actions::new();
    if let Some(rows) = wanted.file_actions.and_then(Value::non_none) {
        vm.for_each(rows, |vm, action| actions.add(vm, action))?;
    }
    let mut attributes = Attributes::new();
    attributes.fill(vm, wanted)?;
    let mut pid = 0;
    // SAFETY: rows of texts end with null, the texts with NUL; all is alive during the call. The
    // environment of this process is that of the C library.
    let code = unsafe {
        let env = env.as_ref().map_or(libc_environment(), TextRow::ptr).cast();
        let argv = argv.ptr().cast();
        let (actions, attributes) = (&raw const actions.row, &raw const attributes.0);
        if searches {
            libc::posix_spawnp(&raw mut pid, path.ptr(), actions, attributes, argv, env)
        } else {
            libc::posix_spawn(&raw mut pid, path.ptr(), actions, attributes, argv, env)
        }
    };
    if code == 0 { Ok(i64::from(pid)) } else { Err(path_error(vm, code, path.value)) }
}

unsafe extern "C" {
    static environ: *const *const libc::c_char;
}

fn libc_environment() -> *const *const libc::c_char {
    // SAFETY: the C library's variable; nothing writes to it meanwhile but `putenv`, under the lock.
    unsafe { environ }
}

/// Starts a program in a new process; its number.
#[pyfunction(
    "posix_spawn(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None)"
)]
fn posix_spawn(
    vm: &mut Vm,
    path: Path,
    argv: Value,
    env: Value,
    file_actions: Option<Value>,
    setpgroup: Option<Value>,
    resetids: Option<bool>,
    setsid: Option<bool>,
    setsigmask: Option<Value>,
    setsigdef: Option<Value>,
    scheduler: Option<Value>,
) -> PyResult<i64> {
    let (resetids, setsid) = (resetids.unwrap_or(false), setsid.unwrap_or(false));
    let wanted = Wanted { file_actions, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler };
    spawn(vm, false, &path, argv, env, &wanted)
}

/// Starts a program, which is looked for on the PATH, in a new process; its number.
#[pyfunction(
    "posix_spawnp(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None)"
)]
fn posix_spawnp(
    vm: &mut Vm,
    path: Path,
    argv: Value,
    env: Value,
    file_actions: Option<Value>,
    setpgroup: Option<Value>,
    resetids: Option<bool>,
    setsid: Option<bool>,
    setsigmask: Option<Value>,
    setsigdef: Option<Value>,
    scheduler: Option<Value>,
) -> PyResult<i64> {
    let (resetids, setsid) = (resetids.unwrap_or(false), setsid.unwrap_or(false));
    let wanted = Wanted { file_actions, setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler };
    spawn(vm, true, &path, argv, env, &wanted)
}
