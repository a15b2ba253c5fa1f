//! Jekyll's tags (`lib/jekyll/tags/*.rb`), a tag per file.

mod highlight;
mod include;
mod include_name;
mod link;
mod post_url;

use hyde_liquid::Environment;

/// Registers all of Jekyll's tags.
pub(crate) fn register(environment: &mut Environment) {
    environment.tag("include", include::Include { relative: false });
    environment.tag("include_relative", include::Include { relative: true });
    environment.tag("highlight", highlight::Highlight);
    environment.tag("link", link::Link);
    environment.tag("post_url", post_url::PostUrl);
}
