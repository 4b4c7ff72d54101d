package dev.slostreams.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppConfigTest {

  @TempDir private Path folder;

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("run.properties"), text);
  }

  private static List<String> problemsOf(String... overrides) {
    return catchThrowableOfType(ConfigException.class, () -> AppConfig.of(List.of(overrides)))
        .problems();
  }

  @Test
  void defaultsAreThoseOfTheContract() {
    AppConfig config = AppConfig.of(Map.of());

    assertThat(config.bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(config.applicationId()).isEqualTo("slo-streams");
    assertThat(config.topicAlerts()).isEqualTo("slo-alerts");
    assertThat(config.topicAlertStates()).isEqualTo("slo-alert-states");
    assertThat(config.topicBudgets()).isEqualTo("slo-budgets");
    assertThat(config.topicDeadLetters()).isEqualTo("slo-dead-letters");
    assertThat(config.disorder()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.idleAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.maxHold()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.maxAhead()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.maxSeries()).isEqualTo(1_000);
    assertThat(config.httpBind()).isEqualTo("127.0.0.1");
    assertThat(config.httpPort()).isEqualTo(8_080);
    assertThat(config.brokerEmbedded()).isFalse();
    assertThat(config.batch()).isTrue();
    assertThat(config.slos()).isEmpty();
    assertThat(config.history()).isEmpty();
  }

  @Test
  void valuesAreRead() {
    AppConfig config =
        AppConfig.of(
            Map.of(
                "slos", "config/slos, more.yaml",
                "broker", "embedded",
                "history", "yesterday,last-week",
                "commit.interval", "1s",
                "topics.create", "false",
                "tally.partitions", " 16 ",
                "state.dir", "/var/lib/slo-streams"));

    assertThat(config.slos()).containsExactly(Path.of("config/slos"), Path.of("more.yaml"));
    assertThat(config.brokerEmbedded()).isTrue();
    assertThat(config.history()).containsExactly("yesterday", "last-week");
    assertThat(config.commitInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.topicsCreate()).isFalse();
    assertThat(config.tallyPartitions()).isEqualTo(16);
    assertThat(config.stateDir()).isEqualTo(Path.of("/var/lib/slo-streams"));
  }

  @Test
  void stateOfEachApplicationHasItsOwnTemporaryFolder() {
    AppConfig config = AppConfig.of(Map.of("application.id", "shop"));

    assertThat(config.stateDir())
        .isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "slo-streams", "shop"));
  }

  @Test
  void overrideWinsOverTheFile() throws Exception {
    Path file = file("slos = a.yaml\nhttp.port = 9000\ndisorder=2s\n");

    AppConfig config = AppConfig.load(file, List.of("http.port=0"));

    assertThat(config.httpPort()).isZero();
    assertThat(config.disorder()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void laterFileWinsOverAnEarlierOne() throws Exception {
    Path everywhere = file("slos = a.yaml\nhttp.port = 9000\n");
    Path site = Files.writeString(folder.resolve("site.properties"), "http.port=9001\n");

    AppConfig config = AppConfig.load(List.of(everywhere, site), List.of());

    assertThat(config.slos()).containsExactly(Path.of("a.yaml"));
    assertThat(config.httpPort()).isEqualTo(9_001);
  }

  @Test
  void kafkaSettingsPassThroughUntouched() {
    AppConfig config =
        AppConfig.of(
            List.of("kafka.security.protocol=SSL", "kafka.ssl.key.password=a=b", "kafka.none="));

    assertThat(config.kafka())
        .isEqualTo(Map.of("security.protocol", "SSL", "ssl.key.password", "a=b", "none", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "0s, PT0S",
    "5s, PT5S",
    "10m, PT10M",
    "2h, PT2H",
    "90d, PT2160H",
  })
  void durationsAreWholeNumbersWithAUnit(String text, Duration expected) {
    AppConfig config = AppConfig.of(Map.of("disorder", text));

    assertThat(config.disorder()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"5", "s", "1.5s", "-1s", "5 s", "5w", "PT5S", "5S"})
  void otherDurationsAreRefused(String text) {
    assertThat(problemsOf("disorder=" + text))
        .containsExactly(
            "disorder: must be a duration such as 500ms, 5s, 10m, 2h or 90d of at least 0s and at most 36500d,"
                + " but was '"
                + text
                + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "commit.interval=0ms | a duration such as 500ms, 5s, 10m, 2h or 90d of at least 1ms and at most 36500d | 0ms",
        "http.port=65536 | a whole number between 0 and 65535 | 65536",
        "http.port=http | a whole number between 0 and 65535 | http",
        "max-series=0 | a whole number of at least 1 | 0",
        "batch=yes | true or false | yes",
        "broker=internal | external or embedded | internal",
        "bootstrap.servers= | given | ''",
        "topic.alerts=a b | a topic name of at most 249 letters, digits, '.', '_' and '-' | a b",
        "topic.alerts=.. | a topic name of at most 249 letters, digits, '.', '_' and '-' | ..",
      })
  void wrongValueIsRefusedWithItsRule(String override, String rule, String value) {
    String key = override.substring(0, override.indexOf('='));
    String shown = value.equals("''") ? "" : value;

    assertThat(problemsOf(override))
        .containsExactly(key + ": must be " + rule + ", but was '" + shown + "'");
  }

  @Test
  void unknownKeyIsRefusedWithTheNearestKnownOne() {
    assertThat(problemsOf("http.prot=1", "idle.after=5s"))
        .containsExactly(
            "'http.prot': no such setting; did you mean 'http.port'?",
            "'idle.after': no such setting; did you mean 'idle-after'?");
  }

  @Test
  void keyLikeNoOtherIsRefusedWithTheWayToKafkasOwn() {
    assertThat(problemsOf("security.protocol=SSL"))
        .containsExactly(
            "'security.protocol': no such setting; Kafka's own settings begin with 'kafka.'");
  }

  @Test
  void overrideWithoutValueIsRefused() {
    assertThat(problemsOf("batch", "=5"))
        .containsExactly(
            "--set: must be key=value, but was 'batch'", "--set: must be key=value, but was '=5'");
  }

  @Test
  void howOftenToCommitIsSaidWithoutKafka() {
    assertThat(problemsOf("kafka.commit.interval.ms=3000"))
        .containsExactly(
            "kafka.commit.interval.ms: must be left out, because commit.interval and"
                + " commit.interval.behind say it, but was '3000'");
  }

  @Test
  void transactionMustOutliveTheCommitInterval() {
    assertThat(problemsOf("commit.interval=10s"))
        .containsExactly(
            "transaction.timeout: must be longer than commit.interval (10000ms), but was 10000ms");
    assertThat(problemsOf("commit.interval.behind=20s"))
        .containsExactly(
            "transaction.timeout: must be longer than commit.interval.behind (20000ms), but was"
                + " 10000ms");
  }

  @Test
  void whoIsBehindCommitsNotMoreOftenThanWhoKeepsUp() {
    assertThat(AppConfig.of(Map.of("commit.interval", "200ms")).longestCommitInterval())
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(AppConfig.of(Map.of("commit.interval", "2s")).longestCommitInterval())
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void otherGroupProtocolsAreRefused() {
    assertThat(problemsOf("kafka.group.protocol=streams"))
        .containsExactly(
            "kafka.group.protocol: must be classic, because other protocols hand events on one by"
                + " one and do not tell silence from a backlog, but was 'streams'");
  }

  @Test
  void whatWouldCountTwiceIsRefused() {
    assertThat(problemsOf("kafka.processing.guarantee=at_least_once"))
        .containsExactly(
            "kafka.processing.guarantee: must be exactly_once_v2, because any other counts events"
                + " twice after a crash, but was 'at_least_once'");
    assertThat(AppConfig.of(List.of("kafka.processing.guarantee=exactly_once_v2")).kafka())
        .containsEntry("processing.guarantee", "exactly_once_v2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errors.dead.letter.queue.topic.name",
        "deserialization.exception.handler",
        "default.deserialization.exception.handler",
        "processing.exception.handler",
        "production.exception.handler",
        "default.production.exception.handler"
      })
  void whatWouldPassOverFailuresIsRefused(String name) {
    assertThat(problemsOf("kafka." + name + "=x"))
        .containsExactly(
            "kafka."
                + name
                + ": must be left out, because an event that cannot be counted is a dead letter"
                + " already (topic.dead-letters), and whatever else fails must not be passed over,"
                + " but was 'x'");
  }

  @Test
  void whatHasAKeyOfItsOwnIsRefused() {
    assertThat(problemsOf("kafka.application.id=a", "kafka.bootstrap.servers=b:1"))
        .containsExactly(
            "kafka.application.id: must be left out, because application.id without kafka. says it,"
                + " but was 'a'",
            "kafka.bootstrap.servers: must be left out, because bootstrap.servers without kafka."
                + " says it, but was 'b:1'");
  }

  @Test
  void allProblemsAreReportedAtOnceAndSlosAreNeededToRun() throws Exception {
    Path file = file("http.port=x\nmax-serie=1\n");

    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class, () -> AppConfig.load(file, List.of("broker=none")));

    assertThat(refused.problems())
        .containsExactly(
            "broker: must be external or embedded, but was 'none'",
            "http.port: must be a whole number between 0 and 65535, but was 'x'",
            "'max-serie': no such setting; did you mean 'max-series'?",
            "slos: must be at least one OpenSLO file or folder, but was empty");
  }

  @Test
  void fileThatIsNotThereIsRefused() {
    Path missing = folder.resolve("missing.properties");

    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> AppConfig.load(missing, List.of()));

    assertThat(refused.problems()).containsExactly("'" + missing + "': no such file");
  }
}
