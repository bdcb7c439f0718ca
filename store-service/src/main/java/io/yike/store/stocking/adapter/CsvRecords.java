package io.yike.store.stocking.adapter;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records of a CSV text (RFC 4180), one at a time: cells between commas, quoted ones may hold commas, line ends and
/// doubled
/// quotes. Records end with CRLF or LF.
final class CsvRecords {

    /// A longer record is read over and reported, so that memory stays bounded whatever is sent.
    static final int LONGEST_RECORD = 16_384;

    private final Reader reader;
    private long line = 1;
    private int pushedBack = NOTHING;

    private static final int NOTHING = -2;
    private static final int END = -1;

    CsvRecords(Reader reader) {
        this.reader = reader;
    }

    /// A record, or what is wrong with it.
    ///
    /// @param line where it begins, from 1
    /// @param fault code; null where the cells are good
    record CsvRecord(
            long line, List<String> cells, @Nullable String fault) {

        boolean isEmpty() {
            return fault == null && cells.size() == 1 && cells.getFirst().isEmpty();
        }
    }

    /// Null after the last one.
    @Nullable CsvRecord next() throws IOException {
        int first = read();
        if (first == END) {
            return null;
        }
        pushedBack = first;
        long begin = line;
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        String fault = null;
        int length = 0;
        while (true) {
            int next = read();
            if (++length > LONGEST_RECORD) {
                fault = "too_long";
                cell.setLength(0);
                cells.clear();
            }
            if (quoted) {
                if (next == END) {
                    return new CsvRecord(begin, List.of(), "malformed");
                }
                if (next == '"') {
                    int after = read();
                    if (after == '"') {
                        cell.append('"');
                    } else {
                        quoted = false;
                        pushedBack = after;
                    }
                } else {
                    cell.append((char) next);
                }
                continue;
            }
            switch (next) {
                case '"' -> {
                    if (cell.isEmpty() && !wasQuoted) {
                        quoted = true;
                        wasQuoted = true;
                    } else {
                        fault = fault == null ? "malformed" : fault;
                    }
                }
                case ',' -> {
                    cells.add(cell.toString());
                    cell.setLength(0);
                    wasQuoted = false;
                }
                case '\r' -> {
                    int after = read();
                    if (after == '\n' || after == END) {
                        cells.add(cell.toString());
                        return new CsvRecord(begin, cells, fault);
                    }
                    pushedBack = after;
                    fault = fault == null ? "malformed" : fault;
                }
                case '\n', END -> {
                    cells.add(cell.toString());
                    return new CsvRecord(begin, cells, fault);
                }
                default -> {
                    if (wasQuoted) {
                        fault = fault == null ? "malformed" : fault;
                    }
                    cell.append((char) next);
                }
            }
        }
    }

    private int read() throws IOException {
        int next;
        if (pushedBack == NOTHING) {
            next = reader.read();
            if (next == '\n') {
                line++;
            }
        } else {
            next = pushedBack;
            pushedBack = NOTHING;
        }
        return next;
    }
}
