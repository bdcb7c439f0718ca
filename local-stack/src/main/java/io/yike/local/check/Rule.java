package io.yike.local.check;

/// Something that must hold within one database.
///
/// @param number as the product design counts invariants
/// @param statement one sentence
/// @param service whose database
/// @param facts SQL that counts what was looked at
/// @param violations SQL with one text column, a row per violation
record Rule(int number, String statement, String service, String facts, String violations) {}
