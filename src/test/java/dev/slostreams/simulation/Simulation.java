package dev.slostreams.simulation;

import dev.slostreams.simulation.SimulatedInstance.Crash;
import dev.slostreams.store.StoredLedger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.TaskId;

/**
 * One run: a script, a world, instances that come and go, and a scheduler that decides by dice what
 * happens next. The same seed gives the same run.
 *
 * <p>The script and the faults have dice of their own: the quiet run of a seed has the same events.
 */
final class Simulation {

  private static final long QUIET_STEP_MS = 1_000;
  private static final long CALM_STEP_MS = 400; // longer than what each stage waits to look around

  /* A partition may be idle before the first tick is due, and once more after the last event, which
   * is held up until there is a tick. */
  private static final long CALM_MS = 2 * World.IDLE_AFTER_MS + 5_000;
  private static final int AT_ONCE = 1_000;

  /* Tier of the seconds in which a source was seen; which are told depends on the batches. */
  private static final int SEEN = 3;

  private static final int MOST_INSTANCES = 3;

  private final Script script;
  private final boolean quiet;
  private final Audit audit;
  private final World world;
  private final Random random;
  private final Deque<ScriptedEvent> toPublish;
  private final List<ScriptedEvent> heldUp = new ArrayList<>();
  private final List<SimulatedInstance> instances = new ArrayList<>();
  private final Map<SimulatedInstance, Long> stoppedUntilMs = new LinkedHashMap<>();
  private final Map<SimulatedInstance, Long> deadUntilMs = new LinkedHashMap<>();
  private final Map<TaskId, SimulatedInstance> owners = new TreeMap<>();
  private final double severity;
  private final List<String> trace = new ArrayList<>();
  private long brokerBackMs;
  private int started;

  /** A transition as it stands on the alerts topic, and the tick of which it speaks. */
  record Sent(long at, String value) {}

  /**
   * What came of a run.
   *
   * @param transitions what stands on the alerts topic, per ledger, in its order
   * @param stored what the ledgers hold at the end, a line for each thing
   * @param notes how often what happened
   * @param trace what was done to the application, in order
   */
  record Outcome(
      List<List<Sent>> transitions,
      List<String> stored,
      Map<String, Integer> notes,
      List<String> trace) {}

  private Simulation(Script script, boolean quiet, CommitRule rule) {
    this.script = script;
    this.quiet = quiet;
    this.random = new Random(script.seed() * 131 + 7);
    this.audit = new Audit(script);
    this.world = new World(script, random, rule, audit);
    audit.watch(world.broker);
    this.severity = quiet ? 0 : random.nextDouble() * 2;
    this.toPublish = new ArrayDeque<>(script.events());
    for (int partition = 0; partition < script.partitions(); partition++) {
      owners.put(new TaskId(SimulatedTask.TALLY, partition), null);
    }
    for (int ledger = 0; ledger < World.LEDGERS; ledger++) {
      owners.put(new TaskId(SimulatedTask.EVALUATE, ledger), null);
    }
  }

  /** Without faults. */
  static Outcome quiet(Script script) {
    return new Simulation(script, true, CommitRule.TRANSACTIONAL).run();
  }

  static Outcome withFaults(Script script, CommitRule rule) {
    return new Simulation(script, false, rule).run();
  }

  private Outcome run() {
    try {
      start();
      while (world.nowMs < script.endMs()) {
        step();
      }
      if (script.reloadMs() != Script.NEVER) {
        audit.note("reload");
      }
      heal();
      long endMs = script.endMs() + CALM_MS;
      while (world.nowMs < endMs - 4 * CALM_STEP_MS) {
        calm(world.nowMs + CALM_STEP_MS);
      }
      for (int round = 0; round < 5; round++) {
        calm(endMs + round);
      }
      audit.finish();
    } catch (Audit.Unkept unkept) {
      throw unkept.after(trace);
    }
    return outcome();
  }

  private Outcome outcome() {
    List<List<Sent>> transitions = new ArrayList<>();
    List<String> stored = new ArrayList<>();
    for (int ledger = 0; ledger < World.LEDGERS; ledger++) {
      transitions.add(audit.transitions(ledger).stream().map(Simulation::sent).toList());
      stored.addAll(text(audit.stored(ledger)));
    }
    return new Outcome(transitions, stored, audit.notes(), trace);
  }

  private static Sent sent(ConsumerRecord<byte[], byte[]> record) {
    byte[] time = record.headers().lastHeader("ce_time").value();
    return new Sent(
        Instant.parse(new String(time, StandardCharsets.UTF_8)).getEpochSecond(),
        new String(record.value(), StandardCharsets.UTF_8));
  }

  private static List<String> text(StoredLedger ledger) {
    List<String> text = new ArrayList<>();
    text.add("tick " + ledger.tick());
    ledger.heads().forEach((series, head) -> text.add(series + ": " + head));
    ledger
        .counters()
        .forEach(
            (series, tiers) ->
                tiers.forEach(
                    (tier, buckets) -> {
                      if (tier != SEEN) {
                        StringBuilder line = new StringBuilder(series.id() + " by " + tier + ":");
                        buckets.forEach(
                            (at, counts) ->
                                line.append(" " + at + "=" + counts[0] + "/" + counts[1]));
                        text.add(line.toString());
                      }
                    }));
    return text;
  }

  private void step() {
    world.nowMs += quiet ? QUIET_STEP_MS : 1 + random.nextInt(300);
    publish();
    if (quiet) {
      world.broker.writeMarkers();
    } else {
      for (int i = random.nextInt(12); i > 0; i--) {
        world.broker.writeMarker(random);
      }
      fault();
      recover();
    }
    assign();
    for (SimulatedInstance instance : List.copyOf(instances)) {
      if (!stoppedUntilMs.containsKey(instance) && (quiet || random.nextInt(8) > 0)) {
        run(instance, quiet ? AT_ONCE : random.nextInt(10));
      }
    }
  }

  private void calm(long nowMs) {
    world.nowMs = nowMs;
    publish();
    assign();
    for (SimulatedInstance instance : List.copyOf(instances)) {
      world.broker.writeMarkers();
      run(instance, AT_ONCE);
      instance.commit();
    }
    world.broker.writeMarkers();
  }

  /** Faults end: who was stopped goes on, what was left open is aborted. */
  private void heal() {
    world.broker.reachable(true);
    publish();
    instances.forEach(SimulatedInstance::heal);
    List.copyOf(stoppedUntilMs.keySet()).forEach(this::resume);
    List.copyOf(deadUntilMs.keySet()).forEach(this::bury);
    if (instances.isEmpty()) {
      start();
    }
    world.broker.writeMarkers();
  }

  private void publish() {
    if (!world.broker.isReachable()) {
      return;
    }
    while (!toPublish.isEmpty() && toPublish.peek().publishedMs() <= world.nowMs) {
      heldUp.add(toPublish.poll());
    }
    boolean begun = audit.hasBegun();
    for (ScriptedEvent event : List.copyOf(heldUp)) {
      // what is older than every window is so only once there is a tick
      if (event.kind() != ScriptedEvent.Kind.OLD || begun) {
        heldUp.remove(event);
        audit.published(event);
        world
            .broker
            .log(SimulatedSlos.SOURCE.topic(), event.partition())
            .append(null, event.value(), new RecordHeaders(), event.publishedMs(), null);
      }
    }
  }

  private void run(SimulatedInstance instance, int most) {
    try {
      instance.run(most);
    } catch (Crash crash) {
      die(instance, "in the middle");
    }
  }

  private void fault() {
    double dice = random.nextDouble() / severity;
    if (instances.isEmpty() || dice > 0.13) {
      return;
    }
    SimulatedInstance victim = instances.get(random.nextInt(instances.size()));
    if (stoppedUntilMs.containsKey(victim)) {
      return;
    }
    if (dice < 0.01) {
      die(victim, "between two steps");
    } else if (dice < 0.03) {
      tell(victim + " will crash in a write");
      victim.crashAfter(1 + random.nextInt(60));
    } else if (dice < 0.045) {
      tell(victim + " will crash in a commit");
      victim.crashInCommit();
    } else if (dice < 0.06) {
      stop(victim);
    } else if (dice < 0.07) {
      tell(victim + " finds its tasks corrupted");
      audit.note("corruption");
      victim.corrupt();
    } else if (dice < 0.10) {
      move(victim);
    } else if (dice < 0.105) {
      tell("the broker is away");
      audit.note("outage");
      world.broker.reachable(false);
      brokerBackMs = world.nowMs + random.nextInt(6_000);
    } else if (dice < 0.12 && instances.size() < MOST_INSTANCES) {
      start();
    } else if (script.isTardy()) {
      long skewMs = random.nextInt(3) == 0 ? -random.nextInt(200_000) : random.nextInt(600_000);
      tell(victim + " has its clock moved by " + skewMs + " ms");
      audit.note("clock");
      victim.skew(skewMs);
    }
  }

  private void recover() {
    if (world.nowMs >= brokerBackMs && !world.broker.isReachable()) {
      world.broker.reachable(true);
      publish(); // before anyone is told that there is nothing: else these events would be late
    }
    List<SimulatedInstance> stopped = List.copyOf(stoppedUntilMs.keySet());
    for (SimulatedInstance instance : stopped) {
      if (world.nowMs >= stoppedUntilMs.get(instance)) {
        resume(instance);
      } else if (!instance.isKicked() && random.nextInt(10) == 0) {
        kick(instance);
      }
    }
    if (world.broker.isReachable()) {
      List<SimulatedInstance> dead = List.copyOf(deadUntilMs.keySet());
      dead.stream().filter(one -> world.nowMs >= deadUntilMs.get(one)).forEach(this::bury);
    }
    if (instances.size() <= stoppedUntilMs.size() && random.nextInt(6) == 0) {
      start();
    }
  }

  private void start() {
    SimulatedInstance instance = new SimulatedInstance("instance " + ++started, world);
    instances.add(instance);
    tell(instance + " starts");
  }

  private void die(SimulatedInstance instance, String when) {
    tell(instance + " dies " + when + ", " + instance.state() + " running");
    audit.note("death");
    instances.remove(instance);
    stoppedUntilMs.remove(instance);
    owners.replaceAll((task, owner) -> owner == instance ? null : owner);
    deadUntilMs.put(instance, world.nowMs + random.nextInt(8_000));
  }

  /** Its transaction has timed out. */
  private void bury(SimulatedInstance instance) {
    tell("the transaction of " + instance + " is aborted");
    deadUntilMs.remove(instance);
    instance.abort();
  }

  private void stop(SimulatedInstance instance) {
    tell(instance + " is stopped");
    audit.note("stop");
    stoppedUntilMs.put(instance, world.nowMs + random.nextInt(6_000));
  }

  private void resume(SimulatedInstance instance) {
    tell(instance + " goes on");
    stoppedUntilMs.remove(instance);
    instance.resume();
  }

  private void kick(SimulatedInstance instance) {
    tell("the group goes on without " + instance);
    instance.kick();
    owners.replaceAll((task, owner) -> owner == instance ? null : owner);
  }

  /** One task of this instance goes to another. */
  private void move(SimulatedInstance from) {
    SimulatedInstance to = instances.get(random.nextInt(instances.size()));
    List<TaskId> tasks =
        owners.entrySet().stream()
            .filter(entry -> entry.getValue() == from)
            .map(Map.Entry::getKey)
            .toList();
    boolean possible = world.broker.isReachable() && isMember(from) && isMember(to);
    if (to == from || tasks.isEmpty() || !possible) {
      return;
    }
    TaskId task = tasks.get(random.nextInt(tasks.size()));
    tell("task " + task + " moves from " + from + " to " + to);
    audit.note("move");
    try {
      if (from.commit()) {
        from.give(task);
        owners.put(task, to);
        to.take(task);
      }
    } catch (Crash crash) {
      die(from, "in a rebalance");
    }
  }

  private boolean isMember(SimulatedInstance instance) {
    return !instance.isKicked() && !stoppedUntilMs.containsKey(instance);
  }

  private void assign() {
    List<SimulatedInstance> members = instances.stream().filter(this::isMember).toList();
    if (members.isEmpty() || !world.broker.isReachable()) {
      return;
    }
    for (Map.Entry<TaskId, SimulatedInstance> entry : owners.entrySet()) {
      if (entry.getValue() == null) {
        SimulatedInstance member = members.get(random.nextInt(members.size()));
        entry.setValue(member);
        member.take(entry.getKey());
        tell("task " + entry.getKey() + " begins at " + member);
      }
    }
  }

  private void tell(String what) {
    trace.add("+" + (world.nowMs - Script.START_MS) + " ms: " + what);
  }
}
