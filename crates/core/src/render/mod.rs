//! Rendering: a site goes in, every document's and page's output comes out, in parallel and as if one thread had done
//! it in order.
//!
//! `order` hands out positions and lets threads wait for lower ones; `slots` keeps what was rendered and decides who
//! sees it; `core` is the frozen site with its caches; `payload` is what templates see; `renderer` takes one position
//! through Liquid, converters and layouts (`lib/jekyll/renderer.rb`).

mod core;
mod excerpts;
mod include_uses;
mod order;
mod payload;
pub(crate) mod record;
mod rendered;
mod renderer;
mod scene;
mod slots;
mod templates;

pub use rendered::Rendered;

pub(crate) use self::core::{Carried, Core, Keeping, Late};
pub(crate) use excerpts::{Excerpt, extract};
pub(crate) use order::Order;
pub(crate) use payload::mentions_content;
pub(crate) use scene::Scene;
pub(crate) use slots::{Observer, observer};
pub(crate) use templates::include_directories;

use crate::drops::Views;
use crate::model::Site;
use crate::plugin::{Event, Toolkit};
use crate::{BuildError, Phase, messages};
use hyde_liquid::{Context, Template, Value};
use std::sync::{Arc, Mutex, PoisonError};

/// Renders every document and page of a site and runs the hooks around it. Diagnostics are told in document order.
///
/// # Errors
/// The error of the first document or page, in rendering order, that cannot be rendered.
pub fn render(mut site: Site, toolkit: &Arc<Toolkit>) -> Result<Rendered, BuildError> {
    prepare(&mut site, toolkit)?;
    let core = Core::new(site, toolkit.clone(), true);
    let all: Vec<usize> = (0..core.order.len()).collect();
    render_numbers(&core, &all)?;
    let mut rendered = Rendered::new(core);
    toolkit.hooks().run_rendered(&mut rendered)?;
    Ok(rendered)
}

/// Runs the hooks that come before rendering.
///
/// # Errors
/// The first error of a hook, or of a URL.
pub(crate) fn prepare(site: &mut Site, toolkit: &Toolkit) -> Result<(), BuildError> {
    toolkit.run_site_hooks(Event::PreRender, site)?;
    toolkit.run_item_hooks(Event::PreRender, site)?;
    crate::url::check_documents(site)
}

/// Renders the positions of these ascending numbers into their slots.
///
/// # Errors
/// The error of the first of them that cannot be rendered.
pub(crate) fn render_numbers(core: &Arc<Core>, numbers: &[usize]) -> Result<(), BuildError> {
    let views = Views::new(core.clone());
    core.set_views(&views);
    let failed: Mutex<Option<(usize, BuildError)>> = Mutex::new(None);
    let render_one = |at: usize| match renderer::render_noting(core, &views, numbers[at]) {
        Ok(()) => true,
        Err(error) => {
            let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
            if failed.as_ref().is_none_or(|(first, _)| numbers[at] < *first) {
                *failed = Some((numbers[at], error));
            }
            false
        }
    };
    core.site.report.progress().begin(Phase::Rendering, numbers.len());
    let complete = |at: usize| {
        let number = numbers[at];
        core.site.report.progress().advance();
        // Held until all is told: what the next thread has to tell comes after it.
        let failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
        for (turn, told) in core.slots.complete(number) {
            // What lies behind the first failure was never rendered by Jekyll, so nothing of it is told.
            if failed.as_ref().is_none_or(|(first, _)| turn <= *first) {
                core.site.report.tell(told);
            }
        }
    };
    let outcome = order::in_order(numbers.len(), core.site.threads, render_one, complete);
    drop(views);
    if let Some((_, error)) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    outcome.map_err(|text| messages::panicked(&text))
}

/// Renders one position of a site and gives its output; everything before it shows raw content.
///
/// # Errors
/// When it cannot be rendered.
pub(crate) fn render_only(site: Site, toolkit: &Arc<Toolkit>, position: crate::Position) -> Result<String, BuildError> {
    let core = Core::new(site, toolkit.clone(), false);
    let views = Views::new(core.clone());
    core.set_views(&views);
    let number = core.order.number(position);
    // Nothing before it will be rendered, so nobody waits for it: it counts as complete, with nothing in its slots.
    for before in 0..number {
        core.slots.complete(before);
    }
    renderer::render(&core, &views, number)?;
    core.slots.complete(number).into_iter().for_each(|(_, told)| core.site.report.tell(told));
    Ok(core.slots.get(number).output.get().map(ToString::to_string).unwrap_or_default())
}

/// Renders a template with the caller's data and a site around it.
///
/// # Errors
/// What Liquid reports.
pub(crate) fn render_template(
    site: Site,
    toolkit: &Arc<Toolkit>,
    template: &Template,
    globals: Value,
) -> hyde_liquid::Result<String> {
    let core = Core::new(site, toolkit.clone(), false);
    let views = Views::new(core.clone());
    core.set_views(&views);
    let mut cx = Context::new(template.environment(), globals);
    cx.set_register(Scene::new(&views, None, None));
    template.render_in(&mut cx)
}
