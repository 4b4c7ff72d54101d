package dev.slostreams.loadtest.flink;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up per SLO and second before anything is sent over the network: the local half of a
 * two-phase aggregation, as Flink SQL plans it ({@code MapBundleOperator}). It has no state of its
 * own: what it holds is sent before each watermark and before each checkpoint barrier, so nothing
 * arrives late and nothing is lost on recovery.
 */
final class LocalCounts extends AbstractStreamOperator<SloCounts>
    implements OneInputStreamOperator<Contribution, SloCounts>, BoundedOneInput {

  private static final long serialVersionUID = 1;
  private static final int SPAN = 1_024; // seconds held at most, a power of two

  private final int slos;
  private transient long[] good;
  private transient long[] total;
  private transient long firstSecond;
  private transient int usedFrom;
  private transient int usedTo;
  private transient StreamRecord<SloCounts> out;

  LocalCounts(int slos) {
    this.slos = slos;
  }

  @Override
  public void open() throws Exception {
    super.open();
    good = new long[slos * SPAN];
    total = new long[slos * SPAN];
    out = new StreamRecord<>(new SloCounts());
  }

  @Override
  public void processElement(StreamRecord<Contribution> element) {
    Contribution event = element.getValue();
    long second = Math.floorDiv(event.timestampMs, 1_000L);
    long at = second - firstSecond;
    if (usedFrom == usedTo || at < 0 || at >= SPAN) {
      send();
      firstSecond = second - SPAN / 2; // partitions are not equally far
      at = SPAN / 2;
      usedFrom = (int) at;
      usedTo = usedFrom;
    }
    usedFrom = Math.min(usedFrom, (int) at);
    usedTo = Math.max(usedTo, (int) at + 1);
    for (int i = 0; i < event.count; i++) {
      int cell = (int) at * slos + event.slos[i];
      total[cell]++;
      if (event.good[i]) {
        good[cell]++;
      }
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    send();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    send();
  }

  @Override
  public void endInput() {
    send();
  }

  private void send() {
    for (int at = usedFrom; at < usedTo; at++) {
      for (int slo = 0; slo < slos; slo++) {
        int cell = at * slos + slo;
        if (total[cell] != 0) {
          SloCounts counts = out.getValue();
          counts.slo = slo;
          counts.second = firstSecond + at;
          counts.good = good[cell];
          counts.total = total[cell];
          out.setTimestamp(counts.second * 1_000);
          output.collect(out);
          good[cell] = 0;
          total[cell] = 0;
        }
      }
    }
    usedFrom = usedTo;
  }
}
