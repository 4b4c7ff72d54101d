package dev.slostreams.simulation;

import dev.slostreams.simulation.Transaction.State;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.TaskId;

/**
 * A process with one stream thread and one producer: its tasks, the copies that it keeps of what
 * others store, and the transaction it is in.
 */
final class SimulatedInstance {

  private static final long COMMIT_EVERY_MS = 200;
  private static final int MOST_WAITING = 4;

  private final String name;
  private final World world;
  private final Map<TaskId, SimulatedTask> tasks = new TreeMap<>();
  private final Map<Integer, SimulatedTask.Stores> copies = new TreeMap<>();
  private Transaction before = new Transaction();
  private Transaction transaction = new Transaction();
  private Map<TopicPartition, Long> lastCommitted = Map.of();
  private long committedMs;
  private long skewMs;
  private int writesToCrash = Integer.MAX_VALUE;
  private boolean crashInCommit;
  private boolean kicked;
  private boolean resumed;

  /** The process ends here, without a word. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;

    Crash() {
      super(null, null, false, false);
    }
  }

  SimulatedInstance(String name, World world) {
    this.name = name;
    this.world = world;
  }

  /** Its wall clock. */
  long nowMs() {
    return world.nowMs + skewMs;
  }

  void skew(long ms) {
    skewMs = ms;
  }

  /** It will end in one of its next writes. */
  void crashAfter(int writes) {
    writesToCrash = writes;
  }

  /** It will end in its next commit. */
  void crashInCommit() {
    crashInCommit = true;
  }

  /** No fault is planned any more. */
  void heal() {
    writesToCrash = Integer.MAX_VALUE;
    crashInCommit = false;
    skewMs = 0;
  }

  /** The group goes on without it; it does not know yet. */
  void kick() {
    kicked = true;
  }

  boolean isKicked() {
    return kicked;
  }

  /** It was stopped for a while, and goes on in the middle of its loop. */
  void resume() {
    resumed = true;
  }

  void take(TaskId task) {
    SimulatedTask taken = new SimulatedTask(task, this, world);
    tasks.put(task, taken);
    if (task.subtopology() == SimulatedTask.EVALUATE && copies.containsKey(task.partition())) {
      taken.takeOver(copies.remove(task.partition()));
      world.audit.note("take-over by a copy");
    }
  }

  /** Follows the stores of the ledgers that others evaluate. */
  private void follow(int most) {
    for (int ledger = 0; ledger < World.LEDGERS; ledger++) {
      if (!tasks.containsKey(new TaskId(SimulatedTask.EVALUATE, ledger))) {
        copies
            .computeIfAbsent(ledger, number -> SimulatedTask.Stores.of(number, this, world))
            .restore(1 + most * 50);
      }
    }
  }

  /** Gives a task away in good order. */
  void give(TaskId task) {
    tasks.remove(task).close();
  }

  /** Once around the loop of its stream thread. */
  void run(int most) {
    if (world.broker.isReachable() && !resumed) {
      if (kicked) {
        lose();
        return;
      }
      if (world.copies) {
        follow(most);
      }
      for (SimulatedTask task : tasks.values()) {
        if (!task.isRunning()) {
          task.maybeBegin(1 + most * 50);
        } else if (task.waiting() < MOST_WAITING) {
          task.poll(1 + most * 2, 100 + most * 150);
        }
      }
    }
    resumed = false;
    for (SimulatedTask task : tasks.values()) {
      for (int i = 0; i < most && task.process(); i++) {}
    }
    for (SimulatedTask task : tasks.values()) {
      if (task.isRunning()) {
        task.punctuate();
      }
    }
    if (world.broker.isReachable() && world.nowMs >= committedMs + COMMIT_EVERY_MS) {
      commit();
    }
  }

  /**
   * Commits; false where the group has gone on without it. As with Kafka, that comes out only where
   * there are offsets to commit.
   */
  boolean commit() {
    Map<TopicPartition, Long> offsets = offsets();
    if (transaction.isEmpty() && offsets.equals(lastCommitted)) {
      return true;
    }
    if (kicked && !offsets.isEmpty()) {
      lose();
      return false;
    }
    if (crashInCommit && world.random.nextBoolean()) {
      throw new Crash();
    }
    end(State.COMMITTED, offsets);
    lastCommitted = offsets;
    committedMs = world.nowMs;
    if (crashInCommit) {
      throw new Crash();
    }
    return true;
  }

  private Map<TopicPartition, Long> offsets() {
    Map<TopicPartition, Long> offsets = new TreeMap<>(SimulatedBroker.BY_NAME);
    tasks.values().forEach(task -> task.offset(offsets));
    return offsets;
  }

  /** What is left open of it is aborted: by itself, or when its time is over. */
  void abort() {
    switch (world.rule) {
      case AT_LEAST_ONCE -> end(State.COMMITTED, Map.of());
      case AT_MOST_ONCE -> end(State.ABORTED, offsets());
      default -> end(State.ABORTED, Map.of());
    }
  }

  /** As with Kafka, the next transaction begins only once the one before is complete. */
  private void end(State state, Map<TopicPartition, Long> offsets) {
    world.broker.complete(before);
    world.broker.end(transaction, state, offsets);
    before = transaction;
    transaction = new Transaction();
  }

  /** It finds that the group has gone on without it, and starts anew. */
  private void lose() {
    world.audit.note("fenced");
    abort();
    tasks.values().forEach(SimulatedTask::close);
    tasks.clear();
    lastCommitted = Map.of();
    kicked = false;
  }

  /** Kafka Streams found a task corrupted: all begin anew, with the same processors. */
  void corrupt() {
    abort();
    lastCommitted = Map.of();
    tasks.values().forEach(SimulatedTask::close);
    tasks.values().forEach(SimulatedTask::begin);
  }

  /** Writes in the transaction; to the partition of this number. */
  void write(String topic, int partition, byte[] key, byte[] value, Headers headers) {
    write(world.broker.log(topic, partition), key, value, headers);
  }

  void write(Log log, byte[] key, byte[] value, Headers headers) {
    if (--writesToCrash <= 0) {
      throw new Crash();
    }
    if (transaction.isEmpty()) {
      world.broker.complete(before);
    }
    log.append(key, value, headers, nowMs(), transaction);
  }

  /** Tasks that have begun, and all. */
  String state() {
    long running = tasks.values().stream().filter(SimulatedTask::isRunning).count();
    return running + "/" + tasks.size();
  }

  @Override
  public String toString() {
    return name;
  }
}
