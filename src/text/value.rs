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

impl Value {
    pub fn scalar(json: impl Into<Json>, span: Range<usize>) -> Self {
        Value { json: json.into(), spans: Spans::of(span), depth: 0 }
    }
}

impl Scanner<'_> {
    /// Reads a value; `what` is expected.
    pub fn value(&mut self, what: &str) -> Result<Value, Fault> {
        self.nested(what, 0)
    }

    /// Reads the list that `words` ask for, in parentheses or brackets.
    pub fn list(&mut self, words: &str) -> Result<Value, Fault> {
        let (token, span) = self.token()?;
        match token {
            Token::Sign("(") => self.items(span, ")", 0),
            Token::Sign("[") => self.items(span, "]", 0),
            _ => Err(self.expected(&format!("a list such as (1, 2) after {words}"), span)),
        }
    }

    fn nested(&mut self, what: &str, depth: usize) -> Result<Value, Fault> {
        let (token, span) = self.token()?;
        let json = match token {
            Token::Text(text) => Json::String(text),
            Token::Number(number) => Json::Number(number),
            Token::Word(word) => self.word(word, &span)?,
            Token::Sign("[") => return self.items(span, "]", depth),
            Token::Sign("{") => return self.members(span, depth),
            _ => return Err(self.expected(what, span)),
        };
        Ok(Value::scalar(json, span))
    }

    fn word(&self, word: &str, span: &Range<usize>) -> Result<Json, Fault> {
        for (known, json) in [("null", Json::Null), ("true", Json::Bool(true)), ("false", Json::Bool(false))] {
            if word == known || !self.is_strict && word.eq_ignore_ascii_case(known) {
                return Ok(json);
            }
        }
        Err(Fault::new(span.clone(), format!("a text stands in quotes: write {}", describe_text(word))))
    }

    fn items(&mut self, open: Range<usize>, close: &str, depth: usize) -> Result<Value, Fault> {
        let (mut items, mut inner, mut deepest) = (Vec::new(), Vec::new(), 0);
        while self.goes_on(&open, close, items.is_empty(), depth)? {
            let item = self.nested("a value", depth + 1)?;
            items.push(item.json);
            inner.push(item.spans);
            deepest = deepest.max(item.depth);
        }
        let spans = Spans::around(open.start..self.at, inner);
        Ok(Value { json: Json::Array(items), spans, depth: deepest + 1 })
    }

    fn members(&mut self, open: Range<usize>, depth: usize) -> Result<Value, Fault> {
        let (mut members, mut inner, mut deepest) = (Vec::<(String, Json)>::new(), Vec::new(), 0);
        while self.goes_on(&open, "}", members.is_empty(), depth)? {
            let (token, span) = self.token()?;
            let name = match token {
                Token::Text(name) => name,
                Token::Word(word) => {
                    return Err(Fault::new(span, format!("JSON has names in quotes: write {}", describe_text(word))));
                }
                _ => return Err(self.expected("a name in quotes", span)),
            };
            let shown = self.shown(&span);
            if members.iter().any(|(other, _)| *other == name) {
                let message = format!("{shown} stands twice in one object, and only the last would count");
                return Err(Fault::new(span, message));
            }
            if !self.take(":") {
                let (_, next) = self.peek()?;
                return Err(self.expected(&format!(": after {shown}"), next));
            }
            let value = self.nested("a value", depth + 1)?;
            members.push((name, value.json));
            inner.push(value.spans.named(span));
            deepest = deepest.max(value.depth);
        }
        let spans = Spans::around(open.start..self.at, inner);
        Ok(Value { json: Json::Object(members), spans, depth: deepest + 1 })
    }

    /// Whether another item follows, for which it steps over the comma; else it steps over the end.
    fn goes_on(&mut self, open: &Range<usize>, close: &str, is_first: bool, depth: usize) -> Result<bool, Fault> {
        if depth >= MAX_DEPTH {
            return Err(too_deep(open.clone()));
        }
        if self.take(close) {
            return Ok(false);
        }
        if is_first || self.take(",") {
            return Ok(true);
        }
        match self.peek()? {
            (Token::End, _) => Err(self.unclosed(open.clone())),
            (_, span) => Err(self.expected(&format!("a comma or {close}"), span)),
        }
    }

    /// What stands there is wrong: something else was expected.
    pub fn expected(&self, what: &str, span: Range<usize>) -> Fault {
        let shown = self.shown(&span);
        Fault::new(span, format!("expected {what}, got {shown}"))
    }

    /// What stands there has no end.
    pub fn unclosed(&self, open: Range<usize>) -> Fault {
        let sign = self.text.get(open.clone()).unwrap_or_default();
        Fault::new(open, format!("the {sign} is never closed"))
    }

    /// What stands there, for a message.
    fn shown(&self, span: &Range<usize>) -> String {
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
