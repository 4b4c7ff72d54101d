package dev.slostreams.topology;

import dev.slostreams.slo.Cover;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.SeriesKey.Label;
import dev.slostreams.slo.SloId;
import dev.slostreams.store.Bytes;
import dev.slostreams.tally.BatchTally;
import dev.slostreams.tally.Delta;
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
 * A run is neighbouring deltas of one series with the same labels. Texts are length and UTF-8,
 * numbers varints.
 */
final class TallyFormat {

  private static final int WITHOUT_SUMS = 1;
  private static final int WITH_SUMS = 2;
  private static final int WITH_LABELS = 3;

  private TallyFormat() {}

  static byte[] bytes(BatchTally tally) {
    int version = version(tally.deltas());
    Bytes.Writer out = new Bytes.Writer().writeByte(version);
    out.writeText(tally.partition());
    out.writeLong(tally.progress().watermarkMs()).writeLong(tally.progress().highestMs());
    out.writeByte(tally.progress().reading().ordinal());
    List<List<Delta>> runs = runs(tally.deltas());
    out.writeVarint(runs.size());
    long before = 0;
    for (List<Delta> run : runs) {
      if (version >= WITH_LABELS) {
        out.writeText(run.get(0).labels().toString());
      }
      writeSeries(out, run.get(0).series());
      out.writeVarint(run.size());
      for (Delta delta : run) {
        out.writeLong(delta.second() - before);
        out.writeVarint(delta.good()).writeVarint(delta.total() - delta.good());
        out.writeVarint(delta.events());
        before = delta.second();
      }
      if (version >= WITH_SUMS) {
        run.forEach(delta -> out.writeNumber(delta.sum()));
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
    List<Delta> deltas = new ArrayList<>();
    long second = 0;
    for (long runs = in.readVarint(); runs > 0; runs--) {
      Cover labels = version >= WITH_LABELS ? readLabels(in) : Cover.NONE;
      SeriesKey series = readSeries(in);
      int first = deltas.size();
      for (long left = in.readVarint(); left > 0; left--) {
        second += in.readLong();
        long good = in.readVarint();
        long bad = in.readVarint();
        deltas.add(new Delta(series, second, good, good + bad, in.readVarint()));
      }
      List<Delta> run = deltas.subList(first, deltas.size());
      if (version >= WITH_SUMS) {
        run.replaceAll(delta -> delta.withSum(in.readNumber()));
      }
      if (!labels.isNone()) {
        run.replaceAll(delta -> delta.withLabels(labels));
      }
    }
    return new BatchTally(partition, progress, deltas);
  }

  private static List<List<Delta>> runs(List<Delta> deltas) {
    List<List<Delta>> runs = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= deltas.size(); i++) {
      if (i == deltas.size() || !isSameRun(deltas.get(i), deltas.get(from))) {
        runs.add(deltas.subList(from, i));
        from = i;
      }
    }
    return runs;
  }

  private static boolean isSameRun(Delta one, Delta other) {
    return one.series().equals(other.series()) && one.labels().equals(other.labels());
  }

  private static int version(List<Delta> deltas) {
    if (deltas.stream().anyMatch(delta -> !delta.labels().isNone())) {
      return WITH_LABELS;
    }
    boolean hasSums = deltas.stream().anyMatch(delta -> delta.sum().signum() != 0);
    return hasSums ? WITH_SUMS : WITHOUT_SUMS;
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
