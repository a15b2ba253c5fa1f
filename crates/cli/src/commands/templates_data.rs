//! The table of files that `new` and `new-theme` write.

/// `new --blank`: Jekyll's blank site.
pub(super) const BLANK: &[(&str, &str)] = &[
    ("_config.yml", include_str!("../../templates/blank/_config.yml")),
    ("_layouts/default.html", include_str!("../../templates/blank/_layouts/default.html")),
    ("_sass/base.scss", include_str!("../../templates/blank/_sass/base.scss")),
    ("assets/css/main.scss", include_str!("../../templates/blank/assets/css/main.scss")),
    ("index.md", include_str!("../../templates/blank/index.md")),
];

/// The empty folders of a blank site.
pub(super) const BLANK_FOLDERS: &[&str] = &["_data", "_drafts", "_includes", "_posts"];

/// `new`: a small site with its own layouts.
pub(super) const SITE: &[(&str, &str)] = &[
    (".gitignore", include_str!("../../templates/site/gitignore")),
    ("404.html", include_str!("../../templates/site/404.html")),
    ("_config.yml", include_str!("../../templates/site/_config.yml")),
    ("_includes/header.html", include_str!("../../templates/site/_includes/header.html")),
    ("_layouts/default.html", include_str!("../../templates/site/_layouts/default.html")),
    ("_layouts/post.html", include_str!("../../templates/site/_layouts/post.html")),
    ("about.md", include_str!("../../templates/site/about.md")),
    ("assets/style.css", include_str!("../../templates/site/assets/style.css")),
    ("index.md", include_str!("../../templates/site/index.md")),
];

/// The first post of a new site; `{date}` stands for now.
pub(super) const POST: &str = include_str!("../../templates/site/post.md");

/// The folders of a new theme.
pub(super) const THEME_FOLDERS: &[&str] = &["assets", "_data", "_layouts", "_includes", "_sass"];

/// `new-theme`: `{name}` stands for the theme's name, `{year}` for the year.
pub(super) const THEME: &[(&str, &str)] = &[
    ("_layouts/page.html", "---\nlayout: default\n---\n\n{{ content }}\n"),
    ("_layouts/post.html", "---\nlayout: default\n---\n\n{{ content }}\n"),
    ("_layouts/default.html", "{{ content }}\n"),
    ("Gemfile", "# frozen_string_literal: true\n\nsource \"https://rubygems.org\"\ngemspec\n"),
    ("{name}.gemspec", include_str!("../../templates/theme/gemspec")),
    ("README.md", include_str!("../../templates/theme/README.md")),
    ("LICENSE.txt", include_str!("../../templates/theme/LICENSE.txt")),
    (".gitignore", "*.gem\n.bundle\n.jekyll-cache\n.sass-cache\n_site\nGemfile.lock\n"),
];
