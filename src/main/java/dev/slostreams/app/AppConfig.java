package dev.slostreams.app;

import dev.slostreams.app.Settings.BrokerKind;
import dev.slostreams.http.Scope;
import dev.slostreams.wire.Pages;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * How this instance runs: every run key with its value. It exists only if all of them are right.
 *
 * <p>Keys are declared once, in {@link Settings}; keys under {@code kafka.} go to the Kafka
 * clients, but for the few that {@link KafkaSettings} refuses.
 */
public final class AppConfig {

  static final String KAFKA_PREFIX = "kafka.";

  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::");
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(50);
  private static final Duration PATIENCE_BEYOND = Duration.ofSeconds(20);

  private final Map<Setting<?>, Object> values;
  private final Map<String, String> kafka;

  AppConfig(Map<Setting<?>, Object> values, Map<String, String> kafka) {
    this.values = Map.copyOf(values);
    this.kafka = Map.copyOf(kafka);
  }

  /**
   * The settings of a properties file with some replaced, for {@code run}: SLOs must be given.
   *
   * @param overrides texts of the form {@code key=value}, which win over the file
   * @throws ConfigException with all problems, also when the file cannot be read
   */
  public static AppConfig load(Path file, List<String> overrides) {
    return load(List.of(file), overrides);
  }

  /**
   * The same of several files: what a later one says wins over an earlier one, so that a site adds
   * its own to what is the same everywhere.
   */
  public static AppConfig load(List<Path> files, List<String> overrides) {
    Map<String, String> texts = new TreeMap<>();
    files.forEach(file -> texts.putAll(texts(file)));
    return ConfigReader.readForRun(texts, overrides);
  }

  /** The defaults with some replaced. */
  public static AppConfig of(Map<String, String> texts) {
    return ConfigReader.read(texts, List.of());
  }

  /** The defaults with some replaced by texts of the form {@code key=value}. */
  public static AppConfig of(List<String> overrides) {
    return ConfigReader.read(Map.of(), overrides);
  }

  private static Map<String, String> texts(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new ConfigException(List.of("'" + file + "': no such file"));
    } catch (CharacterCodingException e) {
      throw new ConfigException(List.of("'" + file + "': must be text in UTF-8, but was not"));
    } catch (IOException e) {
      throw new ConfigException(
          List.of("'" + file + "': must be a readable properties file, but was not: " + e));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          List.of("'" + file + "': \\u must have four hexadecimal digits, but had others"));
    }
    Map<String, String> texts = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return texts;
  }

  private <T> T value(Setting<T> setting) {
    @SuppressWarnings("unchecked") // ConfigReader puts what the setting's own type has read
    T value = (T) values.get(setting);
    return value;
  }

  public String bootstrapServers() {
    return value(Settings.BOOTSTRAP_SERVERS);
  }

  public String applicationId() {
    return value(Settings.APPLICATION_ID);
  }

  /** OpenSLO files and folders. */
  public List<Path> slos() {
    return value(Settings.SLOS).stream().map(Path::of).toList();
  }

  /** How often definitions are looked at for changes; zero for never. */
  public Duration slosReload() {
    return value(Settings.SLOS_RELOAD);
  }

  /** Whether a broker is to be started in this process. */
  public boolean brokerEmbedded() {
    return value(Settings.BROKER) == BrokerKind.EMBEDDED;
  }

  /** 0 for a free port. */
  public int brokerPort() {
    return value(Settings.BROKER_PORT);
  }

  /** Empty for a temporary folder. */
  public String brokerDataDir() {
    return value(Settings.BROKER_DATA_DIR);
  }

  public String topicAlerts() {
    return value(Settings.TOPIC_ALERTS);
  }

  public String topicAlertStates() {
    return value(Settings.TOPIC_ALERT_STATES);
  }

  public String topicBudgets() {
    return value(Settings.TOPIC_BUDGETS);
  }

  public String topicDeadLetters() {
    return value(Settings.TOPIC_DEAD_LETTERS);
  }

  public String topicWatchdog() {
    return value(Settings.TOPIC_WATCHDOG);
  }

  public String topicControls() {
    return value(Settings.TOPIC_CONTROLS);
  }

  /** Most resolved alerts that are kept to answer for. */
  public int alertsLogMax() {
    return value(Settings.ALERTS_LOG_MAX);
  }

  /** How long resolved alerts are kept to answer for. */
  public Duration alertsLogRetention() {
    return value(Settings.ALERTS_LOG_RETENTION);
  }

  /** How far ahead changed definitions come in force. */
  public Duration controlsLead() {
    return value(Settings.CONTROLS_LEAD);
  }

  public boolean topicsCreate() {
    return value(Settings.TOPICS_CREATE);
  }

  public int topicsPartitions() {
    return value(Settings.TOPICS_PARTITIONS);
  }

  public int topicsReplicationFactor() {
    return value(Settings.TOPICS_REPLICATION_FACTOR);
  }

  public int tallyPartitions() {
    return value(Settings.TALLY_PARTITIONS);
  }

  public Duration disorder() {
    return value(Settings.DISORDER);
  }

  public Duration idleAfter() {
    return value(Settings.IDLE_AFTER);
  }

  public Duration maxHold() {
    return value(Settings.MAX_HOLD);
  }

  public Duration maxAhead() {
    return value(Settings.MAX_AHEAD);
  }

  public int maxSeries() {
    return value(Settings.MAX_SERIES);
  }

  /** Names of the DataSources that are finished recordings. */
  public List<String> history() {
    return value(Settings.HISTORY);
  }

  public int streamThreads() {
    return value(Settings.STREAM_THREADS);
  }

  public Duration commitInterval() {
    return value(Settings.COMMIT_INTERVAL);
  }

  /** While the instance is behind; not less than while it keeps up. */
  public Duration longestCommitInterval() {
    Duration behind = value(Settings.COMMIT_INTERVAL_BEHIND);
    return behind.compareTo(commitInterval()) > 0 ? behind : commitInterval();
  }

  public Duration transactionTimeout() {
    return value(Settings.TRANSACTION_TIMEOUT);
  }

  /**
   * How long something may stand still before it is stuck: longer than the wait for a transaction
   * that a dead instance left open, and for the broker that looks for such every 10 s.
   */
  public Duration patience() {
    Duration abandoned = transactionTimeout().plus(PATIENCE_BEYOND);
    return abandoned.compareTo(LEAST_PATIENCE) > 0 ? abandoned : LEAST_PATIENCE;
  }

  public boolean batch() {
    return value(Settings.BATCH);
  }

  public int batchMaxRecords() {
    return value(Settings.BATCH_MAX_RECORDS);
  }

  public int batchMaxBytes() {
    return value(Settings.BATCH_MAX_BYTES);
  }

  public int numStandbyReplicas() {
    return value(Settings.NUM_STANDBY_REPLICAS);
  }

  /** The folder of local state, whether given or not. */
  public Path stateDir() {
    String given = value(Settings.STATE_DIR);
    return given.isEmpty()
        ? Path.of(System.getProperty("java.io.tmpdir"), "slo-streams", applicationId())
        : Path.of(given);
  }

  public String httpBind() {
    return value(Settings.HTTP_BIND);
  }

  /** 0 for a free port. */
  public int httpPort() {
    return value(Settings.HTTP_PORT);
  }

  /** Series whose remaining budget {@code /metrics} shows, at most. */
  public int metricsMaxSeries() {
    return value(Settings.METRICS_MAX_SERIES);
  }

  /**
   * {@code host:port} under which other instances reach the HTTP of this one.
   *
   * @param port the port that was taken
   * @throws ConfigException when none is given and HTTP listens on every address
   */
  public String httpAdvertised(int port) {
    String given = value(Settings.HTTP_ADVERTISED);
    String bind = httpBind();
    if (given.isEmpty() && WILDCARDS.contains(bind)) {
      throw new ConfigException(
          List.of(
              "http.advertised: must be given where http.bind is '"
                  + bind
                  + "', but was not (the address of this machine that the other instances reach)"));
    }
    return given.isEmpty() ? (bind.contains(":") ? "[" + bind + "]" : bind) + ":" + port : given;
  }

  /** The host in what is advertised, if it is given. */
  public Optional<String> httpAdvertisedHost() {
    String given = value(Settings.HTTP_ADVERTISED);
    return given.isEmpty()
        ? Optional.empty()
        : Optional.of(given.substring(0, given.lastIndexOf(':')));
  }

  /**
   * Where people reach the pages.
   *
   * @param advertised {@code host:port}, where nothing else is said
   */
  public Pages pages(String advertised) {
    return new Pages(
        value(Settings.HTTP_PUBLIC_URL).orElseGet(() -> URI.create("http://" + advertised)));
  }

  public List<URI> alertmanagerUrls() {
    return value(Settings.ALERTMANAGER_URL);
  }

  public Duration alertmanagerResend() {
    return value(Settings.ALERTMANAGER_RESEND);
  }

  /** Addresses by name, in the order written. */
  public Map<String, URI> webhooks() {
    return value(Settings.WEBHOOKS);
  }

  /** Empty where there is none. */
  public String webhookSecretsDir() {
    return value(Settings.WEBHOOK_SECRETS_DIR);
  }

  public Duration webhookMaxAge() {
    return value(Settings.WEBHOOK_MAX_AGE);
  }

  /** Zero for no watchdog. */
  public Duration watchdogInterval() {
    return value(Settings.WATCHDOG_INTERVAL);
  }

  LogEncoder.Format loggingFormat() {
    return value(Settings.LOGGING_FORMAT);
  }

  /** Further names under which HTTP may be asked. */
  public List<String> httpHosts() {
    return value(Settings.HTTP_HOSTS);
  }

  /** Whether HTTP may listen beyond loopback without TLS. */
  public boolean httpPlaintext() {
    return value(Settings.HTTP_PLAINTEXT);
  }

  /** The file of each token, the path empty where none is set. */
  Map<Scope, String> httpTokenFiles() {
    return Map.of(
        Scope.READ, value(Settings.HTTP_READ_TOKEN_FILE),
        Scope.ADMIN, value(Settings.HTTP_ADMIN_TOKEN_FILE),
        Scope.PEER, value(Settings.HTTP_PEER_TOKEN_FILE));
  }

  /** The same with further settings of Kafka, whatever they do. */
  AppConfig withKafka(Map<String, String> further) {
    Map<String, String> all = kafka();
    all.putAll(further);
    return new AppConfig(values, all);
  }

  /** Settings for the Kafka clients, without the prefix {@code kafka.}. */
  public Map<String, String> kafka() {
    return new HashMap<>(kafka);
  }
}
