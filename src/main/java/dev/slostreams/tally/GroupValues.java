package dev.slostreams.tally;

import java.util.Arrays;

/**
 * A tuple of groupBy values as a key of a hash map. One of them is reused for looking up; what is
 * kept is a copy.
 */
final class GroupValues {

  private String[] values;

  GroupValues(String[] values) {
    this.values = values;
  }

  /** Makes this the key of another tuple, whose array is not copied. */
  GroupValues pointTo(String[] others) {
    values = others;
    return this;
  }

  GroupValues copy() {
    return new GroupValues(values.clone());
  }

  String[] values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupValues that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
