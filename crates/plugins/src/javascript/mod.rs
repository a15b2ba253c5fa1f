//! A minifier for scripts: in goes a script, out comes a shorter one that does the same, written as Terser writes it
//! with the settings of its Ruby gem as far as it follows the same rules (branches to expressions, joined statements,
//! short names by frequency, values moved into the single use that follows).

mod compress;
mod lex;
mod parse;
mod print;
mod resolve;
mod tree;

#[cfg(test)]
mod tests_data;

/// Minifies a script; `None` when it is not understood.
pub(crate) fn minify(text: &str) -> Option<String> {
    let (licences, mut body) = parse::parse(text)?;
    let symbols = resolve::resolve(&mut body);
    let mut body = compress::compress(body, &symbols);
    let mut symbols = resolve::resolve(&mut body);
    resolve::shorten(&body, &mut symbols);
    let mut out: String = licences.iter().flat_map(|licence| [licence.as_str(), "\n"]).collect();
    out.push_str(&print::print(&body, Some(&symbols)));
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_become_what_terser_makes_of_them() {
        for (script, expected) in tests_data::CASES {
            assert_eq!(minify(script).as_deref(), Some(*expected), "{script}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let deep = format!("x={}1{}", "(".repeat(5_000), ")".repeat(5_000));
        let long = format!("x=a{}", "+a".repeat(50_000));
        for script in ["var a =", "with(a){b}", "import a from 'b'", "x = 012", "f(", "`a${", "/a", "'a", &deep, &long]
        {
            assert_eq!(minify(script), None, "{}", &script[..script.len().min(20)]);
        }
    }

    #[test]
    fn a_line_may_end_an_arrow_function() {
        assert_eq!(minify("const f=()=>{g()}\n(h)").as_deref(), Some("const f=()=>{g()};h;"));
        assert_eq!(minify("const f=()=>{g()}\nh()").as_deref(), Some("const f=()=>{g()};h();"));
        assert_eq!(minify("a\n++b").as_deref(), Some("a,++b;"));
    }

    #[test]
    fn licences_stay() {
        assert_eq!(minify("/*! x */ a() // y").as_deref(), Some("/*! x */\na();"));
        assert_eq!(minify("a() /* Copyright */ ;b()"), None);
    }
}
