package dev.slostreams.openslo;

import dev.slostreams.slo.Exclusions;
import dev.slostreams.slo.FreezeException;
import dev.slostreams.slo.Slo;
import dev.slostreams.slo.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that OpenSLO documents define for this program, free of problems.
 *
 * <p>Where OpenSLO's own sources differ, these documents are read as follows. {@code op} beside a
 * ratio metric is refused by the go-sdk but stands in the specification's examples: it is a notice.
 * {@code alertPolicies} with nothing after it counts as absent. {@code counter}, {@code alertAfter}
 * and {@code alertWhen…} may be left out. A policy may have several conditions, each once. A name
 * may stand twice as long as nothing that is evaluated here depends on which object is meant.
 *
 * @param sources the Kafka sources, in the order of the documents
 * @param slos one for each objective that is evaluated, in the order of the documents
 * @param exempt what is excluded, and who may deploy in spite of a freeze
 * @param notEvaluated SLOs that are valid OpenSLO but cannot be evaluated here
 * @param notices what is not wrong but has no effect
 * @param documents where the SLOs that are evaluated stand
 */
public record SloCatalog(
    List<Source> sources,
    List<Slo> slos,
    Exempt exempt,
    List<NotEvaluated> notEvaluated,
    List<Notice> notices,
    List<SloDocument> documents) {

  public SloCatalog {
    sources = List.copyOf(sources);
    slos = List.copyOf(slos);
    notEvaluated = List.copyOf(notEvaluated);
    notices = List.copyOf(notices);
    documents = List.copyOf(documents);
  }

  /** The exclusions and the freeze exceptions that the documents declare. */
  public record Exempt(Exclusions exclusions, List<FreezeException> freezeExceptions) {

    public Exempt {
      freezeExceptions = List.copyOf(freezeExceptions);
    }
  }

  public Exclusions exclusions() {
    return exempt.exclusions();
  }

  public List<FreezeException> freezeExceptions() {
    return exempt.freezeExceptions();
  }

  /** Loads files, and the *.yaml and *.yml files below folders, as one set of definitions. */
  public static LoadResult load(List<Path> paths) {
    return of(DefinitionTexts.under(paths), paths.stream().map(Path::toString).toList());
  }

  /** What these texts define together. */
  static LoadResult of(DefinitionTexts texts) {
    return of(texts, texts.texts().stream().map(DefinitionTexts.Text::file).toList());
  }

  private static LoadResult of(DefinitionTexts texts, List<String> places) {
    Findings findings = new Findings();
    texts.unread().forEach(findings::addUnread);
    List<OpenSloObject> objects = new ArrayList<>();
    for (DefinitionTexts.Text text : texts.texts()) {
      YamlFile.parse(text.file(), text.text(), findings)
          .forEach(document -> objects.addAll(ObjectReader.read(document, findings)));
    }
    if (objects.isEmpty() && findings.problems().isEmpty()) {
      findings.add(
          Problem.ofFile(Place.wholeFile(String.join(", ", places)), "needs an OpenSLO object"));
    }
    SloCatalog catalog = new CatalogReader(new Definitions(objects, findings), findings).read();
    return findings.problems().isEmpty()
        ? new LoadResult.Loaded(catalog)
        : new LoadResult.Refused(findings.problems());
  }

  /** The same definitions over other sources. */
  public SloCatalog withSources(List<Source> others) {
    return new SloCatalog(others, slos, exempt, notEvaluated, notices, documents);
  }

  /** The source of this name. */
  public Optional<Source> source(String name) {
    return sources.stream().filter(source -> source.name().equals(name)).findFirst();
  }

  /** The SLOs whose events come from this source. */
  public List<Slo> slosOf(Source source) {
    return slos.stream().filter(slo -> slo.indicator().source().equals(source.name())).toList();
  }
}
