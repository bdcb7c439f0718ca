package io.yike.local.check;

import io.yike.local.InvariantCheck.Harm;

/// Something that must hold within one database.
///
/// @param number as the product design counts invariants
/// @param harm what breaking it does
/// @param statement one sentence
/// @param service whose database
/// @param facts SQL that counts what was looked at
/// @param violations SQL with one text column, a row per violation
record Rule(int number, Harm harm, String statement, String service, String facts, String violations) {}
