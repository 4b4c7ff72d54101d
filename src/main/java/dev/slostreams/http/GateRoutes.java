package dev.slostreams.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slostreams.gate.Decision;
import dev.slostreams.gate.Gate;
import dev.slostreams.gate.GatePolicy;
import dev.slostreams.gate.GateSeries;
import dev.slostreams.gate.Reason;
import dev.slostreams.gate.Verdict;
import dev.slostreams.query.QueryAnswer;
import dev.slostreams.query.QueryAnswer.Entry;
import dev.slostreams.query.QueryAnswer.Found;
import dev.slostreams.query.QueryAnswer.Unavailable;
import dev.slostreams.query.QueryAnswer.Unknown;
import dev.slostreams.query.SeriesQuery;
import dev.slostreams.query.Served;
import dev.slostreams.slo.Slo;
import dev.slostreams.wire.GateInput;
import dev.slostreams.wire.GateRecord;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Whether to go on with what may spend error budget. */
public final class GateRoutes implements RouteGroup {

  private static final String NO_SEVERITY = "none";

  private final SeriesQuery query;
  private final Supplier<List<Slo>> slos;

  /**
   * Judges what the query finds.
   *
   * @param slos every definition that is counted now
   */
  public GateRoutes(SeriesQuery query, Supplier<List<Slo>> slos) {
    this.query = query;
    this.slos = slos;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/gate",
            Scope.READ,
            "Whether to go on with what may spend the error budget of SLOs",
            this::gate));
  }

  private void gate(Context context) {
    Parameters parameters = Parameters.of(context, "slo", "service", "label", "blockOn", "warnAs");
    GatePolicy policy = policy(parameters);
    Map<String, String> labels = parameters.labels();
    Findings findings = new Findings(labels);
    for (String name : asked(parameters, labels.keySet())) {
      findings.add(name, query.ofSlo(name));
    }
    findings.refuseIfBlind(context);
    Decision decision = Gate.judge(findings.series, findings.gaps, policy);
    ObjectNode answer = GateRecord.of(decision, findings.series);
    Envelope.put(answer, List.copyOf(findings.partitions.values()), Set.of());
    answer.put("complete", findings.unavailable.isEmpty());
    Answer.send(context, 200, answer);
  }

  private static GatePolicy policy(Parameters parameters) {
    Set<String> blockOn =
        parameters
            .one("blockOn")
            .map(text -> text.equals(NO_SEVERITY) ? Set.<String>of() : Set.of(text.split(",")))
            .orElse(GatePolicy.DEFAULT.blockOn());
    Verdict warnAs =
        parameters
            .oneOf("warnAs", "allow", "warn", "block")
            .map(text -> Verdict.valueOf(text.toUpperCase(Locale.ROOT)))
            .orElse(GatePolicy.DEFAULT.warnAs());
    return new GatePolicy(blockOn, warnAs);
  }

  /** Names of the SLOs that are asked for and that are grouped by all these labels. */
  private SortedSet<String> asked(Parameters parameters, Set<String> labels) {
    List<String> names = parameters.all("slo");
    List<String> services = parameters.all("service");
    if (names.isEmpty() && services.isEmpty()) {
      throw Refusal.of(400, "query parameter 'slo' or 'service': is needed", "?service=<name>");
    }
    List<Slo> known = slos.get();
    names.forEach(name -> requireKnown("SLO", name, names(known)));
    services.forEach(service -> requireKnown("service", service, services(known)));
    List<Slo> meant =
        known.stream()
            .filter(slo -> names.contains(slo.id().name()) || services.contains(slo.service()))
            .toList();
    SortedSet<String> asked =
        names(meant.stream().filter(slo -> slo.labelNames().containsAll(labels)).toList());
    if (asked.isEmpty()) {
      throw Refusal.of(
          400,
          "query parameter 'label': must name what series are grouped by, but was '"
              + String.join("' and '", new TreeSet<>(labels))
              + "'",
          "labels of these SLOs: "
              + meant.stream().flatMap(slo -> slo.labelNames().stream()).distinct().toList());
    }
    return asked;
  }

  private static void requireKnown(String what, String name, SortedSet<String> known) {
    if (!known.contains(name)) {
      throw Refusal.unknown(what, name, known);
    }
  }

  private static SortedSet<String> names(List<Slo> slos) {
    return slos.stream().map(slo -> slo.id().name()).collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedSet<String> services(List<Slo> slos) {
    return slos.stream().map(Slo::service).collect(Collectors.toCollection(TreeSet::new));
  }

  /** What was found, SLO by SLO. */
  private static final class Findings {

    private final Map<String, String> labels;
    private final List<GateSeries> series = new ArrayList<>();
    private final List<Reason> gaps = new ArrayList<>();
    private final List<Unavailable> unavailable = new ArrayList<>();
    private final SortedMap<Integer, Served> partitions = new TreeMap<>();

    Findings(Map<String, String> labels) {
      this.labels = labels;
    }

    void add(String slo, QueryAnswer answer) {
      if (answer instanceof Found found) {
        add(slo, found);
      } else if (answer instanceof Unavailable none) {
        unavailable.add(none);
        gaps.add(Reason.unavailable(slo, none.reason()));
      } else if (answer instanceof Unknown) {
        gaps.add(Reason.unavailable(slo, "its definition has just ended"));
      } else {
        throw new IllegalStateException(
            "no verdict for " + answer + " (this is a bug in slo-streams)");
      }
    }

    private void add(String slo, Found found) {
      Served served = found.partitions().get(0); // all series of an SLO are in one
      partitions.put(served.partition(), served);
      int before = series.size();
      for (Entry entry : found.series()) {
        GateInput input =
            GateInput.read(entry.id(), entry.json(), served.dataState(), served.stale());
        if (!input.ended() && input.labels().entrySet().containsAll(labels.entrySet())) {
          series.add(input.series());
        }
      }
      if (series.size() == before) {
        gaps.add(Reason.noSeries(slo, labels.isEmpty() ? "" : " with " + labels));
      }
    }

    /** Nothing at all could be seen: that is no verdict, but an error to come back after. */
    void refuseIfBlind(Context context) {
      if (partitions.isEmpty()) {
        throw Refusal.unavailable(context, unavailable.get(0));
      }
    }
  }
}
