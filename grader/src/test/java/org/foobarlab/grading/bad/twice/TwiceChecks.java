package org.foobarlab.grading.bad.twice;

import org.foobarlab.checks.Check;

final class TwiceChecks {

    @Check(id = "same", title = "One")
    void one() {}

    @Check(id = "same", title = "Two")
    void two() {}
}
