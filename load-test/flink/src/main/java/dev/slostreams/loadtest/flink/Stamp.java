package dev.slostreams.loadtest.flink;

import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Says of a sum which SLO and which minute it is. */
final class Stamp implements WindowFunction<SloCounts, SloCounts, Integer, TimeWindow> {

  private static final long serialVersionUID = 1;

  @Override
  public void apply(
      Integer slo, TimeWindow minute, Iterable<SloCounts> sums, Collector<SloCounts> out) {
    SloCounts sum = sums.iterator().next();
    sum.slo = slo;
    sum.second = minute.getStart() / 1_000;
    out.collect(sum);
  }
}
