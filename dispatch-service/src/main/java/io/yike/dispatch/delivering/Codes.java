package io.yike.dispatch.delivering;

import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/// Makes codes of six digits that nobody can guess from earlier ones.
@Component
public class Codes {

    private static final int BOUND = 1_000_000;

    private final SecureRandom random = new SecureRandom();

    public String next() {
        String digits = Integer.toString(random.nextInt(BOUND));
        return "0".repeat(6 - digits.length()) + digits;
    }
}
