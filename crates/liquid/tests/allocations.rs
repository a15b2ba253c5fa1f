//! What rendering costs, counted in allocations: looking variables up takes none, and nothing depends on how large the
//! data is that is looked at.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use hyde_liquid::{Context, Environment, Value};

/// Counts the allocations of rendering into a buffer that is large enough.
fn allocations(source: &str, globals: &Value) -> u64 {
    let environment = Environment::new();
    let template = environment.parse("a", source).unwrap();
    let mut cx = Context::new(&environment, globals.clone());
    let mut out = String::with_capacity(1 << 20);
    template.render_into(&mut cx, &mut out).unwrap();
    out.clear();
    allocation_counter::measure(|| template.render_into(&mut cx, &mut out).unwrap()).count_total
}

fn site(posts: usize) -> Value {
    let posts = (0..posts).map(|number| {
        Value::from_pairs([("title", Value::from(format!("Post {number}"))), ("number", Value::from(number))])
    });
    let site = [("title", Value::from("A <site>")), ("posts", Value::array(posts)), ("n", Value::from(5))];
    Value::from_pairs([("site", Value::from_pairs(site))])
}

#[test]
fn looking_up_takes_no_allocation() {
    let lookups = "{{ site.title }}{{ site.posts[2].title }}{{ site.posts.first.number }}{{ site['n'] }}{{ nope.x[0].y }}\
                   {% if site.n > 3 and site.title contains 'A' %}{{ site.posts.size }}{% endif %}{{ site.title | escape }}";
    let data = site(10);
    assert_eq!(allocations(&lookups.repeat(100), &data), 0);
    // A loop makes its `forloop`, once.
    let repeated = |times| {
        format!(
            "{{% for post in site.posts %}}{}{{{{ forloop.index }}}}{{% endfor %}}",
            "{{ post.title }}".repeat(times)
        )
    };
    assert_eq!(allocations(&repeated(1), &data), allocations(&repeated(50), &data));
    assert!(allocations(&repeated(1), &data) <= 2);
}

#[test]
fn size_costs_the_same_at_any_size() {
    let source = "{{ site.posts | size }}{{ site.posts.size }}{{ site.posts.last.number }}".repeat(20);
    let (few, many) = (allocations(&source, &site(10)), allocations(&source, &site(10_000)));
    assert_eq!((few, many), (0, 0));
}
