package dev.slostreams.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a request through to a route when it may use the route's scope.
 *
 * <p>Reading is free where no read token is configured; the tokens of administrators and of other
 * instances read, too. Changing something always takes the token of an administrator.
 */
record Access(Tokens tokens) {

  private static final Map<Scope, String> NAMES =
      Map.of(Scope.READ, "read", Scope.ADMIN, "admin", Scope.PEER, "peer");

  /** The handler of a route of this scope, behind the check. */
  Handler guarded(Scope scope, Handler handler) {
    if (scope == Scope.OPEN) {
      return handler;
    }
    return context -> {
      check(scope, context);
      handler.handle(context);
    };
  }

  private void check(Scope asked, Context context) {
    if (!tokens.has(asked)) {
      if (asked == Scope.ADMIN) {
        throw Refusal.counted(
            Refusal.Reason.TOKEN,
            403,
            "admin token: must be configured before anything can be changed over HTTP",
            "set http.admin.token.file, or SLO_STREAMS_ADMIN_TOKEN in the environment");
      }
      return;
    }
    Optional<Scope> holder = tokens.holder(context.header("Authorization"));
    if (holder.isEmpty()) {
      context.header("WWW-Authenticate", "Bearer realm=\"slo-streams\"");
      throw Refusal.counted(
          Refusal.Reason.TOKEN,
          401,
          "Authorization: must be 'Bearer' and the %s token".formatted(NAMES.get(asked)),
          "the token is in the file that http.%s.token.file names".formatted(NAMES.get(asked)));
    }
    boolean enough = holder.get() == asked || asked == Scope.READ;
    if (!enough) {
      throw Refusal.counted(
          Refusal.Reason.TOKEN,
          403,
          "Authorization: must be the %s token, but was the %s token"
              .formatted(NAMES.get(asked), holder.get().name().toLowerCase(Locale.ROOT)),
          "ask with the other token");
    }
  }
}
