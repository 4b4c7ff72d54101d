package dev.slostreams.lint;

import dev.slostreams.openslo.SloDocument;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.Slo;

/**
 * An objective that is looked at, with the document it stands in.
 *
 * @param document as written
 * @param slo as understood
 */
record Subject(SloDocument document, Slo slo) {

  /** Whether it counts no events itself, but is made of other objectives. */
  boolean isComposite() {
    return slo.indicator() instanceof Indicator.Composite;
  }
}
