//! `cs:date`: the parts of a date in a style's own or the language's order.

use citationberg::taxonomy::{OtherTerm, Term};
use citationberg::{
    Date, DateDayForm, DateMonthForm, DatePart, DatePartName, DateParts, DateStrongAnyForm, LongShortForm, TermForm,
};

use super::render::Rendering;
use super::{case, format, numbers};
use crate::item::ItemDate;

impl Rendering<'_> {
    pub(super) fn date(&mut self, node: &Date) -> String {
        let Some(variable) = node.variable.map(|variable| variable.to_string()) else { return String::new() };
        let has = self.item.has(&variable);
        self.observe(&variable, has);
        if !has || self.is_suppressed(&variable) {
            return String::new();
        }
        let text = match self.item.date(&variable) {
            Some(ItemDate::Literal(text)) => text.clone(),
            Some(ItemDate::Parts(ends)) => ends.first().map_or_else(String::new, |parts| self.date_parts(node, parts)),
            None => self.item.text(&variable).unwrap_or_default().to_owned(),
        };
        let text = match node.text_case {
            Some(wanted) => case::apply(wanted, &text, self.words.english),
            None => text,
        };
        let text = format::font(text, &node.formatting);
        let text = self.joiner.affix(text, node.affixes.prefix.as_deref(), node.affixes.suffix.as_deref());
        format::display(text, node.display)
    }

    fn date_parts(&self, node: &Date, parts: &[i64]) -> String {
        let Some(form) = node.form else {
            let texts: Vec<String> = node.date_part.iter().map(|part| self.date_part(part, None, parts)).collect();
            return self.joiner.join(texts.iter().map(String::as_str), node.delimiter.as_deref().unwrap_or(""));
        };
        let Some(localized) = self.words.date(form) else { return String::new() };
        let shown = node.parts.unwrap_or_default();
        let texts: Vec<String> = localized
            .date_part
            .iter()
            .filter(|part| match part.name {
                DatePartName::Day => shown == DateParts::YearMonthDay,
                DatePartName::Month => shown != DateParts::Year,
                DatePartName::Year => true,
            })
            .map(|part| {
                let own = node.date_part.iter().find(|own| own.name == part.name);
                self.date_part(part, own, parts)
            })
            .collect();
        self.joiner.join(texts.iter().map(String::as_str), localized.delimiter.as_deref().unwrap_or(""))
    }

    /// Renders one part; `own` is what a style says about it on top of the language's format.
    fn date_part(&self, part: &DatePart, own: Option<&DatePart>, parts: &[i64]) -> String {
        let styled = own.unwrap_or(part);
        let text = match styled.form() {
            DateStrongAnyForm::Year(form) => parts.first().map(|year| self.year(*year, form)),
            DateStrongAnyForm::Month(form) => parts.get(1).and_then(|month| self.month(*month, form)),
            DateStrongAnyForm::Day(form) => parts.get(2).map(|day| self.day(*day, parts, form)),
        };
        let Some(text) = text.filter(|text| !text.is_empty()) else { return String::new() };
        let text = match styled.text_case.or(part.text_case) {
            Some(wanted) => case::apply(wanted, &text, self.words.english),
            None => text,
        };
        let text = if styled.strip_periods { text.replace('.', "") } else { text };
        let text = format::font(text, &styled.formatting.apply(part.formatting));
        let prefix = styled.affixes.prefix.as_deref().or(part.affixes.prefix.as_deref());
        let suffix = styled.affixes.suffix.as_deref().or(part.affixes.suffix.as_deref());
        self.joiner.affix(text, prefix, suffix)
    }

    fn year(&self, year: i64, form: LongShortForm) -> String {
        if form == LongShortForm::Short {
            return format!("{:02}", year.rem_euclid(100));
        }
        let era = |term| self.words.term(Term::Other(term), TermForm::Long, false).unwrap_or_default();
        match year {
            0 => String::new(),
            1000.. => year.to_string(),
            1..=999 => format!("{year}{}", era(OtherTerm::Ad)),
            _ => format!("{}{}", -year, era(OtherTerm::Bc)),
        }
    }

    fn month(&self, month: i64, form: DateMonthForm) -> Option<String> {
        match form {
            DateMonthForm::Numeric => return Some(month.to_string()),
            DateMonthForm::NumericLeadingZeros => return Some(format!("{month:02}")),
            DateMonthForm::Long | DateMonthForm::Short => {}
        }
        let form = if form == DateMonthForm::Short { TermForm::Short } else { TermForm::Long };
        self.words.term(month_term(month)?, form, false).map(str::to_owned)
    }

    fn day(&self, day: i64, parts: &[i64], form: DateDayForm) -> String {
        match form {
            DateDayForm::Numeric => day.to_string(),
            DateDayForm::NumericLeadingZeros => format!("{day:02}"),
            DateDayForm::Ordinal => {
                let gender = parts.get(1).and_then(|month| month_term(*month)).and_then(|term| self.words.gender(term));
                numbers::ordinal(day, gender, self.words)
            }
        }
    }
}

fn month_term(month: i64) -> Option<Term> {
    Some(Term::Other(match month {
        1 => OtherTerm::Month01,
        2 => OtherTerm::Month02,
        3 => OtherTerm::Month03,
        4 => OtherTerm::Month04,
        5 => OtherTerm::Month05,
        6 => OtherTerm::Month06,
        7 => OtherTerm::Month07,
        8 => OtherTerm::Month08,
        9 => OtherTerm::Month09,
        10 => OtherTerm::Month10,
        11 => OtherTerm::Month11,
        12 => OtherTerm::Month12,
        13 | 21 => OtherTerm::Season01,
        14 | 22 => OtherTerm::Season02,
        15 | 23 => OtherTerm::Season03,
        16 | 24 => OtherTerm::Season04,
        _ => return None,
    }))
}
