//! [`Spec`]: what the block of an exhibit asks for, TOML between the fence's lines.

use std::cell::RefCell;
use std::collections::BTreeSet;

use toml::{Table, Value};

use crate::data::Conditions;
use crate::draft::{conditions, texts};

/// A block's settings, asked for by name; what nobody asked for is a mistake.
#[derive(Debug)]
pub(super) struct Spec {
    table: Table,
    asked: RefCell<BTreeSet<String>>,
    wrong: RefCell<Vec<String>>,
}

impl Spec {
    /// Reads the text between the fence's lines.
    ///
    /// # Errors
    /// What TOML has to say, in its own words.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let table = text.parse().map_err(|error: toml::de::Error| error.message().trim().to_owned())?;
        Ok(Self { table, asked: RefCell::default(), wrong: RefCell::default() })
    }

    fn get(&self, key: &str) -> Option<&Value> {
        self.asked.borrow_mut().insert(key.to_owned());
        self.table.get(key)
    }

    /// Says what is wrong with a setting.
    pub(super) fn complain(&self, why: impl Into<String>) {
        self.wrong.borrow_mut().push(why.into());
    }

    /// A text; empty where there is none.
    pub(super) fn text(&self, key: &str) -> String {
        match self.get(key) {
            None => String::new(),
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(_) => {
                self.complain(format!("{key} 要写成引号里的文字"));
                String::new()
            }
        }
    }

    /// A list of texts, or one text alone.
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        let texts = match self.get(key) {
            None => Some(Vec::new()),
            Some(value) => texts(value),
        };
        texts.unwrap_or_else(|| {
            self.complain(format!("{key} 要写成一列文字，如 {key} = [\"甲\", \"乙\"]"));
            Vec::new()
        })
    }

    /// A yes or no; no where it is not said.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.flag_or(key, false)
    }

    /// A yes or no, with what holds where it is not said.
    pub(super) fn flag_or(&self, key: &str, unsaid: bool) -> bool {
        match self.get(key) {
            None => unsaid,
            Some(Value::Boolean(flag)) => *flag,
            Some(_) => {
                self.complain(format!("{key} 要写成 true 或 false"));
                false
            }
        }
    }

    /// A count.
    pub(super) fn count(&self, key: &str) -> Option<usize> {
        match self.get(key)? {
            Value::Integer(n) if *n > 0 => usize::try_from(*n).ok(),
            _ => {
                self.complain(format!("{key} 要写成大于零的整数"));
                None
            }
        }
    }

    /// Conditions on records: `{ status = "逾期", region = ["甲镇", "乙镇"], done = "" }`.
    pub(super) fn conditions(&self, key: &str) -> Conditions {
        let Some(value) = self.get(key) else { return Conditions::default() };
        let Value::Table(table) = value else {
            self.complain(format!("{key} 要写成 {key} = {{ 字段 = \"内容\" }}"));
            return Conditions::default();
        };
        let (conditions, wrong) = conditions(table);
        wrong.iter().for_each(|field| self.complain(format!("{key} 里的 {field} 要写成文字或一列文字")));
        conditions
    }

    /// The settings that were asked for so far.
    #[cfg(test)]
    pub(super) fn asked(&self) -> BTreeSet<String> {
        self.asked.borrow().clone()
    }

    /// What was wrong, and the settings that nothing asked for.
    pub(super) fn mistakes(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        let known: Vec<_> = asked.iter().map(String::as_str).collect();
        let unknown = self.table.keys().filter(|key| !asked.contains(*key));
        let unknown = unknown.map(|key| format!("没有 {key} 这一项；可以写：{}", known.join("、")));
        self.wrong.borrow().iter().cloned().chain(unknown).collect()
    }
}

/// `name+detail 问题`: what a setting points at, and what it is called after the first blank; empty where it is not said.
pub(super) fn named(text: &str) -> (&str, &str) {
    text.split_once([' ', '　']).map_or((text, ""), |(place, name)| (place, name.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_and_mistakes_told() {
        let spec = Spec::parse("from = \"/problems\"\ncolumns = [\"name\", 3]\ntotal = \"yes\"\nlimit = 0\nsort = \" a \"\nnonsense = 1\nwhere = { status = \"逾期\", region = [\"甲\", \"\"], x = 3 }\n").unwrap();
        assert_eq!(spec.text("from"), "/problems");
        assert_eq!(spec.texts("columns"), [""; 0]);
        assert!(!spec.flag("total"));
        assert_eq!(spec.count("limit"), None);
        assert_eq!(spec.texts("sort"), ["a"]);
        let conditions = Conditions::default().and("region", vec!["甲".into()]).and("status", vec!["逾期".into()]);
        assert_eq!(spec.conditions("where"), conditions);
        insta::assert_snapshot!(spec.mistakes().join("\n"), @r#"
        columns 要写成一列文字，如 columns = ["甲", "乙"]
        total 要写成 true 或 false
        limit 要写成大于零的整数
        where 里的 x 要写成文字或一列文字
        没有 nonsense 这一项；可以写：columns、from、limit、sort、total、where
        "#);
        assert!(Spec::parse("a = ").is_err());
    }
}
