package io.yike.dispatch.proof.adapter;

import java.net.URI;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// An S3 server of this JVM with one bucket; it checks signatures and their expiry. Ends with the JVM.
public final class S3Server {

    public static final String BUCKET = "yike-photos";
    public static final String ACCESS_KEY = "access-of-the-tests";
    public static final String SECRET_KEY = "secret-of-the-tests";

    private final S3Proxy proxy;

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
    }

    public static S3Server start() {
        try {
            S3Proxy proxy = S3Proxy.builder()
                    .blobStore(new TransientNio2BlobStore())
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                    .build();
            proxy.start();
            S3Server server = new S3Server(proxy);
            server.makeBucket();
            return server;
        } catch (Exception failed) {
            throw new IllegalStateException("the S3 server did not start", failed);
        }
    }

    public int port() {
        return proxy.getPort();
    }

    /// How a service is told of it.
    ///
    /// @param port that of the server, or of a proxy before it
    public Map<String, String> properties(int port) {
        return Map.of(
                "YIKE_OBJECTS_STORE",
                "s3",
                "YIKE_OBJECTS_ENDPOINT",
                "http://127.0.0.1:" + port,
                "YIKE_OBJECTS_BUCKET",
                BUCKET,
                "YIKE_OBJECTS_ACCESS_KEY",
                ACCESS_KEY,
                "YIKE_OBJECTS_SECRET_KEY",
                SECRET_KEY);
    }

    private void makeBucket() {
        try (S3Client client = S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            client.createBucket(bucket -> bucket.bucket(BUCKET));
        }
    }
}
