package io.yike.store;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Stores, hours, stock, offers, and the nearest-store decision with its stored reason.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class StoreServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(StoreServiceApplication.class, arguments);
    }
}
