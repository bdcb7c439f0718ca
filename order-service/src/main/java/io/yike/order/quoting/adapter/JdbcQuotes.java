package io.yike.order.quoting.adapter;

import io.yike.order.quoting.Quotes;
import io.yike.order.quoting.domain.Basket;
import io.yike.order.quoting.domain.Quote;
import io.yike.order.wire.Rows;
import io.yike.payments.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcQuotes implements Quotes {

    private final JdbcClient jdbc;

    JdbcQuotes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Quote quote) {
        jdbc.sql("""
                insert into quote (id, asked_by, basket, serviceable, reason, delivery_fee, currency, promise_at,
                    promise_seconds, metres, created_at, expires_at)
                values (:id, :askedBy, :basket::jsonb, :serviceable, :reason, :deliveryFee, :currency, :promiseAt,
                    :promiseSeconds, :metres, :createdAt, :expiresAt)
                """).paramSource(Row.of(quote)).update();
    }

    @Override
    public Optional<Quote> find(UUID id) {
        return jdbc.sql("select * from quote where id = :id")
                .param("id", id)
                .query(JdbcQuotes::quote)
                .optional();
    }

    @Override
    public Optional<Quote> findLocked(UUID id) {
        return jdbc.sql("select * from quote where id = :id for update")
                .param("id", id)
                .query(JdbcQuotes::quote)
                .optional();
    }

    @Override
    public int forgetUnused(Instant before) {
        return jdbc.sql("""
                delete from quote
                where expires_at < :before and not exists (select from orders where quote_id = quote.id)
                """).param("before", Rows.time(before)).update();
    }

    private static Quote quote(ResultSet row, int number) throws SQLException {
        Quote.Answer answer = row.getBoolean("serviceable")
                ? new Quote.Answer.Serviceable(
                        new Money(row.getLong("delivery_fee"), Rows.text(row, "currency")),
                        Rows.instant(row, "promise_at"),
                        row.getLong("promise_seconds"),
                        row.getLong("metres"))
                : new Quote.Answer.NotServiceable(Rows.text(row, "reason"));
        return new Quote(
                Rows.id(row, "id"),
                Rows.text(row, "asked_by"),
                Rows.read(row, "basket", Basket.class),
                answer,
                Rows.instant(row, "created_at"),
                Rows.instant(row, "expires_at"));
    }

    private record Row(
            UUID id,
            String askedBy,
            String basket,
            boolean serviceable,
            @Nullable String reason,
            @Nullable Long deliveryFee,
            String currency,
            @Nullable OffsetDateTime promiseAt,
            @Nullable Long promiseSeconds,
            @Nullable Long metres,
            @Nullable OffsetDateTime createdAt,
            @Nullable OffsetDateTime expiresAt) {

        static Row of(Quote quote) {
            String basket = Rows.json(quote.basket());
            String currency = quote.basket().goodsTotal().currency();
            OffsetDateTime createdAt = Rows.time(quote.createdAt());
            OffsetDateTime expiresAt = Rows.time(quote.expiresAt());
            return switch (quote.answer()) {
                case Quote.Answer.NotServiceable(String reason) ->
                    new Row(
                            quote.id(),
                            quote.askedBy(),
                            basket,
                            false,
                            reason,
                            null,
                            currency,
                            null,
                            null,
                            null,
                            createdAt,
                            expiresAt);
                case Quote.Answer.Serviceable serviceable ->
                    new Row(
                            quote.id(),
                            quote.askedBy(),
                            basket,
                            true,
                            null,
                            serviceable.deliveryFee().amount(),
                            currency,
                            Rows.time(serviceable.promise()),
                            serviceable.promiseSeconds(),
                            serviceable.metres(),
                            createdAt,
                            expiresAt);
            };
        }
    }
}
