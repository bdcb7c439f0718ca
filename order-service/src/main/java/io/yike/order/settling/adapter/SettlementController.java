package io.yike.order.settling.adapter;

import io.yike.contracts.order.api.SettlementsApi;
import io.yike.contracts.order.model.CurrencyStatement;
import io.yike.contracts.order.model.Statement;
import io.yike.contracts.order.model.StatementEntry;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Party;
import io.yike.kit.security.Role;
import io.yike.order.OrderSettings;
import io.yike.order.settling.SettleOrder;
import io.yike.payments.Money;
import io.yike.payments.ledger.Ledger;
import io.yike.payments.ledger.Statement.Line;
import io.yike.payments.ledger.StatementPage;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SettlementController implements SettlementsApi {

    private final Ledger ledger;
    private final OrderSettings settings;
    private final CurrentCaller currentCaller;

    SettlementController(Ledger ledger, OrderSettings settings, CurrentCaller currentCaller) {
        this.ledger = ledger;
        this.settings = settings;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<Statement> getStatement(String party, LocalDate day, @Nullable String cursor, Integer limit) {
        Caller caller = currentCaller.get();
        caller.require(Role.PLATFORM, Role.STORE, Role.FLEET, Role.COURIER, Role.OPERATOR);
        boolean own = Party.find(party).filter(caller::actsAs).isPresent();
        if (!own && !caller.has(Role.OPERATOR)) {
            throw new ProblemException(Problem.notFound());
        }
        StatementPage page = ledger.page(party, day, cursor == null ? null : StatementCursor.parse(cursor), limit);
        StatementPage.Position end = page.end();
        Statement answer = new Statement(
                party,
                day,
                settings.zone().getId(),
                page.totals().stream().map(owed -> balanced(owed, page, day)).toList());
        return ResponseEntity.ok(end == null ? answer : answer.nextCursor(StatementCursor.encode(end)));
    }

    /// The page's entries, and as the last one of all what closes the day: what is owed goes over to the payout, so
    /// that the sum of all is zero.
    private CurrencyStatement balanced(Money owed, StatementPage page, LocalDate day) {
        List<StatementEntry> entries = new ArrayList<>();
        for (Line line : page.lines()) {
            if (line.amount().currency().equals(owed.currency())) {
                entries.add(entry(line));
            }
        }
        Money payout = owed.negated();
        if (page.end() == null) {
            OffsetDateTime endOfDay = day.atTime(LocalTime.MAX.truncatedTo(ChronoUnit.SECONDS))
                    .atZone(settings.zone())
                    .toInstant()
                    .atOffset(ZoneOffset.UTC);
            entries.add(new StatementEntry(
                    endOfDay,
                    StatementEntry.KindEnum.PAYOUT,
                    owed.isNegative() ? "due_from_party" : "due_to_party",
                    money(payout)));
        }
        return new CurrencyStatement(owed.currency(), money(owed), money(owed.plus(payout)), entries);
    }

    private static StatementEntry entry(Line line) {
        return new StatementEntry(
                        line.postedAt().atOffset(ZoneOffset.UTC), kind(line.kind()), line.code(), money(line.amount()))
                .orderId(UUID.fromString(line.reference()));
    }

    private static StatementEntry.KindEnum kind(String posted) {
        return posted.startsWith(SettleOrder.REFUND)
                ? StatementEntry.KindEnum.REFUND
                : StatementEntry.KindEnum.fromValue(posted);
    }

    private static io.yike.contracts.order.model.Money money(Money money) {
        return new io.yike.contracts.order.model.Money(money.amount(), money.currency());
    }
}
