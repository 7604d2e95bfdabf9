//! stub
use serde::{Deserialize, Serialize};
/// stub
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rate(pub super::Quantity);
impl Rate {
    /// q
    pub fn quantity(&self) -> &super::Quantity {
        &self.0
    }
}
