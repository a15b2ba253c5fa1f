//! `hyde.lock`: which themes were fetched, so that every later build takes the same ones.

use super::LOCK_FILE;
use crate::error::BuildError;
use crate::outside::{read_loose, write_loose};
use std::fmt::Write as _;

/// A theme that was fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pin {
    /// The gem's name, or the address of a remote theme as the configuration writes it.
    pub(super) name: String,
    /// The gem's version, or the commit of a remote theme.
    pub(super) version: String,
    /// The SHA-256 of the gem's archive, or of the files of a remote theme.
    pub(super) sha256: String,
}

/// The themes that a site's lock file pins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct LockFile {
    path: String,
    pins: Vec<Pin>,
}

impl LockFile {
    /// Reads the lock file of a source; a missing one pins nothing.
    ///
    /// # Errors
    /// When the file is not what hyde wrote.
    pub(super) fn read(source: &str) -> Result<Self, BuildError> {
        let path = format!("{source}/{LOCK_FILE}");
        let Ok(bytes) = read_loose(&path) else { return Ok(Self { path, pins: Vec::new() }) };
        match parse(&String::from_utf8_lossy(&bytes)) {
            Some(pins) => Ok(Self { path, pins }),
            None => Err(BuildError::uncaught(
                "Hyde::LockError",
                format!("{path} is not what hyde wrote. Delete it to have themes pinned anew."),
            )),
        }
    }

    /// The pin of a theme.
    pub(super) fn get(&self, name: &str) -> Option<&Pin> {
        self.pins.iter().find(|pin| pin.name == name)
    }

    /// Pins a theme and writes the file, unless it says so already.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn pin(&mut self, pin: Pin) -> Result<(), BuildError> {
        if self.pins.contains(&pin) {
            return Ok(());
        }
        self.pins.retain(|other| other.name != pin.name);
        self.pins.push(pin);
        self.pins.sort_by(|a, b| a.name.cmp(&b.name));
        write_loose(&self.path, self.to_text().as_bytes())
            .map_err(|error| BuildError::io(&error, "rb_sysopen", &self.path))
    }

    fn to_text(&self) -> String {
        let mut text = String::from(
            "# The themes that hyde fetched for this site. Keep this file; take an entry out to have a newer one fetched.\n",
        );
        for pin in &self.pins {
            // Names and versions were checked; what is left to escape is what would end the text.
            let value = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
            let _ = write!(
                text,
                "\n[[theme]]\nname = {}\nversion = {}\nsha256 = {}\n",
                value(&pin.name),
                value(&pin.version),
                value(&pin.sha256)
            );
        }
        text
    }
}

fn parse(text: &str) -> Option<Vec<Pin>> {
    let table: toml::Table = text.parse().ok()?;
    let Some(themes) = table.get("theme") else { return Some(Vec::new()) };
    themes
        .as_array()?
        .iter()
        .map(|theme| {
            let field = |key: &str| theme.get(key)?.as_str().map(str::to_owned);
            Some(Pin { name: field("name")?, version: field("version")?, sha256: field("sha256")? })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{LockFile, Pin, parse};

    #[test]
    fn what_is_written_is_read_again() {
        let pin = Pin { name: "minima".into(), version: "2.5.2".into(), sha256: "ab".into() };
        let odd = Pin { name: "https://x.example/a\"b".into(), version: "HEAD".into(), sha256: "cd".into() };
        let lock = LockFile { path: String::new(), pins: vec![pin.clone(), odd.clone()] };
        assert_eq!(parse(&lock.to_text()), Some(vec![pin, odd]));
        assert_eq!(parse("theme = 3"), None);
        assert_eq!(parse(""), Some(Vec::new()));
    }
}
