package dev.slostreams.http;

import java.util.List;

/** Routes about one thing, with their handlers. Handlers are called by any thread. */
public interface RouteGroup {

  List<Route> routes();
}
