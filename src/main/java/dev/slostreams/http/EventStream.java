package dev.slostreams.http;

import dev.slostreams.feed.Frame;
import dev.slostreams.feed.Subscription;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * One client of the live stream: writes what its subscription has, as far as the connection takes
 * it, and never waits. Thread-safe; holds no thread.
 */
final class EventStream implements WriteListener {

  /** After which a client that takes nothing is given up; heartbeats come more often. */
  private static final long IDLE_MS = 60_000; // 1 min

  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private Subscription subscription;
  private ServletOutputStream out;
  private boolean hasUnflushed;

  synchronized void read(Subscription given) {
    subscription = given;
  }

  /**
   * Begins to write to an asynchronous request.
   *
   * @return done when the stream has ended
   */
  synchronized CompletableFuture<Void> start(
      HttpServletRequest request, HttpServletResponse response) {
    end.whenComplete((done, failure) -> subscription.close());
    request.getAsyncContext().setTimeout(0);
    ServletContextRequest.getServletContextRequest(request)
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .setIdleTimeout(IDLE_MS);
    response.setHeader("Connection", "close"); // the connection's idle timeout is ours
    try {
      out = response.getOutputStream();
      out.setWriteListener(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return end;
  }

  /** Something waits. */
  void wake() {
    onWritePossible();
  }

  @Override
  public synchronized void onWritePossible() {
    try {
      while (out != null && !end.isDone() && out.isReady()) {
        Optional<Frame> next = subscription.poll();
        if (next.isPresent()) {
          out.write(next.get().bytes());
          hasUnflushed = true;
        } else if (hasUnflushed) {
          hasUnflushed = false;
          out.flush();
        } else {
          endIfNothingComes();
          return;
        }
      }
    } catch (IOException e) {
      onError(e);
    }
  }

  private void endIfNothingComes() {
    if (subscription.isEnded()) {
      end.complete(null);
    }
  }

  /** The client is gone: nothing is left to say to it. */
  @Override
  public void onError(Throwable failure) {
    end.complete(null);
  }
}
