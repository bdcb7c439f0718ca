package io.yike.local;

/// What a program shows to get a token by the client credentials grant.
public record ClientCredentials(String clientId, String clientSecret) {

    @Override
    public String toString() {
        return "ClientCredentials[" + clientId + "]";
    }
}
