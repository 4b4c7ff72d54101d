package dev.slostreams.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * One line of the route table; one that answers GET answers HEAD too.
 *
 * @param method GET or POST
 * @param path with parameters in braces
 * @param scope who may use it
 * @param summary for people: what it answers
 * @param limited whether it is a question that takes one of the {@link Slots}
 */
public record Route(
    HandlerType method,
    String path,
    Scope scope,
    String summary,
    Handler handler,
    boolean limited) {

  private Route(HandlerType method, String path, Scope scope, String summary, Handler handler) {
    this(method, path, scope, summary, handler, scope == Scope.READ || scope == Scope.ADMIN);
  }

  /** A route that only reads. */
  public static Route get(String path, Scope scope, String summary, Handler handler) {
    return new Route(HandlerType.GET, path, scope, summary, handler);
  }

  /** A route that changes something. */
  public static Route post(String path, Scope scope, String summary, Handler handler) {
    return new Route(HandlerType.POST, path, scope, summary, handler);
  }

  /** The same, answered however many questions are being answered. */
  public Route unlimited() {
    return new Route(method, path, scope, summary, handler, false);
  }
}
