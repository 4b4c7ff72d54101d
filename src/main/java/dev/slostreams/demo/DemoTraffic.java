package dev.slostreams.demo;

import dev.slostreams.demo.EventWriter.Answer;
import dev.slostreams.demo.IncidentScript.Effect;
import java.time.Duration;
import java.time.Instant;

/**
 * The requests of the demo's shop: a month of history, then live traffic second by second. Pure:
 * the events of a second follow from the seed, the second and the start of the live traffic. One
 * thread.
 *
 * <p><b>Rates</b>, in requests per second over all services: the history has a mean of 0.54 with a
 * daily rhythm (about 1.4 million events in 30 days), its last 6 hours an even 0.7; live it is 40.
 *
 * <p><b>When the page must fire.</b> The default {@code page-fast} asks for a burn rate above 14.4
 * in the last hour and in the last 5 minutes. The SRE Workbook's closed form for an even rate of
 * requests is {@code 14.4 · (1 − target) · 3600 s / share of failures}: with a target of 99.9 % and
 * 7 % of failures 741 s, too long to watch. Here the hour before holds few requests, as if the shop
 * had just opened, and so the live ones weigh more. With {@code h} the rate of the last hour of
 * history, {@code l} the live rate, {@code q} the live seconds before the incident and {@code e}
 * the share of failures, the hour at {@code d} seconds into the incident holds {@code e·l·d} bad
 * requests of {@code h·(3600 − q − d) + l·(q + d)}, and the page fires when that passes {@code b =
 * 14.4 · (1 − target)}:
 *
 * <pre>
 *   d = b · (h · (3600 − q) + l · q) / (e · l − b · (l − h))
 *     = 0.0144 · (0.14 · 3580 + 8 · 20) / (0.07 · 8 − 0.0144 · 7.86) = 21.3 s   checkout availability
 *     = 0.144  · (0.14 · 3580 + 8 · 20) / (0.6 · 8 − 0.144 · 7.86)   = 26.0 s   checkout latency
 *     = 0.0144 · (0.14 · 3450 + 8 · 150) / (0.12 · 8 − 0.0144 · 7.86) = 28.7 s  search in eu-2
 * </pre>
 *
 * <p>(checkout is 20 % of the requests: h = 0.14, l = 8; so is search in one of two regions.) The 5
 * minutes are far above by then.
 *
 * <p><b>When it resolves.</b> 90 s of incident leave about {@code 0.07 · 8 · 90 = 50} bad
 * checkouts. The 5 minutes hold {@code 8 · 300 = 2400} requests once they are live from end to end,
 * so the policy holds while more than {@code 0.0144 · 2400 = 34.6} of the bad ones are in them:
 * until 28 of the 90 s have left the window, 300 + 28 − 90 = 238 s after the incident's end, and
 * the alert resolves 30 s later ({@code keep-firing}). The hour lets go only when it holds {@code
 * 50 / 0.0144 = 3500} requests, later.
 *
 * <p><b>What it costs.</b> The month holds about 285,000 checkouts, a budget of 285 failures: 0.025
 * % of failures all along take 25 % of it, the incident of nine days ago some 17 %, the live one 18
 * %.
 */
public final class DemoTraffic implements Traffic {

  /** How long the history is. */
  public static final Duration HISTORY = Duration.ofDays(30);

  static final double HISTORY_RATE = 0.54;
  static final double SETTLED_RATE = 0.7;
  static final int LIVE_RATE = 40;
  private static final long SETTLED_SECONDS = 6 * 3_600; // 6 h
  private static final double RHYTHM = 0.35;
  private static final int PEAK_HOUR = 15;
  private static final double FAILURES = 0.00025;
  private static final String[] REGIONS = {"eu-1", "eu-2"};

  private final long seed;
  private final long historyEnd;
  private final long liveStart;
  private final IncidentScript script;
  private final Dice dice;
  private final EventWriter writer = new EventWriter();

  /**
   * @param liveStart where the history ends and the live traffic begins; cut to the second
   */
  public DemoTraffic(long seed, Instant liveStart, IncidentScript script) {
    this(seed, liveStart.getEpochSecond(), liveStart.getEpochSecond(), script);
  }

  private DemoTraffic(long seed, long historyEnd, long liveStart, IncidentScript script) {
    this.seed = seed;
    this.historyEnd = historyEnd;
    this.liveStart = liveStart;
    this.script = script;
    this.dice = new Dice(seed);
  }

  /**
   * The same traffic with its live part put off: the history stays as it is, and until then it goes
   * on like its last hours.
   */
  @Override
  public DemoTraffic liveFrom(Instant later) {
    return new DemoTraffic(seed, historyEnd, later.getEpochSecond(), script);
  }

  @Override
  public long expectedEvents(Duration length) {
    long settled = Math.min(length.toSeconds(), SETTLED_SECONDS);
    return Math.round(settled * SETTLED_RATE + (length.toSeconds() - settled) * HISTORY_RATE);
  }

  /** The whole month before the live traffic. */
  public void history(EventSink sink) {
    Instant to = Instant.ofEpochSecond(historyEnd);
    history(to.minus(HISTORY), to, sink);
  }

  /**
   * The history in {@code [from, to)}, cut to seconds; nothing from the start of the live traffic
   * on.
   */
  @Override
  public void history(Instant from, Instant to, EventSink sink) {
    long end = Math.min(to.getEpochSecond(), liveStart);
    for (long second = from.getEpochSecond(); second < end; second++) {
      dice.startSecond(second);
      double rate = rateAt(second);
      int events = (int) rate + (dice.nextShare() < rate - (int) rate ? 1 : 0);
      emit(second, events, rate, sink);
    }
  }

  /** The events of one live second, 36 to 44. */
  @Override
  public void tick(long second, EventSink sink) {
    if (second < liveStart) {
      throw new IllegalArgumentException(
          "second: must not be before the start of the live traffic "
              + liveStart
              + ", but was "
              + second);
    }
    dice.startSecond(second);
    emit(second, LIVE_RATE - 4 + (int) (dice.nextShare() * 9), LIVE_RATE, sink);
  }

  /** The phase of the story at this second. */
  public IncidentScript.Phase phaseAt(long second) {
    if (second >= liveStart) {
      return script.at(second - liveStart);
    }
    return script.at(Math.min(second - historyEnd, -1));
  }

  /** Requests per second in the history. */
  private double rateAt(long second) {
    if (second >= historyEnd - SETTLED_SECONDS) {
      return SETTLED_RATE;
    }
    long hour = Math.floorMod(second, 86_400L) / 3_600;
    return HISTORY_RATE * (1 + RHYTHM * Math.cos(2 * Math.PI * (hour - PEAK_HOUR) / 24));
  }

  private void emit(long second, int events, double rate, EventSink sink) {
    IncidentScript.Phase phase = phaseAt(second);
    boolean live = second >= liveStart;
    int failing = live ? failuresDue(second - liveStart - phase.from(), phase.effect(), rate) : 0;
    for (int i = 0; i < events; i++) {
      long timestampMs = second * 1_000 + (long) ((i + dice.nextShare()) * 1_000 / events);
      ShopService service = ShopService.at(dice.nextShare());
      String region = REGIONS[(int) (dice.nextLong() >>> 63)];
      boolean hit = phase.effect().hits(service.label, region);
      boolean fails = dice.nextShare() < (hit && !live ? phase.effect().failing() : FAILURES);
      if (hit && failing > 0) {
        failing--;
        fails = true;
      }
      boolean slow = dice.nextShare() < (hit ? phase.effect().slow() : 0);
      Answer answer = new Answer(status(service, fails), durationTenths(service, slow), region);
      sink.accept(
          timestampMs,
          writer.write(timestampMs, service, answer, dice.nextLong(), dice.nextLong()));
    }
  }

  /**
   * How many requests a live incident fails in the second with this offset: the failures are spread
   * evenly, so that the alert's time does not hang on a few throws of the dice. (In the history
   * most seconds have no request of the service, there each request has its own chance.)
   */
  private static int failuresDue(long offset, Effect effect, double rate) {
    if (effect.failing() == 0) {
      return 0;
    }
    double share = effect.region().isEmpty() ? 1 : 1.0 / REGIONS.length;
    double perSecond = effect.failing() * rate * share * shareOf(effect.service());
    return (int) ((long) (perSecond * (offset + 1)) - (long) (perSecond * offset));
  }

  private static double shareOf(String label) {
    for (ShopService service : ShopService.values()) {
      if (service.label.equals(label)) {
        return service.share;
      }
    }
    throw new IllegalArgumentException("service: the shop has no service named '" + label + "'");
  }

  private int status(ShopService service, boolean fails) {
    double place = dice.nextShare();
    if (fails) {
      return place < 0.7 ? 503 : place < 0.9 ? 500 : 504;
    }
    if (place < 0.985) {
      return service == ShopService.CART ? 201 : 200;
    }
    return service == ShopService.LOGIN ? 401 : 404;
  }

  private long durationTenths(ShopService service, boolean slow) {
    double quantile = dice.nextShare();
    double ms = slow ? 500 + 2_000 * quantile * quantile : service.durationMs(quantile);
    return Math.round(ms * 10);
  }
}
