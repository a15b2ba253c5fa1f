//! The table of Jekyll's default settings, in Jekyll's order (`lib/jekyll/configuration.rb`).

use hyde_liquid::{Hash, Value};

/// What is always excluded, after the user's own list.
pub(super) const EXCLUDES: &[&str] = &[
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
];

/// The keys of the defaults, which a theme's configuration cannot set.
pub(super) fn is_default_key(key: &str) -> bool {
    defaults("/").contains_key(key)
}

fn texts(items: &[&str]) -> Value {
    Value::array(items.iter().map(|item| Value::from(*item)))
}

fn hash(pairs: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::from(pairs.into_iter().collect::<Hash>())
}

/// The default settings of a site built in the given working directory.
pub(super) fn defaults(working_directory: &str) -> Hash {
    let destination = crate::outside::join(working_directory, "_site");
    let pairs: Vec<(&str, Value)> = vec![
        ("source", Value::from(working_directory)),
        ("destination", Value::from(destination)),
        ("collections_dir", Value::from("")),
        ("cache_dir", Value::from(".jekyll-cache")),
        ("plugins_dir", Value::from("_plugins")),
        ("layouts_dir", Value::from("_layouts")),
        ("data_dir", Value::from("_data")),
        ("includes_dir", Value::from("_includes")),
        ("collections", Value::from(Hash::new())),
        ("safe", Value::Bool(false)),
        ("include", texts(&[".htaccess"])),
        ("exclude", texts(&[])),
        ("keep_files", texts(&[".git", ".svn"])),
        ("encoding", Value::from("utf-8")),
        ("markdown_ext", Value::from("markdown,mkdown,mkdn,mkd,md")),
        ("strict_front_matter", Value::Bool(false)),
        ("show_drafts", Value::Nil),
        ("limit_posts", Value::Int(0)),
        ("future", Value::Bool(false)),
        ("unpublished", Value::Bool(false)),
        ("whitelist", texts(&[])),
        ("plugins", texts(&[])),
        ("markdown", Value::from("kramdown")),
        ("highlighter", Value::from("rouge")),
        ("lsi", Value::Bool(false)),
        ("excerpt_separator", Value::from("\n\n")),
        ("incremental", Value::Bool(false)),
        ("detach", Value::Bool(false)),
        ("port", Value::from("4000")),
        ("host", Value::from("127.0.0.1")),
        ("baseurl", Value::Nil),
        ("show_dir_listing", Value::Bool(false)),
        ("permalink", Value::from("date")),
        ("paginate_path", Value::from("/page:num")),
        ("timezone", Value::Nil),
        ("quiet", Value::Bool(false)),
        ("verbose", Value::Bool(false)),
        ("defaults", texts(&[])),
        (
            "liquid",
            hash([
                ("error_mode", Value::from("warn")),
                ("strict_filters", Value::Bool(false)),
                ("strict_variables", Value::Bool(false)),
            ]),
        ),
        (
            "kramdown",
            hash([
                ("auto_ids", Value::Bool(true)),
                ("toc_levels", Value::array((1..=6).map(Value::Int))),
                ("entity_output", Value::from("as_char")),
                ("smart_quotes", Value::from("lsquo,rsquo,ldquo,rdquo")),
                ("input", Value::from("GFM")),
                ("hard_wrap", Value::Bool(false)),
                ("guess_lang", Value::Bool(true)),
                ("footnote_nr", Value::Int(1)),
                ("show_warnings", Value::Bool(false)),
            ]),
        ),
    ];
    pairs.into_iter().collect()
}
