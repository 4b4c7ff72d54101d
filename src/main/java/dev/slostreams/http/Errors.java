package dev.slostreams.http;

import dev.slostreams.metrics.Meters;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every refusal and failure into a {@link Problem}. */
final class Errors extends ErrorHandler {

  private static final Logger LOGGER = LoggerFactory.getLogger(Errors.class);
  private static final String LIST = "GET /api/v1 lists the routes";

  private final Meters meters;

  Errors(Meters meters) {
    this.meters = meters;
    for (Refusal.Reason reason : Refusal.Reason.values()) {
      meters.httpRefused(reason.label(), 0); // a rate needs the number before the first one
    }
  }

  /** A request that was routed, or that no route is for. */
  void refused(HttpResponseException refusal, Context context) {
    String error =
        switch (refusal.getStatus()) {
          case 404 -> Refusal.hint(refusal).isPresent() ? refusal.getMessage() : noRoute(context);
          case 405 -> "method: must be %s, but was %s".formatted(allowed(refusal), method(context));
          default -> refusal.getMessage();
        };
    if (refusal.getStatus() == 405) {
      context.header("Allow", allowed(refusal).replace(" or ", ", "));
    }
    Refusal.reason(refusal).ifPresent(reason -> meters.httpRefused(reason, 1));
    send(context, refusal.getStatus(), error, Refusal.hint(refusal).orElse(LIST));
  }

  /** An order where none is taken. */
  static void fixed(FixedDefinitionsException fixed, Context context) {
    send(
        context,
        409,
        fixed.getMessage(),
        "order on an instance of './slo-streams run'; docs/exclusions.md shows how");
  }

  /** A failure of ours, or a request that broke off or turned out wrong while it was read. */
  void failed(Exception failure, Context context) {
    if (isOfTheClient(failure)) {
      meters.httpRefused(Refusal.Reason.MALFORMED.label(), 1);
      send(context, 400, "body: must come whole and in time, but did not", "send it again");
      return;
    }
    LOGGER.atError().setCause(failure).log("request failed");
    send(context, 500, "request failed (this is a bug in slo-streams)", "the log has the cause");
  }

  /** A request that Jetty refuses before it reaches us. */
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    meters.httpRefused(reason(status).label(), 1);
    Guard.HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put("Content-Type", Problem.CONTENT_TYPE);
    byte[] body =
        Answer.bytes(Problem.of(status, "request refused: " + HttpStatus.getMessage(status), LIST));
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  /** Anybody can bring these about, so they are neither told as ours nor written to the log. */
  private static boolean isOfTheClient(Exception failure) {
    return failure instanceof EofException
        || failure instanceof ClosedChannelException
        || failure instanceof HttpException
        || failure instanceof IOException && failure.getCause() instanceof TimeoutException;
  }

  private static void send(Context context, int status, String detail, String hint) {
    context
        .status(status)
        .contentType(Problem.CONTENT_TYPE)
        .result(Answer.bytes(Problem.of(status, detail, hint)));
  }

  private static Refusal.Reason reason(int status) {
    return switch (status) {
      case 413 -> Refusal.Reason.BODY;
      case 431 -> Refusal.Reason.HEADER;
      default -> Refusal.Reason.MALFORMED;
    };
  }

  /** Javalin names the methods that the path has. */
  private static String allowed(HttpResponseException refusal) {
    String methods = refusal.getDetails().getOrDefault("availableMethods", "");
    return methods.contains("POST")
        ? (methods.contains("GET") ? "GET or HEAD or POST" : "POST")
        : "GET or HEAD";
  }

  private static String method(Context context) {
    return context.req().getMethod();
  }

  private static String noRoute(Context context) {
    return "no route '" + context.path() + "'";
  }
}
