//! Random edits: what people do to the files of a site while they work on it.

use super::disk::{Disk, Files};
use std::collections::BTreeSet;

/// Numbers that are the same in every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// An edit: what was done, and to which paths.
#[derive(Debug, Default)]
pub(crate) struct Edit {
    pub(crate) what: String,
    pub(crate) paths: BTreeSet<String>,
}

const FRAGMENTS: [&str; 35] = [
    "Some *words*.",
    "{{ page.title | upcase }}",
    "{{ site.posts.first.title }}",
    "{{ site.posts.last.content }}",
    "{% for one in site.pages %}{{ one.url }} {% endfor %}",
    "{% for one in site.posts %}{{ one.title }} {% endfor %}",
    "{{ page.next.title }} {{ page.previous.url }}",
    "{{ site.data | jsonify }}",
    "{{ site.related_posts | map: 'title' | join: ' ' }}",
    "{% for post in site.posts limit: 2 %}{{ post.excerpt }}{% endfor %}",
    "{% if site.pages[0].title %}yes{% endif %}",
    "{{ page.excerpt }}",
    "{{ site.time | date: '%F %T' }}",
    "{% include added.html %}",
    "{% cycle 'a', 'b' %}",
    "{{ site.documents | map: 'title' | join: ',' }}",
    "{{ site.static_files | map: 'path' | join: ',' }}",
    "{{ 'now' | date: '%Y' }}\n\nA paragraph.",
    "{% for post in site.posts limit: 2 offset: 1 %}{{ post.title }}{{ forloop.length }}{% endfor %}",
    "{% for post in site.posts reversed limit: 3 %}{{ post.url }}{% endfor %}",
    "{% for post in site.posts offset: 4 %}{{ post.kind }}{% break %}{% endfor %}",
    "{% for post in site.posts limit: 0 %}{% else %}none{% endfor %}",
    "{{ site.posts[1].title }} {{ site.posts[-1].url }} {{ site.posts[2].tags | join: ',' }}",
    "{{ site.posts.size }} {{ site.posts | first | inspect | size }}",
    "{% if site.posts.size > 7 %}many{% endif %}{{ site.posts | size }}",
    "{% assign some = site.posts | slice: 1, 2 %}{{ some | map: 'title' | join: ' ' }}",
    "{{ site.posts | where: 'kind', 'y' | map: 'url' | join: ' ' }}",
    "{% for post in site.tags.x limit: 1 %}{{ post.title }}{% endfor %}{{ site.tags['y'].size }}",
    "{% for post in site.tags.z %}{{ post.url }}{% endfor %}{{ site.tags.t1 | size }}",
    "{% if site.tags.t2 %}tagged{% endif %}{{ site.tags.t0.first.title }}{{ site.tags.x[1].url }}",
    "{{ site.tags | size }} {{ site.categories.first[0] }} {{ site.categories.news | map: 'title' }}",
    "{% for post in site.categories['news'] limit: 2 %}{{ post.title }}{% else %}no news{% endfor %}",
    "{% assign all = site.posts %}{% for post in all limit: 2 %}{{ post.title }}{% endfor %}",
    "{% for one in site.people limit: 1 %}{{ one.title }}{% endfor %}{{ site.notes.size }} {{ site.notes.first.url }}",
    "{% for post in site.related_posts %}{{ post.url }}{% endfor %}{{ page.tags | first }}",
];

const SETTINGS: [&str; 20] = [
    "title: Changed",
    "title: 'Other & more'",
    "tags: [x]",
    "tags: [z, x]",
    "categories: [news]",
    "permalink: /moved/:title/",
    "permalink: /fixed.html",
    "date: 2024-03-01 10:00:00",
    "date: 2031-01-01",
    "layout: default",
    "layout: none",
    "layout: added",
    "published: false",
    "excerpt_separator: '.'",
    "excerpt: Own excerpt",
    "kind: y",
    "weight: 3",
    "by: bob",
    "redirect_from: /from-here/",
    "nav_order: 3",
];

const CONFIG: [&str; 7] = [
    "title: New title",
    "paginate: 2",
    "baseurl: /base",
    "permalink: /:title.html",
    "show_drafts: true",
    "future: true",
    "excerpt_separator: '.'",
];

/// Does something to the files.
pub(crate) fn edit(disk: &Disk, random: &mut Random, now: i128) -> Edit {
    let mut files = disk.0.lock().unwrap();
    let mut edit = Edit::default();
    let times = if random.below(6) == 0 { 3 } else { 1 };
    for _ in 0..times {
        one(&mut files, random, now, &mut edit);
    }
    edit
}

fn names(files: &Files, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    files.keys().filter(|path| wanted(path)).cloned().collect()
}

fn is_text(path: &str) -> bool {
    [".md", ".html", ".txt"].iter().any(|ext| path.ends_with(ext))
}

fn put(files: &mut Files, path: &str, text: String, now: i128, edit: &mut Edit) {
    edit.paths.insert(path.to_owned());
    files.insert(path.to_owned(), (text.into_bytes(), now));
}

fn text_of(files: &Files, path: &str) -> String {
    String::from_utf8(files[path].0.clone()).unwrap()
}

/// The front matter's lines and the body of a text; none where it has no front matter.
fn parts(text: &str) -> Option<(Vec<String>, String)> {
    let rest = text.strip_prefix("---\n")?;
    let (front, body) = match rest.strip_prefix("---\n") {
        Some(body) => ("", body),
        None => rest.split_once("\n---\n")?,
    };
    Some((front.lines().map(str::to_owned).collect(), body.to_owned()))
}

fn joined(front: &[String], body: &str) -> String {
    let front: String = front.iter().map(|line| format!("{line}\n")).collect();
    format!("---\n{front}---\n{body}")
}

fn one(files: &mut Files, random: &mut Random, now: i128, edit: &mut Edit) {
    let texts = names(files, |path| is_text(path) && !path.starts_with("_layouts") && !path.starts_with("_includes"));
    let posts = names(files, |path| path.starts_with("_posts"));
    let choice = random.below(22);
    match choice {
        20 => {
            let Some(path) = pick(&posts, random).filter(|_| posts.len() > 4) else { return };
            edit.what += &format!("deleted {path}; ");
            files.remove(&path);
            edit.paths.insert(path);
        }
        21 => {
            let Some(path) = pick(&posts, random) else { return };
            let Some((mut front, body)) = parts(&text_of(files, &path)) else { return };
            front.retain(|line| !line.starts_with("title:"));
            front.push(format!("title: Named {}", random.below(9)));
            edit.what += &format!("title of {path}; ");
            put(files, &path, joined(&front, &body), now, edit);
        }
        0..=4 => {
            let Some(path) = pick(&texts, random) else { return };
            let old = text_of(files, &path);
            let fragment = *random.of(&FRAGMENTS);
            let new = match (random.below(3), parts(&old)) {
                (0, Some((front, _))) => joined(&front, &format!("{fragment}\n")),
                _ => format!("{old}{fragment}\n"),
            };
            edit.what += &format!("body of {path}: {fragment}; ");
            put(files, &path, new, now, edit);
        }
        5..=8 => {
            let Some(path) = pick(&texts, random) else { return };
            let Some((mut front, body)) = parts(&text_of(files, &path)) else { return };
            let setting = *random.of(&SETTINGS);
            let key = setting.split_once(':').unwrap().0;
            front.retain(|line| !line.starts_with(&format!("{key}:")));
            if random.below(4) > 0 {
                front.push(setting.to_owned());
            }
            edit.what += &format!("front matter of {path}: {setting}; ");
            put(files, &path, joined(&front, &body), now, edit);
        }
        9 | 10 => {
            let number = random.below(40);
            let (path, text) = match random.below(9) {
                0..=3 => new_post(random, number),
                4 => (
                    format!("new{number}/index.md"),
                    format!("---\ntitle: Page {number}\n---\n{}\n", random.of(&FRAGMENTS)),
                ),
                5 => (
                    format!("_includes/{}", random.of(&["added.html", "box.html", "deep/x.html"])),
                    format!("new {number} {}", random.of(&["", "{{ page.title }}", "{{ site.title }}"])),
                ),
                6 => (
                    format!("_layouts/{}.html", random.of(&["added", "post", "tag"])),
                    format!("<new n={number}>{{{{ content }}}}</new>"),
                ),
                7 => (format!("_data/extra{}.yml", number % 2), format!("key: {number}\n")),
                _ => (format!("files/{number}.bin"), format!("bytes {number}")),
            };
            edit.what += &format!("new {path}; ");
            put(files, &path, text, now, edit);
        }
        11 => {
            let all = names(files, |path| path != "_config.yml");
            let Some(path) = pick(&all, random) else { return };
            if all.len() < 6 {
                return;
            }
            edit.what += &format!("deleted {path}; ");
            files.remove(&path);
            edit.paths.insert(path);
        }
        12 => {
            let Some(path) = pick(&names(files, |path| path != "_config.yml"), random) else { return };
            let (folder, name) = path.rsplit_once('/').map_or(("", path.as_str()), |(folder, name)| (folder, name));
            let name = match random.below(3) {
                0 => name.replace("-01-", "-03-"),
                1 => format!("{}{name}", if name.starts_with("20") { "" } else { "z" }),
                _ => name.replacen(".md", "-renamed.md", 1),
            };
            let to = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if to == path {
                return;
            }
            edit.what += &format!("{path} to {to}; ");
            let file = files.remove(&path).unwrap();
            files.insert(to.clone(), file);
            edit.paths.extend([path, to]);
        }
        13 => {
            let Some(path) = pick(&names(files, |_| true), random) else { return };
            edit.what += &format!("touched {path}; ");
            files.get_mut(&path).unwrap().1 = now;
            edit.paths.insert(path);
        }
        14 | 15 => {
            let parts = names(files, |path| path.starts_with("_layouts") || path.starts_with("_includes"));
            let Some(path) = pick(&parts, random) else { return };
            let added = *random.of(&["<hr>", "{{ page.title }}", "{{ site.posts.first.title }}", "{{ page.kind }}"]);
            edit.what += &format!("{path}: {added}; ");
            let new = format!("{}{added}", text_of(files, &path));
            put(files, &path, new, now, edit);
        }
        16 => {
            let Some(path) = pick(&names(files, |path| path.starts_with("_data")), random) else { return };
            let new = match path.as_str() {
                "_data/nav.yml" => format!("- {{name: N{}, url: /}}\n", random.below(9)),
                "_data/table.csv" => format!("a,b\n{},x\n", random.below(9)),
                _ => format!("text: T{}\n", random.below(9)),
            };
            edit.what += &format!("{path}; ");
            put(files, &path, new, now, edit);
        }
        17 => {
            let Some(path) = pick(&names(files, |path| path.ends_with(".scss")), random) else { return };
            let new =
                format!("{}\n.n{} {{ width: {}px; }}\n", text_of(files, &path), random.below(9), random.below(99));
            edit.what += &format!("{path}; ");
            put(files, &path, new, now, edit);
        }
        18 => {
            let setting = *random.of(&CONFIG);
            let key = setting.split_once(':').unwrap().0;
            let old = text_of(files, "_config.yml");
            let kept: String = old
                .lines()
                .filter(|line| !line.starts_with(&format!("{key}:")))
                .map(|line| format!("{line}\n"))
                .collect();
            let new = if random.below(3) == 0 { kept } else { format!("{kept}{setting}\n") };
            edit.what += &format!("config: {setting}; ");
            put(files, "_config.yml", new, now, edit);
        }
        _ => {
            // Broken; later edits may mend it, and the one below does.
            let broken = names(files, |path| path == "broken.md");
            if broken.is_empty() {
                let text = *random.of(&[
                    "---\ntitle: [\n---\nx",
                    "---\n---\n{% nope %}\n",
                    "---\n---\n{% include nowhere.html %}\n",
                ]);
                edit.what += "broken; ";
                put(files, "broken.md", text.to_owned(), now, edit);
            } else {
                edit.what += "mended; ";
                files.remove("broken.md");
                edit.paths.insert("broken.md".to_owned());
            }
        }
    }
}

/// The path and the text of a new post, an old one more often than not.
fn new_post(random: &mut Random, number: usize) -> (String, String) {
    let year = *random.of(&["2019", "2021", "2024", "2024", "2025"]);
    let setting = *random.of(&SETTINGS);
    // A second value of the keys that are there already would count instead of the first.
    let setting = if setting.starts_with("title") || setting.starts_with("layout") { "kind: y" } else { setting };
    let tags = if setting.starts_with("tags") { String::new() } else { format!("tags: [t{}, x]\n", number % 3) };
    (
        format!("_posts/{year}-{:02}-{:02}-new-{number}.md", number % 12 + 1, number % 27 + 1),
        format!("---\nlayout: post\ntitle: New {number}\n{tags}{setting}\n---\n{}\n\nMore\n", random.of(&FRAGMENTS)),
    )
}

fn pick(paths: &[String], random: &mut Random) -> Option<String> {
    (!paths.is_empty()).then(|| random.of(paths).clone())
}
