//! The cases of `bib.json`: parsing, names, LaTeX, writing back, queries.

use hyde_bibliography::{
    Bibliography, ContextValue, Element, Entry, EntrySettings, Field, Filter, ItemDate, ItemValue, Name, Names,
    ParseOptions, Quotes, Token, latex, parse_namae,
};
use serde_json::{Map, Value, json};

use super::same;

pub(crate) fn run(case: &Value) -> Result<(), String> {
    let expected = &case["expected"];
    match case["kind"].as_str() {
        Some("parse") => same(expected, &parse(case)),
        Some("names") => same(expected, &names(input(case))),
        Some("latex") => same(expected, &json!(latex::decode(input(case)))),
        Some("to_s") => same(expected, &to_s(case)),
        Some("query") => same(expected, &query(case)),
        other => Err(format!("unknown kind {other:?}")),
    }
}

fn input(case: &Value) -> &str {
    case["input"].as_str().expect("cases have an input")
}

fn parse(case: &Value) -> Value {
    let mut options = ParseOptions::default();
    for (name, value) in case["options"].as_object().unwrap_or(&Map::new()) {
        let value = value.as_bool().expect("options are flags");
        match name.as_str() {
            "strip" => options.strip = value,
            "parse_months" => options.parse_months = value,
            "parse_names" => options.parse_names = value,
            "strict" => options.strict = value,
            "allow_missing_keys" => options.allow_missing_keys = value,
            other => panic!("unknown option {other}"),
        }
    }
    let file = match Bibliography::parse(input(case), &options) {
        Ok(file) => file,
        Err(error) => return json!({"error": "BibTeX::ParseError", "message": error.message}),
    };
    let elements = shown(&file);
    let mut out = Map::new();
    let mut joined = file.clone();
    joined.replace_strings();
    joined.join();
    let after = shown(&joined);
    out.insert("elements".to_owned(), elements.clone());
    if after != elements {
        out.insert("after_replace_and_join".to_owned(), after);
    }
    out.insert("keys".to_owned(), json!(file.keys().collect::<Vec<_>>()));
    let children: Map<String, Value> = joined
        .entries()
        .filter_map(|entry| {
            let parent = joined.parent(entry)?;
            let booktitle = joined.field(entry, "booktitle").map(ToString::to_string);
            let told = json!({"parent": parent.key, "inherited": joined.inherited(entry), "booktitle": booktitle});
            Some((entry.key.clone(), told))
        })
        .collect();
    if !children.is_empty() {
        out.insert("crossref".to_owned(), Value::Object(children));
    }
    Value::Object(out)
}

fn shown(file: &Bibliography) -> Value {
    Value::Array(
        file.elements()
            .iter()
            .map(|element| match element {
                Element::Entry(entry) => {
                    let fields: Vec<Value> =
                        entry.fields.iter().map(|(name, field)| json!([name, field_json(field)])).collect();
                    json!({"element": "entry", "type": entry.kind, "key": entry.key, "fields": fields})
                }
                Element::String { key, value } => json!({"element": "string", "key": key, "value": tokens(value)}),
                Element::Preamble(value) => json!({"element": "preamble", "value": tokens(value)}),
                Element::Comment(content) => json!({"element": "comment", "content": content}),
                Element::Error { trace, .. } => json!({"element": "error", "trace": trace}),
                other => json!(format!("{other:?}")),
            })
            .collect(),
    )
}

fn field_json(field: &Field) -> Value {
    match field {
        Field::Value(value) => tokens(value),
        Field::Names(names) => json!({"names": names.0.iter().map(parts).collect::<Vec<_>>()}),
        other => json!(format!("{other:?}")),
    }
}

fn tokens(value: &hyde_bibliography::Value) -> Value {
    let tokens: Vec<Value> = value
        .tokens
        .iter()
        .map(|token| match token {
            Token::Text(text) => json!(text),
            Token::Symbol(name) => json!({"symbol": name}),
        })
        .collect();
    json!({"tokens": tokens})
}

fn parts(name: &Name) -> Value {
    json!({"first": name.first, "last": name.last, "prefix": name.prefix, "suffix": name.suffix})
}

fn present(pairs: &[(&str, &Option<String>)]) -> Value {
    let present: Map<String, Value> =
        pairs.iter().filter_map(|(key, text)| Some(((*key).to_owned(), json!(text.as_ref()?)))).collect();
    Value::Object(present)
}

fn names(text: &str) -> Value {
    let names = Names::parse(text);
    let citeproc: Vec<Value> = names
        .0
        .iter()
        .map(|name| {
            present(&[
                ("family", &name.last),
                ("given", &name.first),
                ("suffix", &name.suffix),
                ("non-dropping-particle", &name.prefix),
            ])
        })
        .collect();
    let namae: Vec<Value> = parse_namae(text)
        .iter()
        .map(|name| {
            present(&[
                ("family", &name.family),
                ("given", &name.given),
                ("suffix", &name.suffix),
                ("particle", &name.particle),
                ("nick", &name.nick),
                ("title", &name.title),
            ])
        })
        .collect();
    json!({
        "names": names.0.iter().map(parts).collect::<Vec<_>>(),
        "to_s": names.to_string(),
        "citeproc": citeproc,
        "display": names.0.iter().map(Name::display_order).collect::<Vec<_>>(),
        "namae": namae,
    })
}

/// Reads the settings a case gives as `config`.
pub(crate) fn settings(config: &Value) -> EntrySettings {
    let mut settings = EntrySettings::default();
    let list = |name: &str| {
        config[name].as_array().map(|list| {
            list.iter().map(|item| item.as_str().expect("lists hold text").to_owned()).collect::<Vec<String>>()
        })
    };
    let filters = |names: Vec<String>| names.iter().map(|name| Filter::named(name).expect("a known filter")).collect();
    if let Some(names) = list("bibtex_filters") {
        settings.filters = filters(names);
    }
    if let Some(names) = list("raw_bibtex_filters") {
        settings.raw_filters = filters(names);
    }
    if let Some(names) = list("bibtex_skip_fields") {
        settings.skip_fields = names;
    }
    if let Some([open, close]) = list("bibtex_quotes").as_deref() {
        settings.quotes = Quotes { open: open.clone(), close: close.clone() };
    }
    settings
}

fn to_s(case: &Value) -> Value {
    let settings = settings(&case["config"]);
    let mut file = match Bibliography::parse(input(case), &ParseOptions::default()) {
        Ok(file) => file,
        Err(error) => return json!({"error": "BibTeX::ParseError", "message": error.message}),
    };
    file.replace_strings();
    file.join();
    let entry_json = |entry: &Entry| {
        let liquid: Map<String, Value> = entry
            .context(&settings)
            .into_iter()
            .map(|(key, value)| {
                let value = match value {
                    ContextValue::Text(text) => json!(text),
                    ContextValue::People(people) => {
                        json!(
                            people
                                .iter()
                                .map(|p| p.iter().collect::<std::collections::BTreeMap<_, _>>())
                                .collect::<Vec<_>>()
                        )
                    }
                    other => json!(format!("{other:?}")),
                };
                (key, value)
            })
            .collect();
        let citeproc: Map<String, Value> = file
            .item(entry, &settings.filters)
            .variables
            .into_iter()
            .map(|(name, value)| (name, item_json(&value)))
            .collect();
        json!({"key": entry.key, "type": entry.kind, "entry_to_s": entry.to_string(), "liquid": liquid, "citeproc": citeproc})
    };
    Value::Array(file.entries().map(entry_json).collect())
}

fn item_json(value: &ItemValue) -> Value {
    match value {
        ItemValue::Text(text) => json!(text),
        ItemValue::Names(names) => names
            .iter()
            .map(|name| {
                present(&[
                    ("family", &name.family),
                    ("given", &name.given),
                    ("suffix", &name.suffix),
                    ("non-dropping-particle", &name.particle),
                ])
            })
            .collect(),
        ItemValue::Date(ItemDate::Parts(parts)) => json!({"date-parts": parts}),
        ItemValue::Date(ItemDate::Literal(text)) => json!({"literal": text}),
        other => json!(format!("{other:?}")),
    }
}

fn query(case: &Value) -> Value {
    let mut file = Bibliography::parse(input(case), &ParseOptions::default()).expect("query files parse");
    file.replace_strings();
    file.join();
    let answer = |query: &str| {
        if !query.trim_start_matches('!').starts_with('@') {
            return file.entry(query).map_or(Value::Null, |entry| json!({"entry": entry.key}));
        }
        match file.query(query) {
            Ok(found) => found
                .iter()
                .map(|element| match element {
                    Element::Entry(entry) => json!(entry.key),
                    Element::String { .. } => json!("String"),
                    Element::Comment(_) => json!("Comment"),
                    other => json!(format!("{other:?}")),
                })
                .collect(),
            Err(error) => json!({"error": error.class(), "message": error.to_string()}),
        }
    };
    case["queries"]
        .as_array()
        .expect("query cases have queries")
        .iter()
        .map(|query| json!([query, answer(query.as_str().expect("queries are text"))]))
        .collect()
}
