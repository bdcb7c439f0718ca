package io.yike.booking.keeping.adapter;

import io.yike.booking.BookingSettings;
import io.yike.booking.keeping.Facilities;
import io.yike.booking.keeping.KeepFacility;
import io.yike.booking.keeping.KeepResource;
import io.yike.booking.keeping.KeepResource.Creation;
import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Pricing;
import io.yike.booking.keeping.domain.Resource.Profile;
import io.yike.booking.wire.Refusals;
import io.yike.contracts.booking.api.FacilitiesApi;
import io.yike.contracts.booking.model.Facility;
import io.yike.contracts.booking.model.FacilityPage;
import io.yike.contracts.booking.model.Member;
import io.yike.contracts.booking.model.MemberEdit;
import io.yike.contracts.booking.model.NewFacility;
import io.yike.contracts.booking.model.NewResource;
import io.yike.contracts.booking.model.Resource;
import io.yike.contracts.booking.model.ResourceEdit;
import io.yike.contracts.booking.model.ResourceList;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FacilitiesController implements FacilitiesApi {

    private final Facilities facilities;
    private final Resources resources;
    private final KeepFacility keepFacility;
    private final KeepResource keepResource;
    private final BookingSettings settings;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;

    FacilitiesController(
            Facilities facilities,
            Resources resources,
            KeepFacility keepFacility,
            KeepResource keepResource,
            BookingSettings settings,
            Idempotency idempotency,
            CurrentCaller currentCaller) {
        this.facilities = facilities;
        this.resources = resources;
        this.keepFacility = keepFacility;
        this.keepResource = keepResource;
        this.settings = settings;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<Facility> createFacility(String idempotencyKey, NewFacility wanted) {
        currentCaller.get().require(Role.OPERATOR);
        KeepFacility.Profile profile = KeepingWire.profile(wanted);
        return idempotency.once("createFacility", idempotencyKey, wanted, Facility.class, () -> {
            var facility = keepFacility.create(profile);
            return ResponseEntity.created(URI.create("/v1/facilities/" + facility.id()))
                    .eTag(eTag(facility.version()))
                    .body(KeepingWire.facility(facility));
        });
    }

    @Override
    public ResponseEntity<FacilityPage> listFacilities(@Nullable String cursor, Integer limit) {
        var found = facilities.list(cursor == null ? null : Cursor.parse(cursor).id(), limit + 1);
        FacilityPage page = new FacilityPage(
                found.stream().limit(limit).map(KeepingWire::facility).toList());
        if (found.size() > limit) {
            var last = found.get(limit - 1);
            page.nextCursor(new Cursor(last.createdAt(), last.id()).encode());
        }
        return ResponseEntity.ok(page);
    }

    @Override
    public ResponseEntity<Facility> getFacility(UUID facilityId) {
        return answer(facility(facilityId));
    }

    @Override
    public ResponseEntity<Facility> editFacility(String ifMatch, UUID facilityId, NewFacility edit) {
        var former = kept(facilityId);
        KeepFacility.Profile profile = KeepingWire.profile(edit);
        if (!ifMatch.equals(eTag(former.version()))) {
            throw Refusals.stale();
        }
        return answer(keepFacility.edit(former, profile).orElseThrow(Refusals::stale));
    }

    @Override
    public ResponseEntity<Member> setMember(UUID facilityId, UUID residentId, MemberEdit edit) {
        kept(facilityId);
        keepFacility.setGroups(facilityId, residentId, Set.copyOf(edit.getGroups()));
        return ResponseEntity.ok(
                new Member(residentId, edit.getGroups().stream().distinct().toList()));
    }

    @Override
    public ResponseEntity<Resource> createResource(String idempotencyKey, UUID facilityId, NewResource wanted) {
        var facility = kept(facilityId);
        var profile = priced(KeepingWire.profile(wanted));
        return idempotency.once("createResource", idempotencyKey, List.of(facilityId, wanted), Resource.class, () -> {
            var resource = created(
                    keepResource.create(facility, KeepingWire.kind(wanted.getKind()), wanted.getParentId(), profile));
            return ResponseEntity.created(URI.create("/v1/resources/" + resource.id()))
                    .eTag(eTag(resource.version()))
                    .body(KeepingWire.resource(resource));
        });
    }

    /// All prices of a city are in one currency, so that they add up.
    private Profile priced(Profile profile) {
        Pricing pricing = profile.pricing();
        if (pricing != null && !pricing.deposit().currency().equals(settings.currency())) {
            throw Refusals.rule("pricing_invalid", "Prices here are in " + settings.currency(), "pricing");
        }
        return profile;
    }

    private static io.yike.booking.keeping.domain.Resource created(Creation creation) {
        return switch (creation) {
            case Creation.Created(var resource) -> resource;
            case Creation.Refused(var why) ->
                throw switch (why) {
                    case PARENT_UNKNOWN -> Refusals.rule("parent_unknown", "There is no such room here", "parentId");
                    case PARENT_NOT_A_ROOM -> Refusals.rule("parent_not_a_room", "Only rooms have parts", "parentId");
                    case PARENT_HAS_BOOKINGS ->
                        Refusals.conflict("parent_has_bookings", "The room has bookings ahead", "parentId");
                };
        };
    }

    @Override
    public ResponseEntity<ResourceList> listResources(UUID facilityId) {
        facility(facilityId);
        return ResponseEntity.ok(new ResourceList(
                resources.list(facilityId).stream().map(KeepingWire::resource).toList()));
    }

    @Override
    public ResponseEntity<Resource> getResource(UUID resourceId) {
        return answer(resources.find(resourceId).orElseThrow(Refusals::notFound));
    }

    @Override
    public ResponseEntity<Resource> editResource(String ifMatch, UUID resourceId, ResourceEdit edit) {
        Caller caller = currentCaller.get();
        caller.require(Role.KEEPER, Role.OPERATOR);
        var former = resources.find(resourceId).orElseThrow(Refusals::notFound);
        Refusals.requireKeeper(caller, former.facilityId());
        var profile = priced(KeepingWire.profile(edit));
        if (!ifMatch.equals(eTag(former.version()))) {
            throw Refusals.stale();
        }
        return answer(keepResource
                .edit(former, profile, Boolean.TRUE.equals(edit.getRetired()))
                .orElseThrow(Refusals::stale));
    }

    private io.yike.booking.keeping.domain.Facility facility(UUID facilityId) {
        return facilities.find(facilityId).orElseThrow(Refusals::notFound);
    }

    private io.yike.booking.keeping.domain.Facility kept(UUID facilityId) {
        Caller caller = currentCaller.get();
        caller.require(Role.KEEPER, Role.OPERATOR);
        Refusals.requireKeeper(caller, facilityId);
        return facility(facilityId);
    }

    private static ResponseEntity<Facility> answer(io.yike.booking.keeping.domain.Facility facility) {
        return ResponseEntity.ok().eTag(eTag(facility.version())).body(KeepingWire.facility(facility));
    }

    private static ResponseEntity<Resource> answer(io.yike.booking.keeping.domain.Resource resource) {
        return ResponseEntity.ok().eTag(eTag(resource.version())).body(KeepingWire.resource(resource));
    }

    private static String eTag(int version) {
        return "\"" + version + "\"";
    }
}
