//! Records that hold records of their own kind, each with its pointer.

use crate::data::{HelperForce, Population, Progress};

/// Calls `visit` with every population: parts, subsets and regions after the whole.
pub(super) fn each_population<'a>(progress: &'a Progress, mut visit: impl FnMut(&'a Population, &str)) {
    for (i, population) in progress.populations.iter().enumerate() {
        population_at(population, &format!("/populations/{i}"), &mut visit);
    }
}

fn population_at<'a>(population: &'a Population, at: &str, visit: &mut impl FnMut(&'a Population, &str)) {
    visit(population, at);
    let lists =
        [("of_which", &population.of_which), ("parts", &population.parts), ("by_region", &population.by_region)];
    for (list, members) in lists {
        for (i, member) in members.iter().enumerate() {
            population_at(member, &format!("{at}/{list}/{i}"), visit);
        }
    }
}

/// Calls `visit` with every force of helpers: the parts after the whole.
pub(super) fn each_helper<'a>(progress: &'a Progress, mut visit: impl FnMut(&'a HelperForce, &str)) {
    for (i, helper) in progress.helpers.iter().enumerate() {
        helper_at(helper, &format!("/helpers/{i}"), &mut visit);
    }
}

fn helper_at<'a>(helper: &'a HelperForce, at: &str, visit: &mut impl FnMut(&'a HelperForce, &str)) {
    visit(helper, at);
    for (i, part) in helper.parts.iter().enumerate() {
        helper_at(part, &format!("{at}/parts/{i}"), visit);
    }
}
