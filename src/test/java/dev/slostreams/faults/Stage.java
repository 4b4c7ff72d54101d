package dev.slostreams.faults;

import dev.slostreams.testing.EngineProcess;
import dev.slostreams.testing.Topics;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What a fault may touch, and the book of what struck. */
final class Stage {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(180);

  private final BrokerProcess broker;
  private final Application application;
  private final Progress progress;
  private final Random random;
  private int struck;
  private int inFlight;

  Stage(BrokerProcess broker, Application application, Progress progress, Random random) {
    this.broker = broker;
    this.application = application;
    this.progress = progress;
    this.random = random;
  }

  BrokerProcess broker() {
    return broker;
  }

  Application application() {
    return application;
  }

  Random random() {
    return random;
  }

  /** Any instance. */
  int any() {
    return random.nextInt(application.size());
  }

  EngineProcess instance(int number) {
    return application.instance(number);
  }

  /** Lets the fault strike, and notes whether records were in flight. */
  void strike(Runnable fault) {
    boolean busy = progress.lag() > 0;
    fault.run();
    struck++;
    inFlight += busy ? 1 : 0;
  }

  /** Waits until this many records more are committed. */
  void awaitCommitted(long more) {
    long goal = progress.committed() + more;
    Topics.await(
        more + " records more are committed", LONGEST_WAIT, () -> progress.committed() >= goal);
  }

  /** Waits until an instance says that it runs. */
  void awaitRunning(int number) {
    Topics.await(
        "instance " + number + " of '" + application.name() + "' runs",
        LONGEST_WAIT,
        () -> instance(number).address().isPresent() && instance(number).isAlive());
  }

  /** Waits until an instance that was told to stop has, which must be without a complaint. */
  void awaitEnd(int number) {
    try {
      int exit = instance(number).exitCode();
      if (exit != 0) {
        throw new AssertionError("exit code " + exit + ": " + instance(number).log());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets time pass while the fault is there: how long it lasts is what makes it one. */
  void last(long ms) {
    try {
      TimeUnit.MILLISECONDS.sleep(ms);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int struck() {
    return struck;
  }

  int inFlight() {
    return inFlight;
  }
}
