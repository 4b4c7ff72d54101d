package dev.slostreams.topology;

import dev.slostreams.alert.AlertState;
import dev.slostreams.alert.BurnSample;
import dev.slostreams.alert.Transition;
import dev.slostreams.alert.Transition.Change;
import dev.slostreams.alert.Transition.Evidence;
import dev.slostreams.control.DefinitionSet;
import dev.slostreams.engine.Ledger;
import dev.slostreams.engine.SeriesEngine;
import dev.slostreams.engine.SeriesView;
import dev.slostreams.engine.SeriesView.AlertView;
import dev.slostreams.engine.SeriesView.Standing;
import dev.slostreams.engine.SloTotals;
import dev.slostreams.engine.TierChange;
import dev.slostreams.metrics.Standings;
import dev.slostreams.metrics.Standings.SeriesBudget;
import dev.slostreams.slo.AlertPolicy;
import dev.slostreams.slo.Exclusion;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.store.DefinitionsStore;
import dev.slostreams.store.LedgerStore.Dropped;
import dev.slostreams.store.LedgerStore.EndedAlert;
import dev.slostreams.store.LedgerStore.Leftovers;
import dev.slostreams.watermark.Watermarks;
import dev.slostreams.wire.AlertRecord;
import dev.slostreams.wire.BudgetRecord;
import dev.slostreams.wire.DataState;
import dev.slostreams.wire.TierRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What leaves a ledger partition: transitions at once, the standing of each series at most once per
 * second and only when it changed, and the view store that queries read.
 *
 * <p>Owned by one {@link EvaluateProcessor}; not thread-safe.
 */
final class Outputs {

  private static final Logger LOGGER = LoggerFactory.getLogger(Outputs.class);
  private static final long STANDING_EVERY_MS = 1_000;

  private final Wiring wiring;
  private final ProcessorContext<byte[], byte[]> context;
  private final Views views;
  private final int partition;
  private final LedgerPartitions partitions;
  private final Map<SloId, Slo> slos = new HashMap<>();
  private final Map<SeriesKey, Sent> sent = new HashMap<>();
  private final EndedSeries ended;
  private long standingAtMs;
  private final Map<String, Integer> alerts = new HashMap<>();

  /**
   * What was last sent of a series.
   *
   * @param standing said of tick 0
   * @param told as bytes
   */
  private record Sent(SeriesView standing, DataState dataState, byte[] told) {

    static Sent of(SeriesView view, DataState dataState) {
      SeriesView standing = view.at(0);
      return new Sent(standing, dataState, BudgetRecord.value(standing, dataState));
    }
  }

  Outputs(Wiring wiring, ProcessorContext<byte[], byte[]> context, DefinitionsStore definitions) {
    this.wiring = wiring;
    this.context = context;
    this.views = new Views(context.getStateStore(Names.VIEW_STORE));
    this.partition = context.taskId().partition();
    this.partitions = new LedgerPartitions(wiring.topics().ledgers());
    this.ended = new EndedSeries(definitions, views, context);
  }

  /** From now on what is sent is of these SLOs. */
  void define(List<Slo> definitions) {
    slos.clear();
    definitions.forEach(slo -> slos.put(slo.id(), slo));
  }

  /**
   * Other definitions have come in force: says so, and keeps how the series stood that end.
   *
   * @param before every series as it stood under the definitions before
   */
  void redefined(
      DefinitionSet now, List<SeriesView> before, Leftovers leftovers, long tick, long nowMs) {
    boolean late = tick > now.from();
    wiring.meters().redefined(late);
    LOGGER
        .atLevel(late ? Level.WARN : Level.INFO)
        .addKeyValue("tick", Instant.ofEpochSecond(tick))
        .log(
            late
                ? "definitions {} known here too late: in force only now"
                : "definitions {} in force",
            now.id());
    Set<SeriesKey> dropped = new HashSet<>();
    leftovers.series().forEach(series -> dropped.add(series.series()));
    for (SeriesView view : before) {
      if (dropped.contains(view.key())) {
        ended.add(view, nowMs);
        forgetAlerts(view.slo(), view.key(), nowMs);
      }
    }
  }

  /** How many alerts are in each state, as of the last standing. */
  Map<String, Integer> alerts() {
    return alerts;
  }

  /** Says that series and alerts have ended with their definition. */
  void close(Leftovers leftovers, long tick, long nowMs) {
    for (Dropped series : leftovers.series()) {
      LOGGER
          .atWarn()
          .addKeyValue("series", series.series().id())
          .log("definition changed or gone: series closed, counting starts anew");
      sent.remove(series.series());
      views.delete(series.series().id());
      context.forward(new Record<>(bytes(series.series().id()), null, nowMs), Names.BUDGETS);
      series
          .head()
          .alerts()
          .forEach((alert, state) -> closeAlert(series.series(), alert, state, tick, nowMs));
      forgetAlert(series.series(), TierRecord.NAME, nowMs);
    }
    for (EndedAlert ended : leftovers.alerts()) {
      closeAlert(ended.series(), ended.alert(), ended.state(), tick, nowMs);
    }
    views.stampAgain(nowMs);
  }

  /** Says of each exclusion that was ordered or undone whether that was known here in time. */
  void ordered(Exclusions before, Exclusions now, long tick) {
    for (Exclusion exclusion : now.all()) {
      if (!before.all().contains(exclusion)) {
        boolean late = tick != Ledger.NO_TICK && exclusion.inForce().changedAt() <= tick;
        wiring.meters().ordered(late);
        if (late) {
          LOGGER
              .atWarn()
              .addKeyValue("tick", Instant.ofEpochSecond(tick))
              .addKeyValue("partition", context.taskId().partition())
              .log(
                  "exclusion {} {} was known here too late: it counts from this tick on",
                  exclusion.name(),
                  exclusion.inForce().isUndone() ? "undone" : "ordered");
        }
      }
    }
  }

  void transitions(List<Transition> transitions, long nowMs) {
    for (Transition transition : transitions) {
      Slo slo = slos.get(transition.series().slo());
      send(transition, AlertRecord.value(slo, transition), nowMs);
    }
  }

  void tierChanges(List<TierChange> changes, long nowMs) {
    for (TierChange change : changes) {
      Slo slo = slos.get(change.series().slo());
      byte[] value = TierRecord.value(slo, change);
      Record<byte[], byte[]> record =
          new Record<>(bytes(TierRecord.key(change.series().id())), value, nowMs);
      TierRecord.headers(wiring.application(), change)
          .forEach((name, text) -> record.headers().add(name, bytes(text)));
      context.forward(record, Names.ALERTS);
      context.forward(new Record<>(record.key(), value, nowMs), Names.ALERT_STATES);
      LOGGER
          .atInfo()
          .addKeyValue("series", change.series().id())
          .addKeyValue("state", change.now().tier())
          .addKeyValue("at", Instant.ofEpochSecond(change.at()))
          .log("tier, deployments: {}", change.now().action());
    }
  }

  /** Sends what changed in the standing of the series, when a second has passed. */
  void standing(Ledger ledger, Watermarks watermarks, long nowMs) {
    if (nowMs - standingAtMs < STANDING_EVERY_MS) {
      return;
    }
    boolean first = standingAtMs == 0;
    standingAtMs = nowMs;
    List<SeriesBudget> budgets = new ArrayList<>();
    Map<SloId, Map<String, Integer>> firing = new HashMap<>();
    alerts.clear();
    DataState dataState = dataState(ledger, watermarks, nowMs);
    Set<SeriesKey> gone = new HashSet<>(sent.keySet());
    for (SeriesEngine series : ledger.series()) {
      SeriesView view = series.view();
      gone.remove(view.key());
      budgets.add(new SeriesBudget(view.key(), view.slo().service(), view.budget().remaining()));
      for (AlertView alert : view.alerts()) {
        alerts.merge(alert.standing().toString(), 1, Integer::sum);
        if (alert.standing() == Standing.FIRING) {
          firing
              .computeIfAbsent(view.key().slo(), slo -> new HashMap<>())
              .merge(alert.severity(), 1, Integer::sum);
        }
      }
      if (tellsSomethingNew(view, dataState)) {
        byte[] value = BudgetRecord.value(view, dataState);
        views.put(BudgetRecord.key(view), value);
        context.forward(new Record<>(bytes(BudgetRecord.key(view)), value, nowMs), Names.BUDGETS);
      }
    }
    gone.forEach(key -> forget(key, nowMs));
    ended.forgetBefore(ledger.tick(), nowMs);
    if (first) {
      forgetStrangers();
    }
    views.stamp(ledger.tick(), dataState, watermarks.missing(nowMs), nowMs);
    wiring
        .meters()
        .standing(
            Integer.toString(partition), new Standings.Standing(totals(ledger), budgets, firing));
  }

  /** Whether someone who has what was last sent would learn anything. */
  private boolean tellsSomethingNew(SeriesView view, DataState dataState) {
    Sent before = sent.get(view.key());
    if (before != null && before.dataState == dataState && before.standing.equals(view.at(0))) {
      return false; // most series, most of the time: nothing has to be written out to know
    }
    Sent now = Sent.of(view, dataState);
    sent.put(view.key(), now);
    return before == null || !Arrays.equals(before.told, now.told);
  }

  /** Of the SLOs that are of this partition, with or without series. */
  private List<SloTotals> totals(Ledger ledger) {
    return slos.keySet().stream()
        .filter(slo -> partitions.of(slo) == partition)
        .map(ledger::totals)
        .toList();
  }

  /** Deletes views that an earlier owner of the partition left, with other definitions. */
  private void forgetStrangers() {
    Set<String> known = new HashSet<>(ended.names());
    sent.keySet().forEach(key -> known.add(key.id()));
    views.retain(known);
  }

  private DataState dataState(Ledger ledger, Watermarks watermarks, long nowMs) {
    if (!watermarks.missing(nowMs).isEmpty()) {
      return DataState.INCOMPLETE;
    }
    boolean behind =
        ledger.tick() != Ledger.NO_TICK
            && nowMs - ledger.tick() * 1_000 > wiring.timing().maxHoldMs();
    if (behind && !watermarks.isEnded()) {
      return DataState.LAGGING;
    }
    return watermarks.isIdle() ? DataState.IDLE : DataState.OK;
  }

  /** Tombstones for a series that is gone: its budget, and the states of its alerts. */
  private void forget(SeriesKey key, long nowMs) {
    sent.remove(key);
    views.delete(key.id());
    context.forward(new Record<>(bytes(key.id()), null, nowMs), Names.BUDGETS);
    forgetAlerts(slos.get(key.slo()), key, nowMs);
  }

  private void forgetAlerts(Slo slo, SeriesKey key, long nowMs) {
    for (AlertPolicy policy : slo.alertPolicies()) {
      for (String alert : List.of(policy.name(), policy.name() + AlertPolicy.NO_DATA_SUFFIX)) {
        forgetAlert(key, alert, nowMs);
      }
    }
    if (slo.period().budgetPolicy().isNamed()) {
      forgetAlert(key, TierRecord.NAME, nowMs);
    }
  }

  private void forgetAlert(SeriesKey key, String alert, long nowMs) {
    byte[] alertKey = bytes(AlertRecord.key(key.id(), alert));
    context.forward(new Record<>(alertKey, null, nowMs), Names.ALERT_STATES);
  }

  private void closeAlert(SeriesKey key, String alert, AlertState state, long tick, long nowMs) {
    if (state instanceof AlertState.Firing firingState) {
      Transition resolved =
          new Transition(
              key,
              alert,
              "unknown",
              Change.RESOLVED,
              tick,
              firingState.startsAt(),
              new Evidence(List.of(), 1, false));
      send(resolved, AlertRecord.endOfDefinition(resolved), nowMs);
      forgetAlert(key, alert, nowMs);
    }
  }

  private void send(Transition transition, byte[] value, long nowMs) {
    Record<byte[], byte[]> record = new Record<>(bytes(AlertRecord.key(transition)), value, nowMs);
    AlertRecord.headers(wiring.application(), transition)
        .forEach((name, text) -> record.headers().add(name, bytes(text)));
    context.forward(record, Names.ALERTS);
    context.forward(new Record<>(record.key(), value, nowMs), Names.ALERT_STATES);
    wiring.meters().transition(transition.change().toString());
    LOGGER
        .atInfo()
        .addKeyValue("slo", transition.series().slo())
        .addKeyValue("series", transition.series().id())
        .addKeyValue("alert", transition.alert())
        .addKeyValue("severity", transition.severity())
        .addKeyValue("state", transition.change())
        .addKeyValue("at", Instant.ofEpochSecond(transition.at()))
        .addKeyValue("burn", burn(transition.evidence().burnRates()))
        .log("alert {}", transition.change());
  }

  /** {@code 1h=14.62 5m=20.3}: the windows that its policy looks at. */
  private static String burn(List<BurnSample> samples) {
    return samples.stream()
        .map(one -> "%s=%.2f".formatted(one.window().label(), one.rate()))
        .collect(Collectors.joining(" "));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
