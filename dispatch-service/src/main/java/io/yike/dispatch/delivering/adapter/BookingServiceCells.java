package io.yike.dispatch.delivering.adapter;

import io.yike.contracts.booking.client.CellsApi;
import io.yike.contracts.booking.model.CellCode;
import io.yike.contracts.booking.model.CellOpeningWish;
import io.yike.contracts.booking.model.CellUse;
import io.yike.dispatch.delivering.LockerCells;
import io.yike.kit.http.ServiceClients;
import io.yike.kit.http.ServiceUnavailable;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Asks booking-service. Without an answer the courier has the place only, and asks again.
@Component
class BookingServiceCells implements LockerCells {

    private static final Logger log = LoggerFactory.getLogger(BookingServiceCells.class);

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private static final Set<String> DO_NOT_OPEN = Set.of("no_lock", "lock_refuses");

    private final CellsApi cells;

    BookingServiceCells(ServiceClients clients) {
        this.cells = clients.create(CellsApi.class, "booking-service");
    }

    @Override
    public Optional<Codes> codes(UUID holdId) {
        try {
            CellCode answer = cells.getCellCode(holdId).getBody();
            return answer == null || answer.getUse() != CellUse.DROP
                    ? Optional.empty()
                    : Optional.of(new Codes(answer.getCode(), answer.getOfflineCode()));
        } catch (HttpClientErrorException | ServiceUnavailable away) {
            log.warn("booking-service did not say what opens the cell of hold {}: {}", holdId, away.toString());
            return Optional.empty();
        }
    }

    @Override
    public Opening open(UUID holdId, boolean byOfflineCode) {
        try {
            cells.openCell(holdId, new CellOpeningWish().byOfflineCode(byOfflineCode));
            return Opening.OPEN;
        } catch (HttpClientErrorException refused) {
            log.info("booking-service does not open the cell of hold {}: {}", holdId, refused.toString());
            return DO_NOT_OPEN.contains(code(refused)) ? Opening.DOES_NOT_OPEN : Opening.NOT_TO_BE_OPENED;
        } catch (ServiceUnavailable away) {
            log.warn("booking-service did not open the cell of hold {}: {}", holdId, away.toString());
            return Opening.NO_ANSWER;
        }
    }

    /// The problem's code; empty where the answer is no problem of ours.
    private static String code(HttpClientErrorException refused) {
        try {
            return MAPPER.readTree(refused.getResponseBodyAsString())
                    .path("code")
                    .asString("");
        } catch (JacksonException noProblem) {
            log.warn("booking-service refused without a problem: {}", noProblem.getOriginalMessage());
            return "";
        }
    }
}
