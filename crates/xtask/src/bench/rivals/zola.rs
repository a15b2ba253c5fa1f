//! The blog as Zola takes it, in the settings of its releases from 0.22 on. It has no list of recent posts on every
//! post: Zola copies a section into each page that asks for it.

use hyde_benches::{PAGES, Post, SASS, page, post, static_files};

/// The files of the site.
pub(super) fn site(posts: usize, highlighting: bool) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        SITE.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let colours = match highlighting {
        true => "[markdown.highlighting]\nstyle = \"class\"\ntheme = \"github-light\"\n",
        false => "",
    };
    let config = format!(
        "base_url = \"https://log.example.org\"\ntitle = \"The harbour log\"\ndescription = \"Notes from the quay\"\ncompile_sass = true\ntaxonomies = [{{name = \"tags\"}}]\n{colours}[extra]\nnavigation = [{{title = \"Home\", url = \"/\"}}, {{title = \"Tags\", url = \"/tags/\"}}, {{title = \"About\", url = \"/about/\"}}]\n"
    );
    files.push(("config.toml".to_owned(), config));
    files.extend(static_files().into_iter().map(|(path, text)| (format!("static/{path}"), text)));
    for (at, (name, text)) in SASS.iter().enumerate() {
        let mark = if at == 0 { "" } else { "_" };
        files.push((format!("sass/{mark}{name}.scss"), (*text).to_owned()));
    }
    for (name, title) in PAGES {
        let text = format!("+++\ntitle = \"{title}\"\ntemplate = \"plain.html\"\n+++\n{}", page(title));
        files.push((format!("content/{name}.md"), text));
    }
    for number in 0..posts {
        let Post { title, slug, day, time, tags, description, body } = post(number);
        let text = format!(
            "+++\ntitle = \"{title}\"\ndate = {day}T{time}Z\ndescription = \"{description}\"\n[taxonomies]\ntags = {tags:?}\n+++\n{body}"
        );
        files.push((format!("content/posts/{slug}.md"), text));
    }
    files
}

const SITE: [(&str, &str); 9] = [
    ("content/_index.md", "+++\n+++\n"),
    (
        "content/posts/_index.md",
        "+++\ntitle = \"Posts\"\nsort_by = \"date\"\nrender = false\npage_template = \"page.html\"\n+++\n",
    ),
    (
        "templates/default.html",
        "{% import \"macros.html\" as macros %}<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\n<title>{% block title %}{{ config.title }}{% endblock %}</title>\n<meta name=\"description\" content=\"{% block description %}{{ config.description }}{% endblock %}\">\n<link rel=\"canonical\" href=\"{{ current_url | default(value='') }}\">\n<link rel=\"stylesheet\" href=\"/main.css\">\n</head>\n<body>\n<header class=\"top\"><nav>{% for entry in config.extra.navigation %}<a href=\"{{ entry.url }}\"{% if current_path is defined and entry.url == current_path %} class=\"here\"{% endif %}>{{ entry.title }}</a>{% endfor %}</nav></header>\n<main class=\"wrapper\">{% block main %}{% endblock %}</main>\n<footer>From the quay, {{ now() | date(format='%Y') }}</footer>\n</body>\n</html>\n",
    ),
    (
        "templates/macros.html",
        "{% macro card(post) %}<li class=\"card\"><h3><a href=\"{{ post.path }}\">{{ post.title }}</a></h3>\n<p class=\"meta\">{{ post.date | date(format='%b %-d, %Y') }} {% for tag in post.taxonomies.tags %}<a href=\"/tags/{{ tag }}/\">{{ tag }}</a>{% if not loop.last %}, {% endif %}{% endfor %}</p>\n<p>{{ post.description }}</p></li>\n{% endmacro card %}\n",
    ),
    (
        "templates/page.html",
        "{% extends \"default.html\" %}{% block title %}{{ page.title }} - {{ config.title }}{% endblock %}{% block description %}{{ page.description }}{% endblock %}{% block main %}<article>\n<h1>{{ page.title }}</h1>\n<p class=\"meta\"><time datetime=\"{{ page.date }}\">{{ page.date | date(format='%B %-d, %Y') }}</time>, {{ page.reading_time }} min</p>\n{{ page.content | safe }}\n<p>{% for tag in page.taxonomies.tags %}<a href=\"/tags/{{ tag }}/\">{{ tag }}</a> {% endfor %}</p>\n<nav>{% if page.lower %}<a href=\"{{ page.lower.path }}\">{{ page.lower.title }}</a>{% endif %}{% if page.higher %}<a href=\"{{ page.higher.path }}\">{{ page.higher.title }}</a>{% endif %}</nav>\n</article>{% endblock %}\n",
    ),
    (
        "templates/plain.html",
        "{% extends \"default.html\" %}{% block title %}{{ page.title }} - {{ config.title }}{% endblock %}{% block main %}<h1>{{ page.title }}</h1>\n{{ page.content | safe }}{% endblock %}\n",
    ),
    (
        "templates/index.html",
        "{% extends \"default.html\" %}{% block main %}<h1>{{ config.title }}</h1>\n<ul class=\"posts\">{% set posts = get_section(path='posts/_index.md') %}{% for post in posts.pages %}{{ macros::card(post=post) }}{% endfor %}</ul>{% endblock %}\n",
    ),
    (
        "templates/taxonomy_list.html",
        "{% extends \"default.html\" %}{% block main %}<ul>{% for term in terms %}<li><a href=\"{{ term.path }}\">{{ term.name }}</a> ({{ term.pages | length }})</li>{% endfor %}</ul>{% endblock %}\n",
    ),
    (
        "templates/taxonomy_single.html",
        "{% extends \"default.html\" %}{% block main %}<h1>{{ term.name }}</h1>\n<ul>{% for post in term.pages %}{{ macros::card(post=post) }}{% endfor %}</ul>{% endblock %}\n",
    ),
];
