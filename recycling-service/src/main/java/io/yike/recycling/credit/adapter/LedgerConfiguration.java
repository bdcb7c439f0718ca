package io.yike.recycling.credit.adapter;

import io.yike.payments.ledger.JdbcLedger;
import io.yike.payments.ledger.Ledger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    @Bean
    Ledger ledger(JdbcClient jdbc) {
        return new JdbcLedger(jdbc);
    }
}
