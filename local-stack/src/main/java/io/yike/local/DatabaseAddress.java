package io.yike.local;

/// A PostgreSQL database and the role that owns it.
public record DatabaseAddress(String jdbcUrl, String user, String password) {

    @Override
    public String toString() {
        return "DatabaseAddress[" + jdbcUrl + ", " + user + "]";
    }
}
