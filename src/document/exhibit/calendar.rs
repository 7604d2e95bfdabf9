//! calendar.

use super::bind::Binder;
use super::model::View;

pub(super) fn view(_: &mut Binder<'_>) -> Option<View> {
    None
}
