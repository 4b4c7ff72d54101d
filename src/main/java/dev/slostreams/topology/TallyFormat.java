package dev.slostreams.topology;

import dev.slostreams.slo.Cover;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.SeriesKey.Label;
import dev.slostreams.slo.SloId;
import dev.slostreams.store.Bytes;
import dev.slostreams.tally.BatchTally;
import dev.slostreams.tally.Delta;
import dev.slostreams.tally.SeriesTally;
import dev.slostreams.watermark.Progress;
import dev.slostreams.watermark.Progress.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a {@link BatchTally} between the two stages.
 *
 * <pre>
 * tally   := version partition watermarkMs highestMs reading count run*
 * run     := slo objective count ( label value )* count ( second good bad events )* number*
 * second  := difference to the second before, the first of the tally to 0
 * number  := the sum of each second: length and the bytes of a two's complement, big-endian; only
 *            in version 2
 * version := 0x01 | 0x02 | 0x03         2 where any sum is other than 0; 3 where any event has
 *                                       labels: then sums stand there too, and each run begins with
 *                                       its labels, names with commas; a newer program reads every
 *                                       older version
 * </pre>
 *
 * A run is a {@link SeriesTally}. Texts are length and UTF-8, numbers varints.
 */
final class TallyFormat {

  private static final int WITHOUT_SUMS = 1;
  private static final int WITH_SUMS = 2;
  private static final int WITH_LABELS = 3;

  private TallyFormat() {}

  static byte[] bytes(BatchTally tally) {
    int version = version(tally.series());
    Bytes.Writer out = new Bytes.Writer().writeByte(version);
    out.writeText(tally.partition());
    out.writeLong(tally.progress().watermarkMs()).writeLong(tally.progress().highestMs());
    out.writeByte(tally.progress().reading().ordinal());
    out.writeVarint(tally.series().size());
    long before = 0;
    for (SeriesTally series : tally.series()) {
      if (version >= WITH_LABELS) {
        out.writeText(series.labels().toString());
      }
      writeSeries(out, series.series());
      out.writeVarint(series.deltas().size());
      for (Delta delta : series.deltas()) {
        out.writeLong(delta.second() - before);
        out.writeVarint(delta.good()).writeVarint(delta.total() - delta.good());
        out.writeVarint(delta.events());
        before = delta.second();
      }
      if (version >= WITH_SUMS) {
        series.deltas().forEach(delta -> out.writeNumber(delta.sum()));
      }
    }
    return out.toBytes();
  }

  static BatchTally read(byte[] bytes) {
    Bytes.Reader in = new Bytes.Reader(bytes);
    int version = in.readVersion(WITH_LABELS, "tally");
    String partition = in.readText();
    long watermarkMs = in.readLong();
    long highestMs = in.readLong();
    Progress progress = new Progress(watermarkMs, highestMs, Reading.values()[in.readByte()]);
    int runs = (int) in.readVarint();
    List<SeriesTally> tallies = new ArrayList<>(runs);
    long second = 0;
    for (int run = 0; run < runs; run++) {
      Cover labels = version >= WITH_LABELS ? readLabels(in) : Cover.NONE;
      SeriesKey series = readSeries(in);
      int count = (int) in.readVarint();
      List<Delta> deltas = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        second += in.readLong();
        long good = in.readVarint();
        long bad = in.readVarint();
        deltas.add(new Delta(second, good, good + bad, in.readVarint()));
      }
      if (version >= WITH_SUMS) {
        deltas.replaceAll(delta -> delta.withSum(in.readNumber()));
      }
      tallies.add(new SeriesTally(series, labels, deltas));
    }
    return new BatchTally(partition, progress, tallies);
  }

  private static int version(List<SeriesTally> tallies) {
    int version = WITHOUT_SUMS;
    for (SeriesTally series : tallies) {
      if (!series.labels().isNone()) {
        return WITH_LABELS;
      }
      if (version == WITHOUT_SUMS && hasSum(series)) {
        version = WITH_SUMS;
      }
    }
    return version;
  }

  private static boolean hasSum(SeriesTally series) {
    for (Delta delta : series.deltas()) {
      if (delta.sum().signum() != 0) {
        return true;
      }
    }
    return false;
  }

  private static Cover readLabels(Bytes.Reader in) {
    String names = in.readText();
    return names.isEmpty() ? Cover.NONE : Cover.of(names.split(","));
  }

  private static void writeSeries(Bytes.Writer out, SeriesKey series) {
    out.writeText(series.slo().name()).writeText(series.slo().objective());
    out.writeVarint(series.labels().size());
    series.labels().forEach(label -> out.writeText(label.name()).writeText(label.value()));
  }

  private static SeriesKey readSeries(Bytes.Reader in) {
    SloId slo = new SloId(in.readText(), in.readText());
    List<Label> labels = new ArrayList<>();
    for (long left = in.readVarint(); left > 0; left--) {
      labels.add(new Label(in.readText(), in.readText()));
    }
    return new SeriesKey(slo, labels);
  }
}
