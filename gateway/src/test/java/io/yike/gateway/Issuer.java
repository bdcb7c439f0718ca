package io.yike.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/// Signs tokens as identity-service does.
final class Issuer {

    static final String NAME = "https://yike.example";

    private final RSAKey key;

    Issuer() {
        this("test");
    }

    Issuer(String keyId) {
        try {
            key = new RSAKeyGenerator(2048).keyID(keyId).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String keys() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    String token(String clientId, String role) {
        return token(clientId, role, "yike");
    }

    /// Of somebody who has logged in through the client.
    String tokenOf(String subject, String clientId, String role) {
        return token(subject, clientId, role, "yike");
    }

    String token(String clientId, String role, String audience) {
        return token(clientId, clientId, role, audience);
    }

    private String token(String subject, String clientId, String role, String audience) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(NAME)
                .subject(subject)
                .audience(audience)
                .claim("client_id", clientId)
                .claim("roles", List.of(role))
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(10))))
                .build();
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
