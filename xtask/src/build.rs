//! Building the `tauraro` binary that the other commands run.

use crate::args::Error;
use crate::paths;
use std::path::PathBuf;
use std::process::Command;

/// Which build of the binary a command works on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// With debug assertions: what the tests use.
    Dev,
    /// What users run: what is timed.
    Release,
}

/// The cargo that runs us, or the one on the path.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(paths::root());
    command
}

/// The binary's path in `profile`, whether or not it has been built.
pub(crate) fn binary_path(profile: Profile) -> PathBuf {
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => "release",
    };
    paths::target_dir().join(folder).join("tauraro")
}

/// A build that took longer is mentioned: it explains the wait.
const LONG_BUILD: std::time::Duration = std::time::Duration::from_secs(5);

/// Builds the binary, whose warnings are not shown here, and returns its path. The whole workspace's binaries are named so that
/// features unify as they do for `cargo test --workspace`: nothing is compiled twice.
pub(crate) fn binary(profile: Profile) -> Result<PathBuf, Error> {
    let mut command = cargo();
    command.args(["build", "--quiet"]);
    match profile {
        Profile::Dev => command.args(["--workspace", "--bins"]),
        Profile::Release => command.args(["--release", "--package", "tauraro_cli"]),
    };
    let started = std::time::Instant::now();
    let output = command.output().map_err(|error| format!("cargo build: {error}"))?;
    if !output.status.success() {
        return Err(format!("the build failed\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    if started.elapsed() > LONG_BUILD {
        say!("built {} in {:.0?}", binary_path(profile).display(), started.elapsed());
    }
    Ok(binary_path(profile))
}
