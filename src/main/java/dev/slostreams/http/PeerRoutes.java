package dev.slostreams.http;

import dev.slostreams.query.LocalPartitions;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What other instances ask: the copies that are in this one. Nothing here asks anyone else, so that
 * a question is forwarded at most once.
 */
public final class PeerRoutes implements RouteGroup {

  /** {@code 3}, or {@code 3@1767225600000} from one who has that version. */
  private static final Pattern WANTED = Pattern.compile("([0-9]{1,9})(?:@([0-9]{1,18}))?");

  static final String SERIES = "/internal/v1/series";
  static final String REACH = "/internal/v1/reach";
  static final String HOP = "X-Slo-Streams-Hop";

  private final LocalPartitions local;
  private final Reach reach;

  public PeerRoutes(LocalPartitions local, Reach reach) {
    this.local = local;
    this.reach = reach;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            SERIES, Scope.PEER, "Copies of ledger partitions, for other instances", this::series),
        Route.get(
            REACH,
            Scope.PEER,
            "Which other instances this one does not reach, for other instances",
            this::reach));
  }

  private void series(Context context) {
    requireHop(context);
    Map<Integer, Long> wanted = new TreeMap<>();
    String text = Optional.ofNullable(context.queryParam("partitions")).orElse("");
    for (String part : text.split(",")) {
      Matcher matcher = WANTED.matcher(part);
      if (!matcher.matches()) {
        throw Refusal.of(
            400,
            "query parameter 'partitions': must be numbers such as 0,3@1767225600000, but was '"
                + text
                + "'",
            "number of the ledger partition, after @ the version that is known");
      }
      String version = matcher.group(2);
      wanted.put(
          Integer.valueOf(matcher.group(1)), version == null ? -1L : Long.parseLong(version));
    }
    byte[] answer =
        PeerFormat.write(
            wanted.keySet().stream().flatMap(partition -> local.read(partition).stream()).toList(),
            wanted);
    context.contentType(PeerFormat.CONTENT_TYPE).result(answer);
  }

  private void reach(Context context) {
    requireHop(context);
    Answer.send(context, 200, reach.json());
  }

  /** Every route for peers asks for it: a request of a peer is a hop and is never sent on. */
  static void requireHop(Context context) {
    if (!"1".equals(context.header(HOP))) {
      throw Refusal.of(
          400,
          "header '" + HOP + "': must be 1",
          "this route is for other instances, ask under /api/v1/");
    }
  }
}
