//! Every text that a user may search for, a constructor each. The words are Jekyll's.

use crate::error::BuildError;
use hyde_diagnostic::{Diagnostic, Place, Severity};

/// `plugins:` is no array.
pub(crate) fn plugins_not_an_array(inspected: &str) -> Diagnostic {
    Diagnostic::topic_only(
        Severity::Error,
        format!(
            "'plugins' should be set as an array of gem-names, but was: {inspected}. Use 'plugins_dir' instead to set \
             the directory for your non-gemified Ruby plugins."
        ),
    )
}

/// `relative_permalinks` is on, which Jekyll gave up.
pub(crate) fn relative_permalinks() -> Diagnostic {
    Diagnostic::topic_only(
        Severity::Error,
        "Since v3.0, permalinks for pages in subfolders must be relative to the site source directory, not the parent \
         directory. Check https://jekyllrb.com/docs/upgrading/ for more info.",
    )
}

/// An entry is left out by `exclude`; only told with `--verbose`.
pub(crate) fn excluded(path: &str) -> Diagnostic {
    Diagnostic::debug("EntryFilter:", format!("excluded {path}"))
}

/// First line about an invalid set of front matter defaults.
pub(crate) fn invalid_defaults() -> Diagnostic {
    Diagnostic::warning("Defaults:", "An invalid front-matter default set was found:")
}

/// The invalid set itself.
pub(crate) fn invalid_defaults_set(set: &str) -> Diagnostic {
    Diagnostic::topic_only(Severity::Warning, set)
}

/// A scope names a type by its old name.
pub(crate) fn renamed_default_type(old: &str) -> Diagnostic {
    Diagnostic::warning("Defaults:", format!("The '{old}' type has become '{old}s'."))
}

/// What to write instead of an old type.
pub(crate) fn renamed_default_type_hint(new: &str) -> Diagnostic {
    Diagnostic::warning("", format!("Please update your front-matter defaults to use 'type: {new}'."))
}

/// A document's URL template has a placeholder that does not exist.
pub(crate) fn unknown_placeholder(tried: &[&str], file: &str) -> BuildError {
    BuildError::uncaught(
        "NoMethodError",
        format!("The URL template doesn't have {} keys. Check your permalink template!", tried.join(" or ")),
    )
    .at(Place::new(file))
}

/// A slug came out empty.
pub(crate) fn empty_slug(text: &str) -> Diagnostic {
    Diagnostic::warning("Warning:", format!("Empty `slug` generated for '{text}'."))
}

/// A configuration file was read.
pub(crate) fn configuration_file(path: &str) -> Diagnostic {
    Diagnostic::info("Configuration file:", path)
}

/// There is no configuration file.
pub(crate) fn no_configuration_file() -> Diagnostic {
    Diagnostic::warning("Configuration file:", "none")
}

/// A configuration file that was asked for is not there.
pub(crate) fn missing_configuration_file(path: &str) -> Diagnostic {
    Diagnostic::error("Fatal:", format!("The configuration file '{path}' could not be found."))
}

/// A configuration file could not be used; the build goes on with the defaults.
pub(crate) fn unusable_configuration() -> Diagnostic {
    Diagnostic::warning("WARNING:", "Error reading configuration. Using defaults (and options).")
}

/// The theme has a configuration file.
pub(crate) fn theme_config_file(path: &str) -> Diagnostic {
    Diagnostic::info("Theme Config file:", path)
}

/// `theme:` is no text.
pub(crate) fn theme_not_a_string(class: &str) -> Diagnostic {
    Diagnostic::warning(
        "Theme:",
        format!("value of 'theme' in config should be String to use gem-based themes, but got {class}"),
    )
}

/// A page's or layout's front matter is no YAML. Jekyll passes the whole text as topic.
pub(crate) fn yaml_exception(path: &str, message: &str, place: Place) -> Diagnostic {
    Diagnostic::topic_only(Severity::Warning, format!("YAML Exception reading {path}: {message}")).at(place)
}

/// A page or layout could not be read as text.
pub(crate) fn error_reading(path: &str, message: &str) -> Diagnostic {
    Diagnostic::topic_only(Severity::Warning, format!("Error reading file {path}: {message}"))
}

/// A document's front matter is no YAML.
pub(crate) fn document_yaml_exception(path: &str, message: &str, place: Place) -> Diagnostic {
    Diagnostic::error("Error:", format!("YAML Exception reading {path}: {message}")).at(place)
}

/// A document could not be read for another reason.
pub(crate) fn document_unreadable(path: &str, message: &str) -> Diagnostic {
    Diagnostic::error("Error:", format!("could not read file {path}: {message}"))
}

/// Front matter that is YAML but no map.
pub(crate) fn front_matter_not_a_map(path: &str) -> BuildError {
    BuildError::fatal("InvalidYAMLFrontMatterError", format!("Invalid YAML front matter in {path}"))
        .at(Place::new(path))
}

/// A permalink that is empty.
pub(crate) fn empty_permalink(path: &str) -> BuildError {
    BuildError::fatal("InvalidPermalinkError", format!("Invalid permalink in {path}")).at(Place::new(path))
}

/// A date that Ruby cannot parse.
pub(crate) fn invalid_date(text: &str, context: &str) -> BuildError {
    let cause = BuildError::uncaught("ArgumentError", format!("no time information in {text:?}"));
    BuildError::fatal("InvalidDateError", format!("Invalid date '{text}': {context}")).caused_by(cause)
}

/// A post or draft lies in the future.
pub(crate) fn future_date(path: &str) -> Diagnostic {
    Diagnostic::warning("Skipping:", format!("{path} has a future date"))
}

/// A post cannot be used.
pub(crate) fn skipped(path: &str, why: &str) -> Diagnostic {
    Diagnostic::debug("Skipping:", format!("{path} {why}"))
}

/// A collection is sorted by a key that a document does not have.
pub(crate) fn sort_key_missing(key: &str, path: &str) -> Diagnostic {
    Diagnostic::warning("Sort warning:", format!("'{key}' not defined in {path}"))
}

/// A theme's asset is a symbolic link.
pub(crate) fn theme_symlink(path: &str) -> Diagnostic {
    Diagnostic::warning("Theme reader:", format!("Ignored symlinked asset: {path}"))
}

/// The destination holds the source.
pub(crate) fn destination_holds_source() -> BuildError {
    BuildError::fatal("FatalException", "Destination directory cannot be or contain the Source directory.")
}

/// First line of a conflict.
pub(crate) fn conflict() -> Diagnostic {
    Diagnostic::warning("Conflict:", "The following destination is shared by multiple files.")
}

/// Second line of a conflict.
pub(crate) fn conflict_effect() -> Diagnostic {
    Diagnostic::warning("", "The written file may end up with unexpected contents.")
}

/// The destination of a conflict, in cyan.
pub(crate) fn conflict_destination(path: &str) -> Diagnostic {
    Diagnostic::warning("", format!("\u{1b}[36m{path}\u{1b}[0m"))
}

/// A source of a conflict.
pub(crate) fn conflict_source(path: &str) -> Diagnostic {
    Diagnostic::warning("", format!(" - {path}"))
}

/// An empty line.
pub(crate) fn blank_line() -> Diagnostic {
    Diagnostic::warning("", "")
}

/// A static file disappeared while the site was built.
pub(crate) fn vanished(path: &str) -> Diagnostic {
    Diagnostic::warning("Static file:", format!("{path} could not be copied"))
}

/// The theme is nowhere.
pub(crate) fn theme_missing(name: &str) -> BuildError {
    BuildError::fatal("MissingDependencyException", format!("The {name} theme could not be found."))
}

/// Why the theme was not fetched either.
#[cfg(feature = "fetch")]
pub(crate) fn theme_not_fetched(name: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        "Theme:",
        format!("'{name}' is not installed as a gem, and {why}, install the gem, or copy its files into the site."),
    )
}

/// A theme is fetched.
#[cfg(feature = "fetch")]
pub(crate) fn theme_fetched(what: &str, server: &str) -> Diagnostic {
    Diagnostic::info("Theme:", format!("fetching {what} from {server}"))
}

/// A fetched theme could not be pinned.
#[cfg(feature = "fetch")]
pub(crate) fn theme_not_pinned(why: &str) -> Diagnostic {
    Diagnostic::warning("Theme:", format!("the fetched theme could not be noted in hyde.lock: {why}"))
}

/// A remote theme is used.
#[cfg(feature = "fetch")]
pub(crate) fn remote_theme_used(name: &str) -> Diagnostic {
    Diagnostic::info("Remote Theme:", format!("Using theme {name}"))
}

/// `remote_theme` is no address.
#[cfg(feature = "fetch")]
pub(crate) fn remote_theme_invalid(text: &str) -> Diagnostic {
    Diagnostic::error("Remote Theme:", format!("\"{text}\" is not a valid remote theme"))
        .hint("it is neither owner/name, nor an https address of one, nor a folder")
}

/// Which theme is used; only told with `--verbose`.
pub(crate) fn theme_used(name: &str) -> Diagnostic {
    Diagnostic::debug("Theme:", name)
}

/// Where the theme is; only told with `--verbose`.
pub(crate) fn theme_source(root: &str) -> Diagnostic {
    Diagnostic::debug("Theme source:", root)
}

/// A gem that the configuration lists is not there, and that stops the build.
pub(crate) fn missing_gem(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Dependency Error:",
        format!(
            "Yikes! It looks like you don't have {name} or one of its dependencies installed. In order to use Jekyll \
             as currently configured, you'll need to install this gem. If you've run Jekyll with `bundle exec`, ensure \
             that you have included the {name} gem in your Gemfile as well. The full error message from Ruby is: \
             'cannot load such file -- {name}' If you run into trouble, you can find helpful resources at \
             https://jekyllrb.com/help/! "
        ),
    )
}

/// The error that goes with [`missing_gem`].
pub(crate) fn missing_gem_error(name: &str) -> BuildError {
    let cause = BuildError::uncaught("LoadError", format!("cannot load such file -- {name}"));
    BuildError::fatal("MissingDependencyException", name).caused_by(cause)
}

/// A plugin that nobody knows is asked for.
pub(crate) fn unknown_plugin(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "Plugins:",
        format!("'{name}' is not built in: the pages, tags and filters it adds will be missing."),
    )
}

/// A Ruby file in the plugins folder that nothing stands for.
pub(crate) fn unknown_plugin_file(path: &str, tags: &[String]) -> Diagnostic {
    let missing =
        if tags.is_empty() { "what it adds".to_owned() } else { format!("what its tags render ({})", tags.join(", ")) };
    Diagnostic::warning("Plugins:", format!("{path} is Ruby and is not run: {missing} will be missing."))
}

/// Unknown plugins where all must be known.
pub(crate) fn unknown_plugins(names: &[String]) -> BuildError {
    BuildError::fatal("MissingDependencyException", format!("Plugins that are not built in: {}.", names.join(", ")))
}

/// The strict parser's complaint about a template that the lax one took.
pub(crate) fn liquid_warning(warning: &hyde_liquid::Error, path: &str) -> Diagnostic {
    let mut told = warning.to_diagnostic(Severity::Warning, "Liquid Warning:");
    told.message = Some(format!("{warning} in {path}"));
    told
}

/// A template that cannot be parsed or rendered.
pub(crate) fn liquid_exception(error: &hyde_liquid::Error, path: &str) -> Diagnostic {
    let mut told = error.to_diagnostic(Severity::Error, "Liquid Exception:");
    told.message = Some(format!("{error} in {path}"));
    told
}

/// The error that a Liquid error stops the build with.
pub(crate) fn liquid_failure(error: &hyde_liquid::Error) -> BuildError {
    use hyde_liquid::ErrorKind;
    let class = match error.kind() {
        ErrorKind::Ruby(class) => class.to_string(),
        ErrorKind::Syntax => "Liquid::SyntaxError".to_owned(),
        ErrorKind::Argument => "Liquid::ArgumentError".to_owned(),
        ErrorKind::StackLevel => "Liquid::StackLevelError".to_owned(),
        ErrorKind::ZeroDivision => "Liquid::ZeroDivisionError".to_owned(),
        ErrorKind::FloatDomain => "Liquid::FloatDomainError".to_owned(),
        ErrorKind::UndefinedVariable => "Liquid::UndefinedVariable".to_owned(),
        ErrorKind::UndefinedDropMethod => "Liquid::UndefinedDropMethod".to_owned(),
        ErrorKind::UndefinedFilter => "Liquid::UndefinedFilter".to_owned(),
        ErrorKind::Memory => "Liquid::MemoryError".to_owned(),
        ErrorKind::FileSystem => "Liquid::FileSystemError".to_owned(),
        _ => "Liquid::Error".to_owned(),
    };
    let fatal = matches!(
        class.strip_prefix("Jekyll::Errors::"),
        Some(
            "InvalidThemeName"
                | "DropMutationException"
                | "InvalidPermalinkError"
                | "InvalidYAMLFrontMatterError"
                | "MissingDependencyException"
                | "InvalidDateError"
                | "InvalidPostNameError"
                | "PostURLError"
                | "InvalidURLError"
                | "InvalidConfigurationError"
        )
    );
    let failure = match class.strip_prefix("Jekyll::Errors::") {
        Some(name) if fatal => BuildError::fatal(name, error.to_string()),
        _ => BuildError::uncaught(&class, error.to_string()),
    };
    let failure = match error.kind() {
        ErrorKind::ZeroDivision => failure.caused_by(BuildError::uncaught("ZeroDivisionError", error.message())),
        _ => failure,
    };
    match error.place() {
        Some(place) => failure.at(place.clone()),
        None => failure,
    }
}

/// A converter failed.
pub(crate) fn conversion_error(class: &str, path: &str) -> Diagnostic {
    Diagnostic::error("Conversion error:", format!("{class} encountered an error while converting '{path}':"))
}

/// Why a converter failed.
pub(crate) fn conversion_error_detail(message: &str) -> Diagnostic {
    Diagnostic::error("", message)
}

/// A `kramdown:` setting of old asks for CodeRay.
pub(crate) fn enable_coderay() -> Diagnostic {
    Diagnostic::warning(
        "Deprecation:",
        "You are using 'enable_coderay', use syntax_highlighter: coderay in your configuration file.",
    )
}

/// Settings for CodeRay stand where Jekyll has settings for any highlighter.
pub(crate) fn kramdown_coderay() -> Diagnostic {
    Diagnostic::warning(
        "Deprecation:",
        "You are using 'kramdown.coderay' in your configuration, please use 'syntax_highlighter_opts' instead.",
    )
}

/// A setting for CodeRay loses its prefix.
pub(crate) fn coderay_setting(old: &str, new: &str) -> Diagnostic {
    Diagnostic::warning("Deprecation:", format!("You are using '{old}'. Normalizing to {new}."))
}

/// `highlighter: pygments`, of which the `highlight` tag knows nothing any more.
pub(crate) fn no_pygments() -> [Diagnostic; 2] {
    [
        Diagnostic::warning("Warning:", "Highlight Tag no longer supports rendering with Pygments."),
        Diagnostic::warning("", "Using the default highlighter, Rouge, instead."),
    ]
}

/// kramdown warns about a text, with `show_warnings`.
pub(crate) fn kramdown_warning(message: &str) -> Diagnostic {
    Diagnostic::warning("Kramdown warning:", message)
}

/// `markdown:` names a processor that is not there.
pub(crate) fn unknown_markdown(name: &str) -> BuildError {
    BuildError::fatal("FatalException", format!("Invalid Markdown processor given: {name}"))
}

/// What `markdown:` could name instead.
pub(crate) fn known_markdown(name: &str) -> [Diagnostic; 3] {
    [
        Diagnostic::error("Markdown processor:", format!("\"{name}\" is not a valid Markdown processor.")),
        Diagnostic::error("", "Available processors are: kramdown"),
        Diagnostic::error("", ""),
    ]
}

/// `kramdown: input:` names a parser that is not there.
pub(crate) fn unknown_kramdown_input(name: &str) -> BuildError {
    let message = format!("kramdown has no parser to handle the specified input format: {name}");
    BuildError::uncaught("Kramdown::Error", message)
}

/// `kramdown: input:` names a parser of kramdown's that hyde does not have.
pub(crate) fn foreign_kramdown_input(name: &str) -> BuildError {
    let message = format!("kramdown's input '{name}' is not supported: 'GFM' and 'kramdown' are");
    BuildError::uncaught("Kramdown::Error", message)
}

/// A page asks for a layout that is not there.
pub(crate) fn missing_layout(name: &str, path: &str) -> Diagnostic {
    Diagnostic::warning("Build Warning:", format!("Layout '{name}' requested in {path} does not exist."))
}

/// An include that is in none of the folders.
pub(crate) fn include_not_found(name: &str, directories: &[&str]) -> hyde_liquid::Error {
    let list: Vec<String> = directories.iter().map(|directory| format!("{directory:?}")).collect();
    hyde_liquid::Error::ruby(
        "IOError",
        format!(
            "Could not locate the included file '{name}' in any of [{}]. Ensure it exists in one of those directories \
             and, if it is a symlink, does not point outside your site source.",
            list.join(", ")
        ),
    )
}

/// A template's bytes are no UTF-8.
pub(crate) fn invalid_utf8() -> hyde_liquid::Error {
    hyde_liquid::Error::ruby("ArgumentError", "invalid byte sequence in UTF-8")
}

/// A table's bytes are no UTF-8.
pub(crate) fn invalid_table() -> BuildError {
    BuildError::uncaught("CSV::MalformedCSVError", "Invalid byte sequence in UTF-8 in line 1.")
}

/// A collection is set to something that Ruby cannot look `order` up in.
pub(crate) fn collection_without_settings(value: &hyde_liquid::Value) -> BuildError {
    use hyde_liquid::Value;
    match value {
        Value::Int(_) | Value::Array(_) => {
            BuildError::uncaught("TypeError", "no implicit conversion of String into Integer")
        }
        other => {
            let shown = other.inspect(hyde_liquid::InspectStyle::default());
            let method = if matches!(other, Value::Str(_)) { "fetch" } else { "[]" };
            let class = other.class_name();
            BuildError::uncaught("NoMethodError", format!("undefined method `{method}' for {shown}:{class}"))
        }
    }
}

/// A Markdown file's bytes are no UTF-8.
pub(crate) fn markdown_invalid() -> BuildError {
    BuildError::uncaught("RuntimeError", "The source text contains invalid characters for the used encoding UTF-8")
}

/// An excerpt had to be changed so that its Liquid blocks are closed.
pub(crate) fn excerpt_modified(path: &str, separator: &str) -> Vec<Diagnostic> {
    let separator = hyde_liquid::Value::from(separator).inspect(hyde_liquid::InspectStyle::default());
    [
        ("Warning:", format!("Excerpt modified in {path}!")),
        ("", format!("Found a Liquid block containing the excerpt separator {separator}.")),
        ("", "The block has been modified with the appropriate closing tag.".to_owned()),
        ("", "Feel free to define a custom excerpt or excerpt_separator in the".to_owned()),
        ("", "document's Front Matter if the generated excerpt is unsatisfactory.".to_owned()),
    ]
    .into_iter()
    .map(|(topic, text)| Diagnostic::warning(topic, text))
    .collect()
}

/// Something in hyde itself went wrong while rendering.
pub(crate) fn panicked(text: &str) -> BuildError {
    BuildError::uncaught("RuntimeError", format!("rendering failed unexpectedly: {text}"))
}

/// A page or document is read; only told with `--verbose`.
pub(crate) fn reading(path: &str) -> Diagnostic {
    Diagnostic::debug("Reading:", path)
}

/// A step of rendering an item; only told with `--verbose`.
pub(crate) fn rendering(step: &str, path: &str) -> Diagnostic {
    Diagnostic::debug(step, path)
}

/// A gem is loaded; only told with `--verbose`.
pub(crate) fn requiring(name: &str) -> Diagnostic {
    Diagnostic::debug("Requiring:", name)
}

/// A file is written; only told with `--verbose`.
pub(crate) fn writing(path: &str) -> Diagnostic {
    Diagnostic::debug("Writing:", path)
}

/// `paginate` is set, but no plugin paginates.
pub(crate) fn pagination_without_plugin() -> Diagnostic {
    Diagnostic::warning(
        "Deprecation:",
        "You appear to have pagination turned on, but you haven't included the `jekyll-paginate` gem. Ensure you have \
         `plugins: [jekyll-paginate]` in your configuration file. ",
    )
}

/// The parameters of an include are none.
pub(crate) fn include_parameters(tag: &str, text: &str) -> hyde_liquid::Error {
    hyde_liquid::Error::ruby(
        "ArgumentError",
        format!(
            "Invalid syntax for include tag:\n\n{text}\n\nValid syntax:\n\n{{% {tag} file.ext param='value' \
             param2='value' %}}\n\n"
        ),
    )
}

/// The file name of an include holds what it must not.
pub(crate) fn include_file_name(tag: &str, name: &str) -> hyde_liquid::Error {
    hyde_liquid::Error::ruby(
        "ArgumentError",
        format!(
            "Invalid syntax for include tag. File contains invalid characters or sequences:\n\n  {name}\n\nValid \
             syntax:\n\n  {{% {tag} file.ext param='value' param2='value' %}}\n\n"
        ),
    )
}

/// The markup of a `highlight` block is no language with options.
pub(crate) fn highlight_syntax(markup: &str) -> hyde_liquid::Error {
    hyde_liquid::Error::ruby(
        "SyntaxError",
        format!(
            "Syntax Error in tag 'highlight' while parsing the following markup:\n\n{markup}\n\nValid syntax: \
             highlight <lang> [linenos] [mark_lines=\"3 4 5\"]\n\nSee \
             https://jekyllrb.com/docs/liquid/tags/#code-snippet-highlighting for more details.\n"
        ),
    )
}

/// `mark_lines` has no quoted list.
pub(crate) fn highlight_marks() -> hyde_liquid::Error {
    hyde_liquid::Error::ruby(
        "SyntaxError",
        "Syntax Error for mark_lines declaration. Expected a double-quoted list of integers.",
    )
}

/// `link` names nothing that is written.
pub(crate) fn link_not_found(path: &str) -> hyde_liquid::Error {
    hyde_liquid::Error::ruby(
        "ArgumentError",
        format!(
            "Could not find document '{path}' in tag 'link'.\n\nMake sure the document exists and the path is \
             correct.\n"
        ),
    )
}

/// `post_url` holds no name of a post.
pub(crate) fn post_url_unreadable(name: &str) -> hyde_liquid::Error {
    hyde_liquid::Error::ruby(
        "Jekyll::Errors::PostURLError",
        format!(
            "Could not parse name of post \"{name}\" in tag 'post_url'.\n Make sure the post exists and the name is \
             correct.\n Jekyll::Errors::InvalidPostNameError: '{name}' does not contain valid date and/or title."
        ),
    )
}

/// `post_url` names no post.
pub(crate) fn post_url_not_found(name: &str) -> hyde_liquid::Error {
    hyde_liquid::Error::ruby(
        "Jekyll::Errors::PostURLError",
        format!(
            "Could not find post \"{name}\" in tag 'post_url'.\nMake sure the post exists and the name is correct.\n"
        ),
    )
}

/// `post_url` found a post in the way of former versions.
pub(crate) fn post_url_deprecated(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "Deprecation:",
        format!(
            "A call to '{{% post_url {name} %}}' did not match a post using the new matching method of checking name \
             (path-date-slug) equality. Please make sure that you change this tag to match the post's name exactly."
        ),
    )
}

/// A stylesheet that does not compile.
pub(crate) fn sass_failure(error: &hyde_sass::Error) -> BuildError {
    let cause = BuildError::uncaught("Sass::CompileError", error.message.clone());
    let failure = BuildError::uncaught("Jekyll::Converters::Scss::SyntaxError", error.message.clone()).caused_by(cause);
    match Diagnostic::from(error).place {
        Some(place) => failure.at(place),
        None => failure,
    }
}

/// The site asks for an installed `sass`, and there is none.
pub(crate) fn sass_program_missing() -> Diagnostic {
    Diagnostic::warning(
        "Sass:",
        "`implementation: dart` asks for the program sass, which is not on PATH (npm install -g sass brings it). hyde's \
         own compiler is used instead.",
    )
}

/// The installed `sass` failed.
pub(crate) fn sass_program_failure(told: &str) -> BuildError {
    BuildError::uncaught("SyntaxError", told)
}

/// What the installed `sass` says.
pub(crate) fn sass_program_told(told: &str) -> Diagnostic {
    Diagnostic::warning("Sass:", told)
}

/// Why a stylesheet does not compile, in the compiler's words. Jekyll passes the whole text as topic.
pub(crate) fn sass_error(error: &hyde_sass::Error) -> Diagnostic {
    Diagnostic::topic_only(Severity::Error, error.to_string())
}

/// What the Sass compiler warns of.
pub(crate) fn sass_warning(warning: &hyde_sass::Warning) -> Diagnostic {
    Diagnostic::from(warning)
}

/// A template looked a variable up that is not there, with `liquid.undefined: warn`.
pub(crate) fn undefined_variable(undefined: &hyde_liquid::Undefined) -> Diagnostic {
    let at = undefined.place.as_ref().map(|place| format!(" at {place}")).unwrap_or_default();
    let told = Diagnostic::warning("Liquid Warning:", format!("undefined variable {}{at}", undefined.path));
    match &undefined.place {
        Some(place) => told.at(place.clone()),
        None => told,
    }
}
