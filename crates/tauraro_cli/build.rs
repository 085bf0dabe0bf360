//! How the binary is linked.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // At a fixed address the tables of builtins need no relocation at every start: see
    // docs/decisions/0003-fixed-address.md.
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo::rustc-link-arg-bin=tauraro=-no-pie");
    }
}
