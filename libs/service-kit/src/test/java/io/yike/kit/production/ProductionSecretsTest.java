package io.yike.kit.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class ProductionSecretsTest {

    private static final String GOOD = "9f2c41d07be85a63c1d4e0f7";

    @Test
    void startsWithSecretsOfItsOwn() {
        assertThatCode(() -> ProductionSecrets.check(production(GOOD))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not set",
        "guest, is a default or an example",
        "minioadmin, is a default or an example",
        "please-changeme-before-production, is a default or an example",
        "9f2c41d07be8, is shorter than 20 characters",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, repeats too few characters"
    })
    void refusesWhatIsNone(String secret, String fault) {
        assertThatThrownBy(() -> ProductionSecrets.check(production(secret)))
                .isInstanceOf(WeakSecrets.class)
                .hasMessage("YIKE_PROFILE=production refuses to start: YIKE_DB_PASSWORD " + fault);
    }

    @Test
    void asksNothingOfTheLocalStackAndTakesNoOtherProfile() {
        assertThatCode(() -> ProductionSecrets.check(environment("local", ""))).doesNotThrowAnyException();
        assertThatThrownBy(() -> ProductionSecrets.check(environment("productoin", GOOD)))
                .hasMessage("YIKE_PROFILE is local or production, not productoin");
    }

    @Test
    void asksForTheKeyOfABucketOnlyWhereOneIsUsed() {
        MockEnvironment environment = production(GOOD);
        environment.setProperty(
                "yike.secrets-if[yike.dispatch.objects.store=s3][YIKE_OBJECTS_SECRET_KEY]", "minioadmin");
        environment.setProperty("yike.dispatch.objects.store", "folder");
        assertThatCode(() -> ProductionSecrets.check(environment)).doesNotThrowAnyException();

        environment.setProperty("yike.dispatch.objects.store", "s3");
        assertThatThrownBy(() -> ProductionSecrets.check(environment))
                .hasMessage(
                        "YIKE_PROFILE=production refuses to start: YIKE_OBJECTS_SECRET_KEY is a default or an example");
    }

    @Test
    void isOneLineForWhoeverStartsIt() {
        assertThat(new WeakSecretsAnalyzer().analyze(new WeakSecrets(java.util.List.of("YIKE_DB_PASSWORD is not set"))))
                .extracting("description")
                .isEqualTo("YIKE_PROFILE=production refuses to start: YIKE_DB_PASSWORD is not set");
    }

    private static MockEnvironment production(String secret) {
        return environment("production", secret);
    }

    private static MockEnvironment environment(String profile, String secret) {
        MockEnvironment environment = new MockEnvironment();
        Map.of("yike.profile", profile, "yike.secrets[YIKE_DB_PASSWORD]", secret)
                .forEach(environment::setProperty);
        return environment;
    }
}
