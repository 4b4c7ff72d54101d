package dev.slostreams.loadtest;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Figures of one kind, and what lies in their middle and at their ends. */
final class Sample {

  private final double[] rising;

  private Sample(double[] rising) {
    this.rising = rising;
  }

  static Sample of(DoubleStream values) {
    return of(values.toArray());
  }

  static Sample of(double... values) {
    double[] rising = values.clone();
    Arrays.sort(rising);
    return new Sample(rising);
  }

  int size() {
    return rising.length;
  }

  double lowest() {
    return percentile(0);
  }

  double highest() {
    return percentile(1);
  }

  /** Between the two in the middle where there is none. */
  double median() {
    int middle = rising.length / 2;
    return rising.length % 2 == 1 || rising.length == 0
        ? percentile(0.5)
        : (rising[middle - 1] + rising[middle]) / 2;
  }

  /** The value nearest to this share of the way from the lowest to the highest; 0 where none is. */
  double percentile(double share) {
    return rising.length == 0 ? 0 : rising[(int) Math.round(share * (rising.length - 1))];
  }

  DoubleStream values() {
    return Arrays.stream(rising);
  }
}
