//! The table of commands and their options, with Jekyll's words.

/// What follows an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Nothing.
    Nothing,
    /// Nothing, and `--no-…` switches it off.
    Switch,
    /// A text.
    Text,
    /// A text that may be left out.
    MaybeText,
    /// Texts, separated by commas.
    List,
    /// An integer.
    Number,
}

/// An option.
#[derive(Debug)]
pub(crate) struct Opt {
    /// Its letter.
    pub(crate) short: Option<char>,
    /// Its name without dashes.
    pub(crate) long: &'static str,
    /// What follows it, as help shows it.
    pub(crate) shown: &'static str,
    /// What follows it.
    pub(crate) takes: Takes,
    /// The configuration key that it sets.
    pub(crate) key: &'static str,
    /// What it does.
    pub(crate) about: &'static str,
    /// Whether help shows what follows it behind the letter too.
    pub(crate) doubly_shown: bool,
}

/// A command.
#[derive(Debug)]
pub(crate) struct Command {
    /// Its name and other names.
    pub(crate) names: &'static [&'static str],
    /// How it is called, after its name.
    pub(crate) syntax: &'static str,
    /// What it does.
    pub(crate) about: &'static str,
    /// Its own options; the global ones come after them.
    pub(crate) options: &'static [&'static [Opt]],
}

const fn opt(
    short: Option<char>,
    long: &'static str,
    shown: &'static str,
    takes: Takes,
    key: &'static str,
    about: &'static str,
) -> Opt {
    Opt { short, long, shown, takes, key, about, doubly_shown: false }
}

/// An option with a text, as jekyll-compose declares them.
const fn named(short: char, long: &'static str, shown: &'static str, key: &'static str, about: &'static str) -> Opt {
    Opt { short: Some(short), long, shown, takes: Takes::Text, key, about, doubly_shown: true }
}

/// Options of every command.
pub(crate) const GLOBAL: &[Opt] = &[
    opt(Some('s'), "source", "[DIR]", Takes::MaybeText, "source", "Source directory (defaults to ./)"),
    opt(
        Some('d'),
        "destination",
        "[DIR]",
        Takes::MaybeText,
        "destination",
        "Destination directory (defaults to ./_site)",
    ),
    opt(None, "safe", "", Takes::Nothing, "safe", "Safe mode (defaults to false)"),
    opt(
        Some('p'),
        "plugins",
        "PLUGINS_DIR1[,PLUGINS_DIR2[,...]]",
        Takes::List,
        "plugins_dir",
        "Plugins directory (defaults to ./_plugins)",
    ),
    opt(None, "layouts", "DIR", Takes::Text, "layouts_dir", "Layouts directory (defaults to ./_layouts)"),
    opt(None, "profile", "", Takes::Nothing, "profile", "Generate a Liquid rendering profile"),
];

/// Options of every command that configure nothing.
pub(crate) const ALWAYS: &[Opt] = &[
    opt(Some('h'), "help", "", Takes::Nothing, "help", "Show this message"),
    opt(Some('v'), "version", "", Takes::Nothing, "version", "Print the name and version"),
    opt(Some('t'), "trace", "", Takes::Nothing, "trace", "Show the full backtrace when an error occurs"),
];

/// Options that Jekyll does not have.
pub(crate) const OWN: &[Opt] = &[
    opt(
        None,
        "skip-plugins",
        "NAME1[,NAME2[,...]]",
        Takes::List,
        "skip_plugins",
        "Leave plugins out, for quick drafts",
    ),
    opt(None, "strict-plugins", "", Takes::Nothing, "strict_plugins", "Fail if a plugin is not known"),
    opt(None, "offline", "", Takes::Nothing, "offline", "Fetch nothing from the network"),
    opt(
        None,
        "github-pages",
        "",
        Takes::Nothing,
        "github_pages",
        "Build as GitHub Pages does: its plugins and settings",
    ),
];

const CONFIG: &[Opt] =
    &[opt(None, "config", "CONFIG_FILE[,CONFIG_FILE2,...]", Takes::List, "config", "Custom configuration file")];

const BUILD: &[Opt] = &[
    opt(
        Some('d'),
        "destination",
        "DESTINATION",
        Takes::Text,
        "destination",
        "The current folder will be generated into DESTINATION",
    ),
    opt(Some('s'), "source", "SOURCE", Takes::Text, "source", "Custom source directory"),
    opt(None, "future", "", Takes::Nothing, "future", "Publishes posts with a future date"),
    opt(
        None,
        "limit_posts",
        "MAX_POSTS",
        Takes::Number,
        "limit_posts",
        "Limits the number of posts to parse and publish",
    ),
    opt(Some('w'), "watch", "", Takes::Switch, "watch", "Watch for changes and rebuild"),
    opt(Some('b'), "baseurl", "URL", Takes::Text, "baseurl", "Serve the website from the given base URL"),
    opt(None, "force_polling", "", Takes::Nothing, "force_polling", "Force watch to use polling"),
    opt(None, "lsi", "", Takes::Nothing, "lsi", "Use LSI for improved related posts"),
    opt(Some('D'), "drafts", "", Takes::Nothing, "show_drafts", "Render posts in the _drafts folder"),
    opt(None, "unpublished", "", Takes::Nothing, "unpublished", "Render posts that were marked as unpublished"),
    opt(
        None,
        "disable-disk-cache",
        "",
        Takes::Nothing,
        "disable_disk_cache",
        "Disable caching to disk in non-safe mode",
    ),
    opt(Some('q'), "quiet", "", Takes::Nothing, "quiet", "Silence output."),
    opt(Some('V'), "verbose", "", Takes::Nothing, "verbose", "Print verbose output."),
    opt(Some('I'), "incremental", "", Takes::Nothing, "incremental", "Enable incremental rebuild."),
    opt(
        None,
        "strict_front_matter",
        "",
        Takes::Nothing,
        "strict_front_matter",
        "Fail if errors are present in front matter",
    ),
];

const SERVE: &[Opt] = &[
    opt(None, "ssl-cert", "[CERT]", Takes::MaybeText, "ssl_cert", "X.509 (SSL) certificate."),
    opt(Some('H'), "host", "[HOST]", Takes::MaybeText, "host", "Host to bind to"),
    opt(Some('o'), "open-url", "", Takes::Nothing, "open_url", "Launch your site in a browser"),
    opt(Some('B'), "detach", "", Takes::Nothing, "detach", "Run the server in the background"),
    opt(None, "ssl-key", "[KEY]", Takes::MaybeText, "ssl_key", "X.509 (SSL) Private Key."),
    opt(Some('P'), "port", "[PORT]", Takes::MaybeText, "port", "Port to listen on"),
    opt(
        None,
        "show-dir-listing",
        "",
        Takes::Nothing,
        "show_dir_listing",
        "Show a directory listing instead of loading your index file.",
    ),
    opt(
        None,
        "skip-initial-build",
        "",
        Takes::Nothing,
        "skip_initial_build",
        "Skips the initial site build which occurs before the server is started.",
    ),
    opt(Some('l'), "livereload", "", Takes::Nothing, "livereload", "Use LiveReload to automatically refresh browsers"),
    opt(
        None,
        "livereload-ignore",
        "GLOB1[,GLOB2[,...]]",
        Takes::List,
        "livereload_ignore",
        "Files for LiveReload to ignore. Remember to quote the values so your shell won't expand them",
    ),
    opt(None, "livereload-min-delay", "[SECONDS]", Takes::MaybeText, "livereload_min_delay", "Minimum reload delay"),
    opt(None, "livereload-max-delay", "[SECONDS]", Takes::MaybeText, "livereload_max_delay", "Maximum reload delay"),
    opt(None, "livereload-port", "[PORT]", Takes::MaybeText, "livereload_port", "Port for LiveReload to listen on"),
];

/// Of `doctor`, and not Jekyll's.
pub(crate) const COMPAT: &[Opt] = &[opt(
    None,
    "compat",
    "",
    Takes::Nothing,
    "compat",
    "Say what hyde will not write as Jekyll does, before any build",
)];

const NEW: &[Opt] = &[
    opt(None, "force", "", Takes::Nothing, "force", "Force creation even if PATH already exists"),
    opt(None, "blank", "", Takes::Nothing, "blank", "Creates scaffolding but with empty files"),
    opt(None, "skip-bundle", "", Takes::Nothing, "skip_bundle", "Skip 'bundle install'"),
];

const NEW_THEME: &[Opt] = &[opt(
    Some('c'),
    "code-of-conduct",
    "",
    Takes::Nothing,
    "code_of_conduct",
    "Include a Code of Conduct. (defaults to false)",
)];

const STYLE: &[Opt] = &[opt(
    None,
    "scope",
    "SELECTOR",
    Takes::Text,
    "scope",
    "The selector in front of every rule (defaults to .highlight)",
)];

const EXTENSION: Opt = named('x', "extension", "EXTENSION", "extension", "Specify the file extension");
const STAMP: Opt = opt(None, "timestamp-format", "FORMAT", Takes::Text, "timestamp_format", "Custom timestamp format");

const fn force(about: &'static str) -> Opt {
    opt(Some('f'), "force", "", Takes::Nothing, "force", about)
}

const fn layout(about: &'static str) -> Opt {
    named('l', "layout", "LAYOUT", "layout", about)
}

const fn date(about: &'static str) -> Opt {
    named('d', "date", "DATE", "date", about)
}

/// The commands of jekyll-compose.
pub(crate) const COMPOSE_COMMANDS: &[Command] = &[
    Command {
        names: &["draft"],
        syntax: " NAME",
        about: "Creates a new draft post with the given NAME",
        options: &[
            &[EXTENSION, layout("Specify the draft layout"), force("Overwrite a draft if it already exists")],
            CONFIG,
        ],
    },
    Command {
        names: &["post"],
        syntax: " NAME",
        about: "Creates a new post with the given NAME",
        options: &[
            &[EXTENSION, layout("Specify the post layout"), force("Overwrite a post if it already exists")],
            &[date("Specify the post date")],
            CONFIG,
            &[STAMP],
        ],
    },
    Command {
        names: &["publish"],
        syntax: " DRAFT_PATH",
        about: "Moves a draft into the _posts directory and sets the date",
        options: &[&[date("Specify the post date")], CONFIG, &[force("Overwrite a post if it already exists"), STAMP]],
    },
    Command {
        names: &["unpublish"],
        syntax: " POST_PATH",
        about: "Moves a post back into the _drafts directory",
        options: &[CONFIG, &[force("Overwrite a draft if it already exists")]],
    },
    Command {
        names: &["page"],
        syntax: " NAME",
        about: "Creates a new page with the given NAME",
        options: &[
            &[EXTENSION, layout("Specify the page layout"), force("Overwrite a page if it already exists")],
            CONFIG,
        ],
    },
    Command {
        names: &["rename"],
        syntax: " PATH NAME",
        about: "Moves a file to a given NAME and sets the title and date",
        options: &[
            &[force("Overwrite a post if it already exists")],
            CONFIG,
            &[date("Specify the date"), opt(None, "now", "", Takes::Nothing, "now", "Specify the date as now")],
        ],
    },
    Command {
        names: &["compose"],
        syntax: " NAME",
        about: "Creates a new document with the given NAME",
        options: &[
            &[EXTENSION, layout("Specify the document layout"), force("Overwrite a document if it already exists")],
            &[
                date("Specify the document date"),
                named('c', "collection", "COLLECTION", "collection", "Specify the document collection"),
                opt(None, "post", "", Takes::Nothing, "post", "Create a new post (default)"),
                opt(None, "draft", "", Takes::Nothing, "draft", "Create a new draft"),
            ],
            CONFIG,
        ],
    },
];

/// All commands, in the order help lists them.
pub(crate) const COMMANDS: &[Command] = &[
    Command { names: &["compose"], syntax: "", about: "", options: &[] },
    Command { names: &["docs"], syntax: "", about: "", options: &[] },
    Command { names: &["import"], syntax: "", about: "", options: &[] },
    Command { names: &["build", "b"], syntax: " [options]", about: "Build your site", options: &[CONFIG, BUILD] },
    Command {
        names: &["clean"],
        syntax: " [subcommand]",
        about: "Clean the site (removes site output and metadata file) without building.",
        options: &[CONFIG, BUILD],
    },
    Command {
        names: &["doctor", "hyde"],
        syntax: "",
        about: "Search site and print specific deprecation warnings",
        options: &[CONFIG, COMPAT],
    },
    Command {
        names: &["help"],
        syntax: " [subcommand]",
        about: "Show the help message, optionally for a given subcommand.",
        options: &[],
    },
    Command { names: &["new"], syntax: " PATH", about: "Creates a new Jekyll site scaffold in PATH", options: &[NEW] },
    Command {
        names: &["new-theme"],
        syntax: " NAME",
        about: "Creates a new Jekyll theme scaffold",
        options: &[NEW_THEME],
    },
    Command {
        names: &["serve", "server", "s"],
        syntax: " [options]",
        about: "Serve your site locally",
        options: &[CONFIG, BUILD, SERVE],
    },
];

/// Commands that Jekyll does not have.
pub(crate) const OWN_COMMANDS: &[Command] = &[
    Command {
        names: &["golden"],
        syntax: " SITE EXPECTED",
        about: "Build a site in memory and compare it with a folder, file by file",
        options: &[CONFIG],
    },
    Command {
        names: &["style"],
        syntax: " [THEME] [options]",
        about: "Print the style sheet of one of Rouge's themes (thankful_eyes if none is named)",
        options: &[STYLE],
    },
];

/// Finds a command by any of its names.
pub(crate) fn command(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().chain(OWN_COMMANDS).find(|command| command.names.contains(&name))
}
