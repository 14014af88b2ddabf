//! Charts as PNG, drawn from the same SVG.
//!
//! The bytes depend on the fonts of the machine, so nothing is promised of them; what is promised
//! is that a picture shows every letter of its SVG or is not drawn (`fonts.rs`).

use std::fmt;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree};

use super::fonts::Typeface;

/// The size of a picture.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Size {
    /// A slide of 1920 × 1080 pixels.
    Slide,
    /// As wide as A4 at 200 dots per inch, as high as the chart needs.
    Page,
}

/// Width and height of a slide, pixels.
const SLIDE: (u32, u32) = (1920, 1080);
/// Width of A4, 210 mm, at 200 dots per inch, pixels.
const PAGE_WIDTH: u32 = 1654;
/// 200 dots per inch in dots per metre.
const DOTS_PER_METRE: u32 = 7874;

impl Size {
    /// Both, with the word for them in file names.
    pub const ALL: [(Size, &str); 2] = [(Size::Slide, "slide"), (Size::Page, "page")];
}

/// Why a picture cannot be drawn.
#[derive(Debug)]
pub struct PngError(String);

impl fmt::Display for PngError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the picture could not be drawn: {}", self.0)
    }
}

impl std::error::Error for PngError {}

/// Draws an SVG with a typeface.
///
/// # Errors
///
/// Where the SVG cannot be read, or the memory of the machine does not hold the picture.
pub fn png(svg: &str, typeface: &Typeface, size: Size) -> Result<Vec<u8>, PngError> {
    let failed = |reason: &dyn fmt::Display| PngError(reason.to_string());
    let tree = Tree::from_str(svg, &options(typeface)).map_err(|error| failed(&error))?;
    let drawn = (tree.size().width(), tree.size().height());
    let (width, height, scale) = match size {
        Size::Slide => {
            let (width, height) = SLIDE;
            let scale = (width as f32 / drawn.0).min(height as f32 / drawn.1);
            (width, height, scale)
        }
        Size::Page => {
            let scale = PAGE_WIDTH as f32 / drawn.0;
            (PAGE_WIDTH, (drawn.1 * scale).ceil() as u32, scale)
        }
    };
    let mut pixels = Pixmap::new(width, height)
        .ok_or_else(|| failed(&format!("{width} × {height} pixels are too many")))?;
    pixels.fill(resvg::tiny_skia::Color::WHITE);
    // A chart that is not as wide as its slide stands in the middle.
    let left = (width as f32 - drawn.0 * scale) / 2.0;
    let top = match size {
        Size::Slide => (height as f32 - drawn.1 * scale) / 2.0,
        Size::Page => 0.0,
    };
    let place = Transform::from_scale(scale, scale).post_translate(left, top);
    resvg::render(&tree, place, &mut pixels.as_mut());
    encoded(&pixels, size).map_err(|error| failed(&error))
}

fn options(typeface: &Typeface) -> Options<'_> {
    Options {
        fontdb: typeface.database(),
        font_resolver: FontResolver {
            select_font: Box::new(|font, _| typeface.face(font.weight())),
            select_fallback: Box::new(|letter, others, _| typeface.other(letter, others)),
        },
        ..Options::default()
    }
}

/// The pixels as a PNG that says how large it is to be printed.
fn encoded(pixels: &Pixmap, size: Size) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    if size == Size::Page {
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: DOTS_PER_METRE,
            yppu: DOTS_PER_METRE,
            unit: png::Unit::Meter,
        }));
    }
    // The paper is opaque, so that the fourth channel says nothing.
    let (colours, _) = pixels.data().as_chunks::<4>();
    let mut rgb = Vec::with_capacity(3 * colours.len());
    for [r, g, b, _] in colours {
        rgb.extend_from_slice(&[*r, *g, *b]);
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::fonts::Fonts;
    use super::*;

    fn svg(width: u32, height: u32, text: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#005AFF\"/>\
             <text x=\"10\" y=\"50\" font-size=\"40\" fill=\"#FFFFFF\">{text}</text></svg>"
        )
    }

    /// Width, height and pixels of a picture.
    fn decoded(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_info()
            .unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        (info.width, info.height, pixels)
    }

    fn pixel((width, _, pixels): &(u32, u32, Vec<u8>), x: u32, y: u32) -> [u8; 3] {
        let at = 3 * (y * width + x) as usize;
        [pixels[at], pixels[at + 1], pixels[at + 2]]
    }

    fn typeface() -> Typeface {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("font.ttf");
        std::fs::write(&file, font_test_data::NOTO_SERIF_DISPLAY_TRIMMED).unwrap();
        Fonts::of_files(&[file])
            .unwrap()
            .typeface(&std::collections::BTreeSet::new())
    }

    const BLUE: [u8; 3] = [0x00, 0x5A, 0xFF];
    const WHITE: [u8; 3] = [0xFF, 0xFF, 0xFF];

    #[test]
    fn a_slide_has_its_size_whatever_the_chart_and_the_chart_stands_in_its_middle() {
        let drawn = decoded(&png(&svg(1120, 1260, ""), &typeface(), Size::Slide).unwrap());
        assert_eq!((drawn.0, drawn.1), (1920, 1080));
        assert_eq!(
            (pixel(&drawn, 960, 5), pixel(&drawn, 10, 540)),
            (BLUE, WHITE)
        );
        let drawn = decoded(&png(&svg(1120, 630, ""), &typeface(), Size::Slide).unwrap());
        assert_eq!(
            (pixel(&drawn, 2, 2), pixel(&drawn, 1917, 1077)),
            (BLUE, BLUE)
        );
    }

    #[test]
    fn a_page_is_as_wide_as_a4_and_says_so() {
        let bytes = png(&svg(1120, 840, ""), &typeface(), Size::Page).unwrap();
        let reader = png::Decoder::new(std::io::Cursor::new(&bytes[..]))
            .read_info()
            .unwrap();
        let info = reader.info();
        assert_eq!((info.width, info.height), (1654, 1241));
        let dots = info.pixel_dims.unwrap();
        let millimetres = f64::from(info.width) / f64::from(dots.xppu) * 1000.0;
        assert!((millimetres - 210.0).abs() < 0.1, "{millimetres}");
    }

    #[test]
    fn letters_that_a_font_has_are_drawn() {
        let white = |text: &str| {
            let drawn = decoded(&png(&svg(560, 315, text), &typeface(), Size::Slide).unwrap());
            drawn
                .2
                .as_chunks::<3>()
                .0
                .iter()
                .filter(|p| **p == WHITE)
                .count()
        };
        assert_eq!(white(""), 0);
        assert!(white("kl") > 100, "the font has these letters");
    }
}
