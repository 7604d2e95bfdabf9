//! The document itself: title, occasion, speakers, the period that it covers, the office's own phrases.

use super::record::{choice, record};
use super::{Date, Period, Quantity};

record! {
    /// Facts about the document: what it is called, for which occasion, who speaks, which time it covers.
    pub struct Report = "报告" {
        /// Genre (id); empty: the one that is asked for when a draft is made.
        pub genre: String = "文种：文种代号，见 huibao genres",
        /// 标题. Empty: made from the meeting's name by the genre.
        pub title: String = "标题：不填则由会议名称生成",
        /// 副标题.
        pub subtitle: String = "副标题",
        /// The series that it belongs to: 系列报道之三.
        pub series: Series = "系列",
        /// 行政层级: 省, 市, 县, 乡镇, 村 or 部门.
        pub level: String = "层级" ["省", "市", "县", "区", "乡镇", "村", "部门"],
        /// The region (id) that the document speaks for.
        pub region: String = "地区：填地区表里的编号或名称",
        /// 发文单位, where it is not the region itself.
        pub unit: String = "单位：不是以地区名义时填",
        /// 称谓, with its colon. Empty: the genre's usual one.
        pub salutation: String = "称谓：连同冒号，如“同志们：”",
        /// 讲话人.
        pub speaker: Speaker = "讲话人",
        /// The meeting or the visit.
        pub meeting: Meeting = "会议",
        /// Who spoke before, in order. Empty: the text says nothing of earlier speakers.
        pub prior_speakers: Vec<Address> = "此前发言",
        /// Who speaks later, in order; it makes the speaker say 先讲.
        pub later_speakers: Vec<Address> = "此后发言",
        /// 统计期间 of every figure that names none of its own.
        pub period: Option<Period> = "统计期间：各项数据没有另写期间时用它，如“今年1—8月（2017-01至2017-08）”",
        /// 数据截止日期 of every figure that names none of its own.
        pub as_of: Option<Date> = "截止日期：各项数据没有另写截止日期时用它，如2019-06底",
        /// 成文日期 or the day of the speech.
        pub date: Option<Date> = "成文日期：如2017-08-30",
        /// How much of the year has passed, as it is said: 8个月.
        pub elapsed: Option<Quantity> = "已过时间：如8个月",
        /// How much of the year is left, as it is said: 4个月.
        pub left: Option<Quantity> = "剩余时间：如4个月",
        /// Under whose leadership the work is done, noun phrases that are printed between 在 and 下: 省委、省政府正确领导.
        pub leadership: Vec<String> = "领导：印在“在……下”之间，如“省委、省政府正确领导”",
        /// The general goal to which the document calls, a noun phrase.
        pub goal: String = "总目标",
        /// The event or congress to be greeted with good results, a noun phrase.
        pub greeting: String = "迎接：以优异成绩迎接的大事",
        /// How many opinions were announced, when the writer insists on a count; the text counts its own sections.
        pub opinions: Option<Quantity> = "意见数：如“四点”，不填则按正文的部分数",
        /// Tables and charts that are to be shown whatever the genre.
        pub exhibits: Vec<ExhibitRequest> = "图表：文种之外另要的图表",
        /// How figures are printed.
        pub figures_style: FiguresStyle = "数字写法",
        /// How it is issued as an official document, a letter or a bulletin.
        pub issuance: Issuance = "发文：红头、编号、主送、版记等，印成公文或简报时填",
    }

    /// 发文: what an issued document carries besides its text (GB/T 9704-2012, clause 7; a bulletin's by practice).
    pub struct Issuance = "发文" {
        /// 发文机关, the host of a joint document first.
        pub issuers: Vec<String> = "发文机关：联合行文时主办机关写在最前",
        /// 发文机关标志, where it is not the issuers' names with 文件.
        pub mark: String = "发文机关标志：红头上的字，不是“发文机关+文件”时填",
        /// 发文字号: 某政发〔2025〕12号.
        pub number: String = "发文字号：如“某政发〔2025〕12号”",
        /// 签发人, of a document to a superior.
        pub signers: Vec<String> = "签发人：上行文填",
        /// 密级和保密期限: 秘密★1年.
        pub secrecy: String = "密级和保密期限：如“秘密★1年”",
        /// 紧急程度.
        pub urgency: String = "紧急程度" ["特急", "加急"],
        /// 份号, six digits.
        pub copy_number: String = "份号：六位数字，如“000001”",
        /// 主送机关.
        pub recipients: Vec<String> = "主送机关",
        /// 抄送机关; of a bulletin, each may begin with 报：, 送： or 发：.
        pub copies: Vec<String> = "抄送机关：简报可写“报：……”“送：……”“发：……”",
        /// 署名, where it is not the issuers.
        pub signatures: Vec<String> = "署名：不填则用发文机关",
        /// 印发机关.
        pub printer: String = "印发机关：如“某县人民政府办公室”",
        /// 印发日期.
        pub printed: Option<Date> = "印发日期：送付印的日期，如2025-09-01",
        /// 附注, without its brackets: 此件公开发布.
        pub note: String = "附注：不带括号，如“此件公开发布”",
        /// 简报名称.
        pub masthead: String = "简报名称",
        /// 期号: 第12期.
        pub issue: String = "期号：如“第12期”",
        /// 总期号: 总第85期.
        pub total_issue: String = "总期号：如“总第85期”",
        /// 编发单位 of a bulletin.
        pub editor: String = "编发单位：简报报头左边的单位",
        /// 印数 of a bulletin: 共印100份.
        pub print_run: String = "印数：如“共印100份”",
    }

    /// 系列: a document that is one of several.
    pub struct Series = "系列" {
        /// Name.
        pub name: String = "名称",
        /// Which one it is.
        pub number: Option<Quantity> = "序号：如第3篇填“3篇”",
    }

    /// How figures are printed (genre study 3.6). The figures themselves are never rounded or padded.
    pub struct FiguresStyle = "数字写法" {
        /// Whether years are written in full (2017年) even where 今年 would do.
        pub full_years: bool = "年份写全：不用“今年”“去年”",
    }

    /// 讲话人.
    pub struct Speaker = "讲话人" {
        /// Post, for example 市委书记.
        pub role: String = "职务",
        /// Name; empty when only the post is printed.
        pub name: String = "姓名",
        /// On whose behalf thanks are given: 市委、市政府.
        pub on_behalf_of: Vec<String> = "代表：如市委、市政府",
    }

    /// 会议 or 观摩活动.
    pub struct Meeting = "会议" {
        /// Name without 会: 全市脱贫攻坚观摩点评会议.
        pub name: String = "名称",
        /// Kind: 观摩点评, 推进, 动员, 部署.
        pub kind: String = "类型" ["观摩点评", "推进", "动员", "部署", "工作", "座谈", "迎检动员"],
        /// 届次: 第八次.
        pub number: String = "届次：如“第八次”",
        /// The work that it is about: 脱贫攻坚.
        pub topic: String = "主题",
        /// The standing of that work, a noun phrase after 作为: 头等大事和第一民生工程.
        pub standing: String = "定位：印在“作为”之后，如“头等大事和第一民生工程”",
        /// How long it lasted, as it is said: 2天.
        pub duration: Option<Quantity> = "时长：如2天",
        /// Its day.
        pub date: Option<Date> = "日期",
        /// Where it is held.
        pub venue: String = "地点",
        /// The meeting that it follows: 全县动员大会.
        pub follows: String = "前次会议",
        /// The day of that meeting.
        pub follows_date: Option<Date> = "前次会议日期",
        /// The meeting together with which it is held (套开).
        pub held_with: String = "套开会议",
        /// The place that was visited for study, and what was to be learned there.
        pub study_visit: String = "学习考察地",
        /// The purposes, verb phrases of four characters or more.
        pub purpose: Vec<String> = "目的",
    }

    /// What another speaker said.
    pub struct Address = "发言" {
        /// Post.
        pub role: String = "职务",
        /// Name; empty when only the post is printed.
        pub name: String = "姓名",
        /// What it was about, a noun phrase.
        pub topic: String = "内容",
        /// What was done: 点评, 部署, 通报, 传达.
        pub act: String = "方式" ["点评", "部署", "通报", "传达", "汇报", "交流"],
    }

    /// A table, a chart or a sentence that the writer wants beside what the genre itself shows: at the end of the text, or as
    /// an annex.
    pub struct ExhibitRequest = "图表" {
        /// What it is.
        pub kind: Option<ExhibitKind> = "种类",
        /// 表题, 图题, or the title of the annex.
        pub title: String = "标题",
        /// The list or record that it is made from, a JSON pointer: /problems.
        pub from: String = "数据：在数据里的位置，如 /problems",
        /// Further settings of the block, a line each: where = { status = "逾期" }.
        pub settings: Vec<String> = "设置：一行一项，如 total = true，写法见图表说明",
        /// Whether it is an annex.
        pub annex: bool = "作附件",
        /// Whether the annex lies on its side.
        pub landscape: bool = "横排：附件横排",
    }

    /// A part of the work (脱贫攻坚, 经济发展, 生态环境 …): the order of the list is the order of the text.
    pub struct Topic = "工作" {
        /// Name; records point at it by this name.
        pub name: String = "名称",
        /// Its class, which chooses the wording when no headline is given: 中心工作, 经济, 社会, 生态, 开放, 改革, 作风, 项目, 安全, 民生.
        pub class: String = "类别" ["中心工作", "经济", "社会", "生态", "开放", "改革", "作风", "项目", "安全", "民生"],
        /// The verdict as a headline, where the writer insists on his own.
        pub headline: String = "标题：自拟的小标题，不填则生成",
        /// Facts without a figure that belong under the headline, each a clause that can stand alone.
        pub facts: Vec<String> = "事实：不带数字的成绩，一行一条",
        /// What these results mean, a clause after 为…: 实现…目标打下坚实基础.
        pub meaning: String = "意义：印在“为”之后，如“实现……打下坚实基础”",
    }

    /// The office's own phrases, which come before the built-in ones (genre study section 5, PhraseBank).
    pub struct PhraseBank = "用语" {
        /// Openings.
        pub openings: Vec<String> = "开头",
        /// Hinges between paragraphs.
        pub transitions: Vec<String> = "过渡",
        /// Verbs.
        pub verbs: Vec<String> = "动词",
        /// Spirits and mottos of the place: 红旗渠精神.
        pub spirits: Vec<String> = "精神：本地的精神、口号",
        /// Closings.
        pub closings: Vec<String> = "结尾",
        /// Words that must not appear.
        pub banned: Vec<String> = "禁用",
    }
}

choice! {
    /// What an exhibit is.
    pub enum ExhibitKind = "图表种类" {
        /// Sentences, as the text says them.
        Sentence = "句子",
        /// A list.
        List = "清单",
        /// A table.
        Table = "表格",
        /// A matrix of ticks.
        Matrix = "矩阵",
        /// A ledger.
        Ledger = "台账",
        /// A ranking.
        Ranking = "排名",
        /// A Gantt chart.
        Timeline = "进度图",
        /// A ladder.
        Ladder = "阶梯图",
        /// Bars.
        Bars = "条形图",
        /// A funnel.
        Funnel = "漏斗图",
        /// A map.
        Map = "分布图",
        /// An organisation chart.
        Organisation = "架构图",
        /// A calendar.
        Calendar = "日历",
        /// Boxes of cases.
        Cases = "案例",
        /// A certificate.
        Certificate = "证书",
        /// Large figures.
        Panel = "看板",
    }
}
