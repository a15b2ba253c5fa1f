//! What Nokogiri 1.13 with libxml2 2.9.14 wrote for these texts.

use super::{document, fragment};

const HEAD: &str =
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.0 Transitional//EN\" \"http://www.w3.org/TR/REC-html40/loose.dtd\">\n";

fn whole(text: &str) -> String {
    let mut tree = document(text);
    tree.declare_encoding();
    tree.to_html()
}

#[test]
fn fragments_come_back_mended() {
    for (text, want) in [
        ("<p>a<p>b<div>c</div></p>d", "<p>a</p><p>b</p><div>c</div>d"),
        ("<ul><li>a<li>b</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<td>x</td><li>y</li></div></p>z", "<td>x</td><li>y</li>z"),
        ("a\n<!-- x -->b<p>c</p>\n\n<p>d", "a\n<!-- x -->b<p>c</p>\n\n<p>d</p>"),
        ("<img src='a b.png' alt=\"x\"><br/>", "<img src=\"a%20b.png\" alt=\"x\"><br>"),
        ("<a href=' é€&amp;b<c%20' title='a\"b'>", "<a href=\"%C3%A9%E2%82%AC&amp;b&lt;c%20\" title='a\"b'></a>"),
        ("<b title=\"a&quot;'é\">", "<b title=\"a&quot;'é\"></b>"),
        ("<input disabled checked=''>", "<input disabled checked>"),
        ("<p>x &amp &copy; &unknown; 1 < 2</p>", "<p>x &amp;amp © &amp;unknown; 1 &lt; 2</p>"),
        ("<svg viewBox='0 0 1 1'><path d='M0'/></svg>", "<svg viewbox=\"0 0 1 1\"><path d=\"M0\"></path></svg>"),
    ] {
        assert_eq!(fragment(text).to_html(), want, "{text}");
    }
}

#[test]
fn documents_get_what_they_lack() {
    for (text, want) in [
        ("text <b>x</b>", "<html><body><p>text <b>x</b></p></body></html>\n"),
        ("<h1>a</h1><hr><p>c</p>", "<html><body>\n<h1>a</h1>\n<hr>\n<p>c</p>\n</body></html>\n"),
        ("x<head><title>q</title></head>", "<html><body>\n<p>x</p>\n<title>q</title>\n</body></html>\n"),
        ("<b><div>x</b>y</div>z", "<html><body><b><div>xy</div>z</b></body></html>\n"),
        (
            "<p><![CDATA[x]]>a<!foo>b</ p></>d",
            "<html><body><p>&lt;![CDATA[x]]&gt;a&lt;!foo&gt;b p&gt;&gt;d</p></body></html>\n",
        ),
    ] {
        assert_eq!(whole(text), format!("{HEAD}{want}"), "{text}");
    }
    let page = "<!doctype html>\n<html>\n  <head>\n    <title>x</title>\n  </head>\n  <body class=a>\n    <p>x\n  </body>\n</html>\n";
    let want = "<!DOCTYPE html>\n<html>\n  <head>\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\">\n    <title>x</title>\n  </head>\n  <body class=\"a\">\n    <p>x\n  </p>\n</body>\n</html>\n";
    assert_eq!(whole(page), want);
}
