//! Pictures of exhibits, which come from outside: whoever has a typesetter at hand has them drawn by it.

use super::package::Parts;
use super::xml::{emu, escape};

/// A picture of an exhibit.
#[derive(Debug, Clone, Default)]
pub struct ChartImage {
    /// The block that it shows, an index into [`Document::blocks`](crate::document::Document::blocks).
    pub block: usize,
    /// PNG; what is not one is not used, and the exhibit is a table of its data.
    pub png: Vec<u8>,
    /// The same as SVG, which Word 2016 and later shows instead, sharp at any size; optional, and left out where it is larger
    /// than 1 MiB or fills with patterns.
    pub svg: Option<String>,
    /// Width, in points.
    pub width: f64,
    /// Height, in points.
    pub height: f64,
}

/// Bytes of an SVG beyond which the PNG stands alone: a map of many outlines would make the file larger than it is sharper.
const MAX_SVG: usize = 1024 * 1024;

impl ChartImage {
    /// Whether it can stand in a file.
    pub(super) fn usable(&self) -> bool {
        let size = |points: f64| points.is_finite() && points >= 1.0;
        self.png.starts_with(b"\x89PNG\r\n\x1a\n") && size(self.width) && size(self.height)
    }

    /// The SVG, where it is better than the PNG: not too large, and without patterns, which office programs draw as they like.
    fn sharp(&self) -> Option<&str> {
        self.svg.as_deref().filter(|svg| svg.len() <= MAX_SVG && !svg.contains("<pattern"))
    }
}

/// The run of a picture with its alternative text, made smaller where it would not fit into `width` and `height`.
pub(super) fn inline(parts: &mut Parts, image: &ChartImage, alt: &str, width: f64, height: f64) -> String {
    let png = parts.picture("png", &image.png);
    let svg = image.sharp().map(|svg| parts.picture("svg", svg.as_bytes()));
    // Below it stands its source, above it its caption.
    let scale = (width / image.width).min(0.8 * height / image.height).min(1.0);
    let (cx, cy) = (emu(image.width * scale), emu(image.height * scale));
    let svg = svg.map_or_else(String::new, |id| {
        format!(
            "<a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\"><asvg:svgBlip \
             xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"{id}\"/></a:ext></a:extLst>"
        )
    });
    // A number of its own in the document; blocks are counted from 0, such numbers from 1.
    let id = image.block + 1;
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/>\
         <wp:docPr id=\"{id}\" name=\"图{id}\" descr=\"{alt}\"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/>\
         </wp:cNvGraphicFramePr><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
         <pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"图{id}\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
         <a:blip r:embed=\"{png}\">{svg}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>\
         <a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>\
         </pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
        alt = escape(alt),
    )
}
