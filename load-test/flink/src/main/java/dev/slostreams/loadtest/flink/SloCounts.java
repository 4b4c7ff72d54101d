package dev.slostreams.loadtest.flink;

/** Good and total of one SLO in a span of time; a POJO for Flink, so that Kryo is not needed. */
public final class SloCounts {

  public int slo;

  /** Epoch seconds where the span begins: a second before the window, a minute after it. */
  public long second;

  public long good;
  public long total;
}
