package io.yike.kit.production;

import java.util.List;

/// The start was refused. Names the variables, never their values.
public final class WeakSecrets extends RuntimeException {

    private static final long serialVersionUID = 1;

    WeakSecrets(List<String> faults) {
        super("YIKE_PROFILE=production refuses to start: " + String.join(", ", faults));
    }
}
