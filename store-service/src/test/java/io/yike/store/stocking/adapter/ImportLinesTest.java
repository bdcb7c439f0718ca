package io.yike.store.stocking.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.yike.payments.Money;
import io.yike.store.registering.domain.Licence;
import io.yike.store.stocking.ImportLines;
import io.yike.store.stocking.ImportLines.Line;
import io.yike.store.stocking.ItemSetting;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ImportLinesTest {

    @Test
    void readsColumnsInAnyOrderAndEmptyCellsAsAbsent() throws IOException {
        List<Line> lines = csv("price,sku,name,onHand,countedAt,licence\r\n"
                + "1250,milk-1l,\"Milk, \"\"whole\"\"\",24,2026-11-23T08:00:00+08:00,\r\n"
                + "900,aspirin,Aspirin,,,medicine\n");

        assertThat(lines)
                .containsExactly(
                        new Line.Good(
                                2,
                                new ItemSetting(
                                        "milk-1l",
                                        "Milk, \"whole\"",
                                        new Money(1250, "CNY"),
                                        null,
                                        null,
                                        24,
                                        Instant.parse("2026-11-23T00:00:00Z"))),
                        new Line.Good(
                                3,
                                new ItemSetting(
                                        "aspirin",
                                        "Aspirin",
                                        new Money(900, "CNY"),
                                        null,
                                        Licence.MEDICINE,
                                        null,
                                        null)));
    }

    @Test
    void countsLinesOverQuotedLineEndsAndEmptyOnes() throws IOException {
        List<Line> lines = csv("sku,name,price\na,\"two\nlines\",1\n\nb,B,2");

        assertThat(lines).extracting(Line::number).containsExactly(2L, 5L);
    }

    @Test
    void namesWhatIsWrongWithALineAndGoesOn() throws IOException {
        List<Line> lines = csv("""
                sku,name,price,onHand,capability
                ,No sku,1,,
                a b,Bad sku,1,,
                c,,1,,
                d,D,-1,,
                e,E,1.5,,
                f,F,1,1000001,
                g,G,1,,flying
                h,H,1
                i,"I"x,1,,
                j,J,1,,
                """);

        assertThat(lines.stream()
                        .filter(Line.Bad.class::isInstance)
                        .map(line -> ((Line.Bad) line).error())
                        .map(error -> error.line() + " " + error.field() + " " + error.code()))
                .containsExactly(
                        "2 sku required",
                        "3 sku malformed",
                        "4 name required",
                        "5 price out_of_range",
                        "6 price malformed",
                        "7 onHand out_of_range",
                        "8 capability not_allowed",
                        "9 null malformed",
                        "10 null malformed");
        assertThat(lines.getLast()).isInstanceOf(Line.Good.class);
    }

    @Test
    void readsOverALineWithoutEnd() throws IOException {
        List<Line> lines = csv("sku,name,price\na," + "x".repeat(40_000) + ",1\nb,B,2\n");

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).isInstanceOf(Line.Bad.class);
        assertThat(lines.getLast()).isInstanceOf(Line.Good.class);
    }

    @Test
    void aQuoteThatIsNeverClosedCostsItsOwnLineOnly() throws IOException {
        StringBuilder text = new StringBuilder("sku,name,price\na,\"A,1\n");
        for (int i = 0; i < 2_000; i++) {
            text.append("s-").append(i).append(",S,1\n");
        }

        List<Line> lines = csv(text.toString());

        assertThat(lines).hasSize(2_001);
        assertThat(((Line.Bad) lines.getFirst()).error().code()).isEqualTo("malformed");
        assertThat(lines.stream().skip(1)).allSatisfy(line -> assertThat(line).isInstanceOf(Line.Good.class));
        assertThat(lines).extracting(Line::number).startsWith(2L, 3L, 4L).endsWith(2_001L, 2_002L);
    }

    @Test
    void aQuoteThatIsOpenAtTheEndCostsItsOwnLineOnly() throws IOException {
        List<Line> lines = csv("sku,name,price\na,\"A,1\nb,B,2\nc,C,3");

        assertThat(lines).extracting(Line::number).containsExactly(2L, 3L, 4L);
        assertThat(lines.getFirst()).isInstanceOf(Line.Bad.class);
        assertThat(lines.subList(1, 3)).allSatisfy(line -> assertThat(line).isInstanceOf(Line.Good.class));
    }

    @Test
    void readsOverAQuotedLineWithoutEnd() throws IOException {
        List<Line> lines = csv("sku,name,price\na,\"" + "x".repeat(40_000) + "\nb,B,2\n");

        assertThat(lines).extracting(Line::number).containsExactly(2L, 3L);
        assertThat(lines.getFirst()).isInstanceOf(Line.Bad.class);
        assertThat(lines.getLast()).isInstanceOf(Line.Good.class);
    }

    /// Each line opens a quote and leaves one open; read again from each, the text would cost its length times 16,384.
    @Test
    void readsNoTextMoreThanTwice() throws IOException {
        String worst = "sku,name,price\n" + "x\",\"\n".repeat(400_000);

        assertThat(csv(worst))
                .hasSizeBetween(1, 400)
                .allSatisfy(line -> assertThat(line).isInstanceOf(Line.Bad.class));
    }

    @Test
    void readsOverTheMarkThatSpreadsheetsPutFirst() throws IOException {
        assertThat(csv("\uFEFFsku,name,price\na,A,1\n")).singleElement().isInstanceOf(Line.Good.class);
        assertThat(csv("\uFEFF\"sku\",\"name\",\"price\"\r\na,A,1\r\n"))
                .singleElement()
                .isInstanceOf(Line.Good.class);
        assertThat(all(new NdjsonLines(
                        new StringReader("\uFEFF{\"sku\":\"a\",\"name\":\"A\",\"price\":1}"),
                        JsonMapper.shared(),
                        "CNY")))
                .singleElement()
                .isInstanceOf(Line.Good.class);
    }

    @Test
    void refusesAHeaderThatDoesNotSayWhatIsNeeded() {
        assertMalformed("", "header");
        assertMalformed("sku,name\na,A", "price");
        assertMalformed("sku,name,price,colour\na,A,1,red", "colour");
        assertMalformed("sku,name,price,sku\na,A,1,a", "header");
    }

    @Test
    void readsObjectsByTheSameRules() throws IOException {
        List<Line> lines = all(new NdjsonLines(new StringReader("""
                        {"sku":"milk-1l","name":"Milk","price":1250,"onHand":24}

                        {"sku":"milk-1l","name":"Milk"}
                        {"sku":"milk-1l","name":"Milk","price":1250,"colour":"white"}
                        {"sku":"milk-1l","name":["Milk"],"price":1250}
                        [1]
                        {"sku":
                        """), JsonMapper.shared(), "CNY"));

        assertThat(lines.getFirst())
                .isEqualTo(new Line.Good(
                        1, new ItemSetting("milk-1l", "Milk", new Money(1250, "CNY"), null, null, 24, null)));
        assertThat(lines.stream().skip(1).map(line -> ((Line.Bad) line).error()))
                .extracting(error -> error.line() + " " + error.field() + " " + error.code())
                .containsExactly(
                        "3 price required",
                        "4 colour unknown_field",
                        "5 name malformed",
                        "6 null malformed",
                        "7 null malformed");
    }

    private static void assertMalformed(String text, String field) {
        assertThatExceptionOfType(ImportLines.Malformed.class)
                .isThrownBy(() -> csv(text))
                .satisfies(malformed -> assertThat(malformed.field()).isEqualTo(field));
    }

    private static List<Line> csv(String text) throws IOException {
        return all(new CsvLines(new StringReader(text), "CNY"));
    }

    private static List<Line> all(ImportLines lines) throws IOException {
        List<Line> all = new ArrayList<>();
        for (@Nullable Line line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }
}
