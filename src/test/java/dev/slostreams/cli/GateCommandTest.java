package dev.slostreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slostreams.testing.Schemas;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command against a server that says what a test wants. */
class GateCommandTest {

  private static final String BLOCK =
      """
      {"verdict":"block","exitCode":2,"asOf":"2026-01-01T01:00:00.000Z","reasons":[
        {"code":"alert-firing","verdict":"block","series":"cart{region=\\"eu\\"}","detail":"alert 'page-fast' (page) is firing since 2026-01-01T00:59:00Z"},
        {"code":"budget-warn","verdict":"warn","series":"pay","detail":"tier 'yellow', 41.20% of the budget left"}],
       "series":[
        {"id":"cart{region=\\"eu\\"}","verdict":"block","remaining":-0.123,"tier":"red","firing":["page-fast"]},
        {"id":"pay","verdict":"warn","remaining":0.412,"tier":"yellow","firing":[]}]}
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CountDownLatch silence = new CountDownLatch(1);
  private HttpServer server;
  private volatile String answer = BLOCK;
  private volatile int status = 200;
  private volatile String asked = "";
  private volatile String authorization = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked = exchange.getRequestURI().toString();
          authorization = exchange.getRequestHeaders().getFirst("Authorization");
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          try (OutputStream to = exchange.getResponseBody()) {
            to.write(body);
          }
        });
    server.createContext("/silent/", exchange -> awaitEnd());
    server.start();
  }

  @AfterEach
  void stop() {
    silence.countDown();
    server.stop(0);
  }

  @Test
  void answerReadsLikeASentenceAndATable() {
    int exitCode = gate("--service", "shop", "--label", "region=eu");

    assertThat(out.toString())
        .isEqualTo(
            """
            block  service shop, region=eu, as of 2026-01-01 01:00:00 UTC

              block  cart{region="eu"}  alert 'page-fast' (page) is firing since 2026-01-01T00:59:00Z
              warn   pay                tier 'yellow', 41.20% of the budget left

              series             verdict   remaining  tier    firing
              cart{region="eu"}  block       -12.30%  red     page-fast
              pay                warn         41.20%  yellow
            """);
    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).isEqualTo(2);
    assertThat(asked).isEqualTo("/api/v1/gate?service=shop&label=region%3Deu");
  }

  @ParameterizedTest
  @CsvSource({"allow,0", "warn,1", "block,2", "insufficient-data,3"})
  void exitCodeIsTheVerdict(String verdict, int expected) {
    answer =
        "{\"verdict\":\"%s\",\"exitCode\":%d,\"reasons\":[],\"series\":[]}"
            .formatted(verdict, expected);

    int exitCode = gate("--slo", "cart");

    assertThat(out.toString()).isEqualTo(verdict + "  SLO cart\n");
    assertThat(exitCode).isEqualTo(expected);
  }

  @Test
  void jsonIsTheAnswerAsItCame() {
    gate("--slo", "cart", "--output", "json");

    assertThat(Schemas.json(out.toString())).isEqualTo(Schemas.json(BLOCK));
  }

  @Test
  void allThatIsGivenIsAsked() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "secret\n");

    gate(
        "--slo",
        "a b",
        "--slo",
        "c",
        "--service",
        "s",
        "--label",
        "x=1",
        "--label",
        "y=2",
        "--block-on",
        "none",
        "--warn-as",
        "block",
        "--token-file",
        token.toString());

    assertThat(asked)
        .isEqualTo(
            "/api/v1/gate?slo=a+b&slo=c&service=s&label=x%3D1&label=y%3D2&blockOn=none&warnAs=block");
    assertThat(authorization).isEqualTo("Bearer secret");
  }

  @Test
  void whatIsUnknownCannotBeSaid() {
    status = 404;
    answer = "{\"detail\":\"no SLO named 'crat'\",\"hint\":\"did you mean 'cart'?\"}";

    int exitCode = gate("--slo", "crat");

    assertThat(out.toString()).isEqualTo("insufficient-data\n");
    assertThat(err.toString())
        .isEqualTo(
            "slo-streams gate: %s answered 404: no SLO named 'crat' (did you mean 'cart'?)%n"
                .formatted(url()));
    assertThat(exitCode).isEqualTo(3);
  }

  @Test
  void wrongQuestionIsWrongUsage() {
    status = 400;
    answer = "{\"detail\":\"label: must be name=value, but was 'x'\"}";

    int exitCode = gate("--slo", "cart", "--label", "x");

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .startsWith("slo-streams gate: label: must be name=value, but was 'x'\n");
    assertThat(exitCode).isEqualTo(2);
  }

  @Test
  void whoeverIsNotThereOrIsSomebodyElseCannotSay() {
    answer = "<html>";
    int other = gate("--slo", "cart");
    server.stop(0);

    int gone = gate("--slo", "cart");

    assertThat(out.toString()).isEqualTo("insufficient-data\ninsufficient-data\n");
    assertThat(err.toString())
        .contains("must answer as the gate does")
        .contains("cannot be reached");
    assertThat(new int[] {other, gone}).containsExactly(3, 3);
  }

  @Test
  void answerIsNotWaitedForLongerThanItIsWanted() {
    int exitCode =
        gate(url() + "/silent", "--slo", "cart", "--timeout", "50ms", "--output", "json");

    assertThat(Schemas.json(out.toString()).at("/reasons/0/code").asText())
        .isEqualTo("unreachable");
    assertThat(err.toString()).contains("did not answer within 50 ms");
    assertThat(exitCode).isEqualTo(3);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private int gate(String... options) {
    boolean given = options[0].startsWith("http");
    String[] line = new String[options.length + (given ? 2 : 3)];
    line[0] = "gate";
    line[1] = "--url";
    line[2] = given ? options[0] : url();
    System.arraycopy(options, given ? 1 : 0, line, 3, options.length - (given ? 1 : 0));
    return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), line);
  }

  private void awaitEnd() {
    try {
      silence.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
