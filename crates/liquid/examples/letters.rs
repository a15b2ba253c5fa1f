//! The engine by itself: an environment with a filter, a tag, a block and templates of its own, shared by renderings
//! that limits hold in bounds.

use hyde_liquid::{
    Body, Cache, Context, Environment, Error, ErrorKind, Limits, ParseContext, Render, Result, Tag, Value,
};
use std::collections::BTreeMap;

/// `{% stamp %}`: prints what the embedder keeps for the rendering.
struct Stamp;

/// What the embedder keeps: any type of its own.
struct Office(&'static str);

impl Tag for Stamp {
    fn parse(&self, _: &str, _: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Stamp))
    }
}

impl Render for Stamp {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        out.push_str(cx.register::<Office>().map_or("nowhere", |office| office.0));
        Ok(())
    }
}

/// `{% frame character %}…{% endframe %}`: a block, whose markup is an expression.
struct Frame;

struct Framed(hyde_liquid::Expression, Body);

impl Tag for Frame {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let border = cx.expression(markup.trim());
        let (body, _) = cx.body(&[])?;
        Ok(Box::new(Framed(border, body)))
    }
}

impl Render for Framed {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let border = self.0.evaluate(cx)?.to_s();
        out.push_str(&border);
        self.1.render(cx, out)?;
        out.push_str(&border);
        Ok(())
    }
}

fn environment() -> Environment {
    let mut limits = Limits::default();
    limits.render_length = Some(10_000);
    limits.render_score = Some(1_000);
    let templates = [("line", "{{ line | shout }} ({{ position }})\n")];
    let templates: BTreeMap<_, _> = templates.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    let mut environment = Environment::new();
    environment
        .function("shout", |text: String, mark: Option<String>| text.to_uppercase() + mark.as_deref().unwrap_or("!"))
        .tag("stamp", Stamp)
        .tag("frame", Frame)
        .set_loader(templates)
        .set_limits(limits);
    environment
}

fn main() -> Result<()> {
    let environment = environment();
    let letter = environment.parse(
        "letter.txt",
        "{% frame '~' %}{% stamp %}{% endframe %}\n{% for l in lines %}{% include 'line' with l, position: forloop.index %}{% endfor %}",
    )?;
    // Templates and the cache may be used by many threads at once.
    let cache = Cache::default();
    let letters: Vec<Result<String>> = std::thread::scope(|scope| {
        let render = |office: &'static str| {
            let mut cx = Context::new(&environment, Value::from_pairs([("lines", vec!["hello", "goodbye"])]));
            cx.set_register(Office(office));
            cx.set_cache(cache.clone());
            letter.render_in(&mut cx)
        };
        let threads = ["Kiel", "Oslo"].map(|office| scope.spawn(move || render(office)));
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(Error::argument("panic")))).collect()
    });
    assert_eq!(letters[1].as_deref().ok(), Some("~Oslo~\nHELLO! (1)\nGOODBYE! (2)\n"));

    // What is untrusted ends at the limits, whatever it tries.
    let endless = environment.parse("endless", "{% for i in (1..9999999999) %}{% endfor %}")?;
    assert!(matches!(endless.render(&Value::Nil), Err(error) if *error.kind() == ErrorKind::Memory));

    // Errors know their place in the file, and what was meant.
    let error = environment.parse_at("page.md", "Hello\n  {% stmap %}", 4).err().unwrap_or_else(Error::memory);
    assert_eq!(error.to_string(), "Liquid syntax error (line 2): Unknown tag 'stmap'");
    assert_eq!(error.place().map(ToString::to_string).as_deref(), Some("page.md:5:3"));
    assert_eq!(error.hints(), ["Did you mean `stamp`?"]);
    Ok(())
}

#[test]
fn it_runs() -> Result<()> {
    main()
}
