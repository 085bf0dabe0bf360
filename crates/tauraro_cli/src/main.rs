//! The `tauraro` command.

use std::process::ExitCode;
use tauraro::{Config, Mode, Runtime, STACK_BYTES, SysConfig};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Python code may nest native calls deeper than the main thread's stack allows.
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(run);
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => ExitCode::from(code),
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(error) => {
            eprintln!("tauraro: cannot start a thread: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> u8 {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (source, filename) = match args.as_slice() {
        [flag, text, ..] if flag == "-c" => (text.clone().into_bytes(), "<string>".to_owned()),
        [file, ..] => match std::fs::read(file) {
            Ok(bytes) => (bytes, file.clone()),
            Err(error) => {
                eprintln!("tauraro: can't open file '{file}': {error}");
                return 2;
            }
        },
        [] => {
            eprintln!("usage: tauraro FILE | -c TEXT");
            return 2;
        }
    };
    let Some(mode) = Mode::from_name(&std::env::var("TAURARO_JIT").unwrap_or_default()) else {
        eprintln!("tauraro: TAURARO_JIT is one of interp, interp-nospec, gc-zeal");
        return 2;
    };
    let hash_seed = match std::env::var("PYTHONHASHSEED").as_deref() {
        Err(_) | Ok("" | "random") => None,
        Ok(text) => match text.parse::<u32>() {
            Ok(seed) => Some(seed),
            Err(_) => {
                eprintln!(
                    "Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]"
                );
                return 1;
            }
        },
    };
    let folder = std::path::Path::new(&filename).parent().map(|p| p.to_string_lossy().into_owned());
    let sys = SysConfig {
        argv: args.clone(),
        orig_argv: std::env::args().collect(),
        path: vec![folder.filter(|_| filename != "<string>").unwrap_or_default()],
        executable: std::env::current_exe().map_or_else(|_| String::new(), |p| p.to_string_lossy().into_owned()),
        hash_seed,
        ..SysConfig::default()
    };
    let mut runtime = Runtime::new(&Config { hash_seed, mode, sys, ..Config::default() });
    let ended = runtime.run_main(&source, &filename);
    runtime.finish(ended)
}
