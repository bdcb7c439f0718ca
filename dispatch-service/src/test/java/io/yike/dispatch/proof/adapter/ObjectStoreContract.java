package io.yike.dispatch.proof.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.yike.dispatch.proof.ObjectStore;
import io.yike.dispatch.proof.domain.ObjectKey;
import io.yike.kit.http.ServiceUnavailable;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every object store must do, wherever it keeps the files.
abstract class ObjectStoreContract {

    private static final int LARGEST = 5 * 1024 * 1024;

    abstract ObjectStore store();

    /// A store that cannot do what it is asked.
    abstract ObjectStore broken();

    @Test
    void givesBackWhatItKeeps() {
        ObjectKey key = key();
        byte[] content = bytes(1, LARGEST);

        store().put(key, content, "image/png");

        assertThat(store().find(key))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(content));
    }

    @Test
    void keepsFilesApart() {
        ObjectKey one = new ObjectKey("deliveries/" + UUID.randomUUID() + "/a");
        ObjectKey other = new ObjectKey(one.text() + ".b");

        store().put(one, bytes(1, 10), "image/png");
        store().put(other, bytes(2, 20), "image/jpeg");

        assertThat(store().find(one))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(bytes(1, 10)));
        assertThat(store().find(other))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(bytes(2, 20)));
    }

    @Test
    void replacesWhatWasThere() {
        ObjectKey key = key();
        store().put(key, bytes(1, 100), "image/png");

        store().put(key, bytes(2, 50), "image/jpeg");

        assertThat(store().find(key))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(bytes(2, 50)));
    }

    @Test
    void hasNothingUnderANameThatWasNeverUsed() {
        assertThat(store().find(key())).isEmpty();
    }

    @Test
    void showsAFileWholeOrNotAtAllWhileItIsReplaced() {
        ObjectKey key = key();
        byte[][] versions = {bytes(1, 200_000), bytes(2, 200_000)};
        store().put(key, versions[0], "image/png");

        boolean whole = IntStream.range(0, 40).parallel().allMatch(turn -> {
            if (turn % 2 == 0) {
                store().put(key, versions[turn / 2 % 2], "image/png");
            }
            byte[] seen = store().find(key).orElseThrow();
            return Arrays.equals(seen, versions[0]) || Arrays.equals(seen, versions[1]);
        });

        assertThat(whole).isTrue();
    }

    @Test
    void saysSoWhenItCannotBeAsked() {
        ObjectStore broken = broken();

        assertThatExceptionOfType(ServiceUnavailable.class)
                .isThrownBy(() -> broken.put(key(), bytes(1, 10), "image/png"));
        assertThatExceptionOfType(ServiceUnavailable.class).isThrownBy(() -> broken.find(key()));
    }

    static ObjectKey key() {
        return new ObjectKey("deliveries/" + UUID.randomUUID() + "/" + UUID.randomUUID());
    }

    static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
