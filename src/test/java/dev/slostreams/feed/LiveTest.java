package dev.slostreams.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Seconds pass where a test says so. */
class LiveTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Live live = new Live(new Meters(meters));
  private final AtomicInteger woken = new AtomicInteger();

  @AfterEach
  void close() {
    live.close();
  }

  @Test
  void helloComesFirst() {
    Subscription subscription = subscribe();

    assertThat(texts(subscription)).containsExactly("event: hello\ndata: {\"instance\":\"a\"}\n\n");
    assertThat(woken).hasValue(1);
  }

  @Test
  void seriesComeTogetherOnceASecondWithTheLastThatWasSaid() {
    Subscription subscription = greeted();

    live.series("a", Optional.of("{\"id\":\"a\",\"n\":1}"));
    live.series("gone", Optional.of("{\"id\":\"gone\"}"));
    live.series("b", Optional.of("{\"id\":\"b\"}"));
    live.series("a", Optional.of("{\"id\":\"a\",\"n\":2}"));
    live.series("gone", Optional.empty());
    List<String> before = texts(subscription);
    live.beat();
    live.beat();

    assertThat(before).isEmpty();
    assertThat(texts(subscription))
        .containsExactly(
            "event: series\n"
                + "data: {\"series\":[{\"id\":\"b\"},{\"id\":\"a\",\"n\":2}],\"removed\":[\"gone\"]}\n\n");
  }

  @Test
  void alertComesAtOnce() {
    Subscription subscription = greeted();

    live.alert("{\"id\":\"a/fast\"}");

    assertThat(texts(subscription)).containsExactly("event: alert\ndata: {\"id\":\"a/fast\"}\n\n");
  }

  @Test
  void silenceIsBrokenEveryFifteenSeconds() {
    Subscription subscription = greeted();

    IntStream.range(0, 30).forEach(i -> live.beat());

    assertThat(texts(subscription)).containsExactly(":\n\n", ":\n\n");
  }

  @Test
  void whoIsTooSlowIsToldToBeginAnewAndTheOthersLoseNothing() {
    Subscription slow = greeted();
    Subscription fast = greeted();
    List<String> got = new ArrayList<>();

    for (int i = 0; i <= Subscription.MOST_FRAMES; i++) {
      live.alert("{\"n\":" + i + "}");
      got.addAll(texts(fast));
    }
    live.alert("{\"n\":\"last\"}");

    assertThat(texts(slow))
        .containsExactly("event: reset\ndata: {}\n\n", "event: alert\ndata: {\"n\":\"last\"}\n\n");
    assertThat(got).hasSize(Subscription.MOST_FRAMES + 1);
    assertThat(meters.get("slo_streams_stream_resets_total").counter().count()).isEqualTo(1);
  }

  @Test
  void asManyListenAsThereIsRoomFor() {
    List<Subscription> all =
        IntStream.range(0, Live.MOST_SUBSCRIPTIONS).mapToObj(i -> subscribe()).toList();
    Optional<Subscription> tooMany = live.subscribe("{}", () -> {});
    all.get(0).close();

    assertThat(tooMany).isEmpty();
    assertThat(live.subscribe("{}", () -> {})).isPresent();
    assertThat(meters.get("slo_streams_stream_listeners").gauge().value())
        .isEqualTo(Live.MOST_SUBSCRIPTIONS);
  }

  @Test
  void closingEndsAllStreamsAndLetsNobodyIn() {
    Subscription subscription = greeted();
    int before = woken.get();

    live.close();

    assertThat(subscription.isEnded()).isTrue();
    assertThat(woken.get()).isGreaterThan(before);
    assertThat(live.subscribe("{}", () -> {})).isEmpty();
  }

  private Subscription subscribe() {
    return live.subscribe("{\"instance\":\"a\"}", woken::incrementAndGet).orElseThrow();
  }

  private Subscription greeted() {
    Subscription subscription = subscribe();
    texts(subscription);
    return subscription;
  }

  private static List<String> texts(Subscription subscription) {
    List<String> texts = new ArrayList<>();
    for (Optional<Frame> next = subscription.poll(); next.isPresent(); next = subscription.poll()) {
      texts.add(new String(next.get().bytes(), StandardCharsets.UTF_8));
    }
    return texts;
  }
}
