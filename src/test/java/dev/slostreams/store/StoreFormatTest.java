package dev.slostreams.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.alert.AlertState;
import dev.slostreams.budget.TierState;
import dev.slostreams.engine.SeriesHead;
import dev.slostreams.slo.Cover;
import dev.slostreams.slo.SeriesKey;
import dev.slostreams.slo.SloId;
import dev.slostreams.slo.Tier.DeployAction;
import dev.slostreams.store.StoreFormat.StoredClock;
import dev.slostreams.store.StoreFormat.StoredHead;
import dev.slostreams.watermark.Progress;
import dev.slostreams.watermark.Progress.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StoreFormatTest {

  private static final SeriesKey SERIES =
      SeriesKey.of(new SloId("checkout", "größe"), List.of("region", "method"), List.of("", "🙂"));

  @Property(tries = 300)
  void headComesBackAsItWas(
      @ForAll int fingerprint,
      @ForAll long birth,
      @ForAll long lastSecond,
      @ForAll("alerts") Map<String, AlertState> alerts,
      @ForAll long milderSince,
      @ForAll DeployAction action) {
    TierState tier = new TierState("gelb 🙂", milderSince, action);
    StoredHead head =
        new StoredHead(SERIES, fingerprint, new SeriesHead(birth, lastSecond, alerts, tier));

    assertThat(StoreFormat.readHead(StoreFormat.head(head))).isEqualTo(head);
  }

  @Property(tries = 300)
  void clockComesBackAsItWas(
      @ForAll long tick,
      @ForAll @IntRange int nextNumber,
      @ForAll("progress") Map<String, Progress> partitions) {
    StoredClock clock = new StoredClock(tick, nextNumber, partitions);

    assertThat(StoreFormat.readClock(StoreFormat.clock(clock))).isEqualTo(clock);
  }

  @Property(tries = 300)
  void keyOfAPageTellsSeriesStepAndPage(@ForAll @IntRange int number, @ForAll long page) {
    byte[] key = StoreFormat.pageKey(number, Cover.NONE, 60, page);

    assertThat(key[0]).isEqualTo(StoreFormat.PAGE);
    assertThat(StoreFormat.number(key)).isEqualTo(number);
    assertThat(StoreFormat.pageStep(key)).isEqualTo(60);
    assertThat(StoreFormat.pageNumber(key)).isEqualTo(page);
  }

  @Test
  void keysOfHeadClockAndPageDiffer() {
    byte[] head = StoreFormat.headKey(258);

    assertThat(head).containsExactly('h', 0, 0, 1, 2);
    assertThat(head[0]).isEqualTo(StoreFormat.HEAD);
    assertThat(StoreFormat.number(head)).isEqualTo(258);
    assertThat(List.of(StoreFormat.HEAD, StoreFormat.PAGE, StoreFormat.CLOCK_KEY[0]))
        .doesNotHaveDuplicates();
  }

  @Test
  void headOfVersionOneHasNoTierYet() {
    SeriesHead head = new SeriesHead(1, 2, Map.of("page", new AlertState.Pending(7)));
    byte[] written = StoreFormat.head(new StoredHead(SERIES, 1, head));
    byte[] tier =
        new Bytes.Writer().writeText("").writeLong(TierState.NEVER).writeByte(0).toBytes();
    byte[] versionOne = Arrays.copyOf(written, written.length - tier.length);
    versionOne[0] = 1;

    assertThat(StoreFormat.readHead(versionOne).head()).isEqualTo(head);
    assertThat(head.tier()).isEqualTo(TierState.UNKNOWN);
  }

  @Test
  void newerVersionsAreRefused() {
    byte[] head = StoreFormat.head(new StoredHead(SERIES, 1, new SeriesHead(1, 2, Map.of())));
    byte[] clock = StoreFormat.clock(new StoredClock(1, 2, Map.of()));
    head[0] = 3;
    clock[0] = 3;

    assertThatThrownBy(() -> StoreFormat.readHead(head))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "head of a series: version must be at most 2, but was 3;"
                + " it was written by a newer slo-streams");
    assertThatThrownBy(() -> StoreFormat.readClock(clock))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "clock of the series store: version must be at most 2, but was 3;"
                + " it was written by a newer slo-streams");
  }

  @Provide
  Arbitrary<Map<String, AlertState>> alerts() {
    Arbitrary<AlertState> pending = Arbitraries.longs().map(AlertState.Pending::new);
    Arbitrary<AlertState> firing =
        Combinators.combine(
                Arbitraries.longs(),
                Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.just(AlertState.NEVER)))
            .as(AlertState.Firing::new);
    return Arbitraries.maps(names(), Arbitraries.oneOf(pending, firing)).ofMaxSize(4);
  }

  @Provide
  Arbitrary<Map<String, Progress>> progress() {
    Arbitrary<Progress> progress =
        Combinators.combine(
                Arbitraries.longs(), Arbitraries.longs(), Arbitraries.of(Reading.values()))
            .as(Progress::new);
    return Arbitraries.maps(names(), progress).ofMaxSize(4);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of(
        "page-fast", "page-fast-no-data", "ticket-slow", "größe", "n".repeat(130));
  }
}
