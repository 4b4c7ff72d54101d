package dev.slostreams.lint;

import java.util.OptionalLong;

/** A time window that reaches further back than the topic does, as far as its source says. */
final class WindowLongerThanRetention implements Rule.OnSlo {

  @Override
  public Code code() {
    return Code.WINDOW_LONGER_THAN_RETENTION;
  }

  @Override
  public void check(Subject subject, Report report) {
    OptionalLong retention = subject.document().retentionSeconds(subject.slo());
    long timeWindow = subject.slo().timeWindow().nominalSeconds();
    if (retention.isPresent() && timeWindow > retention.getAsLong()) {
      report.add(
          code(),
          subject,
          subject.document().timeWindow(),
          "the time window of %s is longer than the topic of '%s' keeps its records, %s: counts that are lost cannot be read again; keep records longer or take a shorter window"
              .formatted(
                  subject.slo().timeWindow().label(),
                  subject.slo().indicator().source(),
                  Texts.length(retention.getAsLong())));
    }
  }
}
