package io.yike.dispatch.proof.adapter;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.yike.dispatch.DispatchSettings.S3;
import io.yike.dispatch.proof.ObjectStore;
import io.yike.dispatch.proof.PhotoLinks;
import io.yike.dispatch.proof.domain.ObjectKey;
import io.yike.dispatch.proof.domain.Photo;
import io.yike.kit.http.ServiceUnavailable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.GetObjectPresignRequest;

/// A bucket of a server that speaks the S3 API. Links lead to that server, which reads their signature itself.
///
/// Bounded in time and number of calls, tried once more (by the SDK), and left alone while it is broken: a
/// courier at the door is told at once to try again.
final class S3ObjectStore implements ObjectStore, PhotoLinks, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(S3ObjectStore.class);

    private static final String NAME = "the object store";
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);

    private final String bucket;
    private final S3Client client;
    private final S3Presigner presigner;
    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;

    S3ObjectStore(S3 settings) {
        this.bucket = required("YIKE_OBJECTS_BUCKET", settings.bucket());
        StaticCredentialsProvider credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create(
                required("YIKE_OBJECTS_ACCESS_KEY", settings.accessKey()),
                required("YIKE_OBJECTS_SECRET_KEY", settings.secretKey())));
        Region region = Region.of(settings.region());
        // Checksums in trailers are Amazon's own; other servers know the plain form only.
        S3ClientBuilder builder = S3Client.builder()
                .region(region)
                .credentialsProvider(credentials)
                .forcePathStyle(settings.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .chunkedEncodingEnabled(false)
                        .expectContinueEnabled(false)
                        .build())
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_WITHIN)
                        .socketTimeout(settings.timeLimit().dividedBy(2)))
                .overrideConfiguration(override -> override.apiCallTimeout(settings.timeLimit())
                        .apiCallAttemptTimeout(settings.timeLimit().dividedBy(2))
                        .retryStrategy(
                                StandardRetryStrategy.builder().maxAttempts(2).build()));
        S3Presigner.Builder links = S3Presigner.builder()
                .region(region)
                .credentialsProvider(credentials)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.pathStyle())
                        .build());
        address(settings.endpoint()).ifPresent(builder::endpointOverride);
        address(settings.publicEndpoint())
                .or(() -> address(settings.endpoint()))
                .ifPresent(links::endpointOverride);
        this.client = builder.build();
        this.presigner = links.build();
        this.bulkhead = Bulkhead.of(
                "object-store",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(settings.concurrentCalls())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        this.breaker = CircuitBreaker.of(
                "object-store",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(5)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(settings.restWhenBroken())
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .build());
    }

    @Override
    public void put(ObjectKey key, byte[] content, String contentType) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key.text())
                .contentType(contentType)
                .build();
        call(() -> client.putObject(request, RequestBody.fromBytes(content)));
    }

    @Override
    public Optional<byte[]> find(ObjectKey key) {
        GetObjectRequest request =
                GetObjectRequest.builder().bucket(bucket).key(key.text()).build();
        return call(() -> {
            try {
                return Optional.of(client.getObjectAsBytes(request).asByteArrayUnsafe());
            } catch (NoSuchKeyException absent) {
                return Optional.<byte[]>empty();
            }
        });
    }

    @Override
    public void delete(ObjectKey key) {
        DeleteObjectRequest request =
                DeleteObjectRequest.builder().bucket(bucket).key(key.text()).build();
        call(() -> client.deleteObject(request));
    }

    /// Signed here, without asking the server. The server counts the time by its own clock.
    @Override
    public String link(Photo photo, Instant now, Duration lives) {
        GetObjectPresignRequest request = GetObjectPresignRequest.builder()
                .signatureDuration(lives)
                .getObjectRequest(object -> object.bucket(bucket)
                        .key(photo.key().text())
                        .responseContentType(photo.type().contentType())
                        .responseCacheControl("private, max-age=" + lives.toSeconds()))
                .build();
        return presigner.presignGetObject(request).url().toExternalForm();
    }

    @Override
    public void close() {
        client.close();
        presigner.close();
    }

    private <T> T call(Supplier<T> call) {
        try {
            return Bulkhead.decorateSupplier(bulkhead, CircuitBreaker.decorateSupplier(breaker, call))
                    .get();
        } catch (BulkheadFullException | CallNotPermittedException left) {
            throw new ServiceUnavailable(NAME, left);
        } catch (SdkException failed) {
            log.error("The object store did not do what it was asked", failed);
            throw new ServiceUnavailable(NAME, failed);
        }
    }

    private static Optional<URI> address(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(URI.create(text));
    }

    private static String required(String variable, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("YIKE_OBJECTS_STORE is s3, but " + variable + " is empty");
        }
        return value;
    }
}
