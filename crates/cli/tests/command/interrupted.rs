//! A build that is killed: no file of the destination is ever half-written, and the next build makes it whole.

use crate::home::Home;
use hyde::golden::{Tree, compare};

/// How often a build is killed; `HYDE_KILLS` asks for more.
const KILLS: u32 = 12;

/// A site whose every file is long enough to be caught in the middle.
fn site() -> Home {
    let home = Home::new();
    home.put("_config.yml", "title: first\n").put("_layouts/l.html", "<title>{{ site.title }}</title>{{ content }}");
    for number in 0..120 {
        let text = format!("word{number} ").repeat(2000);
        home.put(&format!("p{number}.html"), &format!("---\nlayout: l\n---\n{text}<i>{{{{ site.title }}}}</i>\nend"));
        home.put(&format!("s{number}.txt"), &format!("{text}end"));
    }
    home
}

#[test]
fn a_killed_build_leaves_whole_files_only() {
    let home = site();
    assert!(home.run(&["build", "-q"]).status.success());
    let built = std::time::Instant::now();
    assert!(home.run(&["build", "-q", "-d", "_other"]).status.success());
    let whole = built.elapsed();
    let kills = std::env::var("HYDE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let mut caught = 0;
    for round in 0..kills {
        home.put("_config.yml", &format!("title: round{round}\n"));
        let mut child = home.hyde(&["build", "-q"]).spawn().unwrap();
        // Moments spread over the whole build, the later half of it, where files are written, twice as dense.
        let share = f64::from(round * 37 % kills) / f64::from(kills);
        std::thread::sleep(whole.mul_f64(share.sqrt()));
        child.kill().unwrap();
        caught += u32::from(child.wait().unwrap().code().is_none());
        check_files(&home);
    }
    assert!(caught * 2 > kills, "{caught} of {kills} builds were killed before their end");
    assert!(home.run(&["build", "-q"]).status.success());
    assert!(home.run(&["build", "-q", "-d", "_other"]).status.success());
    let comparison = compare(&Tree::read(&home.at("_other")).unwrap(), &Tree::read(&home.at("_site")).unwrap());
    assert!(comparison.is_identical(), "{comparison:#}");
}

/// Whatever has the name of a site's file is whole.
fn check_files(home: &Home) {
    let Ok(entries) = std::fs::read_dir(home.at("_site")) else { return };
    for entry in entries.map(|entry| entry.unwrap()) {
        let name = entry.file_name().into_string().unwrap();
        if name.starts_with(".hyde-") && name.ends_with(".part") {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).unwrap();
        assert!(text.ends_with("end"), "{name} is half-written");
        if name.ends_with(".html") {
            let title = text.strip_prefix("<title>").and_then(|rest| rest.split_once("</title>")).unwrap().0;
            assert!(text.ends_with(&format!("<i>{title}</i>\nend")), "{name} is mixed of two builds");
        }
    }
}
