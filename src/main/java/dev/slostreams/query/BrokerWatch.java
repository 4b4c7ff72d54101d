package dev.slostreams.query;

import dev.slostreams.query.Health.Check;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Since when brokers have answered without a break. One thread looks, any thread may ask.
 *
 * <p>What stands still while brokers are out of reach is not stuck: a restart would help nobody. A
 * look that comes too late, because this process itself was stopped, counts as a break.
 */
public final class BrokerWatch {

  private static final long UNREACHED = Long.MAX_VALUE;
  private static final long LONGEST_GAP_MS = 20_000; // 20 s

  private final Question question;
  private final InstantSource clock;
  private volatile long sinceMs = UNREACHED;
  private volatile long lookedMs;
  private volatile long answeredMs;
  private volatile String trouble = "not asked yet";

  /** Something that only brokers in good order answer. */
  @FunctionalInterface
  public interface Question {

    /** Returns once they have answered, and fails where they do not. */
    void ask() throws Exception;
  }

  public BrokerWatch(Question question, InstantSource clock) {
    this.question = question;
    this.clock = clock;
  }

  /** Asks them; to be called every few seconds. */
  public void look() {
    boolean late = clock.millis() - lookedMs > LONGEST_GAP_MS;
    try {
      question.ask();
      answeredMs = clock.millis();
      sinceMs = late || sinceMs == UNREACHED ? answeredMs : sinceMs;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      trouble = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      sinceMs = UNREACHED;
    }
    lookedMs = clock.millis();
  }

  /** For how long something has stood still that could have moved, where it stands since then. */
  Duration stillness(long standsSinceMs) {
    long from = Math.max(standsSinceMs, sinceMs);
    return Duration.ofMillis(from == UNREACHED ? 0 : Math.max(0, clock.millis() - from));
  }

  /** Never fails: a broker that is away is not mended by what is done to this instance. */
  Check check() {
    if (sinceMs != UNREACHED) {
      return new Check("brokers", true, "answer");
    }
    String since = answeredMs == 0 ? "" : " for " + (clock.millis() - answeredMs) / 1_000 + " s";
    return new Check("brokers", true, "do not answer" + since + ": " + trouble);
  }
}
