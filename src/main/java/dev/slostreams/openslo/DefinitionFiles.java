package dev.slostreams.openslo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the files to load: those that are given, and *.yaml and *.yml below the folders given. */
final class DefinitionFiles {

  private DefinitionFiles() {}

  /** Each file once, in the order of the paths; a path that leads to no file is a problem. */
  static List<Path> under(List<Path> paths, Findings findings) {
    if (paths.isEmpty()) {
      findings.add(Problem.ofFile(Place.wholeFile("definitions"), "needs a file or a folder"));
    }
    Set<Path> seen = new HashSet<>();
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      try {
        for (Path file : files(path, findings)) {
          if (seen.add(file.toRealPath())) {
            files.add(file);
          }
        }
      } catch (IOException | UncheckedIOException e) {
        findings.addUnread(
            Problem.ofFile(Place.wholeFile(path.toString()), "cannot be read (" + e + ")"));
      }
    }
    return files;
  }

  private static List<Path> files(Path path, Findings findings) throws IOException {
    if (!Files.exists(path)) {
      findings.addUnread(Problem.ofFile(Place.wholeFile(path.toString()), "does not exist"));
      return List.of();
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> walk = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files =
          walk.filter(Files::isRegularFile)
              .filter(file -> isDefinition(path.relativize(file)))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        findings.add(
            Problem.ofFile(
                Place.wholeFile(path.toString()), "needs a *.yaml or *.yml file below it"));
      }
      return files;
    }
  }

  /** Hidden folders hold copies: a mounted ConfigMap has its files there a second time. */
  private static boolean isDefinition(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    String name = relative.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }
}
