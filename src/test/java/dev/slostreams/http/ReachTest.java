package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.http.HttpServer.Listening;
import dev.slostreams.metrics.Meters;
import dev.slostreams.query.Health.Check;
import dev.slostreams.query.PartitionCopy;
import dev.slostreams.query.Peers;
import dev.slostreams.testing.FakeStreams;
import dev.slostreams.testing.Schemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;

/** Whether instances reach each other. */
class ReachTest {

  private static final String SELF = "a:1";
  private static final String WHAT_TO_DO =
      " (set http.advertised to host:port of this machine as the others see it, and let them through"
          + " to http.bind; until then questions sent to other instances lack what is held here)";

  private final FakeStreams streams = new FakeStreams().held(0, SELF, "b:1").held(1, "c:1");
  private final FakePeers peers = new FakePeers();
  private final Reach reach = new Reach(peers, streams, SELF);

  @Test
  void allAreReachedAndReachThisOne() {
    peers.answers("b:1", "{}").answers("c:1", "{}");

    rounds(2);

    assertThat(reach.check()).isEqualTo(new Check("reach", true, "2 of 2 other instances reached"));
  }

  @Test
  void othersAreToldWhoIsNotReachedAndWhy() {
    peers.answers("b:1", "{}");

    rounds(1);

    assertThat(reach.json())
        .isEqualTo(
            Schemas.json(
                "{\"instance\":\"a:1\",\"unreached\":{\"c:1\":\"nothing listens there\"}}"));
  }

  @Test
  void thisOneIsToldInTheSecondRoundThatAnotherDoesNotReachIt() {
    peers.answers("b:1", "{}").answers("c:1", "{\"a:1\":\"no answer within 500 ms\"}");

    rounds(1);
    Check first = reach.check();
    rounds(1);

    assertThat(first.detail()).isEqualTo("2 of 2 other instances reached");
    assertThat(reach.check())
        .isEqualTo(
            new Check(
                "reach",
                true,
                "http.advertised: must be where other instances reach this one, but [c:1] do not"
                    + " reach 'a:1': no answer within 500 ms"
                    + WHAT_TO_DO));
  }

  @Test
  void whatIsWellAgainIsNotSaidAnyMore() {
    peers.answers("b:1", "{}").answers("c:1", "{\"a:1\":\"no answer within 500 ms\"}");
    rounds(2);

    peers.answers("c:1", "{}");
    rounds(2);

    assertThat(reach.check().detail()).isEqualTo("2 of 2 other instances reached");
  }

  @Test
  void addressBehindWhichAnotherInstanceAnswersIsNotReached() {
    peers.answers("b:1", "{}").answersAs("c:1", "b:1", "{}");

    rounds(1);

    assertThat(reach.json().at("/unreached/c:1").textValue())
        .isEqualTo("another instance answers there: 'b:1'");
  }

  @Test
  void instanceThatNobodyAnswersTriesItself() {
    rounds(2);

    assertThat(reach.check().detail())
        .isEqualTo(
            "http.advertised: must be where this instance is reached, but at 'a:1' it is not, tried"
                + " from itself: nothing listens there"
                + WHAT_TO_DO);
  }

  /** Kafka keeps one entry for each address: two instances with one address are one to it. */
  @Test
  void addressThatAnotherInstanceHasTooIsSaid() {
    streams.held(1, SELF);
    peers.answers("b:1", "{}");

    rounds(2);

    assertThat(reach.check().detail())
        .isEqualTo(
            "http.advertised: must be another one on each instance, but another one has 'a:1' too"
                + WHAT_TO_DO);
  }

  @Test
  void duringARebalanceNobodyIsAsked() {
    streams.in(State.REBALANCING);

    rounds(2);

    assertThat(reach.check().detail()).isEqualTo("0 of 0 other instances reached");
  }

  @Test
  void instanceReachesItselfOverHttp() {
    try (Listening listening = HttpServer.listen(new HttpSettings("127.0.0.1", 0));
        PeerClient client = new PeerClient(SELF, Optional::empty, InstantSource.system())) {
      String address = "127.0.0.1:" + listening.port();
      FakeStreams alone = new FakeStreams().held(0, address);
      Reach itself = new Reach(client, alone, address);
      PeerRoutes routes = new PeerRoutes(alone.local(address), itself);

      try (HttpServer server = listening.serve(List.of(routes), Meters.unread())) {
        itself.look();
        itself.look();

        assertThat(server.uri().getAuthority()).isEqualTo(address);
        assertThat(itself.check().detail()).isEqualTo("0 of 0 other instances reached");
      }
    }
  }

  private void rounds(int count) {
    for (int round = 0; round < count; round++) {
      reach.look();
    }
  }

  /** Peers with answers as a test gives them; nothing listens elsewhere. */
  private static final class FakePeers implements Peers {

    private final Map<String, String> answers = new HashMap<>();

    FakePeers answers(String address, String unreached) {
      return answersAs(address, address, unreached);
    }

    FakePeers answersAs(String address, String instance, String unreached) {
      answers.put(address, "{\"instance\":\"%s\",\"unreached\":%s}".formatted(instance, unreached));
      return this;
    }

    @Override
    public CompletableFuture<List<PartitionCopy>> copies(
        String peer, List<Integer> partitions, Map<Integer, PartitionCopy> known) {
      return CompletableFuture.failedFuture(new IOException("not asked here"));
    }

    @Override
    public CompletableFuture<Reply> get(String peer, String pathAndQuery) {
      String answer = answers.get(peer);
      return answer == null
          ? CompletableFuture.failedFuture(new IOException("nothing listens there"))
          : CompletableFuture.completedFuture(
              new Reply(200, "application/json", answer.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
