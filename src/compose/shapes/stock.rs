//! Stocks and their composition: Q14, Q25–Q33.

use super::{Manner, joined};
use crate::compose::node::{FigureNode, Node};
use crate::data::Form;
use crate::draft::escape;

/// Q14, Q25, Q26: a stock. 32.15万贫困人口; 贫困人口67339户218987人，其中….
pub(in crate::compose) fn stock(population: &Node) -> String {
    let noun = match population.text("object") {
        object if object.is_empty() => population.text("name"),
        object => object,
    };
    let noun = escape(&noun);
    let (villages, households, persons) =
        (population.figure("villages"), population.figure("households"), population.figure("persons"));
    let mut clause = match (&villages, &households, &persons) {
        (None, None, Some(persons)) => format!("{}{noun}", persons.with(Form::Bare).link()),
        _ => {
            let amounts: Vec<_> =
                [&villages, &households, &persons].into_iter().flatten().map(FigureNode::link).collect();
            format!("{noun}{}", amounts.concat())
        }
    };
    if let Some(rate) = population.figure("rate") {
        clause.push_str(&format!("，发生率{}", rate.link()));
    }
    let subsets: Vec<_> = population.members("of_which").iter().map(stock).collect();
    if !subsets.is_empty() {
        clause.push_str(&format!("，其中{}", subsets.join("、")));
    }
    clause
}

pub(super) fn say(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn say_all(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, say)
}

pub(super) fn region(_node: &Node, _manner: &Manner) -> String {
    String::new()
}

pub(super) fn regions(nodes: &[Node], manner: &Manner) -> String {
    joined(nodes, manner, region)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{nodes, plain};
    use super::*;

    #[test]
    fn q14_q25_q26_stocks() {
        let list = nodes(
            r#"{"populations": [
                {"name": "剩余贫困人口", "object": "贫困人口", "persons": "32.15万人"},
                {"name": "建档立卡贫困人口", "households": "67339户", "persons": "218987人",
                 "of_which": [{"name": "未脱贫人口", "households": "15703户", "persons": "36099人", "rate": "2.22%"}]}
            ]}"#,
            "populations",
        );
        assert_eq!(plain(&stock(&list[0])), "32.15万贫困人口");
        assert_eq!(
            plain(&stock(&list[1])),
            "建档立卡贫困人口67339户218987人，其中未脱贫人口15703户36099人，发生率2.22%"
        );
    }
}
