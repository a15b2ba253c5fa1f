//! `subsequent-author-substitute`, with the lists that citeproc-ruby printed for the same styles and entries.

use hyde_bibliography::csl::{Locale, Previous, Processor, Style};
use hyde_bibliography::{Item, ItemName, ItemValue};

fn style(layout: &str) -> Style {
    let xml = format!(
        r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>t</title><id>t</id><updated>2009-08-10T04:49:00+09:00</updated></info>
        <citation><layout><text variable="title"/></layout></citation>
        <bibliography et-al-min="3" et-al-use-first="1" subsequent-author-substitute="---"><layout delimiter=" | ">{layout}</layout></bibliography></style>"#
    );
    Style::from_xml(&xml).expect("the style is sound")
}

fn item(number: usize, author: &str, editor: &str) -> Item {
    let mut item = Item::default();
    item.variables.insert("type".to_owned(), ItemValue::Text("book".to_owned()));
    item.variables.insert("title".to_owned(), ItemValue::Text(format!("T{number}")));
    for (variable, people) in [("author", author), ("editor", editor)] {
        let people: Vec<ItemName> = people
            .split(';')
            .filter_map(|name| name.split_once(','))
            .map(|(family, given)| ItemName {
                family: Some(family.to_owned()),
                given: Some(given.to_owned()),
                ..ItemName::default()
            })
            .collect();
        if !people.is_empty() {
            item.variables.insert(variable.to_owned(), ItemValue::Names(people));
        }
    }
    item
}

fn list(layout: &str, entries: &[(&str, &str)]) -> Vec<String> {
    let xml = r#"<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US"><terms>
        <term name="et-al">et al.</term><term name="editor"><single>editor</single><multiple>editors</multiple></term></terms></locale>"#;
    let (style, locale) = (style(layout), Locale::from_xml(xml).expect("the locale is sound"));
    let processor = Processor::new(&style, &locale);
    let mut previous = Previous::default();
    let render = |(number, (author, editor)): (usize, &(&str, &str))| {
        processor.bibliography(&item(number, author, editor), None, &mut previous)
    };
    entries.iter().enumerate().map(render).collect()
}

#[test]
fn equal_lists_are_replaced_whole() {
    let layout = r#"<names variable="author"><name name-as-sort-order="first"/></names><text variable="title"/>"#;
    let entries =
        [("A,a", ""), ("A,a", ""), ("A,a;B,b", ""), ("A,a;B,b;C,c", ""), ("A,a;D,d;E,e", ""), ("", ""), ("A,a", "")];
    let expected = ["A, a | T0", "--- | T1", "A, a, b B | T2", "A, a et al. | T3", "--- | T4", "T5", "A, a | T6"];
    assert_eq!(list(layout, &entries), expected);
}

#[test]
fn each_list_of_the_first_names_is_compared_with_the_first_one_before() {
    let layout =
        r#"<names variable="author editor" delimiter="; "><name/><label prefix=", "/></names><text variable="title"/>"#;
    let entries = [("A,a", "A,a"), ("A,a", "Z,z"), ("A,a;B,b", "A,a"), ("", "A,a"), ("A,a", "Z,z")];
    let expected = [
        "a A; a A, editor | T0",
        "---; z Z, editor | T1",
        "a A, b B; ---, editor | T2",
        "a A, editor | T3",
        "---; z Z, editor | T4",
    ];
    assert_eq!(list(layout, &entries), expected);
}

#[test]
fn what_stands_in_counts_while_no_names_have_ended() {
    let entries = [("", "A,a"), ("A,a", "A,a"), ("", "A,a"), ("", "A,a"), ("A,a", "")];
    let layout = |inner: &str| format!(r#"{inner}<text variable="title"/>"#);
    let outer = layout(
        r#"<names variable="author"><name name-as-sort-order="first"/><label prefix=", "/><substitute><names variable="editor"/></substitute></names>"#,
    );
    let expected = ["A, a, editor | T0", "--- | T1", "---, editor | T2", "---, editor | T3", "--- | T4"];
    assert_eq!(list(&outer, &entries), expected);
    let nested = layout(
        r#"<names variable="composer"><name name-as-sort-order="first"/><label prefix=", "/><substitute><names variable="author"/><names variable="editor"/></substitute></names>"#,
    );
    let expected = ["A, a, editor | T0", "A, a | T1", "A, a, editor | T2", "A, a, editor | T3", "A, a | T4"];
    assert_eq!(list(&nested, &entries), expected);
}
