//! Looks at a finished chart as a reader would: is every text on the paper, does any cover
//! another? For tests.

use super::text::Face;
use super::{Caption, Words};
use roxmltree::{Document, Node};

/// Words of another script and other lengths than the English ones.
pub const JAPANESE: Words = Words {
    language: "ja",
    minus: "△",
    p10: "P10",
    median: "中央値",
    p80: "P80",
    p90: "P90",
    p10_to_p90: "P10～P90の範囲",
    mean: "平均",
    entered: "移行",
    passed: "通過",
    taken: "導出",
    failed: "技術的に不成立",
    stopped: "規則により中止",
    unfinished: "期末時点で継続中",
    valley_of_death: "死の谷",
    utilisation: "稼働率（％）",
    mean_queue: "平均待ち件数（0.05以上）",
    not_offered: "該当なし",
    no_data: "データなし",
    fan_reading: "",
    flow_reading: "",
    usage_reading: "",
};

/// Both languages.
pub const LANGUAGES: [Words; 2] = [Words::ENGLISH, JAPANESE];

/// A caption longer than its place, with markup and a character that XML forbids.
pub fn long_caption() -> Caption {
    let long = |text: &str| text.repeat(60);
    Caption {
        title: long("創薬支援ネットワーク <title> & \"標題\" "),
        subtitle: long("単位：百万円（令和7年度価格）"),
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
    assert_eq!(width, 1280.0);
    assert!(height >= 720.0);
    let texts = texts(&document);
    for text in &texts {
        let inside =
            text.left >= 0.0 && text.top >= 0.0 && text.right <= width && text.bottom <= height;
        assert!(inside, "off the paper of {width} × {height}: {text:?}");
    }
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
        .map(|node| Rect {
            left: number(node, "x") / 10.0,
            top: number(node, "y") / 10.0,
            width: number(node, "width") / 10.0,
            height: number(node, "height") / 10.0,
            fill: fill.to_owned(),
        })
        .collect()
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
