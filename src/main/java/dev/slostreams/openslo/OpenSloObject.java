package dev.slostreams.openslo;

/**
 * An object with a name that others can refer to, or one that stands inline in another.
 *
 * @param name its {@code metadata.name}
 * @param root the element that has its kind, metadata and spec
 */
record OpenSloObject(Kind kind, String name, Element root) {

  Element spec() {
    return root.get("spec");
  }

  Element metadata() {
    return root.get("metadata");
  }

  Place place() {
    return root.place();
  }
}
