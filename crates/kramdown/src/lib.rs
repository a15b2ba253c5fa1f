//! Markdown as kramdown 2.5 with GFM input renders it.
