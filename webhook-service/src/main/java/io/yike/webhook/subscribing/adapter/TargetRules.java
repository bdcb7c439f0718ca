package io.yike.webhook.subscribing.adapter;

import io.yike.webhook.WebhookSettings;
import io.yike.webhook.subscribing.domain.AddressRules;
import io.yike.webhook.subscribing.domain.EndpointUrl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What may be called here, as the configuration says.
@Configuration(proxyBeanMethods = false)
class TargetRules {

    @Bean
    AddressRules addressRules(WebhookSettings settings) {
        return new AddressRules(settings.targets().allowedNetworks());
    }

    @Bean
    EndpointUrl.Rules urlRules(WebhookSettings settings, AddressRules addresses) {
        return new EndpointUrl.Rules(settings.targets().http(), addresses);
    }
}
