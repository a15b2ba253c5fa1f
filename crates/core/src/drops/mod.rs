//! The site as templates see it: in goes the model with what rendering has made so far, out come Liquid objects with
//! the names of Jekyll's drops (`lib/jekyll/drops/*.rb`).
//!
//! Drops are made once per site and shared by all threads; which content and output they show depends on whose eyes
//! look (see `render/slots.rs`).

mod collection;
mod document;
mod excerpt;
mod jekyll;
mod page;
mod parted;
mod site;
mod static_file;
mod theme;
mod views;

pub(crate) use document::DocumentDrop;
pub(crate) use excerpt::ExcerptDrop;
pub(crate) use jekyll::JekyllDrop;
pub(crate) use page::PageHash;
pub(crate) use site::SiteDrop;
pub(crate) use theme::theme_value;
pub(crate) use views::Views;
