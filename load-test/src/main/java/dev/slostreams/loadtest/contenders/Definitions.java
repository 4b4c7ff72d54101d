package dev.slostreams.loadtest.contenders;

import dev.slostreams.loadtest.Contender.Task;
import dev.slostreams.loadtest.Workload;
import dev.slostreams.openslo.SloCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The SLOs of a workload as a user has them: in a file, loaded and checked. */
public final class Definitions {

  private Definitions() {}

  public static SloCatalog load(Task task) {
    return load(Workload.definitions(task.topic(), task.shape()));
  }

  /** Those of these documents. */
  public static SloCatalog load(String documents) {
    try {
      Path file = Files.createTempFile("load-test", ".yaml");
      Files.writeString(file, documents);
      SloCatalog catalog = SloCatalog.load(List.of(file)).catalog().orElseThrow();
      Files.delete(file);
      return catalog;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
