package dev.slostreams.http;

/** Nothing can be ordered here, because there are no definition files to check an order against. */
public final class FixedDefinitionsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public FixedDefinitionsException() {
    super(
        "definitions: must stand in files for something to be ordered, but are fixed here, as in the"
            + " demo");
  }
}
