//! [`Kind`]: the words of fenced blocks that stand for tables and charts.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$meta:meta])* $variant:ident $word:literal $name:literal;)*) => {
        /// What an exhibit (图表) is: the word after its fence.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {$($(#[$meta])* $variant,)*}

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word after the fence.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Its Chinese name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

kinds! {
    /// A list: a line a record.
    List "list" "清单";
    /// A table of chosen columns.
    Table "table" "表格";
    /// 对照矩阵, 核对表: units against items, ticks or verdicts.
    Matrix "matrix" "矩阵";
    /// 台账: numbered records with all that is known of them, and totals.
    Ledger "ledger" "台账";
    /// 排名表.
    Ranking "ranking" "排名";
    /// 进度图, 甘特图.
    Timeline "timeline" "进度图";
    /// 阶梯图.
    Ladder "ladder" "阶梯图";
    /// 条形图, 堆积条形图.
    Bars "bars" "条形图";
    /// 漏斗图.
    Funnel "funnel" "漏斗图";
    /// 分布图.
    Map "map" "分布图";
    /// 组织架构图.
    Organisation "organisation" "架构图";
    /// 日历.
    Calendar "calendar" "日历";
    /// 案例专栏.
    Cases "cases" "案例";
    /// 证书, 责任书.
    Certificate "certificate" "证书";
    /// 数字看板.
    Panel "panel" "看板";
    /// 数据来源表: the document's own figures.
    Sources "sources" "数据来源表";
}

impl Kind {
    /// The kind that a fence names.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }
}
