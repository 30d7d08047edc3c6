//! Values: those of JSON, and outside of JSON texts in single quotes, words in any case and lists in parentheses.

use super::{
    MAX_DEPTH,
    error::Fault,
    scanner::{Scanner, Token},
    spans::Spans,
};
use crate::{Json, json::describe_text, strings::first};
use std::ops::Range;

/// A value and where its parts are.
pub(super) struct Value {
    pub json: Json,
    pub spans: Spans,
    /// How deep its objects and arrays are nested; 0 for a scalar.
    pub depth: usize,
}

impl Scanner<'_> {
    /// Reads the value that `after` asks for.
    pub fn value(&mut self, after: &str) -> Result<Value, Fault> {
        self.nested_value(after, 0)
    }

    /// Reads the list that `after` asks for: in parentheses or brackets. Anything else is left for the check to refuse.
    pub fn list(&mut self, after: &str) -> Result<Value, Fault> {
        let (token, span) = self.peek()?;
        match token {
            Token::Sign("(") => {
                self.token()?;
                self.items(span, ")", 0)
            }
            _ => self.value(after),
        }
    }

    fn nested_value(&mut self, after: &str, depth: usize) -> Result<Value, Fault> {
        let (token, span) = self.token()?;
        let json = match token {
            Token::Text(text) => Json::String(text),
            Token::Number(number) => number,
            Token::Word(word) => self.word(word, &span)?,
            Token::Sign("[") => return self.items(span, "]", depth),
            Token::Sign("{") => return self.members(span, depth),
            _ => return Err(Fault::new(span.clone(), format!("expected a value{after}, got {}", self.shown(&span)))),
        };
        Ok(Value { json, spans: Spans::of(span), depth: 0 })
    }

    fn word(&self, word: &str, span: &Range<usize>) -> Result<Json, Fault> {
        for (known, json) in [("null", Json::Null), ("true", Json::Bool(true)), ("false", Json::Bool(false))] {
            if word == known || !self.is_strict && word.eq_ignore_ascii_case(known) {
                return Ok(json);
            }
        }
        let shown = describe_text(word);
        Err(Fault::new(span.clone(), format!("a text stands in quotes: write {shown}")))
    }

    fn items(&mut self, open: Range<usize>, close: &str, depth: usize) -> Result<Value, Fault> {
        let (mut items, mut inner, mut deepest) = (Vec::new(), Vec::new(), 0);
        if depth >= MAX_DEPTH {
            return Err(too_deep(open));
        }
        while !self.take(close) {
            if !items.is_empty() {
                self.comma(&open, close)?;
            }
            let item = self.nested_value(if items.is_empty() { "" } else { " after the comma" }, depth + 1)?;
            items.push(item.json);
            inner.push(item.spans);
            deepest = deepest.max(item.depth);
        }
        let spans = Spans::around(open.start..self.at, inner);
        Ok(Value { json: Json::Array(items), spans, depth: deepest + 1 })
    }

    fn members(&mut self, open: Range<usize>, depth: usize) -> Result<Value, Fault> {
        let (mut members, mut inner, mut deepest) = (Vec::<(String, Json)>::new(), Vec::new(), 0);
        if depth >= MAX_DEPTH {
            return Err(too_deep(open));
        }
        while !self.take("}") {
            if !members.is_empty() {
                self.comma(&open, "}")?;
            }
            let (token, span) = self.token()?;
            let shown = self.shown(&span);
            let wrong = |message: String| Err(Fault::new(span.clone(), message));
            let name = match token {
                Token::Text(name) => name,
                Token::Word(word) => return wrong(format!("JSON has names in quotes: write {}", describe_text(word))),
                _ => return wrong(format!("expected a name in quotes, got {shown}")),
            };
            if members.iter().any(|(other, _)| *other == name) {
                return wrong(format!("{shown} stands twice in one object, and only the last would count"));
            }
            if !self.take(":") {
                let (_, next) = self.peek()?;
                return Err(Fault::new(next.clone(), format!("expected : after {shown}, got {}", self.shown(&next))));
            }
            let value = self.nested_value(" after :", depth + 1)?;
            members.push((name, value.json));
            inner.push(value.spans.named(span));
            deepest = deepest.max(value.depth);
        }
        let spans = Spans::around(open.start..self.at, inner);
        Ok(Value { json: Json::Object(members), spans, depth: deepest + 1 })
    }

    fn comma(&mut self, open: &Range<usize>, close: &str) -> Result<(), Fault> {
        if self.take(",") {
            return Ok(());
        }
        match self.peek()? {
            (Token::End, _) => {
                let opened = self.text.get(open.clone()).unwrap_or_default();
                Err(Fault::new(open.clone(), format!("the {opened} is never closed")))
            }
            (_, span) => {
                Err(Fault::new(span.clone(), format!("expected a comma or {close}, got {}", self.shown(&span))))
            }
        }
    }

    /// What stands there, for a message.
    pub fn shown(&self, span: &Range<usize>) -> String {
        match self.text.get(span.clone()).unwrap_or_default() {
            "" => "the end".into(),
            text if text.starts_with(['"', '\'', '`']) => first(40, text),
            text => describe_text(text),
        }
    }
}

pub(super) fn too_deep(span: Range<usize>) -> Fault {
    Fault::new(span, format!("nested more than {MAX_DEPTH} deep"))
}
