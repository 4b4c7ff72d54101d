package dev.slostreams.lint;

import dev.slostreams.lint.UsedFields.Use;
import dev.slostreams.openslo.SloCatalog;

/** A field that no recorded event has. */
final class NeverSeenField implements Rule {

  private final Sample sample;

  NeverSeenField(Sample sample) {
    this.sample = sample;
  }

  @Override
  public Code code() {
    return Code.NEVER_SEEN_FIELD;
  }

  @Override
  public void check(SloCatalog catalog, Report report) {
    for (Use use : UsedFields.of(catalog)) {
      long events = sample.events(use.source());
      if (events > 0 && !sample.hasSeen(use.source(), use.path())) {
        report.add(
            code(),
            use.subject(),
            use.at(),
            "none of the %,d recorded events of source '%s' has a field '%s'"
                .formatted(events, use.source(), use.path()));
      }
    }
  }
}
