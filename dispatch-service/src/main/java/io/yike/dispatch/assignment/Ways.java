package io.yike.dispatch.assignment;

/// How long ways take. Places are numbers that whoever gathers the facts has given them.
public interface Ways {

    /// There is no such way, or none that may be ridden.
    long NONE = -1;

    /// The time from one place to another.
    ///
    /// @return [#NONE], or at least 0; 0 is the same place
    long millis(int from, int to);
}
