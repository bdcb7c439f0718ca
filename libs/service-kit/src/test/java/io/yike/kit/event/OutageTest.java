package io.yike.kit.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.http.ServiceUnavailable;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

class OutageTest {

    static Stream<Throwable> healing() {
        return Stream.of(
                new CannotAcquireLockException("deadlock"),
                new OptimisticLockingFailureException("version"),
                new CannotGetJdbcConnectionException("away"),
                new CannotCreateTransactionException("away"),
                new ServiceUnavailable("store-service", null),
                new ProblemException(Problem.unavailable(Duration.ofSeconds(1))),
                new IllegalStateException("wrapped", new CannotGetJdbcConnectionException("away")));
    }

    static Stream<Throwable> lasting() {
        return Stream.of(
                new IllegalStateException("bug"),
                new DataIntegrityViolationException("constraint"),
                new BadSqlGrammarException("task", "SELEC", new SQLException("syntax")),
                new ProblemException(Problem.conflict("state", "State")));
    }

    @ParameterizedTest
    @MethodSource("healing")
    void waitsForWhatHeals(Throwable failure) {
        assertThat(Outage.is(failure)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void takesTheRestForPoison(Throwable failure) {
        assertThat(Outage.is(failure)).isFalse();
    }
}
