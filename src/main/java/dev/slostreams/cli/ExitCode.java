package dev.slostreams.cli;

/** What the process's exit code says to scripts. */
final class ExitCode {

  static final int DONE = 0;

  /** The command ran, and the answer is no. */
  static final int NO = 1;

  /** Wrong usage or configuration; nothing was started. */
  static final int WRONG_USAGE = 2;

  /** Something outside prevented it: a broker, a file, a port. */
  static final int COULD_NOT_RUN = 3;

  private ExitCode() {}
}
