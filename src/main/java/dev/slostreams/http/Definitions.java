package dev.slostreams.http;

import dev.slostreams.control.DefinitionSet;
import java.util.List;

/** The definitions of this instance, for people. Thread-safe. */
public interface Definitions {

  /**
   * One document.
   *
   * @param file where it stands
   */
  record Document(String kind, String name, String file) {}

  /** The set that counts the latest second; perhaps not yet the present one. */
  DefinitionSet latest();

  /** The documents of the latest set; empty where they are not on the control topic. */
  List<Document> documents();

  /** Why the files as they are now are not in force; empty when they are free of problems. */
  List<String> problems();
}
