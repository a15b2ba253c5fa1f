//! Time, and what Ruby needs for the same work.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Seconds of processor time as Linux tells them, else those of the clock on the wall.
pub enum Clock {
    /// Where the processor's time stood.
    Processor(f64),
    /// When the clock was started.
    Wall(Instant),
}

impl Clock {
    /// Starts a clock.
    ///
    /// ```
    /// assert!(hyde_benches::Clock::now().seconds() < 60.0);
    /// ```
    pub fn now() -> Self {
        processor().map_or_else(|| Self::Wall(Instant::now()), Self::Processor)
    }

    /// Gives the seconds since the start.
    ///
    /// ```
    /// let clock = hyde_benches::Clock::now();
    /// assert!(clock.seconds() >= 0.0);
    /// ```
    pub fn seconds(&self) -> f64 {
        match self {
            Self::Processor(began) => processor().unwrap_or(*began) - began,
            Self::Wall(began) => began.elapsed().as_secs_f64(),
        }
    }
}

fn processor() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    text.split(' ').next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}

/// Runs a script with `ruby`, which gets the input and prints the seconds its work took; gives them, or why Ruby cannot
/// be asked.
///
/// ```
/// // Without Ruby there is a reason instead.
/// match hyde_benches::ruby_seconds("puts $stdin.read.to_f", "0.5") {
///     Ok(seconds) => assert_eq!(seconds, 0.5),
///     Err(reason) => assert!(!reason.is_empty()),
/// }
/// ```
pub fn ruby_seconds(script: &str, input: &str) -> Result<f64, String> {
    let mut ruby = Command::new("ruby")
        .args(["-e", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("ruby: {error}"))?;
    let mut pipe = ruby.stdin.take().ok_or("ruby takes no input")?;
    // Ruby may end early, without the library; what it says then is the reason.
    let _ = pipe.write_all(input.as_bytes());
    drop(pipe);
    let output = ruby.wait_with_output().map_err(|error| format!("ruby: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let seconds = String::from_utf8_lossy(&output.stdout).trim().parse();
    seconds.map_err(|_| said.lines().next().unwrap_or("it said nothing").to_owned())
}
