//! Tables of every kind, as lines.

use super::super::super::model::{Block, FigureEntry};
use super::super::{Exhibit, Kind, Outlines, Row, RowKind, Table, View, make};
use crate::Finding;
use crate::data::{Figures, from_json};

const QUARTER: &str = include_str!("../../../../tests/data/safety-quarter.json");
const ANNUAL: &str = include_str!("../../../../tests/data/region-annual.json");

struct Shown {
    exhibit: Option<Exhibit>,
    figures: Vec<FigureEntry>,
    findings: Vec<Finding>,
}

fn show(kind: Kind, json: &str, spec: &str) -> Shown {
    let loaded = from_json(json.as_bytes());
    assert_eq!(loaded.findings, []);
    let made = make(kind, spec, &Figures::new(&loaded.progress), &Outlines::default(), 0, "/0".into());
    let exhibit = made.block.map(|block| match block {
        Block::Exhibit { exhibit: Some(exhibit), .. } => *exhibit,
        other => panic!("{other:?}"),
    });
    Shown { exhibit, figures: made.figures, findings: made.findings }
}

impl Shown {
    fn table(&self) -> &Table {
        match self.exhibit.as_ref().map(|exhibit| &exhibit.view) {
            Some(View::Table(table)) => table,
            other => panic!("{other:?} {:?}", self.findings),
        }
    }

    /// Lines, with blanks for tabs, then what is wrong.
    fn lines(&self) -> String {
        let lines =
            self.exhibit.iter().flat_map(Exhibit::lines).map(|line| line.replace('\t', " | ").trim_end().to_owned());
        lines.chain(self.findings.iter().map(|finding| format!("! {}", finding.message))).collect::<Vec<_>>().join("\n")
    }
}

fn lines(kind: Kind, json: &str, spec: &str) -> String {
    show(kind, json, spec).lines()
}

/// Every row has a cell, or a cell above or beside it, for every column.
fn assert_whole(table: &Table) {
    let mut below = vec![0_usize; table.columns.len()];
    for cells in table.head.iter().chain(table.rows.iter().map(|row| &row.cells)) {
        let mut next = cells.iter();
        let mut at = 0;
        while at < below.len() {
            if below[at] > 0 {
                below[at] -= 1;
                at += 1;
                continue;
            }
            let cell = next.next().expect("a cell for every column");
            let width = usize::from(cell.columns);
            below[at..at + width].iter_mut().for_each(|rows| *rows = usize::from(cell.rows) - 1);
            at += width;
        }
        assert!(next.next().is_none(), "no cell too many: {cells:?}");
    }
    assert!(below.iter().all(|n| *n == 0), "no merged cell beyond the table");
}

fn of_kind(table: &Table, kind: RowKind) -> Vec<&Row> {
    table.rows.iter().filter(|row| row.kind == kind).collect()
}

/// Genre study Q34: 47条共性问题已整改到位8条，长期坚持39条；76条个性问题已整改到位51条，长期坚持17条，限期整改8条.
const RECTIFICATION: &str = r#"{"rectification": [
    {"source": "国家成效考核", "scope": "共性", "total": "47条", "done": "8条", "long_term": "39条"},
    {"source": "省成效考核", "scope": "个性", "total": "76条", "done": "51条", "long_term": "17条", "timed": "8条"},
    {"source": "巡视", "status_text": "基本整改到位"}]}"#;

#[test]
fn real_rectification_adds_up() {
    let spec = "from = \"/rectification\"\ntotal = true\ncolumns = [\"source 来源\", \"scope\", \"total\", \"done\", \"long_term\", \"timed\", \"rate\"]\nspans = [\"整改情况：done,long_term,timed\"]";
    insta::assert_snapshot!(lines(Kind::Table, RECTIFICATION, spec), @r"
    单位：条
    来源 | 范围 | 总数 | 整改情况 | 完成率（%）
    已整改 | 长期坚持 | 限期整改
    国家成效考核 | 共性 | 47 | 8 | 39 |  | 17
    省成效考核 | 个性 | 76 | 51 | 17 | 8 | 67.1
    巡视 |  |  |  |  |  |
    合计 | 123 | 59 | 56 | 8 |
    ");
    let shown = show(Kind::Table, RECTIFICATION, spec);
    assert_whole(shown.table());
    let sum = shown.figures.last().unwrap();
    assert_eq!((sum.text.as_str(), sum.source.as_str()), ("8", "/rectification/sum?of=timed&form=number"));
    insta::assert_snapshot!(lines(Kind::Ledger, RECTIFICATION, "from = \"/rectification\""), @r"
    单位：条
    序号 | 问题来源 | 总数 | 已整改 | 长期坚持 | 限期整改 | 完成率（%） | 备注
    1 | 国家成效考核 | 47 | 8 | 39 |  | 17 |
    2 | 省成效考核 | 76 | 51 | 17 | 8 | 67.1 |
    3 | 巡视 |  |  |  |  |  | 基本整改到位
    合计（共3批） | 123 | 59 | 56 | 8 |  |
    ");
}

#[test]
fn a_ledger_counts_its_records() {
    let shown = show(
        Kind::Ledger,
        QUARTER,
        "title = \"问题整改台账\"\nfrom = \"/problems\"\nwhere = { status = \"逾期\", region = [\"石碓镇\", \"沙篁乡\"] }",
    );
    insta::assert_snapshot!(shown.lines(), @r"
    问题整改台账
    序号 | 问题 | 来源 | 责任单位 | 整改措施 | 整改时限（2026年） | 状态
    1 | 消防控制室脱岗：消防控制室夜间只有一人值守且没有证书，值班记录由白班人员补写 | 全县三季度安全生产暗访 | 石碓镇政府 | 配齐持证值班人员，落实双人全天值守和交接班制度 | 7月30日 | 逾期
    2 | 消防通道被占用：东侧消防车道长期用作卸货区，现场劝离后当天下午再次停满货车 | 全县三季度安全生产暗访 | 县消防救援大队 | 清理占道物品，施划通道标线，明确专人每日巡查 | 8月16日 | 逾期
    3 | 电气线路不规范：烘干房大功率设备共用一个插座，线路绝缘层已经老化开裂 | 全县三季度安全生产暗访 | 石碓镇政府 | 由持证电工重新敷设线路，穿管保护并加装漏电保护器 | 8月31日 | 逾期
    4 | 油品装卸不规范：橇装设备防溢阀失灵，加油区与简易板房紧挨在一起 | 全县三季度安全生产暗访 | 沙篁乡政府 | 完善静电接地和防溢装置，卸油全程专人监护 | 9月2日 | 逾期
    5 | 电动车进楼充电：停车区设在疏散楼梯前室，充电线路沿墙明敷且没有断电保护 | 汛期和高温时段安全专项督查 | 县消防救援大队 | 清理楼内车辆，增设室外集中充电棚，安装梯控装置 | 9月4日 | 逾期
    6 | 消防通道被占用：经营户把货架和三轮车摆到环形消防车道上，最窄处消防车无法通过 | 汛期和高温时段安全专项督查 | 沙篁乡政府 | 清理占道物品，施划通道标线，明确专人每日巡查 | 9月5日 | 逾期
    合计（共6条）
    截至2026年9月30日
    ");
    let all = show(Kind::Ledger, QUARTER, "from = \"/problems\"\ngroup = \"region\"");
    assert_whole(all.table());
    assert_eq!(of_kind(all.table(), RowKind::Record).len(), 140);
    assert_eq!(of_kind(all.table(), RowKind::Group).len(), 12);
    assert_eq!(of_kind(all.table(), RowKind::Subtotal).len(), 12);
    assert!(all.lines().ends_with("合计（共140条）\n截至2026年9月30日"), "{}", all.lines());
}

#[test]
fn every_list_has_a_sensible_ledger() {
    let mut out = Vec::new();
    for list in [
        "topics",
        "regions",
        "indicators",
        "targets",
        "populations",
        "standards",
        "assessments",
        "inspections",
        "problems",
        "rectification",
        "funds",
        "projects",
        "policies",
        "systems",
        "practices",
        "measures",
        "cases",
        "helpers",
        "organisations",
        "responsibilities",
        "mechanisms",
        "deployments",
        "pledges",
        "suggestions",
        "events",
        "inspections/*/sites",
        "standards/2/steps",
        "assessments/0/ranking",
        "assessments/0/groups",
        "populations/0/by_region",
        "responsibilities/0/assignments",
        "projects/*/works",
        "indicators/*/facets",
        "standards/0/items",
        "standards/0/results",
        "funds/*/parts",
        "report/prior_speakers",
    ] {
        let shown = show(Kind::Ledger, QUARTER, &format!("from = \"/{list}\""));
        assert_eq!(shown.findings, [], "{list}");
        let table = shown.table();
        assert_whole(table);
        assert!(table.columns.len() >= 3, "{list}");
        let head: Vec<_> =
            shown.exhibit.iter().flat_map(Exhibit::lines).filter(|line| line.starts_with("序号")).collect();
        out.push(format!("{list}: {}", head.join("").replace('\t', " ")));
    }
    insta::assert_snapshot!(out.join("\n"), @r"
    topics: 序号 名称 标题 事实
    regions: 序号 名称 层级 人口（人） 户数（户） 面积（平方公里） 村数（个） 乡镇数（个）
    indicators: 序号 名称 统计期间 数值 上年同期 同比（%） 同比百分点（个百分点） 位次 其中
    targets: 序号 名称 目标 已完成 完成比例（%） 剩余 责任单位 完成时限（2026年） 状态
    populations: 序号 名称 地区 村数（个） 户数（户） 人数（人） 截止日期（2026年）
    standards: 序号 名称 对象 原标准 标准 计量口径 期限 依据
    assessments: 序号 名称 考核单位 被考核单位 日期（2026年） 得分（分） 位次 等次 结果
    inspections: 序号 名称 组织单位 开始日期（2026年） 结束日期（2026年） 组数（个） 人数（名） 走访次数（次） 发现问题数（条） 通报方式
    problems: 序号 问题 来源 责任单位 整改措施 整改时限（2026年） 状态
    rectification: 序号 问题来源 总数 已整改 长期坚持 限期整改 整改中 逾期 完成率（%） 备注
    funds: 序号 名称 资金渠道 总额 下达 拨付 拨付率（%） 结余
    projects: 序号 名称 地区 地点 工程量 投资 责任单位 开工日期（2026年） 完工期限（2026年） 状态
    policies: 序号 文件 发文机关 文号 发文日期 文种
    systems: 序号 名称 类型 对象 成员 出处文件
    practices: 序号 做法 依据 内容
    measures: 序号 措施 责任单位 针对问题 成效
    cases: 序号 类型 地点 主体 做法 成效 启示
    helpers: 序号 名称 层次 单位数（家） 队员数（名） 投入（万元） 帮扶地
    organisations: 序号 名称 负责人 副职 成员 成立日期 开会次数（次）
    responsibilities: 序号 层级 责任人 责任 单位 签订日期（2026年） 兑现情况
    mechanisms: 序号 名称 实施单位 频次 规则 计划次数 已开展次数
    deployments: 序号 任务 要求 数量 牵头单位 单位 完成时限 状态
    pledges: 序号 事项 数量 承诺人 内容 期限（2026年）
    suggestions: 序号 建议 理由 对象
    events: 序号 日期（2026年） 人员 内容 地点 次数（次）
    inspections/*/sites: 序号 日期（2026年） 地区 地点 单位 内容 得分（分） 位次 亮点 存在问题
    standards/2/steps: 序号 对象 原数值 标准
    assessments/0/ranking: 序号 位次 单位 得分（分） 上次位次 等次 备注
    assessments/0/groups: 序号 名称 权重（分）
    populations/0/by_region: 序号 地区 人数（人） 发生率（%）
    responsibilities/0/assignments: 序号 领导 联系点
    projects/*/works: 序号 名称 数量 期限（2026年）
    indicators/*/facets: 序号 名称 数值 上年同期 同比（%） 位次
    standards/0/items: 序号 条款 标准值 权重（%）
    standards/0/results: 序号 单位 条款 实际值 达标
    funds/*/parts: 序号 名称 数值
    report/prior_speakers: 序号 职务 内容
    ");
}

#[test]
fn units_stand_in_heads_and_totals_are_sums() {
    let spec = "from = \"/regions\"\nwhere = { level = \"乡镇\" }\nlimit = 2\ntotal = true\ncolumns = [\"name 乡镇\", \"population\", \"area\", \"distance\", \"counts/生产经营单位\", \"counts/安全网格员 网格员\"]";
    insta::assert_snapshot!(lines(Kind::Table, QUARTER, spec), @r"
    乡镇 | 人口（人） | 面积（平方公里） | 距离（公里） | 生产经营单位（家） | 网格员（人）
    砚城镇 | 92760 | 84.2 |  | 1286 | 104
    苎溪镇 | 58430 | 126.5 | 11 | 742 | 86
    全部合计 | 504090 | 1787.2 |  | 5588 | 807
    截至2026年9月30日
    ");
    let spec = "from = \"/regions\"\nwhere = { level = \"乡镇\" }\nlimit = 2\ncolumns = [\"name\", \"population\", \"counts/安全网格员\"]\nindex = true";
    insta::assert_snapshot!(lines(Kind::Table, QUARTER, spec), @r"
    单位：人
    序号 | 名称 | 人口 | 安全网格员
    1 | 砚城镇 | 92760 | 104
    2 | 苎溪镇 | 58430 | 86
    截至2026年9月30日
    ");
}

#[test]
fn a_region_that_has_not_reported_says_so() {
    insta::assert_snapshot!(lines(Kind::Ledger, ANNUAL, "from = \"/standards/0/steps\""), @r"
    序号 | 对象 | 标准（元） | 备注
    1 | 和田地区 | 1490 |
    2 | 克州 | 1604 |
    3 | 阿克苏地区 | 1450 |
    4 | 伊犁州 | 1488 |
    5 | 塔城地区 | 1483 |
    6 | 阿勒泰地区 | 1870 |
    7 | 哈密地区 | 1300 |
    8 | 喀什地区 | 未报 | 经多次催促，至今没有上报
    合计（共8档）
    ");
}

#[test]
fn problems_are_counted_by_region_and_status() {
    let spec = "from = \"/problems\"\nby = \"region\"\nsplit = \"status\"\nvalues = [\"逾期\", \"整改中\"]\nrows = [\"shidui\", \"沙篁乡\", \"望榆镇\"]\ntotal = true";
    insta::assert_snapshot!(lines(Kind::Table, QUARTER, spec), @r"
    单位：条
    地区 | 逾期 | 整改中 | 小计
    石碓镇 | 3 | 1 | 4
    沙篁乡 | 3 | 4 | 7
    望榆镇 | 0 | 1 | 1
    小计 | 6 | 6 | 12
    截至2026年9月30日
    ");
    let all = show(Kind::Table, QUARTER, "from = \"/problems\"\nby = \"region\"\nsplit = \"status\"\ntotal = true");
    assert_whole(all.table());
    assert_eq!(all.figures.last().unwrap().text, "140");
    insta::assert_snapshot!(lines(Kind::Table, QUARTER, "from = \"/projects\"\nby = \"status\"\nsum = \"invest\"\ntotal = true"), @r"
    状态 | 投资
    进行中 | 3.832亿元
    滞后 | 7730万元
    已完成 | 3280万元
    合计 | 49330万元
    截至2026年9月30日
    ");
}

#[test]
fn equal_neighbours_are_merged_within_their_group() {
    let json = r#"{"problems": [{"name": "一", "kind": "甲", "owner": "子"}, {"name": "二", "kind": "甲", "owner": "子"},
        {"name": "三", "kind": "乙", "owner": "子"}, {"name": "四", "kind": "乙", "owner": "丑"}, {"name": "五"}, {"name": "六"}]}"#;
    let shown = show(
        Kind::Table,
        json,
        "from = \"/problems\"\ncolumns = [\"kind\", \"owner\", \"name\"]\nmerge = [\"kind\", \"owner\"]",
    );
    assert_whole(shown.table());
    let rows: Vec<Vec<u16>> =
        shown.table().rows.iter().map(|row| row.cells.iter().map(|cell| cell.rows).collect()).collect();
    assert_eq!(rows, [vec![2, 2, 1], vec![1], vec![2, 1, 1], vec![1, 1], vec![1, 1, 1], vec![1, 1, 1]]);
}

#[test]
fn a_ranking_says_places_moves_and_grades() {
    let shown = show(Kind::Ranking, QUARTER, "from = \"/assessments/0/ranking\"");
    insta::assert_snapshot!(shown.lines(), @r"
    位次 | 单位 | 得分（分） | 上期位次 | 升降 | 等次 | 备注
    1 | 苎溪镇 | 95.2 | 3 | 升2位 | 优秀 | 园区专家驻点做法在全县推广
    2 | 鹭湾镇 | 94.1 | 1 | 降1位 | 优秀 |
    3 | 砚城镇 | 92.7 | 2 | 降1位 | 优秀 |
    4 | 望榆镇 | 91.3 | 6 | 升2位 | 优秀 | 位次连续前移
    5 | 乌樟镇 | 89.4 | 5 | 持平 | 好 |
    5 | 蒲坞镇 | 89.4 | 4 | 降1位 | 好 |
    7 | 青硖乡 | 87.6 | 9 | 升2位 | 好 | 台风期间转移避险成效明显
    8 | 枣渡镇 | 85.8 | 7 | 降1位 | 好 |
    9 | 麦岭镇 | 82.5 | 8 | 降1位 | 较好 |
    10 | 石碓镇 | 76.4 | 10 | 持平 | 一般 | 约谈；发生矿山事故，逾期问题较多
    11 | 沙篁乡 | 68.7 | 12 | 升1位 | 较差 | 约谈；烟花爆竹仓储问题被责令停业
    — | 云荇乡 | 未报 | 11 | — |  | 考核资料至今未报，待补报后另行通报
    截至2026年9月30日
    ");
    assert_whole(shown.table());
}

#[test]
fn places_are_computed_where_none_is_stated() {
    let json = r#"{"indicators": [{"name": "事故起数", "lower_is_better": true, "by_region": [
        {"region": "甲镇", "value": "3起"}, {"region": "乙镇", "value": "1起"}, {"region": "丙镇", "missing": "至今未报"},
        {"region": "丁镇", "value": "1起"}, {"region": "戊镇", "value": "0起"}]}]}"#;
    insta::assert_snapshot!(lines(Kind::Ranking, json, "from = \"/indicators/0/by_region\""), @r"
    位次 | 地区 | 数值（起） | 备注
    1 | 戊镇 | 0 |
    2 | 乙镇 | 1 |
    2 | 丁镇 | 1 |
    4 | 甲镇 | 3 |
    — | 丙镇 | 未报 | 至今未报
    ");
    insta::assert_snapshot!(lines(Kind::Ranking, json, "from = \"/indicators/0/by_region\"\norder = \"descending\"\nlimit = 2"), @r"
    位次 | 地区 | 数值（起）
    1 | 甲镇 | 3
    2 | 乙镇 | 1
    ");
    let json = r#"{"assessments": [{"name": "考核", "ranking": [{"unit": "甲局", "prior_rank": "第1位"}]}]}"#;
    insta::assert_snapshot!(lines(Kind::Ranking, json, "from = \"/assessments/0/ranking\"\norder = \"up\""), @r#"
    位次 | 单位 | 得分 | 上期位次 | 升降
    — | 甲局 |  | 1 | —
    ! order 要写成 "ascending"（少的在前）或 "descending"（多的在前）
    "#);
}

#[test]
fn a_matrix_says_who_meets_what() {
    let shown = show(
        Kind::Matrix,
        QUARTER,
        "from = \"/standards/0\"\nrows = [\"yancheng\", \"石碓镇\", \"云荇乡\", \"无名镇\"]",
    );
    insta::assert_snapshot!(shown.lines(), @r"
    单位 | 专职安全员配备（≥3人） | 检查计划完成率（≥95%） | 隐患按期整改率（≥95%） | 应急物资储备达标率（≥90%） | 专题研究次数（≥3次） | 达标率
    砚城镇 | √6人 | √98.2% | √97.8% | √96% | √3次 | 100%
    石碓镇 | √3人 | ×88.6% | ×88.3% | ×86% | ×2次 | 20%
    云荇乡 | ×2人 | ×91.5% | 未报 | √90% | ×2次 | 25%
    无名镇 | 未报 | 未报 | 未报 | 未报 | 未报 | 未报
    达标率 | 66.7% | 33.3% | 50% | 66.7% | 33.3% | 50%
    √ 达标，× 未达标，未报 没有结果，不计入达标率
    截至2026年9月30日
    ");
    assert_whole(shown.table());
    insta::assert_snapshot!(lines(Kind::Matrix, QUARTER, "from = \"/standards/1\"\nvalues = [\"责任书签订率\", \"培训合格率\"]"), @r"
    单位 | 责任书签订率（≥100%，一票否决） | 培训合格率（≥95%） | 达标率
    砚川恒润纺织有限公司 | √100% | √97.2% | 100%
    苎溪新材料有限公司 | √100% | √98.4% | 100%
    麦岭东沟萤石矿 | √100% | ×93.8% | 50%
    沙篁竹木加工集聚点 | ×86.4% | ×88.0% | 0%
    鹭湾水上旅游公司 | √100% | √100% | 100%
    达标率 | 80% | 60% | 70%
    √ 达标，× 未达标
    截至2026年9月30日
    ");
    insta::assert_snapshot!(lines(Kind::Matrix, QUARTER, "from = \"/deployments\"\nby = \"lead\"\nsplit = \"status\""), @r"
    牵头单位 | 未启动 | 进行中 | 滞后 | 已完成
    县安委会办公室 | √ | √ |  |
    县政府督查室 | √ |  |  |
    县应急局 | √ | √ |  |
    县住建局 | √ |  | √ | √
    县自然资源局 |  | √ |  |
    县工信局 |  | √ |  |
    县交通运输局 |  | √ |  |
    县消防救援大队 |  | √ |  |
    √ 有，空白 没有
    ");
    insta::assert_snapshot!(lines(Kind::Matrix, QUARTER, "from = \"/problems\"\nlimit = 3\ncolumns = [\"owner\", \"deadline\", \"evidence 有佐证\"]"), @r"
    名称 | 责任单位 | 整改期限 | 有佐证
    感知终端离线 | √ | √ | ×
    危货停车位不足 | √ | √ | ×
    除尘检修口偏少 | √ | √ | ×
    √ 有，× 没有
    ");
}

#[test]
fn signs_of_comparison_are_words() {
    let json = r#"{"targets": [{"name": "甲", "cmp": "<=", "target": "8件"}, {"name": "乙", "target": "9件"}]}"#;
    insta::assert_snapshot!(lines(Kind::Table, json, "from = \"/targets\"\ncolumns = [\"name\", \"cmp\", \"target\"]"), @"
    名称 | 比较 | 目标（件）
    甲 | 不高于 | 8
    乙 | 不低于 | 9
    ");
}

#[test]
fn what_cannot_be_shown_is_told() {
    let nobody = "from = \"/problems\"\nwhere = { region = \"无名镇\" }";
    let wrong = "from = \"/problems\"\nlimit = 1\ncolumns = [\"name\", \"nonsense\"]\nmerge = [\"region\"]\n\
                 spans = [\"甲：name,status\", \"乙\"]";
    let told = [
        lines(Kind::Ledger, QUARTER, nobody),
        lines(Kind::Table, QUARTER, "from = \"/problems\"\nsplit = \"status\""),
        lines(Kind::Matrix, QUARTER, "from = \"/problems\""),
        lines(Kind::Table, QUARTER, wrong),
        show(Kind::Table, QUARTER, "from = \"/targets\"").findings.iter().map(|f| f.message.clone()).collect(),
    ];
    insta::assert_snapshot!(told.join("\n\n"), @r#"
    ! 台账没有可以印的数据

    ! 有 split 就要有 by：by 是行，split 是列

    ! 矩阵要有 columns（核对哪些栏），或有 by 和 split；from 也可以是一个有条款和达标情况的标准

    名称 | nonsense
    感知终端离线 |
    ! nonsense栏没有一条记录填写
    ! “甲”下面的栏没有挨在一起，或者表里没有
    ! merge 里的 region 不是表里的栏
    ! spans 要写成 spans = ["总表头：字段,字段"]
    "#);
}

#[test]
fn the_table_stays_whole_whatever_the_data() {
    let long = "长".repeat(4000);
    let units: Vec<String> = (1..=120).map(|n| format!(r#"{{"name": "名称有三十个字的一个很长很长的乡镇街道和开发区单位第{n}号", "unit": "单位{n}", "detail": "{long}", "persons": "{n}.5万人"}}"#)).collect();
    let json = format!(r#"{{"problems": [{}]}}"#, units.join(","));
    for kind in [Kind::Ledger, Kind::Ranking, Kind::Table] {
        let shown = show(kind, &json, "from = \"/problems\"");
        assert_whole(shown.table());
        assert_eq!(of_kind(shown.table(), RowKind::Record).len(), 120);
    }
    let one = show(Kind::Ledger, r#"{"problems": [{"name": "一"}]}"#, "from = \"/problems\"");
    assert_whole(one.table());
    assert_eq!(one.lines(), "序号\t名称\n1\t一\n合计（共1条）".replace('\t', " | "));
}
