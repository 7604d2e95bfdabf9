//! The arguments of the command.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};

use crate::batch::Shard;

/// 汇报：由结构化的进展数据生成讲话稿、汇报、通报，排成 PDF。
#[derive(Debug, Parser)]
#[command(name = "huibao", version)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 由数据（.json、.xlsx）或改过的文稿（.md）排出成品
    Render(RenderArgs),
    /// 照计划成批排出：一个单位一份，可中断续排，可分给多台机器
    Batch(BatchArgs),
    /// 由数据写出文稿（Markdown，每个数据都连着出处）
    Draft(DraftArgs),
    /// 把一个单位的文稿改成另一个单位的：称谓、地名、专有名称和数字随数据换，其余不动
    Reuse(ReuseArgs),
    /// 核验数据，列出所有矛盾
    Check(CheckArgs),
    /// 生成 Excel 工作簿：空白的，或填好数据的
    Workbook(WorkbookArgs),
    /// 把数据（.xlsx 或 .json）整理成 JSON
    Json(JsonArgs),
    /// 印出数据的 JSON Schema，供编辑器提示和核对
    Schema,
    /// 列出文种
    Genres,
    /// 列出台账、图表、清单等名目；写明编号或名称，则印出可复制到文稿里的图表块和小样数据
    Instruments(InstrumentsArgs),
}

#[derive(Debug, ClapArgs)]
pub(super) struct RenderArgs {
    /// 数据文件（.json、.xlsx），或文稿（.md，另用 --data 指明数据）
    pub(super) input: PathBuf,
    /// 输出文件；按扩展名决定格式：.pdf .docx（Word、WPS） .svg .png（每页一个文件） .md（文稿） .json（文档树） .txt（纯文字）
    #[arg(short, long)]
    pub(super) output: PathBuf,
    /// 输出格式，不看扩展名：pdf、docx、svg、png、md、json、txt
    #[arg(long)]
    pub(super) format: Option<String>,
    /// 文稿所依据的数据文件
    #[arg(long)]
    pub(super) data: Option<PathBuf>,
    /// 先按数据更新文稿里的数字
    #[arg(long)]
    pub(super) refresh: bool,
    /// 版式：speech（国标版面）、reading（朗读版，大字，翻页不断句）、official（公文）、letter（信函）、bulletin（简报）、ledger（横排台账）；不写则用文稿写明的，文稿没有写明则用文种的
    #[arg(long)]
    pub(super) layout: Option<String>,
    /// 朗读版在不能一眼读出的数字上方注明读法
    #[arg(long)]
    pub(super) spoken: bool,
    /// 附上数据来源表：每个数字在哪里、从哪里来、怎样算的；Word 文档里的数字另加批注
    #[arg(long)]
    pub(super) sources: bool,
    /// 印章图片（PNG、JPG 或 SVG，背景最好透明），盖在公文、信函的署名和成文日期上
    #[arg(long)]
    pub(super) seal: Option<PathBuf>,
    /// 自有字体，写作“用处=字体文件”，可写多次：--face title=方正小标宋.ttf --face body=仿宋_GB2312.ttf；用处有 title、heading1、heading2、body、folio，.ttc 的第二款写作 文件.ttc#1；缺的字用内置字体补
    #[arg(long = "face", value_name = "用处=文件")]
    pub(super) faces: Vec<String>,
    /// 各地区的边界（GeoJSON，坐标为经纬度），文稿里的 map 照它画；不写则画成方格
    #[arg(long)]
    pub(super) map: Option<PathBuf>,
    /// 字体文件夹（含 manifest.json）；不写则依次找环境变量 HUIBAO_FONTS、fonts/dist、程序旁的 fonts
    #[arg(long)]
    pub(super) fonts: Option<PathBuf>,
    /// PNG 的分辨率
    #[arg(long, default_value_t = 144.0)]
    pub(super) dpi: f64,
    #[command(flatten)]
    pub(super) compose: ComposeArgs,
}

#[derive(Debug, ClapArgs)]
#[command(
    after_help = "退出码：0 全部完成；1 有失败的，见报告；2 命令行或计划有误；3 磁盘满、目录不能写等，没有做完；\
    4 另一个进程正在做同一份；130 中途被中断，再运行一次接着做。"
)]
pub(super) struct BatchArgs {
    /// 计划文件（.json）：数据在哪里、写哪些文种、文件怎样命名，见 docs/batch.md
    pub(super) plan: PathBuf,
    /// 放成品的文件夹；做到哪里记在其中的 .huibao 里，再运行一次只补没有做的
    #[arg(short, long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// 同时排几份；不写则与处理器的核数相同
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: Option<u16>,
    /// 只做其中一份：编号/份数，编号从 0 数起，如 0/4；各份合起来正好是全部
    #[arg(long, value_name = "I/N", default_value = "0/1")]
    pub(super) shard: Shard,
    /// 报告（JSON）写到这里；不写则写到成品文件夹的 .huibao 里
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// 上次失败的再试一次；不写则数据、计划和程序没有变的不再试
    #[arg(long)]
    pub(super) retry_failed: bool,
    /// 全部重做，已经做好的也重做
    #[arg(long)]
    pub(super) force_all: bool,
    /// 每写一个文件都等它落到磁盘上再写下一个；慢，断电也不必重做
    #[arg(long)]
    pub(super) fsync: bool,
    /// 字体文件夹（含 manifest.json）；不写则依次找环境变量 HUIBAO_FONTS、fonts/dist、程序旁的 fonts
    #[arg(long, value_name = "DIR")]
    pub(super) fonts: Option<PathBuf>,
    /// 不报进度
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct DraftArgs {
    /// 数据文件（.json、.xlsx）
    pub(super) input: PathBuf,
    /// 输出文件；不写则印到屏幕
    #[arg(short, long)]
    pub(super) output: Option<PathBuf>,
    /// 再挑文稿的毛病：机器腔、数目不符、禁用词，附一行文风统计
    #[arg(long)]
    pub(super) style: bool,
    #[command(flatten)]
    pub(super) compose: ComposeArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ReuseArgs {
    /// 原来的文稿（.md）
    pub(super) draft: PathBuf,
    /// 原来的文稿所依据的数据（.json、.xlsx）
    #[arg(long)]
    pub(super) from: PathBuf,
    /// 本单位的数据，结构与原来的数据相同
    #[arg(long)]
    pub(super) data: PathBuf,
    /// 输出文件；不写则印到屏幕
    #[arg(short, long)]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct CheckArgs {
    /// 数据文件（.json、.xlsx）
    pub(super) input: PathBuf,
    /// 以 JSON 输出
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct WorkbookArgs {
    /// 输出文件（.xlsx）
    #[arg(short, long)]
    pub(super) output: PathBuf,
    /// 用这份数据（.json、.xlsx）填好；不写则是空白的，每张表有一行灰色的例子
    #[arg(long)]
    pub(super) from: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct JsonArgs {
    /// 数据文件（.json、.xlsx）
    pub(super) input: PathBuf,
    /// 输出文件；不写则印到屏幕
    #[arg(short, long)]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct InstrumentsArgs {
    /// 编号（如 B6）或名称里的几个字（如 整改台账）；不写则全部列出
    pub(super) words: Option<String>,
    /// 以 JSON 输出
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ComposeArgs {
    /// 文种，见 huibao genres；不写则用数据里写的文种
    #[arg(long, default_value = "")]
    pub(super) genre: String,
    /// 换一组措辞：同样的数据和种子总是得到同样的文稿
    #[arg(long, default_value_t = 0)]
    pub(super) seed: u64,
    /// 数据有矛盾也照写；文稿和成品上会标明
    #[arg(long)]
    pub(super) force: bool,
    /// 自带的文种模板文件，见 docs/genres.md
    #[arg(long)]
    pub(super) template: Option<PathBuf>,
    /// 自带的措辞词典文件（TOML）；与内置同名的用途以它为准
    #[arg(long)]
    pub(super) phrases: Option<PathBuf>,
    /// 自带的称谓表文件（TOML，按层级）；与内置同名的以它为准
    #[arg(long)]
    pub(super) words: Option<PathBuf>,
    /// 成文日期（数据里没有写时用），如 2017-08-30；不写则用今天
    #[arg(long)]
    pub(super) date: Option<String>,
}
