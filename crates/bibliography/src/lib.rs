//! BibTeX, names, LaTeX text, and references rendered by CSL as citeproc-ruby renders them.
