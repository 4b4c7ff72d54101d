package dev.slostreams.openslo;

import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a catalog of the objects that were loaded. */
final class CatalogReader {

  private final Definitions definitions;
  private final Findings findings;
  private final SloReader slos;

  CatalogReader(Definitions definitions, Findings findings) {
    this.definitions = definitions;
    this.findings = findings;
    this.slos = new SloReader(definitions);
  }

  /** The catalog; it holds good only if no problem has been found. */
  SloCatalog read() {
    List<Source> sources = sources();
    unusedSlis();
    List<Slo> evaluated = new ArrayList<>();
    List<SloDocument> documents = new ArrayList<>();
    List<OpenSloObject> onKafka = new ArrayList<>();
    for (OpenSloObject slo : definitions.all(Kind.SLO)) {
      List<Element> indicators = slos.indicatorSpecs(slo);
      if (!indicators.isEmpty()
          && indicators.stream().distinct().allMatch(spec -> isOnKafka(slo, spec))) {
        onKafka.add(slo);
        List<Slo> read = slos.read(slo, indicators);
        evaluated.addAll(read);
        documents.add(new SloDocument(slo, definitions, read));
      }
    }
    requireUniqueNames(onKafka);
    Exclusions exclusions = new ExclusionReader(definitions, evaluated, sources).read();
    return new SloCatalog(
        sources,
        evaluated,
        new SloCatalog.Exempt(exclusions, new TierReader(definitions).exceptions()),
        findings.notEvaluated(),
        findings.notices(),
        documents);
  }

  private List<Source> sources() {
    List<OpenSloObject> kafka =
        definitions.all(Kind.DATA_SOURCE).stream().filter(SourceReader::isKafka).toList();
    requireUniqueNames(kafka);
    return kafka.stream().flatMap(source -> SourceReader.read(source).stream()).toList();
  }

  /** An SLI on Kafka is checked though no SLO may use it yet. */
  private void unusedSlis() {
    MetricReader metrics = new MetricReader(definitions);
    for (OpenSloObject sli : definitions.all(Kind.SLI)) {
      if (MetricSource.of(sli.spec()).stream().anyMatch(source -> source.isKafka(definitions))) {
        metrics.read(sli.spec());
      }
    }
  }

  private void requireUniqueNames(List<OpenSloObject> objects) {
    TreeMap<String, List<OpenSloObject>> byName = new TreeMap<>();
    for (OpenSloObject object : objects) {
      byName.computeIfAbsent(object.name(), name -> new ArrayList<>()).add(object);
    }
    byName.values().forEach(definitions::requireOne);
  }

  /** Whether it reads a Kafka source; if not, why it cannot be evaluated is reported. */
  private boolean isOnKafka(OpenSloObject slo, Element indicatorSpec) {
    List<MetricSource> sources = MetricSource.of(indicatorSpec);
    boolean raw = indicatorSpec.get("ratioMetric").get("raw").isGiven();
    if (sources.stream().anyMatch(source -> source.isKafka(definitions))) {
      if (raw) {
        Evaluability.report(slo, "ratioMetric.raw is a ready-made ratio, not one over events");
      }
      return !raw;
    }
    for (MetricSource source : sources) {
      Optional<String> type = source.type(definitions);
      if (type.isEmpty()) {
        definitions.resolve(source.at().require("metricSourceRef"), Kind.DATA_SOURCE);
      } else {
        Evaluability.report(
            slo,
            "metric source type '%s' is not kafka%s"
                .formatted(type.get(), raw ? ", and ratioMetric.raw is not one over events" : ""));
        return false;
      }
    }
    return false;
  }
}
