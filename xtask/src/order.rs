//! `cargo xtask order`: which functions of the binary stand together.
//!
//! The kernel makes 64 KB of a program's code resident at a time. A small program runs less than a
//! fifth of our functions, and they are spread over all crates: almost all of the code was resident.
//! This command runs programs under valgrind, notes which functions run in how many of them, and
//! writes a linker script that puts those together, the most used first. Nothing depends on it for
//! being right: a function that is not named, or no longer exists, is placed as ever.

use crate::args::{Args, Error};
use crate::build::{self, Profile};
use crate::process::Scratch;
use crate::{paths, pool};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const HELP: &str = "\
usage: cargo xtask order

Writes crates/tauraro_cli/functions.ld anew from the functions that small programs run.
Needs valgrind. To be run when `.ci/resident` says that the empty program has grown.
";

/// Every so many programs of the tests are run: about fifty.
const EVERY: usize = 10;

pub(crate) fn run(words: Vec<String>) -> Result<bool, Error> {
    let mut args = Args::new(words);
    if args.flag("--help") || args.flag("-h") {
        print!("{HELP}");
        return Ok(true);
    }
    args.plain_words()?;
    let path = paths::root().join("crates/tauraro_cli/functions.ld");
    let write = |text: String| std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()));
    // Valgrind knows no names of functions in a section of another name than `.text`.
    write(script(&BTreeMap::new()))?;
    let binary = build::binary(Profile::Release)?;
    let programs = programs()?;
    let ran = pool::map(&programs, pool::default_jobs(), |_, program| functions_of(&binary, program));
    let mut uses = BTreeMap::<String, usize>::new();
    for functions in ran {
        for function in functions? {
            *uses.entry(function).or_default() += 1;
        }
    }
    write(script(&uses))?;
    say!("{} functions of {} programs", uses.len(), programs.len());
    Ok(true)
}

/// The empty program, the tour, and a sample of the tests.
fn programs() -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for folder in ["lang", "types", "stdlib"] {
        let folder = paths::root().join("tests/py").join(folder);
        let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        found.extend(
            entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "py")),
        );
    }
    found.sort();
    let mut programs = vec![PathBuf::from("/dev/null"), paths::root().join("examples/tour.py")];
    programs.extend(found.into_iter().step_by(EVERY));
    Ok(programs)
}

/// The functions of `binary` that run `program`, as the linker names their sections.
fn functions_of(binary: &Path, program: &Path) -> Result<BTreeSet<String>, Error> {
    let scratch = Scratch::new().map_err(|error| error.to_string())?;
    let out = scratch.path().join("calls");
    let status = Command::new("valgrind")
        .args(["--tool=callgrind", "--demangle=no", "--compress-strings=no", "--compress-pos=no"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(binary)
        .arg(program)
        .current_dir(scratch.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.map_err(|error| format!("valgrind: {error}"))?;
    let profile =
        std::fs::read_to_string(&out).map_err(|error| format!("no profile of {}: {error}", program.display()))?;
    Ok(functions_in(&profile, &binary.to_string_lossy()))
}

/// The functions of `object` that a profile of callgrind names.
fn functions_in(profile: &str, object: &str) -> BTreeSet<String> {
    let mut functions = BTreeSet::new();
    let mut ours = false;
    for line in profile.lines() {
        if let Some(name) = line.strip_prefix("ob=") {
            ours = name == object;
        } else if ours && let Some(name) = line.strip_prefix("fn=") {
            functions.extend(section_of(name));
        }
    }
    functions
}

/// The pattern of a function's section: its name without the hash, which changes with each version
/// of the compiler and of the crates. `None` for code that has no name.
fn section_of(function: &str) -> Option<String> {
    // A recursive function is listed once for each depth: NAME'2.
    let name = function.split('\'').next()?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return None;
    }
    let name = match name.rfind("17h") {
        Some(at) if name.starts_with("_ZN") => &name[..at],
        _ => return Some(format!(".text.{name}")),
    };
    Some(format!(".text.{name}17h*"))
}

/// The linker script: what most programs run comes first.
fn script(uses: &BTreeMap<String, usize>) -> String {
    let mut order: Vec<_> = uses.iter().collect();
    order.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
    let mut text = String::from(
        "/* Made by `cargo xtask order`: functions that small programs run, the most used first. */\n\
         SECTIONS\n{\n  .text.used :\n  {\n",
    );
    for (name, _) in order {
        writeln!(text, "    *({name})").expect("writing to a String succeeds");
    }
    text.push_str("  }\n}\nINSERT BEFORE .text;\n");
    text
}

#[cfg(test)]
mod tests {
    use super::{functions_in, script};
    use std::collections::BTreeMap;

    #[test]
    fn functions_of_the_object_are_found_without_their_hashes() {
        let profile = "ob=/lib/libc.so\nfn=memcpy\nob=/bin/tauraro\nfn=(below main)\nfn=0x10\nfn=mi_malloc'2\n\
                       fn=_ZN4core3fmt5write17h0123456789abcdefE\ncfn=other\n";
        let functions: Vec<_> = functions_in(profile, "/bin/tauraro").into_iter().collect();
        assert_eq!(functions, [".text._ZN4core3fmt5write17h*", ".text.mi_malloc"]);
    }

    #[test]
    fn what_most_programs_run_comes_first() {
        let uses = BTreeMap::from([(".text.a".to_owned(), 1), (".text.b".to_owned(), 3)]);
        let text = script(&uses);
        assert!(text.find(".text.b") < text.find(".text.a"));
        assert!(text.ends_with("INSERT BEFORE .text;\n"));
    }
}
