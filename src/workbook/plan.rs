//! Which sheets a workbook has, with which columns, and how their rows belong together.

use super::schema::{Field, Leaf, Record, Shape};

/// Name of the first sheet, which explains the others.
pub(super) const GUIDE: &str = "说明";
/// Name of the hidden sheet that holds drop-downs too long for a cell's own rule.
pub(super) const WORDS: &str = "选项";
/// The longest name of a sheet, in UTF-16 units.
const MAX_NAME: usize = 31;

/// The columns before the data of a sheet of records.
pub(super) const MARK: &str = "标记";
pub(super) const NUMBER: &str = "序号";
pub(super) const OWNER: &str = "所属";
pub(super) const RELATION: &str = "关系";
/// The headings of a vertical sheet.
pub(super) const ITEM: &str = "项目";
pub(super) const CONTENT: &str = "内容";
pub(super) const REMARK: &str = "说明";

/// All sheets that hold data, parents before their children.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub name: String,
    pub about: String,
    /// One record, an item a row, instead of a record a row.
    pub vertical: bool,
    /// Where its record or its list stands in the document; empty for the document itself and for a child sheet.
    pub root: Vec<String>,
    /// The sheet whose rows own the rows of this one.
    pub parent: Option<usize>,
    /// The lists that its rows can belong to. None: the list at `root`.
    pub links: Vec<Link>,
    pub columns: Vec<Column>,
}

/// A list of an owning record.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// What the column 关系 says.
    pub word: String,
    /// Where in the owning record the list is.
    pub path: Vec<String>,
    /// Whether the owner is a row of the same sheet.
    pub own: bool,
}

/// A column of a table, or an item of a vertical sheet.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub title: String,
    /// Where in the record the value is.
    pub path: Vec<String>,
    pub leaf: Leaf,
    /// Several values, one a line.
    pub list: bool,
    pub description: String,
    pub examples: Vec<String>,
}

impl Sheet {
    /// Whether rows can belong to a row of the same sheet.
    pub fn recursive(&self) -> bool {
        self.links.iter().any(|l| l.own)
    }

    /// The headings before the data.
    pub fn leading(&self, plan: &Plan) -> Vec<&'static str> {
        if self.vertical {
            return vec![ITEM, CONTENT, REMARK];
        }
        let mut leading = vec![MARK, NUMBER];
        if self.recursive() || self.parent.is_some_and(|p| !plan.sheets[p].vertical) {
            leading.push(OWNER);
        }
        if self.recursive() || self.links.len() > 1 {
            leading.push(RELATION);
        }
        leading
    }
}

/// A list of records found in a record: where, its title, its description, which record.
type List<'a> = (Vec<String>, String, &'a str, usize);

impl Plan {
    pub fn new(root: &[Field], records: &[Record]) -> Result<Self, String> {
        let mut plan = Self { sheets: Vec::new() };
        let mut loose = Vec::new();
        for field in root {
            if let Shape::Leaf(leaf) | Shape::Leaves(leaf) = &field.shape {
                let list = matches!(field.shape, Shape::Leaves(_));
                loose.push(column(field, leaf, list, vec![field.key.clone()], field.title.clone()));
            }
        }
        if !loose.is_empty() {
            let name = plan.name("总体");
            plan.sheets.push(Sheet {
                name,
                about: "整份数据的内容".into(),
                vertical: true,
                root: Vec::new(),
                parent: None,
                links: Vec::new(),
                columns: loose,
            });
        }
        for field in root {
            let (record, vertical) = match field.shape {
                Shape::Record(record) => (record, true),
                Shape::Records(record) => (record, false),
                _ => continue,
            };
            let about = if field.description.is_empty() { &records[record].description } else { &field.description };
            let sheet = Sheet {
                name: plan.name(&field.title),
                about: about.clone(),
                vertical,
                root: vec![field.key.clone()],
                parent: None,
                links: Vec::new(),
                columns: Vec::new(),
            };
            plan.add(sheet, record, records, &[])?;
        }
        Ok(plan)
    }

    /// Adds a sheet with its columns, then the sheets of the lists within its record.
    fn add(&mut self, mut sheet: Sheet, record: usize, records: &[Record], above: &[usize]) -> Result<(), String> {
        let mut lists = Vec::new();
        flatten(&records[record], records, &[], "", &mut sheet.columns, &mut lists);
        let (own, others): (Vec<_>, Vec<_>) =
            lists.into_iter().partition(|(_, _, _, of)| *of == record && !sheet.vertical);
        sheet.links.extend(own.into_iter().map(|(path, word, ..)| Link { word, path, own: true }));
        unique(sheet.links.iter_mut().map(|l| &mut l.word), &[]);
        let leading: &[&str] = if sheet.vertical { &[] } else { &[MARK, NUMBER, OWNER, RELATION] };
        unique(sheet.columns.iter_mut().map(|c| &mut c.title), leading);
        let (place, name, vertical) = (self.sheets.len(), sheet.name.clone(), sheet.vertical);
        self.sheets.push(sheet);

        let mut above = above.to_vec();
        if !vertical {
            above.push(record);
        }
        let mut done = Vec::new();
        for (_, _, _, child) in &others {
            if done.contains(child) {
                continue;
            }
            done.push(*child);
            if above.contains(child) {
                return Err(format!("“{}” contains itself by way of another record", records[*child].title));
            }
            let lists: Vec<&List> = others.iter().filter(|(_, _, _, c)| c == child).collect();
            let title = if lists.len() == 1 { &lists[0].1 } else { &records[*child].title };
            let about =
                if lists.len() == 1 && !lists[0].2.is_empty() { lists[0].2 } else { &records[*child].description };
            let sheet = Sheet {
                name: self.name(&format!("{name}-{title}")),
                about: about.to_owned(),
                vertical: false,
                root: Vec::new(),
                parent: Some(place),
                links: lists.iter().map(|l| Link { word: l.1.clone(), path: l.0.clone(), own: false }).collect(),
                columns: Vec::new(),
            };
            self.add(sheet, *child, records, &above)?;
        }
        Ok(())
    }

    /// A name that Excel accepts and that no other sheet has.
    fn name(&self, wanted: &str) -> String {
        let clean: String = wanted
            .chars()
            .map(|c| match c {
                '[' => '［',
                ']' => '］',
                ':' => '：',
                '*' => '＊',
                '?' => '？',
                '/' => '／',
                '\\' => '＼',
                '\'' => '’',
                '!' => '！',
                c if c.is_control() => ' ',
                c => c,
            })
            .collect();
        let clean = match clean.trim() {
            "" => "数据",
            name => name,
        };
        let taken = |name: &str| {
            let same = |other: &str| other.to_lowercase() == name.to_lowercase();
            same(GUIDE) || same(WORDS) || self.sheets.iter().any(|s| same(&s.name))
        };
        let mut name = shorten(clean, MAX_NAME);
        let mut count = 2;
        while taken(&name) {
            let suffix = count.to_string();
            name = shorten(clean, MAX_NAME - suffix.len()) + &suffix;
            count += 1;
        }
        name
    }
}

fn shorten(name: &str, most: usize) -> String {
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length <= most
    };
    name.chars().take_while(fits).collect()
}

/// Gives titles that are equal, or reserved, a number.
fn unique<'a>(titles: impl Iterator<Item = &'a mut String>, reserved: &[&str]) {
    let mut taken: Vec<String> = reserved.iter().map(|r| super::text::plain(r)).collect();
    for title in titles {
        let mut name = title.clone();
        let mut count = 2;
        while taken.contains(&super::text::plain(&name)) {
            name = format!("{title}{count}");
            count += 1;
        }
        taken.push(super::text::plain(&name));
        *title = name;
    }
}

/// The leaves of a record as columns, single records within it unfolded; lists of records aside.
fn flatten<'a>(
    record: &'a Record,
    records: &'a [Record],
    at: &[String],
    before: &str,
    columns: &mut Vec<Column>,
    lists: &mut Vec<List<'a>>,
) {
    for field in &record.fields {
        let path: Vec<_> = at.iter().chain([&field.key]).cloned().collect();
        let title = format!("{before}{}", field.title);
        match &field.shape {
            Shape::Leaf(leaf) => columns.push(column(field, leaf, false, path, title)),
            Shape::Leaves(leaf) => columns.push(column(field, leaf, true, path, title)),
            Shape::Record(inner) => {
                flatten(&records[*inner], records, &path, &format!("{title}·"), columns, lists);
            }
            Shape::Records(inner) => lists.push((path, title, field.description.as_str(), *inner)),
        }
    }
}

fn column(field: &Field, leaf: &Leaf, list: bool, path: Vec<String>, title: String) -> Column {
    Column {
        title,
        path,
        leaf: leaf.clone(),
        list,
        description: field.description.clone(),
        examples: field.examples.clone(),
    }
}
