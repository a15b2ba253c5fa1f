//! The lexers, one file per language.
//!
//! # How to add one
//!
//! 1. Write `LANG.rs` with a struct that holds the state which must survive from one call to the next (states as an enum
//!    on a `Vec` stack; nothing for a language without states) and `impl Lex for` it: loop until [`Scan::eof`], look at
//!    [`Scan::cur`], find the end of the token with the scanner's helpers and [`Scan::emit`] it.
//!    Where speed matters little, a `Grammar` of `machine.rs` is shorter: states with rules of patterns, like `julia.rs`.
//!    Long word lists go into `LANG_table.rs`.
//! 2. Name it in `build` below, by Rouge's tag.
//! 3. Compare with the real Rouge: tokens must be the same, `Text` against `Text.Whitespace` included.
//!
//! What to keep in mind:
//! - A character for which Rouge has no rule is an `Error` token: [`Scan::error`]. Equal neighbours merge by themselves.
//! - A lexer only sees its part of the code ([`Scan::end`]); another language inside is lexed by [`Scan::delegate`],
//!   which keeps the inner lexer's state as long as the inner lexer is kept.
//! - Each turn of the loop must move the position, and no turn may look ahead further than it will consume, except
//!   through a search whose failure is remembered: hostile input must stay linear.
//! - Word lists are sorted tables, a [`crate::words::Words`] each; one that is not sorted does not compile.

mod apache;
mod apache_table;
mod applescript;
mod applescript_table;
mod awk;
mod batchfile;
mod batchfile_table;
mod bibtex;
mod bsl;
mod c;
mod c_table;
mod clojure;
mod clojure_table;
mod cmake;
mod cmake_table;
mod cmhg;
mod coffeescript;
mod common_lisp;
mod common_lisp_table;
mod conf;
mod console;
mod coq;
mod csharp;
mod css;
mod css_table;
mod cypher;
mod d;
mod dart;
mod diff;
mod docker;
mod elixir;
mod elm;
mod erb;
mod erlang;
mod fortran;
mod fortran_table;
mod fsharp;
mod generic;
mod gherkin;
mod glsl_table;
mod go;
mod graphql;
mod groovy;
mod handlebars;
mod haskell;
mod hcl;
mod hocon;
mod html;
mod http;
mod ini;
mod irb;
mod java;
mod javascript;
mod javascript_table;
mod jinja;
mod json;
mod julia;
mod julia_table;
mod kotlin;
mod lean;
mod liquid;
mod lua;
mod machine;
mod make;
mod markdown;
mod mathematica;
mod mathematica_table;
mod matlab;
mod matlab_table;
mod nasm;
mod nginx;
mod nim;
mod nix;
mod objective_c;
mod ocaml;
mod pascal;
mod pattern;
mod perl;
mod perl_table;
mod php;
mod php_table;
mod plaintext;
mod powershell;
mod prolog;
mod properties;
mod protobuf;
mod python;
mod python_table;
mod r;
mod ruby;
mod ruby_table;
mod rust;
mod sass;
mod scala;
mod scheme;
mod scss;
mod shell;
mod small_table;
mod sparql;
mod sql;
mod sql_table;
mod ssh;
mod stata;
mod swift;
mod systemd;
mod tcl;
mod tex;
mod toml;
mod vb;
mod verilog;
mod verilog_table;
mod vhdl;
mod vhdl_table;
mod viml;
mod viml_table;
mod vue;
mod words_table;
mod xml;
mod yaml;
mod zig;

use self::generic::Generic;
use self::javascript::{Dialect, Javascript};
use self::machine::Machine;
use crate::scan::Scan;

/// A lexer at work: lexes all that the scanner shows, and keeps its state for the next piece.
pub(crate) trait Lex {
    /// Lexes up to the scanner's end.
    fn lex(&mut self, scan: &mut Scan<'_>);
}

/// The options behind a language's name, in the order written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Options(Vec<(String, String)>);

impl Options {
    /// Reads `a=1&b=2`.
    pub(crate) fn parse(text: &str) -> Self {
        let pairs = text.split(['&', ';']).filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (name.to_owned(), value.to_owned())
        });
        Options(pairs.collect())
    }

    /// The value of an option.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// An option as Rouge reads a truth value.
    pub(crate) fn truth(&self, name: &str) -> Option<bool> {
        self.get(name).map(|value| !matches!(value, "" | "0" | "false" | "off"))
    }
}

/// Makes the lexer for a tag; `None` where this crate has none.
pub(crate) fn build(tag: &str, options: &Options) -> Option<Box<dyn Lex>> {
    Some(match tag {
        "applescript" => Box::new(Machine::new(&applescript::APPLESCRIPT)),
        "css" => Box::new(css::Css::default()),
        "scss" => Box::new(scss::Scss::default()),
        "diff" => Box::new(diff::Diff),
        "html" => Box::new(html::Html::default()),
        "liquid" => Box::new(liquid::Liquid::default()),
        "javascript" => Box::new(Javascript::new(Dialect::Javascript)),
        "jsx" => Box::new(Javascript::new(Dialect::Jsx)),
        "typescript" => Box::new(Javascript::new(Dialect::Typescript)),
        "tsx" => Box::new(Javascript::new(Dialect::Tsx)),
        "json" => Box::new(json::Json::default()),
        "json-doc" => Box::new(json::Json::with_comments()),
        "yaml" => Box::new(yaml::Yaml::default()),
        "ruby" => Box::new(ruby::Ruby::default()),
        "shell" => Box::new(shell::Shell::default()),
        "python" => Box::new(python::Python::default()),
        "erb" => Box::new(erb::Erb::default()),
        "console" => Box::new(console::Console::new(options.get("prompt"))),
        "bibtex" => Box::new(bibtex::Bibtex::default()),
        "markdown" => Box::new(markdown::Markdown::default()),
        "c" => Box::new(c::C::new(c::Dialect::C)),
        "cpp" => Box::new(c::C::new(c::Dialect::Cpp)),
        "objective_c" => Box::new(c::C::new(c::Dialect::ObjectiveC)),
        "go" => Box::new(Generic::new(&go::GO)),
        "rust" => Box::new(Generic::new(&rust::RUST)),
        "java" => Box::new(Generic::new(&java::JAVA)),
        "csharp" => Box::new(Generic::new(&csharp::CSHARP)),
        "xml" => Box::new(xml::Xml::default()),
        "sql" => Box::new(Generic::new(&sql::SQL)),
        "ini" => Box::new(ini::Ini::default()),
        "toml" => Box::new(Machine::new(&toml::TOML)),
        "docker" => Box::new(docker::Docker),
        "make" => Box::new(make::Make::default()),
        "tex" => Box::new(tex::Tex::default()),
        "elixir" => Box::new(Generic::new(&elixir::ELIXIR)),
        "scala" => Box::new(scala::Scala::default()),
        "powershell" => Box::new(Machine::new(&powershell::POWERSHELL)),
        "kotlin" => Box::new(Machine::new(&kotlin::KOTLIN)),
        "php" => Box::new(php::Php::new(options)),
        "haskell" => Box::new(Generic::new(&haskell::HASKELL)),
        "erlang" => Box::new(Generic::new(&erlang::ERLANG)),
        "lua" => Box::new(Generic::new(&lua::LUA)),
        "groovy" => Box::new(Generic::new(&groovy::GROOVY)),
        "graphql" => Box::new(graphql::Graphql::default()),
        "properties" => Box::new(properties::Properties::default()),
        "protobuf" => Box::new(Generic::new(&protobuf::PROTOBUF)),
        "nginx" => Box::new(nginx::Nginx::default()),
        "r" => Box::new(Generic::new(&r::R)),
        "dart" => Box::new(Generic::new(&dart::DART)),
        "swift" => Box::new(Generic::new(&swift::SWIFT)),
        "hcl" => Box::new(Generic::new(&hcl::HCL)),
        "terraform" => Box::new(Generic::new(&hcl::TERRAFORM)),
        "jinja" => Box::new(jinja::Jinja::new(false)),
        "twig" => Box::new(jinja::Jinja::new(true)),
        "irb" => Box::new(irb::Irb::default()),
        "irb_output" => Box::new(irb::IrbOutput::default()),
        "coq" => Box::new(Machine::new(&coq::COQ)),
        "viml" => Box::new(Machine::new(&viml::VIML)),
        "http" => Box::new(Machine::new(&http::HTTP)),
        "perl" => Box::new(Machine::new(&perl::PERL)),
        "julia" => Box::new(Machine::new(&julia::JULIA)),
        "matlab" => Box::new(Machine::new(&matlab::MATLAB)),
        "cmake" => Box::new(Machine::new(&cmake::CMAKE)),
        "batchfile" => Box::new(Machine::new(&batchfile::BATCHFILE)),
        "clojure" => Box::new(Machine::new(&clojure::CLOJURE)),
        "common_lisp" => Box::new(Machine::new(&common_lisp::COMMON_LISP)),
        "sass" => Box::new(sass::Sass::default()),
        "fortran" => Box::new(Machine::new(&fortran::FORTRAN)),
        "verilog" => Box::new(Machine::new(&verilog::VERILOG)),
        "vhdl" => Box::new(Machine::new(&vhdl::VHDL)),
        "nasm" => Box::new(Machine::new(&nasm::NASM)),
        "prolog" => Box::new(Machine::new(&prolog::PROLOG)),
        "ocaml" => Box::new(Machine::new(&ocaml::OCAML)),
        "hocon" => Box::new(Machine::new(&hocon::HOCON)),
        "apache" => Box::new(Machine::new(&apache::APACHE)),
        "pascal" => Box::new(Machine::new(&pascal::PASCAL)),
        "gherkin" => Box::new(Machine::new(&gherkin::GHERKIN)),
        "handlebars" => Box::new(Machine::new(&handlebars::HANDLEBARS)),
        "cmhg" => Box::new(Machine::new(&cmhg::CMHG)),
        "conf" => Box::new(Machine::new(&conf::CONF)),
        "lean" => Box::new(Machine::new(&lean::LEAN)),
        "vb" => Box::new(Machine::new(&vb::VB)),
        "scheme" => Box::new(Machine::new(&scheme::SCHEME)),
        "awk" => Box::new(Machine::new(&awk::AWK)),
        "bsl" => Box::new(Machine::new(&bsl::BSL)),
        "coffeescript" => Box::new(Machine::new(&coffeescript::COFFEESCRIPT)),
        "cypher" => Box::new(Machine::new(&cypher::CYPHER)),
        "fsharp" => Box::new(Machine::new(&fsharp::FSHARP)),
        "mathematica" => Box::new(Machine::new(&mathematica::MATHEMATICA)),
        "ssh" => Box::new(Machine::new(&ssh::SSH)),
        "vue" => Box::new(Machine::new(&vue::VUE)),
        "sparql" => Box::new(Machine::new(&sparql::SPARQL)),
        "turtle" => Box::new(Machine::new(&sparql::TURTLE)),
        "gradle" => Box::new(Generic::new(&groovy::GRADLE)),
        "elm" => Box::new(Machine::new(&elm::ELM)),
        "nim" => Box::new(Machine::new(&nim::NIM)),
        "nix" => Box::new(Machine::new(&nix::NIX)),
        "d" => Box::new(Machine::new(&d::D)),
        "tcl" => Box::new(Machine::new(&tcl::TCL)),
        "systemd" => Box::new(Machine::new(&systemd::SYSTEMD)),
        "zig" => Box::new(Machine::new(&zig::ZIG)),
        "stata" => Box::new(Machine::new(&stata::STATA)),
        "cuda" => Box::new(c::C::new(c::Dialect::Cuda)),
        "objective_cpp" => Box::new(c::C::new(c::Dialect::ObjectiveCpp)),
        "glsl" => Box::new(c::C::new(c::Dialect::Glsl)),
        "qml" => Box::new(Javascript::new(Dialect::Qml)),
        "gjs" => Box::new(Javascript::new(Dialect::Javascript)),
        "gts" => Box::new(Javascript::new(Dialect::Typescript)),
        "plaintext" => Box::new(plaintext::Plaintext),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::CIRCLES;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    /// Pieces of code, with characters that are letters to some and not to others.
    const PIECES: &[&str] = &[
        "\u{ff0c}",
        "\u{3000}",
        "\u{a0}",
        "é",
        "名",
        "\u{301}",
        "😀",
        "\0",
        "\u{7f}",
        "\r",
        "\n",
        "\t",
        " ",
        "a",
        "_",
        "A",
        "0",
        "1.",
        "-",
        "--",
        "$",
        "@",
        "#",
        "%",
        "&",
        "*",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        "</",
        "<a ",
        "/>",
        "\"",
        "'",
        "`",
        "```",
        ":",
        "::",
        ";",
        ",",
        ".",
        "/",
        "//",
        "/*",
        "*/",
        "\\",
        "|",
        "~",
        "^",
        "!",
        "?",
        "=",
        "+",
        "#{",
        "${",
        "{{",
        "{%",
        "%}",
        "}}",
        "<%",
        "%>",
        "<style>",
        "</style>",
        "<script>",
        "function ",
        "class ",
        "if ",
        "end",
        "def ",
        "begin",
        "a:",
        "a: ",
        "a=",
        "<<A\n",
        "\nA\n",
        "\"\"\"",
        "r#\"",
        "---\n",
        "> ",
        "- ",
        "@@",
        "<?php ",
    ];

    /// Codes of a few pieces, by a generator of numbers of its own.
    fn codes(count: usize) -> impl Iterator<Item = String> {
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        let mut next = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            PIECES[(state >> 16) as usize % PIECES.len()]
        };
        (0..count).map(move |_| (0..12).map(|_| next()).collect())
    }

    #[test]
    fn no_lexer_goes_round_in_a_circle() {
        let (tell, told) = channel();
        let work = move || {
            for (tag, _) in crate::languages() {
                let Some(lexer) = crate::find(tag).filter(crate::Lexer::has_colours) else { continue };
                for code in codes(400) {
                    let before = CIRCLES.get();
                    tell.send((tag, code.clone(), false)).expect("somebody listens");
                    let covered: usize = lexer.lex(&code).iter().map(|(_, text)| text.len()).sum();
                    assert_eq!(covered, code.len(), "{tag} {code:?}");
                    tell.send((tag, code, CIRCLES.get() > before)).expect("somebody listens");
                }
            }
        };
        let worker = std::thread::spawn(work);
        let (mut last, mut wrong) = ((String::new(), String::new()), Vec::new());
        loop {
            match told.recv_timeout(Duration::from_secs(20)) {
                Ok((tag, code, circles)) => {
                    if circles {
                        wrong.push(format!("{tag} {code:?}"));
                    }
                    last = (tag.to_owned(), code);
                }
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => panic!("{} hangs on {:?}", last.0, last.1),
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        assert!(worker.join().is_ok(), "{} panics on {:?}", last.0, last.1);
        assert!(wrong.is_empty(), "{} codes:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn every_pattern_of_every_grammar_compiles() {
        for grammar in [
            &applescript::APPLESCRIPT,
            &awk::AWK,
            &bsl::BSL,
            &coffeescript::COFFEESCRIPT,
            &cypher::CYPHER,
            &fsharp::FSHARP,
            &mathematica::MATHEMATICA,
            &ssh::SSH,
            &vue::VUE,
            &sparql::SPARQL,
            &sparql::TURTLE,
            &elm::ELM,
            &nim::NIM,
            &nix::NIX,
            &d::D,
            &tcl::TCL,
            &systemd::SYSTEMD,
            &zig::ZIG,
            &stata::STATA,
            &cmhg::CMHG,
            &powershell::POWERSHELL,
            &conf::CONF,
            &lean::LEAN,
            &vb::VB,
            &scheme::SCHEME,
            &toml::TOML,
            &coq::COQ,
            &viml::VIML,
            &http::HTTP,
            &perl::PERL,
            &julia::JULIA,
            &matlab::MATLAB,
            &cmake::CMAKE,
            &batchfile::BATCHFILE,
            &clojure::CLOJURE,
            &common_lisp::COMMON_LISP,
            &fortran::FORTRAN,
            &verilog::VERILOG,
            &vhdl::VHDL,
            &nasm::NASM,
            &prolog::PROLOG,
            &ocaml::OCAML,
            &hocon::HOCON,
            &apache::APACHE,
            &pascal::PASCAL,
            &gherkin::GHERKIN,
            &handlebars::HANDLEBARS,
        ] {
            grammar.check();
        }
    }
}
