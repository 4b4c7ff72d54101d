package dev.slostreams.http;

import java.time.Instant;
import java.util.Optional;

/**
 * Which alerts are asked for.
 *
 * @param since resolved ones of before are left out; those of now go on
 */
record AlertFilter(
    Optional<String> state,
    Optional<String> severity,
    Optional<String> slo,
    Optional<String> service,
    Optional<Instant> since) {

  boolean admits(ListedAlert alert) {
    return admits(state, alert.text("state"))
        && admits(severity, alert.text("severity"))
        && admits(slo, alert.text("slo"))
        && admits(service, alert.text("service"))
        && (since.isEmpty()
            || !alert.text("state").equals("resolved")
            || !alert.changedAt().isBefore(since.get()));
  }

  private static boolean admits(Optional<String> wanted, String has) {
    return wanted.isEmpty() || wanted.get().equals(has);
  }
}
