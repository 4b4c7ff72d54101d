package dev.slostreams.faults;

import dev.slostreams.faults.Fault.Load;
import java.util.List;
import java.util.Map;

/** All faults that run by themselves, in the order of {@code docs/faults.md}. */
final class Faults {

  /** Sessions end after 6 s instead of 15, so that many kills fit into a test. */
  private static final Map<String, String> SHORT_SESSIONS =
      Map.of(
          "kafka.main.consumer.session.timeout.ms", "6000",
          "kafka.main.consumer.heartbeat.interval.ms", "1500");

  private static final Load USUAL = new Load(200_000, 4_000, 0.01);

  private Faults() {}

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
              "F-5",
              "SIGTERM, one instance after the other",
              3,
              9,
              USUAL,
              Map.of(),
              (stage, round) -> terminate(stage, round % 3)),
          new Fault(
              "F-6",
              "SIGSTOP until the others have taken over, then SIGCONT",
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
              (stage, round) -> killBroker(stage, round == 1 ? 70_000 : 5_000)));

  static Fault named(String id) {
    return ALL.stream()
        .filter(fault -> fault.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no fault " + id + ", but " + ALL));
  }

  private static void killOne(Stage stage) {
    int one = stage.any();
    stage.strike(stage.instance(one)::kill);
    stage.last(stage.random().nextInt(2_000));
    stage.application().restart(one);
    stage.awaitRunning(one);
  }

  private static void killAll(Stage stage) {
    stage.strike(
        () -> {
          for (int i = 0; i < stage.application().size(); i++) {
            stage.instance(i).kill();
          }
        });
    for (int i = 0; i < stage.application().size(); i++) {
      stage.application().restart(i);
    }
    stage.awaitRunning(0);
  }

  private static void terminate(Stage stage, int number) {
    stage.strike(stage.instance(number)::terminate);
    stage.awaitEnd(number);
    stage.application().restart(number);
    stage.awaitRunning(number);
  }

  private static void freeze(Stage stage) {
    int one = stage.any();
    stage.awaitRunning(one);
    stage.strike(stage.instance(one)::freeze);
    stage.awaitCommitted(stage.application().size() * 500L);
    stage.last(10_000);
    stage.instance(one).thaw();
    stage.awaitCommitted(500);
  }

  private static void killBroker(Stage stage, long downMs) {
    stage.strike(stage.broker()::kill);
    stage.last(downMs);
    stage.broker().restart();
    stage.awaitCommitted(1);
  }
}
