package org.foobarlab.grading.bad.missing;

import org.foobarlab.checks.Check;

final class MissingChecks {

    @Check(id = "one", title = "One", requires = "two")
    void one() {}
}
