//! Jekyll sites built from Rust: read, generate, render and write, byte for byte as Jekyll 4.4.1.

pub mod golden;
