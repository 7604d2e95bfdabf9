//! The document itself: title, occasion, speakers, the period that it covers.

use super::record::record;
use super::{Date, Period, Quantity};

record! {
    /// Facts about the document: what it is called, for which occasion, who speaks, which time it covers.
    pub struct Report {
        /// 标题. Empty: made from the meeting's name by the genre.
        pub title: String,
        /// 副标题.
        pub subtitle: String,
        /// 行政层级: 省, 市, 县, 乡镇, 村 or 部门.
        pub level: String,
        /// The region (id) that the document speaks for.
        pub region: String,
        /// 发文单位, where it is not the region itself.
        pub unit: String,
        /// 称谓, with its colon. Empty: the genre's usual one.
        pub salutation: String,
        /// 讲话人.
        pub speaker: Speaker,
        /// The meeting or the visit.
        pub meeting: Meeting,
        /// Who spoke before, in order. Empty: the text says nothing of earlier speakers.
        pub prior_speakers: Vec<Address>,
        /// Who speaks later, in order; it makes the speaker say 先讲.
        pub later_speakers: Vec<Address>,
        /// 统计期间 of every figure that names none of its own.
        pub period: Option<Period>,
        /// 数据截止日期 of every figure that names none of its own.
        pub as_of: Option<Date>,
        /// 成文日期 or the day of the speech.
        pub date: Option<Date>,
        /// How much of the year has passed, as it is said: 8个月.
        pub elapsed: Option<Quantity>,
        /// How much of the year is left, as it is said: 4个月.
        pub left: Option<Quantity>,
        /// Under whose leadership the work is done, noun phrases that are printed between 在 and 下: 省委、省政府正确领导.
        pub leadership: Vec<String>,
        /// The general goal to which the document calls, a noun phrase.
        pub goal: String,
        /// The event or congress to be greeted with good results, a noun phrase.
        pub greeting: String,
    }

    /// 讲话人.
    pub struct Speaker {
        /// Post, for example 市委书记.
        pub role: String,
        /// Name; empty when only the post is printed.
        pub name: String,
        /// On whose behalf thanks are given: 市委、市政府.
        pub on_behalf_of: Vec<String>,
    }

    /// 会议 or 观摩活动.
    pub struct Meeting {
        /// Name without 会: 全市脱贫攻坚观摩点评会议.
        pub name: String,
        /// Kind: 观摩点评, 推进, 动员, 部署.
        pub kind: String,
        /// The work that it is about: 脱贫攻坚.
        pub topic: String,
        /// The standing of that work, a noun phrase after 作为: 头等大事和第一民生工程.
        pub standing: String,
        /// How long it lasted, as it is said: 2天.
        pub duration: Option<Quantity>,
        /// Its day.
        pub date: Option<Date>,
        /// Where it is held.
        pub venue: String,
        /// The place that was visited for study, and what was to be learned there.
        pub study_visit: String,
        /// The purposes, verb phrases of four characters or more.
        pub purpose: Vec<String>,
    }

    /// What another speaker said.
    pub struct Address {
        /// Post.
        pub role: String,
        /// Name; empty when only the post is printed.
        pub name: String,
        /// What it was about, a noun phrase.
        pub topic: String,
        /// What was done: 点评, 部署, 通报, 传达.
        pub act: String,
    }

    /// A part of the work (脱贫攻坚, 经济发展, 生态环境 …): the order of the list is the order of the text.
    pub struct Topic {
        /// Name; records point at it by this name.
        pub name: String,
        /// Its class, which chooses the wording when no headline is given: 中心工作, 经济, 社会, 生态, 开放, 改革, 作风, 项目, 安全, 民生.
        pub class: String,
        /// The verdict as a headline, where the writer insists on his own.
        pub headline: String,
        /// Facts without a figure that belong under the headline, each a clause that can stand alone.
        pub facts: Vec<String>,
        /// What these results mean, a clause after 为…: 实现…目标打下坚实基础.
        pub meaning: String,
    }
}
