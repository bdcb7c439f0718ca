package io.yike.dispatch.delivering.adapter;

import io.yike.contracts.order.client.RecipientsApi;
import io.yike.contracts.order.model.OrderRecipient;
import io.yike.dispatch.delivering.Recipients;
import io.yike.kit.http.ServiceClients;
import io.yike.kit.http.ServiceUnavailable;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/// Asks order-service. Without an answer the courier has the point only.
@Component
class OrderServiceRecipients implements Recipients {

    private static final Logger log = LoggerFactory.getLogger(OrderServiceRecipients.class);

    private final RecipientsApi orders;

    OrderServiceRecipients(ServiceClients clients) {
        this.orders = clients.create(RecipientsApi.class, "order-service");
    }

    @Override
    public Optional<Recipient> find(UUID orderId) {
        try {
            OrderRecipient answer = orders.getRecipient(orderId).getBody();
            return answer == null ? Optional.empty() : recipient(answer);
        } catch (HttpClientErrorException | ServiceUnavailable away) {
            log.warn("order-service did not say who receives order {}: {}", orderId, away.toString());
            return Optional.empty();
        }
    }

    private static Optional<Recipient> recipient(OrderRecipient answer) {
        String name = answer.getName();
        String phone = answer.getPhone();
        String address = answer.getAddress();
        return name == null || phone == null || address == null
                ? Optional.empty()
                : Optional.of(new Recipient(name, phone, address, answer.getNote()));
    }
}
