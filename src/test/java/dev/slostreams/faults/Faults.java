package dev.slostreams.faults;

import dev.slostreams.app.CarelessRun;
import dev.slostreams.faults.Fault.Load;
import dev.slostreams.faults.FaultyNetwork.Commits;
import dev.slostreams.faults.FaultyNetwork.Weather;
import dev.slostreams.faults.Traffic.Order;
import dev.slostreams.topology.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** All faults that run by themselves, in the order of {@code docs/faults.md}. */
final class Faults {

  /** Sessions end after 6 s instead of 15, so that many kills fit into a test. */
  private static final Map<String, String> SHORT_SESSIONS =
      Map.of(
          "kafka.main.consumer.session.timeout.ms", "6000",
          "kafka.main.consumer.heartbeat.interval.ms", "1500");

  /** What loses exactness on purpose: counts that were kept are counted again after a crash. */
  private static final Map<String, String> WITHOUT_TRANSACTIONS =
      shortSessionsAnd(Map.of(CarelessRun.GUARANTEE, "at_least_once", "commit.interval", "3s"));

  private static final Map<String, String> MANY_USERS =
      shortSessionsAnd(
          Map.of(
              "slos",
              "src/test/resources/faults/slos.yaml,src/test/resources/faults/users.yaml",
              "max-series",
              "2000",
              Application.HEAP,
              "2g"));

  private static final List<Weather> STORMS =
      List.of(Weather.SLOW, Weather.NARROW, Weather.SILENT, Weather.DEAF);

  private static final List<Commits> COMMITS =
      List.of(Commits.LOADING, Commits.FENCED, Commits.SWALLOWED, Commits.UNANSWERED);

  /** How far from the right time, in ms: 5 min ahead and behind, 1 h behind, a day ahead. */
  private static final List<Long> JUMPS = List.of(300_000L, -300_000L, -3_600_000L, 86_400_000L);

  /** Under which a ledger stores its tick; a version of 99 is what a later program would write. */
  private static final byte[] CLOCK = {'c'};

  /** So that a swallowed commit is given up within seconds. */
  private static final Map<String, String> SHORT_COMMITS =
      shortSessionsAnd(
          Map.of(
              "kafka.producer.request.timeout.ms", "5000",
              "kafka.producer.max.block.ms", "8000"));

  private static final Load USUAL = new Load(200_000, 4_000, 0.01);

  /** The harness itself: with this one it must find events that are counted twice. */
  static final Fault CANARY =
      new Fault(
          "F-0",
          "SIGKILL without transactions, which must show",
          1,
          2,
          USUAL,
          WITHOUT_TRANSACTIONS,
          (stage, round) -> killAll(stage));

  static final List<Fault> ALL =
      List.of(
          new Fault(
              "F-1",
              "SIGKILL of one of two instances",
              2,
              20,
              new Load(2_000_000, 5_000, 0.01),
              SHORT_SESSIONS,
              (stage, round) -> killOne(stage)),
          new Fault(
              "F-2",
              "SIGKILL of all instances",
              2,
              5,
              USUAL,
              SHORT_SESSIONS,
              (stage, round) -> killAll(stage)),
          new Fault(
              "F-3",
              "SIGKILL of all, and thrice more while they start and restore",
              1,
              2,
              USUAL,
              SHORT_SESSIONS,
              (stage, round) -> killWhileStarting(stage)),
          new Fault(
              "F-5",
              "SIGTERM, one of three after the other",
              3,
              6,
              USUAL,
              Map.of(),
              (stage, round) -> terminate(stage, round % 3)),
          new Fault(
              "F-6",
              "SIGSTOP of one of two until the other has taken over, then SIGCONT",
              2,
              3,
              USUAL,
              SHORT_SESSIONS,
              (stage, round) -> freeze(stage)),
          new Fault(
              "F-7",
              "SIGKILL of the broker, down for 5 s and once for 70 s",
              2,
              3,
              USUAL,
              Map.of(),
              (stage, round) -> killBroker(stage, round == 1 ? 70_000 : 5_000)),
          new Fault(
              "F-7-15min",
              "SIGKILL of the broker, down for 15 min",
              2,
              1,
              USUAL,
              Map.of(),
              (stage, round) -> killBroker(stage, 900_000)),
          new Fault(
              "F-7-commit",
              "SIGKILL of the broker in a commit, that it has not seen and that it has carried out",
              2,
              4,
              USUAL,
              SHORT_SESSIONS,
              (stage, round) -> killBrokerInCommit(stage, round)),
          new Fault(
              "F-9",
              "commits refused as loading 5 times, refused as fenced, swallowed, and not answered",
              2,
              4,
              USUAL,
              SHORT_COMMITS,
              (stage, round) -> spoilCommits(stage, round)),
          new Fault(
              "F-10",
              "network slow, narrow, silent, deaf for 20 s each, and cut between",
              2,
              4,
              USUAL,
              SHORT_SESSIONS,
              (stage, round) -> storm(stage, STORMS.get(round % STORMS.size()))),
          new Fault(
              "F-11",
              "what is stored cannot be read, then is given back",
              1,
              1,
              USUAL,
              Map.of(),
              (stage, round) -> spoilState(stage)),
          new Fault(
              "F-14",
              "half of all records cannot be read, and SIGKILL of all",
              2,
              2,
              new Load(200_000, 4_000, 0.5),
              SHORT_SESSIONS,
              (stage, round) -> killAll(stage)),
          new Fault(
              "F-14-100",
              "no request can be read from its first second on, and SIGKILL of all",
              2,
              2,
              new Load(200_000, 4_000, 1),
              SHORT_SESSIONS,
              (stage, round) -> killAll(stage)),
          new Fault(
              "F-16",
              "all stragglers from the last to the first, and SIGKILL of all",
              2,
              2,
              new Load(200_000, 4_000, 0.01, Order.STRAGGLERS_BACKWARDS),
              SHORT_SESSIONS,
              (stage, round) -> killAll(stage)),
          new Fault(
              "F-18",
              "wall clock of one of two 5 min ahead, 5 min behind, 1 h behind, a day ahead, and back",
              2,
              4,
              USUAL,
              shortSessionsAnd(Map.of(WallClock.MOVES, "true")),
              (stage, round) -> moveClock(stage, JUMPS.get(round % JUMPS.size()))),
          new Fault(
              "F-20",
              "the topic of dead letters takes no record, then takes all again",
              1,
              2,
              USUAL,
              SHORT_SESSIONS,
              (stage, round) -> refuseDeadLetters(stage)),
          new Fault(
              "F-21",
              "200,000 users, of whom 2,000 have a series, and SIGKILL of all",
              2,
              1,
              USUAL,
              MANY_USERS,
              (stage, round) -> killAll(stage)),
          new Fault(
              "F-21-million",
              "a million users, of whom 2,000 have a series, and SIGKILL of all",
              2,
              3,
              new Load(1_000_000, 4_000, 0.01),
              MANY_USERS,
              (stage, round) -> killAll(stage)),
          new Fault(
              "F-27",
              "five partitions of the requests become nine, then SIGKILL",
              1,
              1,
              USUAL,
              shortSessionsAnd(Map.of("kafka.metadata.max.age.ms", "2000")),
              (stage, round) -> grow(stage)),
          new Fault(
              "F-28",
              "offsets of the group deleted, then given back",
              1,
              1,
              USUAL,
              Map.of(),
              (stage, round) -> loseOffsets(stage)),
          new Fault(
              "F-30",
              "SIGSTOP of all for 12 s",
              2,
              3,
              USUAL,
              SHORT_SESSIONS,
              (stage, round) -> freezeAll(stage, 12_000)),
          new Fault(
              "F-30-threads",
              "every commit kills its stream thread, until the instance gives up",
              1,
              1,
              USUAL,
              SHORT_SESSIONS,
              (stage, round) -> loseThreads(stage)),
          new Fault(
              "D",
              "one instance, three, two, with kills and small batches",
              1,
              4,
              new Load(60_000, 2_000, 0.01), // many seeds rather than many events
              shortSessionsAnd(
                  Map.of(
                      "batch.max.records", "100",
                      "kafka.acceptable.recovery.lag", "0",
                      "kafka.probing.rebalance.interval.ms", "60000")),
              Faults::comeAndGo));

  private Faults() {}

  private static Map<String, String> shortSessionsAnd(Map<String, String> further) {
    Map<String, String> all = new HashMap<>(SHORT_SESSIONS);
    all.putAll(further);
    return Map.copyOf(all);
  }

  static Fault named(String id) {
    List<String> known = new ArrayList<>();
    for (Fault fault : Stream.concat(Stream.of(CANARY), ALL.stream()).toList()) {
      if (fault.id().equals(id)) {
        return fault;
      }
      known.add(fault.id());
    }
    throw new IllegalArgumentException(
        "a fault must be one of " + String.join(", ", known) + ", but was '" + id + "'");
  }

  private static void killOne(Stage stage) {
    int one = stage.any();
    stage.strike(stage.instance(one)::kill);
    stage.last(stage.random().nextInt(2_000));
    stage.application().restart(one);
    stage.awaitRunning(one);
  }

  private static void killAll(Stage stage) {
    stage.strike(stage.application()::kill);
    for (int i = 0; i < stage.application().size(); i++) {
      stage.application().restart(i);
    }
    stage.awaitRunning(0);
  }

  private static void killWhileStarting(Stage stage) {
    for (int i = 0; i < 4; i++) {
      stage.strike(stage.application()::kill);
      stage.application().restart(0);
      stage.awaitRunning(0);
      stage.last(stage.random().nextInt(3_000));
    }
  }

  private static void terminate(Stage stage, int number) {
    stage.awaitRunning(number);
    stage.strike(stage.instance(number)::terminate);
    stage.awaitEnd(number);
    stage.application().restart(number);
    stage.awaitRunning(number);
  }

  private static void freeze(Stage stage) {
    int one = stage.any();
    stage.awaitRunning(0);
    stage.awaitRunning(1);
    stage.strike(stage.instance(one)::freeze);
    stage.last(15_000); // more than a session
    stage.awaitCommitted(1_000);
    stage.instance(one).thaw();
    stage.awaitCommitted(1_000);
  }

  private static void moveClock(Stage stage, long ms) {
    int one = stage.any();
    stage.awaitRunning(0);
    stage.awaitRunning(1);
    stage.strike(() -> stage.application().clock(one).move(ms));
    stage.last(15_000); // more than a session
    stage.awaitCommitted(1_000);
    stage.strike(() -> stage.application().clock(one).move(0));
    stage.last(15_000);
    stage.awaitCommitted(1_000);
    if (!stage.lives(one)) {
      stage.instance(one).kill(); // as a supervisor would
      stage.application().restart(one);
      stage.awaitRunning(one);
    }
  }

  private static void freezeAll(Stage stage, long ms) {
    int size = stage.application().size();
    for (int i = 0; i < size; i++) {
      stage.awaitRunning(i);
      stage.strike(stage.instance(i)::freeze);
    }
    stage.last(ms);
    for (int i = 0; i < size; i++) {
      stage.instance(i).thaw();
    }
    stage.awaitCommitted(1);
  }

  private static void killBroker(Stage stage, long downMs) {
    stage.awaitRunning(0);
    stage.awaitRunning(1);
    stage.strike(stage.broker()::kill);
    stage.last(downMs);
    stage.requireAlive(0);
    stage.requireAlive(1);
    stage.restartBroker();
    stage.awaitCommitted(1);
  }

  private static void killBrokerInCommit(Stage stage, int round) {
    stage.awaitRunning(0);
    stage.awaitRunning(1);
    Commits kind = round % 2 == 0 ? Commits.SWALLOWED : Commits.UNANSWERED;
    stage.strike(() -> stage.network().commits(kind, 1));
    stage.awaitCommitsSpoilt();
    stage.broker().kill();
    stage.last(stage.random().nextInt(3_000));
    stage.restartBroker();
    stage.awaitCommitted(1_000);
    stage.requireAlive(0);
    stage.requireAlive(1);
  }

  private static void storm(Stage stage, Weather weather) {
    stage.strike(() -> stage.network().weather(weather));
    stage.last(20_000);
    stage.network().weather(Weather.FAIR);
    stage.strike(stage.network()::cut);
    stage.awaitCommitted(1_000);
  }

  private static void grow(Stage stage) {
    stage.awaitRunning(0);
    stage.strike(() -> stage.growTo(Traffic.REQUESTS, 2 * Traffic.REQUEST_PARTITIONS + 1));
    stage.last(10_000); // a few looks at the metadata
    killAll(stage);
  }

  private static void loseOffsets(Stage stage) {
    stage.awaitRunning(0);
    stage.strike(stage.instance(0)::terminate);
    stage.awaitEnd(0);
    var offsets = stage.deleteOffsets();
    stage.application().restart(0);
    stage.awaitRefusal(0, "counted a second time");
    stage.giveOffsets(offsets);
    stage.application().restart(0);
    stage.awaitRunning(0);
  }

  private static void spoilState(Stage stage) {
    String changelog = Names.changelogTopic(stage.application().name(), Names.SERIES_STORE);
    stage.awaitRunning(0);
    stage.awaitStored(changelog, CLOCK);
    stage.strike(stage.instance(0)::terminate);
    stage.awaitEnd(0);
    Map<TopicPartition, byte[]> clocks = stage.stored(changelog, CLOCK);
    Map<TopicPartition, byte[]> spoilt = new HashMap<>(clocks);
    spoilt.replaceAll((at, clock) -> new byte[] {99});
    stage.store(CLOCK, spoilt);
    stage.application().restart(0);
    stage.awaitRefusal(0, "clock of the series store");
    stage.store(CLOCK, clocks);
    stage.application().restart(0);
    stage.awaitRunning(0);
  }

  private static void refuseDeadLetters(Stage stage) {
    String topic = stage.application().topic("dead-letters");
    stage.awaitRunning(0);
    stage.strike(() -> stage.refuse(topic, true));
    stage.awaitRefusalOrStandstill(0, topic);
    stage.refuse(topic, false);
    stage.application().restart(0);
    stage.awaitRunning(0);
  }

  private static void loseThreads(Stage stage) {
    stage.awaitRunning(0);
    stage.strike(() -> stage.network().commits(Commits.ENDED, Integer.MAX_VALUE));
    stage.awaitNotReady(0);
    stage.awaitRefusal(0, "commit a transaction");
    stage.requireSaid(0, "stream thread died, starts again", 3);
    stage.network().commits(Commits.FAIR, 0);
    stage.application().restart(0);
    stage.awaitRunning(0);
  }

  private static void spoilCommits(Stage stage, int round) {
    stage.awaitRunning(0);
    stage.awaitRunning(1);
    Commits kind = COMMITS.get(round % COMMITS.size());
    stage.strike(() -> stage.network().commits(kind, kind == Commits.LOADING ? 5 : 2));
    stage.awaitCommitsSpoilt();
    stage.awaitCommitted(1_000);
    stage.requireAlive(0);
    stage.requireAlive(1);
  }

  private static void comeAndGo(Stage stage, int round) {
    switch (round) {
      case 0 -> {
        stage.strike(
            () -> {
              stage.application().add();
              stage.application().add();
            });
        stage.awaitRunning(2);
      }
      case 1 -> killOne(stage);
      case 2 -> {
        stage.strike(stage.instance(1)::terminate);
        stage.awaitEnd(1);
      }
      default -> stage.strike(stage.instance(0)::kill);
    }
  }
}
