package io.yike.recycling.pickups.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.payments.Money;
import io.yike.recycling.pickups.Catalogue;
import io.yike.recycling.pickups.domain.CatalogueItem;
import io.yike.recycling.pickups.domain.Condition;
import io.yike.recycling.pickups.domain.ItemKind;
import io.yike.recycling.pickups.domain.Terms;
import io.yike.recycling.wire.Wire;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCatalogue implements Catalogue {

    private final JdbcClient jdbc;

    JdbcCatalogue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record TermsOf(String code, Condition condition, Terms terms) {}

    @Override
    public void put(CatalogueItem item) {
        jdbc.sql("""
                INSERT INTO pickup_item (code, name, kind, litres, weight_grams, two_persons)
                VALUES (:code, :name, :kind, :litres, :grams, :twoPersons)
                ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind, litres = excluded.litres,
                    weight_grams = excluded.weight_grams, two_persons = excluded.two_persons
                """)
                .param("code", item.code())
                .param("name", item.name())
                .param("kind", Wire.word(item.kind()))
                .param("litres", item.litres())
                .param("grams", item.grams())
                .param("twoPersons", item.twoPersons())
                .update();
        jdbc.sql("DELETE FROM pickup_item_terms WHERE code = :code")
                .param("code", item.code())
                .update();
        item.terms()
                .forEach((condition, terms) -> jdbc.sql("""
                INSERT INTO pickup_item_terms (code, condition, price, credit, currency)
                VALUES (:code, :condition, :price, :credit, :currency)
                """)
                        .param("code", item.code())
                        .param("condition", Wire.word(condition))
                        .param("price", terms.price().amount())
                        .param("credit", terms.credit().amount())
                        .param("currency", terms.price().currency())
                        .update());
    }

    @Override
    public Optional<CatalogueItem> find(String code) {
        return list(code).stream().findAny();
    }

    @Override
    public List<CatalogueItem> list() {
        return list("");
    }

    private List<CatalogueItem> list(String only) {
        Map<String, Map<Condition, Terms>> terms = new HashMap<>();
        jdbc.sql("SELECT * FROM pickup_item_terms WHERE :only = '' OR code = :only")
                .param("only", only)
                .query(Row.to(row -> new TermsOf(
                        row.text("code"),
                        Wire.constant(Condition.class, row.text("condition")),
                        new Terms(
                                new Money(row.number("price"), row.text("currency")),
                                new Money(row.number("credit"), row.text("currency"))))))
                .list()
                .forEach(one -> terms.computeIfAbsent(one.code(), _ -> new EnumMap<>(Condition.class))
                        .put(one.condition(), one.terms()));
        return jdbc.sql("SELECT * FROM pickup_item WHERE :only = '' OR code = :only ORDER BY code")
                .param("only", only)
                .query(Row.to(row -> new CatalogueItem(
                        row.text("code"),
                        row.text("name"),
                        Wire.constant(ItemKind.class, row.text("kind")),
                        row.integer("litres"),
                        row.integer("weight_grams"),
                        row.flag("two_persons"),
                        terms.getOrDefault(row.text("code"), Map.of()))))
                .list();
    }
}
