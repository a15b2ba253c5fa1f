//! The language of code whose fence says `guess`: by its first line, as far as that settles it.

/// The interpreters a `#!` line may name, with the language they run.
const SHEBANGS: &[(&str, &str)] = &[
    ("python", "python"),
    ("ruby", "ruby"),
    ("rake", "ruby"),
    ("node", "javascript"),
    ("jsc", "javascript"),
    ("perl", "perl"),
    ("php", "php"),
    ("lua", "lua"),
    ("Rscript", "r"),
    ("julia", "julia"),
    ("elixir", "elixir"),
    ("escript", "erlang"),
    ("groovy", "groovy"),
    ("swift", "swift"),
    ("tclsh", "tcl"),
    ("bash", "shell"),
    ("zsh", "shell"),
    ("ksh", "shell"),
    ("sh", "shell"),
    ("make", "make"),
];

/// Gives the tag of the language the code looks like; plain text where nothing speaks for one.
pub(crate) fn guess(code: &str) -> &'static str {
    let first = code.lines().next().unwrap_or_default();
    if let Some(command) = first.strip_prefix("#!") {
        let mut words = command.split_whitespace();
        let mut program = words.next().unwrap_or_default();
        if program.ends_with("env") {
            program = words.find(|word| !word.starts_with('-')).unwrap_or_default();
        }
        let program = program.rsplit('/').next().unwrap_or_default();
        let program = program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        if let Some((_, tag)) = SHEBANGS.iter().find(|(name, _)| *name == program) {
            return tag;
        }
    }
    let lower = first.trim_start().to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return "html";
    }
    if lower.starts_with("<?xml") {
        return "xml";
    }
    if lower.starts_with("<?php") {
        return "php";
    }
    "plaintext"
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn a_versioned_interpreter_behind_env_is_recognised() {
        assert_eq!(guess("#!/usr/bin/env python3.11\nprint()"), "python");
        assert_eq!(guess("#!/bin/sh -e\n"), "shell");
    }

    #[test]
    fn code_without_a_sign_stays_plain() {
        assert_eq!(guess("hello"), "plaintext");
    }
}
