package dev.slostreams.simulation;

import dev.slostreams.control.Controls;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.metrics.Meters;
import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.slo.Source;
import dev.slostreams.topology.LedgerPartitions;
import dev.slostreams.topology.Timing;
import dev.slostreams.topology.Wiring;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** What all instances of a run share. Owned by one {@link Simulation}. */
final class World {

  static final int LEDGERS = 2;
  static final long IDLE_AFTER_MS = 2_000;

  private static final long PATIENT_MS = 3_600_000; // 1 h
  private static final long IMPATIENT_MS = 4_000;
  private static final long MAX_AHEAD_MS = 300_000; // 5 min
  private static final long LEAD_MS = 2_000;
  private static final Meters UNREAD = Meters.unread();

  final Random random;
  final Audit audit;
  final SimulatedBroker broker;
  final Wiring wiring;
  final LedgerPartitions ledgers = new LedgerPartitions(LEDGERS);
  final CommitRule rule;
  final boolean copies;
  long nowMs = Script.START_MS;

  World(Script script, Random random, CommitRule rule, Audit audit) {
    this.random = random;
    this.rule = rule;
    this.copies = script.hasCopies();
    this.audit = audit;
    this.broker = new SimulatedBroker(audit);
    this.wiring =
        new Wiring(
            "simulation",
            controls(script),
            new Wiring.Topics(
                "alerts",
                "alert-states",
                "budgets",
                "dead-letters",
                "watchdog",
                Map.of(SimulatedSlos.SOURCE.topic(), script.partitions()),
                LEDGERS),
            new Timing(
                Script.DISORDER_MS,
                IDLE_AFTER_MS,
                script.isTardy() ? IMPATIENT_MS : PATIENT_MS,
                MAX_AHEAD_MS),
            script.maxSeries(),
            UNREAD);
  }

  /** As with a running instance, others are known some time before their first second. */
  private Supplier<Controls> controls(Script script) {
    List<Source> sources = List.of(SimulatedSlos.SOURCE);
    Controls first = Controls.fixed(sources, SimulatedSlos.all());
    if (script.reloadMs() == Script.NEVER) {
      return () -> first;
    }
    long from = Math.floorDiv(script.reloadMs() + LEAD_MS + 999, 1_000L);
    Controls both =
        first.with(
            new DefinitionSet(
                new DefinitionsId(from, "other"), sources, SimulatedSlos.withOtherTargets()));
    return () -> nowMs < script.reloadMs() ? first : both;
  }
}
