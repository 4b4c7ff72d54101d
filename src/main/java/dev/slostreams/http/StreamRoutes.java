package dev.slostreams.http;

import dev.slostreams.feed.Live;
import dev.slostreams.wire.StreamEvent;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;

/** What changes now, as server-sent events. */
public final class StreamRoutes implements RouteGroup {

  private static final int SOON_SECONDS = 5;

  private final Live live;
  private final String hello;

  /**
   * Streams what is live.
   *
   * @param instance who speaks, {@code host:port}
   */
  public StreamRoutes(Live live, String instance) {
    this.live = live;
    this.hello = StreamEvent.hello(instance);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/stream",
                Scope.READ,
                "What changes now: series and alerts, as server-sent events",
                this::stream)
            .unlimited());
  }

  private void stream(Context context) {
    context.contentType("text/event-stream;charset=utf-8");
    if (context.method().equals(HandlerType.HEAD)) {
      return;
    }
    EventStream stream = new EventStream();
    stream.read(
        live.subscribe(hello, stream::wake)
            .orElseThrow(
                () -> {
                  context.header("Retry-After", Integer.toString(SOON_SECONDS));
                  return Refusal.counted(
                      Refusal.Reason.LISTENERS,
                      503,
                      "stream: at most " + Live.MOST_SUBSCRIPTIONS + " may listen at a time",
                      "ask another instance, or GET /api/v1/series from time to time");
                }));
    context.header("X-Accel-Buffering", "no"); // a proxy between is to hand on at once
    context.future(() -> stream.start(context.req(), context.res()));
  }
}
