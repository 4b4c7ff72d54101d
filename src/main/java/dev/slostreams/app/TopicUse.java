package dev.slostreams.app;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;

/** Which processors of a topology write a topic, read it, or use a store. */
final class TopicUse {

  private final List<Node> nodes;

  TopicUse(TopologyDescription description) {
    this.nodes =
        description.subtopologies().stream().flatMap(part -> part.nodes().stream()).toList();
  }

  Set<String> writersOf(String topic) {
    Set<String> writers = new TreeSet<>();
    for (Node node : nodes) {
      if (node instanceof Sink sink && topic.equals(sink.topic())) {
        addProcessors(writers, sink.predecessors());
      }
    }
    return writers;
  }

  Set<String> readersOf(String topic) {
    Set<String> readers = new TreeSet<>();
    for (Node node : nodes) {
      if (node instanceof Source source && source.topicSet().contains(topic)) {
        source.successors().forEach(reader -> readers.add(reader.name()));
      }
    }
    return readers;
  }

  Set<String> usersOf(String store) {
    Set<String> users = new TreeSet<>();
    for (Node node : nodes) {
      if (node instanceof Processor processor && processor.stores().contains(store)) {
        users.add(processor.name());
      }
    }
    return users;
  }

  /** Before a repartition topic stands a filter of Kafka's own: whose records it takes counts. */
  private static void addProcessors(Set<String> names, Collection<Node> writers) {
    for (Node writer : writers) {
      if (writer.name().endsWith("-repartition-filter")) {
        addProcessors(names, writer.predecessors());
      } else {
        names.add(writer.name());
      }
    }
  }
}
