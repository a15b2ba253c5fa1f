//! `relative_url` and `absolute_url`, normalised as Addressable does (`lib/jekyll/filters/url_filters.rb`).

use super::addressable::Uri;
use crate::Config;
use crate::plugin::{SiteContext, no_site};
use hyde_liquid::{Arity, Context, Environment, Error, Result, Value};

pub(super) fn register(environment: &mut Environment) {
    environment.filter("relative_url", Arity::exactly(0), relative);
    environment.filter("absolute_url", Arity::exactly(0), absolute);
}

fn relative(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    apply(input, cx, relative_url)
}

fn absolute(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    apply(input, cx, absolute_url)
}

fn apply(input: &Value, cx: &Context, url: fn(&str, &Config) -> Result<String, String>) -> Result<Value> {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let text = cx.to_s(input);
    url(&text, cx.config().ok_or_else(no_site)?)
        .map(Value::from)
        .map_err(|message| Error::ruby("Addressable::URI::InvalidURIError", message))
}

/// Puts the site's `baseurl` before a URL that has no scheme.
pub(crate) fn relative_url(input: &str, config: &Config) -> Result<String, String> {
    if Uri::parse(input)?.is_absolute() {
        return Ok(input.to_owned());
    }
    let base = config.text("baseurl").unwrap_or_default();
    let base = base.strip_suffix('/').unwrap_or(&base);
    let mut joined = with_slash(base);
    joined.push_str(&with_slash(input));
    Uri::parse(&joined)?.normalize()
}

/// Puts the site's `url` and `baseurl` before a URL that has no scheme.
pub(crate) fn absolute_url(input: &str, config: &Config) -> Result<String, String> {
    if Uri::parse(input)?.is_absolute() {
        return Ok(input.to_owned());
    }
    let relative = relative_url(input, config)?;
    let site = config.text("url").unwrap_or_default();
    if site.is_empty() {
        return Ok(relative);
    }
    Uri::parse(&format!("{site}{relative}"))?.normalize()
}

/// Makes sure that a part begins with a slash; an empty one stays empty.
fn with_slash(part: &str) -> String {
    if part.is_empty() || part.starts_with('/') { part.to_owned() } else { format!("/{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyde_liquid::Hash;

    fn config(url: Value, baseurl: Value) -> Config {
        let settings: Hash = [("url", url), ("baseurl", baseurl)].into_iter().collect();
        Config::from_settings(settings).expect("the settings are valid")
    }

    #[test]
    fn urls_are_joined_and_normalised() {
        for (url, base, input, relative, absolute) in [
            ("", "", "", "", ""),
            ("http://x.com", "", "", "", "http://x.com/"),
            ("http://x.com/", "/", "a", "/a", "http://x.com//a"),
            ("http://x.com", "b", "?q", "/b/?q", "http://x.com/b/?q"),
            ("http://x.com", "/b/", "//c/d", "/b//c/d", "http://x.com/b//c/d"),
            ("http://é.com/q r", "/b c", "../x", "/x", "http://xn--9ca.com/q%20r/x"),
            ("x.com", "b", "a", "/b/a", "x.com/b/a"),
            ("", "//b", "a b/é", "//b/a%20b/%C3%A9", "//b/a%20b/%C3%A9"),
            ("", "b", "a:b", "a:b", "a:b"),
        ] {
            let config = config(Value::from(url), Value::from(base));
            assert_eq!(relative_url(input, &config).as_deref(), Ok(relative), "{input} in {base}");
            assert_eq!(absolute_url(input, &config).as_deref(), Ok(absolute), "{input} in {url}{base}");
        }
    }
}
