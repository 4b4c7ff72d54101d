package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slostreams.metrics.Meters;
import dev.slostreams.query.LocalPartitions;
import dev.slostreams.query.PartitionCopy;
import dev.slostreams.query.Peers;
import dev.slostreams.query.Served;
import dev.slostreams.query.Served.Role;
import dev.slostreams.testing.FakeStreams;
import dev.slostreams.testing.Logged;
import dev.slostreams.wire.DataState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client, and a server with the routes for peers over fake streams. */
class PeerClientTest {

  private static final String SELF = "127.0.0.1:1"; // where nothing listens

  private final FakeStreams streams = new FakeStreams();
  private final AtomicLong nowMs = new AtomicLong();
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
  private final PeerClient client =
      new PeerClient(SELF, Optional::empty, clock, Duration.ofMinutes(1));
  private final HttpServer server =
      HttpServer.listen(new HttpSettings("127.0.0.1", 0))
          .serve(List.of(routes(streams.local("peer:1"))), Meters.unread());
  private final String peer = server.uri().getAuthority();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void copiesComeAsThePeerHasThem() {
    String odd = "cart{region=\"a\\u000ab\u2028\"}";
    streams.put(0, odd, json("{\"region\":\"\u2028\"}")).put(0, "cart", json("{}"));
    streams.put(2, "far", json("{}")).has(2, Role.STANDBY, false).lags(2, 7);
    LocalPartitions local = streams.local("peer:1");

    try (HttpServer other =
        HttpServer.listen(new HttpSettings("127.0.0.1", 0))
            .serve(List.of(routes(local)), Meters.unread())) {
      List<PartitionCopy> copies =
          client.copies(other.uri().getAuthority(), List.of(0, 1, 2), Map.of()).join();

      assertThat(copies).containsExactly(local.read(0).orElseThrow(), local.read(2).orElseThrow());
    }
  }

  @Test
  void peerThatDoesNotAnswerIsWarnedOfOnceAndItsOwnAddressNever() {
    try (Logged logged = new Logged(PeerClient.class)) {
      assertThat(client.get(SELF, "/")).failsWithin(Duration.ofMinutes(1));
      assertThat(client.get("127.0.0.1:2", "/")).failsWithin(Duration.ofMinutes(1));
      assertThat(client.get("127.0.0.1:2", "/")).failsWithin(Duration.ofMinutes(1));

      assertThat(logged.lines())
          .containsExactly(
              "WARN peer does not answer: nothing listens there (unless it has stopped: its"
                  + " http.advertised must be reachable from here) peer=127.0.0.1:2");
    }
  }

  @Test
  void contentOfAKnownVersionIsNotSentAgain() {
    streams.put(0, "cart", json("{}"));
    PartitionCopy first = client.copies(peer, List.of(0), Map.of()).join().get(0);

    HttpResponse<String> again = ask("?partitions=0@" + first.version(), "1");
    PartitionCopy second = client.copies(peer, List.of(0), Map.of(0, first)).join().get(0);

    assertThat(again.body().lines()).hasSize(1);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void requestWithoutHopIsRefused() {
    HttpResponse<String> answer = ask("?partitions=0", null);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("X-Slo-Streams-Hop");
  }

  @Test
  void oddPartitionsAreRefused() {
    HttpResponse<String> answer = ask("?partitions=0,x", "1");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("0,x");
  }

  @Test
  void nobodyThereIsSaidAtOnce() {
    server.close();

    assertThatThrownBy(() -> client.copies(peer, List.of(0), Map.of()).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessage("nothing listens there");
  }

  /** Asked for one question on our behalf, it would otherwise refuse our client. */
  @Test
  void peerThatDoesNotKnowUsIsAFailureOfThePeer() {
    try (HttpServer guarded =
        HttpServer.listen(new HttpSettings("127.0.0.1", 0))
            .serve(
                List.of(
                    () ->
                        List.of(
                            Route.get("/closed", Scope.OPEN, "", c -> c.status(401)),
                            Route.get("/barred", Scope.OPEN, "", c -> c.status(403)),
                            Route.get("/gone", Scope.OPEN, "", c -> c.status(404)))),
                Meters.unread())) {
      String address = guarded.uri().getAuthority();

      assertThatThrownBy(() -> client.get(address, "/closed").join())
          .cause()
          .hasMessageContaining("401")
          .hasMessageContaining("http.peer.token");
      assertThatThrownBy(() -> client.get(address, "/barred").join())
          .cause()
          .hasMessageContaining("403");
      assertThat(client.get(address, "/gone").join().status()).isEqualTo(404);
    }
  }

  @Test
  void silentPeerIsLeftAloneForAWhile() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        PeerClient hasty = new PeerClient(SELF, Optional::empty, clock, Duration.ofMillis(50))) {
      String address = "127.0.0.1:" + silent.getLocalPort();

      assertThatThrownBy(() -> hasty.copies(address, List.of(0), Map.of()).join())
          .cause()
          .isInstanceOf(TimeoutException.class)
          .hasMessage("no answer within 50 ms");
      assertThatThrownBy(() -> hasty.copies(address, List.of(0), Map.of()).join())
          .cause()
          .hasMessageStartingWith("it did not answer a moment ago");
      nowMs.addAndGet(2_001);
      assertThatThrownBy(() -> hasty.copies(address, List.of(0), Map.of()).join())
          .cause()
          .hasMessage("no answer within 50 ms");
    }
  }

  @Test
  void answerOfAnotherKindIsAFailure() {
    assertThatThrownBy(
            () -> PeerFormat.read("{\"partition\":0}\n".getBytes(StandardCharsets.UTF_8), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("answer of a peer: must be copies of ledger partitions");
  }

  @Test
  void everyFieldGoesThere() {
    PartitionCopy copy =
        new PartitionCopy(
            new Served(
                3,
                "[::1]:9",
                Role.STANDBY,
                true,
                12,
                1_767_225_600,
                DataState.INCOMPLETE,
                List.of("requests-0", "requests-7")),
            42,
            new TreeMap<>(Map.of("cart@1767225600", "{}")));

    assertThat(PeerFormat.read(PeerFormat.write(List.of(copy), Map.of()), Map.of()))
        .containsExactly(copy);
  }

  private PeerRoutes routes(LocalPartitions local) {
    return new PeerRoutes(local, new Reach(Peers.NONE, streams, "peer:1"));
  }

  private HttpResponse<String> ask(String query, String hop) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + peer + PeerRoutes.SERIES + query));
    if (hop != null) {
      request.header(PeerRoutes.HOP, hop);
    }
    try {
      return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
