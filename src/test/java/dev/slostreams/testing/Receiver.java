package dev.slostreams.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A target that takes what it is sent, or does not, as a test says. */
public final class Receiver implements AutoCloseable {

  /** How it answers. */
  public enum Manner {
    TAKES,
    FAILS,
    /** 429, asks to wait a second. */
    ASKS_TO_WAIT,
    REFUSES,
    /** Reads the request and closes the connection without an answer. */
    HANGS_UP,
    /** Answers only when the test ends. */
    IS_SLOW
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> taken = new CopyOnWriteArrayList<>();
  private final List<Request> all = new CopyOnWriteArrayList<>();
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile Manner manner = Manner.TAKES;

  /** What it was sent. */
  public record Request(java.util.Map<String, String> headers, byte[] body) {

    public JsonNode json() {
      return Schemas.json(body);
    }
  }

  public Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  public void answer(Manner next) {
    manner = next;
  }

  /** The requests that were answered with 200, in their order. */
  public List<Request> taken() {
    return List.copyOf(taken);
  }

  /** All requests, in their order. */
  public List<Request> all() {
    return List.copyOf(all);
  }

  private void answer(HttpExchange exchange) throws IOException {
    java.util.Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    Request request = new Request(headers, exchange.getRequestBody().readAllBytes());
    Manner now = manner;
    all.add(request);
    switch (now) {
      case TAKES -> {
        taken.add(request);
        exchange.sendResponseHeaders(200, -1);
      }
      case FAILS -> exchange.sendResponseHeaders(500, -1);
      case ASKS_TO_WAIT -> {
        exchange.getResponseHeaders().add("Retry-After", "1");
        exchange.sendResponseHeaders(429, -1);
      }
      case REFUSES -> exchange.sendResponseHeaders(400, -1);
      case HANGS_UP -> {
        // closed below
      }
      case IS_SLOW -> {
        try {
          ending.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
    exchange.close();
  }

  @Override
  public void close() {
    ending.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
