package io.yike.kit.production;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// One clear line instead of a stack trace.
final class WeakSecretsAnalyzer extends AbstractFailureAnalyzer<WeakSecrets> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WeakSecrets cause) {
        return new FailureAnalysis(
                cause.getMessage(), "Set each to a secret of its own, e.g. of `openssl rand -hex 24`.", cause);
    }
}
