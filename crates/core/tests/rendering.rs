//! Rendering as one thread does it, on however many: what leaks from page to page, and who sees what of whom.

#![expect(clippy::unwrap_used, reason = "a broken site should stop the test")]

use hyde_core::config::BuildOptions;
use hyde_core::outside::Memory;
use hyde_core::plugin::{Event, Owner};
use hyde_core::{Config, Engine, Position};
use hyde_liquid::Hash;

/// The circumstances of a build in 2026 on so many threads.
fn options(threads: usize) -> BuildOptions {
    let mut options = BuildOptions::new("/site").now(1_768_478_400_000_000_000);
    options.threads = Some(threads);
    options
}

fn outputs(files: &[(&str, &str)], threads: usize) -> Vec<String> {
    let mut engine = Engine::bare();
    engine.set_options(options(threads));
    let site = engine.read(&Config::default(), files.iter().copied().collect::<Memory>()).unwrap();
    let rendered = engine.render(site).unwrap();
    rendered.positions().map(|position| rendered.output(position).unwrap_or_default().to_owned()).collect()
}

/// The case `cross-page-state`, whose output is the reference's.
#[test]
fn loops_and_counters_go_on_from_page_to_page() {
    let page = "---\nlayout: l\n---\n{% assign pagevar = 'PV' %}{% increment n %} {% cycle 'p','q' %}";
    let layout = "[{% cycle 'a','b','c' %}|inc:{% increment n %}|{% ifchanged %}same{% endifchanged %}|pv:{{ pagevar }}|\
                  {% for i in (1..3) limit:1 offset:continue %}{{ i }}{% endfor %}|lv:{{ layoutvar }}\
                  {% assign layoutvar = page.name %}|inc:{% include i.html %}{{ fromincl }}]{{ content }}";
    let files = [
        ("p1.html", page),
        ("p2.html", page),
        ("p3.html", page),
        ("_layouts/l.html", layout),
        ("_includes/i.html", "{% assign fromincl = 'FI' %}{% cycle 'x','y' %}"),
    ];
    for threads in [1, 2, 4] {
        assert_eq!(
            outputs(&files, threads),
            [
                "[a|inc:1|same|pv:|1|lv:|inc:xFI]0 p",
                "[b|inc:3||pv:|2|lv:|inc:yFI]2 p",
                "[c|inc:5||pv:|3|lv:|inc:xFI]4 p"
            ]
        );
    }
}

#[test]
fn earlier_documents_show_rendered_later_ones_raw() {
    let list = "---\nlayout: l\n---\n{% for p in site.posts %}{{ p.content }}/{{ p.output }};{% endfor %}";
    let files = [
        ("_posts/2024-01-01-a.html", "---\nlayout: l\n---\nA{{ 1 | plus: 1 }}"),
        ("_posts/2024-01-02-b.html", list),
        ("_posts/2024-01-03-c.html", "---\n---\nC{{ 1 | plus: 2 }}"),
        ("_layouts/l.html", "<{{ content }}>"),
    ];
    for threads in [1, 3] {
        let outputs = outputs(&files, threads);
        assert_eq!(outputs[0], "<A2>");
        assert!(outputs[1].starts_with("<C{{ 1 | plus: 2 }}/;"), "{}", outputs[1]);
        assert!(outputs[1].ends_with("A2/<A2>;>"), "{}", outputs[1]);
        assert_eq!(outputs[2], "C3");
    }
}

#[test]
fn bodies_see_the_layout_and_content_that_others_left() {
    let files = [
        ("a.html", "---\nlayout: l\n---\nA"),
        ("b.html", "---\n---\n[{{ layout.k }}{{ content }}]"),
        ("c.html", "---\nlayout: none\n---\n[{{ layout.k }}]"),
        ("_layouts/l.html", "---\nk: v\n---\n<{{ content }}>"),
    ];
    for threads in [1, 3] {
        assert_eq!(outputs(&files, threads), ["<A>", "[vA]", "[]"]);
    }
}

#[test]
fn a_failing_page_names_itself_and_stops_the_build() {
    for threads in [1, 4] {
        let mut engine = Engine::bare();
        engine.set_options(options(threads));
        let source = Memory::from([
            ("a.html", "---\n---\nfine"),
            ("b.html", "---\n---\n{{ 1 | divided_by: 0 }}"),
            ("c.html", "---\n---\n{% include nope.html %}"),
        ]);
        let site = engine.read(&Config::default(), source).unwrap();
        let error = engine.render(site).err().unwrap();
        assert_eq!(error.to_string(), "Liquid error (line 1): divided by 0");
        let told: Vec<String> = engine.report().told().iter().map(ToString::to_string).collect();
        assert_eq!(told, ["  Liquid Exception: Liquid error (line 1): divided by 0 in b.html"]);
    }
}

/// The first page takes so long that the others have failed before its turn is over.
#[test]
fn nothing_behind_the_first_failure_is_told() {
    let slow = "---\n---\n{% for i in (1..20000) %}{{ i }}{% endfor %}".to_owned();
    let failing = (0..8).map(|page| (format!("b{page}.html"), format!("---\n---\n{{% include nope{page}.html %}}")));
    let files: Vec<(String, String)> = std::iter::once(("a.html".to_owned(), slow)).chain(failing).collect();
    for _ in 0..8 {
        let mut engine = Engine::bare();
        engine.set_options(options(4));
        let site = engine.read(&Config::default(), files.iter().cloned().collect::<Memory>()).unwrap();
        engine.render(site).err().unwrap();
        let told: Vec<String> = engine.report().told().iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("'nope0.html'"), "{told:?}");
    }
}

#[test]
fn kramdown_settings_that_ask_for_what_is_not_there_stop_the_build() {
    let error = |name: &str, value: &str| {
        let kramdown: Hash = [(name, value)].into_iter().collect();
        let config = Config::from_settings([("kramdown", kramdown)].into_iter().collect()).unwrap();
        let engine = Engine::bare();
        let site = engine.read(&config, Memory::from([("a.md", "---\n---\na")])).unwrap();
        engine.render(site).err().map(|error| error.to_string())
    };
    assert_eq!(error("math_engine", "mathjax"), None);
    assert_eq!(error("math_engine", "katex").as_deref(), Some("kramdown-math-katex"));
    assert_eq!(error("input", "GFM"), None);
    assert_eq!(error("input", "Kramdown"), None);
    let parser = "kramdown has no parser to handle the specified input format: gfm";
    assert_eq!(error("input", "gfm").as_deref(), Some(parser));
    assert!(error("input", "html").is_some_and(|error| error.contains("is not supported")));
}

#[test]
fn hooks_change_content_and_output() {
    let mut engine = Engine::bare();
    engine
        .set_options(options(2))
        .hook(Owner::Posts, Event::PreRender, |post| {
            post.content.push_str("{{ page.extra }}");
            post.data_mut().insert("extra", "more");
            Ok(())
        })
        .hook(Owner::Documents, Event::PostConvert, |document| {
            document.content.insert(0, '(');
            Ok(())
        })
        .hook(Owner::Posts, Event::PostRender, |post| {
            post.output.push(')');
            Ok(())
        });
    let source = Memory::from([("_posts/2024-01-01-a.html", "---\n---\nA ")]);
    let site = engine.read(&Config::default(), source).unwrap();
    assert_eq!(engine.render(site).unwrap().output(Position::Document(0, 0)), Some("(A more)"));
}

#[test]
fn undefined_variables_are_told_of_when_asked() {
    let liquid: Hash = [("undefined", "warn")].into_iter().collect();
    let config = Config::from_settings([("liquid", liquid)].into_iter().collect()).unwrap();
    let engine = Engine::bare();
    let site = engine.read(&config, Memory::from([("a.html", "---\n---\n\n{{ page.nope }}")])).unwrap();
    engine.render(site).unwrap();
    let told: Vec<String> = engine.report().told().iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("undefined variable page.nope"), "{told:?}");
}

#[test]
fn hashes_are_inspected_as_a_newer_ruby_does_when_asked() {
    let liquid: Hash = [("inspect", 3.4)].into_iter().collect();
    let config = Config::from_settings([("liquid", liquid)].into_iter().collect()).unwrap();
    let engine = Engine::bare();
    let page = "---\nmap: {a: 1}\n---\n{{ page.map }}";
    let site = engine.read(&config, Memory::from([("a.html", page)])).unwrap();
    assert_eq!(engine.render(site).unwrap().output(Position::Page(0)), Some(r#"{"a" => 1}"#));
}

#[test]
fn a_missing_include_brings_the_nearest_one_to_mind() {
    let engine = Engine::bare();
    let files = [("a.html", "---\n---\n{% include nav/heder.html %}"), ("_includes/nav/header.html", "")];
    let site = engine.read(&Config::default(), Memory::from(files)).unwrap();
    assert!(engine.render(site).is_err());
    let told: Vec<String> = engine.report().told().iter().map(|told| format!("{told:#}")).collect();
    assert!(told[0].contains("Did you mean `nav/header.html`?"), "{told:?}");
}
