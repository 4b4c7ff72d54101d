package dev.slostreams.loadtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Questions at a steady rate, whether or not the ones before are answered. The time of an answer
 * counts from when the question was due, so a server that stalls cannot hide behind the questions
 * that were not asked meanwhile.
 */
final class QueryLoad {

  /** What is asked: a name for the table, and addresses that take turns. */
  record Question(String name, int weight, List<String> paths) {}

  /** What came of one kind of question: times in ms, and how many were not answered 200. */
  record Answers(String name, Sample millis, int failed, long bytes) {

    /** Several kinds, or several rounds, in one. */
    static Answers together(String name, List<Answers> parts) {
      return new Answers(
          name,
          Sample.of(parts.stream().flatMapToDouble(part -> part.millis().values())),
          parts.stream().mapToInt(Answers::failed).sum(),
          parts.stream().mapToLong(Answers::bytes).max().orElse(0));
    }
  }

  private static final int CONNECTIONS = 32;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;

  QueryLoad(String address) {
    this.address = address;
  }

  /** Asks for so many seconds, over up to 32 connections. */
  List<Answers> ask(List<Question> questions, int perSecond, int seconds)
      throws InterruptedException {
    List<Question> turns = new ArrayList<>();
    questions.forEach(question -> turns.addAll(Collections.nCopies(question.weight(), question)));
    Collections.shuffle(turns, new Random(7));
    Map<Question, Tally> tallies = new LinkedHashMap<>();
    questions.forEach(question -> tallies.put(question, new Tally()));
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = next.getAndIncrement();
                    n < perSecond * seconds;
                    n = next.getAndIncrement()) {
                  Question question = turns.get(n % turns.size());
                  String path = question.paths().get(n % question.paths().size());
                  ask(path, start + n * 1_000_000_000L / perSecond, tallies.get(question));
                }
              },
              "query-load-" + i);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return questions.stream().map(question -> tallies.get(question).answers(question)).toList();
  }

  /** The body of one answer, empty where there is none. */
  String body(String path) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
    try {
      return client.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    }
  }

  private void ask(String path, long dueNanos, Tally tally) {
    while (System.nanoTime() < dueNanos) {
      LockSupport.parkNanos(dueNanos - System.nanoTime());
    }
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
    int bytes = -1;
    try {
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      bytes = answer.statusCode() == 200 ? answer.body().length : -1;
    } catch (IOException e) {
      bytes = -1;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    tally.add((System.nanoTime() - dueNanos) / 1e6, bytes);
  }

  /** What came of one kind of question so far. */
  private static final class Tally {

    private final List<Double> millis = new ArrayList<>();
    private int failed;
    private long bytes;

    synchronized void add(double time, int size) {
      millis.add(time);
      failed += size < 0 ? 1 : 0;
      bytes = Math.max(bytes, size);
    }

    synchronized Answers answers(Question question) {
      return new Answers(
          question.name(), Sample.of(millis.stream().mapToDouble(time -> time)), failed, bytes);
    }
  }

  static String row(Answers answers) {
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,d | %.1f | %.1f | %.1f |",
        answers.name(),
        answers.millis().size(),
        answers.bytes(),
        answers.millis().percentile(0.5),
        answers.millis().percentile(0.99),
        answers.millis().percentile(1));
  }
}
