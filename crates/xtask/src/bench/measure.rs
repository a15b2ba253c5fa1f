//! What a command costs.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// What running a command cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// Seconds of the processor, the system's included, of the command and all it started.
    pub(super) cpu: f64,
    /// Seconds by the clock.
    pub(super) wall: f64,
    /// The most memory it held, in MiB.
    pub(super) memory: f64,
}

impl Cost {
    pub(super) fn min(self, other: Self) -> Self {
        Self { cpu: self.cpu.min(other.cpu), wall: self.wall.min(other.wall), memory: self.memory.min(other.memory) }
    }
}

/// Runs a command through this program once more, which then has no other children whose costs could be counted.
pub(super) fn measure(command: &Command) -> Result<Cost, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut outer = Command::new(own);
    outer.arg("measured").arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        outer.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => outer.env(name, value),
            None => outer.env_remove(name),
        };
    }
    let output = outer.stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    match (numbers.next(), numbers.next(), numbers.next(), output.status.success()) {
        (Some(Ok(cpu)), Some(Ok(wall)), Some(Ok(memory)), true) => Ok(Cost { cpu, wall, memory }),
        _ => {
            let told = String::from_utf8_lossy(&output.stderr);
            let last: Vec<&str> = told.lines().rev().take(5).collect();
            Err(format!("{command:?} failed: {}", last.into_iter().rev().collect::<Vec<_>>().join("\n")))
        }
    }
}

/// `cargo xtask measured PROGRAM ARGUMENT...`: runs the program and prints its seconds of processor and clock and its
/// most MiB of memory.
pub(crate) fn run_measured(arguments: &[String]) -> Result<ExitCode, String> {
    let [program, arguments @ ..] = arguments else { return Err("measured wants a program".to_owned()) };
    let began = Instant::now();
    let status = Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .status()
        .map_err(|error| format!("{program}: {error}"))?;
    let wall = began.elapsed().as_secs_f64();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let cpu = (usage.user_time().num_microseconds() + usage.system_time().num_microseconds()) as f64 / 1e6;
    println!("{cpu} {wall} {}", usage.max_rss() as f64 / 1024.0);
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
