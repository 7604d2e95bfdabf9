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
        None => SvgImage::new(bytes.clone()).is_ok().then_some("seal.svg"),
    };
    let bad = || {
        vec![
            Finding::error("typeset.bad_seal", "", "印章文件不是可用的图片。")
                .hint("请用 PNG、JPG 或 SVG 格式的印章图片，背景最好透明。"),
        ]
    };
    name.map(|name| (name, bytes)).ok_or_else(bad)
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
}
