package dev.slostreams.loadtest;

import dev.slostreams.loadtest.Workload.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;

/**
 * One of two instances is stopped, or killed, while events come in: how long the series go without
 * a new evaluation until the other has taken over. Both are {@code run} in a process each, as it is
 * delivered; each time they are new ones, with half of the work each.
 */
final class TakeOverScenario implements Scenario {

  private static final String READY = "stop with Ctrl-C"; // the last line that run prints
  private static final Shape SHAPE = Shape.TWENTY_SLOS;
  private static final int EVENTS_PER_SECOND = 5_000;
  private static final long BEFORE_MS = 10_000;
  private static final long AFTER_MS = 5_000;
  private static final long QUICK_MS = 2_000;
  private static final long PATIENCE_MS = 120_000; // 2 min

  private enum Fault {
    STOP("planned stop (SIGTERM)"),
    CRASH("crash (SIGKILL)");

    private final String title;

    Fault(String title) {
      this.title = title;
    }
  }

  /**
   * What came of one fault.
   *
   * @param beforeMs the longest silence of a series when all was well
   * @param silenceMs the longest silence of a series across the fault
   * @param recoveredMs from the fault until every series was evaluated at a tick after it
   * @param events sent in all that time
   */
  private record Outage(
      Fault fault, long beforeMs, long silenceMs, long recoveredMs, long events) {}

  @Override
  public String name() {
    return "take-over";
  }

  @Override
  public String title() {
    return String.format(
        Locale.ROOT,
        "one of two instances goes, %d series, %,d events a second coming in",
        SHAPE.series(),
        EVENTS_PER_SECOND);
  }

  /** Both are there before the first one gets its share, as on a broker of production. */
  @Override
  public Map<String, String> brokerSettings() {
    return Map.of("group.initial.rebalance.delay.ms", "3000");
  }

  @Override
  public Report measure(Bench bench) throws Exception {
    List<Outage> outages = new ArrayList<>();
    for (int round = 1; round <= bench.rounds(); round++) {
      for (Fault fault : bench.quick() ? List.of(Fault.CRASH) : List.of(Fault.values())) {
        Outage outage = outage(bench, fault, "take-over-" + round + "-" + fault);
        outages.add(outage);
        System.err.printf(
            Locale.ROOT,
            "round %d   %-24s longest silence %.1f s (%.1f s before), recovered after %.1f s%n",
            round,
            fault.title,
            outage.silenceMs() / 1e3,
            outage.beforeMs() / 1e3,
            outage.recoveredMs() / 1e3);
      }
    }
    return new Outages(outages);
  }

  private static Outage outage(Bench bench, Fault fault, String application) throws Exception {
    String topic = application + "-request-events";
    bench.makeTopic(topic);
    Path slos = bench.logs().resolve(application + ".yaml");
    Files.writeString(slos, Workload.definitions(topic, SHAPE));
    try (Child stays = start(bench, application, "stays", slos);
        Child goes = start(bench, application, "goes", slos);
        Admin admin = Admin.create(Map.of("bootstrap.servers", bench.brokers()));
        SteadyEvents events =
            SteadyEvents.start(bench.brokers(), topic, SHAPE.services(), EVENTS_PER_SECOND)) {
      stays.answer(READY);
      goes.answer(READY);
      awaitShares(admin, application);
      try (Evaluations evaluations = new Evaluations(bench.brokers(), application + "-budgets")) {
        return outage(bench, fault, goes, evaluations, events);
      } finally {
        stays.terminate();
      }
    }
  }

  private static Child start(Bench bench, String application, String name, Path slos)
      throws IOException {
    Map<String, String> settings = bench.settings(application);
    settings.put("slos", slos.toAbsolutePath().toString());
    Path config = bench.logs().resolve(application + "-" + name + ".properties");
    Files.write(
        config, settings.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    return Child.ours(
        bench.logs(),
        application + "-" + name,
        Child.AS_DELIVERED,
        List.of(dev.slostreams.cli.Main.class.getName(), "run", "--config", config.toString()));
  }

  /** Both have events to tally and series to evaluate. */
  private static void awaitShares(Admin admin, String application)
      throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    while (true) {
      var members =
          admin.describeConsumerGroups(List.of(application)).all().get().get(application).members();
      if (members.size() == 2 && members.stream().allMatch(TakeOverScenario::hasBoth)) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the two instances do not share the work after " + PATIENCE_MS / 1_000 + " s");
      }
      LockSupport.parkNanos(200_000_000); // 200 ms
    }
  }

  private static boolean hasBoth(MemberDescription member) {
    return member.assignment().topicPartitions().stream()
            .map(partition -> partition.topic())
            .distinct()
            .count()
        == 2;
  }

  private static Outage outage(
      Bench bench, Fault fault, Child goes, Evaluations evaluations, SteadyEvents events)
      throws IOException {
    Silences silences = evaluations.silences();
    long readyMs = System.currentTimeMillis();
    listen(
        evaluations, () -> silences.known().size() == SHAPE.series() && silences.allAfter(readyMs));
    silences.takeLongestMs();
    listenFor(evaluations, bench.quick() ? QUICK_MS : BEFORE_MS);
    long beforeMs = silences.takeLongestMs();
    long faultMs = System.currentTimeMillis();
    if (fault == Fault.CRASH) {
      goes.kill();
    } else {
      goes.terminate();
    }
    listen(evaluations, () -> silences.allAfter(faultMs));
    long recoveredMs = System.currentTimeMillis() - faultMs;
    listenFor(evaluations, bench.quick() ? QUICK_MS : AFTER_MS);
    return new Outage(fault, beforeMs, silences.takeLongestMs(), recoveredMs, events.sent());
  }

  private static void listenFor(Evaluations evaluations, long ms) throws IOException {
    long untilMs = System.currentTimeMillis() + ms;
    listen(evaluations, () -> System.currentTimeMillis() >= untilMs);
  }

  private static void listen(Evaluations evaluations, BooleanSupplier enough) throws IOException {
    long deadlineMs = System.currentTimeMillis() + PATIENCE_MS;
    while (!enough.getAsBoolean()) {
      if (System.currentTimeMillis() > deadlineMs) {
        throw new IllegalStateException(
            "not every series is evaluated after " + PATIENCE_MS / 1_000 + " s");
      }
      evaluations.listen();
    }
  }

  private record Outages(List<Outage> outages) implements Report {

    @Override
    public String markdown() {
      List<String> lines = new ArrayList<>();
      lines.add(
          "| one of two instances | times | longest silence before, s | longest silence, s,"
              + " median | min to max | all series evaluated again after, s, median | longest |");
      lines.add("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
      for (Fault fault : outages.stream().map(Outage::fault).distinct().toList()) {
        Sample silence = seconds(fault, Outage::silenceMs);
        Sample recovered = seconds(fault, Outage::recoveredMs);
        lines.add(
            String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.1f to %.1f | %.1f | %.1f |",
                fault.title,
                silence.size(),
                seconds(fault, Outage::beforeMs).highest(),
                silence.median(),
                silence.lowest(),
                silence.highest(),
                recovered.median(),
                recovered.highest()));
      }
      return String.join("\n", lines) + "\n";
    }

    private Sample seconds(Fault fault, ToLongFunction<Outage> millis) {
      return Sample.of(
          outages.stream()
              .filter(outage -> outage.fault() == fault)
              .mapToDouble(outage -> millis.applyAsLong(outage) / 1e3));
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("outages", outages);
      return json;
    }
  }
}
