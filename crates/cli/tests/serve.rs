//! `hyde serve`, as a person has it: a site that is edited while a browser shows it, and edits under load.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test stops where its ground gives way, and says what it skips"
)]

mod browser;

use browser::Browser;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const LAYOUT: &str = "<html><head><title>{{ page.title }}</title><link rel=stylesheet href='{{ \"/main.css\" | relative_url }}'>\
                      </head><body>{{ content }}</body></html>\n";

/// A served site in a folder of its own.
struct Served {
    home: tempfile::TempDir,
    process: Child,
    address: String,
}

impl Served {
    fn start(home: tempfile::TempDir, flags: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_hyde"))
            .current_dir(home.path())
            .args(["serve", "--port", "0", "--livereload", "--livereload-port", "0"])
            .args(flags)
            .envs([("TZ", "UTC"), ("LANG", "C.UTF-8")])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = lines.find_map(|line| line.unwrap().trim().strip_prefix("Server address: ").map(str::to_owned));
        // It goes on writing, and must not wait for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let address = address.expect("the address is printed");
        Self { home, process, address }
    }

    fn write(&self, path: &str, text: &str) {
        save(self.home.path(), path, text);
    }

    fn get(&self, path: &str) -> (u16, String) {
        get(&self.address, path)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Saves as editors do: beside, then renamed.
fn save(root: &Path, path: &str, text: &str) {
    let target = root.join(path);
    fs::create_dir_all(target.parent().unwrap()).unwrap();
    let beside = target.with_file_name(".#saving");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, target).unwrap();
}

fn get(address: &str, path: &str) -> (u16, String) {
    let rest = address.strip_prefix("http://").unwrap();
    let (host, base) = rest.split_once('/').unwrap();
    let mut connection = TcpStream::connect(host).unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let request = format!("GET /{base}{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    connection.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer.split_once("\r\n\r\n").unwrap().1.to_owned())
}

/// A blog with so many posts.
fn blog(posts: usize) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    save(home.path(), "_config.yml", "title: Blog\nbaseurl: /blog\n");
    save(home.path(), "_layouts/default.html", LAYOUT);
    save(home.path(), "main.scss", "---\n---\n$ink: rgb(1, 2, 3);\nbody { color: $ink; }\n");
    save(
        home.path(),
        "index.html",
        "---\nlayout: default\n---\n{% for post in site.posts limit: 10 %}<p>{{ post.title }}</p>{% endfor %}",
    );
    save(home.path(), "404.html", "---\nlayout: default\n---\n<p id=lost>not here</p>");
    for number in 0..posts {
        let text = format!(
            "---\nlayout: default\ntitle: Post {number}\n---\n## Heading\n\n{}\n",
            "Some *words* and `code`.\n\n".repeat(40)
        );
        save(home.path(), &format!("_posts/2024-01-01-post-{number}.md"), &text);
    }
    home
}

#[test]
fn a_browser_sees_what_is_saved() {
    let Some(browser) = Browser::start() else { return };
    let site = Served::start(blog(3), &[]);
    let post = format!("{}2024/01/01/post-1.html", site.address);
    browser.open(&post);
    browser.wait_for("return document.body.innerText.includes('Some words')");
    // An edited post reloads by itself.
    site.write("_posts/2024-01-01-post-1.md", "---\nlayout: default\n---\nEdited");
    browser.wait_for("return document.body.innerText.includes('Edited')");
    // Edited Sass changes the colour, and the page stays the one it was.
    browser.run("window.stays = true");
    site.write("main.scss", "---\n---\nbody { color: rgb(9, 8, 7); }\n");
    browser.wait_for("return getComputedStyle(document.body).color === 'rgb(9, 8, 7)'");
    assert_eq!(browser.run("return window.stays"), true);
    // An error is shown with its place, and goes away when it is mended.
    site.write("_posts/2024-01-01-post-1.md", "---\nlayout: default\n---\nBroken {% nope %}");
    browser.wait_for("return !!document.getElementById('hyde-error')");
    let shown = browser.run("return document.getElementById('hyde-error').innerText");
    let shown = shown.as_str().unwrap();
    assert!(shown.contains("Unknown tag 'nope'") && shown.contains("_posts/2024-01-01-post-1.md:4:"), "{shown}");
    assert!(browser.run("return document.body.innerText").as_str().unwrap().contains("Edited"));
    site.write("_posts/2024-01-01-post-1.md", "---\nlayout: default\n---\nMended");
    browser.wait_for("return document.body.innerText.includes('Mended') && !document.getElementById('hyde-error')");
    // A deleted page shows the site's own 404.
    fs::remove_file(site.home.path().join("_posts/2024-01-01-post-1.md")).unwrap();
    browser.wait_for("return !!document.getElementById('lost')");
}

#[test]
fn settings_that_change_move_the_site() {
    let site = Served::start(blog(1), &[]);
    let root = site.address.trim_end_matches("/blog/").to_owned() + "/";
    assert_eq!(get(&root, "blog/").0, 200);
    let wait_for = |path: &str, wanted: u16| {
        let began = Instant::now();
        while get(&root, path).0 != wanted {
            assert!(began.elapsed() < Duration::from_secs(20), "{path} never gave {wanted}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    site.write("_config.yml", "baseurl: /other\ndestination: out\nexclude: [drafts]\n");
    wait_for("other/", 200);
    wait_for("blog/", 404);
    // The new destination is neither served as it was nor built from.
    site.write("new.txt", "new");
    wait_for("other/new.txt", 200);
    assert!(site.home.path().join("out/new.txt").exists() && !site.home.path().join("_site/new.txt").exists());
    assert!(!site.home.path().join("out/out").exists());
}

/// From the save of a post to its text in the browser. Only a quiet machine and a release build say something about
/// time: `HYDE_LATENCY=1000 cargo test --release -p hyde-cli --test serve latency -- --nocapture` measures it.
#[test]
fn latency_from_save_to_screen() {
    let asked = std::env::var("HYDE_LATENCY").ok().and_then(|posts| posts.parse::<usize>().ok());
    let (posts, rounds) = asked.map_or((5, 2), |posts| (posts, 20));
    let Some(browser) = Browser::start() else { return };
    let site = Served::start(blog(posts), &[]);
    browser.open(&format!("{}2024/01/01/post-2.html", site.address));
    browser.wait_for("return document.body.innerText.includes('Some words')");
    let mut times = Vec::new();
    for round in 0..rounds {
        // The page is connected once its script has run.
        std::thread::sleep(Duration::from_millis(300));
        site.write("_posts/2024-01-01-post-2.md", &format!("---\nlayout: default\n---\nRound {round}."));
        times.push(browser.wait_for(&format!("return document.body.innerText.includes('Round {round}.')")));
    }
    times.sort();
    println!("{posts} posts: median {:?}, slowest {:?} of {rounds}", times[times.len() / 2], times[times.len() - 1]);
}

/// Many readers while the site is edited, broken, mended, renamed and configured anew. `HYDE_SOAK` sets the seconds.
///
/// Memory is compared from when every kind of edit was built twice under full load: before that, code that was not run
/// yet is not in memory, and neither are two states of the site nor the buffers of two hundred connections.
#[test]
fn no_reader_sees_a_wrong_byte() {
    const READERS: usize = 200;
    let seconds = std::env::var("HYDE_SOAK").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(4);
    let site = Served::start(blog(20), &[]);
    let ends = AtomicBool::new(false);
    let (answered, address) = (AtomicUsize::new(0), &site.address);
    let at_first = memory(site.process.id());
    let mut looks = Vec::new();
    std::thread::scope(|scope| {
        for reader in 0..READERS {
            let (ends, answered) = (&ends, &answered);
            scope.spawn(move || {
                let mut turn = reader;
                while !ends.load(Ordering::Relaxed) {
                    turn += 1;
                    let path = ["", "2024/01/01/post-3.html", "main.css", "about", "nowhere"][turn % 5];
                    let (status, body) = get(address, path);
                    answered.fetch_add(1, Ordering::Relaxed);
                    let whole = match (path, status) {
                        ("main.css", 200) => body.contains("color: rgb(") && body.trim_end().ends_with("*/"),
                        (_, 200 | 404) => body.starts_with("<html><head>") && body.trim_end().ends_with("</html>"),
                        _ => false,
                    };
                    assert!(whole, "{path} {status}: {body:?}");
                    std::thread::sleep(Duration::from_millis(20));
                }
            });
        }
        let mut round = 0;
        while round < 2 * EDITS || answered.load(Ordering::Relaxed) < 5 * READERS {
            round += 1;
            edit(&site, round);
        }
        let began = Instant::now();
        let mut next_look = Duration::ZERO;
        while began.elapsed() < Duration::from_secs(seconds) {
            if began.elapsed() >= next_look {
                looks.extend(memory(site.process.id()));
                next_look += Duration::from_secs(10);
            }
            round += 1;
            edit(&site, round);
        }
        looks.extend(memory(site.process.id()));
        ends.store(true, Ordering::Relaxed);
    });
    // After the last build nothing is stale.
    site.write("_posts/2024-01-01-post-3.md", "---\nlayout: default\n---\nThe very last text");
    let began = Instant::now();
    while !site.get("2024/01/01/post-3.html").1.contains("The very last text") {
        assert!(began.elapsed() < Duration::from_secs(20), "the last text never came");
        std::thread::sleep(Duration::from_millis(20));
    }
    let answered = answered.into_inner();
    println!("{answered} answers; KiB of memory: {at_first:?} after the first build, every 10 s under load {looks:?}");
    if let [start, .., end] = looks[..] {
        assert!(end * 5 <= start * 6, "memory grew: {looks:?} KiB");
    }
}

/// How many kinds of edits there are.
const EDITS: usize = 8;

/// Edits a site in one of the ways that there are, with another text and other names in every round.
fn edit(site: &Served, round: usize) {
    let at = |path: String| site.home.path().join(path);
    let (about, info) = ("about.md", format!("info-{}.md", round / EDITS));
    match round % EDITS {
        0 => site.write(about, &format!("---\nlayout: default\n---\nAbout {round}")),
        1 => site.write("_posts/2024-01-01-post-3.md", &format!("---\nlayout: default\n---\nText {round}")),
        2 => site.write("_posts/2024-01-01-post-3.md", "---\nlayout: default\n---\n{% nope %}"),
        3 => site.write("_posts/2024-01-01-post-3.md", "---\nlayout: default\n---\nMended"),
        4 => site.write("main.scss", &format!("---\n---\nbody {{ color: rgb(1, 2, {}); }}\n", round % 256)),
        5 => fs::rename(at(about.to_owned()), at(info)).unwrap_or(()),
        6 => fs::remove_file(at(info)).unwrap_or(()),
        _ => site.write("_config.yml", &format!("title: Blog {round}\nbaseurl: /blog\n")),
    }
    std::thread::sleep(Duration::from_millis(40));
}

/// The resident memory of a process in KiB, where the system says so.
fn memory(process: u32) -> Option<usize> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.parse().ok())
}
