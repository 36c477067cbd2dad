package org.foobarlab.grading.bad.circle;

import org.foobarlab.checks.Check;

final class CircleChecks {

    @Check(id = "hen", title = "Hen", requires = "egg")
    void hen() {}

    @Check(id = "egg", title = "Egg", requires = "hen")
    void egg() {}
}
