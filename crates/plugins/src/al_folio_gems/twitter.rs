//! jekyll-twitter-plugin 2.1: the tag `twitter`, which shows a tweet or timeline as Twitter's oEmbed service gives it.
//! Without the network the page says what the gem's page says when nothing answers.

use super::ruby_json;
use hyde_core::plugin::{NetworkError, Plugin, Registry, SiteContext};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Context, Error, ParseContext, Render, Result, Tag, Value, words};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The plugin.
pub(crate) struct Twitter;

impl Plugin for Twitter {
    fn name(&self) -> &str {
        "jekyll-twitter-plugin"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        let tag = TwitterTag(Arc::default());
        registry.tag("twitternocache", TwitterTag(tag.0.clone()));
        registry.tag("twitter", tag);
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

struct TwitterTag(Known);

impl Tag for TwitterTag {
    fn parse(&self, markup: &str, _: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let words: Vec<String> = words(markup).map(str::to_owned).collect();
        Ok(Box::new(Tweet { words, known: self.0.clone() }))
    }
}

struct Tweet {
    words: Vec<String>,
    known: Known,
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

/// The address of the oEmbed service for a tweet.
fn address(url: &str, parameters: &[&str]) -> String {
    let mut address = "https://publish.twitter.com/oembed?url=".to_owned();
    for byte in url.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    for parameter in parameters {
        address.push('&');
        address.push_str(parameter);
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
    use super::address;

    #[test]
    fn parameters_follow_the_escaped_address() {
        assert_eq!(
            address("https://t.co/a b", &["limit=3"]),
            "https://publish.twitter.com/oembed?url=https%3A%2F%2Ft.co%2Fa%20b&limit=3"
        );
    }
}
