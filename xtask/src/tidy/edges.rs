//! Which crate may depend on which. The runtime never sees the parser or the compiler; objects do
//! not know the interpreter; Cranelift and the parser's crates have one user each.

use super::{Finding, Tree};

/// The direct edges of the design; what they reach is allowed too, since it adds no new arrow.
const EDGES: [(&str, &[&str]); 12] = [
    ("tauraro_syntax", &[]),
    ("tauraro_bytecode", &[]),
    ("tauraro_macros", &[]),
    ("tauraro_compile", &["tauraro_syntax", "tauraro_bytecode"]),
    ("tauraro_core", &["tauraro_bytecode", "tauraro_macros"]),
    ("tauraro_objects", &["tauraro_core"]),
    ("tauraro_interp", &["tauraro_objects"]),
    ("tauraro_stdlib", &["tauraro_objects", "tauraro_interp"]),
    ("tauraro_jit", &["tauraro_interp"]),
    ("tauraro", &["tauraro_stdlib", "tauraro_compile", "tauraro_jit"]),
    ("tauraro_cli", &["tauraro"]),
    ("xtask", &[]),
];

/// Crates from outside that only one of ours may use, by prefix.
const OWNERS: [(&str, &[&str]); 5] = [
    ("ruff_", &["tauraro_syntax"]),
    ("cranelift", &["tauraro_jit"]),
    ("rustpython-pylib", &["tauraro_stdlib", "tauraro"]),
    ("lexopt", &["tauraro_cli"]),
    ("mimalloc", &["tauraro_cli"]),
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    let manifests =
        tree.files.iter().filter(|file| file.path.ends_with("/Cargo.toml") && !file.path.starts_with("xtask/tidy/"));
    for file in manifests {
        let (name, uses) = read_manifest(&file.text);
        let known = EDGES.iter().any(|(crate_name, _)| *crate_name == name);
        if !known {
            found.push(finding(&file.path, 0, format!("the crate {name} is in no design")));
            continue;
        }
        for (line, used) in uses {
            let ours = EDGES.iter().any(|(crate_name, _)| *crate_name == used);
            if ours && !reaches(&name, &used) {
                let message = format!("{name} may not depend on {used}");
                found.push(finding(&file.path, line, message));
            }
            let owner = OWNERS.iter().find(|(prefix, _)| used.starts_with(prefix));
            if owner.is_some_and(|(_, users)| !users.contains(&name.as_str())) {
                let message = format!("{used} is not for {name}: see the owners in the check");
                found.push(finding(&file.path, line, message));
            }
        }
    }
    found
}

fn finding(path: &str, line: usize, message: String) -> Finding {
    Finding { place: path.to_owned(), line, amount: 1, message }
}

/// Whether the arrows lead from one crate to the other.
fn reaches(from: &str, to: &str) -> bool {
    let direct = EDGES.iter().find(|(name, _)| *name == from).map_or(&[][..], |(_, uses)| uses);
    direct.iter().any(|next| *next == to || reaches(next, to))
}

/// The package's name and the names in its dependency tables, tests' own left out.
fn read_manifest(text: &str) -> (String, Vec<(usize, String)>) {
    let mut name = String::new();
    let mut uses = Vec::new();
    let mut table = String::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[') {
            table = header.trim_end_matches(']').to_owned();
            if let Some((kind, used)) = table.rsplit_once("dependencies.")
                && !kind.ends_with("dev-")
            {
                uses.push((at + 1, used.to_owned()));
            }
        } else if let Some((key, value)) = line.split_once('=') {
            let is_table = table.ends_with("dependencies") && !table.ends_with("dev-dependencies");
            if table == "package" && key.trim() == "name" {
                name = value.trim().trim_matches('"').to_owned();
            } else if is_table && !line.starts_with('#') {
                let used = key.trim().split('.').next().unwrap_or_default().trim_matches('"');
                // What of ours runs only while building (the library is compiled then) adds no
                // arrow to the runtime.
                if !(table.ends_with("build-dependencies") && used.starts_with("tauraro_")) {
                    uses.push((at + 1, used.to_owned()));
                }
            }
        }
    }
    (name, uses)
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::check;

    fn complaints(manifest: &str) -> Vec<String> {
        let tree = Tree::of(&[("crates/x/Cargo.toml", manifest)]);
        check(&tree).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn the_designs_arrows_are_kept() {
        let good = "[package]\nname = \"tauraro_interp\"\n[dependencies]\n\
            tauraro_core.workspace = true\ntauraro_objects = { path = \"x\" }\nmemchr = \"2\"\n\
            [dev-dependencies]\ntauraro_compile.workspace = true\n";
        assert_eq!(complaints(good), [] as [String; 0]);
    }

    #[test]
    fn other_arrows_are_found() {
        let core = "[package]\nname = \"tauraro_core\"\n[dependencies]\ntauraro_objects.workspace = true\n";
        assert_eq!(complaints(core), ["tauraro_core may not depend on tauraro_objects"]);
        let table = "[package]\nname = \"tauraro_core\"\n[dependencies.tauraro_syntax]\npath = \"x\"\n";
        assert_eq!(complaints(table), ["tauraro_core may not depend on tauraro_syntax"]);
        let ruff = "[package]\nname = \"tauraro_core\"\n[build-dependencies]\nruff_python_ast = \"1\"\n";
        assert_eq!(complaints(ruff).len(), 1);
        assert_eq!(complaints("[package]\nname = \"tauraro_new\"\n").len(), 1);
    }
}
