//! A line on the terminal that says how far a build has come, for builds that take longer than a moment.

use crate::console::Console;
use hyde::{Phase, Report};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a build may take before its progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is drawn.
const BEAT: Duration = Duration::from_millis(100);
/// How wide the bar is.
const WIDTH: usize = 30;

/// Shows progress until it is dropped; then the line is gone.
pub(crate) struct Shown {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Shows the progress of a build on the terminal; nothing where standard error is none, or information is not wanted.
pub(crate) fn show(console: &Arc<Console>, report: &Report, is_terminal: bool) -> Shown {
    if !is_terminal || !console.shows_information() || console.is_verbose() {
        return Shown { stop: None, thread: None };
    }
    let (stop, stopped) = channel();
    let (console, report) = (Arc::clone(console), report.clone());
    let thread = std::thread::Builder::new().name("progress".to_owned()).spawn(move || {
        let mut wait = PATIENCE;
        while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
            wait = BEAT;
            console.draw(&line(report.progress().now()));
        }
        console.erase();
    });
    // Without a thread there is no line; the build is none the worse.
    Shown { stop: Some(stop), thread: thread.ok() }
}

impl Drop for Shown {
    fn drop(&mut self) {
        drop::<Option<mpsc::Sender<()>>>(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It only draws: that it panicked changes nothing.
            let _ = thread.join();
        }
    }
}

/// The line for a state of the build.
fn line((phase, done, total): (Phase, usize, usize)) -> String {
    let name = match phase {
        Phase::Reading => "Reading",
        Phase::Generating => "Generating",
        Phase::Rendering => "Rendering",
        Phase::Writing => "Writing",
        _ => "Starting",
    };
    if total == 0 {
        return format!("{name:>19} ...");
    }
    let done = done.min(total);
    let full = WIDTH * done / total;
    format!("{name:>19} [{}{}] {done} of {total}", "=".repeat(full), " ".repeat(WIDTH - full))
}

#[cfg(test)]
mod tests {
    use super::line;
    use hyde::Phase;

    #[test]
    fn a_line_says_what_is_done_and_what_is_left() {
        assert_eq!(line((Phase::Reading, 0, 0)), "            Reading ...");
        let half = line((Phase::Rendering, 50, 100));
        assert_eq!(half, "          Rendering [===============               ] 50 of 100");
        assert!(line((Phase::Writing, 9, 3)).ends_with("[==============================] 3 of 3"));
    }
}
