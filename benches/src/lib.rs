//! benches of hyde.
