package io.yike.benchmarks.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.yike.benchmarks.Benchmarks;
import io.yike.benchmarks.dispatch.Day.Told;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// A day that can be worked out by hand, and days made by chance.
class MealDeliveryTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /// A courier 3 minutes from the restaurant, told at 10 of an order that is ready at 12: at the restaurant 13,
    /// pickup 15,
    /// leaves 17, at the door 5 minutes away 22, drop-off 24; free at 26. Placed at 10: 14 minutes.
    @Test
    void countsAsTheSetDoes() throws IOException {
        MealDelivery instance = instance("o1\t800\t0\t10\tr1\t12");

        Verdict verdict = Verdict.of(instance, List.of(new Told(10, 0, 0)));

        assertThat(verdict).isEqualTo(new Verdict(14, 100, 30));
        assertThat(instance.minutes(new MealDelivery.Place(0, 0), new MealDelivery.Place(101, 0)))
                .isEqualTo(2);
    }

    @Test
    void refusesWhatIsAgainstTheRules() throws IOException {
        MealDelivery instance =
                instance("o1\t800\t0\t10\tr1\t12", "o2\t800\t0\t10\tr1\t12", "o3\t800\t0\t115\tr1\t125");

        assertBroken(instance, "not placed", new Told(9, 0, 0));
        assertBroken(instance, "brought already", new Told(10, 0, 0), new Told(40, 0, 0));
        assertBroken(instance, "executing another", new Told(10, 0, 0), new Told(25, 0, 1));
        assertBroken(instance, "off duty before the pickup", new Told(115, 0, 2));
        assertThat(Verdict.of(instance, List.of(new Told(10, 0, 0), new Told(26, 0, 1)))
                        .deliveredPercent())
                .isBetween(66.6, 66.7);
    }

    @Test
    void everyDispatcherKeepsTheRulesAndOursIsNoSlowerThanNearestFirst() throws IOException {
        Random random = new Random(7);
        double ours = 0;
        double nearest = 0;
        for (int day = 0; day < 5; day++) {
            MealDelivery instance = randomDay(random);
            Verdict byOurs = Verdict.of(instance, Day.run(instance, OurPolicy.of(instance)));
            Verdict byNearest = Verdict.of(instance, Day.run(instance, new NearestFirst()));
            Verdict byRolling = Verdict.of(instance, Day.run(instance, new PlainRollingHorizon()));
            assertThat(byOurs.deliveredPercent()).isGreaterThanOrEqualTo(byNearest.deliveredPercent());
            assertThat(byRolling.deliveredPercent()).isPositive();
            ours += byOurs.clickToDoorMinutes();
            nearest += byNearest.clickToDoorMinutes();
        }

        assertThat(ours).isLessThan(nearest);
    }

    @Test
    void printsEachInstanceAndTheMean() throws IOException {
        instance("o1\t800\t0\t10\tr1\t12");
        StringWriter printed = new StringWriter();

        int code = run(printed, new StringWriter());

        assertThat(code).isZero();
        assertThat(printed.toString().lines())
                .hasSize(1 + 3 + 3)
                .anyMatch(line -> line.startsWith("day ") && line.contains("ours"))
                .anyMatch(line -> line.startsWith("mean of 1") && line.contains("nearest"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "o1,800,0,10,r1     | day/orders.txt:3: has 5 tab-separated cells instead of 6",
                "o1,800,zero,10,r1,12| day/orders.txt:3: y is not a number: 'zero'",
                "o1,800,0,10.5,r1,12| day/orders.txt:3: placement is not a whole minute",
                "o1,800,0,10,r9,12  | day/orders.txt:3: the order is of an unknown restaurant 'r9'",
            })
    void namesTheLineThatIsMalformed(String line, String complaint) throws IOException {
        instance("o1\t800\t0\t10\tr1\t12");
        Files.writeString(
                folder("day").resolve("orders.txt"),
                "order\tx\ty\tplacement_time\trestaurant\tready_time\no0\t8\t0\t1\tr1\t2\n"
                        + line.replace(',', '\t')
                        + "\n");
        StringWriter complaints = new StringWriter();

        assertThat(run(new StringWriter(), complaints)).isEqualTo(2);

        assertThat(complaints.toString().lines()).singleElement().asString().contains(complaint);
    }

    private int run(StringWriter printed, StringWriter complaints) {
        return new CommandLine(new MealDeliveryBench())
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complaints, true))
                .setExecutionExceptionHandler(Benchmarks::failure)
                .execute(folder.toString());
    }

    private static void assertBroken(MealDelivery instance, String rule, Told... log) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verdict.of(instance, List.of(log)))
                .withMessageContaining(rule);
    }

    /// 100 metres a minute; the restaurant at 300, the courier at 0, on duty from 0 to 120.
    private MealDelivery instance(String... orders) throws IOException {
        write("couriers.txt", "courier\tx\ty\ton_time\toff_time", "c1\t0\t0\t0\t120");
        write("restaurants.txt", "restaurant\tx\ty", "r1\t300\t0");
        Files.writeString(
                folder("day").resolve("orders.txt"),
                "order\tx\ty\tplacement_time\trestaurant\tready_time\n" + String.join("\n", orders) + "\n");
        return MealDelivery.read(folder("day"));
    }

    private MealDelivery randomDay(Random random) throws IOException {
        StringBuilder orders = new StringBuilder("order\tx\ty\tplacement_time\trestaurant\tready_time");
        for (int order = 0; order < 120; order++) {
            int placed = random.nextInt(300);
            orders.append("\no%d\t%d\t%d\t%d\tr%d\t%d"
                    .formatted(
                            order,
                            random.nextInt(3000),
                            random.nextInt(3000),
                            placed,
                            random.nextInt(8),
                            placed + 5 + random.nextInt(20)));
        }
        StringBuilder couriers = new StringBuilder("courier\tx\ty\ton_time\toff_time");
        for (int courier = 0; courier < 18; courier++) {
            couriers.append("\nc%d\t%d\t%d\t%d\t%d"
                    .formatted(courier, random.nextInt(3000), random.nextInt(3000), courier % 3 * 20, 420));
        }
        StringBuilder restaurants = new StringBuilder("restaurant\tx\ty");
        for (int restaurant = 0; restaurant < 8; restaurant++) {
            restaurants.append("\nr%d\t%d\t%d".formatted(restaurant, random.nextInt(3000), random.nextInt(3000)));
        }
        write("couriers.txt", couriers.toString());
        write("restaurants.txt", restaurants.toString());
        write("orders.txt", orders.toString());
        return MealDelivery.read(folder("day"));
    }

    private void write(String file, String... lines) throws IOException {
        Files.writeString(folder("day").resolve(file), String.join("\n", lines) + "\n");
        Files.writeString(
                folder("day").resolve("instance_parameters.txt"),
                "meters_per_minute\tpickup service minutes\tdropoff service minutes\ttarget click-to-door\t"
                        + "maximum click-to-door\tpay per order\tguaranteed pay per hour\n100\t4\t4\t40\t90\t10\t15\n");
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }
}
