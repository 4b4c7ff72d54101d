package dev.slostreams.app;

import dev.slostreams.http.Scope;
import dev.slostreams.http.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens of HTTP as files or the environment have them; from then on they are hidden.
 *
 * @param tokens what is asked of others
 * @param peer what other instances are asked with
 */
record HttpTokens(Tokens tokens, Optional<String> peer) {

  private static final int SHORTEST = 16;

  /**
   * The tokens that are configured.
   *
   * @param files the file of each scope, empty for none
   * @param environment where {@code SLO_STREAMS_READ_TOKEN} and the like are looked up
   * @throws ConfigException when a file cannot be read, or a token is too short or used twice
   */
  static HttpTokens read(Map<Scope, String> files, Map<String, String> environment) {
    Map<Scope, String> secrets = new EnumMap<>(Scope.class);
    List<String> problems = new ArrayList<>();
    new EnumMap<>(files)
        .forEach(
            (scope, file) -> {
              String variable = "SLO_STREAMS_" + scope + "_TOKEN";
              String place =
                  file.isEmpty()
                      ? variable
                      : "http." + scope.name().toLowerCase(Locale.ROOT) + ".token.file";
              String secret =
                  file.isEmpty()
                      ? environment.getOrDefault(variable, "")
                      : content(place, file, problems);
              if (secret.isEmpty() && file.isEmpty()) {
                return;
              }
              if (secret.length() < SHORTEST) {
                problems.add(
                    "%s: must be a token of at least %d characters, but has %d"
                        .formatted(place, SHORTEST, secret.length()));
              } else if (secrets.containsValue(secret)) {
                problems.add(place + ": must differ from the other tokens");
              }
              secrets.put(scope, secret);
            });
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    Secrets.add(secrets.values());
    return new HttpTokens(Tokens.of(secrets), Optional.ofNullable(secrets.get(Scope.PEER)));
  }

  private static String content(String place, String file, List<String> problems) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      problems.add(place + ": must be a readable file, but '" + file + "' was not: " + e);
      return "x".repeat(SHORTEST) + place; // one problem is enough
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return tokens.toString();
  }
}
