package org.groundtrack.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class PythonTest {
  @Test
  void outputOfAScriptIsReturned() {
    Python python = Python.require("json");

    assertThat(python.run("import sys; print(sys.argv[1] + 'é')", 12)).isEqualTo("12é\n");
  }

  @Test
  void failureShowsStandardError() {
    Python python = Python.require("json");

    assertThatThrownBy(() -> python.run("raise ValueError('no such beam')"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ValueError: no such beam");
  }

  @Test
  void missingModulesSkipATestByName() {
    assertThatThrownBy(() -> Python.require("json", "no_such_module"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no_such_module");
  }
}
