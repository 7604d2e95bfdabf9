/**
 * Progress data as the schema declares it. Every field is optional; figures are written as people write them, with
 * their unit.
 *
 * Written from schema/huibao.schema.json (make types); not to be edited.
 */

/** 数量。数字连同单位，照平常的写法。例：4.98万人、5500余万元、2—3个、两天 */
export type Quantity =
  | string
  | {
      value: string | number;
      unit?: string;
      qualifier?: string;
      upper?: string | number | null;
    };
/** 日期。年份要写全。例：2017-08-30、2017-08、2017底、2018上半年、截至2019-06底 */
export type DateText = string;
/** 统计期间。照印出的写法；起止写在括号里。例：上半年、1—7月、今年1—8月（2017-01至2017-08） */
export type Period =
  | string
  | {
      label: string;
      start?: DateText;
      end?: DateText;
    };
/** 图表种类 */
export type ExhibitKind =
  | "句子"
  | "清单"
  | "表格"
  | "矩阵"
  | "台账"
  | "排名"
  | "进度图"
  | "阶梯图"
  | "条形图"
  | "漏斗图"
  | "分布图"
  | "架构图"
  | "日历"
  | "案例"
  | "证书"
  | "看板";
/** 比率。带%的数。例：81.09%、-33.3%、70%以上 */
export type Rate =
  | string
  | {
      value: string | number;
      unit?: string;
      qualifier?: string;
      upper?: string | number | null;
    };
/** 位次。第几位，可以写明在哪里、比什么、共多少个。例：全省第3位、增速居全省第3位、第18位（共48个） */
export type Rank =
  | string
  | {
      position: number;
      scope?: string;
      of?: string;
      out_of?: number;
      contest?: boolean;
    };
/** 比较。与谁比、高低、差多少。例：比全国低12.54个百分点、高于全市平均水平 */
export type Reference =
  | string
  | {
      scope: string;
      sense?: string;
      delta?: Quantity;
    };
/** 比较 */
export type Comparison = ">=" | "<=" | "=";
/** 状态 */
export type TaskStatus = "未启动" | "进行中" | "滞后" | "已完成";
/** 范围 */
export type ProblemScope = "共性" | "个性";
/** 整改状态 */
export type ProblemStatus = "已整改" | "基本到位" | "长期坚持" | "限期整改" | "整改中" | "逾期";
/** 比例。几比几。例：7：3 */
export type Ratio = string;
/** 类型 */
export type CaseKind = "典型" | "反面";
/** 强度 */
export type Intensity = "必须" | "要" | "力争";

/** 汇报数据。汇报材料所依据的事实和数据。每一项都可以不填；数字照平常的写法，连同单位。 */
export interface ProgressData {
  /** 报告。这份材料本身的情况 */
  report?: Report;
  /** 工作。各项工作，按正文先后排列 */
  topics?: Topic[];
  /** 地区。第一个是汇报的地区 */
  regions?: Region[];
  /** 指标 */
  indicators?: Indicator[];
  /** 目标。目标任务和完成情况 */
  targets?: Target[];
  /** 人口。对象存量 */
  populations?: Population[];
  /** 标准。标准、条款和档次 */
  standards?: Standard[];
  /** 考核。考核、评估和上级肯定 */
  assessments?: Assessment[];
  /** 督查。观摩、督查、暗访 */
  inspections?: Inspection[];
  /** 问题。问题清单、整改台账 */
  problems?: Problem[];
  /** 整改。整改汇总，不填则由问题清单清点 */
  rectification?: RectificationSummary[];
  /** 资金 */
  funds?: Fund[];
  /** 项目 */
  projects?: Project[];
  /** 政策。政策文件 */
  policies?: Policy[];
  /** 体系。体系、代号、口号 */
  systems?: System[];
  /** 做法。总结的经验 */
  practices?: Practice[];
  /** 措施 */
  measures?: Measure[];
  /** 案例 */
  cases?: Case[];
  /** 帮扶力量 */
  helpers?: HelperForce[];
  /** 机构 */
  organisations?: Organisation[];
  /** 责任 */
  responsibilities?: Responsibility[];
  /** 机制 */
  mechanisms?: Mechanism[];
  /** 任务。部署的任务 */
  deployments?: Deployment[];
  /** 承诺 */
  pledges?: Pledge[];
  /** 建议 */
  suggestions?: Suggestion[];
  /** 活动 */
  events?: Event[];
  /** 用语。本单位的习惯用语 */
  phrases?: PhraseBank;
  /** 模式。编辑器据此提示和核对 */
  $schema?: string;
}
/** 报告 */
export interface Report {
  /** 文种。文种代号，见 huibao genres */
  genre?: string;
  /** 标题。不填则由会议名称生成 */
  title?: string;
  /** 副标题 */
  subtitle?: string;
  /** 系列 */
  series?: Series;
  /** 层级。例：省、市、县、区、乡镇、村、部门 */
  level?: string;
  /** 地区。填地区表里的编号或名称 */
  region?: string;
  /** 单位。不是以地区名义时填 */
  unit?: string;
  /** 称谓。连同冒号，如“同志们：” */
  salutation?: string;
  /** 讲话人 */
  speaker?: Speaker;
  /** 会议 */
  meeting?: Meeting;
  /** 此前发言 */
  prior_speakers?: Address[];
  /** 此后发言 */
  later_speakers?: Address[];
  /** 统计期间。各项数据没有另写期间时用它，如“今年1—8月（2017-01至2017-08）” */
  period?: Period;
  /** 截止日期。各项数据没有另写截止日期时用它，如2019-06底 */
  as_of?: DateText;
  /** 成文日期。如2017-08-30 */
  date?: DateText;
  /** 已过时间。如8个月 */
  elapsed?: Quantity;
  /** 剩余时间。如4个月 */
  left?: Quantity;
  /** 领导。印在“在……下”之间，如“省委、省政府正确领导” */
  leadership?: string[];
  /** 总目标 */
  goal?: string;
  /** 迎接。以优异成绩迎接的大事 */
  greeting?: string;
  /** 意见数。如“四点”，不填则按正文的部分数 */
  opinions?: Quantity;
  /** 图表。文种之外另要的图表 */
  exhibits?: ExhibitRequest[];
  /** 数字写法 */
  figures_style?: FiguresStyle;
  /** 发文。红头、编号、主送、版记等，印成公文或简报时填 */
  issuance?: Issuance;
}
/** 系列 */
export interface Series {
  /** 名称 */
  name?: string;
  /** 序号。如第3篇填“3篇” */
  number?: Quantity;
}
/** 讲话人 */
export interface Speaker {
  /** 职务 */
  role?: string;
  /** 姓名 */
  name?: string;
  /** 代表。如市委、市政府 */
  on_behalf_of?: string[];
}
/** 会议 */
export interface Meeting {
  /** 名称 */
  name?: string;
  /** 类型。例：观摩点评、推进、动员、部署、工作、座谈、迎检动员 */
  kind?: string;
  /** 届次。如“第八次” */
  number?: string;
  /** 主题 */
  topic?: string;
  /** 定位。印在“作为”之后，如“头等大事和第一民生工程” */
  standing?: string;
  /** 时长。如2天 */
  duration?: Quantity;
  /** 日期 */
  date?: DateText;
  /** 地点 */
  venue?: string;
  /** 前次会议 */
  follows?: string;
  /** 前次会议日期 */
  follows_date?: DateText;
  /** 套开会议 */
  held_with?: string;
  /** 学习考察地 */
  study_visit?: string;
  /** 目的 */
  purpose?: string[];
}
/** 发言 */
export interface Address {
  /** 职务 */
  role?: string;
  /** 姓名 */
  name?: string;
  /** 内容 */
  topic?: string;
  /** 方式。例：点评、部署、通报、传达、汇报、交流 */
  act?: string;
}
/** 图表 */
export interface ExhibitRequest {
  /** 种类 */
  kind?: ExhibitKind;
  /** 标题 */
  title?: string;
  /** 数据。在数据里的位置，如 /problems */
  from?: string;
  /** 设置。一行一项，如 total = true，写法见图表说明 */
  settings?: string[];
  /** 作附件 */
  annex?: boolean;
  /** 横排。附件横排 */
  landscape?: boolean;
}
/** 数字写法 */
export interface FiguresStyle {
  /** 年份写全。不用“今年”“去年” */
  full_years?: boolean;
}
/** 发文 */
export interface Issuance {
  /** 发文机关。联合行文时主办机关写在最前 */
  issuers?: string[];
  /** 发文机关标志。红头上的字，不是“发文机关+文件”时填 */
  mark?: string;
  /** 发文字号。如“某政发〔2025〕12号” */
  number?: string;
  /** 签发人。上行文填 */
  signers?: string[];
  /** 密级和保密期限。如“秘密★1年” */
  secrecy?: string;
  /** 紧急程度。例：特急、加急 */
  urgency?: string;
  /** 份号。六位数字，如“000001” */
  copy_number?: string;
  /** 主送机关 */
  recipients?: string[];
  /** 抄送机关。简报可写“报：……”“送：……”“发：……” */
  copies?: string[];
  /** 署名。不填则用发文机关 */
  signatures?: string[];
  /** 印发机关。如“某县人民政府办公室” */
  printer?: string;
  /** 印发日期。送付印的日期，如2025-09-01 */
  printed?: DateText;
  /** 附注。不带括号，如“此件公开发布” */
  note?: string;
  /** 简报名称 */
  masthead?: string;
  /** 期号。如“第12期” */
  issue?: string;
  /** 总期号。如“总第85期” */
  total_issue?: string;
  /** 编发单位。简报报头左边的单位 */
  editor?: string;
  /** 印数。如“共印100份” */
  print_run?: string;
}
/** 工作 */
export interface Topic {
  /** 名称 */
  name?: string;
  /** 类别。例：中心工作、经济、社会、生态、开放、改革、作风、项目、安全、民生 */
  class?: string;
  /** 标题。自拟的小标题，不填则生成 */
  headline?: string;
  /** 事实。不带数字的成绩，一行一条 */
  facts?: string[];
  /** 意义。印在“为”之后，如“实现……打下坚实基础” */
  meaning?: string;
}
/** 地区 */
export interface Region {
  /** 编号。别的表用它指这个地区 */
  id?: string;
  /** 名称 */
  name?: string;
  /** 层级。例：省、市、县、区、乡镇、村、部门 */
  level?: string;
  /** 上级。上级地区的编号或名称 */
  parent?: string;
  /** 类型。如贫困县、老区、功能区 */
  kind?: string;
  /** 自称。如“我市” */
  self_noun?: string;
  /** 下级称谓。如“各县（市、区）” */
  sub_unit_noun?: string;
  /** 人口。如175万人 */
  population?: Quantity;
  /** 户数 */
  households?: Quantity;
  /** 面积。如2946平方公里 */
  area?: Quantity;
  /** 耕地。如2.3万亩 */
  farmland?: Quantity;
  /** 村数 */
  villages?: Quantity;
  /** 乡镇数 */
  townships?: Quantity;
  /** 距离。距上级驻地，如25公里 */
  distance?: Quantity;
  /** 设立时间 */
  founded?: DateText;
  /** 数据 */
  counts?: Count[];
}
/** 数据 */
export interface Count {
  /** 名称 */
  name?: string;
  /** 数值。连同单位，如4.98万人 */
  value?: Quantity;
  /** 统计期间 */
  period?: Period;
  /** 截止日期 */
  as_of?: DateText;
  /** 来源 */
  source?: string;
}
/** 指标 */
export interface Indicator {
  /** 编号 */
  id?: string;
  /** 名称 */
  name?: string;
  /** 工作 */
  topic?: string;
  /** 地区 */
  region?: string;
  /** 统计期间。如“上半年”“1—7月” */
  period?: Period;
  /** 累计 */
  cumulative?: boolean;
  /** 截止日期 */
  as_of?: DateText;
  /** 来源 */
  source?: string;
  /** 地点。印在数字之前 */
  place?: string;
  /** 数后名词。印在数字之后 */
  object?: string;
  /** 谓语。印在名词之后，如“消除黑臭水体” */
  verb?: string;
  /** 越低越好 */
  lower_is_better?: boolean;
  /** 数值。连同单位，如988.3亿元 */
  value?: Quantity;
  /** 上年同期 */
  prior?: Quantity;
  /** 同比。如9%，下降写-33.3% */
  yoy?: Rate;
  /** 同比百分点。如1.2个百分点 */
  yoy_points?: Quantity;
  /** 位次。如“增速居全省第3位” */
  ranks?: Rank[];
  /** 位次评语。如“居全省前列” */
  band?: string;
  /** 之最 */
  superlative?: string;
  /** 比较。如“比全国低12.54个百分点” */
  references?: Reference[];
  /** 历次 */
  series?: Point[];
  /** 年均变化。如5300人 */
  mean_change?: Quantity;
  /** 多种计量 */
  facets?: Part[];
  /** 分项 */
  parts?: Part[];
  /** 分项齐全。各分项相加应等于总数 */
  parts_complete?: boolean;
  /** 其中 */
  of_which?: Part[];
  /** 占比 */
  shares?: Share[];
  /** 分地区 */
  by_region?: RegionValue[];
  /** 地区齐全。各地区相加应等于总数 */
  regions_complete?: boolean;
  /** 最高 */
  highest?: RegionValue;
  /** 最低 */
  lowest?: RegionValue;
  /** 平均 */
  per_unit?: PerUnit[];
  /** 其他数据 */
  figures?: Count[];
}
/** 历次 */
export interface Point {
  /** 时间。如2017或2017-08 */
  date?: DateText;
  /** 数值 */
  value?: Quantity;
}
/** 分项 */
export interface Part {
  /** 名称 */
  name?: string;
  /** 数值 */
  value?: Quantity;
  /** 统计期间 */
  period?: Period;
  /** 上年同期 */
  prior?: Quantity;
  /** 同比 */
  yoy?: Rate;
  /** 占比 */
  share?: Rate;
  /** 位次 */
  ranks?: Rank[];
}
/** 占比 */
export interface Share {
  /** 总体。如“全县总村数” */
  whole?: string;
  /** 总体数。如830个 */
  total?: Quantity;
  /** 占比。如23% */
  rate?: Rate;
}
/** 地区值 */
export interface RegionValue {
  /** 地区 */
  region?: string;
  /** 数值 */
  value?: Quantity;
  /** 同比 */
  yoy?: Rate;
  /** 位次 */
  rank?: Rank;
  /** 缺报说明。没有数值时填，如“至今未报” */
  missing?: string;
}
/** 平均 */
export interface PerUnit {
  /** 名称。如“人均收入” */
  name?: string;
  /** 单位数。如6278人 */
  units?: Quantity;
  /** 均值。如7612元 */
  value?: Quantity;
}
/** 目标 */
export interface Target {
  /** 编号 */
  id?: string;
  /** 名称 */
  name?: string;
  /** 数后名词。如“贫困人口” */
  object?: string;
  /** 谓语。如“脱贫” */
  verb?: string;
  /** 工作 */
  topic?: string;
  /** 地区 */
  region?: string;
  /** 上级目标。目标表里的编号 */
  parent?: string;
  /** 范围。定额针对谁，如“每个贫困村” */
  scope?: string;
  /** 单位数。如191个 */
  units?: Quantity;
  /** 依据 */
  basis?: string;
  /** 统计期间 */
  period?: Period;
  /** 累计 */
  cumulative?: boolean;
  /** 起始 */
  start?: DateText;
  /** 期限。如2017底 */
  deadline?: DateText;
  /** 截止日期 */
  as_of?: DateText;
  /** 来源 */
  source?: string;
  /** 基数。起点数，如2970元 */
  baseline?: Quantity;
  /** 年增长。如10%以上 */
  growth?: Rate;
  /** 倍数。翻番填“2倍” */
  multiple?: Quantity;
  /** 目标。如7.38万人 */
  target?: Quantity;
  /** 参照。如“不低于全市平均水平” */
  reference?: Reference;
  /** 比较。>= 达到，<= 控制在以内，= 正好 */
  cmp?: Comparison;
  /** 已完成。如4.98万人 */
  done?: Quantity;
  /** 完成比例。不填则计算 */
  rate?: Rate;
  /** 剩余。不填则计算 */
  remaining?: Quantity;
  /** 年限。如3年 */
  years?: Quantity;
  /** 剩余年数。如“不到3年” */
  years_left?: Quantity;
  /** 年均任务。不填则计算 */
  per_year?: Quantity;
  /** 阶段 */
  stages?: Stage[];
  /** 其中 */
  of_which?: Count[];
  /** 责任单位 */
  owner?: string;
  /** 配合单位 */
  deputies?: string[];
  /** 状态 */
  status?: TaskStatus;
  /** 条件 */
  conditions?: string[];
  /** 途径 */
  ways?: string[];
  /** 其他数据 */
  figures?: Count[];
}
/** 阶段 */
export interface Stage {
  /** 名称。如“集中攻坚” */
  name?: string;
  /** 统计期间 */
  period?: Period;
  /** 期限 */
  deadline?: DateText;
  /** 时长。如4年 */
  duration?: Quantity;
  /** 目标 */
  target?: Quantity;
  /** 已完成 */
  done?: Quantity;
  /** 村数 */
  villages?: Quantity;
  /** 户数 */
  households?: Quantity;
  /** 人数 */
  persons?: Quantity;
  /** 县数 */
  county_count?: Quantity;
  /** 县（区） */
  counties?: string[];
  /** 乡镇 */
  townships?: string[];
}
/** 人口 */
export interface Population {
  /** 编号 */
  id?: string;
  /** 名称 */
  name?: string;
  /** 数后名词。名称不能直接跟在数字后时填，如“贫困人口” */
  object?: string;
  /** 地区 */
  region?: string;
  /** 工作 */
  topic?: string;
  /** 统计期间 */
  period?: Period;
  /** 截止日期 */
  as_of?: DateText;
  /** 来源 */
  source?: string;
  /** 村数 */
  villages?: Quantity;
  /** 深度贫困村数 */
  deep_villages?: Quantity;
  /** 户数 */
  households?: Quantity;
  /** 人数 */
  persons?: Quantity;
  /** 未退出村数 */
  unlifted_villages?: Quantity;
  /** 未脱贫户数 */
  unlifted_households?: Quantity;
  /** 未脱贫人数 */
  unlifted_persons?: Quantity;
  /** 已退出村数 */
  lifted_villages?: Quantity;
  /** 已脱贫户数 */
  lifted_households?: Quantity;
  /** 已脱贫人数 */
  lifted_persons?: Quantity;
  /** 发生率。如2.22% */
  rate?: Rate;
  /** 基数。发生率的分母，如162.6万人 */
  base?: Quantity;
  /** 占比 */
  shares?: Share[];
  /** 位次 */
  ranks?: Rank[];
  /** 其中 */
  of_which?: Population[];
  /** 分项 */
  parts?: Population[];
  /** 分地区 */
  by_region?: Population[];
  /** 原因 */
  causes?: Cause[];
  /** 最多 */
  highest?: RegionValue;
  /** 最少 */
  lowest?: RegionValue;
  /** 其他数据 */
  figures?: Count[];
}
/** 原因 */
export interface Cause {
  /** 名称。如“因病” */
  name?: string;
  /** 户数 */
  households?: Quantity;
  /** 人数 */
  persons?: Quantity;
  /** 占比 */
  rate?: Rate;
}
/** 标准 */
export interface Standard {
  /** 编号 */
  id?: string;
  /** 名称 */
  name?: string;
  /** 工作 */
  topic?: string;
  /** 对象。例：户、村、县、人、项目 */
  object?: string;
  /** 地区 */
  region?: string;
  /** 统计期间 */
  period?: Period;
  /** 依据 */
  basis?: string;
  /** 标准。如2970元 */
  value?: Quantity;
  /** 原标准。如2952元 */
  prior?: Quantity;
  /** 计量口径。如“每年每人” */
  per?: string;
  /** 年增长。如10%以上 */
  growth?: Rate;
  /** 目标。如4000元以上 */
  target?: Quantity;
  /** 年限。如3年 */
  years?: Quantity;
  /** 期限 */
  deadline?: DateText;
  /** 上级标准。标准表里的编号 */
  parent?: string;
  /** 条款 */
  items?: StandardItem[];
  /** 达标 */
  results?: StandardResult[];
  /** 档次 */
  steps?: Step[];
  /** 其他数据 */
  figures?: Count[];
}
/** 条款 */
export interface StandardItem {
  /** 名称 */
  name?: string;
  /** 比较。>= 不低于，<= 不高于，= 正好 */
  cmp?: Comparison;
  /** 标准值 */
  value?: Quantity;
  /** 参照 */
  reference?: Reference;
  /** 权重。如30%或20分 */
  weight?: Quantity;
  /** 一票否决 */
  veto?: boolean;
}
/** 达标 */
export interface StandardResult {
  /** 单位 */
  unit?: string;
  /** 条款 */
  item?: string;
  /** 实际值 */
  value?: Quantity;
  /** 达标 */
  pass?: boolean;
}
/** 档次 */
export interface Step {
  /** 对象。如“义务教育”“第一年” */
  who?: string;
  /** 统计期间 */
  period?: Period;
  /** 数值 */
  value?: Quantity;
  /** 原数值 */
  prior?: Quantity;
  /** 缺报说明 */
  missing?: string;
}
/** 考核 */
export interface Assessment {
  /** 编号 */
  id?: string;
  /** 名称 */
  name?: string;
  /** 工作 */
  topic?: string;
  /** 考核单位 */
  by?: string;
  /** 被考核单位 */
  unit?: string;
  /** 代表。如“代表河南省” */
  standing_for?: string;
  /** 统计期间 */
  period?: Period;
  /** 日期 */
  date?: DateText;
  /** 得分。如92.5分 */
  score?: Quantity;
  /** 满分。如100分 */
  full_score?: Quantity;
  /** 位次。如“全省第3位” */
  rank?: Rank;
  /** 位次变化。上升2位填2位，下降填-2位 */
  change?: Quantity;
  /** 单位数。如5家 */
  of_units?: Quantity;
  /** 约谈数。如8个 */
  talked?: Quantity;
  /** 等次。例：优秀、好、较好、一般、较差、差 */
  grade?: string;
  /** 发言次序 */
  speaking_order?: Rank;
  /** 发言地点 */
  venue?: string;
  /** 部门数。如5部委 */
  departments?: Quantity;
  /** 结果 */
  result?: string;
  /** 事项 */
  items?: string[];
  /** 考核体系 */
  groups?: SchemeGroup[];
  /** 抽样 */
  sample?: Sample;
  /** 排名 */
  ranking?: Ranking[];
  /** 进程 */
  timeline?: Milestone[];
  /** 其他数据 */
  figures?: Count[];
}
/** 考核体系 */
export interface SchemeGroup {
  /** 名称 */
  name?: string;
  /** 权重。如70% */
  weight?: Quantity;
  /** 方面数。如5个 */
  aspects?: Quantity;
  /** 指标数。如18项 */
  indicators?: Quantity;
  /** 要素数。如48个 */
  elements?: Quantity;
  /** 计分项 */
  items?: SchemeItem[];
}
/** 计分项 */
export interface SchemeItem {
  /** 名称 */
  name?: string;
  /** 分值。如20分 */
  points?: Quantity;
  /** 得分 */
  score?: Quantity;
}
/** 抽样 */
export interface Sample {
  /** 乡镇数。如3个 */
  townships?: Quantity;
  /** 每乡镇村数。如1个 */
  villages_per_township?: Quantity;
  /** 每村户数。如4户 */
  households_per_village?: Quantity;
  /** 总户数 */
  households?: Quantity;
}
/** 排名 */
export interface Ranking {
  /** 单位 */
  unit?: string;
  /** 得分 */
  score?: Quantity;
  /** 位次。如“第3位” */
  rank?: Rank;
  /** 上次位次 */
  prior_rank?: Rank;
  /** 等次 */
  grade?: string;
  /** 约谈 */
  talked?: boolean;
  /** 备注 */
  remark?: string;
}
/** 进程 */
export interface Milestone {
  /** 名称 */
  name?: string;
  /** 日期 */
  date?: DateText;
  /** 结果 */
  result?: string;
}
/** 督查 */
export interface Inspection {
  /** 编号 */
  id?: string;
  /** 名称 */
  name?: string;
  /** 工作 */
  topic?: string;
  /** 类型。例：观摩、督导、暗访、调研、督查、巡查、检查 */
  kind?: string;
  /** 组织单位 */
  by?: string;
  /** 地区 */
  region?: string;
  /** 统计期间 */
  period?: Period;
  /** 开始日期 */
  start?: DateText;
  /** 结束日期 */
  end?: DateText;
  /** 组数。如8个 */
  teams?: Quantity;
  /** 人数。如30名 */
  members?: Quantity;
  /** 轮次。如3轮 */
  rounds?: Quantity;
  /** 点位数。如26个 */
  site_count?: Quantity;
  /** 走访次数。如78次 */
  visits?: Quantity;
  /** 覆盖率。如100% */
  coverage?: Rate;
  /** 发现问题数。如76条 */
  problems_found?: Quantity;
  /** 方式。如“不打招呼”“不定路线” */
  style?: string[];
  /** 点位 */
  sites?: Site[];
  /** 通报方式。如“全市通报” */
  published?: string;
  /** 其他数据 */
  figures?: Count[];
}
/** 点位 */
export interface Site {
  /** 日期 */
  date?: DateText;
  /** 地区 */
  region?: string;
  /** 地点 */
  place?: string;
  /** 单位 */
  unit?: string;
  /** 内容 */
  item?: string;
  /** 得分 */
  score?: Quantity;
  /** 位次 */
  rank?: Rank;
  /** 所见 */
  finding?: string;
  /** 亮点 */
  praise?: string;
  /** 不足 */
  problem?: string;
  /** 照片 */
  photo?: string;
  /** 数据 */
  figures?: Count[];
}
/** 问题 */
export interface Problem {
  /** 编号 */
  id?: string;
  /** 名称。四至十二个字 */
  name?: string;
  /** 工作 */
  topic?: string;
  /** 说明 */
  detail?: string;
  /** 表现。如“总量小”，一行一个 */
  traits?: string[];
  /** 问题来源。例：巡视、审计、考核、暗访、督查、自查、信访 */
  source?: string;
  /** 范围 */
  scope?: ProblemScope;
  /** 类别 */
  kind?: string;
  /** 地区 */
  region?: string;
  /** 问题单位 */
  unit?: string;
  /** 责任单位 */
  owner?: string;
  /** 发现日期 */
  found?: DateText;
  /** 整改期限 */
  deadline?: DateText;
  /** 整改措施 */
  measure?: string;
  /** 整改状态 */
  status?: ProblemStatus;
  /** 完成日期 */
  done?: DateText;
  /** 佐证 */
  evidence?: string;
  /** 涉及人数 */
  persons?: Quantity;
  /** 数据 */
  figures?: Count[];
}
/** 整改 */
export interface RectificationSummary {
  /** 问题来源 */
  source?: string;
  /** 工作 */
  topic?: string;
  /** 范围 */
  scope?: ProblemScope;
  /** 截止日期 */
  as_of?: DateText;
  /** 总数。如76条 */
  total?: Quantity;
  /** 已整改。如51条 */
  done?: Quantity;
  /** 长期坚持。如17条 */
  long_term?: Quantity;
  /** 限期整改。如8条 */
  timed?: Quantity;
  /** 整改中 */
  under_way?: Quantity;
  /** 逾期 */
  overdue?: Quantity;
  /** 完成率 */
  rate?: Rate;
  /** 文字结论。如“基本整改到位” */
  status_text?: string;
}
/** 资金 */
export interface Fund {
  /** 编号 */
  id?: string;
  /** 名称 */
  name?: string;
  /** 工作 */
  topic?: string;
  /** 地区 */
  region?: string;
  /** 统计期间 */
  period?: Period;
  /** 累计 */
  cumulative?: boolean;
  /** 截止日期 */
  as_of?: DateText;
  /** 来源 */
  source?: string;
  /** 资金渠道。例：财政、信贷、社会、自筹、援助 */
  channel?: string;
  /** 范围。如“每个基地” */
  scope?: string;
  /** 总额。如26.1亿元 */
  total?: Quantity;
  /** 构成 */
  parts?: Count[];
  /** 下达。如78437.69万元 */
  allocated?: Quantity;
  /** 拨付 */
  disbursed?: Quantity;
  /** 拨付率。如81.09% */
  disbursed_rate?: Rate;
  /** 结余。如2729.6万元 */
  balance?: Quantity;
  /** 计划 */
  planned?: LoanStage;
  /** 批复 */
  approved?: LoanStage;
  /** 申报 */
  applied?: LoanStage;
  /** 发放 */
  issued?: LoanStage;
  /** 回收 */
  repaid?: LoanStage;
  /** 比例。如7：3 */
  ratio?: Ratio;
  /** 比率。如20%以上 */
  rate?: Rate;
  /** 撬动 */
  leverage?: Count[];
  /** 单位标准。如0.5万元 */
  unit_cost?: Quantity;
  /** 受益数。如2986户 */
  beneficiaries?: Quantity;
  /** 目标 */
  target?: Quantity;
  /** 其他数据 */
  figures?: Count[];
}
/** 贷款环节 */
export interface LoanStage {
  /** 户数 */
  households?: Quantity;
  /** 金额 */
  amount?: Quantity;
}
/** 项目 */
export interface Project {
  /** 编号 */
  id?: string;
  /** 名称 */
  name?: string;
  /** 工作 */
  topic?: string;
  /** 类型 */
  kind?: string;
  /** 地区 */
  region?: string;
  /** 地点 */
  place?: string;
  /** 统计期间 */
  period?: Period;
  /** 累计 */
  cumulative?: boolean;
  /** 截止日期 */
  as_of?: DateText;
  /** 来源 */
  source?: string;
  /** 总数。如3606个 */
  total?: Quantity;
  /** 批复数。如825个 */
  approved?: Quantity;
  /** 开工数 */
  started?: Quantity;
  /** 开工率。如98.91% */
  started_rate?: Rate;
  /** 完工数 */
  finished?: Quantity;
  /** 完工率 */
  finished_rate?: Rate;
  /** 投资。如3.61亿元 */
  invest?: Quantity;
  /** 投资构成 */
  parts?: Count[];
  /** 工程量。如710公里 */
  quantity?: Quantity;
  /** 剩余 */
  remaining?: Quantity;
  /** 分项工程 */
  works?: Work[];
  /** 县数 */
  counties?: Quantity;
  /** 村数 */
  villages?: Quantity;
  /** 户数 */
  households?: Quantity;
  /** 人数。人与人次分清 */
  persons?: Quantity;
  /** 其中 */
  of_which?: Beneficiaries[];
  /** 覆盖率。如98.6% */
  coverage?: Rate;
  /** 占比 */
  shares?: Share[];
  /** 户均增收。如1万余元 */
  gain_per_household?: Quantity;
  /** 收益。如7万元 */
  income?: Quantity;
  /** 单位投资。如2.4万元 */
  unit_cost?: Quantity;
  /** 模式。如“公司+农户” */
  model?: string;
  /** 责任单位 */
  owner?: string;
  /** 开工日期 */
  start?: DateText;
  /** 完工期限 */
  deadline?: DateText;
  /** 年限。如3年 */
  years?: Quantity;
  /** 状态 */
  status?: TaskStatus;
  /** 其他数据 */
  figures?: Count[];
}
/** 工程 */
export interface Work {
  /** 名称 */
  name?: string;
  /** 地点 */
  place?: string;
  /** 数量。如2公里 */
  quantity?: Quantity;
  /** 期限 */
  deadline?: DateText;
}
/** 受益 */
export interface Beneficiaries {
  /** 名称 */
  name?: string;
  /** 村数 */
  villages?: Quantity;
  /** 户数 */
  households?: Quantity;
  /** 人数 */
  persons?: Quantity;
}
/** 政策 */
export interface Policy {
  /** 标题。不带书名号 */
  title?: string;
  /** 工作 */
  topic?: string;
  /** 发文机关 */
  issuer?: string;
  /** 文号 */
  code?: string;
  /** 发文日期 */
  date?: DateText;
  /** 施行日期 */
  effective?: DateText;
  /** 文种。例：意见、办法、方案、通知、规划 */
  kind?: string;
  /** 件数。一套文件时填，如“10多个” */
  count?: Quantity;
  /** 参数 */
  params?: Count[];
}
/** 体系 */
export interface System {
  /** 编号 */
  id?: string;
  /** 名称。不带引号，如6633晋位争优 */
  name?: string;
  /** 代号 */
  code?: string;
  /** 工作 */
  topic?: string;
  /** 类型。例：目标、指挥、识别、政策、工作法、制度、模式、口号、档案 */
  kind?: string;
  /** 对象。如“贫困村” */
  object?: string;
  /** 成员数。如5种；列了成员可不填 */
  count?: Quantity;
  /** 成员。一行一个 */
  members?: string[];
  /** 成员组 */
  groups?: MemberGroup[];
  /** 首创范围。如“全省” */
  first_in?: string;
  /** 出处文件 */
  introduced_in?: string;
  /** 数据 */
  figures?: Count[];
}
/** 成员组 */
export interface MemberGroup {
  /** 名称 */
  name?: string;
  /** 数目。如5个 */
  count?: Quantity;
  /** 成员 */
  members?: string[];
}
/** 做法 */
export interface Practice {
  /** 标题。动宾短语 */
  headline?: string;
  /** 依据 */
  basis?: string;
  /** 工作 */
  topic?: string;
  /** 量词。如“个方面” */
  member_noun?: string;
  /** 内容 */
  members?: Measure[];
}
/** 措施 */
export interface Measure {
  /** 编号 */
  id?: string;
  /** 名称 */
  name?: string;
  /** 工作 */
  topic?: string;
  /** 主题。如“六个突出” */
  theme?: string;
  /** 口号 */
  slogan?: string;
  /** 依据 */
  basis?: string;
  /** 做法。一行一条 */
  actions?: string[];
  /** 数据 */
  figures?: Count[];
  /** 目标。目标表里的编号 */
  targets?: string[];
  /** 责任单位 */
  owners?: string[];
  /** 事项 */
  items?: string[];
  /** 事项统称。如“救助措施” */
  item_noun?: string;
  /** 体系。体系表里的编号 */
  systems?: string[];
  /** 政策。文件标题 */
  policies?: string[];
  /** 文件数。如“10多个” */
  policy_count?: Quantity;
  /** 针对问题 */
  against?: string;
  /** 成效。不带“确保” */
  effect?: string;
  /** 防止 */
  guard?: string;
  /** 案例。案例表里的编号 */
  case?: string;
  /** 配套。在主要措施之后说 */
  supporting?: boolean;
}
/** 案例 */
export interface Case {
  /** 编号 */
  id?: string;
  /** 类型 */
  kind?: CaseKind;
  /** 工作 */
  topic?: string;
  /** 地点 */
  place?: string;
  /** 主体 */
  actor?: string;
  /** 做法 */
  practice?: string;
  /** 成效 */
  result?: string;
  /** 启示 */
  lesson?: string;
  /** 数据 */
  figures?: Count[];
}
/** 帮扶力量 */
export interface HelperForce {
  /** 编号 */
  id?: string;
  /** 名称 */
  name?: string;
  /** 工作 */
  topic?: string;
  /** 层次。例：中直、省直、市直、县直、乡镇、企业、社会组织 */
  tier?: string;
  /** 统计期间 */
  period?: Period;
  /** 截止日期 */
  as_of?: DateText;
  /** 来源 */
  source?: string;
  /** 单位数。如105个 */
  units?: Quantity;
  /** 原单位数 */
  prior?: Quantity;
  /** 村数 */
  villages?: Quantity;
  /** 户数 */
  households?: Quantity;
  /** 受帮扶人数 */
  persons?: Quantity;
  /** 队员数。如2610人 */
  members?: Quantity;
  /** 项目数 */
  projects?: Quantity;
  /** 投入。如5700余万元 */
  invested?: Quantity;
  /** 覆盖率。如100% */
  coverage?: Rate;
  /** 帮扶地 */
  regions?: string[];
  /** 单位名称 */
  unit_names?: string[];
  /** 分项 */
  parts?: HelperForce[];
  /** 其他数据 */
  figures?: Count[];
}
/** 机构 */
export interface Organisation {
  /** 编号 */
  id?: string;
  /** 名称 */
  name?: string;
  /** 类型。例：指挥部、领导小组、专班、工作组、办公室 */
  kind?: string;
  /** 工作 */
  topic?: string;
  /** 地区 */
  region?: string;
  /** 层级。例：省、市、县、区、乡镇、村、部门 */
  level?: string;
  /** 上级机构。机构表里的编号或名称 */
  parent?: string;
  /** 负责人 */
  head?: string;
  /** 副职 */
  deputies?: string[];
  /** 成员 */
  members?: string[];
  /** 成员数 */
  member_count?: Quantity;
  /** 成立日期 */
  date?: DateText;
  /** 开会次数。如12次 */
  meetings?: Quantity;
  /** 其他数据 */
  figures?: Count[];
}
/** 责任 */
export interface Responsibility {
  /** 层级。例：省、市、县、区、乡镇、村、部门 */
  level?: string;
  /** 责任人 */
  who?: string;
  /** 责任 */
  duty?: string;
  /** 单位 */
  unit?: string;
  /** 工作 */
  topic?: string;
  /** 签订日期 */
  signed?: DateText;
  /** 兑现情况 */
  result?: string;
  /** 分包 */
  assignments?: Assignment[];
}
/** 分包 */
export interface Assignment {
  /** 领导。职务或姓名 */
  leader?: string;
  /** 联系点 */
  regions?: string[];
  /** 户数。如8户 */
  households?: Quantity;
}
/** 机制 */
export interface Mechanism {
  /** 编号 */
  id?: string;
  /** 名称 */
  name?: string;
  /** 工作 */
  topic?: string;
  /** 实施单位 */
  actor?: string;
  /** 频次。例：每日、每五天、每周、双周、每旬、每月、每季、半年、每年 */
  frequency?: string;
  /** 节奏。如“周汇总”“月总结”，一行一个 */
  rhythm?: string[];
  /** 规则 */
  rule?: string;
  /** 统计期间 */
  period?: Period;
  /** 计划次数。如12次 */
  planned?: Quantity;
  /** 已开展次数。如8次 */
  held?: Quantity;
  /** 其他数据 */
  figures?: Count[];
}
/** 任务 */
export interface Deployment {
  /** 编号 */
  id?: string;
  /** 任务。动宾短语 */
  task?: string;
  /** 工作 */
  topic?: string;
  /** 依据 */
  basis?: string;
  /** 要求。一行一条 */
  requirements?: string[];
  /** 单位 */
  units?: string[];
  /** 牵头单位 */
  lead?: string;
  /** 起始 */
  start?: DateText;
  /** 期限 */
  deadline?: DateText;
  /** 数量。如14个 */
  quantity?: Quantity;
  /** 强度 */
  intensity?: Intensity;
  /** 状态 */
  status?: TaskStatus;
  /** 杜绝。印在“坚决杜绝”之后 */
  forbidden?: string;
  /** 成效。不带“确保” */
  effect?: string;
  /** 数据 */
  figures?: Count[];
}
/** 承诺 */
export interface Pledge {
  /** 事项 */
  item?: string;
  /** 工作 */
  topic?: string;
  /** 数量。如8个 */
  quantity?: Quantity;
  /** 期限 */
  deadline?: DateText;
  /** 承诺人 */
  by?: string;
  /** 内容 */
  works?: Work[];
  /** 数据 */
  figures?: Count[];
}
/** 建议 */
export interface Suggestion {
  /** 标题 */
  headline?: string;
  /** 理由 */
  reason?: string;
  /** 对象 */
  to?: string;
}
/** 活动 */
export interface Event {
  /** 日期 */
  date?: DateText;
  /** 结束日期 */
  end?: DateText;
  /** 人员 */
  who?: string;
  /** 内容 */
  what?: string;
  /** 工作 */
  topic?: string;
  /** 地点 */
  places?: string[];
  /** 次数。如2次 */
  count?: Quantity;
}
/** 用语 */
export interface PhraseBank {
  /** 开头 */
  openings?: string[];
  /** 过渡 */
  transitions?: string[];
  /** 动词 */
  verbs?: string[];
  /** 精神。本地的精神、口号 */
  spirits?: string[];
  /** 结尾 */
  closings?: string[];
  /** 禁用 */
  banned?: string[];
}
