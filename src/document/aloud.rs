//! How long a document takes to read aloud.
//!
//! Central People's Radio reads its news at 250 to 270 characters a minute today, and read them at 200 to 220 when it
//! still read for people who took notes. A leader in a meeting is to be followed with pen in hand, so the older measure
//! holds: 200 to 220 characters a minute over the whole speech. It is made up here of a pace within the sentence, which
//! has the breaths at its commas in it, and of the rests after sentences and paragraphs, so that a text of short
//! sentences takes longer than one of long ones.

use std::fmt;

use serde::Serialize;

use super::model::{Block, Document, plain};
use super::sentence::sentence_ends;
use crate::data::spoken;

/// Milliseconds for a syllable: 230 a minute within a sentence.
const SYLLABLE: usize = 60_000 / 230;
/// Milliseconds of rest after a sentence.
const SENTENCE: usize = 600;
/// Milliseconds of rest after a paragraph, beyond that after its last sentence.
const PARAGRAPH: usize = 800;

/// How long a document takes to read aloud. It prints as 约3900字，朗读约19分钟.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Aloud {
    /// Characters that are said: numbers as they are spoken (988.3亿元 is nine), without punctuation.
    pub characters: usize,
    /// Minutes, rounded; at least 1.
    pub minutes: usize,
}

impl fmt::Display for Aloud {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Ten characters are three seconds: nobody reads as evenly as that.
        let characters = if self.characters < 100 { self.characters } else { (self.characters + 5) / 10 * 10 };
        write!(f, "约{characters}字，朗读约{}分钟", self.minutes)
    }
}

impl Document {
    /// How long it takes to read aloud: salutation, headings with their numbers, and text. The title with what stands below
    /// it, tables and annexes are not read.
    pub fn aloud(&self) -> Aloud {
        let mut paragraphs: Vec<String> = self.facts.salutation.iter().cloned().collect();
        // Annexes are not read.
        for block in self.blocks.iter().take_while(|block| !matches!(block, Block::Annex { .. })) {
            match block {
                Block::Heading { number, content, .. } => paragraphs.push(number.clone() + &plain(content)),
                Block::Paragraph { content } => paragraphs.push(plain(content)),
                Block::List { items } => {
                    paragraphs.extend(items.iter().map(|item| item.number.clone() + &plain(&item.content)));
                }
                Block::Table { .. } | Block::Exhibit { .. } | Block::Annex { .. } => {}
            }
        }
        let (mut characters, mut time) = (0, 0);
        for text in paragraphs {
            let said = syllables(&spoken(&text));
            characters += said;
            time += said * SYLLABLE + (sentence_ends(&text).len() + 1) * SENTENCE + PARAGRAPH;
        }
        Aloud { characters, minutes: ((time + 30_000) / 60_000).max(1) }
    }
}

/// Syllables of a text whose numbers are words: a character each; a Latin letter, as in GDP, one too.
fn syllables(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic() || *c == '〇').count()
}

#[cfg(test)]
mod tests {
    use super::super::draft::Draft;
    use super::*;

    fn aloud(body: &str) -> Aloud {
        let (draft, _) = Draft::parse(&format!("+++\ntitle = \"讲话\"\nspeaker = \"某某\"\n+++\n{body}"));
        Document { facts: draft.facts, blocks: draft.blocks, figures: draft.figures }.aloud()
    }

    #[test]
    fn what_is_spoken_counts() {
        let characters = |body: &str| aloud(body).characters;
        assert_eq!(characters("[988.3亿元](figure:/a)"), 9);
        assert_eq!(characters("增长9%，GDP过2017年。"), 2 + 4 + 3 + 1 + 5);
        assert_eq!(characters("# 同志们！\n\n- 甲、“乙”——丙\n\n|县|率|\n|-|-|\n|甲县|9%|\n"), 3 + 3);
        assert_eq!(characters(""), 0);
    }

    #[test]
    fn a_leader_reads_two_hundred_odd_characters_a_minute() {
        // 48 characters in two sentences, four times in a paragraph.
        let paragraph = "今年以来全市上下凝心聚力真抓实干，各项事业都取得了新的进展。各县区要认真领会会议要求，逐项抓好落实，务求实效。\n".repeat(4);
        let read = aloud(&format!("{paragraph}\n").repeat(30));
        let pace = read.characters / read.minutes;
        assert!((200..=220).contains(&pace), "{pace}: {read}");
        let short = aloud(&"很好。\n\n".repeat(1000));
        assert!(short.characters / short.minutes < 100, "rests count: {short}");
    }

    #[test]
    fn it_says_so() {
        assert_eq!(Aloud { characters: 3896, minutes: 19 }.to_string(), "约3900字，朗读约19分钟");
        assert_eq!(aloud("好。").to_string(), "约1字，朗读约1分钟");
    }
}
