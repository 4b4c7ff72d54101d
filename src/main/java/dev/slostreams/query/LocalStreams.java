package dev.slostreams.query;

import dev.slostreams.query.Served.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The Kafka Streams client of this process. */
record LocalStreams(Supplier<KafkaStreams> streams, String viewStore, String tallies)
    implements RunningStreams {

  /** What Kafka Streams calls threads that wait for their first share of the work. */
  private static final Set<String> NOT_JOINED = Set.of("CREATED", "STARTING");

  @Override
  public KafkaStreams.State state() {
    return streams.get().state();
  }

  @Override
  public int joinedThreads() {
    return (int)
        streams.get().metadataForLocalThreads().stream() // leaves out dead ones
            .filter(thread -> !NOT_JOINED.contains(thread.threadState()))
            .count();
  }

  @Override
  public Set<Integer> assigned() {
    Set<Integer> assigned = new TreeSet<>();
    for (ThreadMetadata thread : streams.get().metadataForLocalThreads()) {
      thread.activeTasks().forEach(task -> assigned.addAll(ledgers(task.topicPartitions())));
    }
    return assigned;
  }

  @Override
  public Optional<Copy> copy(int partition) {
    StoreQueryParameters<ReadOnlyKeyValueStore<String, byte[]>> views =
        StoreQueryParameters.fromNameAndType(
                viewStore, QueryableStoreTypes.<String, byte[]>keyValueStore())
            .withPartition(partition);
    return store(views)
        .map(store -> new Copy(Role.ACTIVE, true, store))
        .or(
            () ->
                store(views.enableStaleStores())
                    .map(store -> new Copy(assignedRole(partition), false, store)));
  }

  @Override
  public Map<Integer, Holders> holders() {
    Map<Integer, String> active = new HashMap<>();
    Map<Integer, List<String>> standbys = new HashMap<>();
    for (StreamsMetadata client : clients()) {
      String address = address(client.hostInfo());
      ledgers(client.topicPartitions()).forEach(partition -> active.put(partition, address));
      ledgers(client.standbyTopicPartitions())
          .forEach(
              partition ->
                  standbys.computeIfAbsent(partition, p -> new ArrayList<>()).add(address));
    }
    Map<Integer, Holders> holders = new HashMap<>();
    active.forEach((partition, address) -> holders.put(partition, Holders.NOBODY));
    standbys.forEach((partition, addresses) -> holders.put(partition, Holders.NOBODY));
    holders.replaceAll(
        (partition, none) ->
            new Holders(
                Optional.ofNullable(active.get(partition)),
                standbys.getOrDefault(partition, List.of())));
    return holders;
  }

  @Override
  public Map<Integer, Long> lags() {
    Map<Integer, Long> lags = new HashMap<>();
    streams
        .get()
        .allLocalStorePartitionLags()
        .getOrDefault(viewStore, Map.of())
        .forEach((partition, lag) -> lags.put(partition, lag.offsetLag()));
    return lags;
  }

  private Optional<ReadOnlyKeyValueStore<String, byte[]>> store(
      StoreQueryParameters<ReadOnlyKeyValueStore<String, byte[]>> parameters) {
    try {
      return Optional.of(streams.get().store(parameters));
    } catch (InvalidStateStoreException | IllegalStateException e) {
      return Optional.empty(); // not here, or not in this state of Kafka Streams
    }
  }

  private Role assignedRole(int partition) {
    return assigned().contains(partition) ? Role.ACTIVE : Role.STANDBY;
  }

  private Collection<StreamsMetadata> clients() {
    try {
      return streams.get().metadataForAllStreamsClients();
    } catch (InvalidStateStoreException | IllegalStateException e) {
      return List.of(); // not started, or stopped
    }
  }

  private static String address(HostInfo of) {
    String host = of.host().contains(":") ? "[" + of.host() + "]" : of.host();
    return host + ":" + of.port();
  }

  private List<Integer> ledgers(Set<TopicPartition> partitions) {
    return partitions.stream()
        .filter(partition -> partition.topic().equals(tallies))
        .map(TopicPartition::partition)
        .toList();
  }
}
