package io.yike.recycling;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/// recycling-service: recycling points and their sensors, drop-offs, residents' credit.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class RecyclingServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(RecyclingServiceApplication.class, args);
    }
}
