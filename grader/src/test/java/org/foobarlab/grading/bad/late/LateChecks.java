package org.foobarlab.grading.bad.late;

import org.foobarlab.checks.Check;

final class LateChecks {

    @Check(id = "breaks", title = "Breaks", disturbs = "site")
    void breaks() {}

    @Check(id = "looks", title = "Looks", requires = "breaks")
    void looks() {}
}
