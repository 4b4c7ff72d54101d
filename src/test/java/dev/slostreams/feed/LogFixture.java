package dev.slostreams.feed;

import dev.slostreams.wire.AlertEntry;
import dev.slostreams.wire.Pages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** An alert log into which a test writes. */
public final class LogFixture {

  private static final Pages PAGES = new Pages(URI.create("https://slo.example.com/"));

  private LogFixture() {}

  /** A log of the day before this second. */
  public static AlertLog log(long second) {
    return new AlertLog(100, Duration.ofDays(1), () -> Instant.ofEpochSecond(second));
  }

  /** Adds a record of the alerts topic. */
  public static void add(AlertLog log, String id, String record) {
    log.add(AlertEntry.read(id, record.getBytes(StandardCharsets.UTF_8), PAGES));
  }
}
