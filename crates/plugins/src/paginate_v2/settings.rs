//! The settings of a pagination: the gem's defaults, the site's and the page's.

use hyde_core::Site;
use hyde_core::config::deep_merge;
use hyde_liquid::{Hash, Value};

const DEFAULT_PER_PAGE: usize = 10;

/// All settings in one hash, as a page's `pagination` shows them.
pub(super) struct Settings(Hash);

impl Settings {
    /// Merges the site's settings over the defaults.
    pub(super) fn of(site: &Site) -> Self {
        let defaults: Hash = [
            ("enabled", Value::from(false)),
            ("collection", "posts".into()),
            ("offset", 0.into()),
            ("per_page", DEFAULT_PER_PAGE.into()),
            ("permalink", "/page:num/".into()),
            ("title", ":title - page :num".into()),
            ("page_num", 1.into()),
            ("sort_reverse", false.into()),
            ("sort_field", "date".into()),
            ("limit", 0.into()),
            ("trail", Value::from_pairs([("before", 0), ("after", 0)])),
            ("indexpage", Value::Nil),
            ("extension", "html".into()),
            ("debug", false.into()),
            ("legacy", false.into()),
        ]
        .into_iter()
        .collect();
        match site.config.get("pagination") {
            Some(Value::Hash(own)) => Self(deep_merge(&defaults, own)),
            _ => Self(defaults),
        }
    }

    /// Merges a page's settings over these.
    pub(super) fn with(&self, page: &Value) -> Self {
        match page {
            Value::Hash(own) => Self(deep_merge(&self.0, own)),
            _ => Self(self.0.clone()),
        }
    }

    pub(super) fn hash(&self) -> &Hash {
        &self.0
    }

    pub(super) fn is_enabled(&self) -> bool {
        self.get("enabled").truthy()
    }

    pub(super) fn get(&self, key: &str) -> Value {
        self.0.get(key).cloned().unwrap_or_default()
    }

    /// A setting as a whole number above zero.
    fn count(&self, key: &str) -> Option<usize> {
        let number = match self.get(key) {
            Value::Int(number) => usize::try_from(number).ok()?,
            Value::Str(text) => text.trim().parse().ok()?,
            _ => return None,
        };
        (number > 0).then_some(number)
    }

    pub(super) fn per_page(&self) -> usize {
        self.count("per_page").unwrap_or(DEFAULT_PER_PAGE)
    }

    /// The most pages there may be.
    pub(super) fn limit(&self) -> Option<usize> {
        self.count("limit")
    }

    /// How many of the last posts in order are left out.
    pub(super) fn offset(&self) -> usize {
        self.count("offset").unwrap_or(0)
    }

    /// How many entries the trail has before and after a page; `None` without a trail.
    pub(super) fn trail(&self) -> Option<(usize, usize)> {
        let trail = Self(self.get("trail").as_hash().map(|trail| (**trail).clone()).unwrap_or_default());
        let around = (trail.count("before").unwrap_or(0), trail.count("after").unwrap_or(0));
        (around != (0, 0)).then_some(around)
    }

    pub(super) fn title(&self) -> String {
        self.get("title").to_s()
    }

    /// The name of index files where one is set.
    pub(super) fn index_name(&self) -> Option<String> {
        Some(self.get("indexpage")).filter(Value::truthy).map(|name| name.to_s()).filter(|name| !name.is_empty())
    }

    /// The extension of the pages with its dot.
    pub(super) fn extension(&self) -> String {
        let extension = self.get("extension").to_s();
        if extension.starts_with('.') { extension } else { format!(".{extension}") }
    }
}
