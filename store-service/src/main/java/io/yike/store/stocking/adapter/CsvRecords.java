package io.yike.store.stocking.adapter;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Records of a CSV text (RFC 4180), one at a time: cells between commas, quoted ones may hold commas, line ends and
/// doubled quotes. Records end with CRLF or LF; a byte order mark before the first is read over.
///
/// A quote that is never closed costs its own line only: the lines after it are read again as lines of their own.
final class CsvRecords {

    /// A longer record is reported instead of read, so that memory stays bounded whatever is sent.
    static final int LONGEST_RECORD = 16_384;

    /// Spreadsheets put it before UTF-8; it is no part of the text.
    static final int BYTE_ORDER_MARK = 0xFEFF;

    private static final int END = -1;

    private final Reader reader;
    /// What was read of the present record.
    private final StringBuilder taken = new StringBuilder();
    /// Given back, to be read again.
    private final StringBuilder ahead = new StringBuilder();
    private int aheadRead;
    private long line = 1;
    private long position;
    /// Up to here the text has been read twice, which is enough: whoever sends the worst text must not cost more.
    private long readAgainUntil;

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
        taken.setLength(0);
        long begin = line;
        long beginsAt = position;
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        String fault = null;
        for (int next = read(); ; next = read()) {
            if (next == END && taken.isEmpty()) {
                return null;
            }
            if (taken.length() > LONGEST_RECORD) {
                return givenUp(begin, beginsAt, quoted ? "malformed" : "too_long");
            }
            if (quoted) {
                if (next == END) {
                    return givenUp(begin, beginsAt, "malformed");
                }
                if (next == '"') {
                    int after = read();
                    if (after == '"') {
                        cell.append('"');
                    } else {
                        quoted = false;
                        giveBack(after);
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
                        fault = "malformed";
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
                    giveBack(after);
                    fault = "malformed";
                }
                case '\n', END -> {
                    cells.add(cell.toString());
                    return new CsvRecord(begin, cells, fault);
                }
                default -> {
                    if (wasQuoted) {
                        fault = "malformed";
                    }
                    cell.append((char) next);
                }
            }
        }
    }

    /// Of a record that does not end where it should, the first line is at fault, and the rest is read again.
    private CsvRecord givenUp(long begin, long beginsAt, String fault) throws IOException {
        int firstLine = taken.indexOf("\n") + 1;
        if (firstLine > 0 && beginsAt >= readAgainUntil) {
            readAgainUntil = position;
            ahead.replace(0, aheadRead, taken.substring(firstLine));
            aheadRead = 0;
            position -= taken.length() - firstLine;
            line = begin + 1;
            return new CsvRecord(begin, List.of(), fault);
        }
        int next = taken.charAt(taken.length() - 1);
        while (next != '\n' && next != END) {
            taken.setLength(0);
            next = read();
        }
        return new CsvRecord(begin, List.of(), "too_long");
    }

    private int read() throws IOException {
        int next;
        if (aheadRead < ahead.length()) {
            next = ahead.charAt(aheadRead++);
        } else {
            ahead.setLength(0);
            aheadRead = 0;
            next = reader.read();
            if (position == 0 && next == BYTE_ORDER_MARK) {
                next = reader.read();
            }
        }
        if (next != END) {
            position++;
            taken.append((char) next);
            if (next == '\n') {
                line++;
            }
        }
        return next;
    }

    /// The character read last.
    private void giveBack(int last) {
        if (last == END) {
            return;
        }
        taken.setLength(taken.length() - 1);
        position--;
        if (last == '\n') {
            line--;
        }
        if (aheadRead > 0) {
            aheadRead--;
        } else {
            ahead.insert(0, (char) last);
        }
    }
}
