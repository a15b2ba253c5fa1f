//! jekyll-avatar 0.8: the `avatar` tag, which shows a GitHub user's picture.

use hyde_core::plugin::{Plugin, Registry};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Context, Expression, ParseContext, Render, Result, Tag, Template, words};

const DEFAULT_SIZE: u64 = 40;
const SERVERS: u32 = 4;
/// Sizes below this are small ones.
const SMALL_BELOW: u64 = 48;

/// The plugin.
pub(crate) struct Avatar;

impl Plugin for Avatar {
    fn name(&self) -> &str {
        "jekyll-avatar"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        registry.tag("avatar", AvatarTag);
        Ok(())
    }
}

struct AvatarTag;

impl Tag for AvatarTag {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        // The markup may hold outputs.
        let template = cx.environment().parse(cx.template_name(), markup)?;
        Ok(Box::new(Picture(template)))
    }
}

struct Picture(Template);

impl Render for Picture {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let text = self.0.render_in(cx)?;
        let user = user(&text, cx)?;
        let size = number_after(&text, "size=").unwrap_or(DEFAULT_SIZE);
        let is_lazy = text.contains("lazy=true");
        let class = if size < SMALL_BELOW { "avatar avatar-small" } else { "avatar" };
        out.push_str(&format!(
            "<img class=\"{class}\" alt=\"{user}\" width=\"{size}\" height=\"{size}\" data-proofer-ignore=\"true\" "
        ));
        let server = server(&user, size);
        let url = |scale: u64| address(&user, size.saturating_mul(scale), server);
        let set: Vec<String> = (1..=4).map(|scale| format!("{} {scale}x", url(scale))).collect();
        let set = set.join(", ");
        if is_lazy {
            out.push_str(&format!("src=\"\" data-src=\"{}\" data-srcset=\"{set}\" />", url(1)));
        } else {
            out.push_str(&format!("src=\"{}\" srcset=\"{set}\" />", url(1)));
        }
        Ok(())
    }
}

/// The user's name: the variable behind `user=` or its name, otherwise the first word.
fn user(text: &str, cx: &mut Context) -> Result<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    if let Some(at) = text.find("user=") {
        let after = &text[at + "user=".len()..];
        let name = &after[..after.find(|c| !is_name(c)).unwrap_or(after.len())];
        if !name.is_empty() {
            let value = Expression::parse(name).evaluate(cx)?;
            return Ok(if value.truthy() { cx.to_s(&value) } else { name.to_owned() });
        }
    }
    let word = words(text).next().unwrap_or_default();
    Ok(word.strip_prefix('@').unwrap_or(word).to_owned())
}

fn number_after(text: &str, key: &str) -> Option<u64> {
    let after = &text[text.find(key)? + key.len()..];
    let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    after[..end].parse().ok()
}

fn server(user: &str, size: u64) -> u32 {
    crc32(format!("{user}?v=3&s={size}").as_bytes()) % SERVERS
}

fn address(user: &str, size: u64, server: u32) -> String {
    format!("https://avatars{server}.githubusercontent.com/{user}?v=3&s={size}")
}

/// The checksum that spreads users over servers (CRC-32 as zlib has it).
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_zlib() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(server("hubot", 40), 3);
        assert_eq!(server("ccc", 40), 2);
    }

    #[test]
    fn sizes_are_digits() {
        assert_eq!(number_after("hubot size=80 x", "size="), Some(80));
        assert_eq!(number_after("hubot size=abc", "size="), None);
    }
}
