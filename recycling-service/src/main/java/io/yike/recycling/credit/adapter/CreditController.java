package io.yike.recycling.credit.adapter;

import io.yike.contracts.recycling.api.CreditApi;
import io.yike.contracts.recycling.model.Credit;
import io.yike.contracts.recycling.model.CreditEntry;
import io.yike.contracts.recycling.model.CreditEntryPage;
import io.yike.kit.security.CurrentCaller;
import io.yike.recycling.credit.Credits;
import io.yike.recycling.wire.Access;
import io.yike.recycling.wire.Page;
import io.yike.recycling.wire.Wire;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CreditController implements CreditApi {

    private final Credits credits;
    private final CurrentCaller currentCaller;

    CreditController(Credits credits, CurrentCaller currentCaller) {
        this.credits = credits;
        this.currentCaller = currentCaller;
    }

    /// A resident who has never dropped anything off is owed nothing; whether there is one, identity-service knows.
    @Override
    public ResponseEntity<Credit> getCredit(UUID residentId) {
        Access.requireResident(currentCaller.get(), residentId);
        return ResponseEntity.ok(
                new Credit(residentId, Wire.money(credits.balance(residentId)), Wire.money(credits.held(residentId)))
                        .reserved(Wire.money(credits.reserved(residentId))));
    }

    @Override
    public ResponseEntity<CreditEntryPage> listCreditEntries(
            UUID residentId, @Nullable String cursor, @Nullable Integer limit) {
        Access.requireResident(currentCaller.get(), residentId);
        var page = Page.of(limit, size -> credits.entries(residentId, Page.after(cursor), size), JdbcCredits::cursor);
        return ResponseEntity.ok(new CreditEntryPage(page.items().stream()
                        .map(entry -> new CreditEntry(
                                entry.journalId(),
                                CreditEntry.AccountEnum.fromValue(entry.account()),
                                entry.kind(),
                                entry.reference(),
                                Wire.money(entry.amount()),
                                Wire.time(entry.at())))
                        .toList())
                .nextCursor(page.nextCursor()));
    }
}
