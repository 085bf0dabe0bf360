//! `docs/internals/ops.md`, written from the table. A test keeps the file equal to it.

use std::fmt::Write;

use crate::op::{OPS, OpInfo};
use crate::operand::{OpFlags, Role};

const HEAD: &str = "# Ops\n\n\
Written from the table in `crates/tauraro_bytecode/src/table.rs`; run \
`UPDATE_DOCS=1 cargo test -p tauraro_bytecode` after a change there.\n\n\
An instruction is a 64-bit word `op a b c` of 16 bits each (`bc`: both as 32 bits), then, if an \
operand stands at `w` or `x`, a word of two 32-bit halves, then cache words. Operands that are \
not listed are zero. Jump distances count words from the end of the instruction. A variant is \
the same instruction rewritten in place for what it has seen.\n\n\
Flags: **r**aises, **c**alls Python code, **s**afepoint, **e**nds the block.\n\n\
| op | operands | words | flags | meaning |\n| --- | --- | --- | --- | --- |\n";

/// The page.
#[must_use]
pub fn ops_markdown() -> String {
    let mut page = HEAD.to_owned();
    for info in OPS {
        row(&mut page, info);
    }
    page
}

fn row(page: &mut String, info: &OpInfo) {
    let meaning = info.doc.trim().replace('|', "\\|");
    if info.generic != info.op {
        let _ = writeln!(page, "| ↳ {} | | | | {meaning} |", info.name);
        return;
    }
    let mut operands = String::new();
    for operand in info.operands.iter().filter(|operand| operand.role != Role::Cache) {
        if !operands.is_empty() {
            operands.push_str(", ");
        }
        let place = format!("{:?}", operand.place).to_lowercase();
        let _ = write!(operands, "{place} {:?} {}", operand.role, operand.name);
    }
    let flags: String =
        [(OpFlags::RAISES, 'r'), (OpFlags::CALLS, 'c'), (OpFlags::SAFEPOINT, 's'), (OpFlags::ENDS, 'e')]
            .into_iter()
            .filter(|(flag, _)| info.flags.has(*flag))
            .map(|(_, letter)| letter)
            .collect();
    let _ = writeln!(page, "| **{}** | {operands} | {} | {flags} | {meaning} |", info.name, info.words);
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn page_is_up_to_date() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/internals/ops.md");
        let page = super::ops_markdown();
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &page).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(found == page, "docs/internals/ops.md is stale: UPDATE_DOCS=1 cargo test -p tauraro_bytecode");
    }
}
