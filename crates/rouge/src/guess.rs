//! The language of code whose fence says `guess`: by an editor's mode line, else by what languages begin with.

use memchr::memmem::find;

use crate::language::tag_of;
use crate::scan::is_word;

/// The interpreters a `#!` line may name, with the language they run.
const SHEBANGS: &[(&str, &str)] = &[
    ("awk", "awk"),
    ("coffee", "coffeescript"),
    ("crystal", "crystal"),
    ("python", "python"),
    ("elixir", "elixir"),
    ("factor", "factor"),
    ("node", "javascript"),
    ("jsc", "javascript"),
    ("groovy", "groovy"),
    ("php", "php"),
    ("hhvm", "hack"),
    ("runhaskell", "haskell"),
    ("haxe", "haxe"),
    ("io", "io"),
    ("ruby", "ruby"),
    ("julia", "julia"),
    ("lasso9", "lasso"),
    ("lsc", "livescript"),
    ("lua", "lua"),
    ("mojo", "mojo"),
    ("moon", "moonscript"),
    ("perl", "perl"),
    ("praat", "praat"),
    ("puppet", "puppet"),
    ("Rscript", "r"),
    ("rustc", "rust"),
    ("sed", "sed"),
    ("bash", "shell"),
    ("zsh", "shell"),
    ("ksh", "shell"),
    ("sh", "shell"),
    ("tclsh", "tcl"),
    ("wish", "tcl"),
    ("jimsh", "tcl"),
    ("tulip", "tulip"),
];

/// What code of a language may begin with.
const OPENINGS: &[(&str, &str)] = &[
    ("<?php", "php"),
    ("<?hh", "hack"),
    ("<?lasso", "lasso"),
    ("<?=", "lasso"),
    ("%!", "postscript"),
    ("%YAML", "yaml"),
    ("Index: ", "diff"),
    ("diff --git", "diff"),
    ("\\documentclass", "tex"),
    ("\\documentstyle", "tex"),
    ("\\input", "tex"),
    ("\\relax", "tex"),
    ("\\ProvidesPackage", "tex"),
    ("\\ProvidesClass", "tex"),
];

/// How many lines at each end may hold a mode line.
const MODE_LINES: usize = 5;

/// Gives the tags of the languages the code may be in, sorted; none where nothing speaks for one.
pub(crate) fn guesses(code: &str) -> Vec<&'static str> {
    if let Some(tag) = mode(code) {
        return vec![tag];
    }
    let code = code.trim_start();
    let mut tags = Vec::new();
    let first = code.lines().next().unwrap_or_default();
    if let Some(command) = first.strip_prefix("#!") {
        tags.extend(SHEBANGS.iter().filter(|(name, _)| runs(command, name)).map(|(_, tag)| *tag));
    }
    tags.extend(OPENINGS.iter().filter(|(opening, _)| code.starts_with(opening)).map(|(_, tag)| *tag));
    if first.starts_with("#lang ") && has_word(first, "racket") {
        tags.push("racket");
    }
    if first.starts_with("--- ") && code.lines().nth(1).is_some_and(|line| line.starts_with("+++ ")) {
        tags.push("diff");
    }
    markup(code, &mut tags);
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// The HTML and XML kinds.
fn markup(code: &str, tags: &mut Vec<&'static str>) {
    let prolog = code.starts_with("<?xml");
    let body = if prolog { code.find("?>").map_or("", |end| code[end + 2..].trim_start()) } else { code };
    let doctype = body.strip_prefix("<!DOCTYPE").and_then(|rest| rest.split('>').next()).map(str::trim_start);
    let html = doctype.is_some_and(|kind| kind.get(..4).is_some_and(|name| name.eq_ignore_ascii_case("html")));
    let opens = code.strip_prefix("<html").is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    if html || opens {
        tags.push("html");
    }
    let other = doctype.is_some_and(|kind| !kind.is_empty() && !kind.contains("html"));
    if other || (prolog && !html) {
        tags.push("xml");
    }
    if find(code.as_bytes(), b"<Biml").is_some() {
        tags.push("biml");
    }
}

/// Whether a command names a program: a word that white space ends; Python's may have a version.
fn runs(command: &str, program: &str) -> bool {
    command.match_indices(program).any(|(at, _)| {
        let starts = at == 0 || !is_word(command.as_bytes()[at - 1]);
        let mut rest = &command[at + program.len()..];
        if program == "python" {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        }
        starts && (rest.is_empty() || rest.starts_with(char::is_whitespace))
    })
}

fn has_word(line: &str, word: &str) -> bool {
    line.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part == word)
}

/// The language that a mode line for Vim or Emacs names, near the beginning or the end.
fn mode(code: &str) -> Option<&'static str> {
    let lines: Vec<&str> = code.lines().collect();
    let near = |index: usize| index < MODE_LINES || index + MODE_LINES >= lines.len();
    let marked = lines.iter().enumerate().filter(|(index, _)| near(*index)).map(|(_, line)| *line);
    marked.filter_map(|line| emacs(line).or_else(|| vim(line))).find_map(tag_of)
}

/// The name in `-*- mode: NAME -*-` or `-*- NAME -*-`.
fn emacs(line: &str) -> Option<&str> {
    let start = line.find("-*-")? + 3;
    let text = &line[start..start + line[start..].find("-*-")?];
    let name = match text.find("mode:") {
        Some(at) => text[at + 5..].trim_start().split([';', ' ']).next()?,
        None => text,
    };
    Some(name.trim())
}

/// The name in `vim: ft=NAME` and its kin.
fn vim(line: &str) -> Option<&str> {
    for mark in ["vim:", "vi:", "ex:"] {
        let Some(at) = line.find(mark) else { continue };
        let rest = line[at + mark.len()..].trim_start();
        let rest = rest.strip_prefix("set").map_or(rest, str::trim_start);
        let option = ["filetype", "ft", "syntax", "syn"].iter().find_map(|option| rest.strip_prefix(option));
        if let Some(value) = option.and_then(|rest| rest.trim_start().strip_prefix('=')) {
            return value.trim_start().split(|c: char| !(c.is_alphanumeric() || c == '_')).next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::guesses;

    #[test]
    fn programs_are_words_of_the_first_line() {
        assert_eq!(guesses("#!/usr/bin/env python3.11\nprint()"), ["python"]);
        assert_eq!(guesses("\n#! /bin/sh -e\n"), ["shell"]);
        assert_eq!(guesses("#!/usr/bin/env node ruby\n"), ["javascript", "ruby"]);
        assert!(guesses("#!/usr/bin/ruby2.7\n").is_empty());
    }

    #[test]
    fn mode_lines_count_more_and_only_near_the_ends() {
        assert_eq!(guesses("#!/bin/sh\n# vim: set ft=ruby:\n"), ["ruby"]);
        assert_eq!(guesses("// -*- coding: utf-8; mode: c++ -*-"), ["cpp"]);
        assert!(guesses("a\nb\nc\nd\ne\n# vim: ft=ruby\na\nb\nc\nd\ne\nf\n").is_empty());
    }

    #[test]
    fn kinds_of_markup_are_told_apart() {
        assert_eq!(guesses("<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n"), ["html"]);
        assert_eq!(guesses("<!DOCTYPE svg>\n"), ["xml"]);
        assert_eq!(guesses("<!DOCTYPE HTML PUBLIC>\n"), ["html", "xml"]);
        assert_eq!(guesses("--- a\n+++ b\n"), ["diff"]);
        assert!(guesses("hello").is_empty());
    }
}
