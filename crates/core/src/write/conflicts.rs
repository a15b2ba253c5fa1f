//! Several items for one path (`lib/jekyll/commands/doctor.rb`, `conflicting_urls`).

use super::publisher::Plan;
use crate::messages;
use crate::model::Site;

/// Tells of every path that more than one item claims.
pub(super) fn tell(site: &Site, plan: &Plan<'_>) {
    for (path, claims) in plan.claims.iter().filter(|(_, claims)| claims.len() > 1) {
        site.report.tell(messages::conflict());
        site.report.tell(messages::conflict_effect());
        site.report.tell(messages::conflict_destination(&format!("{}/{path}", site.destination)));
        for claim in claims {
            site.report.tell(messages::conflict_source(claim.origin()));
        }
        site.report.tell(messages::blank_line());
    }
}
