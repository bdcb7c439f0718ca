package io.yike.recycling.dropoffs.adapter;

import io.yike.recycling.dropoffs.Codes;
import java.security.SecureRandom;
import org.springframework.stereotype.Component;

@Component
class RandomCodes implements Codes {

    private final SecureRandom random = new SecureRandom();

    @Override
    public String next() {
        return String.format("%06d", random.nextInt(1_000_000));
    }
}
