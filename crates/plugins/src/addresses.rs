//! Absolute addresses for generators, which run before templates and their filters.

use hyde_core::Site;
use hyde_liquid::Value;

/// Puts the site's URL and base URL before a path, as the `absolute_url` filter does.
pub(crate) fn absolute(site: &Site, path: &str) -> String {
    let text = |key: &str| match site.config.get(key) {
        Some(value @ Value::Str(_)) => value.to_s(),
        _ => String::new(),
    };
    if path.contains("://") {
        return path.to_owned();
    }
    let mut address = text("url");
    let base = text("baseurl");
    let base = base.trim_end_matches('/');
    if !base.is_empty() && !base.starts_with('/') {
        address.push('/');
    }
    address.push_str(base);
    if !path.is_empty() && !path.starts_with('/') {
        address.push('/');
    }
    address.push_str(path);
    escape(&address)
}

/// Writes what no address may hold as percent codes.
fn escape(address: &str) -> String {
    let mut escaped = String::with_capacity(address.len());
    for c in address.chars() {
        if c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}') {
            escaped.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                escaped.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    escaped
}
