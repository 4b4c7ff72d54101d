package dev.slostreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slostreams.feed.LiveFixture;
import dev.slostreams.metrics.Meters;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A stream on which nothing is said for longer than connections are kept otherwise. */
class StreamIT {

  @Test
  void silentStreamLivesUntilItsHeartbeat() throws Exception {
    LiveFixture live = new LiveFixture(Meters.unread());
    try (HttpServer server =
            HttpServer.listen(new HttpSettings("127.0.0.1", 0))
                .serve(List.of(new StreamRoutes(live.live(), "a:1")), Meters.unread());
        live) { // ends before the server, as in an instance
      live.start();
      Iterator<String> lines =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(server.uri().resolve("/api/v1/stream")).build(),
                  BodyHandlers.ofLines())
              .body()
              .iterator();

      List<String> first = Stream.generate(lines::next).limit(5).toList();

      assertThat(first)
          .containsExactly("event: hello", "data: {\"instance\":\"a:1\"}", "", ":", "");
    }
  }
}
