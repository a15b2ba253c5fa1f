//! One page with a site around it: what an editor's preview needs.

use hyde::outside::Memory;
use hyde::{BuildError, Config, Engine};

/// Renders a page that is not in the site, in the site's layout.
///
/// # Errors
/// What stops Jekyll.
pub fn render_one_page(text: &str) -> Result<String, BuildError> {
    let engine = Engine::new();
    let source = Memory::from([("_layouts/default.html", "<main>{{ content }}</main>")]);
    let site = engine.read(&Config::default(), source)?;
    engine.render_page(&site, "preview.md", text)
}
