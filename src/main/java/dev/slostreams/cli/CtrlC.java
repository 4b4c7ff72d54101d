package dev.slostreams.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C (and a plain {@code kill}) into an orderly end with exit code 0: it asks the command
 * to stop and keeps the process until this is closed, which the command does last.
 */
final class CtrlC implements AutoCloseable {

  private static final long WAIT_SECONDS = 30;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::pressed, "slo-streams-stop");
  private volatile Runnable stop = () -> {};
  private volatile boolean pressed;

  CtrlC() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** What asks the command to stop. */
  void stops(Runnable command) {
    stop = command;
  }

  boolean isPressed() {
    return pressed;
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      ended.countDown(); // it has been pressed: the hook waits for this and ends the process
    }
  }

  private void pressed() {
    pressed = true;
    stop.run();
    boolean orderly = false;
    try {
      orderly = ended.await(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(orderly ? ExitCode.DONE : ExitCode.COULD_NOT_RUN);
  }
}
