package io.yike.kit.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Steps are taken when they are due, side by side within bounds, and one that fails ends nothing.
class LeasedStepsTest {

    private static final Duration NEVER = Duration.ofMinutes(10);

    private final Queue<Integer> due = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> taken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final List<LeasedSteps<Integer>> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(LeasedSteps::stop);
    }

    @Test
    void takesWhatIsDueOnceItIsTold() {
        LeasedSteps<Integer> steps = started(2, NEVER, taken::add);
        Awaitility.await().until(() -> looks.get() > 0);

        due.addAll(List.of(1, 2, 3));
        steps.wake();

        Awaitility.await().untilAsserted(() -> assertThat(taken).containsExactlyInAnyOrder(1, 2, 3));
    }

    @Test
    void findsWhatNobodyToldItOf() {
        started(2, Duration.ofMillis(20), taken::add);
        Awaitility.await().until(() -> looks.get() > 0);

        due.add(1);

        Awaitility.await().untilAsserted(() -> assertThat(taken).containsExactly(1));
    }

    @Test
    void neverTakesMoreAtOnceThanItMay() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch twoAreThere = new CountDownLatch(2);
        for (int number = 0; number < 40; number++) {
            due.add(number);
        }

        started(2, Duration.ofMillis(20), number -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            twoAreThere.countDown();
            Awaitility.await().until(() -> twoAreThere.getCount() == 0);
            underWay.decrementAndGet();
            taken.add(number);
        });

        Awaitility.await().untilAsserted(() -> assertThat(taken).hasSize(40));
        assertThat(most).hasValue(2);
    }

    @Test
    void goesOnAfterAStepAndALookThatFailed() {
        AtomicInteger refusals = new AtomicInteger(2);
        due.addAll(List.of(-1, 1));
        LeasedSteps<Integer> steps = new LeasedSteps<>(
                "steps",
                new LeasedSteps.Pace(1, Duration.ofMillis(20), Duration.ofSeconds(5)),
                room -> {
                    if (refusals.getAndDecrement() > 0) {
                        throw new IllegalStateException("the database is away");
                    }
                    return lease(room);
                },
                number -> {
                    if (number < 0) {
                        throw new IllegalStateException("the provider is away");
                    }
                    taken.add(number);
                },
                number -> number);
        started.add(steps);

        steps.start();

        Awaitility.await().untilAsserted(() -> assertThat(taken).containsExactly(1));
    }

    @Test
    void waitsForWhatIsUnderWayBeforeItStops() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        due.add(1);
        LeasedSteps<Integer> steps = started(1, NEVER, number -> {
            begun.countDown();
            Awaitility.await().until(() -> goOn.getCount() == 0);
            taken.add(number);
        });
        Awaitility.await().until(() -> begun.getCount() == 0);

        Thread stopping = Thread.ofVirtual().start(steps::stop);
        Awaitility.await().until(() -> !steps.isRunning());
        assertThat(stopping.isAlive()).isTrue();
        goOn.countDown();

        Awaitility.await().until(() -> !stopping.isAlive());
        assertThat(taken).containsExactly(1);
    }

    @Test
    void canBeStartedAgain() {
        LeasedSteps<Integer> steps = started(1, Duration.ofMillis(20), taken::add);
        steps.stop();

        due.add(1);
        steps.start();

        Awaitility.await().untilAsserted(() -> assertThat(taken).containsExactly(1));
    }

    @Test
    void wakesWhenTheTransactionHasCommittedAndNotBefore() {
        LeasedSteps<Integer> steps = started(1, NEVER, taken::add);
        Awaitility.await().until(() -> looks.get() > 0);
        TransactionSynchronizationManager.initSynchronization();
        try {
            due.add(1);
            steps.wakeAfterCommit();
            assertThat(taken).isEmpty();
            TransactionSynchronizationManager.getSynchronizations().forEach(TransactionSynchronization::afterCommit);
        } finally {
            TransactionSynchronizationManager.clearSynchronization();
        }

        Awaitility.await().untilAsserted(() -> assertThat(taken).containsExactly(1));
    }

    @Test
    void sayInTheLogWhatAStepIsAbout() {
        Queue<String> subjects = new ConcurrentLinkedQueue<>();
        due.add(7);

        started(1, NEVER, number -> {
            subjects.add(String.valueOf(MDC.get("subject")));
            taken.add(number);
        });

        Awaitility.await().untilAsserted(() -> assertThat(taken).containsExactly(7));
        assertThat(subjects).containsExactly("7");
    }

    private LeasedSteps<Integer> started(int atOnce, Duration pollEvery, Consumer<Integer> step) {
        LeasedSteps<Integer> steps = new LeasedSteps<>(
                "steps",
                new LeasedSteps.Pace(atOnce, pollEvery, Duration.ofSeconds(5)),
                this::lease,
                step,
                number -> number);
        started.add(steps);
        steps.start();
        return steps;
    }

    private List<Integer> lease(int room) {
        looks.incrementAndGet();
        List<Integer> leased = new ArrayList<>();
        while (leased.size() < room) {
            Integer number = due.poll();
            if (number == null) {
                break;
            }
            leased.add(number);
        }
        return leased;
    }
}
