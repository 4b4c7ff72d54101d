package dev.slostreams.http;

import dev.slostreams.query.PartitionCopy;
import dev.slostreams.query.Peers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks other instances over HTTP, each for at most half a second. Thread-safe.
 *
 * <p>The same question to the same peer is asked once however many wait for it. A peer that did not
 * answer in time is not waited for again for two seconds, but for one question then.
 */
public final class PeerClient implements Peers, AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(PeerClient.class);
  private static final Duration HOP = Duration.ofMillis(500);
  private static final long REST_MS = 2_000;
  private static final int THREADS = 4;
  private static final int OK = 200;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, PeerClient::thread);
  private final String self;
  private final Duration hop;
  private final HttpClient client;
  private final Supplier<Optional<String>> token;
  private final InstantSource clock;
  private final Map<URI, CompletableFuture<HttpResponse<byte[]>>> asked = new ConcurrentHashMap<>();
  private final Map<String, Long> restsUntilMs = new ConcurrentHashMap<>();
  private final Set<String> silent = ConcurrentHashMap.newKeySet();

  /**
   * Asks with this token, and waits half a second.
   *
   * @param self address of this instance, which is no peer: who asks it says what is wrong with it
   * @param token the bearer token for peers, if there is one
   */
  public PeerClient(String self, Supplier<Optional<String>> token, InstantSource clock) {
    this(self, token, clock, HOP);
  }

  PeerClient(String self, Supplier<Optional<String>> token, InstantSource clock, Duration hop) {
    this.self = self;
    this.hop = hop;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(hop)
            .executor(threads)
            .build();
    this.token = token;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<List<PartitionCopy>> copies(
      String peer, List<Integer> partitions, Map<Integer, PartitionCopy> known) {
    String wanted =
        partitions.stream()
            .map(partition -> wanted(partition, known.get(partition)))
            .collect(Collectors.joining(","));
    return ask(peer, PeerRoutes.SERIES + "?partitions=" + wanted)
        .thenApply(answer -> PeerFormat.read(requireOk(answer).body(), known));
  }

  @Override
  public CompletableFuture<Reply> get(String peer, String pathAndQuery) {
    return ask(peer, pathAndQuery)
        .thenApply(PeerClient::requireAdmitted)
        .thenApply(
            answer ->
                new Reply(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse("application/json"),
                    answer.body()));
  }

  private static String wanted(int partition, PartitionCopy known) {
    return known == null ? Integer.toString(partition) : partition + "@" + known.version();
  }

  /** A peer that does not know us says nothing about the question. */
  private static HttpResponse<byte[]> requireAdmitted(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    return status == 401 || status == 403 ? requireOk(answer) : answer;
  }

  private static HttpResponse<byte[]> requireOk(HttpResponse<byte[]> answer) {
    if (answer.statusCode() != OK) {
      throw new IllegalStateException(
          "it answered with status " + answer.statusCode() + hint(answer.statusCode()));
    }
    return answer;
  }

  private static String hint(int status) {
    return switch (status) {
      case 401 -> " (both need the same http.peer.token)";
      case 403 -> " (is its http.advertised the address under which it is reached?)";
      default -> "";
    };
  }

  private CompletableFuture<HttpResponse<byte[]>> ask(String peer, String pathAndQuery) {
    if (rests(peer)) {
      return CompletableFuture.failedFuture(
          new TimeoutException("it did not answer a moment ago, and is left alone for 2 s"));
    }
    URI uri = URI.create("http://" + peer + pathAndQuery);
    CompletableFuture<HttpResponse<byte[]>> mine = new CompletableFuture<>();
    CompletableFuture<HttpResponse<byte[]>> going = asked.putIfAbsent(uri, mine);
    if (going != null) {
      return going;
    }
    client
        .sendAsync(request(uri), BodyHandlers.ofByteArray())
        .orTimeout(hop.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (answer, failure) -> {
              asked.remove(uri);
              if (failure == null) {
                heard(peer);
                mine.complete(answer);
              } else {
                failed(peer, reason(failure));
                mine.completeExceptionally(reason(failure));
              }
            });
    return mine;
  }

  private HttpRequest request(URI uri) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(hop).header(PeerRoutes.HOP, "1").GET();
    token.get().ifPresent(text -> request.header("Authorization", "Bearer " + text));
    return request.build();
  }

  /** Whether the peer is not to be asked now; whoever asks first afterwards tries for all. */
  private boolean rests(String peer) {
    long nowMs = clock.millis();
    Long until = restsUntilMs.get(peer);
    if (until == null) {
      return false;
    }
    return nowMs < until || !restsUntilMs.replace(peer, until, nowMs + REST_MS);
  }

  private void heard(String peer) {
    restsUntilMs.remove(peer);
    if (silent.remove(peer)) {
      LOGGER.atInfo().addKeyValue("peer", peer).log("peer answers again");
    }
  }

  private void failed(String peer, Throwable reason) {
    if (reason instanceof TimeoutException) {
      restsUntilMs.put(peer, clock.millis() + REST_MS);
    }
    if (!peer.equals(self) && silent.add(peer)) {
      LOGGER
          .atWarn()
          .addKeyValue("peer", peer)
          .log(
              "peer does not answer: {} (unless it has stopped: its http.advertised must be"
                  + " reachable from here)",
              reason.getMessage());
    }
  }

  private Throwable reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return new TimeoutException("no answer within " + hop.toMillis() + " ms");
    }
    if (cause instanceof ConnectException) {
      return new IOException("nothing listens there", cause);
    }
    return cause;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "slo-streams-peers-" + NUMBER.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
