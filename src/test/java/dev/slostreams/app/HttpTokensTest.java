package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.http.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTokensTest {

  @TempDir private Path folder;

  @Test
  void fileComesBeforeTheEnvironment() throws IOException {
    Path file = Files.writeString(folder.resolve("admin"), "0123456789abcdef\n");

    HttpTokens tokens =
        HttpTokens.read(
            files("", file.toString()),
            Map.of(
                "SLO_STREAMS_READ_TOKEN", "fedcba9876543210", "SLO_STREAMS_ADMIN_TOKEN", "short"));

    assertThat(tokens).hasToString("tokens of [READ, ADMIN]");
  }

  @Test
  void eachProblemIsNamedWithoutTheSecret() throws IOException {
    Path file = Files.writeString(folder.resolve("admin"), "geheim");
    String missing = folder.resolve("missing").toString();

    assertThatThrownBy(() -> HttpTokens.read(files(missing, file.toString()), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("http.read.token.file: must be a readable file, but '" + missing)
        .hasMessageContaining(
            "http.admin.token.file: must be a token of at least 16 characters, but has 6")
        .hasMessageNotContaining("geheim");
  }

  @Test
  void oneSecretForTwoScopesIsRefused() {
    assertThatThrownBy(
            () ->
                HttpTokens.read(
                    files("", ""),
                    Map.of(
                        "SLO_STREAMS_READ_TOKEN", "0123456789abcdef",
                        "SLO_STREAMS_PEER_TOKEN", "0123456789abcdef")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("SLO_STREAMS_PEER_TOKEN: must differ from the other tokens");
  }

  @Test
  void nothingConfiguredIsNoToken() {
    assertThat(HttpTokens.read(files("", ""), Map.of())).hasToString("tokens of []");
  }

  private static Map<Scope, String> files(String read, String admin) {
    return Map.of(Scope.READ, read, Scope.ADMIN, admin, Scope.PEER, "");
  }
}
