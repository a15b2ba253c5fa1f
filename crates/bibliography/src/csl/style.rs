//! A style file, parsed by citationberg.

use std::collections::HashMap;

use citationberg::{CslMacro, DemoteNonDroppingParticle, IndependentStyle};
use quick_xml::Reader;
use quick_xml::events::Event;

/// Why a style or locale file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StyleError {
    /// The file is no CSL, with the parser's complaint.
    #[error("{0}")]
    Parse(String),
    /// There is no such file, with the name it was asked for by.
    #[error("failed to extract CSL data from \"{0}\": No such file or directory @ rb_sysopen - {0}")]
    Missing(String),
    /// The style only points at another one, whose identifier is given.
    #[error("the style depends on {0}")]
    Dependent(String),
}

/// A style, ready to render with.
#[derive(Debug, Clone)]
pub struct Style {
    pub(super) tree: IndependentStyle,
    /// Whether particles move behind given names; citeproc-ruby does so only where a style says it.
    pub(super) demotes_particles: bool,
    /// Where each macro stands.
    pub(super) macro_index: HashMap<String, usize>,
}

impl Style {
    /// Reads a `.csl` file. A dependent style gives an error that names its parent.
    ///
    /// ```
    /// use hyde_bibliography::csl::Style;
    /// assert!(Style::from_xml("<style/>").is_err());
    /// ```
    pub fn from_xml(xml: &str) -> Result<Self, StyleError> {
        let tree = match in_parts(xml).map_or_else(|| citationberg::Style::from_xml(xml), Ok) {
            Ok(citationberg::Style::Independent(tree)) => tree,
            Ok(citationberg::Style::Dependent(style)) => return Err(StyleError::Dependent(style.parent_link.href)),
            Err(error) => return Err(StyleError::Parse(error.to_string())),
        };
        let demotes_particles = xml.contains("demote-non-dropping-particle=")
            && tree.settings.demote_non_dropping_particle != DemoteNonDroppingParticle::Never;
        let mut macro_index = HashMap::with_capacity(tree.macros.len());
        for (index, known) in tree.macros.iter().enumerate() {
            macro_index.entry(known.name.clone()).or_insert(index);
        }
        Ok(Self { tree, demotes_particles, macro_index })
    }

    /// Tells whether the style has a bibliography.
    pub fn has_bibliography(&self) -> bool {
        self.tree.bibliography.is_some()
    }
}

/// Parses a style without its macros, and each macro by itself: the parser moves all that follows a list whenever the
/// list goes on behind something else. `None` when that does not work, for whatever reason.
fn in_parts(xml: &str) -> Option<citationberg::Style> {
    let (rest, macros) = without_macros(xml)?;
    let mut style = match citationberg::Style::from_xml(&rest).ok()? {
        citationberg::Style::Independent(style) => style,
        dependent => return Some(dependent).filter(|_| macros.is_empty()),
    };
    if !style.macros.is_empty() {
        return None;
    }
    let macros: Result<Vec<CslMacro>, _> = macros.into_iter().map(quick_xml::de::from_str).collect();
    style.macros = macros.ok()?;
    Some(citationberg::Style::Independent(style))
}

/// Takes the macros out of a style.
fn without_macros(xml: &str) -> Option<(String, Vec<&str>)> {
    let place = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).ok();
    let mut reader = Reader::from_str(xml);
    let (mut rest, mut macros) = (String::with_capacity(xml.len()), Vec::new());
    let (mut depth, mut kept) = (0_usize, 0);
    loop {
        let from = place(&reader)?;
        match reader.read_event().ok()? {
            Event::Start(tag) if depth == 1 && tag.name().as_ref() == b"macro" => {
                reader.read_to_end(tag.name()).ok()?;
                let to = place(&reader)?;
                rest.push_str(xml.get(kept..from)?);
                macros.push(xml.get(from..to)?);
                kept = to;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.checked_sub(1)?,
            Event::Eof => break,
            _ => {}
        }
    }
    rest.push_str(xml.get(kept..)?);
    Some((rest, macros))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_the_whole() {
        let xml = r#"<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" demote-non-dropping-particle="never">
  <info><title>T</title><id>i</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <macro name="a"><names variable="author"><name and="text"/><label prefix=" (" suffix=")"/></names></macro>
  <!-- <macro name="no"/> -->
  <locale xml:lang="de"><terms><term name="and">und</term></terms></locale>
  <macro name="b"><choose><if type="book"><text macro="a"/></if><else><text value="x &amp; y"/></else></choose></macro>
  <citation><layout delimiter=", "><text macro="b"/><text variable="title"/></layout></citation>
  <macro name="c"><group delimiter=" "><text macro="a"/><date variable="issued"><date-part name="year"/></date></group></macro>
  <bibliography hanging-indent="true"><sort><key macro="c"/></sort><layout><text macro="c"/></layout></bibliography>
</style>"#;
        let parts = in_parts(xml).expect("it is a style");
        assert_eq!(parts, citationberg::Style::from_xml(xml).expect("it is a style"));
        let names = without_macros(xml).map(|(_, macros)| macros.len());
        assert_eq!(names, Some(3));
        let lone = xml.replace("<locale", "<macro name='d'/><locale");
        assert_eq!(in_parts(&lone), None);
        assert!(in_parts("<style><macro name='a'><text></macro></style>").is_none());
    }
}
