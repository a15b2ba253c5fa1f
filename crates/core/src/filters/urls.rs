//! `relative_url` and `absolute_url`, normalised as Addressable does (`lib/jekyll/filters/url_filters.rb`).

use super::addressable::Uri;
use crate::Config;
use crate::plugin::{SiteContext, no_site};
use crate::render::Scene;
use hyde_liquid::{Arity, Context, Environment, Error, Result, Value};
use rustc_hash::FxHashMap;
use std::sync::{Mutex, PoisonError};

pub(super) fn register(environment: &mut Environment) {
    environment.filter("relative_url", Arity::exactly(0), relative);
    environment.filter("absolute_url", Arity::exactly(0), absolute);
}

fn relative(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    apply(input, cx, relative_url, |made| &made.relative)
}

fn absolute(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    apply(input, cx, absolute_url, |made| &made.absolute)
}

/// What one of the filters made of texts.
type Kept = Mutex<FxHashMap<Box<str>, Value>>;

/// How many texts are kept with what was made of each.
const KEPT_LIMIT: usize = 1 << 14;

/// What the filters have made in a build: navigation has the same links on every page.
#[derive(Default)]
pub(crate) struct MadeUrls {
    relative: Kept,
    absolute: Kept,
}

fn apply(
    input: &Value,
    cx: &Context,
    url: fn(&str, &Config) -> Result<String, String>,
    kept: fn(&MadeUrls) -> &Kept,
) -> Result<Value> {
    if input.is_nil() {
        return Ok(Value::Nil);
    }
    let text = cx.text(input);
    let config = cx.config().ok_or_else(no_site)?;
    let kept = cx.register::<Scene>().map(|scene| kept(&scene.core.made_urls));
    if let Some(kept) = kept
        && let Some(made) = kept.lock().unwrap_or_else(PoisonError::into_inner).get(&*text)
    {
        return Ok(made.clone());
    }
    let made = url(&text, config)
        .map_err(|message| Error::ruby("Addressable::URI::InvalidURIError", message))
        .map(Value::from)?;
    if let Some(kept) = kept {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < KEPT_LIMIT {
            kept.insert(text.into(), made.clone());
        }
    }
    Ok(made)
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
