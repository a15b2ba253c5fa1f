//! The gems people use with Jekyll, natively: a folder or file per gem, each a [`Plugin`] that a site switches on by
//! the gem's name.
//!
//! In goes a site that lists plugins, out comes what the gems would have added: pages, tags, filters, changed output.
//! Everything here goes through core's public plugin API, with no more rights than a stranger's plugin.

mod addresses;
mod javascript;
mod markdown_files;
mod nokogiri;
mod pipe;

mod al_folio;
mod al_folio_gems;
mod archives;
mod avatar;
mod coffeescript;
mod data;
mod default_layout;
mod email_protect;
mod feed;
mod gist;
mod github_metadata;
mod in_core;
mod include_cache;
mod inline_svg;
mod jemoji;
mod last_modified_at;
mod link_attributes;
mod optional_front_matter;
mod paginate;
mod paginate_v2;
mod polyglot;
mod readme_index;
mod redirect_from;
mod relative_links;
mod scholar;
mod seo_tag;
mod sitemap;
mod titles_from_headings;
mod toc;

use hyde_core::plugin::Plugin;
use std::sync::Arc;

/// All plugins that come with hyde.
///
/// ```
/// assert!(hyde_plugins::all().iter().any(|plugin| plugin.name() == "jekyll-feed"));
/// ```
pub fn all() -> Vec<Arc<dyn Plugin>> {
    let mut plugins: Vec<Arc<dyn Plugin>> = vec![
        Arc::new(archives::Archives),
        Arc::new(archives::ArchivesV2),
        Arc::new(avatar::Avatar),
        Arc::new(coffeescript::CoffeeScript),
        Arc::new(data::Data),
        Arc::new(default_layout::DefaultLayout),
        Arc::new(email_protect::EmailProtect),
        Arc::new(feed::Feed),
        Arc::new(gist::Gist),
        Arc::new(github_metadata::GithubMetadata),
        Arc::new(include_cache::IncludeCache),
        Arc::new(inline_svg::InlineSvg),
        Arc::new(last_modified_at::LastModifiedAt),
        Arc::new(optional_front_matter::OptionalFrontMatter),
        Arc::new(paginate::Paginate),
        Arc::new(paginate_v2::PaginateV2),
        Arc::new(polyglot::Polyglot),
        Arc::new(readme_index::ReadmeIndex),
        Arc::new(redirect_from::RedirectFrom),
        Arc::new(scholar::Scholar),
        Arc::new(relative_links::RelativeLinks),
        Arc::new(seo_tag::SeoTag),
        Arc::new(sitemap::Sitemap),
        Arc::new(titles_from_headings::TitlesFromHeadings),
    ];
    plugins.push(Arc::new(jemoji::Jemoji));
    plugins.push(Arc::new(toc::Toc));
    plugins.push(Arc::new(link_attributes::LinkAttributes));
    for name in in_core::NAMES {
        plugins.push(Arc::new(in_core::InCore(name)));
    }
    plugins.extend(al_folio::all());
    plugins.extend(al_folio_gems::all());
    plugins
}
