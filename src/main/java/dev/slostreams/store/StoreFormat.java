package dev.slostreams.store;

import dev.slostreams.alert.AlertState;
import dev.slostreams.budget.TierState;
import dev.slostreams.engine.SeriesHead;
import dev.slostreams.slo.BudgetingMethod;
import dev.slostreams.slo.BudgetingMethod.Sliced;
import dev.slostreams.slo.BudgetingMethod.Timeslices;
import dev.slostreams.slo.Cover;
import dev.slostreams.slo.Indicator;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.SeriesKey.Label;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.slo.Tier.DeployAction;
import dev.slostreams.watermark.Progress;
import dev.slostreams.watermark.Progress.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The keys and values of the series store.
 *
 * <pre>
 * key     := 'c'                                  the clock of this ledger partition
 *          | 'h' number                           the head of a series; number is 4 bytes, big-endian
 *          | 'p' number tier page names           a counter page; page 8 bytes, tier 1 byte: the step
 *                                                 1, 10 or 60; of a sliced series 1 for seconds, 2 for
 *                                                 parts of slices, 3 for seconds of the source; names
 *                                                 of the exclusions that took it out, with commas,
 *                                                 UTF-8; none for what counts
 * clock   := version tick nextNumber count ( partition watermarkMs highestMs reading )*
 *            count ( exclusion extent )*          those that apply; from version 2 on
 * head    := version series fingerprint birth lastSecond count ( alert state )* tier
 * series  := slo objective count ( label value )*
 * state   := 1 since | 2 startsAt calmSince       pending | firing
 * tier    := name milderSince action              since version 2; before, not known
 * page    := see window.PageFormat, which has its own version
 * version := 0x01 | 0x02                          a newer program reads every older version
 * </pre>
 *
 * Texts are length and UTF-8, numbers varints or zigzag varints.
 */
final class StoreFormat {

  static final byte[] CLOCK_KEY = {'c'};

  /** What the keys of heads begin with. */
  static final byte HEAD = 'h';

  /** What the keys of pages begin with. */
  static final byte PAGE = 'p';

  private static final int CLOCK_VERSION = 2;
  private static final int PAGE_KEY_BYTES = 14;
  private static final int HEAD_VERSION = 2;
  private static final int PENDING = 1;
  private static final int FIRING = 2;

  private StoreFormat() {}

  /** A stored head: whose, of which definition, and what it says. */
  record StoredHead(SeriesKey series, int fingerprint, SeriesHead head) {}

  /** The stored clock. */
  record StoredClock(
      long tick, int nextNumber, Map<String, Progress> partitions, Map<String, String> applied) {

    /** Without exclusions. */
    StoredClock(long tick, int nextNumber, Map<String, Progress> partitions) {
      this(tick, nextNumber, partitions, Map.of());
    }
  }

  static byte[] headKey(int number) {
    return ByteBuffer.allocate(5).put(HEAD).putInt(number).array();
  }

  static byte[] pageKey(int number, Cover cover, int tier, long page) {
    byte[] names = cover.toString().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(PAGE_KEY_BYTES + names.length)
        .put(PAGE)
        .putInt(number)
        .put((byte) tier)
        .putLong(page)
        .put(names)
        .array();
  }

  /** With which the keys of all pages of a series begin. */
  static byte[] pagePrefix(int number) {
    return ByteBuffer.allocate(5).put(PAGE).putInt(number).array();
  }

  /** The series number in the key of a head or a page. */
  static int number(byte[] key) {
    return ByteBuffer.wrap(key).getInt(1);
  }

  static int pageStep(byte[] key) {
    return key[5];
  }

  static long pageNumber(byte[] key) {
    return ByteBuffer.wrap(key).getLong(6);
  }

  /** The exclusions that took out what the page holds. */
  static Cover pageCover(byte[] key) {
    if (key.length == PAGE_KEY_BYTES) {
      return Cover.NONE;
    }
    String names =
        new String(key, PAGE_KEY_BYTES, key.length - PAGE_KEY_BYTES, StandardCharsets.UTF_8);
    return Cover.of(names.split(","));
  }

  static byte[] clock(StoredClock clock) {
    Bytes.Writer out = new Bytes.Writer().writeByte(CLOCK_VERSION);
    out.writeLong(clock.tick()).writeVarint(clock.nextNumber());
    out.writeVarint(clock.partitions().size());
    clock
        .partitions()
        .forEach(
            (partition, progress) ->
                out.writeText(partition)
                    .writeLong(progress.watermarkMs())
                    .writeLong(progress.highestMs())
                    .writeByte(progress.reading().ordinal()));
    out.writeVarint(clock.applied().size());
    new TreeMap<>(clock.applied()).forEach((name, text) -> out.writeText(name).writeText(text));
    return out.toBytes();
  }

  static StoredClock readClock(byte[] bytes) {
    Bytes.Reader in = new Bytes.Reader(bytes);
    int version = in.readVersion(CLOCK_VERSION, "clock of the series store");
    long tick = in.readLong();
    int nextNumber = (int) in.readVarint();
    Map<String, Progress> partitions = new HashMap<>();
    for (long left = in.readVarint(); left > 0; left--) {
      String partition = in.readText();
      long watermarkMs = in.readLong();
      long highestMs = in.readLong();
      partitions.put(
          partition, new Progress(watermarkMs, highestMs, Reading.values()[in.readByte()]));
    }
    Map<String, String> applied = new HashMap<>();
    for (long left = version < 2 ? 0 : in.readVarint(); left > 0; left--) {
      applied.put(in.readText(), in.readText());
    }
    return new StoredClock(tick, nextNumber, partitions, applied);
  }

  static byte[] head(StoredHead stored) {
    Bytes.Writer out = new Bytes.Writer().writeByte(HEAD_VERSION);
    SeriesKey series = stored.series();
    out.writeText(series.slo().name()).writeText(series.slo().objective());
    out.writeVarint(series.labels().size());
    series.labels().forEach(label -> out.writeText(label.name()).writeText(label.value()));
    out.writeLong(stored.fingerprint());
    out.writeLong(stored.head().birth()).writeLong(stored.head().lastSecond());
    out.writeVarint(stored.head().alerts().size());
    stored.head().alerts().forEach((alert, state) -> writeState(out.writeText(alert), state));
    TierState tier = stored.head().tier();
    out.writeText(tier.tier()).writeLong(tier.milderSince()).writeByte(tier.action().ordinal());
    return out.toBytes();
  }

  static StoredHead readHead(byte[] bytes) {
    Bytes.Reader in = new Bytes.Reader(bytes);
    int version = in.readVersion(HEAD_VERSION, "head of a series");
    SloId slo = new SloId(in.readText(), in.readText());
    List<Label> labels = new ArrayList<>();
    for (long left = in.readVarint(); left > 0; left--) {
      labels.add(new Label(in.readText(), in.readText()));
    }
    int fingerprint = (int) in.readLong();
    long birth = in.readLong();
    long lastSecond = in.readLong();
    Map<String, AlertState> alerts = new HashMap<>();
    for (long left = in.readVarint(); left > 0; left--) {
      alerts.put(in.readText(), readState(in));
    }
    TierState tier = version < 2 ? TierState.UNKNOWN : readTier(in);
    return new StoredHead(
        new SeriesKey(slo, labels), fingerprint, new SeriesHead(birth, lastSecond, alerts, tier));
  }

  /**
   * Tells definitions apart that count different things under the same name. What is counted with
   * one must not be added to the other; policies, target and time window may change freely.
   */
  static int fingerprint(Slo slo) {
    Indicator indicator = slo.indicator();
    Bytes.Writer out = new Bytes.Writer().writeText(indicator.source());
    out.writeText(indicator.total().where()).writeText(indicator.total().weight());
    if (indicator instanceof Indicator.Ratio ratio) {
      out.writeText(ratio.partIs().name());
      out.writeText(ratio.part().where()).writeText(ratio.part().weight());
    } else if (indicator instanceof Indicator.Threshold threshold) {
      out.writeText(threshold.value()).writeText(threshold.op().toString());
      out.writeText(threshold.limit().stripTrailingZeros().toPlainString());
    } else if (indicator instanceof Indicator.Aggregated aggregated) {
      out.writeText(aggregated.value()).writeText(aggregated.op().toString());
      out.writeText(aggregated.limit().stripTrailingZeros().toPlainString());
      out.writeText(aggregated.aggregate().toString());
    } else if (indicator instanceof Indicator.Composite composite) {
      for (Indicator.Component component : composite.components()) {
        out.writeText(component.slo().id().objective()).writeLong(fingerprint(component.slo()));
        out.writeText(component.weight().stripTrailingZeros().toPlainString());
      }
    }
    writeSlices(out, slo.period().budgetingMethod());
    indicator.groupBy().forEach(by -> out.writeText(by.label()).writeText(by.expression()));
    CRC32C crc = new CRC32C();
    crc.update(out.toBytes());
    return (int) crc.getValue();
  }

  /** Nothing for Occurrences, so that what was stored before there were slices goes on. */
  private static void writeSlices(Bytes.Writer out, BudgetingMethod method) {
    if (method instanceof Sliced sliced) {
      out.writeText(method.symbol()).writeLong(sliced.slices().seconds());
      out.writeText(sliced.slices().noData().name());
    }
    if (method instanceof Timeslices timeslices) {
      out.writeText(timeslices.sliceTarget().stripTrailingZeros().toPlainString());
    }
  }

  private static void writeState(Bytes.Writer out, AlertState state) {
    if (state instanceof AlertState.Pending pending) {
      out.writeByte(PENDING).writeLong(pending.since());
    } else if (state instanceof AlertState.Firing firing) {
      out.writeByte(FIRING).writeLong(firing.startsAt()).writeLong(firing.calmSince());
    } else {
      throw new IllegalStateException(
          "alert state " + state + " is not stored (this is a bug in slo-streams)");
    }
  }

  private static TierState readTier(Bytes.Reader in) {
    return new TierState(in.readText(), in.readLong(), DeployAction.values()[in.readByte()]);
  }

  private static AlertState readState(Bytes.Reader in) {
    int kind = in.readByte();
    return switch (kind) {
      case PENDING -> new AlertState.Pending(in.readLong());
      case FIRING -> new AlertState.Firing(in.readLong(), in.readLong());
      default ->
          throw new IllegalStateException(
              "head of a series: alert state must be 1 or 2, but was " + kind);
    };
  }
}
