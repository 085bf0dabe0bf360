//! Packs the pure-Python library into one file that the crate includes: bytecode, made by the
//! same compiler that programs go through, and beside it the sources for tracebacks and
//! `inspect`.
//!
//! ```text
//! count: u32, then a record of seven u32 for each file, sorted by path:
//!   path (offset, length), source (offset, packed length, length), code (offset, length)
//! then what the offsets lead to, counted from the end of the records:
//!   all paths, all code (not compressed), all sources (each compressed by itself with deflate)
//! ```
//! What a search reads stands together, and so does the code of modules that are imported
//! together: only the pages that are read count as the process's memory.
//!
//! All numbers are little-endian. A file that does not compile here has no code; it is compiled
//! when it is imported, which raises what is to be raised.

use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What no program imports: graphical programs, their data, and bundled installers.
const LEFT_OUT: [&str; 6] = ["idlelib", "turtledemo", "tkinter", "turtle.py", "ensurepip", "__phello__"];

/// Where the library seems to be; `sys._stdlib_dir`.
#[cfg(feature = "precompiled")]
const ROOT: &str = "/tauraro/lib/python3.14";

/// Modules that CPython freezes: it shows `<frozen NAME>` for their files.
#[cfg(feature = "precompiled")]
const FROZEN: [&str; 17] = [
    "zipimport",
    "abc",
    "codecs",
    "io",
    "_collections_abc",
    "_sitebuiltins",
    "genericpath",
    "ntpath",
    "posixpath",
    "os",
    "site",
    "stat",
    "importlib/util",
    "importlib/machinery",
    "importlib/_bootstrap",
    "importlib/_bootstrap_external",
    "runpy",
];

/// Deeply nested displays in the library need more than a thread's usual stack.
const STACK_BYTES: usize = 64 << 20;

/// One file's source, packed, and code.
struct Packed {
    source: Vec<u8>,
    length: usize,
    code: Vec<u8>,
}

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/library_importer.py");
    let root = Path::new(rustpython_pylib::LIB_PATH);
    let mut files = Vec::new();
    collect(root, root, &mut files)?;
    files.push(("_library_importer.py".to_owned(), PathBuf::from("src/library_importer.py")));
    files.sort();
    let packed = pack_all(&files)?;
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    std::fs::write(out.join("library.bin"), join(&files, &packed))
}

/// All files packed, in their order, by all processors.
fn pack_all(files: &[(String, PathBuf)]) -> std::io::Result<Vec<Packed>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let work = || -> std::io::Result<()> {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some((name, path)) = files.get(at) else { return Ok(()) };
                let packed = pack(name, &std::fs::read(path)?)?;
                done.lock().expect("no thread panics with the lock").push((at, packed));
            }
        };
        let mut started = Vec::new();
        for _ in 0..threads {
            started.push(std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work)?);
        }
        for thread in started {
            thread.join().expect("the compiler does not panic on the library")?;
        }
        Ok::<(), std::io::Error>(())
    })?;
    let mut done = done.into_inner().expect("all threads have ended");
    done.sort_by_key(|(at, _)| *at);
    Ok(done.into_iter().map(|(_, packed)| packed).collect())
}

fn pack(name: &str, source: &[u8]) -> std::io::Result<Packed> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(source)?;
    let code = match std::str::from_utf8(source) {
        Ok(text) if !text.contains(['\r', '\0', '\u{feff}']) => compile(name, text),
        _ => Vec::new(),
    };
    Ok(Packed { source: encoder.finish()?, length: source.len(), code })
}

/// Nothing is compiled by a build without the feature.
#[cfg(not(feature = "precompiled"))]
fn compile(_: &str, _: &str) -> Vec<u8> {
    Vec::new()
}

#[cfg(feature = "precompiled")]
fn compile(name: &str, text: &str) -> Vec<u8> {
    let module = name.trim_end_matches(".py");
    let filename = match module {
        "_library_importer" => "<frozen library_importer>".to_owned(),
        frozen if FROZEN.contains(&frozen) => format!("<frozen {}>", frozen.replace('/', ".")),
        _ => format!("{ROOT}/{name}"),
    };
    match tauraro_compile::compile(text, &tauraro_compile::Options::module(&filename)) {
        Ok(compiled) => tauraro_compile::to_bytes(&compiled.code),
        Err(_) => Vec::new(),
    }
}

/// The whole file.
fn join(files: &[(String, PathBuf)], packed: &[Packed]) -> Vec<u8> {
    let mut out = (files.len() as u32).to_le_bytes().to_vec();
    let mut data = Vec::new();
    let mut put = |bytes: &[u8]| {
        let at = data.len();
        data.extend_from_slice(bytes);
        [at as u32, bytes.len() as u32]
    };
    let paths: Vec<_> = files.iter().map(|(name, _)| put(name.as_bytes())).collect();
    let code: Vec<_> = packed.iter().map(|file| put(&file.code)).collect();
    let sources: Vec<_> = packed.iter().map(|file| put(&file.source)).collect();
    for (i, file) in packed.iter().enumerate() {
        let (path, source, code) = (paths[i], sources[i], code[i]);
        for n in [path[0], path[1], source[0], source[1], file.length as u32, code[0], code[1]] {
            out.extend(n.to_le_bytes());
        }
    }
    out.extend(data);
    out
}

/// All sources under a folder: (path with slashes from the root, path).
fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if LEFT_OUT.contains(&name) || name == "__pycache__" {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|e| e == "py")
            && let Ok(relative) = path.strip_prefix(root)
        {
            let relative: Vec<_> = relative.iter().filter_map(|p| p.to_str()).collect();
            files.push((relative.join("/"), path));
        }
    }
    Ok(())
}
