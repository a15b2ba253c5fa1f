//! A blog as people write them, the same on every machine: posts that any generator can be given, and the site of
//! layouts, includes, data, Sass and static files that Jekyll builds around them.

use crate::{Numbers, WORDS};

/// The tags of the blog; a post has three of them.
pub const TAGS: [&str; 30] = [
    "harbours", "tides", "charts", "lanterns", "engines", "letters", "bridges", "windows", "signals", "salt", "stones",
    "records", "ropes", "sails", "anchors", "pilots", "islands", "ferries", "fog", "weather", "stars", "maps", "cargo",
    "docks", "locks", "rivers", "canals", "buoys", "reefs", "voyages",
];

/// The pages beside the index, by file name and title.
pub const PAGES: [(&str, &str); 3] = [("about", "About"), ("contact", "Contact"), ("colophon", "Colophon")];

/// One snippet for each language that code on the blog is written in; `%` stands for a number.
const CODE: [(&str, &str); 8] = [
    (
        "ruby",
        "class Tide\n  attr_reader :hours\n\n  def initialize(hours = %)\n    @hours = hours\n  end\n\n  # Says how high the water stands.\n  def height(factor: 2.5)\n    hours * factor\n  end\nend\n\nputs Tide.new.height if __FILE__ == $0",
    ),
    (
        "python",
        "import sys\nfrom dataclasses import dataclass\n\n\n@dataclass\nclass Chart:\n    \"\"\"A chart of the harbour.\"\"\"\n    scale: float = %.5\n\n    def at(self, x: int) -> float:\n        return self.scale * x\n\n\nif __name__ == \"__main__\":\n    print(Chart().at(%), file=sys.stderr)  # metres",
    ),
    (
        "javascript",
        "const depths = [1, 2.5, %];\n\nexport async function sound(url, { tries = % } = {}) {\n  for (let i = 0; i < tries; i++) {\n    const answer = await fetch(`${url}?try=${i}`);\n    if (answer.ok) return answer.json(); // enough\n  }\n  throw new Error(\"no ground\");\n}\n\nconsole.log(depths.map((d) => d * 2).filter(Boolean));",
    ),
    (
        "bash",
        "#!/bin/bash\nset -euo pipefail\nfor log in *.log; do\n  if [ -s \"$log\" ]; then\n    echo \"reading $log (%)\" >&2\n    wc -l < \"$log\" | sort -n\n  fi\ndone",
    ),
    (
        "rust",
        "use std::collections::BTreeMap;\n\n/// Counts the ships of each flag.\npub fn count<'a>(flags: &[&'a str]) -> BTreeMap<&'a str, usize> {\n    let mut ships = BTreeMap::new();\n    for flag in flags {\n        *ships.entry(*flag).or_insert(0) += %;\n    }\n    ships\n}",
    ),
    (
        "html",
        "<!DOCTYPE html>\n<html lang=\"en\">\n  <body class=\"quay-%\">\n    <!-- the way home -->\n    <a href=\"/harbour/\">Harbour &amp; town</a>\n  </body>\n</html>",
    ),
    (
        "yaml",
        "name: ferry\non: [push]\njobs:\n  sail-%:\n    runs-on: water\n    steps:\n      - run: \"row -n%\"  # both ways\n        env: { FLAG: up }",
    ),
    (
        "json",
        "{\n  \"name\": \"berth-%\",\n  \"depths\": [1, 2.5, %, null, true],\n  \"nested\": {\"key\": \"a \\\"quoted\\\" value\"}\n}",
    ),
];

/// A post: a function of its number alone, so that a larger blog has the same posts and more.
#[derive(Debug, Clone)]
pub struct Post {
    /// Its title.
    pub title: String,
    /// What its address ends with.
    pub slug: String,
    /// Its day, as `2019-04-05`.
    pub day: String,
    /// Its time of the day, as `18:00:00`.
    pub time: String,
    /// Its tags.
    pub tags: [&'static str; 3],
    /// A sentence about it.
    pub description: String,
    /// About 570 words of Markdown: headings, links, lists, a table, a quote and a fenced code block.
    pub body: String,
}

/// Makes the post of a number. Four posts are written a day, backwards from the end of 2025.
///
/// ```
/// let post = hyde_benches::post(17);
/// assert_eq!(post.day, "2025-12-27");
/// assert!(post.body.contains("```"));
/// ```
pub fn post(number: usize) -> Post {
    let mut numbers = Numbers(1_000_003 * (number as u64 + 1));
    let title = numbers.sentence(4);
    let end = jiff::civil::date(2025, 12, 31);
    let day = end.saturating_sub(jiff::Span::new().days(i64::try_from(number / 4).unwrap_or(0)));
    let first = numbers.next(TAGS.len());
    let body = body(&mut numbers);
    Post {
        slug: format!("{}-{number:06}", title.replace(' ', "-")),
        title: capital(&title),
        day: day.to_string(),
        time: format!("{:02}:00:00", 20 - 6 * (number % 4)),
        tags: [TAGS[first], TAGS[(first + 7) % TAGS.len()], TAGS[(first + 19) % TAGS.len()]],
        description: format!("{}.", capital(&numbers.sentence(16))),
        body,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

fn sentence(numbers: &mut Numbers) -> String {
    let (before, after) = (3 + numbers.next(5), 3 + numbers.next(6));
    let word = WORDS[numbers.next(WORDS.len())];
    let middle = match numbers.next(20) {
        0 | 1 => format!("*{word}*"),
        2 | 3 => format!("**{word} {}**", numbers.sentence(1)),
        4 | 5 => format!("`{word}_{}()`", numbers.sentence(1)),
        6 | 7 => format!("[{word} {}](https://example.org/{word}/{})", numbers.sentence(1), numbers.next(1_000)),
        8 => format!("\"{word}\""),
        9 => format!("{word}'s"),
        _ => word.to_owned(),
    };
    let end = if numbers.next(6) == 0 { "?" } else { "." };
    format!("{} {middle} {}{end}", capital(&numbers.sentence(before)), numbers.sentence(after))
}

fn paragraph(numbers: &mut Numbers) -> String {
    let count = 3 + numbers.next(3);
    (0..count).map(|_| sentence(numbers)).collect::<Vec<_>>().join(" ") + "\n\n"
}

fn heading(numbers: &mut Numbers, level: &str) -> String {
    format!("{level} {}\n\n", capital(&numbers.sentence(3)))
}

fn body(numbers: &mut Numbers) -> String {
    let mut text = paragraph(numbers);
    text += &heading(numbers, "##");
    text += &(paragraph(numbers) + &paragraph(numbers));
    for _ in 0..5 {
        text += &format!("- {}\n", sentence(numbers));
    }
    text += &("\n".to_owned() + &heading(numbers, "###") + &paragraph(numbers));
    let (language, code) = CODE[numbers.next(CODE.len())];
    let code = code.replace('%', &(2 + numbers.next(98)).to_string());
    text += &format!("```{language}\n{code}\n```\n\n");
    text += &(heading(numbers, "##") + &paragraph(numbers));
    for item in 1..5 {
        text += &format!("{item}. {}\n", sentence(numbers));
    }
    text += "\n| Name | Value | Note |\n|:-----|------:|------|\n";
    for _ in 0..5 {
        text += &format!("| {} | {} | {} |\n", numbers.sentence(1), numbers.next(10_000), numbers.sentence(3));
    }
    text += &format!("\n> {}\n\n", sentence(numbers));
    text += &heading(numbers, "###");
    text + &paragraph(numbers) + &paragraph(numbers)
}

/// The text of a page.
pub fn page(title: &str) -> String {
    let mut numbers = Numbers(title.len() as u64);
    (0..3).map(|_| heading(&mut numbers, "##") + &paragraph(&mut numbers) + &paragraph(&mut numbers)).collect()
}

/// The main stylesheet and its partials, by name; the first is the one that imports the others.
pub const SASS: [(&str, &str); 4] = [
    ("main", "@import \"variables\";\n@import \"base\";\n@import \"syntax\";\n"),
    (
        "variables",
        "$brand: #1f6f8b;\n$text: #222;\n$spacing: 30px;\n$widths: (small: 600px, medium: 800px, large: 1100px);\n@mixin media($name) {\n  @media (min-width: map-get($widths, $name)) { @content; }\n}\n",
    ),
    (
        "base",
        "body { color: $text; margin: 0; font: 16px/1.5 sans-serif; }\na { color: $brand; &:hover { text-decoration: underline; } }\n.wrapper { padding: 0 $spacing; @include media(small) { padding: 0 ($spacing * 2); } }\n.posts { list-style: none; > li { margin-bottom: $spacing; } }\ntable { border-collapse: collapse; td, th { padding: ($spacing * 0.2) ($spacing * 0.4); } }\n@each $name, $width in $widths {\n  .only-#{$name} { display: none; @media (min-width: $width) { display: block; } }\n}\n@for $i from 1 through 6 { h#{$i} { margin-top: $spacing * (7 - $i) * 0.2; } }\n",
    ),
    (
        "syntax",
        ".highlight { background: #f6f6f2;\n  .k { font-weight: bold; } .c, .c1 { color: #887; font-style: italic; }\n  .s, .s1, .s2 { color: #a31; } .nf { color: #268; } .mi { color: #088; }\n}\n",
    ),
];

/// The static files of the blog: ten small ones, the same for every generator.
pub fn static_files() -> Vec<(String, String)> {
    (0..10).map(|number| (format!("assets/files/note-{number}.txt"), format!("{number}\n").repeat(200))).collect()
}

/// The files of a Jekyll site with this many posts: layouts two deep, four includes with parameters, navigation as
/// data, an index of all posts, an index of tags, a page for each tag, three pages, Sass and static files.
///
/// ```
/// let files = hyde_benches::blog(3);
/// assert_eq!(files.iter().filter(|(path, _)| path.starts_with("_posts/")).count(), 3);
/// ```
pub fn blog(posts: usize) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        SITE.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    files.extend(static_files());
    for (name, text) in &SASS[1..] {
        files.push((format!("_sass/_{name}.scss"), (*text).to_owned()));
    }
    files.push(("assets/main.scss".to_owned(), format!("---\n---\n{}", SASS[0].1)));
    for (name, title) in PAGES {
        files.push((format!("{name}.md"), format!("---\nlayout: page\ntitle: {title}\n---\n{}", page(title))));
    }
    for tag in TAGS {
        files.push((format!("tags/{tag}.html"), format!("---\nlayout: tag\ntitle: Posts on {tag}\ntag: {tag}\n---\n")));
    }
    for number in 0..posts {
        let Post { title, slug, day, time, tags, description, body } = post(number);
        let tags = tags.join(", ");
        let text = format!(
            "---\nlayout: post\ntitle: {title}\ndate: {day} {time} +0000\ntags: [{tags}]\ndescription: {description}\n---\n{body}"
        );
        files.push((format!("_posts/{day}-{slug}.md"), text));
    }
    files
}

/// What does not depend on the number of posts.
const SITE: [(&str, &str); 12] = [
    (
        "_config.yml",
        "title: The harbour log\ndescription: Notes from the quay\nurl: https://log.example.org\ntimezone: UTC\npermalink: /:year/:month/:day/:title/\nsass:\n  quiet_deps: true\n  silence_deprecations: [import, global-builtin]\n",
    ),
    (
        "_data/navigation.yml",
        "- {title: Home, url: /}\n- {title: Tags, url: /tags/}\n- {title: About, url: /about.html}\n",
    ),
    (
        "_includes/head.html",
        "<meta charset=\"utf-8\">\n<title>{% if page.title %}{{ page.title | escape }} - {% endif %}{{ site.title | escape }}</title>\n<meta name=\"description\" content=\"{{ page.description | default: site.description | escape }}\">\n<link rel=\"canonical\" href=\"{{ page.url | absolute_url }}\">\n<link rel=\"stylesheet\" href=\"{{ '/assets/main.css' | relative_url }}\">\n",
    ),
    (
        "_includes/header.html",
        "<header class=\"{{ include.class }}\"><nav>{% for entry in site.data.navigation %}<a href=\"{{ entry.url | relative_url }}\"{% if entry.url == page.url %} class=\"here\"{% endif %}>{{ entry.title }}</a>{% endfor %}</nav></header>\n",
    ),
    ("_includes/footer.html", "<footer>{{ include.text }} {{ site.time | date: \"%Y\" }}</footer>\n"),
    (
        "_includes/card.html",
        "<li class=\"card\"><h3><a href=\"{{ include.post.url | relative_url }}\">{{ include.post.title | escape }}</a></h3>\n<p class=\"meta\">{{ include.post.date | date: \"%b %-d, %Y\" }} {% for tag in include.post.tags %}<a href=\"/tags/{{ tag }}.html\">{{ tag }}</a>{% unless forloop.last %}, {% endunless %}{% endfor %}</p>\n<p>{{ include.post.description | escape }}</p></li>\n",
    ),
    (
        "_layouts/default.html",
        "<!doctype html>\n<html lang=\"en\">\n<head>{% include head.html %}</head>\n<body>\n{% include header.html class=\"top\" %}\n<main class=\"wrapper\">{{ content }}</main>\n{% include footer.html text=\"From the quay,\" %}\n</body>\n</html>\n",
    ),
    (
        "_layouts/post.html",
        "---\nlayout: default\n---\n<article>\n<h1>{{ page.title | escape }}</h1>\n<p class=\"meta\"><time datetime=\"{{ page.date | date_to_xmlschema }}\">{{ page.date | date: \"%B %-d, %Y\" }}</time>, {{ content | number_of_words | divided_by: 200 | plus: 1 }} min</p>\n{{ content }}\n<p>{% for tag in page.tags %}<a href=\"/tags/{{ tag }}.html\">{{ tag }}</a> {% endfor %}</p>\n<nav>{% if page.previous %}<a href=\"{{ page.previous.url | relative_url }}\">{{ page.previous.title | escape }}</a>{% endif %}{% if page.next %}<a href=\"{{ page.next.url | relative_url }}\">{{ page.next.title | escape }}</a>{% endif %}</nav>\n<aside><h2>Recent</h2><ul>{% for post in site.posts limit: 5 %}<li><a href=\"{{ post.url | relative_url }}\">{{ post.title | escape }}</a></li>{% endfor %}</ul></aside>\n</article>\n",
    ),
    ("_layouts/page.html", "---\nlayout: default\n---\n<h1>{{ page.title }}</h1>\n{{ content }}\n"),
    (
        "_layouts/tag.html",
        "---\nlayout: default\n---\n<h1>{{ page.title }}</h1>\n<ul>{% for post in site.tags[page.tag] %}{% include card.html post=post %}{% endfor %}</ul>\n",
    ),
    (
        "index.html",
        "---\nlayout: default\ntitle: Home\n---\n<h1>{{ site.title }}</h1>\n<ul class=\"posts\">\n{% for post in site.posts %}{% include card.html post=post %}{% endfor %}</ul>\n",
    ),
    (
        "tags/index.html",
        "---\nlayout: default\ntitle: Tags\n---\n<ul>{% for tag in site.tags %}<li><a href=\"/tags/{{ tag[0] }}.html\">{{ tag[0] }}</a> ({{ tag[1].size }})</li>{% endfor %}</ul>\n",
    ),
];
