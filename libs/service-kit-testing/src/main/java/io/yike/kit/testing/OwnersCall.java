package io.yike.kit.testing;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Party;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A call about a thing that exists, which its owner may make. [AccessWalk] makes it as everybody else first.
///
/// ```java
/// OwnersCall.by(platform).get("/v1/orders/" + orderId)
/// OwnersCall.by(platform).get("/v1/orders?platformId=" + platformId).shows(orderId).naming("platformId", other,
/// orderOfOther)
/// ```
public final class OwnersCall {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Caller owner;
    private @Nullable Caller other;
    private @Nullable String detour;
    private boolean forThemselves;
    private String method = "";
    private String path = "";
    private @Nullable Object body;
    private String contentType = "application/json";
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> shown = new ArrayList<>();
    private final List<Foreign> foreign = new ArrayList<>();

    private OwnersCall(Caller owner) {
        this.owner = owner;
    }

    /// A field of the body or the query, with the id of another party's in it.
    ///
    /// @param itsThing what must not come back; null if the call must be refused
    record Foreign(String field, Object id, @Nullable String itsThing) {}

    /// Somebody with one role, who owns the thing.
    public static OwnersCall by(Caller owner) {
        return new OwnersCall(owner);
    }

    public OwnersCall get(String path) {
        return request("GET", path, null);
    }

    public OwnersCall delete(String path) {
        return request("DELETE", path, null);
    }

    public OwnersCall post(String path) {
        return request("POST", path, null);
    }

    /// A POST.
    ///
    /// @param body written as JSON, but for bytes and texts, which are sent as they are
    public OwnersCall post(String path, Object body) {
        return request("POST", path, body);
    }

    /// A PUT.
    ///
    /// @param body written as JSON, but for bytes and texts, which are sent as they are
    public OwnersCall put(String path, Object body) {
        return request("PUT", path, body);
    }

    private OwnersCall request(String withMethod, String at, @Nullable Object with) {
        this.method = withMethod;
        this.path = at;
        this.body = with;
        return this;
    }

    public OwnersCall ofType(String mediaType) {
        this.contentType = mediaType;
        return this;
    }

    public OwnersCall withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /// Somebody with the same role for another party. Without it, a party that has nothing.
    public OwnersCall not(Caller another) {
        this.other = another;
        return this;
    }

    /// Somebody else with the same role, who tries to reach the thing through something of their own.
    ///
    /// @param through the path with the other's own id before the thing's, e.g. `/v1/stores/OTHERS/imports/MINE`
    public OwnersCall not(Caller another, String through) {
        this.other = another;
        this.detour = through;
        return this;
    }

    /// It names nothing that is anybody's: whoever has a role of the row does the same for themselves, and may.
    public OwnersCall forThemselves() {
        this.forThemselves = true;
        return this;
    }

    /// The answer is a list with this in it; whoever else asks gets a list without it, or none.
    public OwnersCall shows(Object text) {
        shown.add(text.toString());
        return this;
    }

    /// With another party's id in this field of the body or the query, the owner is refused as well.
    public OwnersCall naming(String field, Object anothersId) {
        foreign.add(new Foreign(field, anothersId, null));
        return this;
    }

    /// With another party's id in this field of the query, the owner's list stays without what is the other's.
    public OwnersCall naming(String field, Object anothersId, Object itsThing) {
        foreign.add(new Foreign(field, anothersId, itsThing.toString()));
        return this;
    }

    Caller owner() {
        return owner;
    }

    /// The owner's role, for other parties of the same kinds.
    Caller other() {
        if (other != null) {
            return other;
        }
        return new Caller(
                "other-" + owner.subject(),
                "other-" + owner.clientId(),
                owner.roles(),
                owner.parties().stream()
                        .map(party -> new Party(party.kind(), UUID.randomUUID().toString()))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    Optional<String> detour() {
        return Optional.ofNullable(detour);
    }

    Answer sentBy(ApiClient client, String through) {
        return send(client, through, body);
    }

    boolean isForThemselves() {
        return forThemselves;
    }

    List<String> shown() {
        return List.copyOf(shown);
    }

    List<Foreign> foreign() {
        return List.copyOf(foreign);
    }

    String method() {
        return method;
    }

    String pathOnly() {
        return path.split("\\?", 2)[0];
    }

    /// Whether the query or the body names something in this field.
    boolean names(String field) {
        boolean inQuery = path.contains("?" + field + "=") || path.contains("&" + field + "=");
        return inQuery || (body instanceof Map<?, ?> fields && fields.containsKey(field));
    }

    Answer sentBy(ApiClient client) {
        return send(client, path, body);
    }

    /// With ids in the path that nothing has.
    Answer sentAboutNothingBy(ApiClient client) {
        String query = path.contains("?") ? path.substring(path.indexOf('?')) : "";
        String ids = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
        return send(client, pathOnly().replaceAll(ids, UUID.randomUUID().toString()) + query, body);
    }

    boolean hasIdInPath() {
        return pathOnly().matches(".*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}.*");
    }

    Answer sentWith(Foreign field, ApiClient client) {
        if (body instanceof Map<?, ?> fields && List.of("POST", "PUT").contains(method)) {
            Map<String, @Nullable Object> changed = new LinkedHashMap<>();
            fields.forEach((name, value) -> changed.put(String.valueOf(name), value));
            changed.put(field.field(), field.id());
            return send(client, path, changed);
        }
        String without = path.replaceAll("(?<=[?&])" + field.field() + "=[^&]*&?", "");
        String joined = without + (without.contains("?") ? "&" : "?") + field.field() + "=" + field.id();
        return send(client, joined.replace("?&", "?").replace("&&", "&"), body);
    }

    private Answer send(ApiClient client, String at, @Nullable Object with) {
        ApiClient prepared = client;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            prepared = prepared.withHeader(header.getKey(), header.getValue());
        }
        return switch (with) {
            case null -> prepared.send(method, at, null, contentType);
            case byte[] bytes -> prepared.send(method, at, BodyPublishers.ofByteArray(bytes), contentType);
            case String text -> prepared.send(method, at, BodyPublishers.ofString(text), contentType);
            default -> prepared.send(method, at, ApiClient.json(MAPPER.writeValueAsString(with)), contentType);
        };
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
