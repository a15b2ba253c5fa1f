//! `publish`, `unpublish` and `rename`: a file changes its place, its name and what its front matter tells of both.

use super::front_matter::{FrontMatter, Read, read};
use super::{Desk, Refused, refused};
use std::fs;

/// Moves a draft among the posts.
pub(super) fn publish(desk: &Desk<'_>) -> Result<(), Refused> {
    if desk.parsed.words.is_empty() {
        return Err(refused("You must specify a draft path."));
    }
    let date = desk.date()?;
    let collections = desk.collections();
    let from = desk.below(&[&collections, &desk.parsed.words.join(" ")]);
    let name = format!("{}{}", date.strftime("%Y-%m-%d-"), file_name(&from));
    let to = desk.below(&[&collections, "_posts", &name]);
    let stamp = desk.stamp(&date);
    Move { what: "draft", becomes: "post", from, to, access: "[]" }.run(desk, |matter| {
        if !matter.has("date") {
            matter.set("date", stamp);
        }
    })
}

/// Moves a post back among the drafts.
pub(super) fn unpublish(desk: &Desk<'_>) -> Result<(), Refused> {
    if desk.parsed.words.is_empty() {
        return Err(refused("You must specify a post path."));
    }
    let collections = desk.collections();
    let from = desk.below(&[&collections, &desk.parsed.words.join(" ")]);
    let name = file_name(&from);
    let name = date_of(name).map_or(name, |date| &name[date.len() + 1..]);
    let to = desk.below(&[&collections, "_drafts", name]);
    Move { what: "post", becomes: "draft", from: from.clone(), to, access: "reject" }
        .run(desk, |matter| matter.remove("date"))
}

/// Gives a file another name and title.
pub(super) fn rename(desk: &Desk<'_>) -> Result<(), Refused> {
    let [path, title @ ..] = desk.parsed.words.as_slice() else { return Err(nothing_to_rename()) };
    if title.is_empty() {
        return Err(nothing_to_rename());
    }
    if desk.is_on("now") && desk.text("date").is_some() {
        return Err(refused("You can only specify one of --date DATE or --now."));
    }
    let title = title.join(" ");
    let from = desk.below(&[path]);
    let what = kind_at(&from);
    let date = if desk.is_on("now") || desk.text("date").is_some() { Some(desk.date()?) } else { None };
    let old = file_name(&from);
    let start = match (&date, what) {
        (Some(date), "post") => date.strftime("%Y-%m-%d-"),
        (None, "post") => date_of(old).map(|date| format!("{date}-")).unwrap_or_default(),
        _ => String::new(),
    };
    let extension = old.rfind('.').map_or("", |at| &old[at..]);
    let folder = from.rfind('/').map_or(".", |at| &from[..at]);
    let to = format!("{folder}/{start}{}{extension}", desk.slug(&title));
    let stamp = date.map(|date| desk.stamp(&date));
    Move { what, becomes: what, from: from.clone(), to, access: "[]=" }.run(desk, |matter| {
        matter.set("title", title.into());
        if let Some(stamp) = stamp {
            matter.set("date", stamp);
        }
    })
}

fn nothing_to_rename() -> Refused {
    refused("You must specify current path and the new title.")
}

/// What messages call a file at a path.
fn kind_at(path: &str) -> &'static str {
    let stands_in = |folder: &str| path.split('/').any(|part| part == folder);
    match (stands_in("_drafts"), stands_in("_posts")) {
        (true, _) => "draft",
        (_, true) => "post",
        _ => "file",
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The date that the name of a post begins with.
fn date_of(name: &str) -> Option<&str> {
    let is_date = |date: &str| {
        date.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
    };
    let date = name.get(..10)?;
    (is_date(date) && name[10..].starts_with('-')).then_some(date)
}

/// A file on its way.
struct Move {
    what: &'static str,
    becomes: &'static str,
    from: String,
    to: String,
    /// The method by which Ruby changes front matter, for what it says where there is none.
    access: &'static str,
}

impl Move {
    /// Moves the file with its front matter changed. One that cannot be read stays as it is.
    fn run(&self, desk: &Desk<'_>, change: impl FnOnce(&mut FrontMatter)) -> Result<(), Refused> {
        if !desk.exists(&self.from) {
            desk.warn(&format!("There was no {} found at '{}'.", self.what, self.from));
            return Ok(());
        }
        if !desk.may_write(self.becomes, &self.to) {
            return Ok(());
        }
        let failed = |error: std::io::Error| Refused { class: "SystemCallError", message: error.to_string() };
        let from = desk.absolute(&self.from);
        let bytes = fs::read(&from).map_err(failed)?;
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => match read(text, self.access) {
                Read::With(mut matter, body) => {
                    change(&mut matter);
                    Some(matter.before(body))
                }
                Read::Refused(why) => {
                    desk.warn(&why);
                    None
                }
                Read::Without => None,
            },
            Err(_) => None,
        };
        match text {
            Some(text) => desk.write(&self.to, &text)?,
            None => {
                desk.write(&self.to, "")?;
                fs::write(desk.absolute(&self.to), &bytes).map_err(failed)?;
            }
        }
        if desk.absolute(&self.to) != from {
            fs::remove_file(&from).map_err(failed)?;
        }
        let mut kind = self.what.chars();
        let kind = kind.next().map(|first| first.to_uppercase().chain(kind).collect::<String>()).unwrap_or_default();
        desk.say(&format!("{kind} {} was moved to {}", self.from, self.to));
        Ok(())
    }
}
