//! `post_url` (`lib/jekyll/tags/post_url.rb`): the URL of a post, by its file name without the extension.

use super::link::relative;
use crate::messages;
use crate::plugin::{SiteContext, no_site};
use crate::render::{Scene, record};
use hyde_liquid::{Context, ParseContext, Render, Result, Tag, Template, strip};

/// The tag.
pub(super) struct PostUrl;

enum Linked {
    Name(Name),
    Computed(Template),
}

/// A post's name: folders, date and slug.
struct Name {
    original: String,
    path: String,
    date: String,
    slug: String,
}

impl Name {
    fn parse(text: &str) -> Result<Self> {
        let text = strip(text);
        let (path, base) = match text.rfind('/') {
            Some(at) => text.split_at(at + 1),
            None => ("", text),
        };
        let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let mut at = 0;
        for part in 0..3 {
            let count = digits(&base[at..]);
            if count == 0 || !base[at + count..].starts_with('-') {
                return Err(messages::post_url_unreadable(text));
            }
            at += count + usize::from(part < 2);
        }
        Ok(Self {
            original: text.to_owned(),
            path: path.to_owned(),
            date: base[..at].to_owned(),
            slug: base[at + 1..].to_owned(),
        })
    }

    /// Whether a post's path is that of this name: below `_posts`, or with `_posts` below the name's folders. What
    /// follows the slug may be any extension, and more.
    fn names(&self, relative_path: &str) -> bool {
        let base = format!("{}-{}.", self.date, self.slug);
        let goes_on = |rest: Option<&str>| {
            rest.and_then(|rest| rest.strip_prefix(&base))
                .and_then(|rest| rest.chars().next())
                .is_some_and(|next| next != '.')
        };
        let below = relative_path.strip_prefix("_posts/").and_then(|rest| rest.strip_prefix(&self.path));
        let beside = relative_path.strip_prefix(&self.path).and_then(|rest| rest.strip_prefix("_posts"));
        goes_on(below) || goes_on(beside) || goes_on(beside.and_then(|rest| rest.strip_prefix('/')))
    }
}

impl Tag for PostUrl {
    fn parse(&self, markup: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        let markup = strip(markup);
        if markup.contains("{{") {
            let template = cx.environment().parse("post_url", markup)?;
            cx.uses_mut().merge(template.uses());
            return Ok(Box::new(Linked::Computed(template)));
        }
        Ok(Box::new(Linked::Name(Name::parse(markup)?)))
    }
}

impl Render for Linked {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let computed;
        let name = match self {
            Self::Name(name) => name,
            Self::Computed(template) => {
                computed = Name::parse(&template.render_in(cx)?)?;
                &computed
            }
        };
        let scene = cx.register::<Scene>().ok_or_else(no_site)?;
        let site = scene.site();
        let posts = site.posts();
        let group = site.collections.get_index_of("posts").unwrap_or_default();
        record::group(group, record::MEMBERS | record::URL);
        if let Some(post) = posts.iter().find(|post| name.names(&post.relative_path)) {
            out.push_str(&relative(post.url(site), scene)?);
            return Ok(());
        }
        // What matched in former versions of Jekyll: the slug as the post has it, on the same day.
        record::group(group, record::aspect("slug") | record::aspect("date"));
        let wanted = format!("{}{}", name.path, name.slug);
        let found = posts.iter().find(|post| {
            let slug = post.get("slug").map(|slug| slug.to_s()).unwrap_or_default();
            let same_day = same_date(&post.date(site).strftime("%Y-%m-%d"), &name.date);
            same_day && (slug == name.slug || slug == wanted)
        });
        let Some(post) = found else { return Err(messages::post_url_not_found(&name.original)) };
        cx.tell(messages::post_url_deprecated(&name.original));
        out.push_str(&relative(post.url(site), scene)?);
        Ok(())
    }
}

/// Whether two dates are the same, leading zeros aside.
fn same_date(a: &str, b: &str) -> bool {
    let numbers = |text: &str| text.split('-').map(|part| part.parse::<i64>().ok()).collect::<Vec<_>>();
    numbers(a) == numbers(b)
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn names_match_paths_with_an_open_end() {
        let name = Name::parse("2024-01-02-q").unwrap();
        assert!(name.names("_posts/2024-01-02-q.md"));
        assert!(name.names("_posts/2024-01-02-q.en.md"));
        assert!(!name.names("_posts/2024-01-02-qq.md"));
        let name = Name::parse("sub/2024-1-2-a-b").unwrap();
        assert!(name.names("sub/_posts/2024-1-2-a-b.md"));
        assert!(name.names("_posts/sub/2024-1-2-a-b.md"));
        assert!(Name::parse("foo").is_err());
    }
}
