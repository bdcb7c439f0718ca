package io.yike.order;

import io.yike.kit.testing.ContractTest;

class ContractOfOrderTest extends ContractTest {}
