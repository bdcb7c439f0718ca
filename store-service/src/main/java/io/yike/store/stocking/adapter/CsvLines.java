package io.yike.store.stocking.adapter;

import io.yike.store.stocking.ImportLines;
import io.yike.store.stocking.ItemImports.LineError;
import io.yike.store.stocking.adapter.CsvRecords.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lines of a CSV text whose header names the fields.
final class CsvLines implements ImportLines {

    private final CsvRecords records;
    private final String currency;
    private @Nullable List<String> columns;

    CsvLines(Reader reader, String currency) {
        this.records = new CsvRecords(reader);
        this.currency = currency;
    }

    @Override
    public @Nullable Line next() throws IOException {
        if (columns == null) {
            columns = header();
        }
        CsvRecord next = records.next();
        while (next != null && next.isEmpty()) {
            next = records.next();
        }
        return next == null ? null : line(next, columns);
    }

    private Line line(CsvRecord csv, List<String> names) {
        if (csv.fault() != null) {
            return new Line.Bad(new LineError(csv.line(), null, csv.fault(), "not a line of CSV"));
        }
        if (csv.cells().size() != names.size()) {
            return new Line.Bad(new LineError(
                    csv.line(), null, "malformed", "has " + csv.cells().size() + " cells, not " + names.size()));
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (!csv.cells().get(i).isEmpty()) {
                fields.put(names.get(i), csv.cells().get(i));
            }
        }
        return new LineFields(csv.line(), fields, currency).read();
    }

    private List<String> header() throws IOException {
        CsvRecord header = records.next();
        if (header == null || header.fault() != null) {
            throw new Malformed("header", "required", "The first line names the columns");
        }
        List<String> names = header.cells().stream().map(String::strip).toList();
        for (String name : names) {
            if (!LineFields.KNOWN.contains(name)) {
                throw new Malformed(name.isEmpty() ? "header" : name, "unknown_field", "No such column");
            }
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new Malformed("header", "malformed", "A column is there twice");
        }
        for (String name : LineFields.REQUIRED) {
            if (!names.contains(name)) {
                throw new Malformed(name, "column_missing", "The column is missing");
            }
        }
        return names;
    }
}
