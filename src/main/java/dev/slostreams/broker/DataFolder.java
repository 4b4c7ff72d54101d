package dev.slostreams.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The folder an embedded broker keeps its data in, held by one broker at a time.
 *
 * <p>A marker file says that the folder is ours; it also carries the lock. A folder with other
 * content is refused, so a real broker's data is never touched.
 */
final class DataFolder implements AutoCloseable {

  private static final String MARKER = "slo-streams-broker.lock";

  /** Folders held by brokers of this process: a second lock on the same file would free both. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final boolean temporary;
  private final FileChannel marker;

  private DataFolder(Path path, boolean temporary, FileChannel marker) {
    this.path = path;
    this.temporary = temporary;
    this.marker = marker;
  }

  /** A new folder that is deleted on close. */
  static DataFolder temporary() {
    try {
      return hold(Files.createTempDirectory("slo-streams-broker-").toRealPath(), true);
    } catch (IOException e) {
      throw new BrokerException("temporary folder for the embedded broker: cannot be made", e);
    }
  }

  /** The given folder, made if it is missing, kept on close. */
  static DataFolder kept(Path folder) {
    try {
      Files.createDirectories(folder);
      Path path = folder.toRealPath();
      requireOurs(path);
      return hold(path, false);
    } catch (IOException e) {
      throw new BrokerException(
          "broker.data.dir: must be a folder that can be written to, but was '" + folder + "'", e);
    }
  }

  private static void requireOurs(Path path) throws IOException {
    if (Files.exists(path.resolve(MARKER))) {
      return;
    }
    try (Stream<Path> content = Files.list(path)) {
      List<String> names = content.map(p -> p.getFileName().toString()).sorted().toList();
      if (!names.isEmpty()) {
        throw new BrokerException(
            "broker.data.dir: must be empty or a folder of an embedded broker, but '"
                + path
                + "' holds '"
                + names.get(0)
                + "' of something else; give another folder");
      }
    }
  }

  private static DataFolder hold(Path path, boolean temporary) throws IOException {
    if (!HELD.add(path)) {
      throw inUse(path);
    }
    FileChannel marker = null;
    try {
      marker =
          FileChannel.open(
              path.resolve(MARKER), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = marker.tryLock();
      if (lock == null) {
        throw inUse(path);
      }
      return new DataFolder(path, temporary, marker);
    } catch (IOException | RuntimeException e) {
      HELD.remove(path);
      if (marker != null) {
        marker.close();
      }
      throw e;
    }
  }

  private static BrokerException inUse(Path path) {
    return new BrokerException(
        "broker.data.dir: '"
            + path
            + "' is in use by another embedded broker; stop that one or give another folder");
  }

  Path path() {
    return path;
  }

  boolean isFormatted() {
    return Files.exists(path.resolve("meta.properties"));
  }

  /** Lets go of the folder, and deletes it if it is a temporary one. */
  @Override
  public void close() {
    try {
      marker.close();
      if (temporary) {
        delete();
      }
    } catch (IOException e) {
      throw new BrokerException("folder of the embedded broker '" + path + "': not cleaned up", e);
    } finally {
      HELD.remove(path);
    }
  }

  private void delete() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(path)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path entry : deepestFirst) {
      Files.deleteIfExists(entry);
    }
  }
}
