//! A style file, parsed by citationberg.

use std::collections::HashMap;

use citationberg::{DemoteNonDroppingParticle, IndependentStyle};

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
        let tree = match citationberg::Style::from_xml(xml) {
            Ok(citationberg::Style::Independent(tree)) => tree,
            Ok(citationberg::Style::Dependent(style)) => return Err(StyleError::Dependent(style.parent_link.href)),
            Err(error) => return Err(StyleError::Parse(error.to_string())),
        };
        let demotes_particles = xml.contains("demote-non-dropping-particle=")
            && tree.settings.demote_non_dropping_particle != DemoteNonDroppingParticle::Never;
        let mut macro_index = HashMap::new();
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
