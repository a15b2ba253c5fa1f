//! What the benchmarks build and render, the same on every machine: a generated blog, a page of posts, Markdown.

pub mod liquid;
mod markdown;
mod measure;

pub use markdown::documents;
pub use measure::{Clock, ruby_seconds};

/// Words that texts are made of.
const WORDS: &[&str] = &[
    "harbour", "tide", "chart", "lantern", "quay", "slow", "northern", "measure", "between", "stone", "water", "drawn",
    "under", "letter", "small", "engine", "window", "morning", "paper", "signal", "bridge", "open", "record", "salt",
];

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % below
    }

    fn sentence(&mut self, words: usize) -> String {
        let words: Vec<&str> = (0..words).map(|_| WORDS[self.next(WORDS.len())]).collect();
        words.join(" ")
    }
}

/// The files of a blog with this many posts of about 570 words, with code, tables, tags, a navigation over all pages and
/// links to neighbouring posts.
///
/// ```
/// let files = hyde_benches::blog(3);
/// assert_eq!(files.iter().filter(|(path, _)| path.starts_with("_posts/")).count(), 3);
/// ```
pub fn blog(posts: usize) -> Vec<(String, String)> {
    let layout = "<!doctype html>\n<title>{{ page.title | escape }}</title>\n<nav>{% for p in site.pages %}{% if p.title %}<a href=\"{{ p.url | relative_url }}\">{{ p.title }}</a>{% endif %}{% endfor %}</nav>\n<main>{{ content }}</main>\n";
    let post = "---\nlayout: default\n---\n<h1>{{ page.title }}</h1><time>{{ page.date | date: \"%B %-d, %Y\" }}</time>\n{{ content }}\n{% for tag in page.tags %}<i>{{ tag }}</i>{% endfor %}\n{% if page.previous %}<a href=\"{{ page.previous.url }}\">{{ page.previous.title }}</a>{% endif %}{% if page.next %}<a href=\"{{ page.next.url }}\">{{ page.next.title }}</a>{% endif %}\n";
    let index = "---\nlayout: default\ntitle: Home\n---\n{% for post in site.posts %}<article><a href=\"{{ post.url }}\">{{ post.title }}</a> {{ post.excerpt | strip_html | truncatewords: 20 }}</article>\n{% endfor %}\n";
    let mut files = vec![
        ("_config.yml".to_owned(), "title: A blog\ntimezone: UTC\n".to_owned()),
        ("_layouts/default.html".to_owned(), layout.to_owned()),
        ("_layouts/post.html".to_owned(), post.to_owned()),
        ("index.html".to_owned(), index.to_owned()),
        ("about.md".to_owned(), "---\nlayout: default\ntitle: About\n---\nAbout this *blog*.\n".to_owned()),
    ];
    let mut numbers = Numbers(42);
    for number in 0..posts {
        let (year, month, day) = (2000 + number / 336, number / 28 % 12 + 1, number % 28 + 1);
        let title = numbers.sentence(4);
        let tag = WORDS[numbers.next(WORDS.len())];
        let mut text = format!("---\nlayout: post\ntitle: {title}\ntags: [{tag}, all]\n---\n");
        for section in 0..5 {
            text.push_str(&format!("## {}\n\n", numbers.sentence(3)));
            for _ in 0..3 {
                text.push_str(&format!("{}, *{}* and `{}`. ", numbers.sentence(16), numbers.sentence(2), tag));
                text.push_str(&format!("See [{}](https://example.org/{number}).\n\n", numbers.sentence(2)));
            }
            if section == 2 {
                text.push_str(
                    "```ruby\ndef tide(hours)\n  hours * 2.5 # metres\nend\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n",
                );
            }
        }
        files.push((format!("_posts/{year}-{month:02}-{day:02}-post-{number}.md"), text));
    }
    files
}
