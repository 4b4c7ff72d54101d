package dev.slostreams.http;

/** Who may use a route. */
public enum Scope {
  /** Anybody who reaches the server. */
  OPEN,
  /** Whoever may read how series stand. */
  READ,
  /** Whoever may change what is evaluated. */
  ADMIN,
  /** Another instance of the application. */
  PEER
}
