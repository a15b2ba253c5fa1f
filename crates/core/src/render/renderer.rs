//! One document, page or excerpt through Liquid, converters and layouts (`lib/jekyll/renderer.rb`).

use super::core::to_liquid;

use super::payload::{Parts, Payload, Stage, goes_into_layout, wanted_layout};
use super::record::{self, Name};
use super::slots::{Observer, observer, observing};
use super::templates::Stateful;
use super::{Core, Scene};
use crate::config::deep_merge;
use crate::drops::Views;
use crate::model::{Layout, Site};
use crate::plugin::{Conversion, Converter, Event, Hooked, Item, item_at, resolve};
use crate::{BuildError, Position, messages};
use hyde_diagnostic::Place;
use hyde_liquid::{Context, Error, Hash, State, Str, Template, Value};
use std::cell::Cell;
use std::sync::{Arc, PoisonError};

/// Renders the document or page of a number into its slot; a session is told what it looked at.
pub(super) fn render_noting(core: &Arc<Core>, views: &Arc<Views>, number: usize) -> Result<(), BuildError> {
    let Some(keeping) = &core.keeping else { return render(core, views, number) };
    let (outcome, reads) = record::recording(|| render(core, views, number));
    let mut names = keeping.names.lock().unwrap_or_else(PoisonError::into_inner);
    let record = record::Record::new(reads, &keeping.ids, |number| core.order.group(number), &mut names);
    keeping.records.lock().unwrap_or_else(PoisonError::into_inner).insert(number, record);
    outcome
}

/// Renders the document or page of a number into its slot.
pub(super) fn render(core: &Arc<Core>, views: &Arc<Views>, number: usize) -> Result<(), BuildError> {
    observing(Observer::Number(number), || {
        let position = core.order.position(number);
        let Some(item) = item_at(&core.site, position) else { return Ok(()) };
        let slot = core.slots.get(number);
        let output = match core.adder(number) {
            None => Renderer::new(core, views, position, item, number).run()?,
            Some(adder) => {
                core.slots.wait_for(adder);
                let Some(output) = core.take_added(adder) else { return Ok(()) };
                let output = Str::from(output);
                slot.content.set(output.clone());
                output
            }
        };
        let output = if core.toolkit.hooks().has_items(Event::PostRender) {
            let content = slot.content.get().map(|content| content.to_string()).unwrap_or_default();
            match Hooked::new(&core.site, core.tools(), position, content, output.to_string()) {
                Some(mut hooked) => {
                    core.toolkit.hooks().run_item(Event::PostRender, &mut hooked)?;
                    Str::from(hooked.into_parts().1)
                }
                None => output,
            }
        } else {
            output
        };
        slot.finish(output);
        Ok(())
    })
}

/// Renders the excerpt of a document or page: Liquid and converters, no layout, a payload of its own.
pub(super) fn render_excerpt(core: &Arc<Core>, number: usize, text: &str) -> hyde_liquid::Result<String> {
    let Some(views) = core.views() else { return Ok(text.to_owned()) };
    let position = core.order.position(number);
    let Some(item) = item_at(&core.site, position) else { return Ok(text.to_owned()) };
    let mut renderer = Renderer::new(core, &views, position, item, number);
    renderer.parts.page = Value::object(crate::drops::ExcerptDrop::new(core.clone(), position));
    renderer.path = format!("{}/#excerpt", renderer.path);
    let text = if renderer.wants_liquid(text) {
        let template = core
            .templates
            .environment()
            .parse_at(&relative_path(item), text, body_line(item) + 1)
            .map_err(|error| renderer.tell_error(error))?;
        renderer.tell_warnings(&template, &renderer.path);
        renderer.liquid(&template, Stage::Excerpt, None).map_err(|error| renderer.tell_error(error))?
    } else {
        Rendered::verbatim(text)
    };
    renderer.convert(text).map(|text| text.to_string()).map_err(to_liquid)
}

/// The path of an item relative to the source.
pub(super) fn relative_path(item: Item<'_>) -> String {
    match item {
        Item::Document(document) => document.relative_path.clone(),
        Item::Page(page) => page.relative_path(),
    }
}

fn body_line(item: Item<'_>) -> usize {
    match item {
        Item::Document(document) => document.body_line,
        Item::Page(page) => page.body_line,
    }
}

/// What converters get.
struct Rendered {
    text: Str,
    /// Whether Ruby would hold it as US-ASCII.
    ascii: bool,
}

impl Rendered {
    /// A text that Liquid has not seen.
    fn verbatim(text: impl Into<Str>) -> Self {
        Self { text: text.into(), ascii: false }
    }
}

/// Longer buffers are not kept.
const KEPT_BUFFER: usize = 4 << 20;

/// Runs `inside` with an empty buffer that the thread keeps from rendering to rendering: growing one for every page
/// costs copies, and pages that the system has to clear.
fn in_buffer<T>(inside: impl FnOnce(&mut String) -> T) -> T {
    thread_local! {
        static BUFFER: Cell<String> = const { Cell::new(String::new()) };
    }
    // What is rendered within (an excerpt) finds none and makes its own.
    let mut buffer = BUFFER.take();
    buffer.clear();
    let result = inside(&mut buffer);
    if buffer.capacity() <= KEPT_BUFFER {
        BUFFER.set(buffer);
    }
    result
}

struct Renderer<'a> {
    core: &'a Arc<Core>,
    site: &'a Site,
    item: Item<'a>,
    position: Position,
    number: usize,
    /// The path as error messages show it: a page's relative, a document's absolute.
    path: String,
    converters: Vec<&'a dyn Converter>,
    parts: Parts,
    scene: Scene,
}

impl<'a> Renderer<'a> {
    fn new(core: &'a Arc<Core>, views: &'a Arc<Views>, position: Position, item: Item<'a>, number: usize) -> Self {
        let site = &core.site;
        let ext = match item {
            Item::Document(document) => document.extname(),
            Item::Page(page) => page.ext.as_str(),
        };
        let path = match item {
            Item::Document(document) => document.path.clone(),
            Item::Page(page) => page.path(site),
        };
        let converters: Vec<&dyn Converter> = core.toolkit.converters_for(ext).collect();
        let mut parts = Parts::new(core, views, views.own(position));
        if let Item::Page(page) = item {
            parts.paginator = page.pager.as_ref().map(|pager| resolve(pager, core)).unwrap_or_default();
        }
        let fix = |text: Option<&str>| text.map(Value::from).unwrap_or_default();
        parts.prefix = fix(converters.first().and_then(|first| first.highlighter_prefix()));
        parts.suffix = fix(converters.first().and_then(|first| first.highlighter_suffix()));
        let scene = Scene::new(views, Some(position), Some(relative_path(item).into()));
        Self { core, site, item, position, number, path, converters, parts, scene }
    }

    /// Tells of a step, with `--verbose`.
    fn step(&self, name: &str) {
        if self.site.report.is_detailed() {
            self.core.tell(messages::rendering(name, &relative_path(self.item)));
        }
    }

    fn run(&self) -> Result<Str, BuildError> {
        self.step("Rendering:");
        self.step("Pre-Render Hooks:");
        let raw = match self.item {
            Item::Document(document) => document.content.as_deref().unwrap_or_default(),
            Item::Page(page) => page.content.as_str(),
        };
        let text = if self.wants_liquid(raw) {
            self.step("Rendering Liquid:");
            if self.is_invalid() {
                return Err(self.stop(messages::invalid_utf8(), &self.path));
            }
            let template = self
                .core
                .templates
                .environment()
                .parse_at(&relative_path(self.item), raw, body_line(self.item) + 1)
                .map_err(|error| self.stop(error, &self.path))?;
            self.tell_warnings(&template, &self.path);
            self.liquid(&template, Stage::Body(self.number), None).map_err(|error| self.stop(error, &self.path))?
        } else {
            Rendered::verbatim(raw)
        };
        self.step("Rendering Markup:");
        let mut content = self.convert(text)?;
        self.step("Post-Convert Hooks:");
        if self.core.toolkit.hooks().has_items(Event::PostConvert)
            && let Some(mut hooked) =
                Hooked::new(self.site, self.core.tools(), self.position, content.to_string(), String::new())
        {
            self.core.toolkit.hooks().run_item(Event::PostConvert, &mut hooked)?;
            content = hooked.into_parts().0.into();
        }
        self.core.slots.get(self.number).content.set(content.clone());
        if !goes_into_layout(self.site, self.item) {
            return Ok(content);
        }
        self.step("Rendering Layout:");
        self.place_in_layouts(content)
    }

    /// Whether Liquid looks at a text at all.
    fn wants_liquid(&self, text: &str) -> bool {
        let refused = |value: Option<Value>| matches!(value, Some(Value::Bool(false)));
        let allowed = match self.item {
            Item::Document(document) => {
                !refused(document.data.get("render_with_liquid").cloned())
                    && !document.is_yaml_file()
                    && document.extname() != ".coffee"
            }
            Item::Page(page) => !refused(page.get(self.site, "render_with_liquid")),
        };
        allowed && has_liquid(text)
    }

    /// Whether the item's file is no UTF-8.
    fn is_invalid(&self) -> bool {
        match self.item {
            Item::Document(document) => document.invalid.is_some(),
            Item::Page(page) => page.invalid.is_some(),
        }
    }

    fn convert(&self, rendered: Rendered) -> Result<Str, BuildError> {
        let Rendered { mut text, ascii } = rendered;
        for converter in self.converters.iter().filter(|converter| !converter.is_identity()) {
            let cx = Conversion::new(self.site, Some(self.position)).of_ascii(ascii);
            let converted = match self.is_invalid() && converter.name() == crate::converters::MARKDOWN {
                true => Err(messages::markdown_invalid()),
                false => converter.convert(&text, &cx),
            };
            cx.take_told().into_iter().for_each(|told| self.core.tell(told));
            let converted = converted.inspect_err(|error| {
                let path = relative_path(self.item);
                self.core.tell(messages::conversion_error(converter.name(), &path));
                self.core.tell(messages::conversion_error_detail(&error.message));
            })?;
            text = converted.into();
            let added = cx.into_added();
            if !added.is_empty() {
                let mut all = self.core.added.lock().unwrap_or_else(PoisonError::into_inner);
                all.extend(added.into_iter().map(|(page, output)| (self.number, page, output)));
            }
        }
        Ok(text)
    }

    fn place_in_layouts(&self, content: Str) -> Result<Str, BuildError> {
        let wanted = wanted_layout(self.site, self.item);
        let name = wanted.as_ref().map(Value::to_s).unwrap_or_default();
        let mut layout = self.site.layouts.get(&name);
        record::name(|| Name::Layout(name.clone()));
        if layout.is_none() && wanted.is_some_and(|wanted| !wanted.is_nil()) {
            self.core.tell(messages::missing_layout(&name, &relative_path(self.item)));
        }
        let mut output = content;
        let mut data: Option<Hash> = None;
        let mut used: Vec<&str> = Vec::new();
        while let Some(current) = layout {
            used.push(&current.name);
            let merged = match &data {
                Some(inner) => deep_merge(&current.data, inner),
                None => current.data.clone(),
            };
            data = Some(merged.clone());
            let given = output.clone();
            output = self.render_layout(current, given.clone(), merged)?;
            layout = match current.data.get("layout") {
                Some(Value::Str(next)) => {
                    record::name(|| Name::Layout(next.to_string()));
                    self.site.layouts.get(&**next)
                }
                _ => None,
            };
            layout = layout.filter(|next| !used.contains(&next.name.as_str()));
            if layout.is_none() && self.core.leaks_content {
                let _ = self.core.slots.get(self.number).given_to_layout.set(given);
            }
        }
        Ok(output)
    }

    fn render_layout(&self, layout: &Layout, content: Str, data: Hash) -> Result<Str, BuildError> {
        if layout.invalid {
            return Err(self.stop(messages::invalid_utf8(), &layout.path));
        }
        let template = self.core.templates.layout(layout).map_err(|error| self.stop(error, &layout.path))?;
        self.tell_warnings(&template, &layout.path);
        let stage = Stage::Layout { content: Value::from(content), layout: Value::from(data) };
        self.liquid(&template, stage, Some(&layout.name)).map(|rendered| rendered.text).map_err(|error| {
            let through = Place::new(relative_path(self.item));
            self.stop(error.through(through), &layout.path)
        })
    }

    /// Renders a template. Loop state of a layout passes from page to page, counters through the whole site: templates
    /// that may see either are rendered in order.
    fn liquid(&self, template: &Template, stage: Stage, layout: Option<&str>) -> hyde_liquid::Result<Rendered> {
        let payload = Payload { parts: self.parts.clone(), stage };
        let mut cx = Context::new(self.core.templates.environment(), Value::object(payload));
        cx.set_register(self.scene.clone());
        if self.core.tracks_undefined {
            cx.track_undefined();
        }
        let Stateful { loops, counters } = self.core.templates.stateful(template);
        // An excerpt has a payload of its own, and with it counters that begin anew.
        let counters = counters && observer() != Observer::Excerpt;
        let kept = layout.filter(|_| loops);
        if kept.is_some() || counters {
            record::whole(record::STATE);
            self.core.slots.wait_for_earlier();
            let mut state = match kept {
                Some(name) => {
                    let mut states = self.core.layout_states.lock().unwrap_or_else(PoisonError::into_inner);
                    states.remove(name).unwrap_or_default()
                }
                None => State::default(),
            };
            if counters {
                let mut shared = self.core.counters.lock().unwrap_or_else(PoisonError::into_inner);
                state.counters = std::mem::take(&mut *shared);
            }
            cx.set_state(state);
        }
        let outcome = in_buffer(|buffer| {
            let mut render = || template.render_into(&mut cx, buffer).map(|()| Str::from(buffer.as_str()));
            match &self.core.profile {
                None => render(),
                Some(profile) => {
                    profile.template(template.name(), render, |outcome| outcome.as_ref().map_or(0, |text| text.len()))
                }
            }
        });
        for undefined in cx.undefined() {
            self.core.tell(messages::undefined_variable(undefined));
        }
        if kept.is_some() || counters {
            let mut state = cx.take_state();
            if counters {
                let mut shared = self.core.counters.lock().unwrap_or_else(PoisonError::into_inner);
                *shared = std::mem::take(&mut state.counters);
            }
            if let Some(name) = kept {
                let mut states = self.core.layout_states.lock().unwrap_or_else(PoisonError::into_inner);
                states.insert(name.to_owned(), state);
            }
        }
        match super::excerpts::take_failure() {
            Some(error) => Err(error),
            None => outcome.map(|text| Rendered { ascii: cx.leads_in_ascii() && text.is_ascii(), text }),
        }
    }

    fn tell_warnings(&self, template: &Template, path: &str) {
        for warning in template.warnings() {
            self.core.tell(messages::liquid_warning(warning, path));
        }
    }

    /// Tells of an error and makes it the one that stops the build.
    fn stop(&self, error: Error, path: &str) -> BuildError {
        let error = match self.core.told_by_excerpt(&error) {
            true => error,
            false => {
                self.core.tell(messages::liquid_exception(&error, path));
                error
            }
        };
        messages::liquid_failure(&error)
    }

    /// Tells of an excerpt's error; it then passes through the template that asked for the excerpt.
    fn tell_error(&self, error: Error) -> Error {
        self.core.tell(messages::liquid_exception(&error, &self.path));
        error.hint(super::core::TOLD)
    }
}

/// Whether a text has anything that Liquid would see.
pub(crate) fn has_liquid(text: &str) -> bool {
    memchr::memchr_iter(b'{', text.as_bytes()).any(|at| matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%')))
}
