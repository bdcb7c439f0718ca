package io.yike.local.stack;

import io.yike.local.process.SystemProperty;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What an AOT cache was made for: the JVM and the files of a program.
final class Fingerprint {

    private final MessageDigest digest;
    private final DataOutputStream out;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
        out = new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        add(SystemProperty.get("java.vm.version"));
    }

    /// A file, and what changes when it does.
    void add(String name, long... figures) {
        try {
            out.writeUTF(name);
            for (var figure : figures) {
                out.writeLong(figure);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// 16 hexadecimal digits; the last thing that is asked.
    String digits() {
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }
}
