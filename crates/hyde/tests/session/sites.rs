//! The sites that are edited: small, of different kinds, and full of things that look at each other.

use std::sync::LazyLock;

/// A site: its name, and its files with their texts.
pub(crate) type Site = (&'static str, &'static [(&'static str, &'static str)]);

const BLOG: &[(&str, &str)] = &[
    (
        "_config.yml",
        "title: Blog\nurl: http://example.com\npaginate: 3\ntimezone: UTC\nplugins: [jekyll-paginate, jekyll-feed, jekyll-sitemap, jekyll-archives, jekyll-seo-tag]\njekyll-archives:\n  enabled: all\n  layouts: {year: archive, month: archive, day: archive, tag: archive, category: archive}\n",
    ),
    (
        "_layouts/default.html",
        "<html><head>{% seo %}{% feed_meta %}</head>{% include head.html title=page.title %}{{ content }}{% include foot.html %}</html>",
    ),
    (
        "_layouts/post.html",
        "---\nlayout: default\n---\n<article>{{ page.title }} {{ page.date | date: '%F' }} {{ content }}{% if page.previous %}<a href='{{ page.previous.url }}'>{{ page.previous.title }}</a>{% endif %}{% if page.next %}<a href='{{ page.next.url }}'>{{ page.next.title }}</a>{% endif %}{% for tag in page.tags %}{{ tag }}{% endfor %}</article>",
    ),
    (
        "_layouts/archive.html",
        "---\nlayout: default\n---\n{{ page.title }} {{ page.type }} {{ page.date | date: '%Y-%m' }}{% for post in page.posts %}<li>{{ post.title }} {{ post.excerpt | strip_html }}</li>{% endfor %}",
    ),
    ("_includes/head.html", "<h1>{{ include.title }} - {{ site.title }}</h1>"),
    ("_includes/foot.html", "<footer>{% for post in site.posts limit: 2 %}{{ post.title }}{% endfor %}</footer>"),
    (
        "index.html",
        "---\nlayout: default\ntitle: Home\n---\n{% for post in paginator.posts %}<h2>{{ post.title }}</h2>{{ post.excerpt }}{% endfor %}{{ paginator.page }}/{{ paginator.total_pages }}",
    ),
    ("about.md", "---\nlayout: default\ntitle: About\n---\nAbout *us*, {{ site.posts.size }} posts\n"),
    (
        "tags.html",
        "---\nlayout: default\ntitle: Tags\n---\n{% for tag in site.tags %}{{ tag[0] }}: {% for post in tag[1] %}{{ post.url }} {% endfor %}{% endfor %}",
    ),
    ("plain.txt", "---\n---\n{{ site.time | date: '%Y' }} {{ site.posts | map: 'title' | join: ',' }}"),
    ("newest.txt", "---\n---\n{{ site.posts.first.content }}"),
    ("picture.svg", "<svg/>"),
    ("_posts/2024-01-01-a.md", "---\nlayout: post\ntitle: A\ntags: [x, y]\n---\nFirst *paragraph*.\n\nSecond one.\n"),
    (
        "_posts/2024-01-02-b.md",
        "---\nlayout: post\ntitle: B\ntags: [x]\ncategories: [news]\n---\nFirst of b.\n\nRest of b.\n",
    ),
    (
        "_posts/2024-02-03-c.md",
        "---\nlayout: post\ntitle: C\ncategories: [news, old]\n---\nFirst of c. {{ page.title }}\n\nRest of c. {% post_url 2024-01-01-a %}\n",
    ),
    (
        "_posts/2025-02-04-d.md",
        "---\nlayout: post\ntitle: D\ntags: [y]\n---\n{% include head.html title='in d' %}\n\nRest of d.\n",
    ),
    ("_posts/2025-03-05-e.md", "---\nlayout: post\ntitle: E\n---\nFirst of e\n"),
    ("_posts/2030-01-01-future.md", "---\nlayout: post\ntitle: Future\n---\nNot yet\n"),
];

const COLLECTIONS: &[(&str, &str)] = &[
    (
        "_config.yml",
        "title: Things\ntimezone: UTC\npage_excerpts: true\ncollections:\n  people: {output: true, permalink: '/p/:name/'}\n  notes: {output: true, sort_by: weight}\n  hidden: {}\ndefaults:\n  - {scope: {path: '', type: people}, values: {layout: person, kind: human}}\n  - {scope: {path: 'sub'}, values: {layout: default}}\n",
    ),
    ("_layouts/default.html", "<body>{% include nav.html %}{{ content }}{{ site.data.footer.text }}</body>"),
    (
        "_layouts/person.html",
        "---\nlayout: default\n---\n{{ page.name }} {{ page.kind }} {{ content }} {{ page.next.title }}{% assign mine = site.notes | where: 'by', page.slug %}{% for note in mine %}{{ note.title }}{% endfor %}",
    ),
    (
        "_includes/nav.html",
        "<nav>{% for item in site.data.nav %}<a href='{{ item.url | relative_url }}'>{{ item.name }}</a>{% endfor %}</nav>",
    ),
    ("_includes/box.html", "[{{ include.text }}]"),
    ("_data/nav.yml", "- {name: Home, url: /}\n- {name: People, url: /people.html}\n"),
    ("_data/footer.yml", "text: Foot\n"),
    ("_data/table.csv", "a,b\n1,2\n"),
    (
        "index.md",
        "---\nlayout: default\n---\n{% for row in site.data.table %}{{ row.a }}-{{ row.b }}{% endfor %} {% link _people/ann.md %}\n",
    ),
    (
        "people.html",
        "---\nlayout: default\n---\n{% assign sorted = site.people | sort: 'title' %}{% for one in sorted %}{{ one.title }}{{ one.content | strip_html | truncate: 20 }}{% endfor %}",
    ),
    (
        "groups.html",
        "---\n---\n{% assign groups = site.notes | group_by: 'kind' %}{% for group in groups %}{{ group.name }}{{ group.size }}{% for note in group.items %}{{ note.title }}{% endfor %}{% endfor %}{% for one in site.hidden %}{{ one.content }}{% endfor %}",
    ),
    ("all.json", "---\n---\n{{ site.people | jsonify }}"),
    (
        "collections.txt",
        "---\n---\n{% for collection in site.collections %}{{ collection.label }} {{ collection.docs.size }} {{ collection.files.size }}{% endfor %}{% for file in site.static_files %}{{ file.path }} {{ file.modified_time | date: '%s' }}{% endfor %}",
    ),
    ("sub/page.md", "---\ntitle: Sub\n---\n{% include box.html text=page.title %}{% include_relative part.txt %}\n"),
    ("sub/part.txt", "a part"),
    ("_people/ann.md", "---\ntitle: Ann\n---\nAnn is *here*.\n"),
    ("_people/bob.md", "---\ntitle: Bob\nkind: robot\n---\nBob {% include box.html text='b' %}.\n"),
    ("_people/face.png", "not a picture"),
    ("_notes/one.md", "---\ntitle: One\nby: ann\nweight: 2\nkind: x\n---\nNote *one*\n"),
    ("_notes/two.md", "---\ntitle: Two\nby: bob\nweight: 1\nkind: y\n---\nNote two, {{ site.people[0].title }}\n"),
    ("_hidden/secret.md", "---\ntitle: Secret\n---\nSecret of {{ page.path }}\n"),
];

const DOCS: &[(&str, &str)] = &[
    (
        "_config.yml",
        "title: Docs\ntimezone: UTC\nplugins: [jekyll-titles-from-headings, jekyll-optional-front-matter, jekyll-relative-links, jekyll-default-layout]\n",
    ),
    (
        "_layouts/default.html",
        "---\nstyle: plain\n---\n<html class='{{ layout.style }}'>{% include sidebar.html %}{{ content }}</html>",
    ),
    ("_layouts/page.html", "---\nlayout: default\nstyle: page\n---\n<main>{{ page.title }}{{ content }}</main>"),
    (
        "_includes/sidebar.html",
        "<ul>{% assign pages = site.html_pages | sort: 'nav_order' %}{% for one in pages %}{% if one.title %}<li class='{% if one.url == page.url %}here{% endif %}'>{{ one.title }} {{ one.url }}</li>{% endif %}{% endfor %}</ul>",
    ),
    ("_sass/_colors.scss", "$ink: #123;\n@mixin box { border: 1px solid $ink; }\n"),
    ("_sass/_base.scss", "@import 'colors';\nbody { color: $ink; }\n"),
    ("assets/main.scss", "---\n---\n@import 'base';\n.a { @include box; .b { color: red; } }\n"),
    ("assets/other.scss", "---\n---\n.c { color: {{ site.title | size }}px; }\n"),
    ("assets/app.js", "let a = 1;\n"),
    ("index.md", "# Welcome\n\nSee [guide](guide/start.md).\n"),
    ("guide/start.md", "---\nnav_order: 2\n---\n# Start\n\nText `code` and [back](../index.md).\n"),
    ("guide/more.md", "---\nnav_order: 1\nlayout: page\n---\n# More\n\n```ruby\nputs 1\n```\n"),
    ("guide/deep/last.md", "---\ntitle: Last\npermalink: /last/\n---\nLast\n"),
    (
        "search.json",
        "---\n---\n[{% for one in site.pages %}{\"t\": {{ one.title | jsonify }}, \"c\": {{ one.content | strip_html | strip | jsonify }}},{% endfor %}]",
    ),
];

const STATE: &[(&str, &str)] = &[
    (
        "_config.yml",
        "title: State\ntimezone: UTC\npermalink: pretty\nplugins: [jekyll-redirect-from, jekyll-include-cache, jekyll-last-modified-at]\n",
    ),
    (
        "_layouts/default.html",
        "<body class='{% cycle 'odd', 'even' %}'>{{ content }}{% include_cached side.html %}</body>",
    ),
    ("_layouts/plain.html", "<p>{{ content }}{% include_cached side.html %}</p>"),
    (
        "_layouts/post.html",
        "---\nlayout: plain\n---\n{{ content }}{% for post in site.related_posts limit: 2 %}{{ post.title }}{% endfor %}{{ page.previous.excerpt }}{{ page.next.excerpt | strip_html }}",
    ),
    ("_includes/side.html", "<aside>{{ site.posts | size }} {{ page.title }}</aside>"),
    ("_includes/count.html", "{% increment counter %}"),
    (
        "index.html",
        "---\nlayout: default\ntitle: Home\n---\n{% for post in site.posts %}{{ post.url }}{{ post.excerpt }}{% endfor %}",
    ),
    (
        "one.md",
        "---\nlayout: default\ntitle: One\nredirect_from: [/eins/, /uno.html]\n---\nOne {% include count.html %}\n",
    ),
    ("two.md", "---\nlayout: default\ntitle: Two\n---\nTwo {% include count.html %}\n"),
    ("three.md", "---\nlayout: plain\ntitle: Three\nredirect_to: http://example.com\n---\nThree\n"),
    ("leak.html", "---\nlayout: plain\n---\n{{ content | size }} {{ layout | jsonify }}"),
    ("outputs.txt", "---\n---\n{% for post in site.posts %}{{ post.output | size }} {{ post }}{% endfor %}"),
    ("pages.txt", "---\n---\n{% for one in site.pages %}{{ one.path }} {{ one.excerpt }}{% endfor %}"),
    (
        "_posts/2024-01-01-a.md",
        "---\nlayout: post\ntitle: A\n---\nHead of a {{ page.title }} {{ page.next.title }}\n\nBody of a\n",
    ),
    (
        "_posts/2024-01-02-b.md",
        "---\nlayout: post\ntitle: B\nredirect_from: /old-b\n---\nHead of b\n\nBody of b {{ page.previous.content }}\n",
    ),
    (
        "_posts/2024-01-03-c.md",
        "---\nlayout: default\ntitle: C\n---\nHead of c {{ site.posts.first.title }}\n\nBody of c\n",
    ),
    (
        "sub/_posts/2024-01-04-d.md",
        "---\nlayout: post\ntitle: D\nexcerpt_separator: '<!--more-->'\n---\nHead of d\n\nstill head<!--more-->Body of d\n",
    ),
    ("_drafts/idea.md", "---\ntitle: Idea\nlayout: post\n---\nAn idea\n"),
];

/// A blog of more posts than are kept one by one of what a page looks at, with lists of all and of many of them.
static LONG: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let mut files = vec![
        ("_config.yml", "title: Long\nurl: http://example.com\ntimezone: UTC\npermalink: /:title/\n"),
        (
            "_layouts/default.html",
            "<html>{{ content }}{% for post in site.posts limit: 3 %}{{ post.title }}{% endfor %}</html>",
        ),
        (
            "_layouts/post.html",
            "---\nlayout: default\n---\n{{ page.title }} {{ content }} {{ page.previous.title }} {{ page.next.url }}",
        ),
        (
            "_includes/card.html",
            "<li>{{ include.post.title }} {{ include.post.date | date: '%F' }} {{ include.post.kind }}</li>",
        ),
        (
            "index.html",
            "---\nlayout: default\n---\n{% for post in site.posts %}{% include card.html post=post %}{% endfor %}",
        ),
        ("some.html", "---\n---\n{% for post in site.posts limit: 70 %}{{ post.title }}{{ post.kind }}{% endfor %}"),
        (
            "later.html",
            "---\n---\n{% for post in site.posts offset: 90 %}{{ post.url }}{{ post.content | size }}{% endfor %}",
        ),
        ("x.html", "---\n---\n{% for post in site.tags.x %}{{ post.title }} {{ post.url }}{% endfor %}"),
        ("y.html", "---\nlayout: default\n---\n{% for post in site.tags['y'] limit: 2 %}{{ post.title }}{% endfor %}"),
        (
            "tags.html",
            "---\n---\n{% assign sorted = site.tags | sort %}{% for tag in sorted %}{{ tag[0] }} {{ tag[1].size }}{% endfor %}",
        ),
    ];
    files.extend((0..160_usize).map(|number| {
        let path = format!("_posts/20{:02}-{:02}-{:02}-p{number}.md", number % 25, number % 12 + 1, number % 28 + 1);
        let tag = ["x", "x, y", "z"][number % 3];
        let text = format!("---\nlayout: post\ntitle: P{number}\ntags: [{tag}]\n---\nText *{number}*\n");
        // The sites are there as long as the test runs.
        (&*path.leak(), &*text.leak())
    }));
    files
});

/// All sites.
pub(crate) fn all() -> [Site; 5] {
    [("blog", BLOG), ("collections", COLLECTIONS), ("docs", DOCS), ("state", STATE), ("long", &LONG)]
}
