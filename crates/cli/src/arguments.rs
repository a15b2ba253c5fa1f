//! Arguments, read with the leniency of Ruby's OptionParser: unique prefixes of names, `--name=value`, bundled letters,
//! options among other words.

use crate::options_table::{ALWAYS, Command, GLOBAL, OWN, Opt, Takes};
use hyde::{Hash, Value};

/// A command line, understood.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    /// What is no option.
    pub(crate) words: Vec<String>,
    /// The settings, by configuration key.
    pub(crate) settings: Hash,
    /// Whether help was asked for.
    pub(crate) help: bool,
    /// Whether the version was asked for.
    pub(crate) version: bool,
    /// Whether errors are to be shown in full.
    pub(crate) trace: bool,
    /// Plugins to leave out.
    pub(crate) skip_plugins: Vec<String>,
    /// Whether unknown plugins are errors.
    pub(crate) strict_plugins: bool,
    /// Whether nothing may be fetched.
    pub(crate) offline: bool,
}

/// Why a command line was not understood: OptionParser's class and text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) class: &'static str,
    pub(crate) message: String,
}

fn fault(class: &'static str, message: String) -> Fault {
    Fault { class, message }
}

/// Reads the arguments after the command's name.
pub(crate) fn parse(command: Option<&'static Command>, arguments: &[String]) -> Result<Parsed, Fault> {
    // Later definitions of a name replace earlier ones, as in OptionParser.
    let own = command.map_or(&[][..], |command| command.options);
    // A command's own definition of an option of all commands asks for a value where that one only takes it.
    let is_own = |option: &Opt| own.iter().copied().flatten().any(|own| own.long == option.long);
    let of_all = GLOBAL.iter().filter(|option| option.takes != Takes::MaybeText || !is_own(option));
    let options: Vec<&Opt> = ALWAYS.iter().chain(of_all).chain(own.iter().rev().copied().flatten()).collect();
    let mut parsed = Parsed::default();
    let mut at = 0;
    while at < arguments.len() {
        let argument = &arguments[at];
        at += 1;
        if argument == "--" {
            parsed.words.extend(arguments[at..].iter().cloned());
            break;
        }
        if let Some(long) = argument.strip_prefix("--") {
            let (name, value) = match long.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (long, None),
            };
            let (option, on) = find_long(&options, name, argument)?;
            let value = value_for(option, value, arguments, &mut at, &format!("--{name}"))?;
            parsed.set(option, on, value);
        } else if argument.len() > 1 && argument.starts_with('-') {
            parse_letters(&options, argument, arguments, &mut at, &mut parsed)?;
        } else {
            parsed.words.push(argument.clone());
        }
    }
    Ok(parsed)
}

fn parse_letters(
    options: &[&Opt],
    argument: &str,
    arguments: &[String],
    at: &mut usize,
    parsed: &mut Parsed,
) -> Result<(), Fault> {
    let mut letters = argument[1..].chars();
    while let Some(letter) = letters.next() {
        let spelled = format!("-{letter}");
        // A command's own letter with a value stands before one of all commands.
        let of_letter = || options.iter().filter(|option| option.short == Some(letter));
        let own = of_letter().find(|option| option.doubly_shown);
        let Some(option) = own.or_else(|| of_letter().next()) else {
            return Err(fault("OptionParser::InvalidOption", format!("invalid option: {spelled}")));
        };
        if matches!(option.takes, Takes::Nothing | Takes::Switch) {
            parsed.set(option, true, None);
            continue;
        }
        let rest = letters.as_str().to_owned();
        let value = (!rest.is_empty()).then_some(rest);
        let value = value_for(option, value, arguments, at, &spelled)?;
        parsed.set(option, true, value);
        break;
    }
    Ok(())
}

fn find_long<'a>(options: &[&'a Opt], name: &str, argument: &str) -> Result<(&'a Opt, bool), Fault> {
    if let Some(option) = OWN.iter().find(|option| option.long == name) {
        return Ok((option, true));
    }
    let negated = name.strip_prefix("no-");
    let switch = |wanted: &str| options.iter().find(|option| option.long == wanted && option.takes == Takes::Switch);
    if let Some(option) = options.iter().find(|option| option.long == name) {
        return Ok((option, true));
    }
    if let Some(option) = negated.and_then(switch) {
        return Ok((option, false));
    }
    let mut found: Vec<&Opt> = Vec::new();
    for option in options.iter().filter(|option| option.long.starts_with(name)) {
        if !found.iter().any(|other| other.long == option.long) {
            found.push(option);
        }
    }
    match found.as_slice() {
        [option] => Ok((option, true)),
        [] => Err(fault("OptionParser::InvalidOption", format!("invalid option: {argument}"))),
        _ => Err(fault("OptionParser::AmbiguousOption", format!("ambiguous option: {argument}"))),
    }
}

/// A value of an option: what stands after `=`, or the next argument.
fn value_for(
    option: &Opt,
    given: Option<String>,
    arguments: &[String],
    at: &mut usize,
    spelled: &str,
) -> Result<Option<Value>, Fault> {
    let text = match option.takes {
        Takes::Nothing | Takes::Switch => {
            return match given {
                Some(value) => {
                    Err(fault("OptionParser::NeedlessArgument", format!("needless argument: {spelled}={value}")))
                }
                None => Ok(None),
            };
        }
        Takes::MaybeText => match given {
            Some(text) => Some(text),
            None => arguments.get(*at).filter(|next| !next.starts_with('-')).map(|next| {
                *at += 1;
                next.clone()
            }),
        },
        _ => match given.or_else(|| {
            arguments.get(*at).map(|next| {
                *at += 1;
                next.clone()
            })
        }) {
            Some(text) => Some(text),
            None => return Err(fault("OptionParser::MissingArgument", format!("missing argument: {spelled}"))),
        },
    };
    let Some(text) = text else { return Ok(Some(Value::Nil)) };
    Ok(Some(match option.takes {
        Takes::List => Value::array(text.split(',').map(Value::from)),
        Takes::Number => match text.replace('_', "").parse() {
            Ok(number) => Value::Int(number),
            Err(_) => {
                return Err(fault("OptionParser::InvalidArgument", format!("invalid argument: {spelled} {text}")));
            }
        },
        _ => Value::from(text),
    }))
}

impl Parsed {
    fn set(&mut self, option: &Opt, on: bool, value: Option<Value>) {
        match option.key {
            "help" => self.help = true,
            "version" => self.version = true,
            "trace" => self.trace = true,
            "offline" => self.offline = true,
            "strict_plugins" => self.strict_plugins = true,
            "skip_plugins" => self.skip_plugins.extend(texts(value.as_ref())),
            key => {
                self.settings.insert(key, value.unwrap_or(Value::Bool(on)));
            }
        }
    }
}

/// The texts of a list.
pub(crate) fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items.iter().map(Value::to_s).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::options_table::command;
    use hyde::Value;

    fn settings(arguments: &[&str]) -> Result<String, String> {
        let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        parse(command("build"), &arguments)
            .map(|parsed| Value::from(parsed.settings).to_s())
            .map_err(|fault| fault.message)
    }

    #[test]
    fn prefixes_letters_and_values() {
        assert_eq!(
            settings(&["--incr", "-qD"]).as_deref(),
            Ok(r#"{"incremental"=>true, "quiet"=>true, "show_drafts"=>true}"#)
        );
        assert_eq!(
            settings(&["--config=a.yml,b.yml", "-dout"]).as_deref(),
            Ok(r#"{"config"=>["a.yml", "b.yml"], "destination"=>"out"}"#)
        );
        assert_eq!(
            settings(&["--no-watch", "--limit_posts", "3"]).as_deref(),
            Ok(r#"{"watch"=>false, "limit_posts"=>3}"#)
        );
    }

    #[test]
    fn what_is_not_understood() {
        assert_eq!(settings(&["--nope"]), Err("invalid option: --nope".to_owned()));
        assert_eq!(settings(&["--s"]), Err("ambiguous option: --s".to_owned()));
        assert_eq!(settings(&["--config"]), Err("missing argument: --config".to_owned()));
        assert_eq!(settings(&["--destination"]), Err("missing argument: --destination".to_owned()));
        assert_eq!(settings(&["-s"]), Err("missing argument: -s".to_owned()));
        assert_eq!(settings(&["--limit_posts", "abc"]), Err("invalid argument: --limit_posts abc".to_owned()));
    }
}
