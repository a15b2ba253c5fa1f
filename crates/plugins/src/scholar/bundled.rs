//! The styles and locales that come with hyde; see `csl/README.md` for their licence.

macro_rules! files {
    ($($name:literal => $file:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("csl/", $file)))),*]
    };
}

/// Styles by name.
const STYLES: &[(&str, &str)] = files![
    "acm-sig-proceedings" => "acm-sig-proceedings.csl",
    "american-medical-association" => "american-medical-association.csl",
    "apa" => "apa.csl",
    "association-for-computing-machinery" => "association-for-computing-machinery.csl",
    "chicago-author-date" => "chicago-author-date.csl",
    "elsevier-harvard" => "elsevier-harvard.csl",
    "harvard-cite-them-right" => "harvard-cite-them-right.csl",
    "ieee" => "ieee.csl",
    "modern-language-association" => "modern-language-association.csl",
    "nature" => "nature.csl",
    "springer-lecture-notes-in-computer-science" => "springer-lecture-notes-in-computer-science.csl",
    "vancouver" => "vancouver.csl",
];

/// Locales by language code.
const LOCALES: &[(&str, &str)] = files![
    "de-DE" => "locales-de-DE.xml",
    "en-GB" => "locales-en-GB.xml",
    "en-US" => "locales-en-US.xml",
    "es-ES" => "locales-es-ES.xml",
    "fr-FR" => "locales-fr-FR.xml",
    "it-IT" => "locales-it-IT.xml",
    "ja-JP" => "locales-ja-JP.xml",
    "nl-NL" => "locales-nl-NL.xml",
    "pt-BR" => "locales-pt-BR.xml",
    "zh-CN" => "locales-zh-CN.xml",
];

fn find(files: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    files.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// Gives a bundled style's text.
pub(super) fn style(name: &str) -> Option<&'static str> {
    find(STYLES, name)
}

/// Gives a bundled locale's text.
pub(super) fn locale(code: &str) -> Option<&'static str> {
    find(LOCALES, code)
}
