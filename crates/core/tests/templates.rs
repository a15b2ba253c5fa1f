//! Real templates, parsed as Jekyll's Liquid parses them: the same are refused with the same text, the same warnings are
//! given. `ruby fixtures/record-templates.rb FOLDER... > templates.json` records what Jekyll says of all templates below
//! folders; `HYDE_TEMPLATES=templates.json` has this test compare.

use hyde_core::outside::Memory;
use hyde_core::{Config, Engine};
use hyde_liquid::{Body, Context, ParseContext, Render, Result, Tag};
use serde_json::Value as Json;

/// Stands for a plugin's tag or block.
struct Stub {
    block: bool,
}

struct Stubbed(Option<Body>);

impl Tag for Stub {
    fn parse(&self, _: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Stubbed(if self.block { Some(cx.body(&[])?.0) } else { None })))
    }
}

impl Render for Stubbed {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        self.0.as_ref().map_or(Ok(()), |body| body.render(cx, out))
    }
}

#[test]
fn real_templates_parse_alike() {
    let Ok(path) = std::env::var("HYDE_TEMPLATES") else {
        println!("skipped: HYDE_TEMPLATES names no recording of templates");
        return;
    };
    let recorded: Json = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let engine = Engine::bare();
    let config = Config::default();
    let site = engine.read(&config, Memory::new()).unwrap();
    let mut environment = engine.toolkit(&config, &*site.files).unwrap().environment().clone();
    for (name, kind) in recorded["stubs"].as_object().unwrap() {
        environment.tag(name, Stub { block: kind == "block" });
    }
    let templates = recorded["templates"].as_array().unwrap();
    let (mut refused, mut warned, mut wrong) = (0, 0, 0);
    for template in templates {
        let error = template["error"].as_str();
        let warnings: Vec<&str> = template["warnings"].as_array().unwrap().iter().filter_map(Json::as_str).collect();
        let (our_error, our_warnings) = match environment.parse("", template["text"].as_str().unwrap()) {
            Ok(parsed) => (None, parsed.warnings().iter().map(ToString::to_string).collect()),
            Err(error) => (Some(error.to_string()), Vec::new()),
        };
        refused += usize::from(error.is_some());
        warned += warnings.len();
        if our_error.as_deref() != error || (error.is_none() && our_warnings != warnings) {
            wrong += 1;
            println!("{}\n   got {our_error:?}\n   not {error:?}", template["path"]);
            let differing = our_warnings.iter().map(String::as_str).zip(warnings.iter().copied());
            if let Some((ours, theirs)) = differing.clone().find(|(ours, theirs)| ours != theirs) {
                println!("   warned {ours:?}\n      not {theirs:?}");
            }
            println!("   {} warnings, not {}", our_warnings.len(), warnings.len());
        }
    }
    println!("{} templates, {refused} refused, {warned} warnings, {wrong} differ", templates.len());
    assert_eq!(wrong, 0, "all parse as recorded");
}
