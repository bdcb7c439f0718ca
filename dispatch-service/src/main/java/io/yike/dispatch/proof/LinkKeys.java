package io.yike.dispatch.proof;

/// The key that links are signed with, the same for all instances.
public interface LinkKeys {

    byte[] get();
}
