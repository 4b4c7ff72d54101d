package dev.slostreams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.query.Health;
import dev.slostreams.query.Peers;
import dev.slostreams.query.RunningStreams;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the other instances reach this one under the address that it advertises. Thread-safe.
 *
 * <p>An instance cannot see this from within, so each asks all others from time to time whom they
 * do not reach: the answer says how it is the one way, and that there is one the other way. What is
 * wrong in two rounds running is said; a rebalance or a restart is over by then.
 */
public final class Reach implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Reach.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final String INSTANCE = "instance";
  private static final String UNREACHED = "unreached";
  private static final String WHAT_TO_DO =
      " (set http.advertised to host:port of this machine as the others see it, and let them through"
          + " to http.bind; until then questions sent to other instances lack what is held here)";

  private final Peers peers;
  private final RunningStreams streams;
  private final String self;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "slo-streams-reach");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Round last = Round.NONE;
  private volatile String trouble = "";

  /**
   * What one round of questions found.
   *
   * @param others how many instances were asked
   * @param unreached why each was not, that was not reached from here
   * @param problem what keeps the others from reaching this one, or empty
   */
  private record Round(int others, Map<String, String> unreached, String problem) {

    static final Round NONE = new Round(0, Map.of(), "");

    Round {
      unreached = Map.copyOf(unreached);
    }
  }

  /**
   * Asks nobody until {@link #start}.
   *
   * @param streams know the others
   * @param self the address that this instance advertises, {@code host:port}
   */
  public Reach(Peers peers, RunningStreams streams, String self) {
    this.peers = peers;
    this.streams = streams;
    this.self = self;
  }

  /** Begins to ask in the background. */
  public void start() {
    long ms = EVERY.toMillis();
    timer.scheduleWithFixedDelay(this::lookOn, ms / 2, ms, TimeUnit.MILLISECONDS);
  }

  /** Never fails: where an instance is not reached, the others answer without it, and say so. */
  public Health.Check check() {
    Round round = last;
    int reached = round.others() - round.unreached().size();
    String counted = reached + " of " + round.others() + " other instances reached";
    return new Health.Check("reach", true, trouble.isEmpty() ? counted : trouble);
  }

  /** What others are told. */
  ObjectNode json() {
    ObjectNode node = Answer.object().put(INSTANCE, self);
    ObjectNode unreached = node.putObject(UNREACHED);
    new TreeMap<>(last.unreached()).forEach(unreached::put);
    return node;
  }

  private void lookOn() {
    try {
      look();
    } catch (RuntimeException e) { // streams stop just now
      LOGGER.atDebug().setCause(e).log("other instances not asked");
    }
  }

  /** One round. Called by one thread at a time. */
  void look() {
    if (!streams.isRunning()) {
      return;
    }
    Round round = ask(others());
    if (round.problem().equals(last.problem()) && !round.problem().equals(trouble)) {
      trouble = round.problem();
      if (trouble.isEmpty()) {
        LOGGER.atInfo().addKeyValue(INSTANCE, self).log("other instances reach this one again");
      } else {
        LOGGER.atWarn().log(trouble);
      }
    }
    last = round;
  }

  private Set<String> others() {
    Set<String> others = new TreeSet<>();
    for (RunningStreams.Holders holders : streams.holders().values()) {
      holders.active().ifPresent(others::add);
      others.addAll(holders.standbys());
    }
    others.remove(self);
    return others;
  }

  private Round ask(Set<String> others) {
    Map<String, String> unreached = new ConcurrentSkipListMap<>();
    Map<String, String> notReachedBy = new ConcurrentSkipListMap<>();
    CompletableFuture<?>[] all =
        others.stream()
            .map(
                other ->
                    answer(other)
                        .thenAccept(
                            answer ->
                                Optional.ofNullable(answer.path(UNREACHED).get(self))
                                    .ifPresent(why -> notReachedBy.put(other, why.asText())))
                        .exceptionally(
                            failure -> {
                              unreached.put(other, reason(failure));
                              return null;
                            }))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(all).join();
    boolean heard = unreached.size() < others.size();
    return new Round(others.size(), unreached, problem(notReachedBy, heard));
  }

  private String problem(Map<String, String> notReachedBy, boolean heard) {
    if (isTwice()) {
      return "http.advertised: must be another one on each instance, but another one has '"
          + self
          + "' too"
          + WHAT_TO_DO;
    }
    if (!notReachedBy.isEmpty()) {
      return "http.advertised: must be where other instances reach this one, but "
          + notReachedBy.keySet()
          + " do not reach '"
          + self
          + "': "
          + notReachedBy.values().iterator().next()
          + WHAT_TO_DO;
    }
    return heard ? "" : alone();
  }

  /** The others evaluate under our address what we do not: Kafka takes them and us for one. */
  private boolean isTwice() {
    Set<Integer> assigned = streams.assigned();
    return streams.holders().entrySet().stream()
        .filter(holders -> holders.getValue().active().equals(Optional.of(self)))
        .anyMatch(holders -> !assigned.contains(holders.getKey()));
  }

  /** Nobody else says anything, so the address is tried from here. */
  private String alone() {
    try {
      answer(self).join();
      return "";
    } catch (CompletionException e) {
      return "http.advertised: must be where this instance is reached, but at '"
          + self
          + "' it is not, tried from itself: "
          + reason(e)
          + WHAT_TO_DO;
    }
  }

  private CompletableFuture<JsonNode> answer(String address) {
    return peers.get(address, PeerRoutes.REACH).thenApply(reply -> read(address, reply));
  }

  private static JsonNode read(String address, Peers.Reply reply) {
    if (reply.status() != 200 || !reply.contentType().startsWith(Answer.CONTENT_TYPE)) {
      throw new IllegalStateException(
          "what answers there is no instance of slo-streams (status " + reply.status() + ")");
    }
    JsonNode answer = Answer.read(new String(reply.body(), StandardCharsets.UTF_8));
    String instance = answer.path(INSTANCE).asText();
    if (!instance.equals(address)) {
      throw new IllegalStateException("another instance answers there: '" + instance + "'");
    }
    return answer;
  }

  private static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return String.valueOf(cause.getMessage());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
