package dev.slostreams.control;

import dev.slostreams.slo.DefinitionsId;
import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Definitions that are in force together, from one second on.
 *
 * @param sources the sources that some SLO reads
 * @param slos every SLO, each of one of the sources
 * @param exclusions those that the definitions declare
 * @param exceptions the freeze exceptions
 */
public record DefinitionSet(
    DefinitionsId id,
    List<Source> sources,
    List<Slo> slos,
    Exclusions exclusions,
    List<FreezeException> exceptions) {

  /** Without exclusions. */
  public DefinitionSet(DefinitionsId id, List<Source> sources, List<Slo> slos) {
    this(id, sources, slos, Exclusions.NONE);
  }

  /** Without freeze exceptions. */
  public DefinitionSet(
      DefinitionsId id, List<Source> sources, List<Slo> slos, Exclusions exclusions) {
    this(id, sources, slos, exclusions, List.of());
  }

  public DefinitionSet {
    slos = List.copyOf(slos);
    exceptions = List.copyOf(exceptions);
    Set<String> read = new HashSet<>();
    slos.forEach(slo -> read.add(slo.indicator().source()));
    sources = sources.stream().filter(source -> read.contains(source.name())).toList();
  }

  /** The first second that it counts. */
  public long from() {
    return id.from();
  }

  /** The SLOs whose events come from this source. */
  public List<Slo> slosOf(Source source) {
    return slos.stream().filter(slo -> slo.indicator().source().equals(source.name())).toList();
  }

  /** The sources that read this topic. */
  public List<Source> sourcesOf(String topic) {
    return sources.stream().filter(source -> source.topic().equals(topic)).toList();
  }

  /** The topics that its sources read. */
  public Set<String> topics() {
    return sources.stream().map(Source::topic).collect(Collectors.toSet());
  }
}
