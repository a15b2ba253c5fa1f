//! Tells the linker how the command is put together.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // Tables of the lexers and of Unicode hold more than a hundred thousand pointers. In an executable that may be
    // loaded anywhere each is patched at every start, which touches 2.4 MB and takes several times as long as all
    // else that a small site's build does before its first page. At a fixed place they are right as they lie in the file.
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
