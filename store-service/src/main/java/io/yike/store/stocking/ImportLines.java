package io.yike.store.stocking;

import io.yike.store.stocking.ItemImports.LineError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The lines of an import, read as they come.
public interface ImportLines {

    /// The next line that is not empty; null after the last.
    @Nullable Line next() throws IOException;

    /// One line of the import.
    sealed interface Line {

        long number();

        record Good(long number, ItemSetting setting) implements Line {}

        record Bad(LineError error) implements Line {

            @Override
            public long number() {
                return error.line();
            }
        }
    }

    /// The body as a whole is not what it says it is.
    final class Malformed extends IOException {

        private final String field;
        private final String code;

        public Malformed(String field, String code, String message) {
            super(message);
            this.field = field;
            this.code = code;
        }

        public String field() {
            return field;
        }

        public String code() {
            return code;
        }
    }
}
