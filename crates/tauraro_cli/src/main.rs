//! The `tauraro` command: what the command line and the environment say, made into a runtime's
//! configuration.

mod environment;
#[cfg(feature = "jit")]
mod explain;
mod help;
mod options;

use environment::Environment;
use options::{Options, Parsed};
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use tauraro::{Config, End, Mode, Program, RunOptions, Runtime, STACK_BYTES, SysConfig};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Python code may nest native calls deeper than the main thread's stack allows.
    // Signals are for the thread that runs it.
    let ended = tauraro::run_without_signals(|held| {
        let run = move || {
            held.release();
            run()
        };
        std::thread::Builder::new().stack_size(STACK_BYTES).spawn(run).map(std::thread::JoinHandle::join)
    });
    match ended {
        Ok(Ok(End::Status(status))) => ExitCode::from(status),
        Ok(Ok(End::Interrupted)) => tauraro::die_of_interrupt(),
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(error) => {
            eprintln!("tauraro: cannot start a thread: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Why the runtime cannot be configured, as CPython says it.
struct Fatal {
    function: &'static str,
    message: String,
    state: &'static str,
}

fn run() -> End {
    let args: Vec<OsString> = std::env::args_os().collect();
    let program_name = args.first().map_or_else(|| "tauraro".to_owned(), |a| a.to_string_lossy().into_owned());
    if args.get(1).is_some_and(|a| a == "dis") && !Path::new("dis").exists() {
        return dis(&args[2..]);
    }
    #[cfg(feature = "jit")]
    if args.get(1).is_some_and(|a| a == "explain") && !Path::new("explain").exists() {
        return explain::run(&args);
    }
    let options = match options::parse(args.iter().skip(1)) {
        Ok(Parsed::Run(options)) => *options,
        Ok(Parsed::Show(text)) => {
            help::show(text, &program_name);
            return End::Status(0);
        }
        Err(error) => {
            eprintln!("{error}");
            eprintln!("usage: {}", help::usage(&program_name));
            eprintln!("Try `python -h' for more information.");
            return End::Status(2);
        }
    };
    match configure(&options, &args) {
        Ok(config) => {
            let run_options = run_options(&options, &config, program_name);
            // The process ends with it: taking it apart would only cost time, and daemon threads
            // may still wait for their turn.
            let mut runtime = std::mem::ManuallyDrop::new(Runtime::new(&config));
            runtime.run(&options.program, &run_options)
        }
        Err(fatal) => self::fatal(&fatal),
    }
}

fn fatal(fatal: &Fatal) -> End {
    eprintln!("Fatal Python error: {}: {}", fatal.function, fatal.message);
    eprintln!("Python runtime state: {}\n", fatal.state);
    End::Status(1)
}

fn run_options(options: &Options, config: &Config, program_name: String) -> RunOptions {
    RunOptions {
        program_name,
        skip_first_line: options.skip_first_line,
        interactive: config.sys.flags.interactive > 0,
        inspect: config.sys.flags.inspect > 0,
        quiet: config.sys.flags.quiet,
        startup: Environment::new(options).text("PYTHONSTARTUP"),
    }
}

fn configure(options: &Options, args: &[OsString]) -> Result<Config, Fatal> {
    let environment = Environment::new(options);
    let hash_seed = environment.hash_seed()?;
    let flags = environment.flags(options)?;
    let Some(mode) = Mode::from_name(&environment.jit(options)) else {
        let message = "-X jit and TAURARO_JIT are one of on, off, eager, interp-nospec, gc-zeal".to_owned();
        return Err(Fatal { function: "configure", message, state: "preinitialized" });
    };
    let sys = SysConfig {
        argv: options.argv.clone(),
        orig_argv: args.to_vec(),
        path: search_path(options, &environment, flags.safe_path),
        executable: std::env::current_exe().map_or_else(|_| String::new(), |p| p.to_string_lossy().into_owned()),
        hash_seed,
        warn_options: environment.warn_options(options, &flags),
        x_options: options.x_options.clone(),
        int_max_str_digits: environment.int_max_str_digits(options)?,
        flags,
    };
    Ok(Config { hash_seed, mode, optimize: sys.flags.optimize, sys, ..Config::default() })
}

/// `sys.path` before the library: where the program is, then PYTHONPATH.
fn search_path(options: &Options, environment: &Environment, safe: bool) -> Vec<OsString> {
    let mut path = Vec::new();
    let first = match &options.program {
        // A folder or archive is searched for the program itself.
        Program::File(file) if tauraro::has_main_module(file) => {
            path.push(absolute(Path::new(file)));
            None
        }
        _ if safe => None,
        Program::Command(_) | Program::StandardInput => Some(OsString::new()),
        Program::Module(_) => std::env::current_dir().ok().map(Into::into),
        Program::File(file) => {
            let real = std::fs::canonicalize(file).unwrap_or_else(|_| absolute(Path::new(file)).into());
            Some(real.parent().map_or_else(OsString::new, |p| p.as_os_str().to_owned()))
        }
    };
    path.extend(first);
    if let Some(more) = environment.text("PYTHONPATH") {
        path.extend(std::env::split_paths(&more).map(|p| absolute(&p)));
    }
    path
}

fn absolute(path: &Path) -> OsString {
    std::path::absolute(path).map_or_else(|_| path.as_os_str().to_owned(), Into::into)
}

/// `tauraro dis FILE...`
fn dis(files: &[OsString]) -> End {
    if files.is_empty() {
        eprintln!("usage: tauraro dis FILE ...");
        return End::Status(2);
    }
    for file in files {
        let name = file.to_string_lossy();
        let source = match std::fs::read(file) {
            Ok(source) => source,
            Err(error) => {
                eprintln!("tauraro: can't open file '{name}': {error}");
                return End::Status(2);
            }
        };
        match tauraro::disassemble(&source, &name, 0) {
            Ok(text) => print!("{text}"),
            Err(error) => {
                eprintln!("{error}");
                return End::Status(1);
            }
        }
    }
    End::Status(0)
}
