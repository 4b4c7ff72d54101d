package dev.slostreams.loadtest.flink;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds up the counts of one SLO in one window; the window keeps only the sum. */
final class Sum implements AggregateFunction<SloCounts, SloCounts, SloCounts> {

  private static final long serialVersionUID = 1;

  @Override
  public SloCounts createAccumulator() {
    return new SloCounts();
  }

  @Override
  public SloCounts add(SloCounts value, SloCounts sum) {
    sum.good += value.good;
    sum.total += value.total;
    return sum;
  }

  @Override
  public SloCounts getResult(SloCounts sum) {
    return sum;
  }

  @Override
  public SloCounts merge(SloCounts a, SloCounts b) {
    return add(a, b);
  }
}
