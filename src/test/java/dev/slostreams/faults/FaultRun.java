package dev.slostreams.faults;

import dev.slostreams.testing.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One fault with one seed, from an empty broker to the verdict: events flow, the fault strikes at
 * moments that the seed decides, the rest of the events follows, everything comes to rest; then the
 * same topics are read once more by an application that nothing happens to.
 */
final class FaultRun {

  private static final Duration LONGEST_REST = Duration.ofMinutes(5);
  private static final String STRUCK = "struck";
  private static final List<String> INPUTS = List.of(Traffic.REQUESTS, Traffic.STRAGGLERS);

  private final Fault fault;
  private final long seed;
  private final Path folder;

  private FaultRun(Fault fault, long seed, Path folder) {
    this.fault = fault;
    this.seed = seed;
    this.folder = folder;
  }

  /** Runs it; logs and state stay in the folder. */
  static Verdict of(Fault fault, long seed, Path folder) throws InterruptedException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FaultRun(fault, seed, folder).run();
  }

  private Verdict run() throws InterruptedException {
    try (FaultyNetwork network = FaultyNetwork.open(STRUCK + "-");
        BrokerProcess broker = BrokerProcess.start(folder, serverSettings(network))) {
      network.leadTo(broker.address());
      String address = network.address();
      try (Topics topics = new Topics(address)) {
        topics.create(Traffic.REQUESTS, Traffic.REQUEST_PARTITIONS + 1);
        topics.create(Traffic.STRAGGLERS, Traffic.STRAGGLER_PARTITIONS);
      }
      try (Application struck = new Application(STRUCK, address, folder, fault.settings());
          Application quiet = new Application("quiet", address, folder, fault.counted());
          Progress progress = new Progress(address, STRUCK)) {
        Stage stage = new Stage(broker, network, struck, progress, new Random(seed));
        strike(address, stage);
        Oracle oracle = new Oracle(System.currentTimeMillis());
        Records.of(address, INPUTS, oracle::see);
        rest(struck, oracle);
        Topics.await("all is committed", LONGEST_REST, () -> progress.isQuiet(oracle.records()));
        double stall = progress.longestStallSeconds();
        Judge judge = new Judge(address, oracle, fault.mostSeries());
        judge.judge(struck);
        struck.kill();
        quiet.add();
        rest(quiet, oracle);
        judge.judge(quiet);
        long transitions = judge.sameTransitions(quiet, struck);
        judge.sameAsBacktest(struck, folder);
        return new Verdict(
            stage.struck(),
            stage.inFlight(),
            oracle.records(),
            judge.lost(),
            judge.doubled(),
            transitions,
            judge.differing(),
            stall,
            judge.differences());
      }
    }
  }

  private static Map<String, String> serverSettings(FaultyNetwork network) {
    return Map.of(
        "advertised.listeners",
        "CLIENTS://" + network.address(),
        "transaction.abort.timed.out.transaction.cleanup.interval.ms",
        "1000");
  }

  private void strike(String address, Stage stage) throws InterruptedException {
    List<Traffic.Sent> traffic = Traffic.of(seed, fault.load());
    try (Publisher publisher = Publisher.start(address, traffic, fault.load().perSecond())) {
      for (int i = 0; i < fault.instances(); i++) {
        stage.application().add();
      }
      for (int round = 0; round < fault.rounds(); round++) {
        stage.awaitCommitted(1 + stage.random().nextInt(fault.load().perSecond()));
        stage.last(stage.random().nextInt(500));
        fault.strike().on(stage, round);
      }
      publisher.finish();
    }
  }

  private static void rest(Application application, Oracle oracle) {
    Topics.await(
        "'" + application.name() + "' has evaluated everything",
        LONGEST_REST,
        () ->
            application.hasAddress()
                && new Answers(application.address())
                    .areAsOf(oracle.lastTick(), oracle.series().keySet()));
  }
}
