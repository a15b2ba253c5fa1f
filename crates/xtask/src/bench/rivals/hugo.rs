//! The blog as Hugo takes it.

use hyde_benches::{PAGES, Post, SASS, page, post, static_files};

/// The files of the site.
pub(super) fn site(posts: usize) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        SITE.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    files.extend(static_files().into_iter().map(|(path, text)| (format!("static/{path}"), text)));
    for (at, (name, text)) in SASS.iter().enumerate() {
        let mark = if at == 0 { "" } else { "_" };
        files.push((format!("assets/{mark}{name}.scss"), (*text).to_owned()));
    }
    for (name, title) in PAGES {
        files.push((format!("content/{name}.md"), format!("---\ntitle: {title}\n---\n{}", page(title))));
    }
    for number in 0..posts {
        let Post { title, slug, day, time, tags, description, body } = post(number);
        let tags = tags.join(", ");
        let text = format!(
            "---\ntitle: {title}\ndate: {day}T{time}Z\ntags: [{tags}]\ndescription: {description}\n---\n{body}"
        );
        files.push((format!("content/posts/{slug}.md"), text));
    }
    files
}

const SITE: [(&str, &str); 10] = [
    (
        "config.toml",
        "baseURL = 'https://log.example.org/'\ntitle = 'The harbour log'\nenableRobotsTXT = false\ndisableKinds = ['RSS', 'sitemap', '404']\n[permalinks]\nposts = '/:year/:month/:day/:title/'\n[markup.highlight]\nnoClasses = false\n[markup.goldmark.renderer]\nunsafe = true\n[params]\ndescription = 'Notes from the quay'\n[[menu.main]]\nname = 'Home'\nurl = '/'\n[[menu.main]]\nname = 'Tags'\nurl = '/tags/'\n[[menu.main]]\nname = 'About'\nurl = '/about/'\n",
    ),
    (
        "layouts/_default/baseof.html",
        "<!doctype html>\n<html lang=\"en\">\n<head>{{ partial \"head.html\" . }}</head>\n<body>\n{{ partial \"header.html\" (dict \"page\" . \"class\" \"top\") }}\n<main class=\"wrapper\">{{ block \"main\" . }}{{ end }}</main>\n{{ partial \"footer.html\" (dict \"text\" \"From the quay,\") }}\n</body>\n</html>\n",
    ),
    (
        "layouts/partials/head.html",
        "<meta charset=\"utf-8\">\n<title>{{ with .Title }}{{ . }} - {{ end }}{{ site.Title }}</title>\n<meta name=\"description\" content=\"{{ .Description | default site.Params.description }}\">\n<link rel=\"canonical\" href=\"{{ .Permalink }}\">\n{{ $style := resources.Get \"main.scss\" | toCSS }}<link rel=\"stylesheet\" href=\"{{ $style.RelPermalink }}\">\n",
    ),
    (
        "layouts/partials/header.html",
        "<header class=\"{{ .class }}\"><nav>{{ $page := .page }}{{ range site.Menus.main }}<a href=\"{{ .URL }}\"{{ if eq .URL $page.RelPermalink }} class=\"here\"{{ end }}>{{ .Name }}</a>{{ end }}</nav></header>\n",
    ),
    ("layouts/partials/footer.html", "<footer>{{ .text }} {{ now.Format \"2006\" }}</footer>\n"),
    (
        "layouts/partials/card.html",
        "<li class=\"card\"><h3><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></h3>\n<p class=\"meta\">{{ .Date.Format \"Jan 2, 2006\" }} {{ range $at, $tag := .Params.tags }}{{ if $at }}, {{ end }}<a href=\"/tags/{{ $tag }}/\">{{ $tag }}</a>{{ end }}</p>\n<p>{{ .Description }}</p></li>\n",
    ),
    (
        "layouts/_default/single.html",
        "{{ define \"main\" }}<article>\n<h1>{{ .Title }}</h1>\n<p class=\"meta\"><time datetime=\"{{ .Date.Format \"2006-01-02T15:04:05Z07:00\" }}\">{{ .Date.Format \"January 2, 2006\" }}</time>, {{ .ReadingTime }} min</p>\n{{ .Content }}\n<p>{{ range .Params.tags }}<a href=\"/tags/{{ . }}/\">{{ . }}</a> {{ end }}</p>\n<nav>{{ with .PrevInSection }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}</nav>\n<aside><h2>Recent</h2><ul>{{ range first 5 (where site.RegularPages \"Section\" \"posts\") }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul></aside>\n</article>{{ end }}\n",
    ),
    (
        "layouts/_default/list.html",
        "{{ define \"main\" }}<h1>{{ .Title }}</h1>\n<ul class=\"posts\">{{ range .Pages }}{{ partial \"card.html\" . }}{{ end }}</ul>{{ end }}\n",
    ),
    (
        "layouts/_default/terms.html",
        "{{ define \"main\" }}<ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a> ({{ len .Pages }})</li>{{ end }}</ul>{{ end }}\n",
    ),
    (
        "layouts/index.html",
        "{{ define \"main\" }}<h1>{{ site.Title }}</h1>\n<ul class=\"posts\">{{ range where site.RegularPages \"Section\" \"posts\" }}{{ partial \"card.html\" . }}{{ end }}</ul>{{ end }}\n",
    ),
];
