//! Blogs of many posts: what an edit costs, and what it may reach.

use super::{Running, START, assert_same, clean};
use hyde::session::Changes;
use std::collections::BTreeMap;

/// A blog of so many posts, with pages, a feed and a sitemap that list them.
pub(crate) fn many(posts: usize) -> Running {
    let text = "Some *words* and `code` that go on and on, as they do in posts. ".repeat(45);
    let mut files: Vec<(String, String)> = vec![
        ("_config.yml", "title: Many\nurl: http://example.com\npaginate: 10\nplugins: [jekyll-paginate, jekyll-feed, jekyll-sitemap]\n"),
        ("_layouts/default.html", "<html><title>{{ page.title }}</title>{% include head.html %}{{ content }}</html>"),
        ("_layouts/post.html", "---\nlayout: default\n---\n<h1>{{ page.title }}</h1>{{ content }}{{ page.previous.title }} {{ page.next.url }}"),
        ("_includes/head.html", "<nav>{{ site.title }}</nav>"),
        ("index.html", "---\nlayout: default\n---\n{% for post in paginator.posts %}<h2><a href='{{ post.url }}'>{{ post.title }}</a></h2>{{ post.excerpt }}{% endfor %}"),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .collect();
    for number in 0..posts {
        let path =
            format!("_posts/20{:02}-{:02}-{:02}-post-{number}.md", number % 24, number % 12 + 1, number % 28 + 1);
        files.push((
            path,
            format!(
                "---\nlayout: post\ntitle: Post {number}\ntags: [t{}]\n---\nHead {number}.\n\n{text}\n",
                number % 7
            ),
        ));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Running::of(&files)
}

/// The processor time that this process has used, in milliseconds, where the system says so.
fn processor_time() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: f64 = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks * 10.0)
}

/// `HYDE_REBUILD=10000 cargo test --release -p hyde --test session among_many -- --nocapture` measures.
#[test]
fn one_saved_post_among_many_is_cheap() {
    let posts = std::env::var("HYDE_REBUILD").ok().and_then(|posts| posts.parse().ok()).unwrap_or(60);
    let mut running = many(posts);
    let began = std::time::Instant::now();
    let whole = running.build(Changes::Unknown, START).unwrap();
    println!("{posts} posts: {} items in {:?}", whole.total, began.elapsed());
    let path =
        running.disk.0.lock().unwrap().keys().filter(|path| path.starts_with("_posts")).nth(posts / 2).unwrap().clone();
    let kinds = [("body", "title: Post"), ("head", "title: Post"), ("title", "title: Named")];
    for (what, title) in kinds {
        let mut times = Vec::new();
        let used = processor_time();
        let mut rendered = 0;
        for round in 0..20 {
            let (head, title) = match what {
                "body" => ("Head".to_owned(), title.to_owned()),
                "head" => (format!("Head {round}"), title.to_owned()),
                _ => ("Head".to_owned(), format!("{title} {round}")),
            };
            let text = format!("---\nlayout: post\n{title}\n---\n{head}\n\nBody {round}\n");
            running.disk.0.lock().unwrap().insert(path.clone(), (text.into_bytes(), START + round));
            let began = std::time::Instant::now();
            rendered = running.build(Changes::Paths(vec![format!("/site/{path}")]), START).unwrap().rendered;
            times.push(began.elapsed());
        }
        times.sort();
        let used = used.zip(processor_time()).map(|(before, after)| (after - before) / 20.0);
        println!("{what}: {rendered} rendered, median {:?}, {used:?} ms of processor time each", times[10]);
        // The post, its neighbours, the list that shows it, and the feed at most.
        assert!(rendered <= 6, "{what} rendered {rendered} of {}", whole.total);
    }
    assert_same(&clean(&running.disk, START).unwrap(), &running.target, "many edits of one post");
}

/// A blog of so many posts whose front page lists all of them through an include, with a page for each of 30 tags, a
/// list of tags, and the newest posts on every page.
fn listing(posts: usize) -> Running {
    let text = "Some *words* and `code` that go on and on, as they do in posts. ".repeat(45);
    let mut files: BTreeMap<String, String> = [
        ("_config.yml", "title: Lists\nurl: http://example.com\npermalink: /posts/:title/\n"),
        (
            "_layouts/default.html",
            "<html>{% include head.html title=page.title %}<main>{{ content }}</main>\
             {% for p in site.posts limit: 5 %}<li><a href=\"{{ p.url }}\">{{ p.title | escape }}</a></li>{% endfor %}</html>",
        ),
        (
            "_layouts/post.html",
            "---\nlayout: default\n---\n<h1>{{ page.title }}</h1>{{ content }}{{ page.previous.title }} {{ page.next.url }}",
        ),
        (
            "_layouts/tag.html",
            "---\nlayout: default\n---\n{% for p in site.tags[page.tag] %}<li><a href=\"{{ p.url }}\">\
             {{ p.title | escape }}</a> {{ p.date | date: \"%Y-%m-%d\" }}</li>\n{% endfor %}",
        ),
        ("_includes/head.html", "<title>{{ include.title | escape }} | {{ site.title }}</title>"),
        (
            "_includes/card.html",
            "<li class=\"card\"><h3><a href=\"{{ include.post.url }}\">{{ include.post.title | escape }}</a></h3>\n\
             <span>{{ include.post.date | date: \"%b %-d, %Y\" }}</span>\n<p>{{ include.post.description }}</p></li>\n",
        ),
        (
            "index.html",
            "---\nlayout: default\ntitle: Home\n---\n\
             <ul>\n{% for post in site.posts %}{% include card.html post=post %}{% endfor %}</ul>",
        ),
        (
            "tags.html",
            "---\nlayout: default\n---\n{% assign sorted = site.tags | sort %}{% for tag in sorted %}\
             <li>{{ tag[0] }} ({{ tag[1].size }})</li>{% endfor %}",
        ),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into();
    for tag in 0..30 {
        let page = format!("---\nlayout: tag\ntitle: Tag {tag}\ntag: t{tag}\npermalink: /tags/t{tag}/\n---\n");
        files.insert(format!("tags/{tag}.html"), page);
    }
    for number in 0..posts {
        // From day to day, so that the last ones are the newest.
        let (year, month, day) = (1990 + number / 336, number / 28 % 12 + 1, number % 28 + 1);
        let path = format!("_posts/{year}-{month:02}-{day:02}-post-{number}.md");
        files.insert(path, listed(number, &format!("Post {number}"), &text));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Running::of(&files)
}

/// A post of that blog, with three tags.
fn listed(number: usize, title: &str, text: &str) -> String {
    let tags = [0, 7, 13].map(|more| format!("t{}", (number + more) % 30)).join(", ");
    format!("---\nlayout: post\ntitle: {title}\ntags: [{tags}]\ndescription: About {number}\n---\n{text}\n")
}

/// `HYDE_REBUILD=10000 cargo test --release -p hyde --test session lists -- --nocapture` measures.
#[test]
fn an_edit_renders_the_lists_that_show_it() {
    let posts = std::env::var("HYDE_REBUILD").ok().and_then(|posts| posts.parse().ok()).unwrap_or(400);
    let rounds = std::env::var("HYDE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(2_usize);
    let mut running = listing(posts);
    let total = running.build(Changes::Unknown, START).unwrap().total;
    let half = posts / 2;
    let day = format!("{}-{:02}-{:02}", 1990 + half / 336, half / 28 % 12 + 1, half % 28 + 1);
    let saved = format!("_posts/{day}-post-{half}.md");
    // The post, its neighbours, the front page, its tags' pages, and the list of tags with their sizes.
    let kinds = [("body", 1), ("title", 1 + 2 + 1 + 3), ("old", 1 + 2 + 1 + 3 + 1), ("gone", 2 + 1 + 3 + 1)];
    for (kind, most) in kinds.into_iter().chain([("newest", total + 2 * rounds)]) {
        let (used, began) = (processor_time(), std::time::Instant::now());
        let mut rendered = 0;
        for round in 0..rounds {
            let mut files = running.disk.0.lock().unwrap();
            let (path, text) = match kind {
                "body" => (saved.clone(), Some(listed(half, &format!("Post {half}"), &format!("Text {round}")))),
                "title" => (saved.clone(), Some(listed(half, &format!("Named {round}"), "Text"))),
                "newest" => (format!("_posts/2025-02-{:02}-new.md", round + 1), Some(listed(round, "New", "Text"))),
                "old" => (format!("_posts/{day}-old-{round}.md"), Some(listed(round, "Old", "Text"))),
                _ => (format!("_posts/{day}-old-{round}.md"), None),
            };
            match text {
                Some(text) => _ = files.insert(path.clone(), (text.into_bytes(), START + round as i128)),
                None => _ = files.remove(&path),
            }
            drop(files);
            rendered = running.build(Changes::Paths(vec![format!("/site/{path}")]), START).unwrap().rendered;
        }
        let used = used.zip(processor_time()).map(|(before, after)| (after - before) / rounds as f64);
        let elapsed = began.elapsed() / u32::try_from(rounds).unwrap();
        println!("{kind}: {rendered} rendered, {elapsed:?}, {used:?} ms of processor time each");
        assert!(rendered <= most, "{kind} rendered {rendered} of {total}");
        assert_same(&clean(&running.disk, START).unwrap(), &running.target, kind);
    }
}
