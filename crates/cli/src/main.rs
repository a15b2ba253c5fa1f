//! The `hyde` command: arguments in, a built site and an exit code out.
fn main() {}
