//! jemoji 0.13: `:name:` becomes the picture of an emoji, in the bodies of finished pages. A page that names an emoji
//! anywhere passes through Nokogiri and shows its handwriting.

use crate::nokogiri::{self, Data, NodeId, Tree};
use hyde_core::plugin::{Event, Hooked, Item, Owner, Plugin, Registry};
use hyde_core::{BuildError, Config};
use hyde_liquid::Blank;

/// Where the pictures are, unless the site or `ASSET_HOST_URL` says otherwise.
const HOST: &str = "https://github.githubassets.com";
/// The folder there that they are in.
const FOLDER: &str = "images/icons";
/// Elements in which names stay as they are.
const LEFT_ALONE: [&str; 3] = ["pre", "code", "tt"];

/// The plugin.
pub(crate) struct Jemoji;

impl Plugin for Jemoji {
    fn name(&self) -> &str {
        "jemoji"
    }

    fn register(&self, registry: &mut Registry, config: &Config) -> Result<(), BuildError> {
        // html-pipeline loads ActiveSupport, which changes what `blank` means.
        registry.environment().set_blank(Blank::ActiveSupport);
        let root = match config.get_in("emoji", "src") {
            Some(src) if src.truthy() => src.to_s(),
            _ => match registry.outside().variable("ASSET_HOST_URL") {
                Some(host) => format!("{}/{FOLDER}", host.trim_end_matches('/')),
                None => format!("{HOST}/{FOLDER}"),
            },
        };
        let root = root.trim_end_matches('/').to_owned();
        for owner in [Owner::Pages, Owner::Documents] {
            let root = root.clone();
            registry.hook(owner, Event::PostRender, move |hooked: &mut Hooked<'_>| {
                if is_html(hooked) && next_name(&hooked.output).is_some() {
                    hooked.output = emojify(&hooked.output, &root);
                }
                Ok(())
            });
        }
        Ok(())
    }
}

/// Says whether a page or written document makes HTML.
fn is_html(hooked: &Hooked<'_>) -> bool {
    let written = match hooked.item() {
        Item::Document(_) => hooked.is_written(),
        Item::Page(_) => true,
    };
    written && (hooked.output_ext() == ".html" || hooked.url().ends_with('/'))
}

/// Replaces names in the body of a page, or in all of it where it has none.
fn emojify(output: &str, root: &str) -> String {
    let body =
        memchr::memmem::find(output.as_bytes(), b"<body").and_then(|at| output[at..].find('>').map(|end| at + end + 1));
    let Some(start) = body else { return with_pictures(output, root) };
    let end = memchr::memmem::find(&output.as_bytes()[start..], b"</body>").map_or(output.len(), |at| start + at);
    format!("{}{}{}", &output[..start], with_pictures(&output[start..end], root), &output[end..])
}

fn with_pictures(html: &str, root: &str) -> String {
    let mut tree = nokogiri::fragment(html);
    for id in tree.descendants(Tree::ROOT) {
        let Data::Text(text) = tree.data(id) else { continue };
        if next_name(text).is_none() || tree.ancestors(id).any(|above| LEFT_ALONE.contains(&tree.name(above))) {
            continue;
        }
        let text = text.clone();
        replace(&mut tree, id, &text, root);
    }
    tree.to_html()
}

/// Puts pictures into a text, which is then read as HTML: what was escaped in it comes to life, as in the gem.
fn replace(tree: &mut Tree, id: NodeId, text: &str, root: &str) {
    let mut html = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, name, file)) = next_name(rest) {
        html.push_str(&rest[..at]);
        html.push_str(&format!(
            "<img class=\"emoji\" title=\":{name}:\" alt=\":{name}:\" src=\"{root}/emoji/{file}\" height=\"20\" width=\"20\">"
        ));
        rest = &rest[at + name.len() + 2..];
    }
    html.push_str(rest);
    let part = nokogiri::fragment(&html);
    tree.replace(id, &part);
}

/// Finds the next `:name:` of an emoji: where it begins, the name, and the file of its picture.
fn next_name(text: &str) -> Option<(usize, &str, String)> {
    let mut from = 0;
    while let Some(at) = memchr::memchr(b':', &text.as_bytes()[from..]).map(|at| from + at) {
        let after = &text[at + 1..];
        let length = after.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(byte)).count();
        let closed = length > 0 && after[length..].starts_with(':');
        if let (true, Some(file)) = (closed, picture(&after[..length])) {
            return Some((at, &after[..length], file));
        }
        from = at + 1;
    }
    None
}

/// The file of an emoji's picture: its code points, joiners and variation selectors left out.
fn picture(name: &str) -> Option<String> {
    let emoji = emojis::get_by_shortcode(name)?;
    let points = emoji.as_str().chars().filter(|c| !matches!(c, '\u{200d}' | '\u{fe0f}'));
    let hex: Vec<String> = points.map(|c| format!("{:04x}", u32::from(c))).collect();
    Some(format!("unicode/{}.png", hex.join("-")))
}

#[cfg(test)]
mod tests {
    use super::{emojify, next_name};

    #[test]
    fn names_are_found_between_colons() {
        assert_eq!(next_name("::smile::").map(|(at, name, _)| (at, name)), Some((1, "smile")));
        assert_eq!(next_name(":+1:").map(|(_, _, file)| file).as_deref(), Some("unicode/1f44d.png"));
        assert_eq!(
            next_name(":man_technologist:").map(|(_, _, file)| file).as_deref(),
            Some("unicode/1f468-1f4bb.png")
        );
        assert!(next_name("a: b :nope: c:").is_none());
    }

    #[test]
    fn only_the_body_is_written_anew() {
        let page = "<title>:cat:</title><body class=x>a<br/><code>:cat:</code></body><br/>";
        assert_eq!(emojify(page, ""), "<title>:cat:</title><body class=x>a<br><code>:cat:</code></body><br/>");
    }
}
