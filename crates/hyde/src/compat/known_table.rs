//! The table of what is known to differ from Jekyll. `docs/compatibility.md` is made from it by
//! `cargo xtask compatibility`, and `hyde doctor --compat` says what of it concerns a site.

use super::Certainty::{Differs, MayDiffer};
use super::{Certainty, Known, Section};

const fn known(
    section: Section,
    subject: &'static str,
    certainty: Certainty,
    what: &'static str,
    why: &'static str,
) -> Known {
    Known { section, subject, certainty, what, why }
}

const fn plugin(subject: &'static str, certainty: Certainty, what: &'static str, why: &'static str) -> Known {
    known(Section::Plugins, subject, certainty, what, why)
}

const NOKOGIRI: &str = "Nokogiri's repairs follow libxml2, whose every case is not reproduced";
const NETWORK: &str = "the answer of a server is no part of the site";

/// What is known to differ, by section.
pub const KNOWN: &[Known] = &[
    plugin(
        "github-pages",
        MayDiffer,
        "the site is built as Jekyll 4.4.1 builds it; --github-pages adds the gem's plugins and settings",
        "GitHub Pages runs Jekyll 3",
    ),
    plugin(
        "jekyll-archives-v2",
        MayDiffer,
        "the rarest of English singulars may differ",
        "ActiveSupport's rules are followed, not copied",
    ),
    plugin("jekyll-3rd-party-libraries", Differs, "nothing is downloaded", NETWORK),
    plugin(
        "jekyll-coffeescript",
        MayDiffer,
        "pages in CoffeeScript need Node and the gem coffee-script-source, or the command coffee",
        "compiling it needs a JavaScript engine",
    ),
    plugin(
        "jekyll-commonmark",
        MayDiffer,
        "some columns of SOURCEPOS differ",
        "pulldown-cmark gives no columns as cmark counts them",
    ),
    plugin(
        "jekyll-commonmark-ghpages",
        MayDiffer,
        "some columns of SOURCEPOS differ",
        "pulldown-cmark gives no columns as cmark counts them",
    ),
    plugin(
        "jekyll-compose",
        MayDiffer,
        "front matter with aliases is read",
        "Ruby refuses it and moves the file unchanged",
    ),
    plugin(
        "jekyll-data",
        MayDiffer,
        "the switch --show-data shows nothing",
        "it is a switch of a command that the gem patches",
    ),
    plugin(
        "jekyll-diagrams",
        MayDiffer,
        "diagrams need the external programs; without them the page says so, as the gem's does",
        "the programs are run, not rebuilt",
    ),
    plugin(
        "jekyll-feed",
        MayDiffer,
        "a page that prints the raw text of other pages shows another template for the feed",
        "the gem's template is its own text",
    ),
    plugin("jekyll-get-json", MayDiffer, "URLs need the network", NETWORK),
    plugin("jekyll-gist", MayDiffer, "the text for readers without scripts needs the network", NETWORK),
    plugin(
        "jekyll-github-metadata",
        MayDiffer,
        "GitHub is asked only with a token in JEKYLL_GITHUB_TOKEN; where Ruby stops for want of a repository's name, fields stay empty",
        "the answer of a server is no part of the site",
    ),
    plugin(
        "jekyll-imagemagick",
        MayDiffer,
        "copies of images need ImageMagick, as with the gem; another version may write other pixels",
        "the program is run, not rebuilt",
    ),
    plugin(
        "jekyll-inline-svg",
        MayDiffer,
        "pictures that are not UTF-8 or not whole may come out otherwise",
        "libxml2's every repair is not reproduced",
    ),
    plugin(
        "jekyll-jupyter-notebook",
        MayDiffer,
        "notebooks need `jupyter nbconvert`; without it the page says so",
        "the program is run, not rebuilt",
    ),
    plugin(
        "jekyll-last-modified-at",
        MayDiffer,
        "a merge may count where Ruby's log of one file looks through it",
        "commits are read with one `git log` for the site",
    ),
    plugin("jekyll-link-attributes", MayDiffer, "broken HTML may be mended otherwise", NOKOGIRI),
    plugin("jekyll-mentions", MayDiffer, "broken HTML may be mended otherwise", NOKOGIRI),
    plugin(
        "jekyll-minifier",
        MayDiffer,
        "some of Terser's rarer rewritings are not made; modules and scripts that are not understood stay, with a warning; terser_args are not looked at",
        "the gem runs Terser, a JavaScript program",
    ),
    plugin(
        "jekyll-paginate",
        MayDiffer,
        "a copy of the template has the data that earlier generators gave it",
        "Ruby reads the file anew",
    ),
    plugin(
        "jekyll-paginate-v2",
        MayDiffer,
        "posts that compare as equal keep the collection's order",
        "Ruby's sort does not promise an order for them",
    ),
    plugin(
        "jekyll-polyglot",
        MayDiffer,
        "what plugins keep from language to language in Ruby begins anew, but for the identifiers of jekyll-tabs",
        "languages are built one after the other in one process",
    ),
    plugin(
        "jekyll-regex-replace",
        MayDiffer,
        "the absence operator and calls of groups are refused with an error",
        "the regular expressions of Rust have neither",
    ),
    plugin(
        "jekyll-scholar",
        MayDiffer,
        "a build that fails leaves the details pages of before",
        "hyde writes nothing until everything is rendered",
    ),
    plugin(
        "jekyll-sitemap",
        MayDiffer,
        "a page that prints the raw text of other pages shows another template for the sitemap",
        "the gem's template is its own text",
    ),
    plugin("jekyll-tabs", Differs, "identifiers are counted", "in Ruby they are random, so no two of its builds agree"),
    plugin("jekyll-target-blank", MayDiffer, "broken HTML may be mended otherwise", NOKOGIRI),
    plugin("jekyll-terser", MayDiffer, "scripts are as jekyll-minifier's", "the gem runs Terser, a JavaScript program"),
    plugin("jekyll-toc", MayDiffer, "broken HTML may be mended otherwise", NOKOGIRI),
    plugin(
        "jekyll-twitter-plugin",
        MayDiffer,
        "tweets need the network; without it the page says what the gem's says",
        NETWORK,
    ),
    plugin("jemoji", MayDiffer, "broken HTML may be mended otherwise", NOKOGIRI),
    known(
        Section::Ruby,
        "files in _plugins",
        Differs,
        "they are not run, unless hyde knows what they do: al-folio's are recognised and done natively; tags of others render nothing, filters pass text through",
        "hyde has no Ruby",
    ),
    known(
        Section::Sass,
        "warnings",
        Differs,
        "warnings and deprecations are worded as dart-sass words them, but laid out as hyde's other messages",
        "the console text of dart-sass passes through several programs in Jekyll",
    ),
    known(
        Section::Sass,
        "sass: implementation",
        MayDiffer,
        "hyde's own compiler is dart-sass 1.99's equal on the recorded cases; `implementation: dart` runs an installed `sass`",
        "for stylesheets where it is not",
    ),
    known(
        Section::Code,
        "languages without colours",
        Differs,
        "code in a language whose lexer is not written yet stands in the right wrapper, without colours",
        "Rouge has 228 languages; `hyde doctor --compat` names those of a site",
    ),
    known(
        Section::Code,
        "jsx",
        MayDiffer,
        "elements inside expressions may be coloured otherwise",
        "the lexer is not exact yet",
    ),
    known(
        Section::Code,
        "tsx",
        MayDiffer,
        "elements inside expressions may be coloured otherwise",
        "the lexer is not exact yet",
    ),
    known(Section::Code, "objective_c", MayDiffer, "some code may be coloured otherwise", "the lexer is not exact yet"),
    known(Section::Settings, "markdown", Differs, "a class of the site's own stops the build", "hyde has no Ruby"),
    known(
        Section::Settings,
        "highlighter, kramdown: syntax_highlighter",
        Differs,
        "coderay and minted leave code without colours",
        "coderay is a gem, and minted writes LaTeX",
    ),
    known(
        Section::Settings,
        "kramdown: syntax_highlighter_opts: formatter",
        Differs,
        "Rouge's own formatter is used",
        "a formatter is a class in Ruby",
    ),
    known(
        Section::Settings,
        "kramdown: math_engine",
        Differs,
        "engines other than MathJax leave formulas for MathJax",
        "they are gems that run other programs",
    ),
    known(
        Section::Settings,
        "lsi",
        Differs,
        "related posts are the latest ones",
        "classifier-reborn is not reproduced",
    ),
    known(Section::Settings, "encoding", Differs, "files are read as UTF-8", "other encodings are rare and lossy"),
    known(
        Section::Settings,
        "incremental",
        MayDiffer,
        "all that a change reaches is rendered",
        "Jekyll leaves pages that show something of a changed one as they were",
    ),
    known(
        Section::Settings,
        "remote_theme",
        Differs,
        "it is not fetched",
        "a checkout of the theme can be named by `theme:` and a Gemfile's path",
    ),
    known(
        Section::Settings,
        "what depends on the moment",
        MayDiffer,
        "site.time and what is sampled at random",
        "set SOURCE_DATE_EPOCH to fix the clock",
    ),
    known(
        Section::Versions,
        "gems",
        MayDiffer,
        "hyde writes what Jekyll 4.4.1 with the gems of its day writes, whatever Gemfile.lock pins",
        "one version of each language is reproduced",
    ),
];
