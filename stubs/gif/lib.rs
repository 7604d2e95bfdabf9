//! Stands in for `gif` 0.14.2, decoder and encoder of GIF, with its quantization of colours.
//!
//! What a report takes as an image is a seal: PNG, JPEG or SVG (`typeset::seal` refuses the rest first, also inside an SVG).
//! Switched off: GIF. What a user sees: an error that says that GIF is not part of this typesetter.

#![allow(missing_docs)]

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::marker::PhantomData;

/// A value that does not exist.
#[derive(Debug, Copy, Clone)]
enum Never {}

#[derive(Debug)]
pub enum DecodingError {
    Io(io::Error),
    NotIncluded,
}

#[derive(Debug)]
pub enum EncodingError {
    Io(io::Error),
    NotIncluded,
}

impl fmt::Display for DecodingError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("GIF is not part of this typesetter")
    }
}

impl fmt::Display for EncodingError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("GIF is not part of this typesetter")
    }
}

impl std::error::Error for DecodingError {}

impl std::error::Error for EncodingError {}

#[derive(Debug, Copy, Clone)]
pub enum ColorOutput {
    RGBA,
}

#[derive(Debug, Copy, Clone)]
pub enum DisposalMethod {
    Any,
    Keep,
    Background,
    Previous,
}

#[derive(Debug, Copy, Clone)]
pub enum Repeat {
    Finite(u16),
    Infinite,
}

/// One image of a file.
pub struct Frame<'a> {
    pub delay: u16,
    pub dispose: DisposalMethod,
    pub top: u16,
    pub left: u16,
    pub width: u16,
    pub height: u16,
    pub buffer: Cow<'a, [u8]>,
}

impl Frame<'static> {
    fn empty(width: u16, height: u16) -> Self {
        let dispose = DisposalMethod::Any;
        Self { delay: 0, dispose, top: 0, left: 0, width, height, buffer: Cow::Borrowed(&[]) }
    }

    pub fn from_rgb_speed(width: u16, height: u16, _: &[u8], _: i32) -> Self {
        Self::empty(width, height)
    }

    pub fn from_rgba_speed(width: u16, height: u16, _: &mut [u8], _: i32) -> Self {
        Self::empty(width, height)
    }
}

#[derive(Default)]
pub struct DecodeOptions;

impl DecodeOptions {
    pub fn new() -> Self {
        Self
    }

    pub fn set_color_output(&mut self, _: ColorOutput) {}

    /// An error: GIF is not read.
    pub fn read_info<R>(self, _: R) -> Result<Decoder<R>, DecodingError> {
        Err(DecodingError::NotIncluded)
    }
}

pub struct Decoder<R>(Never, PhantomData<R>);

impl<R> Decoder<R> {
    pub fn width(&self) -> u16 {
        match self.0 {}
    }

    pub fn height(&self) -> u16 {
        match self.0 {}
    }

    pub fn buffer_size(&self) -> usize {
        match self.0 {}
    }

    pub fn repeat(&self) -> Repeat {
        match self.0 {}
    }

    pub fn icc_profile(&self) -> Option<&[u8]> {
        match self.0 {}
    }

    pub fn xmp_metadata(&self) -> Option<&[u8]> {
        match self.0 {}
    }

    pub fn next_frame_info(&mut self) -> Result<Option<&Frame<'static>>, DecodingError> {
        match self.0 {}
    }

    pub fn read_next_frame(&mut self) -> Result<Option<&Frame<'static>>, DecodingError> {
        match self.0 {}
    }

    pub fn read_into_buffer(&mut self, _: &mut [u8]) -> Result<(), DecodingError> {
        match self.0 {}
    }
}

pub struct Encoder<W>(Never, PhantomData<W>);

impl<W> Encoder<W> {
    /// An error: GIF is not written.
    pub fn new(_: W, _: u16, _: u16, _: &[u8]) -> Result<Self, EncodingError> {
        Err(EncodingError::NotIncluded)
    }

    pub fn set_repeat(&mut self, _: Repeat) -> Result<(), EncodingError> {
        match self.0 {}
    }

    pub fn write_frame(&mut self, _: &Frame<'_>) -> Result<(), EncodingError> {
        match self.0 {}
    }
}
