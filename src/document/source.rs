//! Where a figure comes from: the target of its link, and the trait through which the data answers.

use crate::data::{Figures, Form, chinese_numeral, counting_numeral};
use crate::draft::{Query, decode, encode};

/// What follows `figure:` in a figure link.
///
/// Either a JSON pointer (RFC 6901) into the data, or what is counted in the draft itself; both may ask for a form:
///
/// ```
/// use huibao::document::Source;
///
/// let source: Source = "/meeting/duration?form=chinese&unit=天".parse()?;
/// let Source::Data { pointer, form } = &source else { unreachable!() };
/// assert_eq!(pointer, "/meeting/duration");
/// assert_eq!((form.get("form"), form.get("unit")), (Some("chinese"), Some("天")));
/// assert_eq!(source.to_string(), "/meeting/duration?form=chinese&unit=天");
/// # Ok::<(), huibao::document::SourceError>(())
/// ```
///
/// A `?` or a `%` that belongs to the pointer is written `%3F` or `%25`, as in a URL; so are `&` and `=` in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A value of the data.
    Data {
        /// JSON pointer, beginning with `/`.
        pointer: String,
        /// How it is to be printed.
        form: Query,
    },
    /// `draft:sections`: how many headings of level 1 the draft has, so that 我讲四点意见 is always right.
    Sections {
        /// How the count is to be printed.
        form: Query,
    },
}

/// A figure as its source states it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sourced {
    /// The figure as it is to be printed in the asked form.
    pub text: String,
    /// What it is, for example `年度脱贫人口：已完成`.
    pub label: String,
    /// The formula, when it was computed.
    pub formula: Option<String>,
    /// JSON pointers of the formula's operands.
    pub operands: Vec<String>,
    /// 统计期间, when known.
    pub period: Option<String>,
    /// 数据截止日期, when known.
    pub as_of: Option<String>,
    /// 数据来源单位, when known.
    pub provider: Option<String>,
}

/// Answers for the figures of a draft.
pub trait FigureSource {
    /// The figure at a JSON pointer, printed in the asked form.
    ///
    /// # Errors
    ///
    /// When the pointer leads nowhere, or to what is no figure, or the form does not fit it.
    fn resolve(&self, pointer: &str, form: &Query) -> Result<Sourced, SourceError>;

    /// What things are called: numerals in these names are no figures (三项扶贫资金, 第二年). None by default.
    fn names(&self) -> Vec<&str> {
        Vec::new()
    }

    /// The data that exhibits are made from. None by default: a draft without data has no exhibits.
    fn data(&self) -> Option<&Figures> {
        None
    }
}

/// Why a source gives no figure. Prints as a Chinese sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceError {
    /// The data has nothing at this pointer.
    NotFound {
        /// The pointer.
        pointer: String,
    },
    /// What is at this pointer cannot be printed as a figure: an object, a sentence.
    NotAFigure {
        /// The pointer.
        pointer: String,
        /// What is there instead, in Chinese, for example `一组对象`; may be empty.
        found: String,
    },
    /// The form is unknown, or does not fit the value.
    Form {
        /// The form as it was asked for.
        form: String,
        /// What is wrong with it, in Chinese.
        reason: String,
    },
    /// Neither a JSON pointer nor `draft:sections`.
    Malformed {
        /// The source as it was written.
        source: String,
    },
}

impl std::fmt::Display for SourceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound { pointer } => write!(f, "数据中没有 {pointer}"),
            Self::NotAFigure { pointer, found } if found.is_empty() => write!(f, "{pointer} 处不是可以印出的数字"),
            Self::NotAFigure { pointer, found } => write!(f, "{pointer} 处是{found}，不是可以印出的数字"),
            Self::Form { form, reason } => write!(f, "写法“{form}”不适用：{reason}"),
            Self::Malformed { source } => {
                write!(f, "来源“{source}”既不是以 / 开头的数据路径，也不是 draft:sections")
            }
        }
    }
}

impl std::error::Error for SourceError {}

impl std::str::FromStr for Source {
    type Err = SourceError;

    fn from_str(text: &str) -> Result<Self, SourceError> {
        let (place, query) = text.split_once('?').unwrap_or((text, ""));
        let form = Query::parse(query);
        if place == "draft:sections" {
            Ok(Self::Sections { form })
        } else if place.starts_with('/') {
            Ok(Self::Data { pointer: decode(place), form })
        } else {
            Err(SourceError::Malformed { source: text.to_owned() })
        }
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let form = match self {
            Self::Data { pointer, form } => {
                f.write_str(&encode(pointer, "?"))?;
                form
            }
            Self::Sections { form } => {
                f.write_str("draft:sections")?;
                form
            }
        };
        if form.is_empty() { Ok(()) } else { write!(f, "?{form}") }
    }
}

impl Source {
    /// The source of a figure of the data, in a form.
    pub(crate) fn data(pointer: &str, form: Form) -> Self {
        let source = Self::Data { pointer: pointer.to_owned(), form: Query::default() };
        if form == Form::Written { source } else { source.with("form", form.name()) }
    }

    /// The same source with another word on how it is to be printed.
    #[must_use]
    pub(crate) fn with(self, key: &str, value: &str) -> Self {
        match self {
            Self::Data { pointer, form } => Self::Data { pointer, form: form.with(key, value) },
            Self::Sections { form } => Self::Sections { form: form.with(key, value) },
        }
    }

    /// The figure at this source; `sections` is the number of level-1 headings of the draft.
    ///
    /// # Errors
    ///
    /// Those of [`FigureSource::resolve`], and a form that does not fit a count.
    pub(crate) fn resolve(&self, sections: usize, data: &dyn FigureSource) -> Result<Sourced, SourceError> {
        match self {
            Self::Data { pointer, form } => data.resolve(pointer, form),
            Self::Sections { form } => {
                let unit = form.get("unit").unwrap_or("");
                let count = u32::try_from(sections).unwrap_or(u32::MAX);
                let numeral = match form.get("form") {
                    None | Some("arabic") => count.to_string(),
                    Some("chinese") if unit.is_empty() => chinese_numeral(count),
                    Some("chinese") => counting_numeral(count),
                    Some(_) => {
                        return Err(SourceError::Form {
                            form: form.to_string(),
                            reason: "本文部分数只能写作 form=chinese 或 form=arabic".to_owned(),
                        });
                    }
                };
                Ok(Sourced {
                    text: format!("{numeral}{unit}"),
                    label: "本文一级标题数".to_owned(),
                    formula: Some("count(draft:sections)".to_owned()),
                    ..Sourced::default()
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Nothing;

    impl FigureSource for Nothing {
        fn resolve(&self, pointer: &str, _: &Query) -> Result<Sourced, SourceError> {
            Err(SourceError::NotFound { pointer: pointer.to_owned() })
        }
    }

    fn sections(source: &str, count: usize) -> String {
        let source: Source = source.parse().unwrap();
        source.resolve(count, &Nothing).map_or_else(|error| error.to_string(), |sourced| sourced.text)
    }

    #[test]
    fn counts_of_the_draft() {
        assert_eq!(sections("draft:sections", 4), "4");
        assert_eq!(sections("draft:sections?form=chinese&unit=点", 2), "两点");
        assert_eq!(sections("draft:sections?form=chinese", 2), "二");
        assert_eq!(sections("draft:sections?unit=个部分", 3), "3个部分");
        insta::assert_snapshot!(sections("draft:sections?form=roman", 3),
            @"写法“form=roman”不适用：本文部分数只能写作 form=chinese 或 form=arabic");
        insta::assert_snapshot!(sections("/a", 3), @"数据中没有 /a");
    }

    #[test]
    fn what_is_no_source() {
        let error = "targets/0".parse::<Source>().unwrap_err();
        insta::assert_snapshot!(error, @"来源“targets/0”既不是以 / 开头的数据路径，也不是 draft:sections");
        assert!("".parse::<Source>().is_err());
        assert!("draft:pages".parse::<Source>().is_err());
    }
}
