package org.groundtrack.query;

import org.groundtrack.error.UsageException;

/** A name of a variable that no granule has; {@link VariableList} has those that there are. */
public final class UnknownVariableException extends UsageException {
  private static final long serialVersionUID = 1L;

  UnknownVariableException(String message) {
    super(message);
  }
}
