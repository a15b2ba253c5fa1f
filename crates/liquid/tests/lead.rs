//! What Ruby holds as US-ASCII: renderings whose first piece is a number, `nil` or an empty body.

use hyde_liquid::{Context, Environment, Hash, Value};

fn leads_in_ascii(source: &str) -> bool {
    let environment = Environment::new();
    let mut data = Hash::new();
    data.insert("s", "abc");
    data.insert("list", Value::from(vec![Value::from(1), Value::from("a")]));
    let mut cx = Context::new(&environment, Value::from(data));
    let template = environment.parse("a", source).expect("the template is sound");
    template.render_in(&mut cx).expect("it renders");
    cx.leads_in_ascii()
}

#[test]
fn values_lead_as_ruby_prints_them() {
    for source in
        ["{{ x }}a", "{{ 1 }}", "{{ 1.5 }}", "{{ true }}", "{{ list }}", "{% increment q %}", "{% cycle 1, 2 %}"]
    {
        assert!(leads_in_ascii(source), "{source}");
    }
    for source in ["a{{ 1 }}", "{{ s }}", "{{ 'a' }}", "{{ s | split: ',' }}", "{% cycle 'a' %}", " {{ 1 }}"] {
        assert!(!leads_in_ascii(source), "{source}");
    }
}

#[test]
fn bodies_lead_for_their_blocks() {
    for source in [
        "",
        "{% if s %}{% endif %}{{ 1 }}",
        "{% if s %}{{ 1 }}{% endif %}",
        "{% if s %}{% assign a = 1 %}{% endif %}",
        "{% unless x %}{{ x }}{% endunless %}",
        "{% for i in x %}a{% else %}{{ 1 }}{% endfor %}",
        "{% capture c %}a{% endcapture %}{{ 1 }}",
        "{% comment %}a{% endcomment %}",
        "{% ifchanged %}{{ 1 }}{% endifchanged %}",
    ] {
        assert!(leads_in_ascii(source), "{source}");
    }
    for source in [
        "{% assign a = 1 %}{{ 1 }}",
        "{% if x %}a{% endif %}",
        "{% if s %}{% assign a = 1 %}{{ x }}{% endif %}",
        "{% for i in list %}{{ 1 }}{% endfor %}",
        "{% for i in x %}{{ 1 }}{% endfor %}",
        "{% case s %}{% when 'abc' %}{{ 1 }}{% endcase %}",
        "{% raw %}a{% endraw %}",
        "{% comment %}a{% endcomment %}a",
    ] {
        assert!(!leads_in_ascii(source), "{source}");
    }
}
