package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.openslo.DefinitionTexts;
import dev.slostreams.openslo.SloCatalog;
import dev.slostreams.testing.EngineProcess;
import dev.slostreams.testing.Receiver;
import dev.slostreams.testing.SecuredBroker;
import dev.slostreams.testing.SloTexts;
import dev.slostreams.testing.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process on a broker that takes TLS only, with SASL or certificates, and allows what
 * config/kafka/acls.sh says and no more; with the settings of config/kafka, and a secret of its own
 * in every place for one.
 */
class SecuredKafkaIT {

  private static final String TOPIC = "request-events";
  private static final String KAFKA = "canary-kafka-password";
  private static final String STORE = "canary-store-password";

  /** Everything is logged, by a process beside others. */
  private static final Duration STARTED_WITHIN = Duration.ofMinutes(3);

  private static final String EXAMPLE = "sasl-plain.properties";
  private static final String READ = "canary-read-token-of-http";
  private static final String ADMIN = "canary-admin-token-of-http";
  private static final String PEER = "canary-peer-token-of-http";
  private static final String WEBHOOK = "canary-webhook-key";
  private static final String HOOK_PATH = "canary-webhook-path";

  @TempDir private Path folder;

  private SecuredBroker broker;
  private Path secrets;

  @BeforeEach
  void prepare() throws IOException {
    secrets = Files.createDirectory(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("kafka-password"), KAFKA);
    Files.writeString(secrets.resolve("truststore-password"), STORE);
    Files.writeString(secrets.resolve("keystore-password"), STORE);
    Files.writeString(secrets.resolve("read"), READ);
    Files.writeString(secrets.resolve("peer"), PEER);
    Files.writeString(secrets.resolve("signed"), WEBHOOK + "-of-the-file");
    Files.writeString(folder.resolve("slos.yaml"), SloTexts.ratio("cart", TOPIC, "status < 500"));
  }

  private void startOn(SecuredBroker secured) throws Exception {
    broker = secured;
    broker.allow(rules());
    try (Admin admin = Admin.create(broker.admin())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
    }
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  /** As the script has them, its loop unrolled. */
  private static List<String> rules() throws IOException {
    return Files.readAllLines(Path.of("config/kafka/acls.sh")).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("allow --"))
        .flatMap(
            line ->
                line.contains("$topic")
                    ? Stream.of(
                            "alerts",
                            "alert-states",
                            "budgets",
                            "dead-letters",
                            "watchdog",
                            "controls")
                        .map(name -> line.replace("$topic", "slo-" + name))
                    : Stream.of(line))
        .toList();
  }

  @Test
  void withThePasswordItCountsAndTellsItsSecretsToNobody() throws Exception {
    startOn(SecuredBroker.withPasswords(secrets, KAFKA, STORE));
    try (Receiver receiver = new Receiver();
        EngineProcess engine =
            EngineProcess.start(
                settings(EXAMPLE, receiver.uri()),
                folder,
                List.of("-Dlogback.configurationFile=" + everythingIsLogged()),
                Map.of(
                    "SLO_STREAMS_ADMIN_TOKEN",
                    ADMIN,
                    "SLO_STREAMS_WEBHOOK_SECRET_CHAT",
                    WEBHOOK + "-of-the-environment"))) {
      publish(100);
      URI http = address(engine);
      Topics.await("it has counted", () -> ask(http, "/api/v1/series").contains("\"total\":100"));
      Topics.await("the beat came through", () -> ask(http, "/metrics").contains("watchdog_age"));

      StringBuilder said = new StringBuilder();
      for (String path :
          List.of(
              "/",
              "/api/v1",
              "/api/v1/series",
              "/api/v1/slos/cart",
              "/api/v1/state",
              "/api/v1/definitions",
              "/api/v1/alerts",
              "/api/v1/exclusions",
              "/api/v1/openapi.json",
              "/livez",
              "/readyz",
              "/metrics",
              "/nowhere",
              "/peer/v1")) {
        said.append(ask(http, path));
      }
      said.append(post(http, "/api/v1/exclusions"));
      engine.terminate();
      assertThat(engine.exitCode()).isZero();

      assertThat(
              Doctor.examine(AppConfig.of(settings(EXAMPLE, receiver.uri())), catalog()).findings())
          .isEmpty();
      assertThat(said).contains("cart");
      assertThat(said).doesNotContain("canary");
      assertThat(engine.log()).filteredOn(line -> line.contains("canary")).isEmpty();
      List<String> logged = Files.readAllLines(log());
      assertThat(logged).hasSizeGreaterThan(1_000);
      assertThat(logged).filteredOn(line -> line.contains("canary")).isEmpty();
    }
  }

  @Test
  void withATokenItCounts() throws Exception {
    startOn(SecuredBroker.withPasswords(secrets, KAFKA, STORE));
    Map<String, String> settings = settings(EXAMPLE, URI.create("http://127.0.0.1:9"));
    settings.put("kafka.sasl.mechanism", "OAUTHBEARER");
    settings.put(
        "kafka.sasl.jaas.config",
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
            + " unsecuredLoginStringClaim_sub=\"slo-streams\";");
    assertCountsWith(settings);
  }

  @Test
  void withItsCertificateItCounts() throws Exception {
    startOn(SecuredBroker.withCertificates(secrets, STORE));

    assertCountsWith(settings("mutual-tls.properties", URI.create("http://127.0.0.1:9")));
  }

  private void assertCountsWith(Map<String, String> settings) throws Exception {
    try (EngineProcess engine =
        EngineProcess.start(
            settings,
            folder,
            List.of(),
            Map.of("SLO_STREAMS_ADMIN_TOKEN", ADMIN, "SLO_STREAMS_WEBHOOK_SECRET_CHAT", WEBHOOK))) {
      publish(10);
      URI http = address(engine);

      Topics.await("it has counted", () -> ask(http, "/api/v1/series").contains("\"total\":10"));
    }
  }

  @Test
  void withAWrongPasswordItEndsAndSaysWhy() throws Exception {
    startOn(SecuredBroker.withPasswords(secrets, KAFKA, STORE));
    Files.writeString(secrets.resolve("kafka-password"), "canary-of-a-wrong-password");
    try (EngineProcess engine =
        EngineProcess.start(
            settings(EXAMPLE, URI.create("http://127.0.0.1:9")),
            folder,
            List.of(),
            Map.of("SLO_STREAMS_ADMIN_TOKEN", ADMIN, "SLO_STREAMS_WEBHOOK_SECRET_CHAT", WEBHOOK))) {

      Topics.await("it has ended", () -> !engine.isAlive());

      assertThat(engine.exitCode()).isEqualTo(3);
      assertThat(engine.log()).last().asString().contains("Authentication failed");
      assertThat(String.join("\n", engine.log())).doesNotContain("canary");
    }
  }

  private SloCatalog catalog() {
    return DefinitionTexts.under(List.of(folder.resolve("slos.yaml")))
        .load()
        .catalog()
        .orElseThrow();
  }

  /** Those of config/kafka, with our folder instead of the one that they name. */
  private Map<String, String> settings(String example, URI webhook) throws IOException {
    Properties file = new Properties();
    try (var reader = Files.newBufferedReader(Path.of("config/kafka", example))) {
      file.load(reader);
    }
    Map<String, String> settings = new HashMap<>();
    file.forEach(
        (key, value) ->
            settings.put(
                key.toString(),
                value.toString().replace("/etc/slo-streams/secrets", secrets.toString())));
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("slos", folder.resolve("slos.yaml").toString());
    settings.put("idle-after", "500ms");
    settings.put("state.dir", folder.resolve("state").toString());
    settings.put("http.port", "0");
    settings.put("http.read.token.file", secrets.resolve("read").toString());
    settings.put("http.peer.token.file", secrets.resolve("peer").toString());
    settings.put(
        "webhooks",
        "chat=" + webhook + "/" + HOOK_PATH + ",signed=" + webhook + "/" + HOOK_PATH + "-2");
    settings.put("webhook.secrets.dir", secrets.toString());
    settings.put("watchdog.interval", "1s");
    return settings;
  }

  /** The program's own configuration of the log, but of everything and into a file. */
  private Path everythingIsLogged() throws IOException {
    String all =
        Files.readString(Path.of("src/main/resources/logback.xml"))
            .replaceAll("level=\"(INFO|WARN|ERROR)\"", "level=\"DEBUG\"")
            .replaceAll("<filter[^>]*/>", "")
            .replace("ch.qos.logback.core.ConsoleAppender", "ch.qos.logback.core.FileAppender")
            .replace("<target>System.err</target>", "<file>" + log() + "</file>");
    return Files.writeString(folder.resolve("logback-all.xml"), all);
  }

  private Path log() {
    return folder.resolve("all.log");
  }

  private void publish(int events) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(broker.admin(), new StringSerializer(), new StringSerializer())) {
      long now = System.currentTimeMillis();
      for (int number = 0; number < events; number++) {
        String event = "{\"timestamp\":%d,\"service\":\"cart\",\"status\":200}".formatted(now);
        producer.send(new ProducerRecord<>(TOPIC, number % 2, null, event)).get();
      }
    }
  }

  private static URI address(EngineProcess engine) {
    try {
      Topics.await(
          "it says where it is", STARTED_WITHIN, () -> line(engine) != null || !engine.isAlive());
    } catch (AssertionError e) {
      List<String> log = engine.log();
      e.addSuppressed(
          new AssertionError(
              String.join("\n", log.subList(Math.max(0, log.size() - 50), log.size()))));
      throw e;
    }
    if (line(engine) == null) {
      throw new AssertionError(String.join("\n", engine.log()));
    }
    return URI.create(line(engine).strip().replaceFirst("HTTP +", ""));
  }

  private static String line(EngineProcess engine) {
    return engine.log().stream().filter(l -> l.startsWith("  HTTP ")).findFirst().orElse(null);
  }

  private static String ask(URI http, String path) {
    return send(
        HttpRequest.newBuilder(http.resolve(path)).header("Authorization", "Bearer " + READ));
  }

  private static String post(URI http, String path) {
    return send(
        HttpRequest.newBuilder(http.resolve(path))
            .header("Authorization", "Bearer " + ADMIN)
            .POST(HttpRequest.BodyPublishers.ofString("kind: wrong")));
  }

  private static String send(HttpRequest.Builder request) {
    try {
      var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
      return answer.headers().map() + answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
