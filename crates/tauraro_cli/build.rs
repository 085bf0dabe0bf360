//! How the binary is linked.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // At a fixed address the tables of builtins need no relocation at every start: see
    // docs/decisions/0003-fixed-address.md.
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo::rustc-link-arg-bin=tauraro=-no-pie");
        // What small programs run stands together: see docs/decisions/0005-order-of-functions.md.
        if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
            let folder = std::env::var("CARGO_MANIFEST_DIR").expect("cargo says where the crate is");
            println!("cargo::rerun-if-changed=functions.ld");
            println!("cargo::rustc-link-arg-bin=tauraro=-Wl,-T,{folder}/functions.ld");
        }
    }
}
