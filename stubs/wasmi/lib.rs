//! Stands in for `wasmi` 1.1.0, the WebAssembly interpreter in which Typst runs plugins.
//!
//! A report's layout calls no plugin. Switched off: `plugin(…)`. What a user sees: "failed to load WebAssembly module
//! (plugins are not part of this typesetter)". As no module loads, everything behind a loaded one is a type without values,
//! and its methods are unreachable by construction.

#![allow(missing_docs)]

use std::fmt;
use std::marker::PhantomData;

/// A value that does not exist.
#[derive(Debug, Copy, Clone)]
enum Never {}

/// A plugin was to be loaded.
#[derive(Debug)]
pub struct Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("plugins are not part of this typesetter")
    }
}

impl std::error::Error for Error {}

#[derive(Default)]
pub struct Config;

impl Config {
    pub fn wasm_relaxed_simd(&mut self, _: bool) -> &mut Self {
        self
    }
}

pub struct Engine;

impl Engine {
    pub fn new(_: &Config) -> Self {
        Self
    }
}

pub struct Module(Never);

impl Module {
    /// An error: modules are not loaded.
    pub fn new(_: &Engine, _: &[u8]) -> Result<Self, Error> {
        Err(Error)
    }

    pub fn get_export(&self, _: &str) -> Option<ExternType> {
        match self.0 {}
    }

    pub fn exports(&self) -> std::iter::Empty<ExportType> {
        match self.0 {}
    }
}

pub struct ExportType(Never);

impl ExportType {
    pub fn name(&self) -> &str {
        match self.0 {}
    }

    pub fn ty(&self) -> &ExternType {
        match self.0 {}
    }
}

pub enum ExternType {
    Func(FuncType),
    Memory(Memory),
}

pub struct FuncType(Never);

impl FuncType {
    pub fn params(&self) -> &[ValType] {
        match self.0 {}
    }

    pub fn results(&self) -> &[ValType] {
        match self.0 {}
    }
}

#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub enum ValType {
    I32,
}

#[derive(Debug, Copy, Clone, Eq, PartialEq)]
pub enum Val {
    I32(i32),
    Other,
}

/// Where functions for a module are gathered; made before a module is instantiated.
pub struct Linker<T>(Engine, PhantomData<fn(T)>);

impl<T> Linker<T> {
    pub fn new(_: &Engine) -> Self {
        Self(Engine, PhantomData)
    }

    pub fn func_wrap<F>(&mut self, _: &str, _: &str, _: F) -> Result<&mut Self, Error> {
        Ok(self)
    }

    pub fn engine(&self) -> &Engine {
        &self.0
    }

    pub fn instantiate_and_start(&self, _: &mut Store<T>, module: &Module) -> Result<Instance, Error> {
        match module.0 {}
    }
}

pub struct Store<T>(T);

impl<T> Store<T> {
    pub fn new(_: &Engine, data: T) -> Self {
        Self(data)
    }

    pub fn data_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

pub struct Instance(Never);

impl Instance {
    pub fn get_export<T>(&self, _: &Store<T>, _: &str) -> Option<Extern> {
        match self.0 {}
    }
}

pub struct Extern(Never);

impl Extern {
    pub fn into_func(self) -> Option<Func> {
        match self.0 {}
    }

    pub fn into_memory(self) -> Option<Memory> {
        match self.0 {}
    }
}

pub struct Func(Never);

impl Func {
    pub fn ty<T>(&self, _: &Store<T>) -> FuncType {
        match self.0 {}
    }

    pub fn call<T>(&self, _: &mut Store<T>, _: &[Val], _: &mut [Val]) -> Result<(), Error> {
        match self.0 {}
    }
}

pub struct Memory(Never);

impl Memory {
    pub fn size<T>(&self, _: &Store<T>) -> u64 {
        match self.0 {}
    }

    pub fn data<'a, T>(&self, _: &'a Store<T>) -> &'a [u8] {
        match self.0 {}
    }

    pub fn data_mut<'a, T>(&self, _: &'a mut Store<T>) -> &'a mut [u8] {
        match self.0 {}
    }

    pub fn grow<T>(&self, _: &mut Store<T>, _: u64) -> Result<u64, Error> {
        match self.0 {}
    }

    pub fn read<C>(&self, _: C, _: usize, _: &mut [u8]) -> Result<(), Error> {
        match self.0 {}
    }

    pub fn write<C>(&self, _: C, _: usize, _: &[u8]) -> Result<(), Error> {
        match self.0 {}
    }
}

/// What a plugin that calls the host hands over.
pub struct Caller<'a, T>(Never, PhantomData<&'a mut T>);

impl<T> Caller<'_, T> {
    pub fn get_export(&self, _: &str) -> Option<Extern> {
        match self.0 {}
    }

    pub fn data_mut(&mut self) -> &mut T {
        match self.0 {}
    }
}
