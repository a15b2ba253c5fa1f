//! Code to Rouge 4.7 tokens and HTML.
