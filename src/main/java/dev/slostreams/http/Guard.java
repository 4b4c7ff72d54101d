package dev.slostreams.http;

import io.javalin.http.Context;
import java.util.Map;

/** Looks at every request before it is routed: headers of the answer, Host and Origin, size. */
record Guard(AllowedHosts hosts) {

  /** What every answer carries, errors too. */
  static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Referrer-Policy", "no-referrer",
          "Cache-Control", "no-store");

  static final int MOST_BODY_BYTES = 1_048_576; // 1 MiB

  /** Javalin would route by it, so that what reads as GET to others changes something. */
  private static final String OVERRIDE = "X-HTTP-Method-Override";

  void admit(Context context) {
    HEADERS.forEach(context::header);
    String host = context.header("Host");
    if (!hosts.allowsHost(host) || !hosts.allowsHost(context.req().getServerName())) {
      throw Refusal.counted(
          Refusal.Reason.HOST,
          403,
          "Host: must be a name of this machine's loopback address, or one of http.hosts",
          "ask http://127.0.0.1, or add the name to http.hosts");
    }
    if (!hosts.allowsOrigin(context.header("Origin"))) {
      throw Refusal.counted(
          Refusal.Reason.ORIGIN,
          403,
          "Origin: must be this server",
          "pages of other servers may not ask here");
    }
    if (context.header(OVERRIDE) != null) {
      throw Refusal.counted(
          Refusal.Reason.MALFORMED,
          400,
          OVERRIDE + ": is not taken here",
          "send the request with the method itself");
    }
    if (context.req().getContentLengthLong() > MOST_BODY_BYTES) {
      throw Refusal.counted(
          Refusal.Reason.BODY,
          413,
          "body: must be at most " + MOST_BODY_BYTES + " bytes",
          "send less");
    }
  }
}
