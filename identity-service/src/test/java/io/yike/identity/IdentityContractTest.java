package io.yike.identity;

import io.yike.kit.testing.ContractTest;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {"YIKE_BOOTSTRAP_OPERATOR_SECRET=operator-secret", "YIKE_SERVICE_CLIENT_SECRET=service-secret"})
class IdentityContractTest extends ContractTest {}
