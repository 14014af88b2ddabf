//! Looks at a finished chart as a reader would: is every text on the paper, does any cover
//! another? For tests.

use super::palette::contrast;
use super::text::Face;
use super::{Caption, Style};
use crate::language::Language;
use plotters::style::RGBColor;
use roxmltree::{Document, Node};

/// As readers of English expect.
pub const EN: Style = Style::of(Language::English);
/// As readers of Japanese expect.
pub const JA: Style = Style::of(Language::Japanese);
/// Both.
pub const STYLES: [Style; 2] = [EN, JA];

/// A caption longer than its place, with markup and a character that XML forbids.
pub fn long_caption() -> Caption {
    let long = |text: &str| text.repeat(60);
    Caption {
        title: long("創薬支援ネットワーク <title> & \"標題\" "),
        subtitle: long("期末に継続中のテーマを含む "),
        unit: long("単位：百万円（令和7年度価格）"),
        note: long("当初予算額である。 rounded "),
        source: long("シナリオ\u{0} 10,000回の試行、") + "]]>",
    }
}

/// A text of a chart and the box it needs, in pixels.
#[derive(Clone, Debug)]
pub struct TextBox {
    pub text: String,
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// A filled rectangle of a chart, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    pub fill: String,
}

impl Rect {
    fn holds(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.left + self.width).contains(&x)
            && (self.top..=self.top + self.height).contains(&y)
    }
}

/// The texts of a chart, after checking that it is sound: it parses as XML and as SVG, has a
/// title and a description, and every text lies on the paper and covers no other.
pub fn sound(svg: &str) -> Vec<TextBox> {
    if let Err(reason) = usvg::Tree::from_str(svg, &usvg::Options::default()) {
        panic!("not an SVG: {reason}");
    }
    let document = parsed(svg);
    let root = document.root_element();
    for name in ["title", "desc"] {
        assert!(
            root.children().any(|node| node.has_tag_name(name)),
            "no {name}"
        );
    }
    let (width, height) = (number(root, "width"), number(root, "height"));
    assert_eq!(width, super::WIDTH);
    assert!(height >= super::HEIGHT);
    let texts = texts(&document);
    for text in &texts {
        let inside =
            text.left >= 0.0 && text.top >= 0.0 && text.right <= width && text.bottom <= height;
        assert!(inside, "off the paper of {width} × {height}: {text:?}");
    }
    legible(&document);
    for (place, one) in texts.iter().enumerate() {
        for other in &texts[..place] {
            let apart = one.right <= other.left
                || other.right <= one.left
                || one.bottom <= other.top
                || other.bottom <= one.top;
            assert!(apart, "{one:?} covers {other:?}");
        }
    }
    texts
}

/// Checks that every text stands out against the rectangle it stands on.
fn legible(document: &Document<'_>) {
    let mut grounds: Vec<(Rect, RGBColor)> = Vec::new();
    for node in document.descendants() {
        if node.has_tag_name("rect") && node.attribute("fill") != Some("none") {
            let fill = node.attribute("fill").unwrap_or_default();
            grounds.push((rect(node, fill), colour(fill)));
        }
        if node.has_tag_name("text") {
            let text = text_box(node);
            let middle = (
                (text.left + text.right) / 2.0,
                (text.top + text.bottom) / 2.0,
            );
            let ground = grounds.iter().rev().find(|(rect, _)| rect.holds(middle));
            let ink = colour(node.attribute("fill").unwrap_or_default());
            if let Some((_, ground)) = ground {
                let contrast = contrast(ink, *ground);
                assert!(contrast >= 4.5, "contrast {contrast:.1} of {text:?}");
            }
        }
    }
}

fn colour(hexadecimal: &str) -> RGBColor {
    let channel = |from: usize| {
        let digits = hexadecimal.get(from..from + 2);
        match digits.map(|digits| u8::from_str_radix(digits, 16)) {
            Some(Ok(channel)) => channel,
            _ => panic!("colour {hexadecimal}"),
        }
    };
    RGBColor(channel(1), channel(3), channel(5))
}

/// Whether a chart shows a text.
pub fn shows(texts: &[TextBox], wanted: &str) -> bool {
    texts.iter().any(|text| text.text == wanted)
}

/// The filled rectangles of a chart with one fill colour, in the order drawn.
pub fn rects(svg: &str, fill: &str) -> Vec<Rect> {
    let document = parsed(svg);
    document
        .descendants()
        .filter(|node| node.has_tag_name("rect") && node.attribute("fill") == Some(fill))
        .map(|node| rect(node, fill))
        .collect()
}

fn rect(node: Node<'_, '_>, fill: &str) -> Rect {
    Rect {
        left: number(node, "x") / 10.0,
        top: number(node, "y") / 10.0,
        width: number(node, "width") / 10.0,
        height: number(node, "height") / 10.0,
        fill: fill.to_owned(),
    }
}

/// The centres of the circles of a chart, in pixels.
pub fn circles(svg: &str) -> Vec<(f64, f64)> {
    let document = parsed(svg);
    document
        .descendants()
        .filter(|node| node.has_tag_name("circle"))
        .map(|node| (number(node, "cx") / 10.0, number(node, "cy") / 10.0))
        .collect()
}

fn parsed(svg: &str) -> Document<'_> {
    match Document::parse(svg) {
        Ok(document) => document,
        Err(reason) => panic!("not XML: {reason}"),
    }
}

fn texts(document: &Document<'_>) -> Vec<TextBox> {
    let nodes = document
        .descendants()
        .filter(|node| node.has_tag_name("text"));
    nodes.map(text_box).collect()
}

/// The box of a text: as wide as its face says, 0.76 em above and 0.2 em below its baseline.
fn text_box(node: Node<'_, '_>) -> TextBox {
    assert_eq!(node.attribute("dy"), Some("0.76em"));
    let text = node.text().unwrap_or_default().trim().to_owned();
    let size = number(node, "font-size") / 10.0;
    let bold = node.attribute("font-weight") == Some("bold");
    let width = Face {
        size: size.round() as u32,
        bold,
    }
    .width(&text);
    let (x, top) = (number(node, "x") / 10.0, number(node, "y") / 10.0);
    let left = match node.attribute("text-anchor") {
        Some("start") => x,
        Some("middle") => x - width / 2.0,
        Some("end") => x - width,
        other => panic!("anchor {other:?}"),
    };
    // Positions are rounded to tenths of a pixel.
    let (left, right) = (left + 0.1, left + width - 0.1);
    TextBox {
        text,
        left,
        top: top + 0.1,
        right,
        bottom: top + 0.96 * size - 0.1,
    }
}

fn number(node: Node<'_, '_>, attribute: &str) -> f64 {
    match node.attribute(attribute).map(str::parse) {
        Some(Ok(number)) => number,
        other => panic!("{attribute}: {other:?}"),
    }
}
