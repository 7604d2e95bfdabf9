//! Stands in for `image-webp` 0.2.4, decoder and encoder of WebP.
//!
//! What a report takes as an image is a seal: PNG, JPEG or SVG (`typeset::seal` refuses the rest first, also inside an SVG).
//! Switched off: WebP. What a user sees: an error that says that WebP is not part of this typesetter.

#![allow(missing_docs)]

use std::fmt;
use std::io;
use std::marker::PhantomData;

/// A value that does not exist.
#[derive(Debug, Copy, Clone)]
enum Never {}

#[derive(Debug)]
pub enum DecodingError {
    IoError(io::Error),
    NoMoreFrames,
    NotIncluded,
}

#[derive(Debug)]
pub enum EncodingError {
    IoError(io::Error),
    NotIncluded,
}

impl fmt::Display for DecodingError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("WebP is not part of this typesetter")
    }
}

impl fmt::Display for EncodingError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("WebP is not part of this typesetter")
    }
}

impl std::error::Error for DecodingError {}

impl std::error::Error for EncodingError {}

#[derive(Debug, Copy, Clone)]
pub enum LoopCount {
    Forever,
    Times(std::num::NonZeroU16),
}

#[derive(Debug, Copy, Clone)]
pub enum ColorType {
    L8,
    La8,
    Rgb8,
    Rgba8,
}

pub struct WebPDecoder<R>(Never, PhantomData<R>);

impl<R> WebPDecoder<R> {
    /// An error: WebP is not read.
    pub fn new(_: R) -> Result<Self, DecodingError> {
        Err(DecodingError::NotIncluded)
    }

    pub fn dimensions(&self) -> (u32, u32) {
        match self.0 {}
    }

    pub fn has_alpha(&self) -> bool {
        match self.0 {}
    }

    pub fn is_animated(&self) -> bool {
        match self.0 {}
    }

    pub fn num_frames(&self) -> u32 {
        match self.0 {}
    }

    pub fn loop_count(&self) -> LoopCount {
        match self.0 {}
    }

    pub fn output_buffer_size(&self) -> Option<usize> {
        match self.0 {}
    }

    pub fn set_background_color(&mut self, _: [u8; 4]) -> Result<(), DecodingError> {
        match self.0 {}
    }

    pub fn icc_profile(&mut self) -> Result<Option<Vec<u8>>, DecodingError> {
        match self.0 {}
    }

    pub fn exif_metadata(&mut self) -> Result<Option<Vec<u8>>, DecodingError> {
        match self.0 {}
    }

    pub fn xmp_metadata(&mut self) -> Result<Option<Vec<u8>>, DecodingError> {
        match self.0 {}
    }

    pub fn read_image(&mut self, _: &mut [u8]) -> Result<(), DecodingError> {
        match self.0 {}
    }

    pub fn read_frame(&mut self, _: &mut [u8]) -> Result<u32, DecodingError> {
        match self.0 {}
    }
}

pub struct WebPEncoder<W>(PhantomData<W>);

impl<W> WebPEncoder<W> {
    pub fn new(_: W) -> Self {
        Self(PhantomData)
    }

    pub fn set_icc_profile(&mut self, _: Vec<u8>) {}

    pub fn set_exif_metadata(&mut self, _: Vec<u8>) {}

    /// An error: WebP is not written.
    pub fn encode(self, _: &[u8], _: u32, _: u32, _: ColorType) -> Result<(), EncodingError> {
        Err(EncodingError::NotIncluded)
    }
}
