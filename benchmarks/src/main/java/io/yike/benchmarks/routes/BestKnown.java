package io.yike.benchmarks.routes;

import io.yike.benchmarks.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// The best distances that are known, from the file `best_known` (`.tsv`, `.csv` or `.txt`) beside the instances, if
/// there is one: an instance's name first, and the distance in the column whose heading says so, else in the last.
/// Cells are parted by tabs, commas, semicolons or blanks; a line behind `#` is a remark.
record BestKnown(Map<String, Double> distances) {

    static boolean isIts(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).startsWith("best_known");
    }

    static BestKnown beside(Path directory) throws IOException {
        for (String ending : List.of("tsv", "csv", "txt")) {
            Path file = directory.resolve("best_known." + ending);
            if (Files.exists(file)) {
                return read(file);
            }
        }
        return new BestKnown(Map.of());
    }

    private static BestKnown read(Path file) throws IOException {
        Map<String, Double> distances = new HashMap<>();
        int column = -1;
        boolean first = true;
        for (String line : Malformed.lines(file)) {
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            List<String> cells = Arrays.stream(line.strip().split("\\s*[\\t,;]\\s*|\\s+", -1))
                    .map(cell -> cell.replace("\"", ""))
                    .toList();
            if (first && cells.stream().skip(1).noneMatch(BestKnown::isNumber)) {
                column = distanceIn(cells);
            } else {
                OptionalDouble distance = distance(cells, column);
                if (distance.isPresent()) {
                    distances.put(key(cells.getFirst()), distance.getAsDouble());
                }
            }
            first = false;
        }
        return new BestKnown(distances);
    }

    private static int distanceIn(List<String> heading) {
        for (String word : List.of("dist", "cost", "length", "best", "bks", "value")) {
            for (int cell = 1; cell < heading.size(); cell++) {
                if (heading.get(cell).toLowerCase(Locale.ROOT).contains(word)) {
                    return cell;
                }
            }
        }
        return -1;
    }

    private static OptionalDouble distance(List<String> cells, int column) {
        if (column >= 0) {
            return column < cells.size() && isNumber(cells.get(column))
                    ? OptionalDouble.of(Double.parseDouble(cells.get(column)))
                    : OptionalDouble.empty();
        }
        return cells.stream()
                .skip(1)
                .filter(BestKnown::isNumber)
                .mapToDouble(Double::parseDouble)
                .reduce((_, last) -> last);
    }

    private static boolean isNumber(String cell) {
        return cell.matches("\\d+(\\.\\d*)?") && Double.parseDouble(cell) > 0;
    }

    private static String key(String name) {
        return name.replaceFirst("(?i)\\.txt$", "").toUpperCase(Locale.ROOT);
    }

    OptionalDouble of(String instance) {
        Double distance = distances.get(key(instance));
        return distance == null ? OptionalDouble.empty() : OptionalDouble.of(distance);
    }
}
