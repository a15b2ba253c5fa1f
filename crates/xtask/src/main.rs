//! Developer commands: `cargo xtask ready|conform|bless|sites|bench`.
fn main() {}
