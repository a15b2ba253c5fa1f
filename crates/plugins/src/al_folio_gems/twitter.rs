//! jekyll-twitter-plugin 2.1: the tag `twitter`, which shows a tweet or timeline as Twitter's oEmbed service gives it.
//! Answers that the gem kept in `.tweet-cache` of the site are used first; none are written there. Without the network the
//! page says what the gem's page says when nothing answers.

use super::ruby_json;
use hyde_core::plugin::{NetworkError, Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Context, Error, ParseContext, Render, Result, Tag, Value, words};
use md5::{Digest, Md5};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The plugin.
pub(crate) struct Twitter;

impl Plugin for Twitter {
    fn name(&self) -> &str {
        "jekyll-twitter-plugin"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        let known = Known::default();
        registry.tag("twitternocache", TwitterTag { known: known.clone(), uses_kept: false });
        registry.tag("twitter", TwitterTag { known, uses_kept: true });
        Ok(())
    }
}

fn invalid_arguments() -> Error {
    let message = "Invalid arguments '' passed to 'jekyll-twitter-plugin'. Please see \
                   'https://github.com/rob-murray/jekyll-twitter-plugin' for usage.";
    Error::ruby("ArgumentError", message)
}

/// The answers so far, by address.
type Known = Arc<Mutex<HashMap<String, String>>>;

struct TwitterTag {
    known: Known,
    /// Whether answers kept in the site count.
    uses_kept: bool,
}

impl Tag for TwitterTag {
    fn parse(&self, markup: &str, _: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let words: Vec<String> = words(markup).map(str::to_owned).collect();
        Ok(Box::new(Tweet { words, known: self.known.clone(), uses_kept: self.uses_kept }))
    }
}

struct Tweet {
    words: Vec<String>,
    known: Known,
    uses_kept: bool,
}

impl Render for Tweet {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let mut words = self.words.iter().filter(|word| *word != "oembed");
        let Some(first) = words.next() else {
            return Err(invalid_arguments());
        };
        let url = if first.starts_with("http") {
            first.clone()
        } else {
            let value = cx.evaluate(first)?;
            if !value.truthy() {
                return Err(invalid_arguments());
            }
            cx.to_s(&value)
        };
        let parameters: Vec<&str> = words.filter(|word| word.contains('=')).map(String::as_str).collect();
        if self.uses_kept
            && let Some(html) = kept(&url, &parameters, cx)
        {
            out.push_str(&format!("<div class='jekyll-twitter-plugin'>{html}</div>"));
            return Ok(());
        }
        let address = address(&url, &parameters);
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&address).cloned();
        let html = match known {
            Some(html) => html,
            None => {
                let html = ask(&address, &url, cx);
                self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(address, html.clone());
                html
            }
        };
        out.push_str(&format!("<div class='jekyll-twitter-plugin'>{html}</div>"));
        Ok(())
    }
}

/// The answer that the gem kept in the site.
fn kept(url: &str, parameters: &[&str], cx: &Context) -> Option<String> {
    let site = cx.site()?;
    let path =
        hyde_core::url::in_directory(&site.source, &format!(".tweet-cache/{}.cache", kept_name(url, parameters)));
    let bytes = site.files.read(&path).ok()?;
    match ruby_json::parse(&String::from_utf8_lossy(&bytes)).map(|answer| answer.get("html")) {
        Some(Value::Str(html)) => Some(html.to_string()),
        _ => None,
    }
}

/// The name of the file that keeps an answer: a digest of the address and the parameters, as Ruby shows a hash.
fn kept_name(url: &str, parameters: &[&str]) -> String {
    let shown: Vec<String> = parameters
        .iter()
        .filter_map(|parameter| parameter.split_once('='))
        .map(|(name, value)| format!("{name:?}=>{value:?}"))
        .collect();
    let digest = Md5::digest(format!("TwitterJekyll::ApiRequest-{url}-{{{}}}", shown.join(", ")));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The address of the oEmbed service for a tweet: the parameters, then what it is about.
fn address(url: &str, parameters: &[&str]) -> String {
    let mut address = "https://publish.twitter.com/oembed?".to_owned();
    for parameter in parameters {
        address.push_str(parameter);
        address.push('&');
    }
    address.push_str("url=");
    for byte in url.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

fn ask(address: &str, url: &str, cx: &Context) -> String {
    let why = match cx.outside().get(address, &[]) {
        Ok(body) => match ruby_json::parse(&String::from_utf8_lossy(&body)).map(|answer| answer.get("html")) {
            Some(Value::Str(html)) => return html.to_string(),
            _ => "invalid answer".to_owned(),
        },
        Err(NetworkError::Status(404)) => "Not Found".to_owned(),
        Err(NetworkError::Status(status)) => format!("Net::HTTP {status}"),
        Err(_) => "Net::OpenTimeout".to_owned(),
    };
    format!("<p>There was a '{why}' error fetching URL: '{url}'</p>")
}

#[cfg(test)]
mod tests {
    use super::{address, kept_name};

    #[test]
    fn parameters_come_before_the_escaped_address() {
        assert_eq!(
            address("https://t.co/a b", &["limit=3"]),
            "https://publish.twitter.com/oembed?limit=3&url=https%3A%2F%2Ft.co%2Fa%20b"
        );
    }

    #[test]
    fn answers_are_kept_under_the_names_that_the_gem_gives_them() {
        assert_eq!(kept_name("https://twitter.com/a/status/2", &[]), "45b4d786c30b19d5be4a5303fa082505");
        assert_eq!(
            kept_name("https://twitter.com/a/status/1", &["limit=3", "align=right"]),
            "22a60616818b9c9a6d012930d2f5ca6c"
        );
    }
}
