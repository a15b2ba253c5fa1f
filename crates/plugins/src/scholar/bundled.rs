//! The styles and locales that come with hyde; see `csl/README.md` for their licence.

macro_rules! files {
    ($($name:literal => $file:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("csl/", $file)))),*]
    };
}

/// Styles by name.
const STYLES: &[(&str, &str)] = files![
    "acm-sig-proceedings" => "acm-sig-proceedings.csl",
    "acm-sig-proceedings-long-author-list" => "acm-sig-proceedings-long-author-list.csl",
    "acm-sigchi-proceedings" => "acm-sigchi-proceedings.csl",
    "acm-siggraph" => "acm-siggraph.csl",
    "american-chemical-society" => "american-chemical-society.csl",
    "american-geophysical-union" => "american-geophysical-union.csl",
    "american-institute-of-aeronautics-and-astronautics" => "american-institute-of-aeronautics-and-astronautics.csl",
    "american-institute-of-physics" => "american-institute-of-physics.csl",
    "american-medical-association" => "american-medical-association.csl",
    "american-meteorological-society" => "american-meteorological-society.csl",
    "american-physics-society" => "american-physics-society.csl",
    "american-physiological-society" => "american-physiological-society.csl",
    "american-political-science-association" => "american-political-science-association.csl",
    "american-society-for-microbiology" => "american-society-for-microbiology.csl",
    "american-society-of-civil-engineers" => "american-society-of-civil-engineers.csl",
    "american-society-of-mechanical-engineers" => "american-society-of-mechanical-engineers.csl",
    "american-sociological-association" => "american-sociological-association.csl",
    "apa" => "apa.csl",
    "apa-5th-edition" => "apa-5th-edition.csl",
    "apa-6th-edition" => "apa-6th-edition.csl",
    "apa-cv" => "apa-cv.csl",
    "apa-no-doi-no-issue" => "apa-no-doi-no-issue.csl",
    "apa-single-spaced" => "apa-single-spaced.csl",
    "associacao-brasileira-de-normas-tecnicas" => "associacao-brasileira-de-normas-tecnicas.csl",
    "association-for-computational-linguistics" => "association-for-computational-linguistics.csl",
    "association-for-computing-machinery" => "association-for-computing-machinery.csl",
    "begell-house-apa" => "begell-house-apa.csl",
    "bibtex" => "bibtex.csl",
    "biomed-central" => "biomed-central.csl",
    "bmj" => "bmj.csl",
    "cell" => "cell.csl",
    "chicago-author-date" => "chicago-author-date.csl",
    "chicago-author-date-16th-edition" => "chicago-author-date-16th-edition.csl",
    "china-national-standard-gb-t-7714-2015-author-date" => "china-national-standard-gb-t-7714-2015-author-date.csl",
    "china-national-standard-gb-t-7714-2015-numeric" => "china-national-standard-gb-t-7714-2015-numeric.csl",
    "chinese-gb7714-2005-numeric" => "chinese-gb7714-2005-numeric.csl",
    "copernicus-publications" => "copernicus-publications.csl",
    "council-of-science-editors" => "council-of-science-editors.csl",
    "council-of-science-editors-author-date" => "council-of-science-editors-author-date.csl",
    "din-1505-2" => "din-1505-2.csl",
    "ecology" => "ecology.csl",
    "economic-geology" => "economic-geology.csl",
    "elife" => "elife.csl",
    "elsevier-harvard" => "elsevier-harvard.csl",
    "elsevier-vancouver" => "elsevier-vancouver.csl",
    "elsevier-with-titles" => "elsevier-with-titles.csl",
    "elsevier-with-titles-alphabetical" => "elsevier-with-titles-alphabetical.csl",
    "elsevier-without-titles" => "elsevier-without-titles.csl",
    "emerald-harvard" => "emerald-harvard.csl",
    "frontiers" => "frontiers.csl",
    "gost-r-7-0-5-2008" => "gost-r-7-0-5-2008.csl",
    "gost-r-7-0-5-2008-numeric" => "gost-r-7-0-5-2008-numeric.csl",
    "harvard-cite-them-right" => "harvard-cite-them-right.csl",
    "harvard-imperial-college-london" => "harvard-imperial-college-london.csl",
    "harvard-university-of-birmingham" => "harvard-university-of-birmingham.csl",
    "ieee" => "ieee.csl",
    "ieee-transactions-on-medical-imaging" => "ieee-transactions-on-medical-imaging.csl",
    "ieee-with-url" => "ieee-with-url.csl",
    "institute-of-physics-harvard" => "institute-of-physics-harvard.csl",
    "institute-of-physics-numeric" => "institute-of-physics-numeric.csl",
    "inter-research-science-center" => "inter-research-science-center.csl",
    "iso690-author-date-en" => "iso690-author-date-en.csl",
    "iso690-author-date-fr" => "iso690-author-date-fr.csl",
    "iso690-numeric-en" => "iso690-numeric-en.csl",
    "iso690-numeric-fr" => "iso690-numeric-fr.csl",
    "modern-language-association" => "modern-language-association.csl",
    "modern-language-association-7th-edition" => "modern-language-association-7th-edition.csl",
    "modern-language-association-8th-edition" => "modern-language-association-8th-edition.csl",
    "multidisciplinary-digital-publishing-institute" => "multidisciplinary-digital-publishing-institute.csl",
    "nature" => "nature.csl",
    "nature-no-et-al" => "nature-no-et-al.csl",
    "oscola" => "oscola.csl",
    "plos" => "plos.csl",
    "pnas" => "pnas.csl",
    "royal-society-of-chemistry" => "royal-society-of-chemistry.csl",
    "sage-harvard" => "sage-harvard.csl",
    "sage-vancouver" => "sage-vancouver.csl",
    "science" => "science.csl",
    "science-without-titles" => "science-without-titles.csl",
    "springer-basic-author-date" => "springer-basic-author-date.csl",
    "springer-basic-brackets" => "springer-basic-brackets.csl",
    "springer-humanities-author-date" => "springer-humanities-author-date.csl",
    "springer-lecture-notes-in-computer-science" => "springer-lecture-notes-in-computer-science.csl",
    "springer-mathphys-author-date" => "springer-mathphys-author-date.csl",
    "springer-mathphys-brackets" => "springer-mathphys-brackets.csl",
    "springer-physics-author-date" => "springer-physics-author-date.csl",
    "springer-physics-brackets" => "springer-physics-brackets.csl",
    "springer-socpsych-author-date" => "springer-socpsych-author-date.csl",
    "springer-vancouver" => "springer-vancouver.csl",
    "springer-vancouver-author-date" => "springer-vancouver-author-date.csl",
    "springer-vancouver-brackets" => "springer-vancouver-brackets.csl",
    "taylor-and-francis-chicago-author-date" => "taylor-and-francis-chicago-author-date.csl",
    "taylor-and-francis-harvard-x" => "taylor-and-francis-harvard-x.csl",
    "the-astrophysical-journal" => "the-astrophysical-journal.csl",
    "the-company-of-biologists" => "the-company-of-biologists.csl",
    "the-lancet" => "the-lancet.csl",
    "unified-style-sheet-for-linguistics" => "unified-style-sheet-for-linguistics.csl",
    "universite-de-liege-histoire" => "universite-de-liege-histoire.csl",
    "vancouver" => "vancouver.csl",
    "vancouver-author-date" => "vancouver-author-date.csl",
    "vancouver-brackets" => "vancouver-brackets.csl",
    "vancouver-superscript" => "vancouver-superscript.csl",
];

/// Locales by language code.
const LOCALES: &[(&str, &str)] = files![
    "af-ZA" => "locales-af-ZA.xml",
    "ar" => "locales-ar.xml",
    "bal-PK" => "locales-bal-PK.xml",
    "bg-BG" => "locales-bg-BG.xml",
    "brh-PK" => "locales-brh-PK.xml",
    "ca-AD" => "locales-ca-AD.xml",
    "cs-CZ" => "locales-cs-CZ.xml",
    "cy-GB" => "locales-cy-GB.xml",
    "da-DK" => "locales-da-DK.xml",
    "de-AT" => "locales-de-AT.xml",
    "de-CH" => "locales-de-CH.xml",
    "de-DE" => "locales-de-DE.xml",
    "el-GR" => "locales-el-GR.xml",
    "en-GB" => "locales-en-GB.xml",
    "en-US" => "locales-en-US.xml",
    "es-CL" => "locales-es-CL.xml",
    "es-ES" => "locales-es-ES.xml",
    "es-MX" => "locales-es-MX.xml",
    "et-EE" => "locales-et-EE.xml",
    "eu" => "locales-eu.xml",
    "fa-IR" => "locales-fa-IR.xml",
    "fi-FI" => "locales-fi-FI.xml",
    "fr-CA" => "locales-fr-CA.xml",
    "fr-FR" => "locales-fr-FR.xml",
    "gl-ES" => "locales-gl-ES.xml",
    "he-IL" => "locales-he-IL.xml",
    "hi-IN" => "locales-hi-IN.xml",
    "hr-HR" => "locales-hr-HR.xml",
    "hu-HU" => "locales-hu-HU.xml",
    "id-ID" => "locales-id-ID.xml",
    "is-IS" => "locales-is-IS.xml",
    "it-IT" => "locales-it-IT.xml",
    "ja-JP" => "locales-ja-JP.xml",
    "km-KH" => "locales-km-KH.xml",
    "ko-KR" => "locales-ko-KR.xml",
    "la" => "locales-la.xml",
    "lij-IT" => "locales-lij-IT.xml",
    "lt-LT" => "locales-lt-LT.xml",
    "lv-LV" => "locales-lv-LV.xml",
    "mn-MN" => "locales-mn-MN.xml",
    "ms-MY" => "locales-ms-MY.xml",
    "nb-NO" => "locales-nb-NO.xml",
    "nl-NL" => "locales-nl-NL.xml",
    "nn-NO" => "locales-nn-NO.xml",
    "pa-PK" => "locales-pa-PK.xml",
    "pl-PL" => "locales-pl-PL.xml",
    "pt-BR" => "locales-pt-BR.xml",
    "pt-PT" => "locales-pt-PT.xml",
    "ro-RO" => "locales-ro-RO.xml",
    "ru-RU" => "locales-ru-RU.xml",
    "sk-SK" => "locales-sk-SK.xml",
    "sl-SI" => "locales-sl-SI.xml",
    "sr-Cyrl-RS" => "locales-sr-Cyrl-RS.xml",
    "sr-Latn-RS" => "locales-sr-Latn-RS.xml",
    "sv-SE" => "locales-sv-SE.xml",
    "th-TH" => "locales-th-TH.xml",
    "tr-TR" => "locales-tr-TR.xml",
    "uk-UA" => "locales-uk-UA.xml",
    "vi-VN" => "locales-vi-VN.xml",
    "zh-CN" => "locales-zh-CN.xml",
    "zh-TW" => "locales-zh-TW.xml",
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

#[cfg(test)]
mod tests {
    use super::{LOCALES, STYLES};
    use hyde_bibliography::csl::{Locale, Style};

    #[test]
    fn everything_bundled_can_be_read() {
        for (name, text) in STYLES {
            assert!(Style::from_xml(text).is_ok(), "{name}: {:?}", Style::from_xml(text).err());
        }
        for (code, text) in LOCALES {
            assert!(Locale::from_xml(text).is_ok(), "{code}: {:?}", Locale::from_xml(text).err());
        }
    }
}
