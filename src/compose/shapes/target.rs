//! Target, progress, remainder: Q13–Q24.

use super::{Manner, joined};
use super::{counted, is_persons};
use crate::compose::node::Node;
use crate::draft::escape;

/// Q13, first half; Q18: what is to be done. 完成7.38万贫困人口脱贫, 278个贫困村退出, 年人均纯收入达到4000元.
pub(in crate::compose) fn plan(target: &Node) -> String {
    let Some(goal) = target.figure("target") else { return escape(&target.text("name")) };
    let object = target.text("object");
    if object.is_empty() {
        let reach = match target.text("cmp").as_str() {
            "<=" => ("控制在", "以内"),
            "=" => ("为", ""),
            _ => ("达到", ""),
        };
        return format!("{}{}{}{}", escape(&target.text("name")), reach.0, goal.link(), reach.1);
    }
    let verb = escape(&target.text("verb"));
    let counted = if is_persons(&goal) { counted(&goal, "完成") } else { goal.link() };
    format!("{counted}{}{verb}", escape(&object))
}

/// Q13, second half: 已完成4.98万贫困人口脱贫，占全年目标任务的68%.
pub(in crate::compose) fn progress(target: &Node) -> String {
    let Some(done) = target.figure("done") else { return String::new() };
    let object = target.text("object");
    let mut clause = if object.is_empty() {
        format!("{}已完成{}", escape(&target.text("name")), done.link())
    } else {
        format!("已{}{}{}", counted(&done, "完成"), escape(&object), escape(&target.text("verb")))
    };
    if let Some(rate) = target.figure("rate") {
        let year = target.figure("period").is_some_and(|p| p.text().contains('年'));
        clause.push_str(&format!("，占{}目标任务的{}", if year { "全年" } else { "" }, rate.link()));
    }
    clause
}

/// Q15: what must be done every year. 平均每年要完成11.7万贫困人口脱贫; empty where it does not follow.
pub(in crate::compose) fn pace(target: &Node) -> String {
    let Some(pace) = target.figure("per_year") else { return String::new() };
    let object = target.text("object");
    if object.is_empty() {
        return format!("{}平均每年要完成{}", escape(&target.text("name")), pace.link());
    }
    format!("平均每年要{}{}{}", counted(&pace, "完成"), escape(&object), escape(&target.text("verb")))
}

pub(super) fn say(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn say_all(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, say)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{nodes, plain};
    use super::*;

    #[test]
    fn q13_q18_targets() {
        let list = nodes(
            r#"{"targets": [
                {"name": "年度脱贫人口", "object": "贫困人口", "verb": "脱贫", "period": "全年",
                 "target": "7.38万人", "done": "4.98万人"},
                {"name": "年度退出贫困村", "object": "贫困村", "verb": "退出", "target": "278个"},
                {"name": "年人均纯收入", "target": "4000元"},
                {"name": "隐患", "object": "重大隐患", "verb": "整改销号", "target": "20处", "done": "18处"},
                {"name": "培训", "object": "从业人员", "verb": "培训", "target": "3000人", "done": "2000人"},
                {"name": "贫困发生率", "target": "2%", "cmp": "<="}
            ]}"#,
            "targets",
        );
        assert_eq!(plain(&plan(&list[0])), "完成7.38万贫困人口脱贫");
        assert_eq!(plain(&progress(&list[0])), "已完成4.98万贫困人口脱贫，占全年目标任务的67.5%");
        assert_eq!(plain(&plan(&list[1])), "278个贫困村退出");
        assert_eq!(progress(&list[1]), "");
        assert_eq!(plain(&plan(&list[2])), "年人均纯收入达到4000元");
        assert_eq!(plain(&progress(&list[3])), "已完成18处重大隐患整改销号，占目标任务的90%");
        assert_eq!(plain(&progress(&list[4])), "已完成2000名从业人员培训，占目标任务的66.7%");
        assert_eq!(plain(&plan(&list[5])), "贫困发生率控制在2%以内");
    }

    #[test]
    fn q15_the_yearly_pace() {
        let list = nodes(
            r#"{"targets": [{"name": "脱贫", "object": "贫困人口", "verb": "脱贫", "remaining": "35.2万人", "years_left": "3年"},
                {"name": "投资", "remaining": "9亿元", "years_left": "3年"}, {"name": "无"}]}"#,
            "targets",
        );
        let said: Vec<_> = list.iter().map(|target| plain(&pace(target))).collect();
        assert_eq!(said, ["平均每年要完成11.7万贫困人口脱贫", "投资平均每年要完成3亿元", ""]);
    }
}
