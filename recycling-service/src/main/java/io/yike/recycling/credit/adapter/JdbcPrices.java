package io.yike.recycling.credit.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.payments.Money;
import io.yike.recycling.credit.Prices;
import io.yike.recycling.credit.domain.Price;
import io.yike.recycling.points.domain.Material;
import io.yike.recycling.wire.Wire;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPrices implements Prices {

    private final JdbcClient jdbc;

    JdbcPrices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Price> findLatestLocked(Material material) {
        // Also where there is none yet, so that two who set the first one do not meet.
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('material_price'), hashtext(:material))")
                .param("material", Wire.word(material))
                .query((_, _) -> true)
                .list();
        return jdbc.sql("""
                SELECT material, per_kilogram, currency, lower(valid) AS valid_from, upper(valid) AS valid_until
                FROM material_price WHERE material = :material AND upper_inf(valid)
                """)
                .param("material", Wire.word(material))
                .query(Row.to(JdbcPrices::price))
                .optional();
    }

    @Override
    public void follow(Price price) {
        jdbc.sql("""
                UPDATE material_price SET valid = tstzrange(lower(valid), :validFrom)
                WHERE material = :material AND upper_inf(valid)
                """)
                .param("validFrom", Row.utc(price.validFrom()))
                .param("material", Wire.word(price.material()))
                .update();
        jdbc.sql("""
                INSERT INTO material_price (material, valid, per_kilogram, currency)
                VALUES (:material, tstzrange(:validFrom, NULL), :perKilogram, :currency)
                """)
                .param("material", Wire.word(price.material()))
                .param("validFrom", Row.utc(price.validFrom()))
                .param("perKilogram", price.perKilogram().amount())
                .param("currency", price.perKilogram().currency())
                .update();
    }

    @Override
    public Optional<Price> find(Material material, Instant at) {
        return jdbc.sql("""
                SELECT material, per_kilogram, currency, lower(valid) AS valid_from, upper(valid) AS valid_until
                FROM material_price WHERE material = :material AND valid @> :at::timestamptz
                """)
                .param("material", Wire.word(material))
                .param("at", Row.utc(at))
                .query(Row.to(JdbcPrices::price))
                .optional();
    }

    @Override
    public List<Price> list(int limit) {
        return jdbc.sql("""
                SELECT material, per_kilogram, currency, lower(valid) AS valid_from, upper(valid) AS valid_until
                FROM material_price ORDER BY material, valid_from DESC LIMIT :limit
                """)
                .param("limit", limit)
                .query(Row.to(JdbcPrices::price))
                .list();
    }

    private static Price price(Row row) throws SQLException {
        return new Price(
                Wire.constant(Material.class, row.text("material")),
                new Money(row.number("per_kilogram"), row.text("currency")),
                row.instant("valid_from"),
                row.findInstant("valid_until").orElse(null));
    }
}
