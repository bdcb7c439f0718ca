package io.yike.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.identity.organisation.domain.OrganisationKind;
import io.yike.identity.organisation.domain.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void printsWhoMayGiveWhichRole() throws IOException {
        String table = Arrays.stream(OrganisationKind.values())
                .map(kind -> "| `" + kind.partyKind() + "` | " + gives(kind) + " |\n")
                .collect(Collectors.joining());

        assertThat(Files.readString(Path.of("README.md"))).contains("| owner of a | may give |\n|---|---|\n" + table);
    }

    private static String gives(OrganisationKind kind) {
        return Arrays.stream(Role.values())
                .filter(kind::gives)
                .sorted(Comparator.comparing((Role role) -> role != kind.owner()))
                .map(role -> "`" + role.claim() + "`")
                .collect(Collectors.joining(", "));
    }
}
