//! jekyll-email-protect 1.1: filters that write addresses as codes.

use hyde_core::plugin::{Plugin, Registry};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Arity, Context, Result, Value};

/// The plugin.
pub(crate) struct EmailProtect;

impl Plugin for EmailProtect {
    fn name(&self) -> &str {
        "jekyll-email-protect"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        registry.filter("encode_email", Arity::exactly(0), encode);
        registry.filter("html_encode_email", Arity::exactly(0), html_encode);
        Ok(())
    }
}

/// Writes letters and digits as percent codes.
fn encode(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    let mut out = String::new();
    for byte in cx.to_s(input).bytes() {
        if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    Ok(out.into())
}

/// Writes every byte as a character reference.
fn html_encode(input: &Value, _: &[Value], cx: &mut Context) -> Result<Value> {
    let text = cx.to_s(input);
    Ok(text.bytes().map(|byte| format!("&#{byte};")).collect::<String>().into())
}
