package io.yike.store;

import io.yike.kit.testing.ContractTest;

class StoreContractTest extends ContractTest {}
