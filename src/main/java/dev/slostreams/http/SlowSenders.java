package dev.slostreams.http;

import dev.slostreams.metrics.Meters;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections on which a request trickles in for too long: each byte comes before the
 * connection would be idle, but the request is never whole. (The idle timeout ends the silent ones,
 * and a client that only reads the live stream sends nothing.)
 *
 * <p>Started and stopped with its connector; looks from the scheduler's thread only.
 */
final class SlowSenders extends AbstractLifeCycle {

  private static final int LOOKS = 10; // within the time that a request may take

  private final AbstractConnector connector;
  private final long patienceNanos;
  private final Meters meters;
  private Map<EndPoint, Look> looks = Map.of();
  private Scheduler.Task next;

  /**
   * What was seen of a connection.
   *
   * @param messages requests begun plus answers ended
   * @param bytes that came in
   * @param since when bytes were first seen to come with no message, meaningful only while they do
   */
  private record Look(long messages, long bytes, long since, boolean unfinished) {}

  /**
   * Looks at all connections of a connector.
   *
   * @param patience how long the head of a request, and then its body, may take to come
   */
  SlowSenders(AbstractConnector connector, Duration patience, Meters meters) {
    this.connector = connector;
    this.patienceNanos = patience.toNanos();
    this.meters = meters;
  }

  @Override
  protected void doStart() {
    schedule();
  }

  @Override
  protected void doStop() {
    next.cancel();
  }

  private void schedule() {
    next =
        connector
            .getScheduler()
            .schedule(this::lookAtAll, patienceNanos / LOOKS, TimeUnit.NANOSECONDS);
  }

  private void lookAtAll() {
    Map<EndPoint, Look> seen = new HashMap<>();
    for (EndPoint endPoint : connector.getConnectedEndPoints()) {
      Connection connection = endPoint.getConnection();
      if (connection != null) {
        seen.put(endPoint, look(endPoint, connection));
      }
    }
    looks = seen;
    if (isRunning()) {
      schedule();
    }
  }

  private Look look(EndPoint endPoint, Connection connection) {
    long now = System.nanoTime();
    long messages = connection.getMessagesIn() + connection.getMessagesOut();
    long bytes = connection.getBytesIn();
    Look before = looks.getOrDefault(endPoint, new Look(0, 0, now, false));
    if (messages != before.messages()) {
      return new Look(messages, bytes, now, false);
    }
    if (bytes == before.bytes()) {
      return before;
    }
    if (before.unfinished() && now - before.since() > patienceNanos) {
      meters.httpRefused(Refusal.Reason.SLOW.label(), 1);
      endPoint.close();
    }
    return new Look(messages, bytes, before.unfinished() ? before.since() : now, true);
  }
}
