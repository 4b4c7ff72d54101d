package dev.slostreams.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of the memory of a process; 0 where the system does not say. */
final class ProcessStatus {

  private ProcessStatus() {}

  /** Bytes it has in memory now. */
  static long resident(long pid) throws IOException {
    return bytes(pid, "VmRSS:");
  }

  /** The most bytes it has had in memory so far. */
  static long peak(long pid) throws IOException {
    return bytes(pid, "VmHWM:");
  }

  private static long bytes(long pid, String field) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
        .findFirst()
        .orElse(0);
  }
}
