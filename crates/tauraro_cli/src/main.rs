//! The `tauraro` command.
fn main() {}
