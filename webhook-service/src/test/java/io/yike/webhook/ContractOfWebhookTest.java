package io.yike.webhook;

import io.yike.kit.testing.ContractTest;

class ContractOfWebhookTest extends ContractTest {}
