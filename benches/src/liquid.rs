//! A page that lists posts, in Liquid and in Jinja: an include for each post, dates, escapes, truncation, conditions and
//! a loop over tags. All engines print the same bytes.

use crate::{Numbers, WORDS};
use hyde_liquid::time::Time;
use hyde_liquid::{Cache, Context, Environment, Error, Template, Value};
use minijinja::value::Value as Jinja;
use serde_json::{Map, Value as Json, json};

const PAGE: &str = include_str!("liquid/posts.liquid");
const POST: &str = include_str!("liquid/post.liquid");
const JINJA_PAGE: &str = include_str!("liquid/posts.jinja");
const JINJA_POST: &str = include_str!("liquid/post.jinja");

/// The folder of the Liquid templates and of the script that renders them with Ruby.
pub const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/liquid");

/// Makes a site of so many posts of about 4 KB, times as seconds since 1970.
///
/// ```
/// let site = hyde_benches::liquid::site(2);
/// assert_eq!(site["posts"][1]["number"], 1);
/// assert!(site["posts"][0]["content"].as_str().unwrap().len() > 3_500);
/// ```
pub fn site(posts: usize) -> Json {
    let mut numbers = Numbers(7);
    let posts: Vec<Json> = (0..posts).map(|number| post(number, &mut numbers)).collect();
    json!({ "title": "Tides & charts", "base": "/blog", "time": 1_768_478_400, "posts": posts })
}

fn post(number: usize, numbers: &mut Numbers) -> Json {
    let mut content = String::new();
    while content.len() < 4_000 {
        let (link, words) = (numbers.sentence(1), numbers.sentence(9));
        content
            .push_str(&format!("<p>{words}, <em>{}</em> &amp; <a href=\"/{link}\">{link}</a>: ", numbers.sentence(2)));
        content.push_str(&format!("{}, caf\u{e9} <code class=\"x\">{}</code>.</p>\n", numbers.sentence(7), link));
    }
    let date = 1_500_000_000 + number * 86_413;
    let tags: Vec<&str> = (0..=number % 3).map(|_| WORDS[numbers.next(WORDS.len())]).collect();
    json!({
        "number": number,
        "url": format!("/posts/{}.html", numbers.sentence(3).replace(' ', "-")),
        "title": format!("{} & <{}>", numbers.sentence(4), numbers.sentence(1)),
        "summary": format!("{} \"{}\"", numbers.sentence(8), numbers.sentence(4)),
        "author": if number % 4 == 0 { "ann" } else { "bob" },
        "draft": number % 10 == 3,
        "date": date,
        "updated": date + number % 2 * 1_000_000,
        "tags": tags,
        "content": content,
    })
}

/// The page for hyde's engine.
pub struct Liquid {
    template: Template,
    cache: Cache,
    data: Value,
}

impl Liquid {
    /// Parses the templates and converts the site's data.
    pub fn new(site: &Json) -> Result<Self, Error> {
        let mut environment = Environment::new();
        environment
            .set_loader(|name: &str| if name == "post" { Ok(POST.to_owned()) } else { Err(Error::no_template(name)) });
        let template = environment.parse("posts", PAGE)?;
        Ok(Self { template, cache: Cache::default(), data: Value::from_pairs([("site", value("site", site))]) })
    }

    /// Renders the page.
    ///
    /// ```
    /// use hyde_benches::liquid::{Liquid, MiniJinja, site};
    /// let site = site(30);
    /// let page = Liquid::new(&site).unwrap().render().unwrap();
    /// assert!(page.contains("30 of 30, 2026-01-15"));
    /// assert_eq!(MiniJinja::new(&site).unwrap().render().unwrap(), page);
    /// ```
    pub fn render(&self) -> Result<String, Error> {
        let mut cx = Context::new(self.template.environment(), self.data.clone());
        cx.set_cache(self.cache.clone());
        self.template.render_in(&mut cx)
    }
}

fn value(key: &str, json: &Json) -> Value {
    match json {
        Json::Number(number) if matches!(key, "date" | "updated" | "time") => {
            Value::from(Time::utc(number.as_i64().unwrap_or_default(), 0))
        }
        Json::Number(number) => Value::from(number.as_i64()),
        Json::Bool(on) => Value::from(*on),
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => items.iter().map(|item| value("", item)).collect(),
        Json::Object(pairs) => Value::from_pairs(pairs.iter().map(|(key, item)| (key.as_str(), value(key, item)))),
        Json::Null => Value::Nil,
    }
}

/// The page for minijinja, with the plainest filters that do what is needed here.
pub struct MiniJinja {
    environment: minijinja::Environment<'static>,
    data: Jinja,
}

impl MiniJinja {
    /// Parses the templates and converts the site's data.
    pub fn new(site: &Json) -> Result<Self, minijinja::Error> {
        let mut environment = minijinja::Environment::new();
        // Escaping is asked for where it is wanted, as in Liquid.
        environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        environment.add_template("posts", JINJA_PAGE)?;
        environment.add_template("post", JINJA_POST)?;
        environment.add_filter("e", escape);
        environment.add_filter("date", date);
        environment.add_filter("striphtml", strip_html);
        environment.add_filter("truncatewords", truncate_words);
        environment.add_filter("truncatetext", truncate);
        let mut data = Map::new();
        data.insert("site".to_owned(), site.clone());
        Ok(Self { environment, data: Jinja::from_serialize(&data) })
    }

    /// Renders the page.
    pub fn render(&self) -> Result<String, minijinja::Error> {
        self.environment.get_template("posts")?.render(&self.data)
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

fn date(seconds: i64, format: &str) -> String {
    jiff::Timestamp::from_second(seconds).map(|time| time.strftime(format).to_string()).unwrap_or_default()
}

fn strip_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let Some(length) = rest[start..].find('>') else { break };
        out.push_str(&rest[..start]);
        rest = &rest[start + length + 1..];
    }
    out.push_str(rest);
    out
}

fn truncate_words(text: &str, count: usize) -> String {
    let mut words = text.split_ascii_whitespace();
    let kept: Vec<&str> = words.by_ref().take(count).collect();
    if kept.len() < count {
        return text.to_owned();
    }
    kept.join(" ") + "..."
}

fn truncate(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    text.chars().take(length - 3).chain("...".chars()).collect()
}
