package io.yike.identity.client;

import io.yike.identity.client.domain.Client;
import io.yike.identity.client.domain.Edit;
import io.yike.identity.client.domain.Edit.Edited;
import io.yike.identity.client.domain.Edit.Reason;
import io.yike.identity.client.domain.Edit.Refused;
import io.yike.identity.client.domain.RedirectUris;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.stereotype.Component;

/// Renames, disables or enables a client. A disabled one gets no tokens; those it has run out.
@Component
public class EditClient {

    private final Clients clients;

    EditClient(Clients clients) {
        this.clients = clients;
    }

    public Edit edit(
            Client client,
            String name,
            boolean disabled,
            List<String> redirectUris,
            List<String> postLogoutRedirectUris) {
        if (client.isConfigured()) {
            return new Refused(Reason.CONFIGURED, "clientId");
        }
        if (client.logsUsersIn() == redirectUris.isEmpty()) {
            return new Refused(Reason.REDIRECT_URIS_FIXED, "redirectUris");
        }
        OptionalInt refusedUri = RedirectUris.refused(redirectUris);
        if (refusedUri.isPresent()) {
            return new Refused(Reason.REDIRECT_URI_REFUSED, "redirectUris[" + refusedUri.getAsInt() + "]");
        }
        if (!client.logsUsersIn() && !postLogoutRedirectUris.isEmpty()) {
            return new Refused(Reason.LOGOUT_WITHOUT_LOGIN, "postLogoutRedirectUris");
        }
        refusedUri = RedirectUris.refused(postLogoutRedirectUris);
        if (refusedUri.isPresent()) {
            return new Refused(Reason.REDIRECT_URI_REFUSED, "postLogoutRedirectUris[" + refusedUri.getAsInt() + "]");
        }
        Client edited = client.edited(name, disabled, redirectUris, postLogoutRedirectUris);
        return clients.replace(edited, client.version()) ? new Edited(edited) : new Refused(Reason.STALE, "If-Match");
    }
}
