package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.metrics.Meters;
import dev.slostreams.testing.Schemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use which route, and where HTTP may listen. */
class AccessTest {

  private static final Map<Scope, String> SECRETS =
      Map.of(
          Scope.READ, "read-secret-0123456789",
          Scope.ADMIN, "admin-secret-0123456789",
          Scope.PEER, "peer-secret-0123456789");

  @ParameterizedTest
  @CsvSource({
    "OPEN, , 200",
    "OPEN, READ, 200",
    "OPEN, wrong, 200",
    "READ, , 401",
    "READ, wrong, 401",
    "READ, READ, 200",
    "READ, ADMIN, 200",
    "READ, PEER, 200",
    "ADMIN, , 401",
    "ADMIN, wrong, 401",
    "ADMIN, READ, 403",
    "ADMIN, ADMIN, 200",
    "ADMIN, PEER, 403",
    "PEER, , 401",
    "PEER, wrong, 401",
    "PEER, READ, 403",
    "PEER, ADMIN, 403",
    "PEER, PEER, 200"
  })
  void eachTokenOpensItsRoutes(Scope route, String token, int status) {
    assertThat(ask(Tokens.of(SECRETS), route, token).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"OPEN, 200", "READ, 200", "ADMIN, 403", "PEER, 200"})
  void withoutTokensNothingCanBeChanged(Scope route, int status) {
    assertThat(ask(Tokens.NONE, route, null).statusCode()).isEqualTo(status);
  }

  @Test
  void refusalSaysWhichTokenAndNotWhatWasGiven() {
    HttpResponse<String> answer = ask(Tokens.of(SECRETS), Scope.ADMIN, "READ");

    assertThat(Schemas.json(answer.body()).required("detail").textValue())
        .isEqualTo("Authorization: must be the admin token, but was the read token");
    assertThat(answer.body()).doesNotContain("secret");
  }

  @Test
  void refusalForWantOfATokenAsksForOne() {
    HttpResponse<String> answer = ask(Tokens.of(SECRETS), Scope.READ, null);

    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"slo-streams\"");
  }

  @Test
  void tokensArePrintedWithoutSecrets() {
    assertThat(Tokens.of(SECRETS).toString()).isEqualTo("tokens of [READ, ADMIN, PEER]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.0.1", "", "no-such-host.invalid"})
  void listeningBeyondLoopbackTakesEveryToken(String bind) {
    Map<Scope, String> two = new EnumMap<>(SECRETS);
    two.remove(Scope.PEER);

    assertThatThrownBy(() -> new HttpSettings(bind, 0, List.of(), true, Tokens.of(two)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "http.peer.token.file: must be set where http.bind is no loopback address, but"
                + " http.bind was '%s' (or SLO_STREAMS_PEER_TOKEN in the environment)",
            bind);
  }

  @Test
  void listeningBeyondLoopbackWithoutTlsMustBeMeant() {
    assertThatThrownBy(() -> new HttpSettings("0.0.0.0", 0, List.of(), false, Tokens.of(SECRETS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "http.plaintext: must be true where http.bind is no loopback address, but http.bind was"
                + " '0.0.0.0'");
    assertThat(new HttpSettings("0.0.0.0", 0, List.of(), true, Tokens.of(SECRETS)).plaintext())
        .isTrue();
  }

  @Test
  void furtherHostsAreAnswered() {
    AllowedHosts hosts = AllowedHosts.of("0.0.0.0", List.of("slo.Example.org"));

    assertThat(hosts.allowsHost("SLO.example.org:8080")).isTrue();
    assertThat(hosts.allowsHost("other.example.org")).isFalse();
  }

  private static HttpResponse<String> ask(Tokens tokens, Scope scope, String token) {
    HttpSettings settings = new HttpSettings("127.0.0.1", 0, List.of(), false, tokens);
    RouteGroup group =
        () -> List.of(Route.get("/x", scope, "", context -> context.result("through")));
    try (HttpServer server = HttpServer.listen(settings).serve(List.of(group), Meters.unread())) {
      HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve("/x"));
      Optional.ofNullable(token)
          .ifPresent(name -> request.header("Authorization", "Bearer " + secret(name)));
      return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String secret(String name) {
    return Arrays.stream(Scope.values())
        .filter(scope -> scope.name().equals(name))
        .findFirst()
        .map(SECRETS::get)
        .orElse("wrong-secret-0123456789");
  }
}
