package dev.slostreams.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.query.QueryAnswer.Entry;
import dev.slostreams.query.QueryAnswer.Found;
import dev.slostreams.query.QueryAnswer.Unavailable;
import dev.slostreams.query.QueryAnswer.Unknown;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.SloId;
import dev.slostreams.testing.FakeStreams;
import dev.slostreams.testing.Slos;
import dev.slostreams.wire.DataState;
import dev.slostreams.wire.LedgerRecord;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesQueryTest {

  private static final Slo CART = Slos.availability("cart", "region");
  private static final Slo CART_2 = Slos.availability("cart-2");

  private static final Served READ =
      new Served(
          0,
          FakeStreams.SELF,
          Served.Role.ACTIVE,
          false,
          0,
          LedgerRecord.NO_TICK,
          DataState.OK,
          List.of());

  private final FakeStreams streams = new FakeStreams();
  private final SeriesQuery query =
      streams.query(
          List.of(CART_2, CART),
          (typed, known) -> known.stream().filter(name -> name.startsWith(typed)).findFirst());

  @Test
  void seriesComeInOrderOfSloAndSeriesId() {
    streams
        .put("cart-2", "{2}")
        .put("cart{region=\"us\"}", "{us}")
        .put("cart{region=\"eu\"}", "{eu}");

    QueryAnswer answer = query.all();

    assertThat(answer)
        .isEqualTo(
            new Found(
                List.of(CART, CART_2),
                List.of(
                    new Entry(CART.id(), "cart{region=\"eu\"}", "{eu}"),
                    new Entry(CART.id(), "cart{region=\"us\"}", "{us}"),
                    new Entry(CART_2.id(), "cart-2", "{2}")),
                List.of(READ),
                List.of()));
  }

  @Test
  void sloHasOnlyItsOwnSeries() {
    streams.put("cart-2", "{2}").put("cart{region=\"us\"}", "{us}");

    QueryAnswer answer = query.ofSlo("cart");

    assertThat(answer)
        .isEqualTo(
            new Found(
                List.of(CART),
                List.of(new Entry(CART.id(), "cart{region=\"us\"}", "{us}")),
                List.of(READ),
                List.of()));
  }

  @Test
  void sloHasTheSeriesOfAllItsObjectives() {
    Slo strict = named(new SloId("latency", "strict"));
    Slo loose = named(new SloId("latency", "loose"));
    streams.put("latency/strict", "{s}").put("latency/loose", "{l}");

    QueryAnswer answer =
        streams.query(List.of(strict, loose), (typed, known) -> Optional.empty()).ofSlo("latency");

    assertThat(answer)
        .isEqualTo(
            new Found(
                List.of(loose, strict),
                List.of(
                    new Entry(loose.id(), "latency/loose", "{l}"),
                    new Entry(strict.id(), "latency/strict", "{s}")),
                List.of(READ),
                List.of()));
  }

  @Test
  void sloWithoutEventsIsFoundWithoutSeries() {
    QueryAnswer answer = query.ofSlo("cart");

    assertThat(answer).isEqualTo(new Found(List.of(CART), List.of(), List.of(READ), List.of()));
  }

  @Test
  void undefinedNameIsUnknownWithTheNearestOne() {
    QueryAnswer answer = query.ofSlo("car");

    assertThat(answer).isEqualTo(new Unknown("car", "cart", List.of("cart", "cart-2")));
  }

  @Test
  void undefinedNameLikeNoOtherHasNoNearestOne() {
    QueryAnswer answer = query.ofSlo("payment");

    assertThat(answer).isEqualTo(new Unknown("payment", "", List.of("cart", "cart-2")));
  }

  @Test
  void undefinedNameIsUnknownEvenWhileStarting() {
    streams.in(State.CREATED);

    QueryAnswer answer = query.ofSlo("payment");

    assertThat(answer).isEqualTo(new Unknown("payment", "", List.of("cart", "cart-2")));
  }

  @ParameterizedTest
  @CsvSource({
    "CREATED, this instance is starting",
    "PENDING_SHUTDOWN, this instance is stopping or has stopped",
    "NOT_RUNNING, this instance is stopping or has stopped",
    "PENDING_ERROR, this instance has failed; its log says why",
    "ERROR, this instance has failed; its log says why"
  })
  void streamsThatDoNotRunHaveNoAnswer(State state, String reason) {
    streams.put("cart-2", "{2}").in(state);

    QueryAnswer answer = query.all();

    assertThat(answer).isEqualTo(new Unavailable("ledger partition 0: " + reason, 2));
  }

  @Test
  void closedStoreIsUnavailable() {
    streams.withClosedStore();

    QueryAnswer answer = query.all();

    assertThat(answer)
        .isEqualTo(
            new Unavailable("ledger partition 0: no instance has it now, it is being assigned", 2));
  }

  private static Slo named(SloId id) {
    Slo slo = Slos.availability();
    return new Slo(
        id,
        slo.service(),
        slo.indicator(),
        slo.target(),
        slo.period(),
        slo.alertPolicies(),
        slo.about());
  }
}
