package dev.slostreams.lint;

import dev.slostreams.openslo.Place;
import java.util.Comparator;

/**
 * Something in definitions that is allowed but hardly meant.
 *
 * @param code what kind of thing
 * @param place where it stands
 * @param object kind and name, such as {@code SLO 'checkout'}
 * @param path from the root of the object; empty for the object itself
 * @param text a sentence without a final dot, with the value and what to do
 */
public record Finding(Code code, Place place, String object, String path, String text)
    implements Comparable<Finding> {

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::place)
          .thenComparing(Finding::code)
          .thenComparing(Finding::toString);

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /** {@code checkout.yaml:14: L02 threshold-below-1: SLO 'checkout' spec.…: sentence}. */
  @Override
  public String toString() {
    return place + ": " + code + ": " + (object + " " + path).trim() + ": " + text;
  }
}
