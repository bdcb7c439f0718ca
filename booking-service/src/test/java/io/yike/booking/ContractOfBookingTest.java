package io.yike.booking;

import io.yike.kit.testing.ContractTest;

class ContractOfBookingTest extends ContractTest {}
