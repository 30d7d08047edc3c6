//! One comparison: a field, an operator and its operand.

use super::{
    MAX_DEPTH,
    error::Fault,
    form::{Form, Operand, SHOWN, advice, continuations},
    parser::{Parser, Part},
    scanner::Token,
    spans::{Spans, locate},
    value::{Value, too_deep},
};
use crate::{Json, Operator, Where, fields, json::describe_text, strings::first};
use std::ops::Range;

impl Parser<'_> {
    /// Reads what begins with the field `name`.
    pub fn comparison(&mut self, name: &str, span: Range<usize>) -> Result<Part, Fault> {
        self.scanner.token()?;
        if !fields::is_path(name) {
            return Err(Fault::new(span, format!("{} is not a field name", describe_text(name))));
        }
        let shown = first(40, name);
        let (form, place) = self.form(&shown)?;
        let mut members = Vec::with_capacity(2);
        let mut inner = Vec::with_capacity(2);
        let mut add = |operator: Operator, value: Value| {
            members.push((operator.name().to_owned(), value.json));
            inner.push(value.spans.named(place.clone()));
        };
        let (value, flags) = self.operand(&form, &place, &shown)?;
        let depth = value.depth + 2;
        add(form.operator, value);
        if let Some(flags) = flags {
            add(Operator::Options, flags);
        }

        let whole = span.start..self.scanner.at;
        if depth > MAX_DEPTH {
            return Err(too_deep(whole));
        }
        let condition = Where::unchecked(Json::member(name, Json::Object(members)));
        let spans = Spans::around(whole.clone(), vec![Spans::around(whole.clone(), inner).named(span)]);
        match condition.check() {
            Ok(()) => Ok(Part { json: condition.into(), span: whole, depth }),
            Err(error) => {
                let (span, rule) = locate(&error, condition.as_json(), &spans);
                Err(Fault::new(span, format!("{shown}: {rule}")))
            }
        }
    }

    /// Reads the words of an operator, up to three.
    fn form(&mut self, field: &str) -> Result<(Form, Range<usize>), Fault> {
        let (token, mut span) = self.scanner.token()?;
        let mut words = match token {
            Token::Word(word) | Token::Sign(word) => word.to_ascii_lowercase(),
            _ => String::new(),
        };
        loop {
            if let Some(form) = Form::of_words(&words) {
                return Ok((form, span));
            }
            let continuations = continuations(&words);
            if continuations.is_empty() {
                return Err(self.no_operator(field, &token, span, &words));
            }
            let (next, place) = self.scanner.token()?;
            match next {
                Token::Word(word) if continuations.split(' ').any(|known| word.eq_ignore_ascii_case(known)) => {
                    words.push(' ');
                    words.push_str(&word.to_ascii_lowercase());
                    span.end = place.end;
                }
                _ => return Err(self.scanner.expected(&format!("{continuations} after {words}"), place)),
            }
        }
    }

    fn no_operator(&self, field: &str, token: &Token<'_>, span: Range<usize>, words: &str) -> Fault {
        if let Some(advice) = advice(words) {
            return Fault::new(span, format!("{words} is not an operator; write {advice}"));
        }
        let mut fault = self.scanner.expected(&format!("an operator ({SHOWN}) after {field}"), span);
        match token {
            Token::End => fault.message.push_str("; yes or no is = true"),
            Token::Sign("&&" | "&" | "||" | "|" | ")" | "," | ";") => fault.message.push_str("; yes or no is = true"),
            Token::Sign(_) => fault.message.push_str("; a name with other characters than letters stands in backticks"),
            _ => {}
        }
        fault
    }

    /// Reads what the form asks for, and of a regular expression the flags.
    fn operand(&mut self, form: &Form, place: &Range<usize>, field: &str) -> Result<(Value, Option<Value>), Fault> {
        let value = match form.operand {
            Operand::Said(yes) => Value::scalar(yes, place.clone()),
            Operand::List => self.scanner.list(form.words)?,
            Operand::Ends => self.ends()?,
            Operand::Pattern => {
                if let Some([(pattern, place), (flags, behind)]) = self.scanner.regex()? {
                    let flags = (!flags.is_empty()).then(|| Value::scalar(flags, behind));
                    return Ok((Value::scalar(pattern, place), flags));
                }
                self.scanner.value("a regular expression such as /^to/i")?
            }
            Operand::Value => self.scanner.value(&format!("a value after {}", form.words))?,
        };
        if value.json == Json::Null && matches!(form.operator, Operator::Eq | Operator::Ne) {
            let words = if form.operator == Operator::Eq { "is null" } else { "is not null" };
            let span = place.start..value.spans.value.end;
            return Err(Fault::new(span, format!("null is not compared: write {field} {words}")));
        }
        Ok((value, None))
    }

    fn ends(&mut self) -> Result<Value, Fault> {
        let low = self.scanner.value("a value after between")?;
        if !self.scanner.take_word("and")? {
            let (_, next) = self.scanner.peek()?;
            return Err(self.scanner.expected("and with the upper end, as in between 1 and 9", next));
        }
        let high = self.scanner.value("a value after and")?;
        let ends = low.spans.value.start..high.spans.value.end;
        Ok(Value {
            depth: low.depth.max(high.depth) + 1,
            json: Json::Array(vec![low.json, high.json]),
            spans: Spans::around(ends, vec![low.spans, high.spans]),
        })
    }
}
