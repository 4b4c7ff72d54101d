package dev.slostreams.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every refusal and failure into {@code {"error": …, "hint": …}}. */
final class Errors extends ErrorHandler {

  private static final Logger LOGGER = LoggerFactory.getLogger(Errors.class);
  private static final String LIST = "GET /api/v1 lists the routes";

  /** A request that was routed, or that no route is for. */
  static void refused(HttpResponseException refusal, Context context) {
    String error =
        switch (refusal.getStatus()) {
          case 404 ->
              refusal.getDetails().containsKey("hint") ? refusal.getMessage() : noRoute(context);
          case 405 -> "method: must be GET or HEAD, but was " + context.req().getMethod();
          default -> refusal.getMessage();
        };
    if (refusal.getStatus() == 405) {
      context.header("Allow", "GET, HEAD");
    }
    String hint = refusal.getDetails().getOrDefault("hint", LIST);
    Answer.send(context, refusal.getStatus(), Answer.error(error, hint));
  }

  /** A failure of ours. */
  static void failed(Exception failure, Context context) {
    LOGGER.atError().setCause(failure).log("request failed");
    Answer.send(
        context,
        500,
        Answer.error("request failed (this is a bug in slo-streams)", "the log has the cause"));
  }

  /** A request that Jetty refuses before it reaches us. */
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Guard.HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put("Content-Type", "application/json");
    byte[] body =
        Answer.bytes(Answer.error("request refused: " + HttpStatus.getMessage(status), LIST));
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private static String noRoute(Context context) {
    return "no route '" + context.path() + "'";
  }
}
