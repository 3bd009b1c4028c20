//! Where a target takes its structure from.

use arbitrary::Unstructured;

/// The first byte of inputs that are not the text itself. No text in UTF-8 begins with it.
pub const STRUCTURED: u8 = 0xff;

/// The input of a target.
pub enum Source<'a> {
    /// The text itself, such as a file of a corpus that somebody wrote.
    Text(&'a [u8]),
    /// Decisions of a generator.
    Structured(Unstructured<'a>),
}

/// Splits by the first byte.
pub fn of(bytes: &[u8]) -> Source<'_> {
    match bytes {
        [STRUCTURED, rest @ ..] => Source::Structured(Unstructured::new(rest)),
        text => Source::Text(text),
    }
}

/// Decisions that never fail: after the last byte they are all zero.
pub struct Dice<'a>(Unstructured<'a>);

impl<'a> Dice<'a> {
    /// Decisions from bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(Unstructured::new(bytes))
    }

    /// A number below `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 {
            return 0;
        }
        self.0.int_in_range(0..=end - 1).unwrap_or(0)
    }

    /// Whether something happens that has a chance of one in `n`. It does not once the bytes are used up.
    pub fn one_in(&mut self, n: usize) -> bool {
        !self.is_empty() && self.below(n) == 0
    }

    /// One of the options.
    pub fn pick<'b, T: ?Sized>(&mut self, options: &[&'b T]) -> &'b T {
        options[self.below(options.len())]
    }

    /// Any number.
    pub fn number(&mut self) -> i64 {
        self.0.arbitrary().unwrap_or(0)
    }

    /// A byte.
    pub fn byte(&mut self) -> u8 {
        self.0.arbitrary().unwrap_or(0)
    }

    /// A text of at most `longest` characters, mostly ASCII, with each of the characters that formats treat specially.
    pub fn text(&mut self, longest: usize) -> String {
        const ODD: &[&str] = &[
            "\0",
            "\t",
            "\r",
            "\n",
            "\u{b}",
            "\u{1f}",
            "\u{7f}",
            "\u{80}",
            "\u{a0}",
            "é",
            "\u{200b}",
            "\u{2028}",
            "\u{feff}",
            "\u{fffd}",
            "\u{ffff}",
            "😀",
            "\u{10ffff}",
            "\"",
            "\\",
            "/",
            "%",
            "%2F",
            "%2e",
            "&",
            "=",
            "+",
            "[",
            "]",
            "{",
            "}",
            "?",
            "#",
            ":",
            "@",
            ";",
            ",",
            "<",
            ">",
            "'",
            "~",
            "..",
            "//",
        ];
        let mut text = String::new();
        for _ in 0..self.below(longest + 1) {
            match self.below(4) {
                0 => text.push_str(self.pick(ODD)),
                1 => text.push(char::from(b'0' + self.below(10) as u8)),
                _ => text.push(char::from(b' ' + self.below(95) as u8)),
            }
        }
        text
    }

    /// Whether all bytes are used up.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> From<Unstructured<'a>> for Dice<'a> {
    fn from(bytes: Unstructured<'a>) -> Self {
        Self(bytes)
    }
}
