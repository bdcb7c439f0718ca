package io.yike.dispatch;

import io.yike.kit.testing.ContractTest;

class DispatchContractTest extends ContractTest {}
