//! Compiles all of CPython's library and test suite, where they are at hand, and verifies what
//! comes out. The folder is named by `TAURARO_CPYTHON_LIB`; without it the oracle that
//! `cargo xtask oracles` installs is used, and without that there is nothing to do. All files
//! take a minute and a half, so without `TAURARO_ALL` it is every tenth.

use std::path::{Path, PathBuf};

use tauraro_bytecode::{from_bytes, to_bytes, verify};
use tauraro_compile::{Options, compile};
use tauraro_syntax::{decode_source, normalize_newlines};

fn roots() -> Vec<PathBuf> {
    if let Some(root) = std::env::var_os("TAURARO_CPYTHON_LIB") {
        return vec![root.into()];
    }
    let Some(home) = std::env::var_os("HOME") else { return Vec::new() };
    let oracles = Path::new(&home).join(".cache/tauraro-oracles");
    vec![oracles.join("root/usr/lib/python3.14"), oracles.join("suite")]
}

fn python_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut entries: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            python_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            found.push(path);
        }
    }
}

/// Files that are wrong on purpose.
fn is_bad_on_purpose(path: &Path) -> bool {
    let text = path.to_string_lossy();
    ["bad_coding", "badsyntax", "bad_getattr", "/tokenizedata/bad", "lib2to3", "invalid_"]
        .iter()
        .any(|part| text.contains(part))
}

#[test]
fn the_library_compiles() {
    let mut files = Vec::new();
    for root in roots() {
        python_files(&root, &mut files);
    }
    let step = if std::env::var_os("TAURARO_ALL").is_some() { 1 } else { 10 };
    let mut failures = Vec::new();
    let mut compiled = 0;
    for path in files.iter().step_by(step) {
        let Ok(bytes) = std::fs::read(path) else { continue };
        let Ok(text) = decode_source(&bytes) else { continue };
        let source = normalize_newlines(&text);
        let result = compile(&source, &Options::module(&path.to_string_lossy()));
        match result {
            Err(error) if !is_bad_on_purpose(path) => failures.push(format!("{}: {error}", path.display())),
            Err(_) => {}
            Ok(made) => {
                compiled += 1;
                if let Err(error) = verify(&made.code) {
                    failures.push(format!("{}: {error}", path.display()));
                }
                let stored = to_bytes(&made.code);
                let back = from_bytes(&stored).unwrap();
                if to_bytes(&back) != stored {
                    failures.push(format!("{}: does not survive storing", path.display()));
                }
            }
        }
    }
    eprintln!("{compiled} of {} files compiled", files.len());
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}
