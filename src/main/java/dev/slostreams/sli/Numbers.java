package dev.slostreams.sli;

/** Compares numbers by value, whatever their form, without rounding. */
final class Numbers {

  private static final double TWO_TO_63 = 0x1p63;

  private Numbers() {}

  /** Below 0, 0 or above 0 as {@code integer} is to {@code number}, which is not NaN. */
  static int compare(long integer, double number) {
    if (number >= TWO_TO_63) {
      return -1;
    }
    if (number < -TWO_TO_63) {
      return 1;
    }
    long floor = (long) Math.floor(number);
    if (integer != floor) {
      return integer < floor ? -1 : 1;
    }
    return number > floor ? -1 : 0;
  }

  static boolean equal(long integer, double number) {
    return !Double.isNaN(number) && compare(integer, number) == 0;
  }
}
