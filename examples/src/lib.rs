//! examples of hyde.
