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
    if size == Size::Page {
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: DOTS_PER_METRE,
            yppu: DOTS_PER_METRE,
            unit: png::Unit::Meter,
        }));
    }
    // The paper is opaque, so that the fourth channel says nothing.
    let (colours, _) = pixels.data().as_chunks::<4>();
    let rgb: Vec<u8> = colours
        .iter()
        .flat_map(|[r, g, b, _]| [*r, *g, *b])
        .collect();
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(bytes)
}
