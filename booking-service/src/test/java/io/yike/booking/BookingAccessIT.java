package io.yike.booking;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static io.yike.booking.House.booking;
import static io.yike.booking.House.resident;
import static io.yike.kit.testing.OwnersCall.by;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.AccessWalk;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.OwnersCall;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/// Who may do what to what is shared, each tried as everybody else.
class BookingAccessIT extends OutsideProviders {

    private final UUID ann = UUID.randomUUID();
    private final Caller operator = Tokens.operator();
    private final Caller agent = new Caller("helper", "phone-desk", Set.of(Role.AGENT), Set.of());

    @Autowired
    private ApiClient api;

    private final UUID fleet = UUID.randomUUID();
    private final Caller carrier = Locker.carrier(fleet);
    private final UUID platformId = UUID.randomUUID();
    private final Caller platform = Tokens.caller(Role.PLATFORM, "platform:" + platformId);

    @Autowired
    private MutableClock clock;

    @Autowired
    private EventSender sender;

    /// A house with a kitchen and a drill, a booking of one of them in it.
    private record Booked(House house, UUID kitchen, UUID bookingId) {}

    @TestFactory
    List<DynamicNode> onlyWhoMayGetsIn() {
        AccessWalk walk = new AccessWalk(api);
        walk.on("createFacility").as(Role.OPERATOR, () -> by(operator).post("/v1/facilities", House.profile()));
        everybody(walk, "listFacilities", _ -> "/v1/facilities");
        everybody(walk, "getFacility", house -> "/v1/facilities/" + house.id);
        everybody(walk, "listResources", house -> "/v1/facilities/" + house.id + "/resources");
        everybody(walk, "searchResources", _ -> "/v1/resources?kind=room&limit=1");
        everybody(walk, "getResource", house -> "/v1/resources/" + house.room("Kitchen"));
        everybody(
                walk,
                "getFreeTimes",
                house -> "/v1/resources/" + house.room("Kitchen") + "/availability?from=" + start() + "&until="
                        + start().plus(Duration.ofDays(1)));
        keepers(
                walk,
                "editFacility",
                (call, house) ->
                        call.withHeader("If-Match", "\"1\"").put("/v1/facilities/" + house.id, House.profile()));
        keepers(
                walk,
                "setMember",
                (call, house) -> call.put(
                        "/v1/facilities/" + house.id + "/members/" + ann, Map.of("groups", List.of("elderly"))));
        keepers(
                walk,
                "createResource",
                (call, house) ->
                        call.post("/v1/facilities/" + house.id + "/resources", House.resource("room", "Kitchen")));
        walk.on("createResource").as(Role.KEEPER, () -> {
            House house = House.open(api);
            Map<String, Object> part = House.resource("room", "Part");
            part.put("parentId", house.room("Hall"));
            return by(house.keeper)
                    .post("/v1/facilities/" + house.id + "/resources", part)
                    .naming("parentId", House.open(api).room("Theirs"));
        });
        keepers(walk, "editResource", (call, house) -> {
            Map<String, Object> edit = House.resource("room", "Kitchen");
            edit.remove("kind");
            return call.withHeader("If-Match", "\"1\"").put("/v1/resources/" + house.room("Kitchen"), edit);
        });
        keepers(
                walk,
                "addUnit",
                (call, house) ->
                        call.post("/v1/resources/" + house.items("Drill", 0) + "/units", Map.of("code", "D-1")));
        keepers(
                walk,
                "editUnit",
                (call, house) -> call.put(
                        "/v1/units/" + house.unit(house.items("Drill", 0), "D-1"),
                        Map.of("condition", "worn", "retired", false)));
        medicines(walk);
        cells(walk);
        feeds(walk);
        bookings(walk);
        access(walk);
        return walk.on("getBooking").tests();
    }

    private void feeds(AccessWalk walk) {
        walk.on("createCalendar")
                .as(
                        Role.RESIDENT,
                        () -> by(resident(ann)).post("/v1/calendars", Map.of()).forThemselves())
                .as(Role.KEEPER, () -> {
                    House house = House.open(api);
                    return by(house.keeper)
                            .post("/v1/calendars", Map.of("resourceId", house.room("Kitchen")))
                            .naming("resourceId", House.open(api).room("Theirs"));
                });
        walk.on("listCalendars")
                .as(Role.RESIDENT, () -> by(resident(ann)).get("/v1/calendars").shows(calendar(ann)))
                .as(Role.KEEPER, () -> {
                    House house = House.open(api);
                    return by(house.keeper).get("/v1/calendars").shows(calendar(house));
                });
        walk.on("revokeCalendar")
                .as(Role.RESIDENT, () -> by(resident(ann)).post("/v1/calendars/" + calendar(ann) + "/revoke"))
                .as(Role.KEEPER, () -> {
                    House house = House.open(api);
                    return by(house.keeper).post("/v1/calendars/" + calendar(house) + "/revoke");
                });
        walk.on("getCalendarFeed")
                .asThePublic(() -> by(Tokens.nobody())
                        .get(api.as(resident(ann))
                                .post("/v1/calendars", Map.of())
                                .text("/path")));
        everybody(walk, "getAvailabilityFeed", house -> "/v1/facilities/" + house.id + "/availability-feed");
        walk.on("exportBookings").as(Role.KEEPER, () -> {
            House house = House.open(api);
            return by(house.keeper)
                    .get("/v1/facilities/" + house.id
                            + "/bookings-export?from=2026-11-01T00:00:00Z&until=2026-12-01T00:00:00Z");
        });
    }

    private UUID calendar(UUID residentId) {
        return UUID.fromString(
                api.as(resident(residentId)).post("/v1/calendars", Map.of()).text("/calendarId"));
    }

    private UUID calendar(House house) {
        return UUID.fromString(api.as(house.keeper)
                .post("/v1/calendars", Map.of("resourceId", house.room("Kitchen")))
                .text("/calendarId"));
    }

    private void medicines(AccessWalk walk) {
        keepers(
                walk,
                "createMedicine",
                (call, house) -> call.post("/v1/facilities/" + house.id + "/medicines", House.medicine()));
        everybody(walk, "listMedicines", house -> "/v1/facilities/" + house.id + "/medicines");
        keepers(
                walk,
                "editMedicine",
                (call, house) -> call.withHeader("If-Match", "\"1\"")
                        .put(house.box(), Map.of("name", "Aspirin", "perPersonPerDay", 2)));
        keepers(walk, "addLot", (call, house) -> call.post(house.box() + "/lots", house.lot("L-1", 30, 10)));
        keepers(walk, "listLots", (call, house) -> call.get(house.box() + "/lots"));
        keepers(walk, "recallLot", (call, house) -> {
            String box = house.box();
            return call.post(
                    box + "/lots/" + house.deliver(box, "L-1", 30, 10) + "/recall", Map.of("reason", "By the maker"));
        });
        keepers(walk, "listDispensings", (call, house) -> call.get(house.box() + "/dispensings"));
        walk.on("dispense")
                .as(Role.KEEPER, () -> {
                    House house = House.open(api);
                    return by(house.keeper).post(filled(house) + "/dispensings", pieces());
                })
                .free("residentId", "whoever stands at the counter, as its keeper knows them");
        walk.on("dispenseFromBox")
                .as(Role.DEVICE, () -> {
                    House house = House.open(api);
                    return by(house.lock).post(filled(house) + "/box-dispensings", pieces());
                })
                .free("residentId", "whoever stands before the box, as its keeper knows them");
    }

    private void cells(AccessWalk walk) {
        keepers(
                walk,
                "createCell",
                (call, house) ->
                        call.post("/v1/facilities/" + house.id + "/cells", Map.of("label", "A-1", "size", "small")));
        everybody(walk, "listCells", house -> "/v1/facilities/" + house.id + "/cells");
        walk.on("editCell")
                .as(Role.KEEPER, () -> {
                    Locker locker = locker();
                    return by(locker.house.keeper)
                            .put("/v1/cells/" + locker.cell("B-1", "small", null), Map.of("retired", true));
                })
                .as(
                        Role.OPERATOR,
                        () -> by(operator)
                                .put("/v1/cells/" + locker().cell("B-1", "small", null), Map.of("retired", true)));
        walk.on("openCellByCode").as(Role.DEVICE, () -> {
            Locker locker = locker();
            String code = locker.code(carrier, locker.hold(fleet, ann)).text("/code");
            return by(locker.house.lock)
                    .post("/v1/facilities/" + locker.house.id + "/cell-openings", Map.of("code", code));
        });
        walk.on("createParcel")
                .as(Role.FLEET, () -> {
                    Map<String, Object> parcel = new HashMap<>(locker().parcel(ann));
                    parcel.put("fleetId", fleet);
                    return by(carrier).post("/v1/parcels", parcel).naming("fleetId", UUID.randomUUID());
                })
                .free("facilityId", "a locker is anybody's to bring parcels to")
                .free("residentId", "whoever the parcel is for");
        walk.on("listCellHolds")
                .as(Role.RESIDENT, () -> {
                    UUID id = locker().store(fleet, ann);
                    return by(resident(ann)).get("/v1/cell-holds?limit=200").shows(id);
                })
                .as(Role.PLATFORM, () -> {
                    UUID id = bag(locker());
                    return by(platform).get("/v1/cell-holds?limit=200").shows(id);
                })
                .as(Role.FLEET, () -> {
                    UUID id = locker().store(fleet, ann);
                    return by(carrier).get("/v1/cell-holds?limit=200").shows(id);
                })
                .as(Role.KEEPER, () -> {
                    Locker locker = locker();
                    UUID id = locker.store(fleet, ann);
                    return by(locker.house.keeper).get("/v1/cell-holds").shows(id);
                })
                .as(Role.OPERATOR, () -> {
                    UUID id = locker().store(fleet, ann);
                    return by(operator).get("/v1/cell-holds?limit=200").shows(id);
                })
                .free("orderId", "a filter of what the caller sees anyway");
        walk.on("getCellHold")
                .as(Role.RESIDENT, () -> by(resident(ann)).get("/v1/cell-holds/" + locker().store(fleet, ann)))
                .as(Role.PLATFORM, () -> by(platform).get("/v1/cell-holds/" + bag(locker())))
                .as(Role.FLEET, () -> by(carrier).get("/v1/cell-holds/" + locker().store(fleet, ann)))
                .as(Role.KEEPER, () -> {
                    Locker locker = locker();
                    return by(locker.house.keeper).get("/v1/cell-holds/" + locker.store(fleet, ann));
                })
                .as(Role.OPERATOR, () -> by(operator).get("/v1/cell-holds/" + locker().store(fleet, ann)));
        openings(walk, "getCellCode", (call, hold) -> call.get(hold + "/code"));
        openings(walk, "openCell", (call, hold) -> call.post(hold + "/open", Map.of()));
        walk.on("releaseCell")
                .as(Role.FLEET, () -> by(carrier).post("/v1/cell-holds/" + locker().hold(fleet, ann) + "/release"));
        walk.on("nameCollector")
                .as(
                        Role.RESIDENT,
                        () -> by(resident(ann))
                                .put("/v1/cell-holds/" + locker().store(fleet, ann) + "/collectors/" + fleet, ""))
                .free("residentId", "whoever they trust");
        walk.on("dropCollector")
                .as(
                        Role.RESIDENT,
                        () -> by(resident(ann))
                                .delete("/v1/cell-holds/" + locker().store(fleet, ann) + "/collectors/" + fleet))
                .free("residentId", "whoever they trusted");
    }

    /// What each may open: the resident and the platform what is stored, the carrier and the courier what is to
    /// be put in, the keeper what nobody collected.
    private void openings(AccessWalk walk, String operationId, BiFunction<OwnersCall, String, OwnersCall> call) {
        walk.on(operationId)
                .as(Role.RESIDENT, () -> call.apply(by(resident(ann)), "/v1/cell-holds/" + locker().store(fleet, ann)))
                .as(Role.PLATFORM, () -> {
                    Locker locker = locker();
                    UUID id = bag(locker);
                    locker.enter(locker.code(Tokens.service(), id).text("/code"));
                    return call.apply(by(platform), "/v1/cell-holds/" + id);
                })
                .as(Role.FLEET, () -> call.apply(by(carrier), "/v1/cell-holds/" + locker().hold(fleet, ann)))
                .as(Role.SERVICE, () -> call.apply(by(Tokens.service()), "/v1/cell-holds/" + bag(locker())))
                .as(Role.KEEPER, () -> {
                    Locker locker = locker();
                    UUID id = locker.store(fleet, ann);
                    clock.advance(Duration.ofHours(49));
                    locker.awaitState(id, "uncollected");
                    return call.apply(by(locker.house.keeper), "/v1/cell-holds/" + id);
                });
    }

    /// With a cell whose lock is at the provider.
    private Locker locker() {
        LOCKS.stubFor(any(urlMatching("/locks/lock-of-the-walk/.*")).willReturn(ok()));
        Locker locker = Locker.at(api, -30);
        locker.cell("A-1", "small", "lock-of-the-walk");
        return locker;
    }

    /// A cell for the bag of an order of the platform.
    private UUID bag(Locker locker) {
        UUID holdId = UUID.randomUUID();
        Map<String, Object> wish = locker.wish(holdId, UUID.randomUUID(), clock, -30);
        wish.put("platformId", platformId);
        Locker.ask(sender, wish);
        locker.awaitState(holdId, "held");
        return holdId;
    }

    private String filled(House house) {
        String box = house.box();
        house.deliver(box, "L-1", 30, 10);
        return box;
    }

    private Map<String, Object> pieces() {
        return Map.of("residentId", ann, "quantity", 1);
    }

    private void bookings(AccessWalk walk) {
        walk.on("createBooking")
                .as(Role.RESIDENT, () -> {
                    Map<String, Object> wanted = wanted(House.open(api));
                    wanted.put("residentId", ann);
                    return by(resident(ann)).post("/v1/bookings", wanted).naming("residentId", UUID.randomUUID());
                })
                .as(Role.KEEPER, () -> {
                    House house = House.open(api);
                    return by(house.keeper).post("/v1/bookings", onBehalf(house));
                })
                .as(Role.AGENT, () -> by(agent).post("/v1/bookings", onBehalf(House.open(api))))
                .free(
                        "resourceId",
                        "what is shared is anybody's to book; a keeper's foreign one is tried in the journey");
        owners(walk, "getBooking", _ -> "", (call, path) -> call.get(path));
        agents(walk, "getBooking", "", OwnersCall::get);
        agents(walk, "confirmBooking", "/confirm", OwnersCall::post);
        agents(walk, "getBookingCancellationTerms", "/cancellation-terms", OwnersCall::get);
        agents(walk, "cancelBooking", "/cancel", OwnersCall::post);
        agents(walk, "getAccessCode", "/access-code", OwnersCall::get);
        agents(walk, "changeTime", "/time", (call, path) -> call.put(path, later()));
        walk.on("getBooking").as(Role.OPERATOR, () -> by(operator).get("/v1/bookings/" + booked().bookingId()));
        walk.on("listBookings")
                .as(Role.RESIDENT, () -> {
                    UUID id = booked().bookingId();
                    return by(resident(ann)).get("/v1/bookings?limit=200").shows(id);
                })
                .as(Role.KEEPER, () -> {
                    Booked booked = booked();
                    return by(booked.house().keeper).get("/v1/bookings").shows(booked.bookingId());
                })
                .as(
                        Role.OPERATOR,
                        () -> by(operator).get("/v1/bookings?state=confirmed").shows(booked().bookingId()));
        owners(walk, "confirmBooking", _ -> "/confirm", (call, path) -> call.post(path));
        owners(walk, "getBookingCancellationTerms", _ -> "/cancellation-terms", (call, path) -> call.get(path));
        walk.on("settleDeposit")
                .as(Role.KEEPER, () -> {
                    Booked over = withDeposit();
                    return by(over.house().keeper)
                            .post(
                                    "/v1/bookings/" + over.bookingId() + "/deposit",
                                    Map.of("keep", Map.of("amount", 0, "currency", "CNY")));
                })
                .free("damageId", "a report of another booking is tried in MoneyIT");
        owners(
                walk,
                "reportDamage",
                _ -> "/damages",
                (call, path) -> call.post(path, Map.of("description", "A chair is broken")));
        walk.on("reportDamage").free("unitId", "a unit that the booking never had is tried in MoneyIT");
        owners(walk, "listDamages", _ -> "/damages", (call, path) -> call.get(path));
        walk.on("listDamages")
                .as(Role.OPERATOR, () -> by(operator).get("/v1/bookings/" + booked().bookingId() + "/damages"));
        owners(walk, "cancelBooking", _ -> "/cancel", (call, path) -> call.post(path));
        owners(walk, "changeTime", _ -> "/time", (call, path) -> call.put(path, later()));
        walk.on("createSeries")
                .as(
                        Role.RESIDENT,
                        () -> by(resident(ann))
                                .post("/v1/booking-series", series(wanted(House.open(api))))
                                .forThemselves())
                .as(Role.KEEPER, () -> {
                    House house = House.open(api);
                    return by(house.keeper).post("/v1/booking-series", series(onBehalf(house)));
                })
                .as(Role.AGENT, () -> by(agent).post("/v1/booking-series", series(onBehalf(House.open(api)))))
                .free("residentId", "checked by what checks that of a single booking")
                .free("resourceId", "what is shared is anybody's to book");
        walk.on("approveBooking").as(Role.KEEPER, () -> {
            Booked asked = asked();
            return by(asked.house().keeper).post("/v1/bookings/" + asked.bookingId() + "/approve");
        });
        walk.on("refuseBooking").as(Role.KEEPER, () -> {
            Booked asked = asked();
            return by(asked.house().keeper)
                    .post("/v1/bookings/" + asked.bookingId() + "/refuse", Map.of("reason", "other"));
        });
        walk.on("getSeries")
                .as(Role.RESIDENT, () -> by(resident(ann)).get("/v1/booking-series/" + made(House.open(api))))
                .as(Role.KEEPER, () -> {
                    House house = House.open(api);
                    return by(house.keeper).get("/v1/booking-series/" + made(house));
                })
                .as(Role.AGENT, () -> by(agent).get("/v1/booking-series/" + madeByAgent()))
                .as(Role.OPERATOR, () -> by(operator).get("/v1/booking-series/" + made(House.open(api))));
        walk.on("cancelSeries")
                .as(
                        Role.RESIDENT,
                        () -> by(resident(ann)).post("/v1/booking-series/" + made(House.open(api)) + "/cancel"))
                .as(Role.KEEPER, () -> {
                    House house = House.open(api);
                    return by(house.keeper).post("/v1/booking-series/" + made(house) + "/cancel");
                })
                .as(Role.AGENT, () -> by(agent).post("/v1/booking-series/" + madeByAgent() + "/cancel"));
        walk.on("joinWaitingList")
                .as(Role.RESIDENT, () -> {
                    UUID kitchen = House.open(api).room("Kitchen");
                    return by(resident(ann))
                            .post(
                                    "/v1/waiting-list",
                                    Map.of(
                                            "resourceId", kitchen,
                                            "start", start().toString(),
                                            "end",
                                                    start().plus(Duration.ofHours(1))
                                                            .toString()))
                            .forThemselves();
                })
                .free("resourceId", "what is shared is anybody's to wait for")
                .on("listWaiting")
                .as(Role.RESIDENT, () -> {
                    UUID id = waiting();
                    return by(resident(ann)).get("/v1/waiting-list?limit=200").shows(id);
                })
                .on("leaveWaitingList")
                .as(Role.RESIDENT, () -> by(resident(ann)).post("/v1/waiting-list/" + waiting() + "/leave"));
        owners(walk, "getAccessCode", _ -> "/access-code", (call, path) -> call.get(path));
    }

    private void access(AccessWalk walk) {
        walk.on("openResource").as(Role.DEVICE, () -> {
            House house = House.open(api);
            UUID kitchen = house.room("Kitchen");
            // On the next half hour, whose door opens a quarter of an hour before.
            Instant soon = Instant.ofEpochSecond((clock.instant().getEpochSecond() / 1800 + 1) * 1800);
            UUID id = house.book(ann, soon, soon.plus(Duration.ofHours(2)), kitchen);
            String code = api.as(resident(ann))
                    .get("/v1/bookings/" + id + "/access-code")
                    .text("/code");
            clock.advance(Duration.between(clock.instant(), soon.minusSeconds(60)));
            return by(house.lock).post("/v1/resources/" + kitchen + "/openings", Map.of("code", code));
        });
        walk.on("openDoor")
                .as(Role.RESIDENT, () -> by(resident(ann)).post("/v1/bookings/" + locked().bookingId() + "/open"))
                .as(Role.KEEPER, () -> {
                    Booked locked = locked();
                    return by(locked.house().keeper).post("/v1/bookings/" + locked.bookingId() + "/open");
                });
        keepers(walk, "setOfflineCode", (call, house) -> {
            Map<String, Object> room = House.resource("room", "Hall");
            room.put("lockId", "lock-1");
            return call.put("/v1/resources/" + house.create(room) + "/offline-code", Map.of("code", "90412277"));
        });
        walk.on("handOut").as(Role.KEEPER, () -> {
            Booked booked = soon();
            return by(booked.house().keeper).post("/v1/bookings/" + booked.bookingId() + "/hand-out", Map.of());
        });
        walk.on("takeBack")
                .as(Role.KEEPER, () -> {
                    Booked booked = soon();
                    String path = "/v1/bookings/" + booked.bookingId();
                    api.as(booked.house().keeper).post(path + "/hand-out", Map.of());
                    String unit = api.as(resident(ann)).get(path).text("/lines/0/units/0/unitId");
                    return by(booked.house().keeper)
                            .post(
                                    path + "/take-back",
                                    Map.of("units", List.of(Map.of("unitId", unit, "condition", "good"))));
                })
                .free("unitId", "a unit that the booking does not have is tried in the journey");
    }

    /// A booking of a room whose lock is at the provider, shortly before it begins.
    private Booked locked() {
        LOCKS.stubFor(any(urlMatching("/locks/lock-of-the-walk/.*")).willReturn(ok()));
        House house = House.open(api);
        Map<String, Object> room = House.resource("room", "Hall");
        room.put("lockId", "lock-of-the-walk");
        UUID hall = house.create(room);
        Instant soon = Instant.ofEpochSecond((clock.instant().getEpochSecond() / 1800 + 1) * 1800);
        UUID id = house.book(ann, soon, soon.plus(Duration.ofHours(1)), hall);
        clock.advance(Duration.between(clock.instant(), soon.minusSeconds(60)));
        return new Booked(house, hall, id);
    }

    /// A series of Ann's.
    private String made(House house) {
        return api.as(resident(ann))
                .post("/v1/booking-series", series(wanted(house)))
                .text("/seriesId");
    }

    /// A series that the phone desk made for Ann.
    private String madeByAgent() {
        return api.as(agent)
                .post("/v1/booking-series", series(onBehalf(House.open(api))))
                .text("/seriesId");
    }

    private Map<String, Object> later() {
        return Map.of(
                "start", start().plus(Duration.ofHours(3)).toString(),
                "end", start().plus(Duration.ofHours(4)).toString());
    }

    /// A booking that waits for its keeper's approval.
    private Booked asked() {
        House house = House.open(api);
        UUID hall = house.create(House.withRules("Hall", "approvalHours", 24));
        return new Booked(house, hall, house.book(ann, start(), start().plus(Duration.ofHours(1)), hall));
    }

    /// A drill that came back, whose deposit is still held.
    private Booked withDeposit() {
        House house = House.open(api);
        UUID drills = house.create(House.priced("items", "Drill", Map.of("deposit", House.yuan(5000))));
        house.unit(drills, "D-1");
        Instant soon = Instant.ofEpochSecond((clock.instant().getEpochSecond() / 1800 + 1) * 1800);
        UUID id = house.bookPaidInCash(ann, soon, soon.plus(Duration.ofHours(1)), drills);
        house.handOutAndTakeBack(id);
        return new Booked(house, drills, id);
    }

    /// Ann in line for a time that is taken.
    private UUID waiting() {
        Booked booked = booked();
        return UUID.fromString(api.as(resident(ann))
                .post(
                        "/v1/waiting-list",
                        Map.of(
                                "resourceId", booked.kitchen(),
                                "start", start().toString(),
                                "end", start().plus(Duration.ofHours(1)).toString()))
                .text("/waitingId"));
    }

    private static Map<String, Object> series(Map<String, Object> first) {
        return Map.of("recurrence", "FREQ=DAILY;COUNT=2", "booking", first);
    }

    private Booked booked() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        return new Booked(house, kitchen, house.book(ann, start(), start().plus(Duration.ofHours(1)), kitchen));
    }

    /// A booking of a drill that may be handed out.
    private Booked soon() {
        House house = House.open(api);
        UUID drills = house.items("Drill", 1);
        Instant soon = Instant.ofEpochSecond((clock.instant().getEpochSecond() / 1800 + 1) * 1800);
        return new Booked(house, drills, house.book(ann, soon, soon.plus(Duration.ofHours(1)), drills));
    }

    private Map<String, Object> wanted(House house) {
        return booking(start(), start().plus(Duration.ofHours(1)), house.room("Kitchen"));
    }

    private Map<String, Object> onBehalf(House house) {
        Map<String, Object> wanted = new HashMap<>(wanted(house));
        wanted.put("residentId", ann);
        wanted.put("consent", Map.of("by", "phone", "at", clock.instant().toString()));
        return wanted;
    }

    private Instant start() {
        return clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(2));
    }

    private void everybody(AccessWalk walk, String operationId, Function<House, String> path) {
        walk.on(operationId).asEverybody(() -> by(Tokens.nobody()).get(path.apply(House.open(api))));
    }

    /// What a facility's keeper and operators may do to it.
    private void keepers(AccessWalk walk, String operationId, BiFunction<OwnersCall, House, OwnersCall> call) {
        walk.on(operationId)
                .as(Role.KEEPER, () -> {
                    House house = House.open(api);
                    return call.apply(by(house.keeper), house);
                })
                .as(Role.OPERATOR, () -> call.apply(by(operator), House.open(api)));
    }

    /// What an agent may do with a booking that they made for its resident.
    private void agents(
            AccessWalk walk, String operationId, String part, BiFunction<OwnersCall, String, OwnersCall> call) {
        walk.on(operationId).as(Role.AGENT, () -> {
            String path = "/v1/bookings/"
                    + api.as(agent)
                            .post("/v1/bookings", onBehalf(House.open(api)))
                            .text("/bookingId");
            api.as(agent).post(path + "/confirm");
            return call.apply(by(agent), path + part);
        });
    }

    /// What a booking's resident and the facility's keeper may do with it.
    private void owners(
            AccessWalk walk,
            String operationId,
            Function<Booked, String> part,
            BiFunction<OwnersCall, String, OwnersCall> call) {
        walk.on(operationId)
                .as(Role.RESIDENT, () -> {
                    Booked booked = booked();
                    return call.apply(by(resident(ann)), "/v1/bookings/" + booked.bookingId() + part.apply(booked));
                })
                .as(Role.KEEPER, () -> {
                    Booked booked = booked();
                    return call.apply(
                            by(booked.house().keeper), "/v1/bookings/" + booked.bookingId() + part.apply(booked));
                });
    }
}
