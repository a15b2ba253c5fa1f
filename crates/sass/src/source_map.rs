//! Source maps: the table from places in the CSS to places in the sources, version 3.

/// A source map, version 3, without `file` and `sourceRoot`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SourceMap {
    /// The mappings in their VLQ spelling.
    pub mappings: String,
    /// The canonical names of the files that the mappings point into, in the order of their first use.
    pub sources: Vec<String>,
    /// The text of each of `sources`.
    pub sources_content: Vec<String>,
    /// Always empty, as dart-sass writes no names.
    pub names: Vec<String>,
}
