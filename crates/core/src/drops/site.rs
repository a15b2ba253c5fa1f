//! `site` in templates (`lib/jekyll/drops/site_drop.rb`).

use super::Views;
use crate::render::record;
use hyde_liquid::{InspectStyle, Object, Value};
use std::sync::Arc;

const METHODS: [&str; 12] = [
    "data",
    "time",
    "pages",
    "static_files",
    "tags",
    "categories",
    "posts",
    "html_pages",
    "collections",
    "documents",
    "related_posts",
    "config",
];

/// The site: its collections, lists and configuration.
pub(crate) struct SiteDrop {
    views: Arc<Views>,
}

impl SiteDrop {
    pub(crate) fn new(views: Arc<Views>) -> Self {
        Self { views }
    }
}

impl Object for SiteDrop {
    fn get(&self, key: &str) -> Option<Value> {
        let site = &self.views.core.site;
        // A collection's name hides everything else, except that posts have an order of their own.
        if key != "posts"
            && let Some(index) = site.collections.get_index_of(key)
        {
            return Some(self.views.collection(index));
        }
        Some(match key {
            "data" => {
                record::whole(record::DATA);
                site.data.clone()
            }
            "time" => self.views.time(),
            "pages" => self.views.pages(),
            "html_pages" => self.views.html_pages(),
            "static_files" => self.views.static_files(),
            "tags" => self.views.parted_posts_by("tags"),
            "categories" => self.views.parted_posts_by("categories"),
            "posts" => self.views.posts(),
            "collections" => self.views.collections(),
            "documents" => self.views.all_documents(),
            "related_posts" => self.views.related_posts(),
            "config" => Value::Nil,
            _ => return site.config.get(key).cloned(),
        })
    }

    fn contains_key(&self, key: &str) -> bool {
        let site = &self.views.core.site;
        METHODS.contains(&key) || site.collections.contains_key(key) || site.config.hash().contains_key(key)
    }

    fn keys(&self) -> Vec<Value> {
        let mut keys: Vec<Value> = METHODS.iter().map(|name| Value::from(*name)).collect();
        let rest = self.views.core.site.config.hash().keys();
        keys.extend(rest.filter(|key| !key.as_str().is_some_and(|key| METHODS.contains(&key))).cloned());
        keys
    }

    fn class_name(&self) -> &str {
        "Jekyll::Drops::SiteDrop"
    }

    fn write_to(&self, out: &mut String, _: InspectStyle) {
        out.push_str(self.class_name());
    }

    fn as_any(&self) -> Option<&dyn std::any::Any> {
        Some(self)
    }
}
