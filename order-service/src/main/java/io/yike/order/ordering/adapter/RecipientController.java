package io.yike.order.ordering.adapter;

import io.yike.contracts.order.api.RecipientsApi;
import io.yike.contracts.order.model.OrderRecipient;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.order.ordering.ReadRecipient;
import io.yike.order.ordering.domain.Contacts;
import io.yike.order.ordering.domain.Contacts.Person;
import io.yike.order.wire.Wire;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RecipientController implements RecipientsApi {

    private final ReadRecipient readRecipient;
    private final CurrentCaller currentCaller;

    RecipientController(ReadRecipient readRecipient, CurrentCaller currentCaller) {
        this.readRecipient = readRecipient;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<OrderRecipient> getRecipient(UUID orderId) {
        Caller caller = currentCaller.get();
        caller.require(Role.SERVICE);
        return readRecipient
                .read(orderId, caller.clientId())
                .map(known -> ResponseEntity.ok(recipient(orderId, known)))
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    private static OrderRecipient recipient(UUID orderId, ReadRecipient.Known known) {
        Contacts contacts = known.contacts();
        Person person = contacts.recipient();
        OrderRecipient answer = new OrderRecipient(orderId, Wire.point(known.point())).address(contacts.address());
        return person == null
                ? answer
                : answer.name(person.name()).phone(person.phone()).note(person.note());
    }
}
