//! 印章: the image of a seal, a file of the user's.

use typst_library::foundations::Bytes;
use typst_library::visualize::{ExchangeFormat, RasterImage, SvgImage};

use crate::Finding;

/// The file name under which a layout finds the image, and its bytes.
///
/// # Errors
/// `typeset.bad_seal` if they are no PNG, JPEG or SVG that can be drawn.
pub fn read(image: &[u8]) -> Result<(&'static str, Bytes), Vec<Finding>> {
    let bytes = Bytes::new(image.to_vec());
    let raster = |name, format| RasterImage::plain(bytes.clone(), format).is_ok().then_some(name);
    let name = match ExchangeFormat::detect(image) {
        Some(ExchangeFormat::Png) => raster("seal.png", ExchangeFormat::Png),
        Some(ExchangeFormat::Jpg) => raster("seal.jpg", ExchangeFormat::Jpg),
        Some(_) => None,
        None => SvgImage::new(bytes.clone()).is_ok_and(|svg| drawable(svg.tree().root())).then_some("seal.svg"),
    };
    let bad = || {
        vec![
            Finding::error("typeset.bad_seal", "", "印章文件不是可用的图片。")
                .hint("请用 PNG、JPG 或 SVG 格式的印章图片，背景最好透明。"),
        ]
    };
    name.map(|name| (name, bytes)).ok_or_else(bad)
}

/// Whether every image within an SVG is of a format that is drawn. GIF and WebP would be left out without a word.
fn drawable(group: &usvg::Group) -> bool {
    group.children().iter().all(|node| {
        let mut all = match node {
            usvg::Node::Group(group) => drawable(group),
            usvg::Node::Image(image) => match image.kind() {
                usvg::ImageKind::GIF(_) | usvg::ImageKind::WEBP(_) => false,
                usvg::ImageKind::JPEG(_) | usvg::ImageKind::PNG(_) => true,
                usvg::ImageKind::SVG(tree) => drawable(tree.root()),
            },
            usvg::Node::Path(_) | usvg::Node::Text(_) => true,
        };
        // Clip paths, masks, patterns and filters.
        node.subroots(|root| all &= drawable(root));
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_image_is_said() {
        for bytes in [&b"PDF"[..], b"", b"\x89PNG\r\n\x1a\n but cut off", b"GIF89a"] {
            assert_eq!(read(bytes).unwrap_err()[0].code, "typeset.bad_seal", "{bytes:?}");
        }
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"42mm\" height=\"42mm\"><circle r=\"9\"/></svg>";
        assert_eq!(read(svg).map(|(name, _)| name), Ok("seal.svg"));
    }

    /// One pixel, transparent.
    const PNG: &str =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    const GIF: &str = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    const WEBP: &str = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==";

    #[test]
    fn an_svg_holds_only_images_that_are_drawn() {
        let svg = |mime: &str, data: &str, before: &str, after: &str| {
            format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{before}\
                 <image width='9' height='9' href='data:image/{mime};base64,{data}'/>{after}</svg>"
            )
        };
        let masked = ("<mask id='m'>", "</mask><rect width='9' height='9' mask='url(#m)'/>");
        for (before, after) in [("", ""), masked] {
            let read = |mime, data| read(svg(mime, data, before, after).as_bytes());
            assert_eq!(read("png", PNG).map(|(name, _)| name), Ok("seal.svg"));
            for (mime, data) in [("gif", GIF), ("webp", WEBP)] {
                assert_eq!(read(mime, data).unwrap_err()[0].code, "typeset.bad_seal", "{mime}");
            }
        }
    }
}
