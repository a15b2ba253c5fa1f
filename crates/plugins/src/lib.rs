//! The gems people use with Jekyll, natively: a folder per gem, each a [`Plugin`](hyde_core::plugin::Plugin) that a
//! site switches on by the gem's name.
//!
//! In goes a site that lists plugins, out comes what the gems would have added: pages, tags, filters, changed output.
//! Everything here goes through core's public plugin API, with no more rights than a stranger's plugin.

mod nokogiri;
mod pipe;

mod al_folio;
mod feed;
mod sitemap;

use hyde_core::plugin::Plugin;
use std::sync::Arc;

/// All plugins that come with hyde.
///
/// ```
/// assert!(hyde_plugins::all().iter().any(|plugin| plugin.name() == "jekyll-feed"));
/// ```
pub fn all() -> Vec<Arc<dyn Plugin>> {
    let mut plugins: Vec<Arc<dyn Plugin>> = vec![Arc::new(feed::Feed), Arc::new(sitemap::Sitemap)];
    plugins.extend(al_folio::all());
    plugins
}
