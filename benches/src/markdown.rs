//! Generated Markdown with every construct that pages on real sites are made of, in about the shares they have there.

use crate::Numbers;

/// Documents of a few kilobytes each, this many bytes or a little more in all.
///
/// ```
/// let documents = hyde_benches::documents(100_000);
/// assert!(documents.iter().map(String::len).sum::<usize>() >= 100_000);
/// ```
pub fn documents(bytes: usize) -> Vec<String> {
    let mut numbers = Numbers(7);
    let mut documents = Vec::new();
    let mut size = 0;
    while size < bytes {
        let mut text = format!("# {}\n\n", numbers.sentence(4));
        for section in 0..2 + numbers.next(6) {
            text.push_str(&format!("## {} {section}\n\n", numbers.sentence(3)));
            for _ in 0..1 + numbers.next(6) {
                block(&mut numbers, &mut text);
            }
        }
        if text.contains("[^note]") {
            text.push_str(&format!("[^note]: {}\n", numbers.sentence(12)));
        }
        text.push_str("[ref]: https://example.org/reference \"A title\"\n");
        size += text.len();
        documents.push(text);
    }
    documents
}

fn line(numbers: &mut Numbers) -> String {
    let words = 6 + numbers.next(10);
    let plain = numbers.sentence(words);
    let extra = numbers.sentence(2);
    match numbers.next(14) {
        0 => format!("{plain} *{extra}*,"),
        1 => format!("{plain} **{extra}**;"),
        2 => format!("{plain} `{extra}`,"),
        3 => format!("{plain} [{extra}](https://example.org/{}/page.html).", numbers.next(1_000)),
        4 => format!("\"{plain}\" -- it's {extra}..."),
        5 => format!("{plain} [{extra}][ref] & more,"),
        6 => format!("{plain} <b>{extra}</b>,"),
        _ => format!("{plain},"),
    }
}

fn lines(numbers: &mut Numbers, count: usize) -> String {
    (0..count).map(|_| line(numbers)).collect::<Vec<_>>().join("\n")
}

fn block(numbers: &mut Numbers, text: &mut String) {
    let count = 2 + numbers.next(5);
    match numbers.next(16) {
        0 | 1 => (0..count).for_each(|_| text.push_str(&format!("- {}\n", line(numbers)))),
        2 => (0..count).for_each(|number| {
            text.push_str(&format!("{}. {}\n   - {}\n", number + 1, line(numbers), line(numbers)));
        }),
        3 | 4 => {
            text.push_str("```rust\n");
            (0..count)
                .for_each(|_| text.push_str(&format!("    let {} = {};\n", numbers.sentence(1), numbers.next(99))));
            text.push_str("```\n");
        }
        5 => (0..count).for_each(|_| text.push_str(&format!("    {}\n", numbers.sentence(5)))),
        6 => (0..count).for_each(|_| text.push_str(&format!("> {}\n", line(numbers)))),
        7 => {
            text.push_str("| name | value |\n|------|------:|\n");
            (0..count).for_each(|_| text.push_str(&format!("| {} | {} |\n", line(numbers), numbers.next(99))));
        }
        8 => {
            let inner = lines(numbers, 1);
            text.push_str(&format!("<div class=\"note\">\n  <p>{inner}</p>\n</div>\n"));
        }
        9 => {
            let alt = numbers.sentence(2);
            text.push_str(&format!("![{alt}](/assets/{}.png){{: .wide}}\n", numbers.next(500)));
        }
        10 => {
            let inner = lines(numbers, 2);
            text.push_str(&format!("{inner} a claim[^note].\n{{: #p{}}}\n", numbers.next(10_000)));
        }
        _ => {
            text.push_str(&lines(numbers, count));
            text.push('\n');
        }
    }
    text.push('\n');
}
