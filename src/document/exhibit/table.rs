//! 表: table, ledger, matrix and ranking, which differ in what their columns say.

use super::Kind;
use super::bind::Binder;
use super::model::View;

pub(super) fn view(_: Kind, _: &mut Binder<'_>) -> Option<View> {
    None
}
