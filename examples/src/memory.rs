//! A site that lives in memory, with a filter of its own: no disk is touched.

use hyde::outside::Memory;
use hyde::{BuildError, Config, Engine, Position};

/// Renders a site of a layout and a page, and gives the page's output.
///
/// # Errors
/// What stops Jekyll.
pub fn build_in_memory() -> Result<String, BuildError> {
    let mut engine = Engine::new();
    engine.filter("shout", |text: String| text.to_uppercase());
    let source = Memory::from([
        ("_layouts/default.html", "<main>{{ content }}</main>"),
        ("index.md", "---\nlayout: default\n---\n{{ 'hello' | shout }}, *world*"),
    ]);
    let site = engine.read(&Config::default(), source)?;
    let site = engine.generate(site)?;
    let rendered = engine.render(site)?;
    Ok(rendered.output(Position::Page(0)).unwrap_or_default().to_owned())
}
