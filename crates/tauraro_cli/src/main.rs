//! The `tauraro` command.

fn main() {
    eprintln!("tauraro: this build cannot run programs yet");
    std::process::exit(1);
}
