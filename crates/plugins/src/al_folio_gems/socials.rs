//! jekyll-socials: the tag `social_links`, a row of icons for what `site.data.socials` lists, in its order.

use super::social_data::SERVICES;
use crate::pipe::Pipe;
use hyde_core::plugin::{Plugin, Registry};
use hyde_core::{BuildError, Config};
use hyde_liquid::{Context, ParseContext, Render, Result, Tag, Value};

/// The plugin.
pub(crate) struct Socials;

impl Plugin for Socials {
    fn name(&self) -> &str {
        "jekyll-socials"
    }

    fn register(&self, registry: &mut Registry, _: &Config) -> std::result::Result<(), BuildError> {
        registry.tag("social_links", SocialTag);
        Ok(())
    }
}

struct SocialTag;

impl Tag for SocialTag {
    fn parse(&self, _: &str, cx: &mut ParseContext<'_>) -> Result<Box<dyn Render>> {
        Ok(Box::new(Links { relative: Pipe::new("relative_url", cx)? }))
    }
}

struct Links {
    relative: Pipe,
}

impl Render for Links {
    fn render(&self, cx: &mut Context, out: &mut String) -> Result<()> {
        let site = cx.lookup_global("site").unwrap_or_default();
        let Value::Hash(socials) = site.get("data").get("socials") else { return Ok(()) };
        let language = site.get("active_lang").to_s();
        let mut links = Vec::new();
        for (key, value) in socials.iter().filter(|(_, value)| value.truthy()) {
            links.push(self.link(&key.to_s(), value, &language, cx)?);
        }
        out.push_str(&links.join(" "));
        Ok(())
    }
}

impl Links {
    fn link(&self, key: &str, value: &Value, language: &str, cx: &mut Context) -> Result<String> {
        let title = title_of(key);
        let icon =
            |address: &str, icon: &str| format!("<a href=\"{address}\" title=\"{title}\"><i class=\"{icon}\"></i></a>");
        let text = value.to_s();
        Ok(match key {
            "cv_pdf" => {
                let path = text.replace("[LANG]", language);
                let address = if path.contains("://") { path } else { self.relative.text(Value::from(path), cx)? };
                icon(&address, "ai ai-cv")
            }
            "rss_icon" => icon(&self.relative.text("/feed.xml".into(), cx)?, "fa-solid fa-square-rss"),
            "academia_edu" => {
                let (organization, user) = (value.get("organization").to_s(), value.get("username").to_s());
                icon(&format!("https://{organization}.academia.edu/{user}"), "ai ai-academia")
            }
            "wechat_qr" => {
                let path = self.relative.text(format!("/assets/img/{text}").into(), cx)?;
                format!(
                    "<a id=\"WeChatBtn\" title=\"WeChat\"><i class=\"fa-brands fa-weixin\"></i></a> <div \
                     id=\"WeChatMod\" class=\"wechat-modal\"><img src=\"{path}\" alt=\"WeChat QR\" \
                     id=\"WeChatQR\"></div>"
                )
            }
            _ => match SERVICES.iter().find(|(known, _, _)| *known == key) {
                Some((_, address, classes)) => icon(&address.replace("{}", &text), classes),
                None => self.custom(value, cx)?,
            },
        })
    }

    /// A link that the site defines with its own picture or icon.
    fn custom(&self, value: &Value, cx: &mut Context) -> Result<String> {
        let (logo, title, address) = (value.get("logo").to_s(), value.get("title").to_s(), value.get("url").to_s());
        let picture = if logo.contains("://") {
            format!("<img src=\"{logo}\" alt=\"{title}\">")
        } else if logo.contains("fa-") || logo.contains("ai-") {
            format!("<i class=\"{logo}\"></i>")
        } else {
            format!("<img src=\"{}\" alt=\"{title}\">", self.relative.text(Value::from(logo), cx)?)
        };
        Ok(format!("<a href=\"{address}\" title=\"{title}\">{picture}</a>"))
    }
}

/// `Scholar userid` for `scholar_userid`.
fn title_of(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().collect::<String>() + letters.as_str(),
        None => words,
    }
}
