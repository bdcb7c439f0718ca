package io.yike.recycling;

import io.yike.kit.testing.ContractTest;

class RecyclingContractTest extends ContractTest {}
