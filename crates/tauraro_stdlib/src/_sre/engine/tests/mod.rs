//! Tests of the engine. Most of them are cases recorded from CPython: see `generate.py`.

mod bench;
mod limits;
mod table;
