package dev.slostreams.app;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All run keys, in the order in which people read them. */
final class Settings {

  private static final List<Setting<?>> ALL = new ArrayList<>();

  static final Setting<String> BOOTSTRAP_SERVERS =
      add(
          "bootstrap.servers",
          ValueType.text(),
          "localhost:9092",
          "Kafka brokers to connect to, host:port separated by commas; without effect with an"
              + " embedded broker");
  static final Setting<String> APPLICATION_ID =
      add(
          "application.id",
          ValueType.topic(),
          "slo-streams",
          "name of the application: instances with the same name share the work, and internal"
              + " topics begin with it");
  static final Setting<List<String>> SLOS =
      add("slos", ValueType.paths(), "", "OpenSLO files and folders to load; needed by run");

  static final Setting<Duration> SLOS_RELOAD =
      add(
          "slos.reload",
          ValueType.durationOrOff("100ms"),
          "5s",
          "how often the definitions are looked at for changes, which come in force without a"
              + " restart; off for never");

  static final Setting<BrokerKind> BROKER =
      add(
          "broker",
          ValueType.oneOf(BrokerKind.class),
          "external",
          "embedded starts a Kafka broker inside this process, for trying things out");
  static final Setting<Integer> BROKER_PORT =
      add(
          "broker.port",
          ValueType.whole("port", 0, 65_535),
          "0",
          "port of the embedded broker on 127.0.0.1; 0 takes a free one");
  static final Setting<String> BROKER_DATA_DIR =
      add(
          "broker.data.dir",
          ValueType.path(),
          "",
          "folder in which the embedded broker keeps its data; empty for a temporary one that is"
              + " deleted at the end");

  static final Setting<String> TOPIC_ALERTS =
      add("topic.alerts", ValueType.topic(), "slo-alerts", "where transitions of alerts go");
  static final Setting<String> TOPIC_ALERT_STATES =
      add(
          "topic.alert-states",
          ValueType.topic(),
          "slo-alert-states",
          "where the latest state of each alert goes");
  static final Setting<String> TOPIC_BUDGETS =
      add(
          "topic.budgets",
          ValueType.topic(),
          "slo-budgets",
          "where the budget of each series goes");
  static final Setting<String> TOPIC_DEAD_LETTERS =
      add(
          "topic.dead-letters",
          ValueType.topic(),
          "slo-dead-letters",
          "where events go that could not be counted");
  static final Setting<String> TOPIC_WATCHDOG =
      add(
          "topic.watchdog",
          ValueType.topic(),
          "slo-watchdog",
          "where it goes how far the beats of the watchdog have come");
  static final Setting<String> TOPIC_CONTROLS =
      add(
          "topic.controls",
          ValueType.topic(),
          "slo-controls",
          "where definitions and exclusions go that come in force while running; one partition");
  static final Setting<Integer> ALERTS_LOG_MAX =
      add(
          "alerts.log.max",
          ValueType.whole("alerts", 0, 1_000_000),
          "10000",
          "most resolved alerts that an instance keeps in memory to answer for; about 2 KiB each");
  static final Setting<Duration> ALERTS_LOG_RETENTION =
      add(
          "alerts.log.retention",
          ValueType.duration("0s"),
          "30d",
          "how long an instance answers for resolved alerts, and how far it looks back on the alerts"
              + " topic when it starts");
  static final Setting<Duration> CONTROLS_LEAD =
      add(
          "controls.lead",
          ValueType.duration("0s"),
          "10s",
          "how far ahead changed definitions come in force, so that every instance knows them in"
              + " time");
  static final Setting<Boolean> TOPICS_CREATE =
      add(
          "topics.create",
          ValueType.truth(),
          "true",
          "create output topics that are missing when the application starts");
  static final Setting<Integer> TOPICS_PARTITIONS =
      add(
          "topics.partitions",
          ValueType.whole("partitions", 1, 10_000),
          "4",
          "partitions of output topics that are created");
  static final Setting<Integer> TOPICS_REPLICATION_FACTOR =
      add(
          "topics.replication.factor",
          ValueType.whole("copies", 1, 100),
          "1",
          "copies of each partition of topics that are created, internal ones too; 3 for"
              + " production");
  static final Setting<Integer> TALLY_PARTITIONS =
      add(
          "tally.partitions",
          ValueType.whole("partitions", 1, 10_000),
          "4",
          "partitions of the internal topic that regroups counts by series, so the most tasks that"
              + " can evaluate; fixed once the application has run");

  static final Setting<Duration> DISORDER =
      add(
          "disorder",
          ValueType.duration("0s"),
          "1s",
          "how much later than the newest event of its partition an event may come and still be in"
              + " time");
  static final Setting<Duration> IDLE_AFTER =
      add(
          "idle-after",
          ValueType.duration("0s"),
          "5s",
          "how long a partition that is read to its end is silent before the silence counts as an"
              + " observation");
  static final Setting<Duration> MAX_HOLD =
      add(
          "max-hold",
          ValueType.duration("0s"),
          "60s",
          "how long evaluation waits for a partition whose watermark is missing");
  static final Setting<Duration> MAX_AHEAD =
      add(
          "max-ahead",
          ValueType.duration("0s"),
          "5m",
          "how far ahead of the wall clock an event may be before it counts as future");
  static final Setting<Integer> MAX_SERIES =
      add(
          "max-series",
          ValueType.whole("series", 1, Integer.MAX_VALUE),
          "1000",
          "series per SLO; what comes past it is counted in one series of its own, __other__");
  static final Setting<List<String>> HISTORY =
      add(
          "history",
          ValueType.list("names of DataSources"),
          "",
          "DataSources that are finished recordings, whose end is not silence up to now");

  static final Setting<Integer> STREAM_THREADS =
      add("stream.threads", ValueType.whole("threads", 1, 1_000), "1", "threads that do the work");
  static final Setting<Duration> COMMIT_INTERVAL =
      add(
          "commit.interval",
          ValueType.duration("1ms"),
          "100ms",
          "time between commits, which is also how long results wait before readers see them");
  static final Setting<Duration> COMMIT_INTERVAL_BEHIND =
      add(
          "commit.interval.behind",
          ValueType.duration("1ms"),
          "1s",
          "time between commits while more records of a partition wait than a poll brings: results"
              + " are late then anyway, and fewer commits leave more time to catch up; never less"
              + " than commit.interval");
  static final Setting<Duration> TRANSACTION_TIMEOUT =
      add(
          "transaction.timeout",
          ValueType.duration("1s"),
          "10s",
          "after which the broker aborts the transaction of an instance that died");
  static final Setting<Boolean> BATCH =
      add(
          "batch",
          ValueType.truth(),
          "true",
          "hand the events of a partition to the first stage in batches; false hands them on one by"
              + " one, which is slower");
  static final Setting<Integer> BATCH_MAX_RECORDS =
      add(
          "batch.max.records",
          ValueType.whole("records", 1, Integer.MAX_VALUE),
          "2000",
          "most records that one poll of the consumer returns, over all partitions; of more of them"
              + " the first are out of the processor's cache before they are read");
  static final Setting<Integer> BATCH_MAX_BYTES =
      add(
          "batch.max.bytes",
          ValueType.whole("bytes", 1, Integer.MAX_VALUE),
          "4194304",
          "cap of a batch; a single larger record is a batch of its own");
  static final Setting<Integer> NUM_STANDBY_REPLICAS =
      add(
          "num.standby.replicas",
          ValueType.whole("copies", 0, 100),
          "0",
          "warm copies of each store on other instances");
  static final Setting<String> STATE_DIR =
      add(
          "state.dir",
          ValueType.path(),
          "",
          "folder of local state; empty for slo-streams/<application.id> in the system's temporary"
              + " folder");

  static final Setting<String> HTTP_BIND =
      add(
          "http.bind",
          ValueType.host(),
          "127.0.0.1",
          "address on which HTTP listens; beyond loopback it asks for all three tokens and for"
              + " http.plaintext");
  static final Setting<Integer> HTTP_PORT =
      add(
          "http.port",
          ValueType.whole("port", 0, 65_535),
          "8080",
          "port on which HTTP listens; 0 takes a free one");
  static final Setting<String> HTTP_ADVERTISED =
      add(
          "http.advertised",
          ValueType.addressOrEmpty(),
          "",
          "host:port under which the other instances reach the HTTP of this one; empty for http.bind"
              + " and the port that was taken");
  static final Setting<Optional<URI>> HTTP_PUBLIC_URL =
      add(
          "http.public.url",
          ValueType.maybeUrl(),
          "",
          "where people reach this application's pages, for the links in alerts; empty for the"
              + " address under which the other instances reach it");

  static final Setting<List<URI>> ALERTMANAGER_URL =
      add(
          "alertmanager.url",
          ValueType.urls(),
          "",
          "Alertmanagers that are told of alerts, all of them of each; without a load balancer"
              + " before them");
  static final Setting<Duration> ALERTMANAGER_RESEND =
      add(
          "alertmanager.resend",
          ValueType.duration("1s"),
          "1m",
          "how often each Alertmanager is told again what fires; an alert that is not ends after"
              + " four times as long");
  static final Setting<Map<String, URI>> WEBHOOKS =
      add(
          "webhooks",
          ValueType.namedUrls(),
          "",
          "webhooks that are told of each change of an alert or a tier, as name=address; a policy"
              + " that names notification targets goes to the webhooks of these names only");
  static final Setting<String> WEBHOOK_SECRETS_DIR =
      add(
          "webhook.secrets.dir",
          ValueType.path(),
          "",
          "folder with a file for each webhook, of its name, that holds the secret with which its"
              + " requests are signed; the variable SLO_STREAMS_WEBHOOK_SECRET_NAME goes before it");
  static final Setting<Duration> WEBHOOK_MAX_AGE =
      add(
          "webhook.max-age",
          ValueType.duration("1m"),
          "24h",
          "how long a webhook that does not take a change is tried again before the change is"
              + " dropped");
  static final Setting<Duration> WATCHDOG_INTERVAL =
      add(
          "watchdog.interval",
          ValueType.durationOrOff("1s"),
          "30s",
          "how often the watchdog writes a beat into each partition of the input topics, whose"
              + " passage keeps the alert Watchdog firing; without effect where nobody is told of"
              + " alerts");
  static final Setting<List<String>> HTTP_HOSTS =
      add(
          "http.hosts",
          ValueType.list("host names"),
          "",
          "further names under which HTTP may be asked; requests that name another host are refused");
  static final Setting<Boolean> HTTP_PLAINTEXT =
      add(
          "http.plaintext",
          ValueType.truth(),
          "false",
          "true lets HTTP listen beyond loopback although there is no TLS: behind a proxy that has"
              + " it, or in a trusted network");
  static final Setting<String> HTTP_READ_TOKEN_FILE =
      add(
          "http.read.token.file",
          ValueType.path(),
          "",
          "file with the token that reading asks for; empty: SLO_STREAMS_READ_TOKEN in the"
              + " environment, and without it everybody may read");
  static final Setting<String> HTTP_ADMIN_TOKEN_FILE =
      add(
          "http.admin.token.file",
          ValueType.path(),
          "",
          "file with the token that changing something asks for; empty: SLO_STREAMS_ADMIN_TOKEN in"
              + " the environment, and without it nothing can be changed over HTTP");
  static final Setting<String> HTTP_PEER_TOKEN_FILE =
      add(
          "http.peer.token.file",
          ValueType.path(),
          "",
          "file with the token by which instances know each other; empty: SLO_STREAMS_PEER_TOKEN in"
              + " the environment; the same on all instances");

  static final Setting<Integer> METRICS_MAX_SERIES =
      add(
          "metrics.max-series",
          ValueType.whole("series", 0, 1_000_000),
          "1000",
          "series whose remaining budget /metrics shows, at most; 0 for none");

  static final Setting<LogEncoder.Format> LOGGING_FORMAT =
      add(
          "logging.format",
          ValueType.oneOf(LogEncoder.Format.class),
          "text",
          "how lines of the log are written on standard error; json writes one object per line");

  private Settings() {}

  /** Which broker the application works on. */
  enum BrokerKind {
    EXTERNAL,
    EMBEDDED
  }

  static List<Setting<?>> all() {
    return List.copyOf(ALL);
  }

  private static <T> Setting<T> add(
      String name, ValueType<T> type, String defaultText, String about) {
    Setting<T> setting = new Setting<>(name, type, defaultText, about);
    ALL.add(setting);
    return setting;
  }
}
