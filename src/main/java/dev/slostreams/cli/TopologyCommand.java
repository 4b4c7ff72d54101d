package dev.slostreams.cli;

import dev.slostreams.app.CannotRunException;
import dev.slostreams.app.TopologyTexts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code topology}: what runs, as text. */
@Command(
    name = "topology",
    description = {
      "Prints the stages of the Kafka application, and every topic with its key, value,"
          + " partitions, cleanup policy, retention, writers and readers. Needs no broker."
    },
    mixinStandardHelpOptions = true)
final class TopologyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--write",
      paramLabel = "FOLDER",
      description = "Writes topology.txt and topics.txt into this folder instead.")
  private Path folder;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    TopologyTexts texts = new TopologyTexts();
    if (folder == null) {
      out.print(texts.stages());
      out.println();
      out.print(texts.topics());
      out.flush();
      return ExitCode.DONE;
    }
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("topology.txt"), texts.stages());
      Files.writeString(folder.resolve("topics.txt"), texts.topics());
    } catch (IOException e) {
      throw new CannotRunException("--write '" + folder + "' cannot be written: " + e, e);
    }
    return ExitCode.DONE;
  }
}
