package io.yike.local.process;

/// What is written down of a running part, so that another run of the command line finds it.
///
/// @param address what is shown to people, e.g. `http://127.0.0.1:8080`
/// @param health how to ask whether it is well: an `http:` URL, or `tcp:PORT`
public record PartRecord(String part, ProcessIdentity process, String address, String health) {}
