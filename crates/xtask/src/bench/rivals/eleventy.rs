//! The blog as Eleventy takes it: Nunjucks layouts, markdown-it, Prism through its syntax highlighting plugin. Sass is
//! not compiled.

use hyde_benches::{PAGES, Post, page, post, static_files};
use std::path::{Path, PathBuf};

/// Eleventy's program: what `ELEVENTY` names, a `node_modules/.bin/eleventy` beside which the highlighting plugin lies.
pub(super) fn program() -> Option<PathBuf> {
    std::env::var_os("ELEVENTY").map(PathBuf::from).filter(|path| path.is_file())
}

/// Lets the site see the modules that lie around the program.
pub(super) fn prepare(folder: &Path, program: &Path) -> Result<(), String> {
    let modules = program.ancestors().nth(2).ok_or("ELEVENTY lies in no node_modules folder")?;
    let modules = modules.canonicalize().map_err(|error| format!("{}: {error}", modules.display()))?;
    std::os::unix::fs::symlink(modules, folder.join("node_modules")).map_err(|error| error.to_string())
}

/// The files of the site.
pub(super) fn site(posts: usize) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        SITE.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    files.extend(static_files());
    for (name, title) in PAGES {
        files.push((format!("{name}.md"), format!("---\nlayout: page.njk\ntitle: {title}\n---\n{}", page(title))));
    }
    for number in 0..posts {
        let Post { title, slug, day, time, tags, description, body } = post(number);
        let address = day.replace('-', "/");
        let tags = tags.join(", ");
        let text = format!(
            "---\nlayout: post.njk\ntitle: {title}\ndate: {day}T{time}Z\ntags: [posts, {tags}]\ndescription: {description}\npermalink: /{address}/{slug}/\n---\n{body}"
        );
        files.push((format!("posts/{slug}.md"), text));
    }
    files
}

const SITE: [(&str, &str); 9] = [
    (
        ".eleventy.js",
        "const highlight = require(\"@11ty/eleventy-plugin-syntaxhighlight\");\nconst months = [\"January\", \"February\", \"March\", \"April\", \"May\", \"June\", \"July\", \"August\", \"September\", \"October\", \"November\", \"December\"];\nmodule.exports = function (config) {\n  config.addPlugin(highlight.default || highlight);\n  config.addPassthroughCopy(\"assets\");\n  config.addFilter(\"day\", (date) => `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`);\n  config.addFilter(\"newest\", (list) => [...list].reverse());\n  config.addFilter(\"first\", (list, count) => list.slice(0, count));\n  config.addFilter(\"minutes\", (html) => Math.floor(html.split(/\\s+/).length / 200) + 1);\n  return { markdownTemplateEngine: false, dir: { input: \".\" } };\n};\n",
    ),
    (
        "_data/navigation.json",
        "[{\"title\": \"Home\", \"url\": \"/\"}, {\"title\": \"Tags\", \"url\": \"/tags/\"}, {\"title\": \"About\", \"url\": \"/about/\"}]\n",
    ),
    (
        "_includes/default.njk",
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\n<title>{{ title }} - The harbour log</title>\n<meta name=\"description\" content=\"{{ description }}\">\n<link rel=\"canonical\" href=\"https://log.example.org{{ page.url }}\">\n</head>\n<body>\n<header class=\"top\"><nav>{% for entry in navigation %}<a href=\"{{ entry.url }}\"{% if entry.url == page.url %} class=\"here\"{% endif %}>{{ entry.title }}</a>{% endfor %}</nav></header>\n<main class=\"wrapper\">{{ content | safe }}</main>\n<footer>From the quay</footer>\n</body>\n</html>\n",
    ),
    (
        "_includes/card.njk",
        "<li class=\"card\"><h3><a href=\"{{ post.url }}\">{{ post.data.title }}</a></h3>\n<p class=\"meta\">{{ post.date | day }} {% for tag in post.data.tags %}{% if tag != \"posts\" %}<a href=\"/tags/{{ tag }}/\">{{ tag }}</a>{% if not loop.last %}, {% endif %}{% endif %}{% endfor %}</p>\n<p>{{ post.data.description }}</p></li>\n",
    ),
    (
        "_includes/post.njk",
        "---\nlayout: default.njk\n---\n<article>\n<h1>{{ title }}</h1>\n<p class=\"meta\"><time datetime=\"{{ page.date.toISOString() }}\">{{ page.date | day }}</time>, {{ content | minutes }} min</p>\n{{ content | safe }}\n<p>{% for tag in tags %}{% if tag != \"posts\" %}<a href=\"/tags/{{ tag }}/\">{{ tag }}</a> {% endif %}{% endfor %}</p>\n<aside><h2>Recent</h2><ul>{% for post in collections.posts | newest | first(5) %}<li><a href=\"{{ post.url }}\">{{ post.data.title }}</a></li>{% endfor %}</ul></aside>\n</article>\n",
    ),
    ("_includes/page.njk", "---\nlayout: default.njk\n---\n<h1>{{ title }}</h1>\n{{ content | safe }}\n"),
    (
        "index.njk",
        "---\nlayout: default.njk\ntitle: Home\n---\n<h1>The harbour log</h1>\n<ul class=\"posts\">{% for post in collections.posts | newest %}{% include \"card.njk\" %}{% endfor %}</ul>\n",
    ),
    (
        "tags.njk",
        "---\nlayout: default.njk\ntitle: Tags\npermalink: /tags/\n---\n<ul>{% for tag, list in collections %}<li><a href=\"/tags/{{ tag }}/\">{{ tag }}</a> ({{ list.length }})</li>{% endfor %}</ul>\n",
    ),
    (
        "tag.njk",
        "---\nlayout: default.njk\npagination: {data: collections, size: 1, alias: tag, filter: [all, posts]}\npermalink: /tags/{{ tag }}/\neleventyComputed: {title: \"Posts on {{ tag }}\"}\n---\n<h1>{{ title }}</h1>\n<ul>{% for post in collections[tag] | newest %}{% include \"card.njk\" %}{% endfor %}</ul>\n",
    ),
];
