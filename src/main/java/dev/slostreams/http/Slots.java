package dev.slostreams.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/**
 * The questions that are answered at a time. One more is refused at once, so that a flood of them
 * leaves threads for other instances, probes and the live stream. Thread-safe.
 */
final class Slots {

  private static final int SOON_SECONDS = 1;

  private final int most;
  private final Semaphore free;

  Slots(int most) {
    this.most = most;
    this.free = new Semaphore(most);
  }

  /** The handler, holding a slot until its answer is written or has failed. */
  Handler taking(Handler handler) {
    return context -> {
      take(context);
      handler.handle(context);
    };
  }

  private void take(Context context) {
    if (!free.tryAcquire()) {
      context.header("Retry-After", Integer.toString(SOON_SECONDS));
      throw Refusal.counted(
          Refusal.Reason.BUSY,
          503,
          "questions: at most " + most + " are answered at a time",
          "retry after " + SOON_SECONDS + " s, or ask another instance");
    }
    Request.addCompletionListener(
        ServletContextRequest.getServletContextRequest(context.req()), failure -> free.release());
  }
}
