package io.yike.recycling.paying;

/// Whether residents can pay through a provider here.
public interface OfferedProvider {

    boolean isThere();
}
