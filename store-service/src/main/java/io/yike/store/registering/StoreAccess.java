package io.yike.store.registering;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.store.registering.domain.Store;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Whose stores a caller may see and edit: a store its own, a chain its own, an operator all. Another's is as
/// if it did not exist.
@Component
public class StoreAccess {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Stores stores;
    private final CurrentCaller currentCaller;

    StoreAccess(Stores stores, CurrentCaller currentCaller) {
        this.stores = stores;
        this.currentCaller = currentCaller;
    }

    /// The store, if it is the caller's to edit.
    ///
    /// @throws ProblemException 403 without a role for it, 404 for another's
    public Store own(UUID storeId) {
        Caller caller = currentCaller.get();
        caller.require(Role.STORE, Role.CHAIN, Role.OPERATOR);
        return stores.find(storeId)
                .filter(store -> isOwn(caller, store))
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    /// The store, if the caller may read it: its own, or any for another service.
    public Store readable(UUID storeId) {
        Caller caller = currentCaller.get();
        if (caller.has(Role.SERVICE)) {
            return stores.find(storeId).orElseThrow(() -> new ProblemException(Problem.notFound()));
        }
        return own(storeId);
    }

    /// Whose stores the caller's list holds; null for all.
    public Stores.@Nullable Whose ownStores() {
        Caller caller = currentCaller.get();
        caller.require(Role.STORE, Role.CHAIN, Role.OPERATOR);
        if (caller.has(Role.OPERATOR)) {
            return null;
        }
        return new Stores.Whose(
                caller.has(Role.STORE) ? ids(caller.idsOf("store")) : Set.of(),
                caller.has(Role.CHAIN) ? ids(caller.idsOf("chain")) : Set.of());
    }

    /// The chain for which the caller registers or keeps a store; a refusal is empty.
    ///
    /// @param named by the caller; null for its own, or none
    /// @param before of the store until now; null for none
    public Optional<Chain> chainFor(@Nullable UUID named, @Nullable UUID before, boolean registering) {
        Caller caller = currentCaller.get();
        if (caller.has(Role.OPERATOR)) {
            return Optional.of(new Chain(named));
        }
        if (!registering) {
            boolean kept = named == null || named.equals(before);
            return kept ? Optional.of(new Chain(before)) : Optional.empty();
        }
        Set<UUID> own = ids(caller.idsOf("chain"));
        if (named != null) {
            return own.contains(named) ? Optional.of(new Chain(named)) : Optional.empty();
        }
        return own.size() == 1 ? Optional.of(new Chain(own.iterator().next())) : Optional.empty();
    }

    /// A chain, or none.
    public record Chain(@Nullable UUID id) {}

    private static boolean isOwn(Caller caller, Store store) {
        UUID chainId = store.profile().chainId();
        return caller.has(Role.OPERATOR)
                || (caller.has(Role.STORE) && caller.is("store", store.id()))
                || (caller.has(Role.CHAIN) && chainId != null && caller.is("chain", chainId));
    }

    private static Set<UUID> ids(Set<String> texts) {
        Set<UUID> ids = new HashSet<>();
        for (String text : texts) {
            // A party of another issuer's making names no store of ours.
            if (ID.matcher(text).matches()) {
                ids.add(UUID.fromString(text));
            }
        }
        return ids;
    }
}
