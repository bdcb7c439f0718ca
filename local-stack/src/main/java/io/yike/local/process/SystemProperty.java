package io.yike.local.process;

/// A property that every JVM sets.
public final class SystemProperty {

    private SystemProperty() {}

    public static String get(String name) {
        var value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("this JVM does not set " + name);
        }
        return value;
    }
}
