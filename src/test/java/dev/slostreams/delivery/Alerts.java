package dev.slostreams.delivery;

import dev.slostreams.alert.BurnSample;
import dev.slostreams.alert.Transition;
import dev.slostreams.alert.Transition.Change;
import dev.slostreams.alert.Transition.Evidence;
import dev.slostreams.slo.LookbackWindow;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.Slo;
import dev.slostreams.testing.Slos;
import dev.slostreams.wire.AlertNotice;
import dev.slostreams.wire.AlertRecord;
import java.time.Instant;
import java.util.List;

/** Transitions of the alerts of one SLO, as they come from the engine. */
final class Alerts {

  static final Slo SLO = Slos.with(Slos.availability("checkout", "region"), Slos.workbook());

  private Alerts() {}

  static Transition firing(String region, Instant at) {
    return transition(SLO, region, Change.FIRING, at, at);
  }

  static Transition resolved(String region, Instant startsAt, Instant at) {
    return transition(SLO, region, Change.RESOLVED, startsAt, at);
  }

  static Transition transition(
      Slo slo, String region, Change change, Instant startsAt, Instant at) {
    return new Transition(
        SeriesKey.of(slo.id(), slo.labelNames(), List.of(region)),
        slo.alertPolicies().get(0).name(),
        slo.alertPolicies().get(0).severity(),
        change,
        at.getEpochSecond(),
        startsAt.getEpochSecond(),
        new Evidence(
            List.of(
                new BurnSample(new LookbackWindow(Slos.HOUR), 14.7),
                new BurnSample(new LookbackWindow(300), 96.2)),
            0.98,
            false));
  }

  static AlertNotice notice(Slo slo, Transition transition) {
    return AlertNotice.read(AlertRecord.key(transition), AlertRecord.value(slo, transition));
  }

  static AlertNotice notice(Transition transition) {
    return notice(SLO, transition);
  }
}
